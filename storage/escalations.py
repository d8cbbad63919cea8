"""Escalations: delays that are seen by those above, after a warning; each step once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, String, and_, bindparam, cast, exists, func, or_, select
from sqlalchemy.sql.expression import Select

from storage.among import among
from storage.answering import OPEN, UNASKED
from storage.database import Transaction, insert
from storage.domain.ladder import Step
from storage.domain.letters import Item, Letter, Reminder, Rung, Stage
from storage.domain.parties import OrganisationKind
from storage.domain.people import SCHOOL_ROLES, Role
from storage.tables import (
    escalations,
    letter_items,
    organisations,
    people,
    roadmaps,
    roles,
    tasks,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A step that somebody has just been told of: the coordinators, or those above them."""

    task_id: int
    step: Step
    escalated: bool


def watched(tx: Transaction) -> dict[Step, set[int]]:
    """Return the centres in which anybody stands at a step."""
    found: dict[Step, set[int]] = {step: set() for step in Step}
    query = (
        select(roles.c.centre_id, roles.c.role)
        .distinct()
        .join(people, people.c.id == roles.c.person_id)
        .where(
            roles.c.role.in_([Role.METHODIST, Role.CURATOR, Role.HEAD]),
            people.c.unreachable_at.is_(None),
        )
    )
    for centre_id, role in tx.execute(query):
        found[Step.HEAD if role == Role.HEAD else Step.METHODIST].add(centre_id)
    return found


def owed(
    tx: Transaction, centre_ids: Collection[int], begun: date, midnight: datetime, step: Step
) -> list[Reminder]:
    """List the delays that are to be seen by those above, and that no letter has carried yet.

    Neither their deadlines are later than `begun` nor the day on which a task came, where it came
    after its deadline. Those who answer were warned before `midnight`, or
    there is none of them to be warned. A step that was taken earlier than today is over: who
    comes later is not told of it.
    """
    stage = str(Stage(step, Rung.ESCALATION))
    key = (
        cast(roles.c.person_id, String)
        + ":"
        + cast(tasks.c.id, String)
        + ":"
        + cast(tasks.c.due_on, String)
        + f":{stage}"
    )
    late = _late(tx, centre_ids, begun, step)
    mine = and_(
        escalations.c.task_id == tasks.c.id,
        escalations.c.due_on == tasks.c.due_on,
        escalations.c.step == step,
    )
    fresh = or_(escalations.c.escalated_at.is_(None), escalations.c.escalated_at >= midnight)
    warned = late.join(escalations, mine).where(fresh, escalations.c.warned_at < midnight)
    nobody = late.outerjoin(escalations, mine).where(
        among(tasks.c.organisation_id, _without_anybody(tx, centre_ids)),
        or_(escalations.c.task_id.is_(None), and_(fresh, escalations.c.warned_at.is_(None))),
    )
    carried = exists().where(letter_items.c.key == key)
    found: list[Reminder] = []
    for query in (warned, nobody):
        found += [_reminder(row, stage) for row in tx.execute(query.where(~carried))]
    return found


def standing(tx: Transaction, letter: Letter) -> list[Reminder]:
    """List the delays in a letter that still are such, and are still its reader's to see."""
    of = {"letter": letter.id, "person": letter.person_id}
    rows = tx.execute(_STANDING, of)
    found = [r for row in rows if (r := _reminder(row, row.stage)).key == row.key]
    return sorted(found, key=lambda reminder: reminder.stage)


def note(tx: Transaction, items: Iterable[Item], now: datetime) -> list[Told]:
    """Take note of the steps in a letter that was sent; return those that are news."""
    news: list[Told] = []
    for item in items:
        if item.task.window is None:
            continue
        if item.seen:
            told = Told(item.task.id, item.seen.step, escalated=False)
            news += _note(tx, told, item.task.window.end, now)
        if item.escalated:
            told = Told(item.task.id, Step(item.stage.day), escalated=True)
            news += _note(tx, told, item.task.window.end, now)
    return news


