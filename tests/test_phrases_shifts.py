"""Words that move a date beside a day or a rhythm: each is read or asked about, none dropped."""

from datetime import date

import pytest

from storage.domain.phrases import read
from storage.domain.terms import TermKind, Window
from storage.domain.windows import windows_of

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
SCHOOL = Window(date(2025, 9, 1), date(2026, 6, 30))
MONTH = Window(date(2026, 3, 1), date(2026, 3, 31))


def due(phrase: str, period: Window) -> list[str]:
    """The deadlines of a phrase that is understood whole, as «MM-DD»."""
    term = read(phrase, period)
    assert not term.doubts, phrase
    assert term.kind is TermKind.RECURRING, phrase
    return [f"{window.end:%m-%d}" for window in windows_of(term) if window]


@pytest.mark.parametrize(
    "phrase",
    [
        "ежеквартально до 7 числа следующего месяца",
        "до 7 числа следующего месяца, ежеквартально",
        "раз в квартал, не позднее 7 числа месяца, следующего за отчётным",
        "до 7-го числа месяца, следующего за отчетным кварталом",
        "до 7 числа месяца, следующего за кварталом",
        "до 7 числа следующего за истекшим кварталом месяца, ежеквартально",
        "до 7 числа первого месяца следующего квартала",
        "ежеквартально, до 7 числа первого месяца квартала",
    ],
)
def test_the_report_on_a_quarter_is_due_in_the_month_after_it(phrase: str) -> None:
    months = ["01-07", "04-07", "07-07", "10-07"]
    assert due(phrase, YEAR) == months
    assert due(phrase, SCHOOL) == ["10-07", "01-07", "04-07"]


@pytest.mark.parametrize(
    ("phrase", "in_year", "in_school_year"),
    [
        (
            "ежеквартально до 20 числа последнего месяца квартала",
            ["03-20", "06-20", "09-20", "12-20"],
            ["09-20", "12-20", "03-20", "06-20"],
        ),
        (
            "до 20 числа второго месяца квартала",
            ["02-20", "05-20", "08-20", "11-20"],
            ["11-20", "02-20", "05-20"],
        ),
        (
            "ежеквартально до 20 числа предыдущего месяца",
            ["03-20", "06-20", "09-20", "12-20"],
            ["09-20", "12-20", "03-20", "06-20"],
        ),
        ("до 20 числа месяца, следующего за отчётным годом", ["01-20"], ["01-20"]),
    ],
)
def test_a_day_may_be_of_a_certain_month_of_something_longer(
    phrase: str, in_year: list[str], in_school_year: list[str]
) -> None:
    assert due(phrase, YEAR) == in_year
    assert due(phrase, SCHOOL) == in_school_year


@pytest.mark.parametrize(
    "phrase",
    [
        "ежемесячно до 4 числа следующего месяца",
        "до 4 числа каждого следующего месяца",
        "до 4 числа следующего за отчётным месяца",
        "ежемесячно, до 4 числа за предыдущий месяц",
    ],
)
def test_for_a_month_the_rule_stays_that_of_every_month(phrase: str) -> None:
    assert read(phrase, YEAR).recurrence == "FREQ=MONTHLY;BYMONTHDAY=4"
    assert len(due(phrase, YEAR)) == 12


def test_a_half_year_is_counted_by_the_calendar_and_asked_about_in_a_school_year() -> None:
    phrase = "раз в полугодие, до 12 числа следующего месяца"
    assert due(phrase, YEAR) == ["01-12", "07-12"]
    assert read(phrase, SCHOOL).needs_review


def test_the_year_after_the_reported_comes_every_year_wherever_it_stands() -> None:
    for phrase in (
        "до 1 апреля года, следующего за отчётным",
        "до 1 апреля следующего за отчётным года",
    ):
        assert due(phrase, YEAR) == ["04-01"]


def test_the_next_school_year_is_not_this_one() -> None:
    term = read("следующий учебный год", SCHOOL)
    assert term.windows[0].start == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("phrase", "piece"),
    [
        ("до конца следующего месяца", "следующего"),
        ("в следующем месяце", "следующем"),
        ("первая декада следующего месяца", "следующего"),
        ("до 8 числа, отчёт за прошедший месяц", "прошедший"),
        ("третий четверг предыдущего месяца", "предыдущего"),
        ("до 3 рабочего дня месяца", "3 рабочего дня"),
        ("последний рабочий день месяца", "последний рабочий день"),
        ("в первый рабочий день апреля", "первый рабочий день"),
        ("ежемесячно до начала месяца", "до начала месяца"),
        ("до начала квартала", "до начала квартала"),
        ("ежемесячно за 2 дня до конца месяца", "за 2 дня до"),
        ("до 9 числа после окончания квартала", "после окончания квартала"),
        ("до 9 числа до начала отчётного периода", "до начала отчётного"),
        ("ежемесячно через неделю", "через неделю"),
        ("ежемесячно накануне 6 числа", "накануне"),
        ("ежемесячно два раза", "два раза"),
        ("апрель, 3 раза", "3 раза"),
        ("ежемесячно не реже двух раз", "не реже двух раз"),
        ("ежемесячно, кроме июля", "кроме"),
        ("ежемесячно, за исключением летних месяцев", "исключением"),
        ("еженедельно по нечётным неделям", "нечётным"),
        ("до 9 числа не включительно", "не"),
    ],
)
def test_what_moves_or_thins_out_dates_is_quoted_when_it_is_not_read(
    phrase: str, piece: str
) -> None:
    quoted = [d.what for d in read(phrase, YEAR).doubts if d.reason == "not_understood"]
    assert any(piece in what for what in quoted), quoted


@pytest.mark.parametrize(
    "phrase",
    [
        "два раза в месяц до 6 числа",
        "ежемесячно, не ранее 6 числа",
        "с 6 числа каждого месяца",
        "до 6 числа месяца, следующего за последним месяцем квартала",
        "до 6 числа в рабочие дни",
        "ежегодно до 6 числа",
        "раз в четверть до 6 числа следующего месяца",
        "первый месяц квартала",
        "в начале каждого квартала",
        "первая неделя четверти",
    ],
)
def test_parts_that_make_no_rule_together_are_asked_about(phrase: str) -> None:
    assert "unclear_bounds" in [doubt.reason for doubt in read(phrase, YEAR).doubts]


def test_in_the_plan_of_a_month_the_next_one_is_asked_about() -> None:
    assert read("до 6 числа следующего месяца", MONTH).needs_review


@pytest.mark.parametrize(
    "phrase",
    [
        "до 6 числа включительно",
        "до 6 числа текущего месяца",
        "ежемесячно до 6 числа отчётного месяца",
        "не реже двух раз в месяц",
        "в конце каждого квартала",
        "последний день квартала",
        "ежедневно в рабочие дни",
    ],
)
def test_what_is_read_whole_raises_no_question(phrase: str) -> None:
    assert not read(phrase, YEAR).doubts


def test_a_half_of_the_day_is_no_half_of_a_month() -> None:
    assert read("ежемесячно, в первой половине дня", YEAR).recurrence == "FREQ=MONTHLY"
    assert due("до 6 числа во второй половине дня", YEAR)[0] == "01-06"
