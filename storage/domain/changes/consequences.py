"""Consequences: what an accepted change means for the tasks of each organisation."""

from collections.abc import Mapping, Sequence

from storage.domain.changes.comparing import Aspect, Change, ChangeKind
from storage.domain.changes.matching import OldRow
from storage.domain.changes.replanning import Held, Plan, replan
from storage.domain.duties import owing
from storage.domain.people import Organisation
from storage.domain.tasks import State
from storage.domain.windows import windows_of


def consequences(
    change: Change,
    held: Mapping[int, Sequence[Held]],
    before: Sequence[Organisation],
    organisations: Sequence[Organisation],
    check_in: str,
) -> dict[int, Plan]:
    """Return a plan for each organisation that the change may touch, by its id.

    `before` are those who took part in the roadmap so far, `organisations` those who do from now
    on. While neither the days nor the parties change, dates that a methodist has set stay. Whoever
    was given the activity or spared it by hand, whatever its parties, keeps or goes without it.
    """
    known = change.old is not None and not change.old.gone
    was = windows_of(change.old.reading, check_in) if change.old and known else ()
    owed = _owing(change.old, before) if change.old and known else set()
    wanted = windows_of(change.reading, check_in) if change.new else ()
    owe = _owing(change, organisations) if change.new else set()
    present = {organisation.id for organisation in organisations}
    same_days = change.kind is ChangeKind.CHANGED and Aspect.DATES not in change.aspects
    plans: dict[int, Plan] = {}
    for who in sorted({*held, *owe}):
        tasks = held.get(who, ())
        has = known and any(task.state is not State.CANCELLED for task in tasks)
        if who in owed and not has:
            continue
        has_open = any(task.state is State.OPEN for task in tasks)
        given = known and has_open and who in present and who not in owed and bool(change.new)
        stays = who in owe or given
        comes = who in owe - owed and not has_open
        if comes or not (has and stays and same_days):
            # Whoever did not owe it was not spared it either: what is cancelled is asked anew.
            plans[who] = replan(tasks, wanted if stays else (), was if has and not comes else ())
    return plans


def come_and_gone(
    row: OldRow,
    held: Mapping[int, Sequence[Held]],
    before: Sequence[Organisation],
    organisations: Sequence[Organisation],
    check_in: str,
) -> dict[int, Plan]:
    """Return a plan for each organisation that comes or goes while the activity stays as it is."""
    coming = _owing(row, organisations) - _owing(row, before)
    going = {one.id for one in before} - {one.id for one in organisations}
    wanted = windows_of(row.reading, check_in)
    plans = {who: replan(held.get(who, ()), wanted) for who in coming}
    return plans | {who: replan(held[who], ()) for who in going & held.keys()}


def _owing(of: OldRow | Change, organisations: Sequence[Organisation]) -> set[int]:
    return {one.id for one in owing(of.parties, organisations, of.chosen)}