def _late(tx: Transaction, centre_ids: Collection[int], begun: date, step: Step) -> Select[Any]:
    kind = organisations.c.kind
    above, kinds = (
        (
            or_(
                and_(
                    roles.c.role == Role.CURATOR,
                    roles.c.organisation_id == tasks.c.organisation_id,
                ),
                and_(
                    roles.c.role == Role.METHODIST,
                    ~among(tasks.c.organisation_id, _curated(tx, centre_ids)),
                ),
            ),
            [OrganisationKind.SCHOOL],
        )
        if step is Step.METHODIST
        else (
            roles.c.role == Role.HEAD,
            [
                OrganisationKind.SCHOOL,
                OrganisationKind.CENTRE,
                OrganisationKind.ASSOCIATION,
            ],
        )
    )
    return (
        select(tasks.c.id.label("task_id"), tasks.c.centre_id, tasks.c.due_on, roles.c.person_id)
        .select_from(tasks)
        .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
        .join(organisations, organisations.c.id == tasks.c.organisation_id)
        .join(roles, roles.c.centre_id == tasks.c.centre_id)
        .join(people, people.c.id == roles.c.person_id)
        .where(
            OPEN,
            UNASKED,
            tasks.c.late_from <= begun,
            among(tasks.c.centre_id, centre_ids),
            roadmaps.c.status == "active",
            kind.in_(kinds),
            above,
            people.c.unreachable_at.is_(None),
        )
        .distinct()
    )


def _curated(tx: Transaction, centre_ids: Collection[int]) -> list[int]:
    query = (
        select(roles.c.organisation_id)
        .distinct()
        .join(people, people.c.id == roles.c.person_id)
        .where(
            roles.c.role == Role.CURATOR,
            among(roles.c.centre_id, centre_ids),
            people.c.unreachable_at.is_(None),
        )
    )
    return list(tx.execute(query).scalars())


def _without_anybody(tx: Transaction, centre_ids: Collection[int]) -> list[int]:
    """Schools where people have joined, and none of them can be reached: nobody to warn."""
    query = (
        select(roles.c.organisation_id)
        .join(people, people.c.id == roles.c.person_id)
        .where(among(roles.c.centre_id, centre_ids), roles.c.role.in_(sorted(SCHOOL_ROLES)))
        .group_by(roles.c.organisation_id)
        .having(func.count() == func.count(people.c.unreachable_at))
    )
    return list(tx.execute(query).scalars())


def _note(tx: Transaction, told: Told, due: date, now: datetime) -> list[Told]:
    name = "escalated_at" if told.escalated else "warned_at"
    of = {"task_id": told.task_id, "due_on": due, "step": int(told.step)}
    first = (
        insert(escalations)
        .values(**of, **{name: now})
        .on_conflict_do_update(
            index_elements=list(of),
            set_={name: now},
            where=escalations.c[name].is_(None),
        )
        .returning(escalations.c.task_id)
    )
    return [told] if tx.execute(first).first() else []


_STANDING = (
    select(
        tasks.c.id.label("task_id"),
        tasks.c.centre_id,
        tasks.c.due_on,
        roles.c.person_id,
        letter_items.c.stage,
        letter_items.c.key,
    )
    .distinct()
    .select_from(letter_items)
    .join(tasks, tasks.c.id == letter_items.c.task_id)
    .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
    .join(roles, roles.c.centre_id == tasks.c.centre_id)
    .where(
        OPEN,
        letter_items.c.letter_id == bindparam("letter"),
        letter_items.c.stage.like(f"{Rung.ESCALATION}%"),
        tasks.c.due_on.is_not(None),
        roadmaps.c.status == "active",
        roles.c.person_id == bindparam("person"),
        or_(
            roles.c.role.in_([Role.METHODIST, Role.HEAD]),
            and_(
                roles.c.role == Role.CURATOR,
                roles.c.organisation_id == tasks.c.organisation_id,
            ),
        ),
    )
)


def _reminder(row: Row[*tuple[Any, ...]], stage: str) -> Reminder:
    return Reminder(row.person_id, row.centre_id, row.task_id, row.due_on, Stage.read(stage))
