"""The week of a centre: how it stands on Monday morning, and what is due in these days."""

from dataclasses import dataclass
from datetime import date

from storage.domain.summary import Summary


@dataclass(frozen=True, slots=True)
class DueSoon:
    """An activity that falls due in the week; `open` counts the organisations without a mark."""

    number: str
    title: str
    due_on: date
    open: int


@dataclass(frozen=True, slots=True)
class Week:
    """A centre at the beginning of a week: `due` are the activities of that week, nearest first.

    It names organisations and activities, and no person.
    """

    summary: Summary
    until: date
    due: tuple[DueSoon, ...]
