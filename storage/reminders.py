"""Reminders: who answers for an open task, and which stages they have not been told of yet."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    Date,
    String,
    Text,
    bindparam,
    cast,
    column,
    exists,
    or_,
    select,
    text,
    union,
    values,
)
from sqlalchemy.sql.expression import Select

from storage.database import Transaction
from storage.domain.letters import Letter, Reminder, Stage
from storage.domain.parties import OrganisationKind
from storage.domain.people import SCHOOL_ROLES, Role
from storage.tables import letter_items, organisations, people, roadmaps, roles, tasks

# Written out, not bound: only so does a database see that its partial index will do.
_OPEN = text("tasks.state = 'open'")


def due_dates(tx: Transaction, horizon: date) -> list[date]:
    """List the deadlines up to `horizon` on which anything is still open, in any centre."""
    found = select(tasks.c.due_on).distinct().where(_OPEN, tasks.c.due_on <= horizon)
    return list(tx.execute(found).scalars())


def owed(
    tx: Transaction, centre_ids: Collection[int], stages: Mapping[date, Stage]
) -> list[Reminder]:
    """List the reminders that no letter has carried yet.

    `stages` says which stage a deadline has reached. Only open tasks of active roadmaps count,
    and only people whom letters can reach.
    """
    if not stages or not centre_ids:
        return []
    reached = (
        values(column("due_on", Date), column("stage", Text), column("tail", Text), name="reached")
        .data([(due, str(stage), f":{due}:{stage}") for due, stage in stages.items()])
        .cte("reached")
    )
    # The same words as Reminder.key, so that the unique index answers.
    key = cast(roles.c.person_id, String) + ":" + cast(tasks.c.id, String) + reached.c.tail
    carried = exists().where(letter_items.c.key == key)
    branches = [
        branch.add_columns(reached.c.stage)
        .join(reached, reached.c.due_on == tasks.c.due_on)
        .join(people, people.c.id == roles.c.person_id)
        .where(
            tasks.c.centre_id.in_(bindparam("centres", expanding=True)),
            people.c.unreachable_at.is_(None),
            ~carried,
        )
        for branch in _answering()
    ]
    rows = tx.execute(union(*branches), {"centres": list(centre_ids)})
    return [_reminder(row) for row in rows]


def standing(tx: Transaction, letter: Letter) -> list[Reminder]:
    """List the reminders of a letter that still have their reason.

    The task is open, the deadline is the one that was planned for, the roadmap is active, and the
    person still answers for the task. The latest stages come last.
    """
    of = {"letter": letter.id, "person": letter.person_id, "centre": letter.centre_id}
    rows = tx.execute(_STANDING, of)
    found = [reminder for row in rows if (reminder := _reminder(row)).key == row.key]
    return sorted(found, key=lambda reminder: reminder.stage)


def _answering() -> tuple[Select[Any], Select[Any]]:
    """Pair open tasks with those who answer for them; product rules, in the two ways they go.

    Coordinators and deputies answer for their organisation, and in a regional body everybody who
    holds a post there. What the centre or an association owes is also its methodists' to mind.
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
    minded = dated.join(roles, roles.c.centre_id == tasks.c.centre_id).where(
        roles.c.role == Role.METHODIST,
        kind.in_([OrganisationKind.CENTRE, OrganisationKind.ASSOCIATION]),
    )
    return own, minded


# Built once: every letter is asked about on its way, and building costs more than asking.
_STANDING = union(
    *(
        branch.add_columns(letter_items.c.stage, letter_items.c.key)
        .join(letter_items, letter_items.c.task_id == tasks.c.id)
        .where(
            letter_items.c.letter_id == bindparam("letter"),
            roles.c.person_id == bindparam("person"),
            tasks.c.centre_id == bindparam("centre"),
        )
        for branch in _answering()
    )
)


def _reminder(row: Any) -> Reminder:
    return Reminder(row.person_id, row.centre_id, row.task_id, row.due_on, Stage.read(row.stage))
