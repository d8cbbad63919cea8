"""Letters to people: take one, send it, write down what came of it."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

from scheduler import groups
from scheduler.composing import compose, remember
from scheduler.pace import Pace, Turn
from storage import decisions, journal, outbox, people
from storage.database import Database, Transaction
from storage.domain.groups import Trouble
from storage.domain.letters import (
    DigestFacts,
    Dropped,
    Facts,
    GroupFacts,
    GroupLetter,
    Letter,
    LetterKind,
    Recipient,
)
from storage.domain.workdays import Workdays

logger = logging.getLogger(__name__)

AT_ONCE = 30
"""Letters under way at once: enough for 30 a second when Telegram is nearly a second away."""

IN_HAND = 8
"""Letters that are taken and wait for their turn: the next ones, so that no turn is missed.

Few, because those that a dead worker had in hand wait until they are anybody's again.
"""

HOLD = timedelta(minutes=2)
"""A letter whose worker was not heard of for so long is anybody's again.

Longer than any call may take: half a minute of waiting for Telegram, and as much for a turn.
"""

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
"""The first and the longest pause between tries; each is twice the one before."""

TRIES = 3
"""A letter that Telegram refuses because of how it is made is given up after so many tries."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The person has it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Later:
    """Not now. `wait` is what Telegram asks for; zero leaves it to us."""

    wait: timedelta
    why: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """It cannot arrive: blocked, deleted, no such chat."""

    why: str


@dataclass(frozen=True, slots=True)
class NotInGroup:
    """A group, or its topic, cannot be written to."""

    trouble: Trouble
    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has another id from now on."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class OurFault:
    """Telegram does not accept what we made."""

    why: str


Outcome: TypeAlias = Sent | Later | Unreachable | NotInGroup | Moved | OurFault


Owed: TypeAlias = Letter | GroupLetter


class Messenger(Protocol):
    """Whoever carries letters: the bot does it through Telegram."""

    async def send(self, facts: Facts) -> Outcome:
        """Carry one letter and say what came of it."""
        ...


class Delivery:
    """The workers that carry letters. `now` is the time of the world, `pace` that of Telegram.

    A letter is held before it is sent and written off after, with no transaction open between.
    A crash there may repeat one letter; none is ever lost.
    """

    def __init__(
        self,
        db: Database,
        messenger: Messenger,
        now: Callable[[], datetime],
        workdays: Workdays,
        pace: Pace,
        at_work: Callable[[], bool] = lambda: True,
    ) -> None:
        self._db = db
        self._messenger = messenger
        self._now = now
        self._workdays = workdays
        self._pace = pace
        self._at_work = at_work
        self._taking = asyncio.Lock()
        self._in_hand = asyncio.Semaphore(IN_HAND)
        self._stopping = False

    async def deliver_due(self, due_by: datetime) -> None:
        """Send every letter that is due by then, several at once, each chat one at a time.

        An error of one worker ends that one alone; it is raised when the others are through.
        """
        due = _Due(due_by)
        ends = await asyncio.gather(
            *(self._work(due) for _ in range(AT_ONCE)), return_exceptions=True
        )
        for end in ends:
            if end is not None:
                raise end

    def stop(self) -> None:
        """Take no more letters; those under way are finished."""
        self._stopping = True

    async def _work(self, due: "_Due") -> None:
        while ready := await self._next(due):
            letter, facts, turn = ready
            with turn:
                outcome = await self._send(facts)
                if isinstance(outcome, Later) and outcome.wait:
                    turn.told_to_wait(outcome.wait.total_seconds())
            await self._db.write(_write_down, letter, facts, outcome, self._now())

    async def _next(self, due: "_Due") -> tuple[Owed, Facts, Turn] | None:
        async with self._in_hand:
            while taken := await self._take(due):
                letter, facts = taken
                turn = await self._pace.letter(facts.chat_id)
                if isinstance(turn, Turn):
                    return letter, facts, turn
                until = self._now() + timedelta(seconds=turn.seconds)
                await self._db.write(outbox.put_back, letter.id, until)
        return None

    async def _take(self, due: "_Due") -> tuple[Owed, Facts] | None:
        # One at a time: two claims side by side could each get a letter for the same chat.
        async with self._taking:
            if due.none_left or self._stopping or not self._at_work() or self._pace.silence():
                return None
            taken = await self._db.write(_take, due.by, self._now(), self._workdays)
            due.none_left = taken is None
            return taken

    async def _send(self, facts: Facts) -> Outcome:
        try:
            return await self._messenger.send(facts)
        except Exception as error:
            # A letter that cannot even be made must not keep the others from their readers.
            logger.exception("letter %s could not be sent", facts.letter_id)
            return OurFault(repr(error))


