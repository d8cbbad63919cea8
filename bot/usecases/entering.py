"""Entering: organisations come into a centre and get what its roadmaps oblige them to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from storage import centres, roadmaps, tasks
from storage.database import Transaction
from storage.domain.draft import Draft
from storage.domain.duties import kinds_of, owing
from storage.domain.participants import entered, taking_part
from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Organisation
from storage.domain.windows import windows_of
from storage.roadmaps import Activity
from storage.tasks import NewTask

Names = Mapping[OrganisationKind, str]
"""What an organisation is called that a roadmap needs and nobody has named (associations …)."""


def enter_school(tx: Transaction, centre: Centre, name: str, now: datetime) -> Organisation:
    """Enter a school by hand, with its tasks of all active roadmaps.

    Whoever enters a school means it to work by them: it joins those too whose documents list
    others, until a later document of theirs leaves it out.
    """
    centres.held(tx, centre.id)  # two who enter schools at once do so one after the other
    added = centres.add_organisation(tx, centre.id, OrganisationKind.SCHOOL, name, name)
    for roadmap in roadmaps.of_centre(tx, centre.id):
        if roadmap.active and roadmap.schools is not None:
            roadmaps.set_schools(tx, roadmap.id, roadmap.schools | {added.id})
    _give_tasks(tx, centre, added, centre.today(now))
    return added


def organisations_for(
    tx: Transaction, centre: Centre, draft: Draft, names: Names, now: datetime
) -> tuple[Organisation, ...]:
    """Enter the organisations that the document lists or needs, and return all of the centre."""
    known = list(centres.organisations_of(tx, centre.id))
    for named in draft.organisations:
        if entered(named, known) is None:
            added = centres.add_organisation(tx, centre.id, named.kind, named.name, named.short)
            known.append(added)
            _give_tasks(tx, centre, added, centre.today(now))
    return with_kinds(
        tx, centre, known, {kind for row in draft.activities for kind in kinds_of(row)}, names
    )


def with_kinds(
    tx: Transaction,
    centre: Centre,
    known: Sequence[Organisation],
    kinds: Collection[OrganisationKind],
    names: Names,
) -> tuple[Organisation, ...]:
    """Enter an organisation of each kind that has none and has a name here; return all."""
    needed = set(kinds) & names.keys()
    rest = (
        centres.add_organisation(tx, centre.id, kind, names[kind], names[kind])
        for kind in sorted(needed - {o.kind for o in known})
    )
    return (*known, *rest)


def obligations(
    centre: Centre,
    roadmap_id: int,
    rows: Iterable[Activity],
    organisations: tuple[Organisation, ...],
) -> Iterable[NewTask]:
    """Return the tasks of a roadmap's rows at those of these organisations that owe them."""
    return (
        NewTask(centre.id, roadmap_id, row.id, organisation.id, ordinal, window)
        for row in rows
        for organisation in owing(row.parties, organisations, row.chosen)
        for ordinal, window in enumerate(windows_of(row.reading, centre.check_in))
    )


def _give_tasks(tx: Transaction, centre: Centre, organisation: Organisation, today: date) -> None:
    """Give an organisation that has just been entered its tasks of the active roadmaps."""
    for roadmap in roadmaps.of_centre(tx, centre.id):
        if roadmap.active:
            rows = roadmaps.activities_of(tx, roadmap.id)
            obliged = taking_part((organisation,), roadmap.schools)
            tasks.add(tx, obligations(centre, roadmap.id, rows, obliged), today)
