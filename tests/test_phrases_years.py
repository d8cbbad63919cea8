"""Years that stand before their dates, and school time in a plan of a calendar year."""

from datetime import date

import pytest

from storage.domain.phrases import read
from storage.domain.terms import TermKind, Window

YEARS = Window(date(2026, 1, 1), date(2028, 12, 31))
YEAR = Window(date(2027, 1, 1), date(2027, 12, 31))
SCHOOL = Window(date(2026, 9, 1), date(2027, 8, 31))


def ends(phrase: str, period: Window = YEARS) -> list[str]:
    """The last days of the windows of a phrase that is understood whole."""
    term = read(phrase, period)
    assert not term.doubts, (phrase, term.doubts)
    return [f"{window.end:%Y-%m-%d}" for window in term.windows]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("следующего года до 12 апреля", ["2027-04-12"]),
        ("2028 года, не позднее 12 апреля", ["2028-04-12"]),
        ("в 2027 году с 3 февраля по 12 апреля", ["2027-04-12"]),
        ("2028 г. – до 12 апреля", ["2028-04-12"]),
        ("2027 г. – до 12 апреля, 2028 г. – до 3 июня", ["2027-04-12", "2028-06-03"]),
        ("2027 год: февраль, июнь", ["2027-02-28", "2027-06-30"]),
        ("2027 год: июнь, 2028 год: февраль", ["2027-06-30", "2028-02-29"]),
        ("2027 г. – июнь; 2028 г. – февраль", ["2027-06-30", "2028-02-29"]),
        ("июнь 2027, февраль 2028", ["2027-06-30", "2028-02-29"]),
        ("июнь, 2027 г.", ["2027-06-30"]),
        ("2026 – июнь 2027", ["2027-06-30"]),
        ("апрель – июнь 2026, 2027 гг.", ["2026-06-30", "2027-06-30"]),
    ],
)
def test_a_year_that_comes_first_is_that_of_the_dates_after_it(
    phrase: str, expected: list[str]
) -> None:
    assert ends(phrase) == expected


def test_the_next_year_of_a_school_years_plan_is_its_second() -> None:
    assert ends("следующего года до 12 апреля", SCHOOL) == ["2027-04-12"]


@pytest.mark.parametrize(
    "phrase",
    ["раз в неделю в учебный период", "в учебный период", "ежемесячно в течение учебного года"],
)
def test_school_time_in_a_calendar_year_is_asked_about(phrase: str) -> None:
    assert [doubt.reason for doubt in read(phrase, YEAR).doubts] == ["unclear_bounds"]
    assert not read(phrase, SCHOOL).doubts


def test_days_of_lessons_are_no_date_and_no_doubt() -> None:
    assert read("в учебные дни", YEAR).kind is TermKind.CONDITIONAL
    assert read("ежедневно в учебные дни", SCHOOL).recurrence == "FREQ=DAILY"


@pytest.mark.parametrize(
    ("phrase", "rule", "asked"),
    [
        ("каждая вторая среда", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", True),
        ("каждую вторую и четвёртую среду", "FREQ=MONTHLY;BYDAY=2WE,4WE", True),
        ("каждая вторая среда месяца", "FREQ=MONTHLY;BYDAY=2WE", False),
        ("каждая последняя среда", "FREQ=MONTHLY;BYDAY=-1WE", False),
        ("вторая среда каждого месяца", "FREQ=MONTHLY;BYDAY=2WE", False),
    ],
)
def test_every_second_wednesday_may_be_every_other_one(
    phrase: str, rule: str, asked: bool
) -> None:
    term = read(phrase, YEAR)
    assert (term.recurrence, term.needs_review) == (rule, asked)
