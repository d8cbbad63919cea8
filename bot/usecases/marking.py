"""Marking: a coordinator says that a task is done, or takes it back."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases import terms
from storage import journal, outbox, postponements, tasks
from storage.database import Transaction
from storage.domain.letters import Dropped
from storage.domain.people import Person
from storage.domain.permissions import Refusal, require_may_mark
from storage.domain.postponing import Outcome
from storage.domain.tasks import Mark, Standing, Task


@dataclass(frozen=True, slots=True)
class Marked:
    """What came of «Готово». `already` when a mark stood there before; the first one stays."""

    task: Task
    mark: Mark
    already: bool


def mark_done(tx: Transaction, who: Person, task_id: int, now: datetime) -> Marked:
    """Mark a task done today and stop reminding of it.

    A request for another deadline that waits has no object any more and ends.
    A second tap is no error: the first mark stays, and the answer says whose it is.
    Raises Refusal: `no_such_task`, `not_yours_to_mark`, `task_cancelled`.
    """
    task = _to_mark(tx, who, task_id)
    if task.mark:
        return Marked(task, task.mark, already=True)
    if task.standing(now.date()) is Standing.CANCELLED:
        raise Refusal("task_cancelled", number=task.number)
    tasks.mark(tx, task.id, who, now.date(), now)
    outbox.drop_about(tx, [task.id], Dropped.DONE, now)
    journal.record(tx, task.centre_id, now, "marked", who.id, task=task.id)
    if task.asked:
        terms.close(tx, who, [task.id], Outcome.DONE, now)
    marked = _to_mark(tx, who, task_id)
    assert marked.mark
    return Marked(marked, marked.mark, already=False)


def undo(tx: Transaction, who: Person, task_id: int, now: datetime) -> Task:
    """Take one's own mark back within ten minutes. A task without a mark stays as it is.

    The centre's staff may take any mark back at any time: they are whom a coordinator asks.
    A request for another deadline that the mark had ended waits again.
    Raises Refusal: `no_such_task`, `not_yours_to_mark`, `not_your_mark`, `too_late_to_undo`.
    """
    task = _to_mark(tx, who, task_id)
    if task.mark is None:
        return task
    if not who.of_centre:
        _require_own_and_fresh(who, task, task.mark, now)
    tasks.unmark(tx, task.id, now)
    journal.record(tx, task.centre_id, now, "unmarked", who.id, task=task.id)
    request = postponements.reopen(tx, task, task.mark.at)
    if request is not None:
        journal.record(
            tx, task.centre_id, now, "postponement_reopened", who.id, task=task.id, request=request
        )
    return _to_mark(tx, who, task_id)


def _require_own_and_fresh(who: Person, task: Task, mark: Mark, now: datetime) -> None:
    if mark.person_id != who.id:
        raise Refusal("not_your_mark", number=task.number, by=mark.by)
    if not mark.may_be_undone(now):
        raise Refusal("too_late_to_undo", number=task.number)


def _to_mark(tx: Transaction, who: Person, task_id: int) -> Task:
    task = tasks.get(tx, who.centre.id, task_id, lock=True)
    if task is None:
        raise Refusal("no_such_task")
    require_may_mark(who, task)
    return task
