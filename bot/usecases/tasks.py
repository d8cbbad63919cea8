"""Looking at tasks: people read and change nothing."""

from dataclasses import dataclass

from bot.usecases import deciding
from storage import centres, postponements, tasks, term_changes
from storage.database import Transaction
from storage.domain.people import Organisation, Person
from storage.domain.permissions import Refusal, require_may_see
from storage.domain.postponing import Postponement, TermChange
from storage.domain.tasks import Task


@dataclass(frozen=True, slots=True)
class Card:
    """A task, the last change of its term, and the request for another that waits."""

    task: Task
    changed: TermChange | None
    waiting: Postponement | None


def own_tasks(tx: Transaction, who: Person) -> tuple[Task, ...]:
    """List what the person's own organisations owe."""
    return tasks.of_organisations(tx, who.centre.id, who.marks_for)


def home(tx: Transaction, who: Person) -> tuple[tuple[Task, ...], int]:
    """List the person's own tasks, and count the requests that wait for their decision."""
    return own_tasks(tx, who), len(deciding.waiting(tx, who))


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


def card(tx: Transaction, who: Person, task_id: int) -> Card:
    """Open one task with what became of its term."""
    found = task(tx, who, task_id)
    changes = term_changes.of_task(tx, task_id)
    waiting = postponements.open_of(tx, task_id) if found.asked else None
    return Card(found, changes[-1] if changes else None, waiting)


def by_number(tx: Transaction, who: Person, number: str) -> tuple[Task, ...]:
    """Find one's own tasks by the number people call them by, nearest deadline first.

    Raises Refusal `no_such_number` when no activity is called so.
    """
    wanted = number.strip().rstrip(".").replace(",", ".")
    found = tuple(t for t in own_tasks(tx, who) if t.number == wanted)
    if not found:
        raise Refusal("no_such_number", number=wanted)
    return found
