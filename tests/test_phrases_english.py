"""Terms of a plan that is written in English."""

from datetime import date

import pytest

from storage.domain.phrases import read
from storage.domain.terms import TermKind, Window

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("by 12 April 2026", "01-01", "04-12"),
        ("no later than April 12", "01-01", "04-12"),
        ("April 12, 2026", "04-12", "04-12"),
        ("from April 2 to June 9, 2026", "04-02", "06-09"),
        ("April 2-9", "04-02", "04-09"),
        ("April – June", "04-01", "06-30"),
        ("by the end of the second quarter", "01-01", "06-30"),
        ("Q3 2026", "07-01", "09-30"),
        ("first week of June", "06-01", "06-07"),
        ("on the 3rd of June", "06-03", "06-03"),
    ],
)
def test_a_date_in_english(phrase: str, start: str, end: str) -> None:
    term = read(phrase, YEAR)
    assert not term.doubts
    assert [(f"{w.start:%m-%d}", f"{w.end:%m-%d}") for w in term.windows] == [(start, end)]


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("monthly", "FREQ=MONTHLY"),
        ("at least once a quarter", "FREQ=MONTHLY;INTERVAL=3"),
        ("every two weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("every Tuesday", "FREQ=WEEKLY;BYDAY=TU"),
    ],
)
def test_a_rhythm_in_english(phrase: str, rule: str) -> None:
    assert (read(phrase, YEAR).recurrence, read(phrase, YEAR).doubts) == (rule, ())


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("throughout the year", TermKind.ONGOING),
        ("as needed", TermKind.CONDITIONAL),
        ("within 3 working days after the exam", TermKind.CONDITIONAL),
        ("according to the schedule", TermKind.BY_SCHEDULE),
    ],
)
def test_what_has_no_date_in_english(phrase: str, kind: TermKind) -> None:
    assert (read(phrase, YEAR).kind, read(phrase, YEAR).doubts) == (kind, ())


def test_an_english_word_that_nobody_knows_is_asked_about() -> None:
    assert [doubt.what for doubt in read("Fortnightly", YEAR).doubts] == ["Fortnightly"]
    assert not read("Skysmart, 12 апреля", YEAR).doubts
