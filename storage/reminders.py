"""Reminders: who answers for an open task, and which stages they have not been told of yet."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Row,
    String,
    Text,
    and_,
    bindparam,
    cast,
    column,
    exists,
    literal,
    or_,
    select,
    text,
    union,
    values,
)
from sqlalchemy.sql.expression import Select

from storage.database import Transaction
from storage.domain.letters import Letter, Reminder, Rung, Stage, Step
from storage.domain.parties import OrganisationKind
from storage.domain.people import SCHOOL_ROLES, Role
from storage.tables import (
    escalations,
    letter_items,
    organisations,
    people,
    roadmaps,
    roles,
    snoozes,
    tasks,
)

# Written out, not bound: only so does a database see that its partial index will do.
_OPEN = text("tasks.state = 'open'")

_MINDED = (OrganisationKind.CENTRE, OrganisationKind.ASSOCIATION)


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


def due_dates(tx: Transaction, horizon: date) -> list[date]:
    """List the deadlines up to `horizon` on which anything is still open, in any centre."""
    found = select(tasks.c.due_on).distinct().where(_OPEN, tasks.c.due_on <= horizon)
    return list(tx.execute(found).scalars())


def owed(tx: Transaction, asked: Asked) -> list[Reminder]:
    """List the reminders and warnings that no letter has carried yet.

    Only open tasks of active roadmaps count, only people whom letters can reach, and nothing that
    they have put off: of the last day they hear all the same.
    """
    if not asked.stages or not asked.centre_ids:
        return []
    reached = _reached(asked)
    # The same words as Reminder.key, so that the unique index answers.
    key = cast(roles.c.person_id, String) + ":" + cast(tasks.c.id, String) + reached.c.tail
    carried = exists().where(letter_items.c.key == key)
    put_off = exists().where(
        snoozes.c.person_id == roles.c.person_id,
        snoozes.c.task_id == tasks.c.id,
        snoozes.c.until > asked.day,
    )
    branches = [
        branch.add_columns(reached.c.stage)
        .join(reached, reached.c.due_on == tasks.c.due_on)
        .join(people, people.c.id == roles.c.person_id)
        .where(
            tasks.c.centre_id.in_(bindparam("centres", expanding=True)),
            people.c.unreachable_at.is_(None),
            or_(reached.c.step == 0, _may_be_warned_of(reached.c.step, asked)),
            ~carried,
            or_(reached.c.firm == 1, ~put_off),
        )
        for branch in _answering()
    ]
    given = {"centres": list(asked.centre_ids), "deserted": list(asked.deserted)}
    return [_reminder(row) for row in tx.execute(union(*branches), given)]


def standing(
    tx: Transaction, letter: Letter, deserted: Collection[int]
) -> list[tuple[Reminder, bool]]:
    """List the reminders of a letter that still have their reason.

    The task is open, the deadline is the one that was planned for, the roadmap is active, and the
    person still answers for the task. Each with whether the person minds it for others who are
    away. The latest stages come last.
    """
    of = {"letter": letter.id, "person": letter.person_id, "centre": letter.centre_id}
    rows = tx.execute(_STANDING, of | {"deserted": list(deserted)}).all()
    own = {row.key for row in rows if not row.instead}
    found = {
        row.key: (reminder, row.key not in own)
        for row in rows
        if (reminder := _reminder(row)).key == row.key
    }
    return sorted(found.values(), key=lambda entry: entry[0].stage)


def readers(
    tx: Transaction, task_ids: Collection[int], deserted: Collection[int]
) -> dict[int, dict[int, str]]:
    """Return who is reminded of these open tasks: names by person's id, for each task."""
    found: dict[int, dict[int, str]] = {}
    for branch in _answering():
        rows = tx.execute(
            branch.add_columns(people.c.name)
            .join(people, people.c.id == roles.c.person_id)
            .where(tasks.c.id.in_(task_ids), people.c.unreachable_at.is_(None))
            .order_by(people.c.id),
            {"deserted": list(deserted)},
        )
        for row in rows:
            found.setdefault(row.task_id, {})[row.person_id] = row.name
    return found


