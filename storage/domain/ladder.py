"""The ladder: on which days people hear of a deadline, and from which others see a delay."""

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import Self

WEEK = 7

METHODISTS_TIME = timedelta(days=WEEK)
"""So long a methodist knows of a delay before those who answer are warned of the head."""


class Step(IntEnum):
    """Who sees a delay. The number is a name that stays in what is stored: the day on which it
    usually happens; a centre's own day is in its ladder.
    """

    METHODIST = 3  # or the school's curator, where it has one
    HEAD = 14


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of a centre: days before a deadline, the furthest first, and days after it.

    The last day itself (0) is always among the first, the day after (1) among the second. What is
    late for a week or more is reminded of weekly, whatever the centre has chosen. `methodist` and
    `head` are the days after a deadline from which they see that there is no mark.
    """

    before: tuple[int, ...] = (14, 7, 3, 1, 0)
    after: tuple[int, ...] = (1, 3, 7)
    methodist: int = int(Step.METHODIST)
    head: int = int(Step.HEAD)

    def __post_init__(self) -> None:
        in_order = sorted(set(self.before), reverse=True) == list(self.before)
        if not in_order or self.before[-1:] != (0,):
            raise ValueError(f"steps before a deadline go down to 0, not {self.before}")
        if sorted(set(self.after)) != list(self.after) or self.after[:1] != (1,):
            raise ValueError(f"steps after a deadline go up from 1, not {self.after}")
        if self.after[-1] > WEEK:
            raise ValueError(f"after a week reminders are weekly, not {self.after}")
        if self.methodist < 1 or self.head - self.methodist < METHODISTS_TIME.days:
            raise ValueError(f"a delay is seen by the methodist first, not {self}")

    def __str__(self) -> str:
        seen = (self.methodist, self.head)
        return "/".join(",".join(map(str, steps)) for steps in (self.before, self.after, seen))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read back what `str` wrote, of old without the days on which others see a delay."""
        before, after, *seen = (tuple(map(int, steps.split(","))) for steps in text.split("/"))
        return cls(before, after, *(seen[0] if seen else ()))

    def seen_from(self, step: Step) -> int:
        """Return the day after a deadline from which a delay is seen at a step."""
        return self.head if step is Step.HEAD else self.methodist


USUAL = Ladder()
"""The steps of a centre that has not chosen others."""
