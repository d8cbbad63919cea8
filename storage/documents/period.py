"""The period of a plan: as its words tell it, or as far as its own terms reach."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from storage.domain import phrases
from storage.domain.terms import Doubt, Term, TermKind, Window

_DASH = r"\s*[-–—/]\s*"
_FROM_TO = re.compile(
    r"\bс\s+\d{1,2}[^,;()]{2,25}?по\s+\d{1,2}[^,;()]{2,20}?20\d\d", re.IGNORECASE
)
_MONTH = r"(?:январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*"
_MONTHS = re.compile(rf"{_MONTH}(?:{_DASH}{_MONTH})?\s+20\d\d", re.IGNORECASE)
_FULL_DATE = re.compile(
    r"\d{1,2}[\s.»\"]+(?:\d{1,2}|[а-я]{3,8})[\s.]+20\d\d\s*(?:г\w*\.?)?", re.IGNORECASE
)
_SCHOOL_YEAR = re.compile(
    rf"(?:(?P<half>I{{1,2}}|[12]|перв|втор)[-\w]*\s+полугоди\w+\s+)?"
    rf"(20\d\d){_DASH}(?:20)?(\d\d)\s*(?:-?\s*г\.?\s*)?(?:уч|у\.\s*г)", re.IGNORECASE)  # fmt: skip
_YEARS = re.compile(rf"(20\d\d)(?:\s*г\w*\.?)?{_DASH}(20\d\d)\s*(?:г|$)", re.IGNORECASE)
_HALF = re.compile(
    r"(?P<half>I{1,2}|[12]|перв|втор)[-\w]*\s+полугоди\w+\s+(20\d\d)", re.IGNORECASE
)
_ON_YEAR = re.compile(r"на\s+(20\d\d)(?:\s*(?:г|$)|\W)", re.IGNORECASE)
_A_YEAR = re.compile(r"(20\d\d)")
_STATED = re.compile(
    r"(?:сроки?|период)\w*\s+(?:реализации|действия|исполнения|выполнения)[^:\d]*:?\s*(.+)",
    re.IGNORECASE,
)
_CITES = re.compile(
    r"приказ|основани|соответстви|итог|распоряжени|постановлени|письм", re.IGNORECASE
)

# Two years that no plan is made for: what is read alike under both is told by the term itself.
_PROBES = (
    Window(date(1990, 1, 1), date(1990, 12, 31)),
    Window(date(1993, 1, 1), date(1993, 12, 31)),
)
_FEWEST_DATED = 3
_LONGEST_SPAN = 40
_MOST_PHRASES = 4096  # remembered: a plan says «в течение года» a hundred times


def told(title: str, lines: Iterable[str]) -> Window | None:
    """Return the period that the title or the lines above the plan state, None when none does."""
    found = _of_title(title)
    if found:
        return found
    for line in lines:
        stated = _STATED.match(line)
        found = _of_phrase(stated[1]) if stated else None
        if not found and not _CITES.search(line):
            found = _school_year(line) or _years(line) or _one_year(_ON_YEAR, line)
        if found:
            return found
    return None


def inferred(terms: Sequence[str]) -> Window | None:
    """Return the whole months that terms with a year of their own span, None when few have one."""
    readings = [_own_dates(term) for term in dict.fromkeys(terms)]
    dated = [dates for dates in readings if dates]
    if len(dated) < _FEWEST_DATED and len(dated) * 2 < len(readings):
        return None
    days = sorted(day for dates in dated for day in dates)
    return Window(days[0].replace(day=1), _month_end(days[-1])) if days else None


@lru_cache(_MOST_PHRASES)
def reading(term: str, period: Window | None) -> Term:
    """Return what a term means; without a period only what it says by itself, and a doubt."""
    if period:
        return phrases.read(term, period)
    one, other = (_probed(term, probe) for probe in _PROBES)
    if one == other:
        return one
    return Term(one.kind, (), one.recurrence, (*one.doubts, Doubt("period_unknown", term)))


def is_span(text: str) -> bool:
    """Whether the words are nothing but a month, a quarter or another span of days."""
    if len(text) > _LONGEST_SPAN or re.match(r"\d{1,2}\.\s", text):
        return False
    read = _probed(text, _PROBES[0])
    return read.kind is TermKind.WINDOW and not read.doubts


def speaks_of_time(text: str) -> bool:
    """Whether the words are a term and nothing else, whatever the period."""
    read = _probed(text, _PROBES[0])
    return read.kind is not TermKind.NONE and not read.doubts


@lru_cache(_MOST_PHRASES)
def _probed(term: str, probe: Window) -> Term:
    """Read under a period that is not meant: nothing can be expected to lie within it."""
    read = phrases.read(term, probe)
    doubts = tuple(doubt for doubt in read.doubts if doubt.reason != "outside_period")
    return replace(read, doubts=doubts)


def _of_title(title: str) -> Window | None:
    span = _FROM_TO.search(title)
    if span and (found := _of_phrase(span[0])):
        return found
    text = _FULL_DATE.sub(" ", title)
    months = _MONTHS.search(text)
    return (
        _school_year(text)
        or _half(text)
        or _years(text)
        or _one_year(_ON_YEAR, text)
        or (_of_phrase(months[0]) if months else None)
        or _one_year(_A_YEAR, text)
    )


def _of_phrase(text: str) -> Window | None:
    found = reading(text.strip(" ."), None)
    if len(found.windows) == 1 and not found.needs_review:
        return found.windows[0]
    return _school_year(text) or _years(text) or _one_year(_A_YEAR, text)


def _school_year(text: str) -> Window | None:
    found = _SCHOOL_YEAR.search(text)
    if not found:
        return None
    first, second = int(found[2]), 2000 + int(found[3])
    whole = _window(date(first, 9, 1), date(second, 8, 31))
    if not found["half"] or not whole:
        return whole
    if _is_first(found["half"]):
        return Window(whole.start, date(first, 12, 31))
    return _window(date(second, 1, 1), date(second, 5, 31))


def _half(text: str) -> Window | None:
    found = _HALF.search(text)
    if not found:
        return None
    year = int(found[2])
    if _is_first(found["half"]):
        return Window(date(year, 1, 1), date(year, 6, 30))
    return Window(date(year, 7, 1), date(year, 12, 31))


def _is_first(half: str) -> bool:
    return half.lower() in {"i", "1", "перв"}


def _years(text: str) -> Window | None:
    found = _YEARS.search(text)
    return _window(date(int(found[1]), 1, 1), date(int(found[2]), 12, 31)) if found else None


def _one_year(pattern: re.Pattern[str], text: str) -> Window | None:
    years = {int(year) for year in pattern.findall(text)}
    if len(years) != 1:
        return None
    year = years.pop()
    return Window(date(year, 1, 1), date(year, 12, 31))


def _window(start: date, end: date) -> Window | None:
    return Window(start, end) if start <= end else None


def _own_dates(term: str) -> set[date]:
    one, other = (_probed(term, probe) for probe in _PROBES)
    if not _is_dated(one) or not _is_dated(other):
        return set()
    return _dates(one) & _dates(other)


def _is_dated(read: Term) -> bool:
    """Ongoing terms name the year around a plan («2020/2021 учебный год»), not its own days."""
    kinds = {TermKind.WINDOW, TermKind.CHECKPOINTS, TermKind.BY_SCHEDULE}
    return read.kind in kinds and not read.needs_review


def _dates(read: Term) -> set[date]:
    return {day for window in read.windows for day in (window.start, window.end)}


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
