"""Looking at tasks: people read and change nothing."""

from storage import centres, tasks
from storage.database import Transaction
from storage.domain.people import Organisation, Person
from storage.domain.permissions import Refusal, require_may_see
from storage.domain.tasks import Task


def own_tasks(tx: Transaction, who: Person) -> tuple[Task, ...]:
    """List what the person's own organisations owe."""
    return tasks.of_organisations(tx, who.centre.id, who.marks_for)


def organisation_tasks(
    tx: Transaction, who: Person, organisation_id: int
) -> tuple[Organisation, tuple[Task, ...]]:
    """List what one organisation owes, for those who may see it."""
    for organisation in centres.organisations_of(tx, who.centre.id):
        if organisation.id == organisation_id:
            require_may_see(who, organisation)
            return organisation, tasks.of_organisations(tx, who.centre.id, [organisation_id])
    raise Refusal("no_such_organisation")


def task(tx: Transaction, who: Person, task_id: int) -> Task:
    """Open one task."""
    found = tasks.get(tx, who.centre.id, task_id)
    if found is None:
        raise Refusal("no_such_task")
    require_may_see(who, found.organisation)
    return found


def by_number(tx: Transaction, who: Person, number: str) -> tuple[Task, ...]:
    """Find one's own tasks by the number people call them by, nearest deadline first.

    Raises Refusal `no_such_number` when no activity is called so.
    """
    wanted = number.strip().rstrip(".").replace(",", ".")
    found = tuple(t for t in own_tasks(tx, who) if t.number == wanted)
    if not found:
        raise Refusal("no_such_number", number=wanted)
    return found
