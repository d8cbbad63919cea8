"""Bringing: a document comes from a shell, and what the chat would propose is done at once."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.usecases import comparing, importing, past, revising
from bot.usecases.comparing import Proposal
from bot.usecases.entering import Names
from bot.usecases.importing import Accepted, Document
from bot.usecases.revising import Revised
from storage.database import Transaction
from storage.domain.people import Centre, Shell


@dataclass(frozen=True, slots=True)
class Brought:
    """A document as it was proposed, and what came of it: a roadmap, or the change of one."""

    proposal: Proposal
    done: Accepted | Revised


def look(tx: Transaction, centre: Centre, document: Document) -> Proposal:
    """Look at a document as the chat would show it, and keep nothing."""
    return comparing.look(tx, Shell(centre), document)


def bring(
    tx: Transaction,
    centre: Centre,
    document: Document,
    names: Names,
    now: datetime,
    *,
    set_aside: bool = False,
) -> Brought:
    """Read and accept in one go, as `vekha import --yes` does; a new roadmap becomes active.

    What is surely a later version of a roadmap changes that one; where the methodist would be
    asked, it is a roadmap of its own. The same bytes again change nothing. With `set_aside` nobody
    is asked for what of a new roadmap is over already.
    Raises Refusal `period_unknown`.
    """
    who = Shell(centre)
    import_id = importing.receive(tx, who, document, now)
    proposal = comparing.propose(tx, who, import_id)
    if proposal.revision:
        roadmap_id = proposal.revision.roadmap.id
        return Brought(proposal, revising.revise(tx, who, import_id, roadmap_id, names, now))
    done = importing.accept(tx, who, import_id, names, now, active=True)
    if set_aside and done.past.asked:
        done = replace(done, past=past.set_aside(tx, who, done.roadmap_id, now))
    return Brought(proposal, done)
