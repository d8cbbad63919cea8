"""Windows: how a term becomes the periods in which somebody has to report."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.terms import Term, TermKind, Window
from storage.domain.windows import CHECK_INS, check_ins, last_of_month, windows_of

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
SCHOOL_YEAR = Window(date(2025, 9, 1), date(2026, 5, 31))


def spans(*days: str) -> list[Window]:
    """Windows from «01.02-28.02», of 2026 unless a year is said."""

    def day(text: str) -> date:
        number, month, *year = map(int, text.split("."))
        return date(year[0] if year else 2026, month, number)

    return [Window(*map(day, text.split("-"))) for text in days]


def recurring(rule: str, span: Window = YEAR) -> list[Window | None]:
    return list(windows_of(Term(TermKind.RECURRING, (span,), rule)))


def test_a_window_is_one_task() -> None:
    assert windows_of(Term(TermKind.WINDOW, (YEAR,))) == (YEAR,)


def test_each_checkpoint_is_a_task() -> None:
    points = tuple(spans("01.02-28.02", "01.04-30.04"))
    assert windows_of(Term(TermKind.CHECKPOINTS, points)) == points


@pytest.mark.parametrize("kind", [TermKind.BY_SCHEDULE, TermKind.CONDITIONAL, TermKind.NONE])
def test_what_has_no_date_is_one_task_that_waits(kind: TermKind) -> None:
    assert windows_of(Term(kind)) == (None,)
    assert windows_of(Term(kind, (YEAR,))) == (None,)


@pytest.mark.parametrize(
    "kind", [TermKind.WINDOW, TermKind.CHECKPOINTS, TermKind.ONGOING, TermKind.RECURRING]
)
def test_a_reading_without_days_waits_for_a_date(kind: TermKind) -> None:
    assert windows_of(Term(kind)) == (None,)


QUARTERS = spans("01.01-31.03", "01.04-30.06", "01.07-30.09", "01.10-31.12")


def test_an_ongoing_term_is_reported_on_each_quarter() -> None:
    assert list(windows_of(Term(TermKind.ONGOING, (YEAR,)))) == QUARTERS


@pytest.mark.parametrize(
    ("pace", "windows"),
    [
        ("quarter", QUARTERS),
        ("half-year", spans("01.01-30.06", "01.07-31.12")),
        ("end", [YEAR]),
    ],
)
def test_the_pace_is_the_centres(pace: str, windows: list[Window]) -> None:
    assert list(check_ins(YEAR, pace)) == windows


def test_a_month_is_a_pace_too() -> None:
    months = check_ins(YEAR, "month")
    assert len(months) == 12
    assert months[1] == spans("01.02-28.02")[0]


def test_a_school_year_is_cut_at_the_calendars_quarters() -> None:
    assert list(check_ins(SCHOOL_YEAR, "quarter")) == spans(
        "01.09.2025-31.12.2025",  # September alone is too short to report on
        "01.01-31.03",
        "01.04-31.05",
    )


def test_a_stub_at_the_end_joins_its_neighbour() -> None:
    span = Window(date(2026, 1, 1), date(2026, 7, 20))
    assert list(check_ins(span, "quarter")) == spans("01.01-31.03", "01.04-20.07")


def test_a_span_shorter_than_a_piece_stays_whole() -> None:
    assert list(check_ins(*(Window(date(2026, 3, 5), date(2026, 3, 9)), "quarter"))) == spans(
        "05.03-09.03"
    )


@pytest.mark.parametrize(
    ("rule", "count", "first", "last"),
    [
        ("FREQ=MONTHLY", 12, "01.01-31.01", "01.12-31.12"),
        ("FREQ=MONTHLY;INTERVAL=2", 6, "01.01-28.02", "01.11-31.12"),
        ("FREQ=MONTHLY;INTERVAL=3", 4, "01.01-31.03", "01.10-31.12"),
        ("RRULE:FREQ=MONTHLY;INTERVAL=3", 4, "01.01-31.03", "01.10-31.12"),
        ("freq=monthly;interval=6", 2, "01.01-30.06", "01.07-31.12"),
        ("FREQ=YEARLY", 1, "01.01-31.12", "01.01-31.12"),
        ("FREQ=DAILY", 4, "01.01-31.03", "01.10-31.12"),
        ("FREQ=WEEKLY", 53, "01.01-04.01", "28.12-31.12"),
        ("FREQ=WEEKLY;INTERVAL=2", 27, "01.01-11.01", "28.12-31.12"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", 12, "01.01-25.01", "26.11-25.12"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25", 4, "01.01-25.01", "26.07-25.10"),
        ("FREQ=WEEKLY;BYDAY=FR", 52, "01.01-02.01", "19.12-25.12"),
        ("FREQ=YEARLY;BYMONTH=3,4,5", 1, "01.03-31.05", "01.03-31.05"),
        ("FREQ=YEARLY;BYMONTH=12", 1, "01.12-31.12", "01.12-31.12"),
    ],
)
def test_a_rule_is_one_task_an_occurrence(rule: str, count: int, first: str, last: str) -> None:
    windows = recurring(rule)
    assert len(windows) == count
    assert [windows[0], windows[-1]] == spans(first, last)


def test_a_season_outside_the_span_leaves_the_span_itself() -> None:
    spring = Window(date(2026, 3, 1), date(2026, 5, 31))
    assert recurring("FREQ=YEARLY;BYMONTH=12", spring) == [spring]


def test_a_season_is_cut_to_the_span() -> None:
    late = Window(date(2026, 4, 10), date(2027, 3, 20))
    assert recurring("FREQ=YEARLY;BYMONTH=3,4,5", late) == spans(
        "10.04.2026-31.05.2026", "01.03.2027-20.03.2027"
    )


days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
spans_of_days = st.tuples(days, days).map(lambda pair: Window(min(pair), max(pair)))


@given(span=spans_of_days, pace=st.sampled_from(sorted(CHECK_INS)))
def test_check_ins_cover_the_span_without_gap_or_overlap(span: Window, pace: str) -> None:
    cover(span, check_ins(span, pace))


@given(
    span=spans_of_days,
    rule=st.sampled_from(["MONTHLY", "WEEKLY", "YEARLY", "DAILY"]),
    step=st.integers(1, 5),
)
def test_occurrences_cover_the_span_without_gap_or_overlap(
    span: Window, rule: str, step: int
) -> None:
    cover(span, recurring(f"FREQ={rule};INTERVAL={step}", span))


@given(span=spans_of_days, day=st.integers(1, 28))
def test_occurrences_on_a_day_follow_each_other(span: Window, day: int) -> None:
    windows = recurring(f"FREQ=MONTHLY;BYMONTHDAY={day}", span)
    if windows == [span]:
        return
    assert all(window is not None and window.end.day == day for window in windows)
    assert [w for w in windows if w] == sorted(w for w in windows if w)


def cover(span: Window, windows: object) -> None:
    assert isinstance(windows, (list, tuple))
    assert windows[0].start == span.start
    assert windows[-1].end == span.end
    for one, following in pairwise(windows):
        assert (following.start - one.end).days == 1


def test_a_month_ends_when_it_ends() -> None:
    assert last_of_month(2026, 2) == date(2026, 2, 28)
    assert last_of_month(2028, 2) == date(2028, 2, 29)
    assert last_of_month(2026, 12) == date(2026, 12, 31)


def test_a_window_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Window(date(2026, 2, 2), date(2026, 2, 1))


def test_windows_share_their_common_days() -> None:
    january, edge = Window(date(2026, 1, 1), date(2026, 1, 31)), date(2026, 1, 31)
    assert january.clipped(Window(edge, date(2026, 2, 5))) == Window(edge, edge)
    assert january.clipped(Window(date(2026, 2, 1), date(2026, 2, 5))) is None
    assert edge in january
    assert date(2026, 2, 1) not in january
