"""Windows of a task: how a term becomes the periods in which somebody has to report."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from storage.domain.terms import Term, TermKind, Window

CHECK_INS = {"month": 1, "quarter": 3, "half-year": 6, "end": None}
"""Months between two reports on an ongoing term; None is one report, at its end."""

ONE_DAY = timedelta(days=1)


def windows_of(term: Term, check_in: str = "quarter") -> tuple[Window | None, ...]:
    """Return one window for each task of a term; a single None is a task that waits for a date.

    `check_in` is a key of CHECK_INS. Nobody confirms a duty 250 times a year, so a daily rule is
    reported on at the same pace as an ongoing one.
    """
    match term.kind:
        case TermKind.WINDOW | TermKind.CHECKPOINTS if term.windows:
            return term.windows
        case TermKind.ONGOING if term.windows:
            return check_ins(term.windows[0], check_in)
        case TermKind.RECURRING if term.windows and term.recurrence:
            found = tuple(_occurrences(term.windows[0], _parts(term.recurrence), check_in))
            return found or term.windows
        case _:
            return (None,)


def check_ins(span: Window, pace: str) -> tuple[Window, ...]:
    """Cut an ongoing term into the periods it is reported on."""
    months = CHECK_INS[pace]
    return (span,) if months is None else tuple(_pieces(span, months))


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.split("=", 1) for part in rule.removeprefix("RRULE:").split(";"))
    return {key.upper(): value.upper() for key, value in pairs}


def _occurrences(span: Window, rule: dict[str, str], check_in: str) -> Iterator[Window]:
    step = int(rule.get("INTERVAL", "1"))
    match rule["FREQ"]:
        case _ if "BYMONTHDAY" in rule or "BYDAY" in rule:
            yield from _up_to_each(span, rule)
        case "DAILY":
            yield from check_ins(span, check_in)
        case "WEEKLY":
            yield from _weeks(span, step)
        case "MONTHLY":
            yield from _pieces(span, step)
        case "YEARLY" if "BYMONTH" in rule:
            yield from _seasons(span, sorted(int(month) for month in rule["BYMONTH"].split(",")))
        case _:
            yield from _pieces(span, 12 * step)


def _up_to_each(span: Window, rule: dict[str, str]) -> Iterator[Window]:
    """Windows that end on the days the rule names, each beginning after the one before."""
    text = ";".join(f"{key}={value}" for key, value in rule.items())
    start = span.start
    for moment in rrulestr(text, dtstart=datetime.combine(span.start, time.min)):
        if moment.date() > span.end:
            return
        yield Window(start, moment.date())
        start = moment.date() + ONE_DAY


def _weeks(span: Window, step: int) -> Iterator[Window]:
    start = span.start
    end = start + timedelta(days=7 * step - 1 - start.weekday())
    while start <= span.end:
        yield Window(start, min(end, span.end))
        start, end = end + ONE_DAY, end + timedelta(days=7 * step)


def _seasons(span: Window, months: list[int]) -> Iterator[Window]:
    for year in range(span.start.year, span.end.year + 1):
        season = Window(date(year, months[0], 1), last_of_month(year, months[-1]))
        if inside := season.clipped(span):
            yield inside


def _pieces(span: Window, months: int) -> Iterator[Window]:
    """Cut a span by calendar months, quarters or half-years.

    The calendar rarely fits a school year: a stub shorter than half a piece is no period of its
    own to report on and joins its neighbour.
    """
    cuts = list(_calendar(span, months))
    if len(cuts) > 1 and _is_stub(cuts[0], months):
        cuts[:2] = [Window(cuts[0].start, cuts[1].end)]
    if len(cuts) > 1 and _is_stub(cuts[-1], months):
        cuts[-2:] = [Window(cuts[-2].start, cuts[-1].end)]
    yield from cuts


def _calendar(span: Window, months: int) -> Iterator[Window]:
    aligned = 12 % months == 0 and months < 12
    first = (span.start.month - 1) // months * months if aligned else span.start.month - 1
    month = span.start.year * 12 + first
    start = span.start
    while start <= span.end:
        month += months
        end = date(month // 12, month % 12 + 1, 1) - ONE_DAY
        yield Window(start, min(end, span.end))
        start = end + ONE_DAY


def _is_stub(piece: Window, months: int) -> bool:
    return (piece.end - piece.start).days + 1 < months * 15


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])
