"""Letters: what the bot owes people. Kinds and facts only; words are found at delivery."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Self

from storage.domain.groups import Group, Trouble
from storage.domain.ladder import Step
from storage.domain.people import Centre
from storage.domain.postponing import Postponement
from storage.domain.tasks import Task
from storage.domain.weeks import Week

MORNING = 9
"""The hour of letters where nothing else is said."""


class LetterKind(StrEnum):
    """What a letter is."""

    DIGEST = "digest"
    LAST_DAY = "last_day"  # the one extra: a task that fell due today after the digest had gone
    REVISED = "revised"  # a later order has changed what the reader answers for
    DECIDED = "decided"  # another deadline that the reader had asked for is granted, or not
    SILENCE = "silence"  # nothing is owed, but taps of the last day may be lost
    GROUP_LOST = "group_lost"  # to methodists: letters do not reach the centre's group any more
    WEEKLY = "weekly"  # to a group: the week of the centre
    ESCALATED = "escalated"  # to a group: delays that somebody above has come to see


class Dropped(StrEnum):
    """Why a letter was given up."""

    DONE = "done"
    REVISED = "revised"
    POSTPONED = "postponed"
    SET_ASIDE = "set_aside"  # nobody is asked for it any more
    CARRIED = "carried"  # another letter of the same hour says it
    NOTHING_LEFT = "nothing_left"
    UNREACHABLE = "unreachable"
    AWAY = "away"
    LATE = "late"  # the day it was about is over
    UNWANTED = "unwanted"  # a group does not get such letters any more


class Rung(StrEnum):
    """What a stage is a step of."""

    REMINDER = "D"
    WARNING = "W"  # to those who answer: soon somebody above will see it
    ESCALATION = "E"  # to somebody above
    NEWS = "N"  # to those whose task a later order has changed
    DECISION = "P"  # to those who have asked for another deadline


@dataclass(frozen=True, slots=True, order=True)
class Stage:
    """A step of the ladder of reminders, by its day counted from the deadline.

    -3 is three days before it, 0 the last day itself, 7 a week after. It says which reminder this
    is, not how many days are left: before a holiday a stage is reached early. Warnings and
    escalations have the number of their `Step`.
    """

    day: int
    rung: Rung = Rung.REMINDER

    def __str__(self) -> str:
        return f"{self.rung}{self.day:+d}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read back what `str` wrote."""
        return cls(int(text[1:]), Rung(text[0]))

    @property
    def is_last_day(self) -> bool:
        """Whether this is the reminder of the last day."""
        return self == Stage(0)

    @property
    def passes_cap(self) -> bool:
        """Whether it comes even to those who have had their letters for the week."""
        return self.rung is Rung.REMINDER and self.day in (-1, 0)


class Reminder(NamedTuple):
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
class Delay:
    """A delay that somebody above is being told of."""

    task_id: int
    due: date
    stage: Stage


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that is owed to a person; `attempts` counts those that failed."""

    id: int
    key: str
    centre_id: int
    person_id: int
    kind: LetterKind
    attempts: int

    def is_of(self, day: date) -> bool:
        """Whether a letter that is written once a day is the one of this day."""
        return self.key.endswith(f":{day}")


@dataclass(frozen=True, slots=True)
class GroupLetter:
    """A message that is owed to a group; `attempts` counts those that failed."""

    id: int
    key: str
    centre_id: int
    group_id: int
    kind: LetterKind
    attempts: int


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter goes to."""

    id: int
    telegram_id: int
    name: str
    language: str


class SeenBy(NamedTuple):
    """From that day on a delay is seen by others."""

    step: Step
    on: date


class Item(NamedTuple):
    """A task in a letter, and the stage that brought it there.

    `seen` warns of who will see the delay. `instead` when those who answer for the task are away
    and the reader is asked to mind it.
    """

    task: Task
    stage: Stage
    seen: SeenBy | None = None
    instead: bool = False

    @property
    def escalated(self) -> bool:
        """Whether the reader sees it as somebody above those who answer for it."""
        return self.stage.rung is Rung.ESCALATION


class Decision(NamedTuple):
    """A task whose reader has asked for another deadline, and what came of it."""

    task: Task
    postponement: Postponement


class Silence(NamedTuple):
    """A time in which the bot did not work."""

    since: datetime
    until: datetime


class LostGroup(NamedTuple):
    """A group that letters do not reach, and why."""

    title: str
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Part:
    """What a letter says of one of its reader's centres, besides the tasks.

    `undated` counts activities without a date; it is 0 where they are not spoken of. `to_decide`
    counts the requests for another deadline that wait for the reader. `week` is how the centre
    stands, in the first digest of a methodist's week.
    """

    centre: Centre
    undated: int = 0
    to_decide: int = 0
    week: Week | None = None

    @property
    def says(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.undated or self.to_decide or self.week)


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """All that a letter says: `today` is the reader's, the most pressing task comes first.

    `centre` owes the letter. A digest speaks of all of its reader's centres: `parts` has those of
    which there is anything to say, with the tasks or besides them. `silence` is told of in the
    first letter after it. `decisions` answer the reader's own requests for another deadline.
    `lost` is what LetterKind.GROUP_LOST is about. `hour` is that of the reader's clock.
    """

    letter_id: int
    recipient: Recipient
    centre: Centre
    today: date
    items: tuple[Item, ...]
    kind: LetterKind = LetterKind.DIGEST
    parts: tuple[Part, ...] = ()
    silence: Silence | None = None
    decisions: tuple[Decision, ...] = ()
    lost: LostGroup | None = None
    hour: int = MORNING

    @property
    def chat_id(self) -> int:
        """Where it goes."""
        return self.recipient.telegram_id


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """All that a letter to a group says: of organisations and activities, and of no person.

    `week` is there in LetterKind.WEEKLY; `items` are the delays, the oldest last.
    """

    letter_id: int
    group: Group
    centre: Centre
    today: date
    items: tuple[Item, ...]
    kind: LetterKind
    week: Week | None = None

    @property
    def chat_id(self) -> int:
        """Where it goes."""
        return self.group.place.chat_id


Facts = DigestFacts | GroupFacts
"""What a letter says, whoever reads it."""


def day_key(kind: LetterKind, person_id: int, day: date) -> str:
    """Name the one letter of a kind that a person may get on a day, from all centres together."""
    return f"{kind}:{person_id}:{day}"


def pressing(days_left: int, *, warned: bool = False) -> tuple[bool, bool, int]:
    """Give a task its place in a letter: what can be in time, nearest first; then what is late.

    The freshest delay comes first: an old heap must not hide what was due yesterday. What is due
    today or tomorrow, and a delay that others are about to see, come before all else.
    """
    at_once = warned or days_left in (0, 1)
    return not at_once, days_left < 0, abs(days_left)


def group_key(kind: LetterKind, group_id: int, day: date) -> str:
    """Name the one letter of a kind that a group may get on a day, or in the week of a Monday."""
    return f"{kind}:g{group_id}:{day}"


def group_item_key(group_id: int, task_id: int, due: date, stage: Stage) -> str:
    """Name a delay told in a group: it is told once. A moved deadline is a new one."""
    return f"g{group_id}:{task_id}:{due}:{stage}"
