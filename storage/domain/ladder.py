"""The ladder of reminders: how many days before and after a deadline people hear of it."""

from dataclasses import dataclass
from typing import Self

WEEK = 7


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of a centre: days before a deadline, the furthest first, and days after it.

    The last day itself (0) is always among the first, the day after (1) among the second. What is
    late for a week or more is reminded of weekly, whatever the centre has chosen.
    """

    before: tuple[int, ...] = (14, 7, 3, 1, 0)
    after: tuple[int, ...] = (1, 3, 7)

    def __post_init__(self) -> None:
        in_order = sorted(set(self.before), reverse=True) == list(self.before)
        if not in_order or self.before[-1:] != (0,):
            raise ValueError(f"steps before a deadline go down to 0, not {self.before}")
        if sorted(set(self.after)) != list(self.after) or self.after[:1] != (1,):
            raise ValueError(f"steps after a deadline go up from 1, not {self.after}")
        if self.after[-1] > WEEK:
            raise ValueError(f"after a week reminders are weekly, not {self.after}")

    def __str__(self) -> str:
        return "/".join(",".join(map(str, steps)) for steps in (self.before, self.after))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read back what `str` wrote."""
        before, after = (tuple(map(int, steps.split(","))) for steps in text.split("/"))
        return cls(before, after)


USUAL = Ladder()
"""The steps of a centre that has not chosen others."""
