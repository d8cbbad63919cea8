"""Revising: what a methodist accepts of a later document is applied to its roadmap."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.usecases import importing, participants, telling, terms
from bot.usecases.comparing import Revision, compare
from bot.usecases.entering import Names, organisations_for
from bot.usecases.participants import Parts
from bot.usecases.telling import Touched
from storage import centres, imports, journal, outbox, revisions
from storage.database import Transaction
from storage.domain.changes import (
    Aspect,
    Change,
    ChangeKind,
    Held,
    Plan,
    consequences,
    kept_numbers,
    record,
)
from storage.domain.letters import Dropped
from storage.domain.people import Actor
from storage.domain.permissions import Refusal
from storage.domain.questions import questions
from storage.domain.tasks import State
from storage.revisions import Place
from storage.tasks import NewTask

OfActivity = Mapping[int, Sequence[Held]]
"""The tasks of an activity as they were before, by organisation."""


@dataclass(frozen=True, slots=True)
class Revised:
    """What came of a revision; `again` when that was done before and nothing has changed now.

    Rows are counted by what happened to them, `moved` those among `changed` whose days did; `came`
    and `left` are schools, and `told` are the people who get a letter about it: all that are
    touched but the one who accepts. `questions` were open and are settled as they were read.
    """

    roadmap_id: int
    changed: int = 0
    moved: int = 0
    new: int = 0
    gone: int = 0
    returned: int = 0
    refused: int = 0
    came: int = 0
    left: int = 0
    touched: tuple[Touched, ...] = ()
    told: int = 0
    again: bool = False
    questions: int = 0


def revise(
    tx: Transaction,
    who: Actor,
    import_id: int,
    roadmap_id: int,
    names: Names,
    now: datetime,
    chosen: Collection[int] | None = None,
) -> Revised:
    """Apply a later document to its roadmap, whole or the `chosen` changes of it.

    Numbers, order and headings follow the document in any case. Marks stay with their activities,
    tasks follow the terms, and what is gone is cancelled and stays on record. A deadline that was
    postponed holds while the row's term is as it was; a term that the document changes wins over
    it, and over requests that wait. What is open at a school that the document lists no more is
    cancelled, and opened again by one that lists it. A second time changes nothing.
    Raises Refusal: `import_declined`, `changes_outdated`, those of compare.
    """
    document = importing.find(tx, who, import_id)
    if document.roadmap_id is not None:
        return Revised(document.roadmap_id, again=True)
    if document.settled:
        raise Refusal("import_declined")
    centres.held(tx, who.centre.id)  # a school that is entered meanwhile waits for the list
    revisions.lock(tx, roadmap_id)
    revision = compare(tx, who, import_id, roadmap_id)
    if chosen is not None:
        revision = replace(revision, chosen=frozenset(chosen))
    if not revision.chosen <= {change.id for change in revision.changes.choices}:
        raise Refusal("changes_outdated")
    return _apply(tx, who, revision, names, now)


def _apply(
    tx: Transaction, who: Actor, revision: Revision, names: Names, now: datetime
) -> Revised:
    organisations = organisations_for(tx, who.centre, revision.draft, names, now)
    parts = participants.parts(revision, organisations)
    rows, chosen = revision.changes.rows, revision.chosen
    taken = [change for change in rows if change.id in chosen]
    others = [change for change in rows if change.id not in chosen]
    touched_rows = rows if parts.turn_over else taken
    held = revisions.hold(tx, [change.old.id for change in touched_rows if change.old])
    written = [_write(tx, who, revision.roadmap.id, c, held, parts, now) for c in taken]
    stirred = [
        _Written(change, change.old.id, plans, ())
        for change, plans in participants.plans(who, others, held, parts)
        if change.old
    ]
    applied = [*written, *stirred]
    plans_of_all = list(_plans(who, revision.roadmap.id, applied))
    revisions.carry_out(tx, plans_of_all, who.centre.today(now))
    kept = kept_numbers(revision.changes, {change.id for change in others})
    _follow(tx, revision, {one.change.id: one.activity_id for one in written}, kept)
    plans = [plan for one in applied for plan in one.plans.values()]
    outdated = [task for plan in plans for task in plan.outdated]
    outbox.drop_about(tx, outdated, Dropped.REVISED, now)
    before = [task for of in held.values() for tasks in of.values() for task in tasks]
    terms.follow(tx, who, plans, before, now)
    imports.settle(tx, revision.document.id, revision.roadmap.id, now)
    _record(tx, who, revision, written, kept, now)
    participants.keep(tx, who, revision, parts, [one.plans for one in applied], now)
    touched = telling.touched(
        tx, who, organisations, [(one.activity_id, one.touches) for one in applied]
    )
    told = telling.tell(tx, who, revision.document.id, touched, now)
    return replace(_revised(revision, touched), told=told)


@dataclass(frozen=True, slots=True)
class _Written:
    """A change that was applied: `plans` are by organisation, `owing` those with open tasks."""

    change: Change
    activity_id: int
    plans: Mapping[int, Plan]
    owing: tuple[int, ...]

    @property
    def touches(self) -> tuple[int, ...]:
        """Whom it is news for: tasks came, went or moved, or an open one is worded anew."""
        reworded = self.change.aspects & {Aspect.TITLE, Aspect.RESULT}
        told = {who for who, plan in self.plans.items() if plan.touches}
        return tuple(sorted(told.union(self.owing if reworded else ())))


def _write(
    tx: Transaction,
    who: Actor,
    roadmap_id: int,
    change: Change,
    held: Mapping[int, OfActivity],
    parts: Parts,
    now: datetime,
) -> _Written:
    if change.old is None:
        activity_id = revisions.enter(tx, roadmap_id, change)
    else:
        activity_id = change.old.id
        if change.new is None:
            revisions.take_out(tx, activity_id, now)
        else:
            revisions.rewrite(tx, change)
    tasks = held.get(activity_id, {})
    plans = consequences(change, tasks, parts.before, parts.now, who.centre.check_in)
    owing = (of for of, their in tasks.items() if any(t.state is State.OPEN for t in their))
    return _Written(change, activity_id, plans, tuple(owing))


def _plans(
    who: Actor, roadmap_id: int, written: Iterable[_Written]
) -> Iterator[tuple[Plan, NewTask]]:
    """Give each plan with what its new tasks are like."""
    for one in written:
        for organisation_id, plan in one.plans.items():
            yield (
                plan,
                NewTask(who.centre.id, roadmap_id, one.activity_id, organisation_id, 0, None),
            )


def _follow(
    tx: Transaction, revision: Revision, written: Mapping[int, int], kept: Mapping[int, str]
) -> None:
    """Take over the head, the headings, the order and the numbers of the document."""
    changes = revision.changes
    if not changes.partial:
        revisions.retitle(tx, revision.roadmap, revision.draft)
    places = [
        Place(activity_id, kept.get(change.id, change.number), change.new)
        for change in changes.rows
        if (activity_id := _standing(change, written)) is not None
    ]
    section_ids = revisions.place_sections(tx, revision.roadmap.id, revision.draft.sections)
    revisions.place(tx, places, section_ids)


def _standing(change: Change, written: Mapping[int, int]) -> int | None:
    """Return the activity of a change; None when the change was to bring it and was refused."""
    if change.kind in (ChangeKind.NEW, ChangeKind.RETURNED):
        return written.get(change.id)
    return change.old.id if change.old else None


def _record(
    tx: Transaction,
    who: Actor,
    revision: Revision,
    written: Sequence[_Written],
    kept: Mapping[int, str],
    now: datetime,
) -> None:
    roadmap, document = revision.roadmap, revision.document
    refused = len(revision.changes.choices) - len(written)
    journal.record(
        tx, who.centre.id, now, "revised", who.id, roadmap=roadmap.id, document=document.id,
        file=document.file_name, order=(roadmap.order_number, revision.draft.order_number),
        accepted=len(written), refused=refused,
    )  # fmt: skip
    by_change = {one.change.id: one for one in written}
    for kind, activity_id, facts in _events(revision, by_change, kept):
        journal.record(
            tx, who.centre.id, now, kind, who.id,
            activity=activity_id, document=document.id, **facts,
        )  # fmt: skip


def _events(
    revision: Revision, written: Mapping[int, _Written], kept: Mapping[int, str]
) -> Iterator[tuple[str, int, dict[str, record.Value]]]:
    for change in revision.changes.rows:
        if one := written.get(change.id):
            facts = record.facts(change, tuple(one.plans.values()))
            yield record.EVENTS[change.kind], one.activity_id, facts
        elif change.old and not change.old.gone:
            number = kept.get(change.id, change.number)
            facts = record.shape(change, number)
            if facts:
                yield record.EVENTS[ChangeKind.CHANGED], change.old.id, facts


def _revised(revision: Revision, touched: tuple[Touched, ...]) -> Revised:
    taken = [c for c in revision.changes.choices if c.id in revision.chosen]
    count = Counter(change.kind for change in taken)
    return Revised(
        roadmap_id=revision.roadmap.id,
        changed=count[ChangeKind.CHANGED],
        moved=sum(c.kind is ChangeKind.CHANGED and Aspect.DATES in c.aspects for c in taken),
        new=count[ChangeKind.NEW],
        gone=count[ChangeKind.GONE],
        returned=count[ChangeKind.RETURNED],
        came=len(revision.coming),
        left=len(revision.leaving),
        refused=len(revision.changes.choices) - len(taken),
        touched=touched,
        questions=len(questions(revision.draft)),
    )
