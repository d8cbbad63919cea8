"""Letters: what the bot owes people. Kinds and facts only; words are found at delivery."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Self

from storage.domain.people import Centre
from storage.domain.tasks import Task


class LetterKind(StrEnum):
    """What a letter is."""

    DIGEST = "digest"


class Dropped(StrEnum):
    """Why a letter was given up."""

    DONE = "done"
    REVISED = "revised"
    NOTHING_LEFT = "nothing_left"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, order=True)
class Stage:
    """A step of the ladder of reminders, by its day counted from the deadline.

    -3 is three days before it, 0 the last day itself, 7 a week after. It says which reminder this
    is, not how many days are left: before a holiday a stage is reached early.
    """

    day: int

    def __str__(self) -> str:
        return f"D{self.day:+d}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read back what `str` wrote."""
        return cls(int(text.removeprefix("D")))


@dataclass(frozen=True, slots=True)
class Reminder:
    """A stage that is reached for a task that a person answers for."""

    person_id: int
    centre_id: int
    task_id: int
    due: date
    stage: Stage

    @property
    def key(self) -> str:
        """Name the reminder: one of that name is carried once. A moved deadline is a new one."""
        return f"{self.person_id}:{self.task_id}:{self.due}:{self.stage}"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that is owed to a person; `attempts` counts those that failed."""

    id: int
    key: str
    centre_id: int
    person_id: int
    kind: LetterKind
    attempts: int


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter goes to."""

    id: int
    telegram_id: int
    name: str
    language: str


class Item(NamedTuple):
    """A task in a letter, and the stage that brought it there."""

    task: Task
    stage: Stage


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """All that a digest says: `today` is the centre's, the most pressing task comes first."""

    letter_id: int
    recipient: Recipient
    centre: Centre
    today: date
    items: tuple[Item, ...]


def digest_key(person_id: int, centre_id: int, day: date) -> str:
    """Name the one digest that a person may get from a centre on a day."""
    return f"{LetterKind.DIGEST}:{person_id}:{centre_id}:{day}"


def pressing(days_left: int) -> tuple[bool, int]:
    """Give a task its place in a letter: what can be in time, nearest first; then what is late.

    The freshest delay comes first: an old heap must not hide what was due yesterday.
    """
    return days_left < 0, abs(days_left)
