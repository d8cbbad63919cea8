"""Postponing: another deadline for a task, asked for by those who answer, decided above them.

While a request waits, the deadline is the one that was, and reminders go on and say that another
is asked for: whoever heard nothing would take that for a yes. But nobody above is shown the delay,
and nobody is warned of that: those who would see it have the matter on their table already. Once
it is refused or withdrawn the steps go on where they were. When it is granted the task is reminded
of, counted and seen by its new deadline; the order's own words stay as they were written.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from storage.domain.permissions import Refusal
from storage.domain.tasks import OWED, Task
from storage.domain.terms import Window
from storage.domain.windows import last_of_month

LONGEST_REASON = 300
"""Letters of a reason: a sentence that is read on a telephone."""

FAR = timedelta(days=366)
"""So long after the end of its roadmap a task has nothing to do with it any more."""

STEPS = (timedelta(days=3), timedelta(weeks=1), timedelta(weeks=2))
"""By how much people ask for more time."""


class Why(StrEnum):
    """Reasons that people need not write: those that come up again and again."""

    ILLNESS = "i"
    PAPERS = "p"
    CLASH = "c"
    TIME = "t"


class WhyNot(StrEnum):
    """Reasons for a refusal that need not be written."""

    FIXED = "f"
    SOONER = "s"
    UNCLEAR = "u"


class Outcome(StrEnum):
    """How a request ended."""

    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # by those who had asked
    DONE = "done"  # the task was marked before anybody decided
    REVISED = "revised"  # a later order has moved or cancelled the task
    SET_ASIDE = "set_aside"  # a methodist asks for the task no more


@dataclass(frozen=True, slots=True)
class Settled:
    """The end of a request: how, by whom, when; `answer` is what was said to a refusal."""

    outcome: Outcome
    by: str
    at: datetime
    answer: str


@dataclass(frozen=True, slots=True)
class Postponement:
    """A request: who wants a task to be due `until` instead of `due`, since when and why.

    `person_id` is None when they have been erased since; the name stays, as with a mark.
    `settled` is None while nobody has decided.
    """

    id: int
    task_id: int
    person_id: int | None
    by: str
    at: datetime
    due: date
    until: date
    reason: str
    settled: Settled | None = None


class Cause(StrEnum):
    """Why a term is not what it was."""

    POSTPONED = "postponed"
    DATED = "dated"  # a methodist has set the date that the order did not give
    REVISED = "revised"  # a later order says so


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term before and after (None: no date), changed by `by` at a moment; `reason` in words."""

    task_id: int
    cause: Cause
    before: Window | None
    after: Window | None
    person_id: int | None
    by: str
    at: datetime
    reason: str = ""


def deadline_of(task: Task, today: date) -> date:
    """Return the deadline that can be put off.

    Raises Refusal `nothing_to_postpone` when the task is not owed any more, or has no date yet.
    """
    if task.standing(today) not in OWED or task.window is None:
        raise Refusal("nothing_to_postpone", number=task.number)
    return task.window.end


def choices(due: date, today: date) -> tuple[date, ...]:
    """Offer days: some time after the deadline (after today, when that is over), a month's end."""
    start = max(due, today)
    month = last_of_month(start.year, start.month)
    if month == start:
        month = last_of_month((month + timedelta(days=1)).year, (month + timedelta(days=1)).month)
    return tuple(sorted({*(start + step for step in STEPS), month}))


def require_later(task: Task, until: date, today: date, roadmap: Window) -> None:
    """Hold a wanted deadline against the present one, today, and the roadmap it belongs to.

    The end of the roadmap may be passed, and people are told so; a year later makes no sense.
    Raises Refusal: `nothing_to_postpone`, `day_is_over`, `not_later`, `too_far`.
    """
    due = deadline_of(task, today)
    if until < today:
        raise Refusal("day_is_over")
    if until <= due:
        raise Refusal("not_later", number=task.number)
    if until - max(roadmap.end, today) > FAR:
        raise Refusal("too_far", number=task.number)


def reason_of(text: str) -> str:
    """Put a typed reason in order. Raises Refusal: `reason_empty`, `reason_too_long`."""
    reason = " ".join(text.split())
    if not any(letter.isalnum() for letter in reason):
        raise Refusal("reason_empty")
    if len(reason) > LONGEST_REASON:
        raise Refusal("reason_too_long", most=LONGEST_REASON)
    return reason


def postponed(window: Window, until: date) -> Window:
    """Return the window of a task that is put off: it begins when it began."""
    return Window(window.start, until)
