"""Outbox to facts: what a letter says, looked at again at the moment of sending."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler import besides, groups, readers
from scheduler.besides import Occasion, speaking
from scheduler.readers import Reader
from storage import (
    centres,
    decisions,
    digests,
    escalations,
    journal,
    news,
    outbox,
    postponements,
    reminders,
    tasks,
)
from storage import wishes as wishes_of
from storage.database import Transaction
from storage.domain.ladder import Step
from storage.domain.letters import (
    Decision,
    DigestFacts,
    Dropped,
    Facts,
    GroupFacts,
    GroupLetter,
    Item,
    Letter,
    LetterKind,
    Recipient,
    Rung,
    SeenBy,
    Stage,
    pressing,
)
from storage.domain.people import Centre
from storage.domain.tasks import Task
from storage.domain.workdays import Workdays

NEWS_FOR = timedelta(days=31)
"""A decision that did not reach anybody for so long is no news any more."""

_SAID_ONCE = frozenset({LetterKind.REVISED, LetterKind.DECIDED, LetterKind.GROUP_LOST})


def compose(
    tx: Transaction, letter: Letter | GroupLetter, now: datetime, workdays: Workdays
) -> Facts | None:
    """Look again at what a letter is about; None when it is not sent now, with that on record.

    `workdays` are the country's; a centre may have days of its own.
    """
    if isinstance(letter, GroupLetter):
        return groups.compose(tx, letter, now, workdays)
    return _compose(tx, letter, now, workdays)


def _compose(
    tx: Transaction, letter: Letter, now: datetime, workdays: Workdays
) -> DigestFacts | None:
    reader = readers.reader(tx, letter.person_id, letter.centre_id, now, workdays)
    about = _About(letter, reader, _centre(tx, letter, reader), now, reader.day(now))
    # Nothing else ever says it again, so it waits until they are back.
    too_early = letter.kind in _SAID_ONCE and reader.wishes.is_away(about.today)
    works = _centres_in(tx, about)
    if too_early or not reader.may_have(works, now):
        outbox.defer(tx, letter.id, reader.next_hour(works, now))
        return None
    if letter.kind is LetterKind.DECIDED and decisions.join_digest(tx, letter, now):
        outbox.release(tx, letter.id, Dropped.CARRIED, now)
        return None
    facts = _facts(tx, about)
    if not isinstance(facts, Dropped):
        return facts
    if facts is Dropped.UNREACHABLE and _may_wait(tx, about):
        outbox.defer(tx, letter.id, reader.next_hour(works, now))
    else:
        decisions.leave_digest(tx, letter, now)
        outbox.release(tx, letter.id, facts, now)
    return None


def remember(tx: Transaction, facts: Facts, now: datetime) -> None:
    """Write down whom a letter that was sent has told of a delay: each step once."""
    if isinstance(facts, GroupFacts):
        groups.remember(tx, facts, now)
        return
    centre_of = {item.task.id: item.task.centre_id for item in facts.items}
    for told in escalations.note(tx, facts.items, now):
        journal.record(
            tx,
            centre_of[told.task_id],
            now,
            "escalated" if told.escalated else "escalation_warned",
            task=told.task_id,
            step=told.step.name.lower(),
            reader=facts.recipient.id,
        )


@dataclass(frozen=True, slots=True)
class _About:
    """A letter, its reader, the centre that owes it, and the reader's day."""

    letter: Letter
    reader: Reader
    centre: Centre
    now: datetime
    today: date


def _centre(tx: Transaction, letter: Letter, reader: Reader) -> Centre:
    return reader.centres.get(letter.centre_id) or centres.get(tx, letter.centre_id)


def _centres_in(tx: Transaction, about: _About) -> Collection[int]:
    """Return the centres that a letter speaks of: on a day off of all of them it does not go."""
    if len(about.reader.centres) == 1:
        return about.reader.centres
    return digests.centres_in(tx, about.letter.id) or {about.letter.centre_id}


def _facts(tx: Transaction, about: _About) -> DigestFacts | Dropped:
    letter, today = about.letter, about.today
    recipient = outbox.recipient(tx, letter.person_id)
    if recipient is None:
        return Dropped.UNREACHABLE
    if about.reader.wishes.is_away(today):
        return Dropped.AWAY
    if letter.kind is LetterKind.REVISED:
        return _news(tx, about, recipient)
    answers = _decisions(tx, about)
    if letter.kind is LetterKind.DECIDED:
        return _answers(about, recipient, answers)
    if letter.kind is LetterKind.GROUP_LOST:
        return groups.lost(tx, letter, recipient, about.centre, today)
    if letter.kind is not LetterKind.DIGEST and not letter.is_of(today):
        return Dropped.LATE
    items = (*_own(tx, about), *_of_others(tx, about))
    occasion = Occasion(letter.kind, about.reader, about.now)
    parts, missed = besides.parts(tx, occasion), besides.missed(tx, occasion)
    told = items or answers or any(part.says for part in parts)
    if not told and not (missed and letter.kind is LetterKind.SILENCE):
        return Dropped.NOTHING_LEFT
    return DigestFacts(
        letter.id, recipient, about.centre, today, items, letter.kind,
        speaking(parts, items), missed, answers,
        hour=about.now.astimezone(about.reader.hours.timezone).hour,
    )  # fmt: skip


