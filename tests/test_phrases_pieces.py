"""Pieces of a cell that lean on each other: shared days, numbered items, labels, quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.phrases import read
from tests.test_phrases import SCHOOL, YEAR, assert_reads
from tests.test_phrases_anything import PHRASES


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("до 5 апреля, июля и октября", "01-01..04-05 04-06..07-05 07-06..10-05"),
        ("15 апреля, июля 2026 г.", "04-15 07-15"),
        ("3–7 марта и июня", "03-03..03-07 06-03..06-07"),
        ("конец марта, мая", "03-21..03-31 05-21..05-31"),
        ("первая неделя февраля и апреля", "02-01..02-07 04-01..04-07"),
        ("последний четверг марта, мая", "03-26 05-28"),
        ("до конца марта, мая", "01-01..03-31 04-01..05-31"),
        ("каникулы (осенние, весенние)", "10-26..11-04 03-22..03-31"),
    ],
)
def test_a_day_is_shared_by_the_months_in_the_same_case(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "checkpoints", windows)


def test_a_month_in_another_case_is_a_date_of_its_own() -> None:
    assert_reads("15 апреля, май", YEAR, "checkpoints", "04-15 05-01..05-31")
    assert_reads("конец апреля, май", YEAR, "checkpoints", "04-21..04-30 05-01..05-31")


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("1) март 2) октябрь", "03-01..03-31 10-01..10-31"),
        ("а) до 5 марта; б) до 5 мая", "01-01..03-05 03-06..05-05"),
        ("1. март 2. октябрь", "03-01..03-31 10-01..10-31"),
        ("- март\n- октябрь", "03-01..03-31 10-01..10-31"),
        ("• 5 марта\n• 6 мая", "03-05 05-06"),
    ],
)
def test_the_numbers_and_bullets_of_items_are_no_dates(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "checkpoints", windows)


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("март, до 20 числа", "03-01..03-20"),
        ("март (до 20.03)", "03-01..03-20"),
        ("I квартал (до 20 марта)", "01-01..03-20"),
        ("май – до 20 мая", "01-01..05-20"),
        ("март, 20 числа", "03-20"),
        ("май (конец месяца)", "05-21..05-31"),
        ("май 2 декада", "05-11..05-20"),
        ("III дек. мая", "05-21..05-31"),
        ("начало – 1 марта, окончание – 5 мая", "03-01..05-05"),
        ("вторая половина 2026 года", "07-01..12-31"),
        ("до 15:00 5 мая", "01-01..05-05"),
        ("5 мая до 15:00", "05-05"),
        ("не позднее, чем 5 мая", "01-01..05-05"),
        ("до 20 января следующего года", "2026-01-01..2027-01-20"),
        ("март--май", "03-01..05-31"),
        ("март¹", "03-01..03-31"),
        ("май-26", "05-01..05-31"),
        ("5-мая", "05-05"),
        ("двадцать пятое мая", "05-25"),
        ("до пятнадцатого мая", "01-01..05-15"),
    ],
)
def test_a_piece_narrows_the_one_before_it(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "window", windows)


def test_both_halves_of_a_school_year_are_told_apart() -> None:
    assert_reads("1 половина учебного года", SCHOOL, "window", "2025-09-01..2025-12-31")
    assert_reads("2 половина учебного года", SCHOOL, "window", "01-01..05-31")


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("ежемесячно, до 25-го", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("к 1-му числу каждого месяца", "FREQ=MONTHLY;BYMONTHDAY=1"),
        ("в конце каждого квартала", "FREQ=MONTHLY;INTERVAL=3"),
        ("конец каждого полугодия", "FREQ=MONTHLY;INTERVAL=6"),
        ("1 раз в учебную четверть", "FREQ=MONTHLY;INTERVAL=3"),
        ("ежегодно, 2 раза в год", "FREQ=MONTHLY;INTERVAL=6"),
        ("до 1 марта года, следующего за отчётным", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"),
    ],
)
def test_days_of_what_repeats(phrase: str, rule: str) -> None:
    assert_reads(phrase, YEAR, "recurring", "01-01..12-31", rule)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("до 31 мая, далее ежеквартально", "recurring"),
        ("ежеквартально до 25 марта, 25 июня", "recurring"),
        ("ежегодно 1 марта и 5 июня", "recurring"),
        ("5 мая, далее постоянно", "ongoing"),
        ("2-я неделя", "recurring"),
        ("накануне 9 мая", "conditional"),
        ("начало 1 марта", "window"),
    ],
)
def test_a_date_that_the_term_would_lose_is_asked_about(phrase: str, kind: str) -> None:
    term = read(phrase, YEAR)
    assert term.kind == kind
    assert term.needs_review


def test_the_schedule_decides_although_the_year_stands_before_it() -> None:
    assert_reads("в течение года согласно плану", YEAR, "by_schedule", "01-01..12-31")
    assert_reads("по ежегодному плану", YEAR, "by_schedule", "")


@pytest.mark.parametrize(
    ("phrase", "quoted"),
    [
        ("17 марта, как соберём", "как соберём"),
        ("17 марта (ПЕРЕНЕСЁН)", "ПЕРЕНЕСЁН"),
        ("17 марта, пeренести", "пeренести"),
    ],
)
def test_a_doubt_quotes_the_document_letter_for_letter(phrase: str, quoted: str) -> None:
    assert [doubt.what for doubt in read(phrase, YEAR).doubts] == [quoted]


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("5 март а 2026 г.", "03-05"),
        ("5 марта (срочно) 2026 г.", "03-05"),
        ("не поздтее 5 марта", "01-01..03-05"),
        ("непозднее, чем 5 марта", "01-01..03-05"),
        ("не позднее5 марта", "01-01..03-05"),
        ("до коца мая", "01-01..05-31"),
        ("мероприятиедо 5 марта", "01-01..03-05"),
        ("«март», каб. 12", "03-01..03-31"),
        ("весеннеи каникулы", "03-22..03-31"),
        ("с 9.00 5 марта до 15.00 7 марта", "03-05..03-07"),
        ("5 марта 2026 – 7.04.2026", "03-05..04-07"),
        ("5 марта 2026-07.04.26", "03-05..04-07"),
        ("5 марта 2026 – 27 июля 2026 г.", "03-05..07-27"),
        ("ноябрь (10-19), в 14:00", "11-10..11-19"),
        ("с конца апреля по начало июня", "04-21..06-10"),
    ],
)
def test_slips_do_not_lose_the_year_or_the_beginning(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "window", windows)


def test_slips_do_not_make_dates_of_other_words() -> None:
    assert_reads("втеченние года", YEAR, "ongoing", "01-01..12-31")
    assert_reads("по окочнании I четверти", YEAR, "conditional", "")
    assert read("МБОУ СОШ №525.05.2026", YEAR).needs_review


def test_an_event_that_nobody_knows_may_be_a_misspelt_date() -> None:
    assert read("до кххца 5 марта", YEAR).needs_review
    assert_reads("до начала экзаменов", YEAR, "conditional", "")


MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа")


@given(st.integers(1, 28), st.lists(st.sampled_from(MONTHS), min_size=2, max_size=5, unique=True))
def test_a_shared_day_means_what_it_means_written_out(day: int, months: list[str]) -> None:
    shared = read(f"до {day} {', '.join(months)}", YEAR)
    written = read(", ".join(f"до {day} {month}" for month in months), YEAR)
    assert (shared.kind, shared.windows) == (written.kind, written.windows)


@given(PHRASES)
def test_whatever_a_doubt_quotes_stands_in_the_cell(phrase: str) -> None:
    for doubt in read(phrase, YEAR).doubts:
        assert doubt.what in phrase
