"""Days of its own: where a centre works or rests against the country's calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from storage import journal, talks
from storage import workdays as own_days
from storage.database import Transaction
from storage.domain import phrases
from storage.domain.people import Person
from storage.domain.permissions import Refusal, require_rules
from storage.domain.terms import TermKind, Window
from storage.domain.workdays import DAY, OwnDay, Workdays

YEARS_AHEAD = 2
"""So far ahead a centre may plan its days off."""

AT_ONCE = 14
"""Days that may be written in one line: more are a slip, or holidays of pupils."""

MOST = 60
"""Days of its own that a centre may have in a year."""

NOTE = 60

OWN_DAY = "own_day"
"""The question that typed words answer."""


@dataclass(frozen=True, slots=True)
class Year:
    """The days of one year; `earliest` and `latest` are the years that may be looked at."""

    year: int
    earliest: int
    latest: int
    days: tuple[OwnDay, ...]


def year(tx: Transaction, who: Person, of: int, now: datetime) -> Year:
    """List the own days of a year. Refusal: `for_methodists`, `old_screen` for a year far away."""
    require_rules(who)
    earliest, latest = now.year, now.year + YEARS_AHEAD
    if not earliest <= of <= latest:
        raise Refusal("old_screen")
    return Year(of, earliest, latest, own_days.of_year(tx, who.centre.id, of))


def ask(tx: Transaction, who: Person, of: int, now: datetime, *, working: bool) -> None:
    """Open the question of a day; typed words will answer it."""
    year(tx, who, of, now)
    talks.ask(tx, who.id, OWN_DAY, now, year=of, working=int(working))


def add_as_typed(
    tx: Transaction, who: Person, text: str, of: int, now: datetime, *, working: bool
) -> tuple[OwnDay, ...]:
    """Read days as people type them («10 июня», «с 1 по 3 июня, Ураза-байрам») and enter them.

    A day without a year is of the year `of`. Days that are so by the country's calendar anyway
    are left out. Raises Refusal, and the question stays open: `own_day_not_understood`,
    `own_day_far`, `own_days_too_many`, and `own_day_works_anyway` or `own_day_rests_anyway` when
    nothing is left.
    """
    require_rules(who)
    days, note = _read(text, of)
    if any(not now.date() <= day <= date(now.year + YEARS_AHEAD, 12, 31) for day in days):
        raise Refusal("own_day_far", until=now.year + YEARS_AHEAD)
    known = own_days.of_year(tx, who.centre.id, days[0].year)
    if len(days) > AT_ONCE or len({day.day for day in known} | {*days}) > MOST:
        raise Refusal("own_days_too_many", days=AT_ONCE, year=MOST)
    new = tuple(OwnDay(day, working, note) for day in days if _differs(day, working=working))
    if not new:
        raise Refusal("own_day_works_anyway" if working else "own_day_rests_anyway")
    for day in new:
        _enter(tx, who, day, now)
    talks.settle(tx, who.id)
    return new


def forget(tx: Transaction, who: Person, day: date, now: datetime) -> bool:
    """Follow the country's calendar on a day again; say whether that is news."""
    require_rules(who)
    if not own_days.follow_country(tx, who.centre.id, day):
        return False
    journal.record(tx, who.centre.id, now, "own_day_forgotten", who.id, day=day.isoformat())
    return True


def _enter(tx: Transaction, who: Person, new: OwnDay, now: datetime) -> None:
    own_days.overrule(tx, who.centre.id, new.day, new.note, working=new.working)
    journal.record(
        tx, who.centre.id, now, "own_day", who.id,
        day=new.day.isoformat(), working=new.working, note=new.note,
    )  # fmt: skip


def _differs(day: date, *, working: bool) -> bool:
    return Workdays().is_working(day) is not working


def _read(text: str, of: int) -> tuple[list[date], str]:
    """Take what follows the first comma for a note, unless it is days as well."""
    said, _, note = text.partition(",")
    if _days(note, of) or not _days(said, of):
        said, note = text, ""
    found = _days(said, of)
    if not found:
        raise Refusal("own_day_not_understood", text=text)
    return found, " ".join(note.split())[:NOTE]


def _days(text: str, of: int) -> list[date]:
    """Read days of a year; none when the words are not plainly days."""
    term = phrases.read(text, Window(date(of, 1, 1), date(of + YEARS_AHEAD, 12, 31)))
    if term.kind not in {TermKind.WINDOW, TermKind.CHECKPOINTS} or term.needs_review:
        return []
    return [day for window in term.windows for day in _each(window)]


def _each(window: Window) -> Iterator[date]:
    day = window.start
    while day <= window.end:
        yield day
        day += DAY
