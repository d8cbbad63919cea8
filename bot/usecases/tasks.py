"""Looking at tasks: people read and change nothing."""

from storage import centres, outbox, tasks
from storage.database import Transaction
from storage.domain.letters import Stage
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


def letter_tasks(tx: Transaction, who: Person, letter_id: int) -> tuple[Task, ...]:
    """List the tasks of a digest that this person was sent, as they stand now."""
    return tuple(task for task, _ in letter_stages(tx, who, letter_id))


def letter_stages(tx: Transaction, who: Person, letter_id: int) -> tuple[tuple[Task, Stage], ...]:
    """The same, each with the stage that brought it into the letter.

    Raises Refusal `old_screen` when the letter is not this person's, or is no more.
    """
    stages = outbox.carried(tx, who.id, letter_id)
    found = tasks.by_ids(tx, stages.keys())
    if not found:
        raise Refusal("old_screen")
    return tuple((found[task_id], stage) for task_id, stage in stages.items() if task_id in found)