@dataclass(slots=True)
class _Due:
    """What the workers of one round share: when one finds nothing more, all are through."""

    by: datetime
    none_left: bool = False


def _take(
    tx: Transaction, due_by: datetime, now: datetime, workdays: Workdays
) -> tuple[Owed, Facts] | None:
    while letter := outbox.claim(tx, due_by, now, now + HOLD):
        if facts := compose(tx, letter, now, workdays):
            return letter, facts
    return None


def _write_down(
    tx: Transaction, letter: Owed, facts: Facts, outcome: Outcome, now: datetime
) -> None:
    match outcome:
        case Sent(message_id):
            outbox.mark_sent(tx, letter.id, message_id, now)
            remember(tx, facts, now)
        case Later(wait, why):
            logger.warning("letter %s has to wait: %s", letter.id, why)
            outbox.retry(tx, letter.id, now + (wait or _pause(letter.attempts)), why)
        case Unreachable(why) if isinstance(facts, DigestFacts):
            _lose(tx, letter, facts.recipient, why, now)
        case NotInGroup(trouble, why) if isinstance(facts, GroupFacts):
            groups.troubled(tx, facts.group, trouble, why, now)
            outbox.release(tx, letter.id, Dropped.UNREACHABLE, now)
        case Moved(chat_id) if isinstance(facts, GroupFacts) and chat_id != facts.chat_id:
            groups.moved(tx, facts.chat_id, chat_id, now)
            outbox.put_back(tx, letter.id, now)
        case OurFault(why):
            _fail(tx, letter, why, now)
        case _:
            _fail(tx, letter, repr(outcome), now)


def _lose(tx: Transaction, letter: Owed, reader: Recipient, why: str, now: datetime) -> None:
    logger.warning("letter %s cannot reach person %s: %s", letter.id, reader.id, why)
    people.unreachable(tx, reader.telegram_id, why, now)
    journal.record(tx, letter.centre_id, now, "unreachable", person_id=reader.id, why=why)
    if letter.kind is LetterKind.DECIDED:
        outbox.put_back(tx, letter.id, now)  # nothing else tells of it: it may wait for them
        return
    if isinstance(letter, Letter):
        decisions.leave_digest(tx, letter, now)
    outbox.release(tx, letter.id, Dropped.UNREACHABLE, now)


def _fail(tx: Transaction, letter: Owed, why: str, now: datetime) -> None:
    if letter.attempts + 1 < TRIES:
        logger.error("letter %s was refused: %s", letter.id, why)
        outbox.retry(tx, letter.id, now + _pause(letter.attempts), why)
    else:
        logger.error("letter %s is given up: %s", letter.id, why)
        if isinstance(letter, Letter):
            decisions.leave_digest(tx, letter, now)
        outbox.drop(tx, letter.id, why, now)


def _pause(attempts: int) -> timedelta:
    """Double with each failure, and spread: what failed together must not return together."""
    pause: timedelta = min(FIRST_WAIT * 2 ** min(attempts, 10), LONGEST_WAIT)
    return pause * random.uniform(0.5, 1)  # noqa: S311 - no secret
