"""Versions: whether a document is a later version of a roadmap that the centre has."""

import re
from enum import StrEnum

from storage.domain.changes.wording import alike, stems
from storage.domain.terms import Window

_ALIKE = 0.75
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–—/]\s*(?:19|20)?\d\d)?\b")


class Likeness(StrEnum):
    """How sure it is; of MAYBE the methodist is asked."""

    SAME = "same"
    MAYBE = "maybe"
    OTHER = "other"


def likeness(
    title: str,
    period: Window,
    later_title: str,
    later_period: Window | None,
    shared: float,
) -> Likeness:
    """Say whether a document continues a roadmap, by title, period and rows.

    `shared` is the part of the shorter one's rows that the other has too, by their titles. Each
    year has its roadmap, under the same title and with many of the same rows: periods that share
    no day are of two roadmaps, and those that share less than half of their days, together taken,
    make nobody sure. Two roadmaps of one year have titles of the same set phrases, and so have
    some of their rows: where most rows are other ones, a title makes nobody sure either.
    """
    common = _common(period, later_period)
    if common == 0:
        return Likeness.OTHER
    same_title = alike(_telling(title), _telling(later_title)) >= _ALIKE
    if (common or 0) >= 0.5 and shared >= (0.5 if same_title else 0.6):
        return Likeness.SAME
    return Likeness.MAYBE if shared >= 0.1 or (same_title and common) else Likeness.OTHER


def _common(period: Window, other: Window | None) -> float | None:
    """Return which part of the days of both periods they share; None when one is not known."""
    if other is None:
        return None
    shared = period.clipped(other)
    if shared is None:
        return 0.0
    whole = Window(min(period.start, other.start), max(period.end, other.end))
    return _days(shared) / _days(whole)


def _days(window: Window) -> int:
    return (window.end - window.start).days + 1


def _telling(title: str) -> str:
    return stems(_YEARS.sub(" ", title))
