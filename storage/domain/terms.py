"""Terms: what the column «Срок» of a roadmap means, in days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TermKind(StrEnum):
    """How a term obliges; the words are those of the labelled corpus."""

    WINDOW = "window"
    CHECKPOINTS = "checkpoints"
    RECURRING = "recurring"
    ONGOING = "ongoing"
    BY_SCHEDULE = "by_schedule"
    CONDITIONAL = "conditional"
    NONE = "none"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A run of days, both ends included; its end is the deadline."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a window cannot end ({self.end}) before it starts ({self.start})")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def clipped(self, other: "Window") -> "Window | None":
        """Return the days that both windows share, None when there are none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Window(start, end) if start <= end else None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question for the methodist: a key that views turn into words, and what it is about.

    `what` is a piece of the document itself (a phrase, a number), never our own words.
    """

    reason: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it was read. `doubts` is empty only when the phrase was understood whole."""

    kind: TermKind
    windows: tuple[Window, ...] = ()
    recurrence: str | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def needs_review(self) -> bool:
        """Whether a person has to look before anybody is reminded by this."""
        return bool(self.doubts)


NO_TERM = Term(TermKind.NONE)
