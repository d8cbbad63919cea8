"""Rule 2: which year a span belongs to, and so which days it means in a roadmap."""

from dataclasses import replace
from datetime import timedelta

from storage.domain.phrases.spans import Span, Stretch, Unit, school_year_span
from storage.domain.phrases.tokens import Role
from storage.domain.phrases.years import in_school_year, is_school_year, school_year_of
from storage.domain.terms import Window

_NEAR = timedelta(days=31)


def with_written_years(
    pieces: list[tuple[Role, Stretch]], period: Window
) -> tuple[list[tuple[Role, Stretch]], bool]:
    """Give the year after the last item to all items before it, unless they carry their own.

    The flag tells that an item was given the year before instead, as «сентябрь, январь 2021»
    must mean in a roadmap that begins in September 2020.
    """
    year: int | None = None
    guessed = False
    dated: list[tuple[Role, Stretch]] = []
    for role, stretch in reversed(_with_year_before(pieces)):
        given = stretch.in_year(year)
        bare = stretch.year is None and stretch.opens.year is None
        if bare and year is not None and _only_a_year_earlier(stretch, year, period):
            given, guessed = stretch.in_year(year - 1), True
        dated.append((role, given))
        if stretch.closes.unit is not Unit.SCHOOL_YEAR:
            year = given.opens.year
    return dated[::-1], guessed


def days_of(stretch: Stretch, period: Window) -> Window | None:
    """Return the days that the stretch means in the roadmap; None when there are no such days.

    A year written at its end must have been given to its beginning (`Stretch.in_year`).
    """
    if stretch.opens.unit is Unit.ROADMAP:
        return period
    opens = _in_kind_of_year(stretch.opens, period)
    closes = opens if stretch.single else _in_kind_of_year(stretch.closes, period)
    if opens.year and opens is closes and opens.month + opens.months > 13:
        return _over_new_year(opens, opens.year, period)
    opens_in = _likely_year(opens, closes, period) if opens.year is None else opens.year
    closes_in = opens_in + _crosses(opens, closes) if closes.year is None else closes.year
    return _between(opens, opens_in, closes, closes_in)


def unreversed(stretch: Stretch, period: Window) -> Window | None:
    """Return the days of «01.09.2021 – 31.05.2021» with the one slip in its years mended."""
    opens, closes = stretch.opens, stretch.closes
    if opens.year is None or closes.year is None or opens.month <= closes.month:
        return None
    later = _between(opens, closes.year, closes, closes.year + 1)
    earlier = _between(opens, closes.year - 1, closes, closes.year)
    shared = [_shared_months(window, period) for window in (later, earlier)]
    return earlier if shared[1] > shared[0] else later


def days_ahead(stretch: Stretch, days: Window, period: Window) -> Window:
    """Return the days a year later when «до начала учебного года» would end before the roadmap."""
    if stretch.year is not None or days.start > period.start:
        return days
    return days_of(stretch.in_year(days.start.year + 1), period) or days


def is_far(window: Window, period: Window) -> bool:
    """Whether the days are more than a month away from the roadmap."""
    return window.end < period.start - _NEAR or window.start > period.end + _NEAR


def _with_year_before(pieces: list[tuple[Role, Stretch]]) -> list[tuple[Role, Stretch]]:
    """«следующего года до 5 марта»: years that come first are those of the dates after them."""
    if not pieces or not _is_bare_year(*pieces[0]) or _is_bare_year(*pieces[-1]):
        return pieces
    if any(_names_year(each) for role, each in pieces if not _is_bare_year(role, each)):
        return pieces
    given: list[tuple[Role, Stretch]] = []
    year: int | None = None
    for role, stretch in pieces:
        year = stretch.year if _is_bare_year(role, stretch) else year
        given.append((role, stretch.in_year(year)))
    return given


def _names_year(stretch: Stretch) -> bool:
    bare = stretch.year is None and stretch.opens.year is None
    return not bare or stretch.opens.unit is Unit.ROADMAP


def _is_bare_year(role: Role, stretch: Stretch) -> bool:
    return role is Role.AT and stretch.single and stretch.opens.unit is Unit.YEAR


def _only_a_year_earlier(stretch: Stretch, year: int, period: Window) -> bool:
    """Whether the item lies outside the roadmap in the year, but inside in the year before."""
    days = days_of(stretch.in_year(year), period)
    before = days_of(stretch.in_year(year - 1), period)
    if days is None or before is None:
        return False
    return not days.clipped(period) and before.clipped(period) is not None


def _in_kind_of_year(span: Span, period: Window) -> Span:
    """Read a half-year and a school year that carry no year as the roadmap's own."""
    if span.year is None and span.unit is Unit.SCHOOL_YEAR:
        return school_year_span(school_year_of(period))
    if span.year is None and span.unit is Unit.HALF_YEAR and is_school_year(period):
        return in_school_year(span, None)
    return span


def _over_new_year(span: Span, year: int, period: Window) -> Window | None:
    """Return the winter that begins in the year, or ends in it when only that one is near."""
    begins, ends = span.on(year), span.on(year - 1)
    outside = begins and not begins.clipped(period) and span.unit is not Unit.SCHOOL_YEAR
    return ends if outside and ends and ends.clipped(period) else begins


def _crosses(opens: Span, closes: Span) -> bool:
    return closes.month < opens.month


def _between(opens: Span, opens_in: int, closes: Span, closes_in: int) -> Window | None:
    first = opens.on(opens_in)
    if opens is closes and opens_in == closes_in:
        return first
    last = closes.on(closes_in)
    if first is None or last is None or last.end < first.start:
        return None
    return Window(first.start, last.end)


def _likely_year(opens: Span, closes: Span, period: Window) -> int:
    """Return the year in which the days fall inside the roadmap, else the one that is nearest.

    When two years do, a run over New Year begins inside the roadmap; other runs share the most
    months with it; then the earlier one is meant.
    """
    over = _crosses(opens, closes)
    runs_over = over or opens.month + opens.months > 13
    best: tuple[tuple[int, int], int] | None = None
    for year in range(period.start.year - runs_over, period.end.year + 1):
        window = _between(opens, year, closes, year + over)
        shared = window and window.clipped(period)
        if window is None or shared is None:
            continue
        begins_inside = int(runs_over and window.start in period)
        rank = (begins_inside, 0 if begins_inside else _months(shared))
        if best is None or rank > best[0]:
            best = (rank, year)
    return best[1] if best else _nearest_year(opens, closes, period)


def _nearest_year(opens: Span, closes: Span, period: Window) -> int:
    """A plan within one year is of that year, though it was signed late; others are near it."""
    if period.start.year == period.end.year:
        return period.start.year
    years = range(period.start.year - 1, period.end.year + 2)
    months = [replace(span, first=1, last=-1, weekday=None) for span in (opens, closes)]
    over = _crosses(opens, closes)

    def distance(year: int) -> timedelta:
        window = _between(months[0], year, months[1], year + over)
        if window is None:
            return timedelta.max
        return max(period.start - window.end, window.start - period.end, timedelta())

    # Equally near to both ends of a school year: summer comes after it.
    return min(reversed(years), key=distance)


def _shared_months(window: Window | None, period: Window) -> int:
    shared = window and window.clipped(period)
    return _months(shared) if shared else 0


def _months(window: Window) -> int:
    return 12 * (window.end.year - window.start.year) + window.end.month - window.start.month + 1
