"""Answering: who it is that answers for an open task."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, FromClause, exists, or_, select, text
from sqlalchemy.sql.expression import Select

from storage.among import among
from storage.database import Transaction
from storage.domain.parties import OrganisationKind
from storage.domain.people import SCHOOL_ROLES, Role
from storage.tables import organisations, people, postponements, roadmaps, roles, tasks

# Written out, not bound: only so does a database see that its partial index will do.
OPEN = text("tasks.state = 'open'")

# Nobody is shown a delay while those above have a request for more time to decide: it may be no
# delay in an hour. The coordinators are still reminded, and a refusal lets the steps go on.
UNASKED = ~exists().where(
    postponements.c.task_id == tasks.c.id, postponements.c.settled_at.is_(None)
)

MINDED = (OrganisationKind.CENTRE, OrganisationKind.ASSOCIATION)
"""What these owe is their methodists' to mind."""


def owing(*more: ColumnElement[Any]) -> Select[Any]:
    """Ask for the open tasks of active roadmaps that have a deadline, and what kind of body owes.

    Columns `task_id`, `centre_id`, `organisation_id`, `due_on`, `kind`, and those asked for.
    """
    return (
        select(
            tasks.c.id.label("task_id"),
            tasks.c.centre_id,
            tasks.c.organisation_id,
            tasks.c.due_on,
            organisations.c.kind,
            *more,
        )
        .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
        .join(organisations, organisations.c.id == tasks.c.organisation_id)
        .where(OPEN, tasks.c.due_on.is_not(None), roadmaps.c.status == "active")
    )


def answering(of: FromClause) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """Pair what is `owing` with those who answer for it; product rules, in the ways they go.

    Coordinators and deputies answer for their organisation, and in a regional body everybody who
    holds a post there. What the centre or an association owes is also its methodists' to mind,
    and so is what a school owes whose coordinators are all away.
    """
    pairs = select(of.c.task_id, of.c.centre_id, of.c.due_on, roles.c.person_id).select_from(of)
    own = pairs.join(roles, roles.c.organisation_id == of.c.organisation_id).where(
        or_(roles.c.role.in_(sorted(SCHOOL_ROLES)), of.c.kind == OrganisationKind.REGION)
    )
    of_centre = pairs.join(roles, roles.c.centre_id == of.c.centre_id).where(
        roles.c.role == Role.METHODIST
    )
    minded = of_centre.where(of.c.kind.in_(MINDED))
    instead = of_centre.where(
        of.c.kind == OrganisationKind.SCHOOL,
        among(of.c.organisation_id, "deserted"),
    )
    return own, minded, instead


def readers(
    tx: Transaction, task_ids: Collection[int], deserted: Collection[int]
) -> dict[int, dict[int, str]]:
    """Return who is reminded of these open tasks: names by person's id, for each task."""
    found: dict[int, dict[int, str]] = {}
    of = owing().where(among(tasks.c.id, task_ids)).subquery()
    for branch in answering(of):
        rows = tx.execute(
            branch.add_columns(people.c.name)
            .join(people, people.c.id == roles.c.person_id)
            .where(people.c.unreachable_at.is_(None))
            .order_by(people.c.id),
            {"deserted": list(deserted)},
        )
        for row in rows:
            found.setdefault(row.task_id, {})[row.person_id] = row.name
    return found
