"""Participants: whom a later document brings into a roadmap, and whom it leaves out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.usecases.comparing import Revision
from storage import journal, roadmaps
from storage.database import Transaction
from storage.domain.changes import Change, Held, Plan, come_and_gone
from storage.domain.participants import Schools, listed, taking_part
from storage.domain.people import Actor, Organisation


@dataclass(frozen=True, slots=True)
class Parts:
    """The organisations that a roadmap obliged so far, and those that it does from now on."""

    before: tuple[Organisation, ...]
    now: tuple[Organisation, ...]
    schools: Schools

    @property
    def turn_over(self) -> bool:
        """Whether anybody comes or goes."""
        return self.before != self.now


def parts(revision: Revision, organisations: Sequence[Organisation]) -> Parts:
    """Say whom a document obliges; one that names only some rows says nothing of schools."""
    schools = revision.roadmap.schools
    later = None if revision.changes.partial else listed(revision.draft, organisations)
    stand = schools if later is None else later
    return Parts(taking_part(organisations, schools), taking_part(organisations, stand), stand)


def plans(
    who: Actor,
    changes: Sequence[Change],
    held: Mapping[int, Mapping[int, Sequence[Held]]],
    of: Parts,
) -> Iterator[tuple[Change, Mapping[int, Plan]]]:
    """Give the plans for those who come and go, of each activity that stays as it is."""
    if not of.turn_over:
        return
    for change in changes:
        if change.old and not change.old.gone:
            tasks = held.get(change.old.id, {})
            yield change, come_and_gone(change.old, tasks, of.before, of.now, who.centre.check_in)


def keep(
    tx: Transaction,
    who: Actor,
    revision: Revision,
    of: Parts,
    done: Sequence[Mapping[int, Plan]],
    now: datetime,
) -> None:
    """Put on record who takes part from now on, and what it has cancelled and opened again."""
    if of.schools != revision.roadmap.schools:
        roadmaps.set_schools(tx, revision.roadmap.id, of.schools)
    before, after = ({one.id for one in those} for those in (of.before, of.now))
    turned = [p for plans in done for one, p in plans.items() if one in before ^ after]
    if of.turn_over:
        journal.record(
            tx, who.centre.id, now, "schools_changed", who.id,
            roadmap=revision.roadmap.id, document=revision.document.id,
            came=sorted(after - before), left=sorted(before - after),
            cancelled=[task for plan in turned for task in plan.cancelled],
            reopened=[task for plan in turned for task in plan.reopened],
        )  # fmt: skip
