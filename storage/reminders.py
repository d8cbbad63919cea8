"""Reminders: who answers for an open task, and which stages they have not been told of yet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Row,
    ScalarSelect,
    String,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union,
    union_all,
)

from storage.among import among
from storage.answering import MINDED, OPEN, answering, owing
from storage.database import Transaction
from storage.domain.ladder import Step
from storage.domain.letters import Letter, Reminder, Rung, Stage
from storage.domain.parties import OrganisationKind
from storage.tables import (
    escalations,
    letter_items,
    people,
    postponements,
    roles,
    snoozes,
    tasks,
)

AT_ONCE = 100
"""Pairs of a day and a stage in one question; SQLite takes 500 parts of a UNION at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What planning asks for: which stages each deadline has reached by a working day.

    `deserted` are the organisations whose coordinators are all away. A warning of the head comes
    to a school only when its methodist has known since `known_since`, and only in a centre that
    has such a person at all (`watched`).
    """

    day: date
    stages: Mapping[date, Sequence[Stage]]
    centre_ids: Collection[int]
    deserted: Collection[int]
    watched: Mapping[Step, Collection[int]]
    known_since: datetime


def deadlines(tx: Transaction, horizon: date) -> list[date]:
    """List the days up to `horizon` from which anything that is open, in any centre, is late."""
    return list(tx.execute(_DEADLINES, {"horizon": horizon}).scalars())


def owed(tx: Transaction, asked: Asked) -> list[Reminder]:
    """List the reminders and warnings that no letter has carried yet.

    Only open tasks of active roadmaps count, only people whom letters can reach, and nothing that
    they have put off: of the last day they hear all the same.
    """
    if not asked.centre_ids:
        return []
    reached = [(day, stage) for day, stages in asked.stages.items() for stage in stages]
    return [
        reminder
        for start in range(0, len(reached), AT_ONCE)
        for reminder in _owed_now(tx, asked, reached[start : start + AT_ONCE])
    ]


def _owed_now(
    tx: Transaction, asked: Asked, reached: Sequence[tuple[date, Stage]]
) -> list[Reminder]:
    given: dict[str, Any] = {
        "centres": list(asked.centre_ids),
        "deserted": list(asked.deserted),
        "day": asked.day,
        "known_since": asked.known_since,
        "watched_by_methodists": list(asked.watched[Step.METHODIST]),
        "watched_by_heads": list(asked.watched[Step.HEAD]),
    }
    for n, (late_from, stage) in enumerate(reached):
        given |= {
            f"reached_on_{n}": late_from,
            f"reached_stage_{n}": f":{stage}",
            f"reached_step_{n}": _step(stage),
            f"reached_firm_{n}": int(_firm(stage)),
        }
    # Numbers, and all at once: a date read from each of a thousand rows takes its time.
    found = dict.fromkeys(tx.execute(_owed(len(reached), bool(asked.deserted)), given).all())
    return [
        Reminder._make((person_id, centre_id, task_id, due or reached[n][0], reached[n][1]))
        for task_id, centre_id, person_id, n, due in found
    ]


def standing(
    tx: Transaction, letter: Letter, deserted: Collection[int]
) -> list[tuple[Reminder, bool]]:
    """List the reminders of a letter that still have their reason.

    The task is open, the deadline is the one that was planned for, the roadmap is active, and the
    person still answers for the task. Each with whether the person minds it for others who are
    away. The latest stages come last.
    """
    of = {"letter": letter.id, "person": letter.person_id}
    rows = tx.execute(_STANDING, of | {"deserted": list(deserted)}).all()
    own = {row.key for row in rows if not row.instead}
    found = {
        row.key: (reminder, row.key not in own)
        for row in rows
        if (reminder := _reminder(row)).key == row.key
    }
    return sorted(found.values(), key=lambda entry: entry[0].stage)


def _next(*after: ColumnElement[bool]) -> ScalarSelect[date]:
    found = select(func.min(tasks.c.late_from))
    return found.where(OPEN, tasks.c.late_from <= bindparam("horizon"), *after).scalar_subquery()


# From each date to the next by the index, not DISTINCT: that would read all that is ever late.
_days = select(_next().label("late_from")).cte("days", recursive=True)
_days = _days.union_all(
    select(_next(tasks.c.late_from > _days.c.late_from)).where(_days.c.late_from.is_not(None))
)
_DEADLINES = select(_days.c.late_from).where(_days.c.late_from.is_not(None))


@lru_cache(maxsize=64)
def _owed(stages: int, some_are_away: bool) -> CompoundSelect[Any]:
    """Build the question for so many pairs of a deadline and a stage: it is asked each minute."""
    due = _due(_reached(stages))
    # The same words as Reminder.key, so that the unique index answers.
    person, task, day = (cast(c, String) for c in (roles.c.person_id, due.c.task_id, due.c.due_on))
    key = person + ":" + task + ":" + day + due.c.stage
    carried = exists().where(letter_items.c.key == key)
    put_off = exists().where(
        snoozes.c.person_id == roles.c.person_id,
        snoozes.c.task_id == due.c.task_id,
        snoozes.c.until > bindparam("day"),
    )
    columns = (due.c.task_id, due.c.centre_id, roles.c.person_id, due.c.n, due.c.came_late)
    # Not UNION: the few who would answer twice are cheaper to find than a thousand to sort.
    return union_all(
        *(
            branch.with_only_columns(*columns)
            .join(people, people.c.id == roles.c.person_id)
            .where(
                people.c.unreachable_at.is_(None),
                or_(due.c.step == 0, _may_be_warned_of(due)),
                ~carried,
                or_(due.c.firm == 1, ~put_off),
            )
            for branch in answering(due)[: 3 if some_are_away else 2]
        )
    )


def _due(reached: CTE) -> CTE:
    """Find the tasks first, by their partial index, and then whose they are."""
    found = (
        owing(
            *(reached.c[name] for name in ("n", "stage", "step", "firm")),
            case((tasks.c.late_from > tasks.c.due_on, tasks.c.due_on)).label("came_late"),
        )
        .join(reached, reached.c.late_from == tasks.c.late_from)
        .where(
            among(tasks.c.centre_id, "centres"),
            # What came today after its deadline is first spoken of tomorrow.
            or_(tasks.c.late_from == tasks.c.due_on, tasks.c.late_from < bindparam("day")),
        )
    )
    return found.cte("due").prefix_with("MATERIALIZED")


def _reached(stages: int) -> CTE:
    # Not VALUES: SQLAlchemy would compile the whole question anew each time.
    rows: Iterator[Any] = (
        select(
            literal_column(str(n)).label("n"),
            bindparam(f"reached_on_{n}", type_=Date).label("late_from"),
            cast(bindparam(f"reached_stage_{n}"), Text).label("stage"),
            cast(bindparam(f"reached_step_{n}"), Integer).label("step"),
            cast(bindparam(f"reached_firm_{n}"), Integer).label("firm"),
        )
        for n in range(stages)
    )
    return union_all(*rows).cte("reached")


def _step(stage: Stage) -> int:
    return stage.day if stage.rung is Rung.WARNING else 0


def _firm(stage: Stage) -> bool:
    return stage.is_last_day or stage.rung is Rung.WARNING


def _may_be_warned_of(due: CTE) -> ColumnElement[bool]:
    """Whether somebody stands above those who answer, and has not been told of the delay yet.

    While a request for another deadline waits, the delay is shown to nobody: no warning either.
    """

    def told(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(
            escalations.c.task_id == due.c.task_id,
            escalations.c.due_on == due.c.due_on,
            escalations.c.escalated_at.is_not(None),
            *conditions,
        )

    school = due.c.kind == OrganisationKind.SCHOOL
    known = told(
        escalations.c.step == Step.METHODIST,
        escalations.c.escalated_at <= bindparam("known_since"),
    )
    reached = or_(
        and_(due.c.step == Step.METHODIST, school, _in(due, "watched_by_methodists")),
        and_(
            due.c.step == Step.HEAD,
            or_(and_(school, known), due.c.kind.in_(MINDED)),
            _in(due, "watched_by_heads"),
        ),
    )
    undecided = exists().where(
        postponements.c.task_id == due.c.task_id, postponements.c.settled_at.is_(None)
    )
    return reached & ~told(escalations.c.step == due.c.step) & ~undecided


def _in(due: CTE, centres: str) -> ColumnElement[bool]:
    return among(due.c.centre_id, centres)


_open = owing().subquery("owing")

# Built once: every letter is asked about on its way, and building costs more than asking.
_STANDING = union(
    *(
        branch.add_columns(
            letter_items.c.stage, letter_items.c.key, literal(instead).label("instead")
        )
        .join(letter_items, letter_items.c.task_id == _open.c.task_id)
        .where(
            letter_items.c.letter_id == bindparam("letter"),
            letter_items.c.stage.not_like(f"{Rung.ESCALATION}%"),
            roles.c.person_id == bindparam("person"),
        )
        for branch, instead in zip(answering(_open), (0, 0, 1), strict=True)
    )
)


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(row.person_id, row.centre_id, row.task_id, row.due_on, Stage.read(row.stage))
