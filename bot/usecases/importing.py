"""Importing: a document becomes a preview, and an accepted preview a roadmap with tasks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.usecases.entering import Names, obligations, organisations_for
from storage import centres, imports, journal, parties, past, roadmaps, tasks
from storage.database import Transaction
from storage.domain.draft import Draft
from storage.domain.duties import kinds_of
from storage.domain.participants import listed, named_by_rows, taking_part
from storage.domain.parties import OrganisationKind
from storage.domain.people import Actor, Centre, Organisation, Person
from storage.domain.permissions import Refusal, require_centre
from storage.domain.questions import known_parties, questions
from storage.imports import Import
from storage.past import NOTHING, Past


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. `hash` is the SHA-256 of its bytes."""

    name: str
    hash: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft and what it would meet: schools known already, titles of active roadmaps.

    `absent` are those of the schools that the document, which lists others, leaves out.
    """

    document: Import
    schools: tuple[str, ...]
    absent: tuple[str, ...]
    active: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of «Принять»; `again` when that was done before and nothing has changed.

    `questions` were open and are settled as they were read; `schoolless` counts the activities
    that are for schools in a centre that has none. `past` is what came when its deadline was over;
    nothing of a roadmap that is over as a whole, or of the archive, is asked about.
    """

    roadmap_id: int
    activities: int
    tasks: int
    undated: int
    active: bool
    again: bool
    questions: int = 0
    schoolless: int = 0
    past: Past = NOTHING


def receive(tx: Transaction, who: Actor, document: Document, now: datetime) -> int:
    """Keep a document's preview and return its id; the same bytes again are the same preview.

    Those of an earlier version of a roadmap are a document anew: the way back to that version.
    """
    require_centre(who)
    centre = who.centre
    centres.held(tx, centre.id)  # two who send the same file at once look one after the other
    same = imports.same_file(tx, centre.id, document.hash)
    if same is not None:
        return same
    draft = _understood(tx, centre, document.draft)
    return imports.add(tx, centre.id, who.id, document.name, document.hash, draft, now)


def preview(tx: Transaction, who: Actor, import_id: int) -> Preview:
    """Look at a preview."""
    # A look, also where writing is forbidden.
    return _met(tx, who, find(tx, who, import_id, lock=False))


def look(tx: Transaction, who: Actor, document: Document) -> Preview:
    """Look at a document as `receive` would keep it, and keep nothing."""
    require_centre(who)
    same = imports.same_file(tx, who.centre.id, document.hash)
    if same is not None:
        return preview(tx, who, same)
    draft = _understood(tx, who.centre, document.draft)
    return _met(tx, who, Import(0, document.name, draft, settled=False, roadmap_id=None))


def accept(
    tx: Transaction, who: Actor, import_id: int, names: Names, now: datetime, *, active: bool
) -> Accepted:
    """Make a preview a roadmap. A second «Принять» changes nothing and says what was done.

    Raises Refusal: `no_such_import`, `import_declined`, `period_unknown`.
    """
    document, centre = find(tx, who, import_id), who.centre
    if document.roadmap_id is not None:
        return _accepted(tx, centre, document.roadmap_id, now, again=True)
    if document.settled:
        raise Refusal("import_declined")
    draft = document.draft
    if draft.period is None:
        raise Refusal("period_unknown")
    organisations = organisations_for(tx, centre, draft, names, now)
    schools = listed(draft, organisations)
    roadmap_id = roadmaps.enter(tx, centre.id, draft, draft.period, schools, now, active=active)
    rows = roadmaps.activities_of(tx, roadmap_id)
    obliged = taking_part(organisations, schools)
    tasks.add(tx, obligations(centre, roadmap_id, rows, obliged), centre.today(now))
    imports.settle(tx, document.id, roadmap_id, now)
    journal.record(
        tx, centre.id, now, "imported", who.id, roadmap=roadmap_id, file=document.file_name
    )
    return replace(
        _accepted(tx, centre, roadmap_id, now, again=False),
        questions=len(questions(draft)),
        schoolless=_schoolless(draft, organisations),
    )


def decline(tx: Transaction, who: Person, import_id: int, now: datetime) -> None:
    """Drop a preview. One that was accepted stays accepted."""
    found = find(tx, who, import_id)
    if found.settled:
        if found.roadmap_id is not None:
            raise Refusal("import_accepted")
        return
    imports.settle(tx, import_id, None, now)
    journal.record(tx, who.centre.id, now, "import_declined", who.id, file=found.file_name)


def find(tx: Transaction, who: Actor, import_id: int, *, lock: bool = True) -> Import:
    """Find a document of the person's centre, and hold it for the one who is to change it.

    Raises Refusal: `for_methodists`, `no_such_import`.
    """
    require_centre(who)
    found = imports.get(tx, who.centre.id, import_id, lock=lock)
    if found is None:
        raise Refusal("no_such_import")
    return found


def is_settled(tx: Transaction, who: Actor, import_id: int) -> bool:
    """Whether a document of the person's centre is accepted or declined; hold it if it is not.

    Raises Refusal as `find` does, which reads the document as well.
    """
    require_centre(who)
    settled = imports.is_settled(tx, who.centre.id, import_id)
    if settled is None:
        raise Refusal("no_such_import")
    return settled


def _schoolless(draft: Draft, organisations: Iterable[Organisation]) -> int:
    school = OrganisationKind.SCHOOL
    if any(organisation.kind is school for organisation in organisations):
        return 0
    return sum(school in kinds_of(row) for row in draft.activities)


def _understood(tx: Transaction, centre: Centre, draft: Draft) -> Draft:
    """Read a draft by what the centre knows: its words for parties, and its schools."""
    draft = known_parties(draft, parties.known(tx, centre.id))
    return named_by_rows(draft, centres.organisations_of(tx, centre.id))


def _met(tx: Transaction, who: Actor, found: Import) -> Preview:
    """Give a document with what it meets in its centre."""
    known = centres.organisations_of(tx, who.centre.id)
    invited = taking_part(known, listed(found.draft, known))
    return Preview(
        found,
        tuple(o.short for o in known if o.kind is OrganisationKind.SCHOOL),
        tuple(o.short for o in known if o not in invited),
        tuple(r.title for r in roadmaps.of_centre(tx, who.centre.id) if r.active),
    )


def _accepted(
    tx: Transaction, centre: Centre, roadmap_id: int, now: datetime, *, again: bool
) -> Accepted:
    roadmap = next(r for r in roadmaps.of_centre(tx, centre.id) if r.id == roadmap_id)
    total, undated = tasks.count(tx, roadmap_id)
    under_way = roadmap.active and centre.today(now) <= roadmap.period.end
    return Accepted(
        roadmap_id=roadmap_id,
        activities=len(roadmaps.activities_of(tx, roadmap_id)),
        tasks=total,
        undated=undated,
        active=roadmap.active,
        again=again,
        past=past.of_roadmap(tx, roadmap_id) if under_way else NOTHING,
    )
