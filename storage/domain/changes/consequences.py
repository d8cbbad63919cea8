"""Consequences: what an accepted change means for the tasks of each organisation."""

from collections.abc import Mapping, Sequence

from storage.domain.changes.comparing import Aspect, Change, ChangeKind
from storage.domain.changes.replanning import Held, Plan, replan
from storage.domain.duties import owing
from storage.domain.parties import OrganisationKind
from storage.domain.people import Organisation
from storage.domain.tasks import State
from storage.domain.windows import windows_of


def consequences(
    change: Change,
    held: Mapping[int, Sequence[Held]],
    organisations: Sequence[Organisation],
    check_in: str,
) -> dict[int, Plan]:
    """Return a plan for each organisation that the change may touch, by its id.

    While neither the days nor the parties change, dates that a methodist has set stay. Whoever
    was given the activity or spared it by hand, whatever its parties, keeps or goes without it.
    """
    known = change.old is not None and not change.old.gone
    before = windows_of(change.old.reading, check_in) if change.old and known else ()
    owed = _owing(change.old.parties, organisations) if change.old and known else set()
    wanted = windows_of(change.reading, check_in) if change.new else ()
    owe = _owing(change.parties, organisations) if change.new else set()
    same_days = change.kind is ChangeKind.CHANGED and Aspect.DATES not in change.aspects
    plans: dict[int, Plan] = {}
    for who in sorted({*held, *owe}):
        tasks = held.get(who, ())
        has = known and any(task.state is not State.CANCELLED for task in tasks)
        if who in owed and not has:
            continue
        stays = who in owe or (has and who not in owed and change.new is not None)
        if not (has and stays and same_days):
            plans[who] = replan(tasks, wanted if stays else (), before)
    return plans


def _owing(kinds: Sequence[OrganisationKind], organisations: Sequence[Organisation]) -> set[int]:
    return {organisation.id for organisation in owing(kinds, organisations)}
