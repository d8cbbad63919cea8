"""Who may do what. Every rule is a function that returns quietly or raises Refusal."""

from storage.domain.people import CENTRE_ROLES, Actor, Organisation, Person, Role
from storage.domain.tasks import Task

CONNECTING_ROLES = CENTRE_ROLES | {Role.HEAD}
"""Who may let a centre's digest go to a group: those who may see all of it."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A polite no. `reason` is the key of the sentence that explains it, `facts` go into it."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


def require_may_see(person: Person, organisation: Organisation) -> None:
    """Everybody sees what their own organisations owe; staff and the head see the whole centre."""
    if organisation.centre_id == person.centre.id and (
        person.sees_centre or any(post.organisation == organisation for post in person.posts)
    ):
        return
    raise Refusal("not_your_organisation", organisation=organisation.short)


def require_may_mark(person: Person, task: Task) -> None:
    """Coordinators mark for their own organisation, the centre's staff for everybody in it."""
    if not _may_mark(person, task):
        raise Refusal("not_yours_to_mark", organisation=task.organisation.short)


def _may_mark(person: Person, task: Task) -> bool:
    return task.centre_id == person.centre.id and (
        person.of_centre or task.organisation.id in person.marks_for
    )


def may_decide(person: Person, organisation: Organisation) -> bool:
    """Whether another deadline for this organisation is the person's to grant.

    It is for the centre's staff, and for the curator of a school.
    """
    return organisation.centre_id == person.centre.id and (
        person.of_centre or organisation.id in person.curates
    )


def require_may_decide(person: Person, organisation: Organisation) -> None:
    """Raise Refusal `not_yours_to_decide` for everybody else."""
    if not may_decide(person, organisation):
        raise Refusal("not_yours_to_decide", organisation=organisation.short)


def require_may_postpone(person: Person, task: Task) -> None:
    """Another deadline is asked for by whoever marks the task, or would decide about it."""
    if not (may_decide(person, task.organisation) or _may_mark(person, task)):
        raise Refusal("not_yours_to_postpone", organisation=task.organisation.short)


def require_centre(person: Actor) -> None:
    """Importing, inviting and setting dates is the work of the centre's methodists."""
    if not person.of_centre:
        raise Refusal("for_methodists")


def require_rules(person: Person) -> None:
    """The rules of a centre are set by its staff and by the head of the department."""
    if not person.sees_centre:
        raise Refusal("for_methodists")


def require_sees_centre(person: Person) -> None:
    """The summary is for the centre's staff and the head of the department."""
    if not person.sees_centre:
        raise Refusal("for_methodists")
