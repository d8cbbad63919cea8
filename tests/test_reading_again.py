"""A draft that was written out and sent back says the same: sheets and documents lose no row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exports.draft_document import draft_document
from bot.exports.draft_sheet import draft_sheet
from locales import Words
from storage import documents
from storage.documents import Unreadable
from storage.domain.draft import Draft, DraftOrganisation, DraftRow
from storage.domain.terms import Window

WORDS = Words("ru")
PERIOD = Window(date(2023, 1, 1), date(2023, 12, 31))
both = pytest.mark.parametrize("make", [draft_sheet, draft_document])

# Whatever may stand in a cell, dangerous beginnings and emoji included; no word is only marks.
letters = "абвгдежзиклмнопрстуфхцчшэюя"
word = st.text(letters, min_size=2, max_size=9)
piece = word | st.sampled_from(
    [
        "«Школа»",
        "№ 5",
        "9-х,",
        "(ОГЭ, ЕГЭ)",
        "100 %",
        "—",
        "и/или",
        "👩‍🏫",
        "ВПР;",
        "<b>&amp;",
        "2023",
    ]
)
phrase = st.lists(piece, max_size=9).map(" ".join)
opened = st.sampled_from(["", "=", "+7 ", "@", "- ", "«", "'"])


def sentence(beginnings: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.tuples(beginnings, word.map(str.capitalize), phrase)
    return parts.map(lambda said: f"{said[0]}{said[1]} {said[2]}".strip())


term = st.sampled_from(
    ["март", "до 15.05.2023", "Февраль - май", "в течение года", "по графику", "ежемесячно",
     "I квартал", "=март", "после каникул", "1 раз в четверть"]
)  # fmt: skip
responsible = st.lists(
    st.sampled_from(["ОО", "ИМЦ", "Руководители РМО", "Управление образования", "Иванова А.А."]),
    min_size=1, max_size=3,
).map(", ".join)  # fmt: skip
maybe = {"term": term | st.just(""), "responsible": responsible | st.just("")}
result = sentence(opened) | st.just("")
numbered = st.builds(DraftRow, title=sentence(opened), result=result, **maybe)
plain = st.builds(
    DraftRow, title=sentence(st.just("")), result=result, term=term, responsible=responsible
)
sections = st.lists(
    st.lists(numbered, min_size=1, max_size=4), min_size=1, max_size=3
)  # fmt: skip


def in_sections(parts: list[list[DraftRow]]) -> tuple[DraftRow, ...]:
    return tuple(
        replace(row, number=f"{s}.{n}", number_as_written=f"{s}.{n}", section=f"{s}. Раздел дел")
        for s, rows in enumerate(parts, start=1)
        for n, row in enumerate(rows, start=1)
    )


schools = st.lists(
    st.integers(1, 40).map(lambda n: f"МКОУ «СОШ № {n}»"), unique=True, max_size=3
).map(lambda names: tuple(DraftOrganisation(name, name[6:-1]) for name in names))
drafts = st.builds(
    Draft,
    title=st.just("План мероприятий на 2023 год"),
    rows=sections.map(in_sections) | st.lists(plain, min_size=1, max_size=6).map(tuple),
    period=st.just(PERIOD),
    organisations=schools,
)


def written(draft: Draft) -> list[tuple[str | None, ...]]:
    return [
        (row.number, row.section, row.title, row.term, row.responsible, row.result)
        for row in draft.activities
    ]


@both
@settings(max_examples=40)
@given(drafts)
def test_whatever_stands_in_the_cells_comes_back(make, draft):
    again = documents.read(make(draft, WORDS))
    assert written(again) == written(draft)
    assert [school.name for school in again.organisations] == [
        school.name for school in draft.organisations
    ]


@settings(max_examples=20)
@given(drafts)
def test_a_sheet_and_a_document_are_understood_alike(draft):
    sheet, document = (
        documents.read(make(draft, WORDS)) for make in (draft_sheet, draft_document)
    )
    assert sheet == document


PLAN = """Приложение к приказу от 12.01.2023 № 7
План мероприятий по поддержке школ на 2023 год

№\tМероприятие\tСрок\tОтветственные\tРезультат
1. Подготовка
1.1\tСобрать команду\tянварь\tИМЦ, ОО\tПриказ
12\tСоставить списки\tдо 15 февраля\tОО\tСписок
\tПроверить кабинеты\tянварь, май\tИМЦ\tАкт
2. Работа
2.1.\tСлёт наставников\tкогда сойдёт снег\tКружок\t
2.2\tПосещать уроки\tежемесячно\t\tСправка
Итоговый этап
3.1\tПодвести итоги\tдекабрь\tИМЦ\tАнализ

Перечень школ, участвующих в проекте
МКОУ «СОШ № 1»
МКОУ «СОШ № 2»
"""


def same(draft: Draft, make: Callable[[Draft, Words], bytes]) -> None:
    again = documents.read(make(draft, WORDS))
    assert written(again) == written(draft)
    assert [row.reading for row in again.rows] == [row.reading for row in draft.rows]
    assert [row.parties for row in again.rows] == [row.parties for row in draft.rows]
    assert (again.sections, again.period) == (draft.sections, draft.period)
    assert again.organisations == draft.organisations
    assert (again.order_number, again.order_date) == (draft.order_number, draft.order_date)


@both
def test_a_plan_that_was_read_is_the_same_plan_when_read_again(make):
    draft = documents.read(PLAN.encode())
    assert [row.number for row in draft.rows] == ["1.1", "1.2", None, "2.1", "2.2", "3.1"]
    assert draft.sections == ("1. Подготовка", "2. Работа", "Итоговый этап")
    assert [doubt.reason for row in draft.rows for doubt in row.doubts] == [
        "number_repaired", "party_unknown", "no_responsible",
    ]  # fmt: skip
    same(draft, make)


@both
def test_a_third_copy_is_the_second(make):
    second = documents.read(make(documents.read(PLAN.encode()), WORDS))
    assert documents.read(make(second, WORDS)) == second


@both
def test_a_period_that_the_methodist_gave_is_kept(make):
    school_year = Window(date(2022, 9, 1), date(2023, 5, 31))
    text = "План мероприятий\n\nМероприятие\tСрок\nСлёт\tмарт\nБал\tноябрь\n"
    same(documents.read(text.encode(), period=school_year), make)


def test_a_corrected_sheet_may_say_otherwise_in_one_cell():
    draft = documents.read(PLAN.encode())
    corrected = replace(draft, rows=tuple(replace(row, term="до 30 апреля") for row in draft.rows))
    again = documents.read(draft_sheet(corrected, WORDS))
    assert {row.reading.windows[0].end for row in again.rows} == {date(2023, 4, 30)}
    assert not [row for row in again.rows if row.reading.needs_review]


SHARED = Path(__file__).parents[2] / "shared"
REAL = sorted(
    path
    for folder in ("seeds", "corpus/dev/docs")
    for path in (SHARED / folder).glob("*")
    if path.suffix != ".json"
)


@both
@pytest.mark.skipif(not REAL, reason="no ../shared")
@pytest.mark.parametrize("path", REAL or ["none"], ids=lambda path: getattr(path, "name", path))
def test_a_real_plan_is_the_same_when_read_again(path, make):
    try:
        draft = documents.read(path.read_bytes())
    except Unreadable as refusal:
        pytest.skip(refusal.reason)
    same(draft, make)