def _reached(asked: Asked) -> Any:
    named: list[ColumnElement[Any]] = [column("due_on", Date), column("stage", Text)]
    more: list[ColumnElement[Any]] = [column("step", Integer), column("firm", Integer)]
    return (
        values(*named, column("tail", Text), *more, name="reached")
        .data(
            [
                (due, str(stage), f":{due}:{stage}", _step(stage), int(_firm(stage)))
                for due, stages in asked.stages.items()
                for stage in stages
            ]
        )
        .cte("reached")
    )


def _step(stage: Stage) -> int:
    return stage.day if stage.rung is Rung.WARNING else 0


def _firm(stage: Stage) -> bool:
    return stage.is_last_day or stage.rung is Rung.WARNING


def _may_be_warned_of(step: ColumnElement[int], asked: Asked) -> ColumnElement[bool]:
    """Whether somebody stands above those who answer, and has not been told of the delay yet."""

    def told(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(
            escalations.c.task_id == tasks.c.id,
            escalations.c.due_on == tasks.c.due_on,
            escalations.c.escalated_at.is_not(None),
            *conditions,
        )

    school = organisations.c.kind == OrganisationKind.SCHOOL
    known = told(
        escalations.c.step == Step.METHODIST, escalations.c.escalated_at <= asked.known_since
    )
    reached = or_(
        and_(step == Step.METHODIST, school, tasks.c.centre_id.in_(asked.watched[Step.METHODIST])),
        and_(
            step == Step.HEAD,
            or_(and_(school, known), organisations.c.kind.in_(_MINDED)),
            tasks.c.centre_id.in_(asked.watched[Step.HEAD]),
        ),
    )
    return reached & ~told(escalations.c.step == step)


def _answering() -> tuple[Select[Any], Select[Any], Select[Any]]:
    """Pair open tasks with those who answer for them; product rules, in the ways they go.

    Coordinators and deputies answer for their organisation, and in a regional body everybody who
    holds a post there. What the centre or an association owes is also its methodists' to mind,
    and so is what a school owes whose coordinators are all away.
    """
    kind = organisations.c.kind
    dated = (
        select(tasks.c.id.label("task_id"), tasks.c.centre_id, tasks.c.due_on, roles.c.person_id)
        .select_from(tasks)
        .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
        .join(organisations, organisations.c.id == tasks.c.organisation_id)
        .where(_OPEN, tasks.c.due_on.is_not(None), roadmaps.c.status == "active")
    )
    own = dated.join(roles, roles.c.organisation_id == tasks.c.organisation_id).where(
        or_(roles.c.role.in_(sorted(SCHOOL_ROLES)), kind == OrganisationKind.REGION)
    )
    of_centre = dated.join(roles, roles.c.centre_id == tasks.c.centre_id).where(
        roles.c.role == Role.METHODIST
    )
    minded = of_centre.where(kind.in_(_MINDED))
    instead = of_centre.where(
        kind == OrganisationKind.SCHOOL,
        tasks.c.organisation_id.in_(bindparam("deserted", expanding=True)),
    )
    return own, minded, instead


# Built once: every letter is asked about on its way, and building costs more than asking.
_STANDING = union(
    *(
        branch.add_columns(
            letter_items.c.stage, letter_items.c.key, literal(instead).label("instead")
        )
        .join(letter_items, letter_items.c.task_id == tasks.c.id)
        .where(
            letter_items.c.letter_id == bindparam("letter"),
            letter_items.c.stage.not_like(f"{Rung.ESCALATION}%"),
            roles.c.person_id == bindparam("person"),
            tasks.c.centre_id == bindparam("centre"),
        )
        for branch, instead in zip(_answering(), (0, 0, 1), strict=True)
    )
)


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(row.person_id, row.centre_id, row.task_id, row.due_on, Stage.read(row.stage))
