"""Terms: requests for another one that lose their object, and the record of a later order's."""

from collections.abc import Collection, Sequence
from datetime import datetime

from storage import journal, postponements, term_changes
from storage.database import Transaction
from storage.domain.changes import Held, Plan
from storage.domain.people import Actor
from storage.domain.postponing import Cause, Outcome, TermChange


def follow(
    tx: Transaction, who: Actor, plans: Sequence[Plan], before: Sequence[Held], now: datetime
) -> None:
    """Put on record what a later order has made of each window that it moved.

    Requests for another deadline that wait for such a task end: the order has decided.
    """
    was = {task.id: task.window for task in before}
    term_changes.record(
        tx,
        (
            TermChange(task_id, Cause.REVISED, was[task_id], after, who.id, who.name, now)
            for plan in plans
            for task_id, after in plan.moved.items()
        ),
    )
    close(tx, who, [task for plan in plans for task in plan.outdated], Outcome.REVISED, now)


def close(
    tx: Transaction, who: Actor, task_ids: Collection[int], outcome: Outcome, now: datetime
) -> None:
    """End the open requests about tasks: there is nothing left to decide."""
    for task_id, request in postponements.close(tx, task_ids, outcome, who, now).items():
        journal.record(
            tx, who.centre.id, now, "postponement_closed", who.id,
            task=task_id, request=request, outcome=outcome,
        )  # fmt: skip
