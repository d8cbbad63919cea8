"""Tasks: what one organisation owes for one window of an activity, and where that stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from storage.domain.people import Organisation
from storage.domain.terms import TermKind, Window

SOON = timedelta(days=7)
"""A deadline is near from so long before it."""

UNDO_FOR = timedelta(minutes=10)
"""So long a coordinator may take a mark back alone."""


class State(StrEnum):
    """What is stored about a task; everything else is derived from facts and the day."""

    OPEN = "open"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    NOT_APPLICABLE = "not_applicable"


class Standing(StrEnum):
    """What a person is shown about a task on a given day."""

    UNDATED = "undated"
    PLANNED = "planned"
    OPEN = "open"
    SOON = "soon"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"
    CANCELLED = "cancelled"


OWED = frozenset(
    {Standing.UNDATED, Standing.PLANNED, Standing.OPEN, Standing.SOON, Standing.OVERDUE}
)
"""Standings in which «Готово» still makes sense."""


@dataclass(frozen=True, slots=True)
class Mark:
    """«Done», said by `by` at the moment `at`, about the day `done_on`."""

    person_id: int | None
    by: str
    at: datetime
    done_on: date

    def may_be_undone(self, now: datetime) -> bool:
        """Whether the one who marked may still take it back without asking."""
        return now - self.at <= UNDO_FOR


@dataclass(frozen=True, slots=True)
class Task:
    """Activity x organisation x window. `window` is None while nobody has set a date.

    `ordinal` counts the windows of the term from 0; `of` is how many there are. `asked` is the
    deadline that somebody has asked for and nobody has decided about. `known_on` is the day on
    which it came to its organisation when the deadline was over already, else None.
    """

    id: int
    centre_id: int
    roadmap_id: int
    activity_id: int
    organisation: Organisation
    number: str
    title: str
    section: str | None
    responsible: str
    term: str
    kind: TermKind
    result: str
    ordinal: int
    of: int
    window: Window | None
    state: State
    mark: Mark | None = None
    asked: date | None = None
    known_on: date | None = None

    def standing(self, today: date) -> Standing:
        """Say where the task stands on a day of its centre; nothing is stored about it."""
        if self.state in (State.CANCELLED, State.NOT_APPLICABLE):
            return Standing.CANCELLED
        if self.mark is not None:
            late = self.window is not None and self.mark.done_on > self.window.end
            return Standing.DONE_LATE if late else Standing.DONE
        return standing_of(self.window, today)

    @property
    def late_from(self) -> date | None:
        """The day from which a delay counts; None without a date."""
        return self.known_on or (None if self.window is None else self.window.end)

    def days_left(self, today: date) -> int | None:
        """Days until the last day of the window: 0 on it, negative after; None without a date."""
        return None if self.window is None else (self.window.end - today).days


def late_from(window: Window | None, today: date) -> date | None:
    """Return from which day a delay counts for those who learn of a task today.

    From its deadline, or from today where that is over: nobody neglects what they could not know
    of. None without a date.
    """
    return None if window is None else max(window.end, today)


def standing_of(window: Window | None, today: date) -> Standing:
    """Where a task without a mark stands."""
    if window is None:
        return Standing.UNDATED
    if today > window.end:
        return Standing.OVERDUE
    if window.end - today <= SOON:
        return Standing.SOON
    return Standing.PLANNED if today < window.start else Standing.OPEN