def _may_wait(tx: Transaction, about: _About) -> bool:
    """Whether a letter waits for a reader who may be back: nothing else tells of a decision."""
    moments = [decision.postponement.settled for decision in _decisions(tx, about)]
    return about.letter.kind is LetterKind.DECIDED and any(
        settled and about.now - settled.at < NEWS_FOR for settled in moments
    )


def _news(tx: Transaction, about: _About, recipient: Recipient) -> DigestFacts | Dropped:
    """List what a later order has changed, as it stands now, marked or cancelled too."""
    ids = news.tasks_in(tx, about.letter.id)
    found = tasks.by_ids(tx, ids)
    items = tuple(Item(found[task_id], news.NEWS) for task_id in ids if task_id in found)
    if not items:
        return Dropped.NOTHING_LEFT
    return DigestFacts(
        about.letter.id, recipient, about.centre, about.today, items, LetterKind.REVISED
    )


def _decisions(tx: Transaction, about: _About) -> tuple[Decision, ...]:
    ids = decisions.tasks_in(tx, about.letter.id)
    if not ids:
        return ()
    found, decided = tasks.by_ids(tx, ids), postponements.decided(tx, ids)
    return tuple(
        Decision(found[task_id], decided[task_id])
        for task_id in ids
        if task_id in found and task_id in decided
    )


def _answers(
    about: _About, recipient: Recipient, answers: tuple[Decision, ...]
) -> DigestFacts | Dropped:
    if not answers:
        return Dropped.NOTHING_LEFT
    return DigestFacts(
        about.letter.id, recipient, about.centre, about.today, (), about.letter.kind,
        decisions=answers,
    )  # fmt: skip


def _own(tx: Transaction, about: _About) -> list[Item]:
    """List what the reader answers for, the most pressing first."""
    stages: dict[int, Stage] = {}
    steps: dict[int, Step] = {}
    instead: dict[int, bool] = {}
    # A task that waited in an unsent letter may stand there twice: its latest stage counts.
    deserted = wishes_of.deserted(tx, about.today)
    reached = reminders.standing(tx, about.letter, deserted)
    found = tasks.by_ids(tx, {reminder.task_id for reminder, _ in reached})
    undecided = _undecided(tx, found)
    for reminder, minded in reached:
        if reminder.stage.rung is Rung.WARNING and reminder.task_id in undecided:
            continue
        stages[reminder.task_id] = reminder.stage
        instead[reminder.task_id] = minded
        if reminder.stage.rung is Rung.WARNING:
            steps[reminder.task_id] = Step(reminder.stage.day)
    tomorrow = {
        centre_id: calendar.next_working(about.today + timedelta(days=1))
        for centre_id, calendar in about.reader.calendars.items()
    }
    items = [
        Item(
            task,
            stages[task.id],
            SeenBy(steps[task.id], tomorrow[task.centre_id]) if task.id in steps else None,
            instead[task.id],
        )
        for task in found.values()
        if task.id in stages
    ]
    return sorted(items, key=lambda item: _place(item, about.today))


def _of_others(tx: Transaction, about: _About) -> list[Item]:
    """List the delays that the reader sees as somebody above, the oldest last."""
    stages = {r.task_id: r.stage for r in escalations.standing(tx, about.letter)}
    found = tasks.by_ids(tx, stages.keys())
    undecided = _undecided(tx, found)
    items = [Item(task, stages[task.id]) for task in found.values() if task.id not in undecided]
    return sorted(items, key=lambda item: _place(item, about.today))


def _place(item: Item, today: date) -> tuple[bool, bool, int]:
    return pressing(item.task.days_left(today) or 0, warned=item.seen is not None)


def _undecided(tx: Transaction, found: Mapping[int, Task]) -> set[int]:
    """Return the tasks for which another deadline was asked between planning and sending.

    Who will see their delay is not said now; it is owed again when the request is refused.
    """
    asked = {task.id for task in found.values() if task.asked}
    if asked:
        postponements.hold_back(tx, asked)
    return asked
