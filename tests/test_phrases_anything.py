"""Whatever is typed into the column «Срок», reading it is safe and does not hang on typography."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.domain.phrases import read
from storage.domain.terms import TermKind, Window

PERIODS = st.builds(
    lambda start, length: Window(start, start + timedelta(length)),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(0, 1500),
)
VOCABULARY = """
    май мая июнь декабре янв. 5 12-го 31 30.02 01.09 12.2026 2026 2026/2027 2026г. I IV Ш 3-й
    первая последний квартал кв. полугодие четверть неделя неделю декада половина начало конец
    середина понедельник пятницам осенние зима каникулы лето до с по к в на за не позднее ранее
    течение весь года учебного текущего период каждый каждого раз раза ежемесячно ежегодно
    постоянно графику плану согласно при после мере необходимости числа дней месяца включительно
    немедленно 10.00 № классы школа кроме , ; . - – / ( ) и или : !
"""
WORDS = st.sampled_from(VOCABULARY.split())
PHRASES = st.lists(WORDS, max_size=12).map(" ".join)
# Combinations that make sense, so that their spelling can be played with.
UNDERSTOOD = st.sampled_from(
    [
        "до 12 мая 2026 г.",
        "март-июнь",
        "4, 11 и 18 марта",
        "с 3 по 7 апреля",
        "II квартал",
        "в течение учебного года",
        "ежемесячно, до 5 числа",
        "по отдельному графику",
        "вторая неделя мая",
        "по мере необходимости",
        "01.03–05.03.2026",
    ]
)
THOROUGHLY = settings(max_examples=500)
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


@THOROUGHLY
@given(st.text(max_size=200) | PHRASES, PERIODS)
def test_reading_never_raises_and_its_windows_are_sane(phrase: str, period: Window) -> None:
    term = read(phrase, period)
    for window in term.windows:
        assert window.start <= window.end
        assert 1899 <= window.start.year <= window.end.year <= 2102
    assert len(set(term.windows)) == len(term.windows)


@THOROUGHLY
@given(PHRASES, PERIODS)
def test_the_kind_says_how_many_windows_there_are(phrase: str, period: Window) -> None:
    term = read(phrase, period)
    if term.kind in (TermKind.WINDOW, TermKind.RECURRING, TermKind.ONGOING):
        assert len(term.windows) == 1
    if term.kind is TermKind.CHECKPOINTS:
        assert len(term.windows) >= 2
    if term.kind is TermKind.NONE:
        assert not term.windows
    assert (term.recurrence is not None) == (term.kind is TermKind.RECURRING)


@given(UNDERSTOOD, st.sampled_from("-–—‑−"), st.sampled_from(" \u00a0\u2009\n"), st.booleans())
def test_case_spaces_and_dashes_change_nothing(
    phrase: str, dash: str, space: str, shout: bool
) -> None:
    typed = phrase.replace("–", dash).replace("-", dash).replace(" ", space * 2)
    assert read(typed.upper() if shout else typed, YEAR) == read(phrase, YEAR)


@given(UNDERSTOOD, st.sampled_from(["", ".", ";", " ", ","]), st.sampled_from(["", "(", "«"]))
def test_a_mark_at_the_edge_changes_nothing(phrase: str, after: str, before: str) -> None:
    assert read(before + phrase + after, YEAR) == read(phrase, YEAR)


@given(st.integers(1, 28), st.integers(1, 12), st.integers(2020, 2035))
def test_every_way_to_write_a_date_names_the_same_day(day: int, month: int, year: int) -> None:
    period = Window(date(year, 1, 1), date(year, 12, 31))
    names = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    name = names.split()[month - 1]
    only = (Window(date(year, month, day), date(year, month, day)),)
    for written in (
        f"{day:02}.{month:02}.{year}",
        f"{day}.{month:02}.{year % 100:02}г.",
        f"{day:02}.{month:02}",
        f"{year}-{month:02}-{day:02}",
        f"{day} {name}",
        f"{day:02} {name} {year} года",
        f"{day}-го {name.upper()} {year}г",
    ):
        assert read(written, period).windows == only, written
