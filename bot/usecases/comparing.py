"""Comparing: a later document is laid beside the roadmap that it changes."""

from dataclasses import dataclass, replace

from bot.usecases import importing
from bot.usecases.importing import Document, Preview
from storage import centres, revisions, roadmaps, tasks
from storage.database import Transaction
from storage.domain import changes, periods
from storage.domain.changes import Changes, Likeness
from storage.domain.draft import Draft
from storage.domain.participants import turnover
from storage.domain.people import Actor, Organisation
from storage.domain.permissions import Refusal
from storage.domain.terms import Window
from storage.imports import Import
from storage.roadmaps import Roadmap


@dataclass(frozen=True, slots=True)
class Earlier:
    """A roadmap that a document may be a later version of, and how sure that is."""

    roadmap: Roadmap
    likeness: Likeness
    changes: Changes
    draft: Draft


@dataclass(frozen=True, slots=True)
class Leaving:
    """A school that a later document lists no more, and how many tasks are open there."""

    school: Organisation
    open: int


@dataclass(frozen=True, slots=True)
class Revision:
    """A document beside the roadmap it changes; `chosen` are the ids of what will be applied.

    Whom its list of schools brings in, by short name, and whom it leaves out, is part of it
    whatever is chosen: an order says whom it is for.
    """

    document: Import
    roadmap: Roadmap
    draft: Draft
    changes: Changes
    chosen: frozenset[int]
    coming: tuple[str, ...] = ()
    leaving: tuple[Leaving, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that was read: what it surely changes, or a roadmap that it may belong to."""

    preview: Preview
    earlier: Earlier | None
    revision: Revision | None


def earlier(tx: Transaction, who: Actor, import_id: int) -> tuple[Earlier, ...]:
    """List the active roadmaps that a document may be a later version of, the likeliest first.

    One that is SAME can be proposed; of MAYBE the methodist is asked; none means a new roadmap.
    """
    return _earlier(tx, who, importing.find(tx, who, import_id, lock=False))


def propose(tx: Transaction, who: Actor, import_id: int) -> Proposal:
    """Look at a document, as the later version of a roadmap where it surely is one.

    Raises Refusal `no_such_import`.
    """
    return _propose(tx, who, importing.preview(tx, who, import_id))


def look(tx: Transaction, who: Actor, document: Document) -> Proposal:
    """Look at a document as `propose` would once it is received, and keep nothing."""
    return _propose(tx, who, importing.look(tx, who, document))


def _propose(tx: Transaction, who: Actor, preview: Preview) -> Proposal:
    if preview.document.settled:
        return Proposal(preview, None, None)
    likeliest = next(iter(_earlier(tx, who, preview.document)), None)
    if likeliest is None or likeliest.likeness is not Likeness.SAME:
        return Proposal(preview, likeliest, None)
    found = likeliest.changes
    chosen = _chosen(found, revisions.left_out(tx, preview.document.id))
    revision = Revision(preview.document, likeliest.roadmap, likeliest.draft, found, chosen)
    return Proposal(preview, likeliest, _with_schools(tx, who, revision))


def _earlier(tx: Transaction, who: Actor, document: Import) -> tuple[Earlier, ...]:
    found = [
        _beside(tx, document.draft, roadmap)
        for roadmap in roadmaps.of_centre(tx, who.centre.id)
        if roadmap.active
    ]
    likely = (one for one in found if one.likeness is not Likeness.OTHER)
    return tuple(
        sorted(likely, key=lambda one: (one.likeness is Likeness.MAYBE, -one.changes.shared))
    )


def compare(tx: Transaction, who: Actor, import_id: int, roadmap_id: int) -> Revision:
    """Lay a document beside the roadmap that it changes.

    What a methodist has not left out is chosen; of a document that names only some rows nothing
    is gone unless they say so. Raises Refusal: `no_such_import`, `no_such_roadmap`.
    """
    document = importing.find(tx, who, import_id, lock=False)
    roadmap = active_roadmap(tx, who, roadmap_id)
    draft = _in_light_of(document.draft, roadmap.period)
    found = changes.compare(revisions.rows_of(tx, roadmap.id), draft.rows)
    chosen = _chosen(found, revisions.left_out(tx, import_id))
    return _with_schools(tx, who, Revision(document, roadmap, draft, found, chosen))


def toggle(tx: Transaction, who: Actor, revision: Revision, change_id: int) -> Revision:
    """Leave a change out, or take it in again; it is applied with the others.

    The comparison is the one that the person has before them: made while reading, it keeps no
    other write waiting. Raises Refusal `changes_outdated` when there is no such change any more,
    `no_such_import`.
    """
    import_id, found = revision.document.id, revision.changes
    ids = frozenset(change.id for change in found.choices)
    # Two who tap at once do so one after the other.
    if importing.is_settled(tx, who, import_id) or change_id not in ids:
        raise Refusal("changes_outdated")
    chosen = _chosen(found, revisions.left_out(tx, import_id)) ^ {change_id}
    revisions.leave_out(tx, import_id, ids - chosen)
    return replace(revision, chosen=chosen)


def _with_schools(tx: Transaction, who: Actor, revision: Revision) -> Revision:
    if revision.changes.partial:
        return revision
    roadmap = revision.roadmap
    known = centres.organisations_of(tx, who.centre.id)
    found = turnover(roadmap.schools, revision.draft, known)
    held = tasks.count_open(tx, roadmap.id) if found.going else {}
    leaving = tuple(Leaving(school, held.get(school.id, 0)) for school in found.going)
    return replace(revision, coming=found.coming, leaving=leaving)


def _chosen(found: Changes, left_out: frozenset[int] | None) -> frozenset[int]:
    if left_out is None:
        return found.offered
    return frozenset(change.id for change in found.choices) - left_out


def active_roadmap(tx: Transaction, who: Actor, roadmap_id: int) -> Roadmap:
    """Find a roadmap that the person's centre works by. Raises Refusal `no_such_roadmap`."""
    for roadmap in roadmaps.of_centre(tx, who.centre.id):
        if roadmap.id == roadmap_id and roadmap.active:
            return roadmap
    raise Refusal("no_such_roadmap")


def _beside(tx: Transaction, draft: Draft, roadmap: Roadmap) -> Earlier:
    read = _in_light_of(draft, roadmap.period)
    found = changes.compare(revisions.rows_of(tx, roadmap.id), read.rows)
    sure = changes.likeness(roadmap.title, roadmap.period, draft.title, draft.period, found.shared)
    return Earlier(roadmap, sure, found, read)


def _in_light_of(draft: Draft, period: Window) -> Draft:
    """Read terms by the roadmap's own period when the document does not tell one."""
    told = draft.period and not any(doubt.reason == "period_inferred" for doubt in draft.doubts)
    return draft if told else periods.within(draft, period)
