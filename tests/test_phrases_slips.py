"""Less usual spellings of dates: Roman months, lost words, lists of alternatives."""

from datetime import date

import pytest

from storage.domain.phrases import read
from storage.domain.terms import TermKind, Window

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("12.VI.2026", ["06-12–06-12"]),
        ("до 12.XI", ["01-01–11-12"]),
        ("1. I квартал", ["01-01–03-31"]),
        ("до конца III декады июня", ["01-01–06-30"]),
        ("до конца первой недели июня", ["01-01–06-07"]),
        ("июнь (до 12-го)", ["06-01–06-12"]),
        ("февраль/июнь/октябрь", ["02-01–02-28", "06-01–06-30", "10-01–10-31"]),
        ("маи", ["05-01–05-31"]),
        ("12/06-2026", ["06-12–06-12"]),
        ("положение – март, отчёт – ноябрь", ["03-01–03-31", "11-01–11-30"]),
        ("приказ – до 12 марта; отчёт – до 9 ноября", ["01-01–03-12", "03-13–11-09"]),
        ("начало: март; окончание: июнь", ["03-01–06-30"]),
        ("начало – 02.03.2026, завершение – 12.06.2026", ["03-02–06-12"]),
        ("начало марта, конец июня", ["03-01–03-10", "06-21–06-30"]),
    ],
)
def test_dates_in_less_usual_spellings(phrase: str, expected: list[str]) -> None:
    term = read(phrase, YEAR)
    assert not term.doubts
    assert [f"{w.start:%m-%d}–{w.end:%m-%d}" for w in term.windows] == expected


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("с марта по июнь постоянно", "03-01", "06-30"),
        ("март – июнь, постоянно", "03-01", "06-30"),
        ("март, далее постоянно", "01-01", "12-31"),
        ("март – июнь, в течение года", "01-01", "12-31"),
        ("в т.ч. года", "01-01", "12-31"),
        ("в процессе реализации плана", "01-01", "12-31"),
    ],
)
def test_how_long_a_thing_goes_on(phrase: str, start: str, end: str) -> None:
    term = read(phrase, YEAR)
    assert (term.kind, term.doubts) == (TermKind.ONGOING, ())
    assert [(f"{w.start:%m-%d}", f"{w.end:%m-%d}") for w in term.windows] == [(start, end)]


def test_every_workday_is_no_unknown_day() -> None:
    assert read("каждый рабочий день", YEAR).recurrence == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def test_dates_that_are_still_to_be_settled_are_set_elsewhere() -> None:
    assert read("даты уточняются", YEAR).kind is TermKind.BY_SCHEDULE
    assert read("до планируемой даты начала", YEAR).kind is TermKind.CONDITIONAL


def test_a_paper_that_sets_the_date_is_no_label_of_it() -> None:
    assert read("согласно плану – март", YEAR).kind is TermKind.BY_SCHEDULE
    assert read("по графику – март", YEAR).kind is TermKind.BY_SCHEDULE


@pytest.mark.parametrize("phrase", ["две недели марта", "в течение 2 недель марта"])
def test_how_many_weeks_is_not_which_week(phrase: str) -> None:
    assert read(phrase, YEAR).needs_review
    assert not read("2 неделя марта", YEAR).needs_review
