"""A draft can be checked on a computer: every text stays text, and doubts stand out."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from python_calamine import CalamineWorkbook

from bot.exports.draft_document import draft_document
from bot.exports.draft_sheet import draft_sheet
from locales import Words
from storage import documents
from storage.domain.draft import Draft, DraftOrganisation, DraftRow
from storage.domain.parties import OrganisationKind, Party
from storage.domain.terms import NO_TERM, Doubt, Term, TermKind, Window

WORDS = Words("ru")
MARCH = Term(TermKind.WINDOW, (Window(date(2023, 3, 1), date(2023, 3, 31)),))
WEEKLY = Term(
    TermKind.RECURRING,
    tuple(Window(date(2023, 1, day), date(2023, 1, day)) for day in range(2, 20)),
)
SCHOOL = Party("ОО", OrganisationKind.SCHOOL)

DRAFT = Draft(
    title="План мероприятий на 2023 год",
    rows=(
        DraftRow("Слёт наставников", "1.1", "1.1", "1. Кадры", "ОО", (SCHOOL,), "март", MARCH,
                 "Справка"),
        DraftRow("Смотр кабинетов", section="1. Кадры", responsible="ИМЦ", term="еженедельно",
                 reading=WEEKLY),
        DraftRow("Бал", "2.10", "210", "2. Дети", term="весной, после бала",
                 reading=Term(TermKind.NONE, doubts=(Doubt("not_understood", "после бала"),)),
                 doubts=(Doubt("no_responsible"), Doubt("number_repaired", "210"))),
    ),
    sections=("1. Кадры", "2. Дети"),
    period=Window(date(2023, 1, 1), date(2023, 12, 31)),
    order_number="12-ОД",
    order_date=date(2023, 1, 9),
    organisations=(
        DraftOrganisation("МКОУ «СОШ № 4» п. Лесной", "СОШ № 4 п. Лесной"),
        DraftOrganisation("МКОУ «СОШ № 7»", "СОШ № 7"),
    ),
    doubts=(Doubt("period_inferred", "2023-01-01 2023-12-31"),),
)  # fmt: skip
ORDERED = replace(DRAFT, doubts=(), rows=DRAFT.rows[:2])


def values(file: bytes, sheet: int = 0) -> list[list[str]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    return [[str(v) for v in row] for row in book.get_sheet_by_index(sheet).to_python()]


def table(file: bytes) -> list[dict[str, str]]:
    """The rows of the plan by the labels of their columns."""
    rows = values(file)
    head = next(at for at, row in enumerate(rows) if row[0] == "№")
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def part(file: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read(name))


def with_title(title: str) -> Draft:
    return replace(DRAFT, rows=(DraftRow(title, "1", term="март", reading=MARCH),))


def test_a_row_shows_what_is_written_beside_what_was_understood():
    assert table(draft_sheet(DRAFT, WORDS))[0] == {
        "№": "1.1",
        "№ в чате": "1.1",
        "Раздел": "1. Кадры",
        "Мероприятие": "Слёт наставников",
        "Ответственные": "ОО",
        "Чьё дело": "школы",
        "Срок": "март",
        "Понято как": "с 1 марта по 31 марта 2023",
        "Вид срока": "один срок",
        "Даты": "01.03.2023 – 31.03.2023",
        "Планируемый результат": "Справка",
        "Проверка": "понято",
    }


def test_a_row_without_a_number_is_called_as_in_the_chat():
    row = table(draft_sheet(DRAFT, WORDS))[1]
    assert (row["№"], row["№ в чате"]) == ("", "1.2")


def test_many_dates_are_shown_up_to_a_dozen():
    dates = table(draft_sheet(DRAFT, WORDS))[1]["Даты"].split("\n")
    assert len(dates) == 13
    assert (dates[0], dates[-1]) == ("02.01.2023", "и ещё 6")


def test_doubts_are_said_in_words_and_their_rows_are_coloured():
    file = draft_sheet(DRAFT, WORDS)
    asked = table(file)[2]["Проверка"].split("\n")
    assert len(asked) == 3
    assert all(question.startswith("уточнить: ") for question in asked)
    assert [fill(file, cell) for cell in ("L7", "L8", "L9", "A9")] == [
        None, None, "FFFFF2CC", "FFFFF2CC",
    ]  # fmt: skip


def test_what_is_doubtful_of_the_whole_document_stands_above():
    above = [row[0] for row in values(draft_sheet(DRAFT, WORDS))[:5]]
    assert above[0] == "План мероприятий на 2023 год"
    assert above[1] == "Утверждено приказом от 9 января 2023 № 12-ОД"
    assert above[2] == "Период реализации: с 1 января по 31 декабря 2023"
    assert above[3] == "Вопросы: 4"
    assert above[4].startswith("уточнить: ")
    assert "Вопросы" not in str(values(draft_sheet(ORDERED, WORDS)))


def test_schools_have_a_sheet_of_their_own_when_there_are_any():
    assert values(draft_sheet(DRAFT, WORDS), 1)[1] == [
        "1", "МКОУ «СОШ № 4» п. Лесной", "СОШ № 4 п. Лесной",
    ]  # fmt: skip
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(draft_sheet(replace(DRAFT, organisations=()), WORDS))
    )
    assert book.sheet_names == ["План"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://example.org","нажмите")', "@SUM(A1)", "+7 900 000", "-2+3",
     "- подготовка справки", "http://example.org/", "1.10", "{=1}", "<b>&amp;", "'апостроф"],
)  # fmt: skip
def test_every_text_stays_text_in_a_sheet(text):
    file = draft_sheet(with_title(text), WORDS)
    assert table(file)[0]["Мероприятие"] == text
    sheet = part(file, "xl/worksheets/sheet1.xml")
    assert sheet.find("{*}sheetData//{*}f") is None
    assert sheet.find("{*}hyperlinks") is None
    assert {cell.get("t") for cell in sheet.iterfind("{*}sheetData//{*}c")} == {"s"}


def test_the_header_stays_in_view_can_be_filtered_and_is_printed_on_every_page():
    file = draft_sheet(DRAFT, WORDS)
    sheet = part(file, "xl/worksheets/sheet1.xml")
    pane, filtered = sheet.find("{*}sheetViews/{*}sheetView/{*}pane"), sheet.find("{*}autoFilter")
    assert pane is not None
    assert filtered is not None
    assert (pane.get("topLeftCell"), pane.get("state")) == ("E7", "frozen")
    assert filtered.get("ref") == "A6:L9"
    names = part(file, "xl/workbook.xml").iter("{*}definedName")
    assert "$6:$6" in [(name.text or "").rpartition("!")[2] for name in names]


def test_nothing_is_hidden_and_long_rows_are_high_enough():
    file = draft_sheet(with_title("Очень длинное название " * 20), WORDS)
    sheet = part(file, "xl/worksheets/sheet1.xml")
    assert not sheet.xpath("//@hidden")
    rows = sheet.iterfind("{*}sheetData/{*}row[@ht]")
    assert [float(row.get("ht", "0")) for row in rows] == [180]


@pytest.mark.parametrize("make", [draft_sheet, draft_document])
def test_a_character_that_no_program_can_open_is_left_out(make):
    shown = "".join(part_texts(make(with_title("Сбор\x00\ufffe данных\x0b\ud800 😀"), WORDS)))
    assert "Сбор данных 😀" in shown


def test_a_text_longer_than_a_cell_is_cut():
    assert len(table(draft_sheet(with_title("я" * 40_000), WORDS))[0]["Мероприятие"]) == 32_767


@pytest.mark.parametrize("make", [draft_sheet, draft_document])
def test_a_row_that_is_no_activity_is_left_out(make):
    rows = (*DRAFT.rows, DraftRow("Подпись директора", left_out=True))
    assert "Подпись" not in "".join(part_texts(make(replace(DRAFT, rows=rows), WORDS)))


def test_a_document_has_the_columns_of_an_order():
    plan = document(DRAFT).tables[0]
    assert [cell.text for cell in plan.rows[0].cells] == [
        "№", "Мероприятие", "Срок", "Ответственные", "Планируемый результат",
    ]  # fmt: skip
    assert [cell.text for cell in plan.rows[2].cells] == [
        "1.1", "Слёт наставников", "март", "ОО", "Справка",
    ]  # fmt: skip


def test_a_column_that_the_document_has_not_is_left_out():
    rows = [DraftRow("Слёт", term="март"), DraftRow("Бал")]
    plan = document(replace(DRAFT, rows=tuple(rows))).tables[0]
    assert [cell.text for cell in plan.rows[0].cells] == ["Мероприятие", "Срок"]
    width = sum(cell.width for cell in plan.rows[1].cells)
    assert round(width / 360_000, 1) == 26.2


def test_a_section_reaches_over_the_whole_table():
    plan = document(DRAFT).tables[0]
    rows = [[cell.text for cell in row.cells] for row in plan.rows]
    assert [row[0] for row in rows if len(set(row)) == 1] == ["1. Кадры", "2. Дети"]
    assert plan.rows[1]._tr.tc_lst[0].grid_span == 5


def test_the_header_is_repeated_on_every_page_and_no_row_is_torn():
    marked = [
        {etree.QName(p).localname for p in row._tr.trPr} for row in document(DRAFT).tables[0].rows
    ]
    assert marked[0] == {"tblHeader", "cantSplit"}
    assert all(properties == {"cantSplit"} for properties in marked[1:])


def test_a_document_names_its_order_and_lists_its_schools():
    written = document(DRAFT)
    assert [p.text for p in written.paragraphs if p.text] == [
        "План мероприятий на 2023 год",
        "Утверждено приказом от 9 января 2023 № 12-ОД",
        "Период реализации: с 1 января по 31 декабря 2023",
        "Перечень школ, участвующих в реализации дорожной карты",
    ]
    assert [row.cells[1].text for row in written.tables[1].rows][1:] == [
        "МКОУ «СОШ № 4» п. Лесной", "МКОУ «СОШ № 7»",
    ]  # fmt: skip


def test_a_document_says_nothing_that_the_draft_does_not():
    bare = document(Draft("", (DraftRow("Слёт", term="март", reading=NO_TERM),)))
    assert [p.text for p in bare.paragraphs if p.text] == []
    assert len(bare.tables) == 1


def test_a_document_is_a4_across_in_russian_and_names_no_program_as_its_author():
    written = document(DRAFT)
    page = written.sections[0]
    assert page.page_width
    assert page.page_height
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (29.7, 21.0)
    assert written.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "ru-RU"
    about = written.core_properties
    assert (about.title, about.author, about.comments) == (DRAFT.title, "", "")


def test_labels_are_in_the_language_of_the_person():
    assert "Planned result" in values(draft_sheet(ORDERED, Words("en")))[3]


def document(draft: Draft) -> "docx.document.Document":
    return docx.Document(io.BytesIO(draft_document(draft, WORDS)))


def fill(file: bytes, reference: str) -> str | None:
    """The colour of a cell, None when it has none."""
    sheet, styles = part(file, "xl/worksheets/sheet1.xml"), part(file, "xl/styles.xml")
    cell = next(c for c in sheet.iter("{*}c") if c.get("r") == reference)
    look = styles.findall("{*}cellXfs/{*}xf")[int(cell.get("s", "0"))]
    colour = styles.findall("{*}fills/{*}fill")[int(look.get("fillId", "0"))].find(".//{*}fgColor")
    return None if colour is None else colour.get("rgb")


def part_texts(file: bytes) -> list[str]:
    package = zipfile.ZipFile(io.BytesIO(file))
    names = {"xl/sharedStrings.xml", "word/document.xml"} & set(package.namelist())
    return [t.text or "" for name in names for t in part(file, name).iter("{*}t")]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("make", [draft_sheet, draft_document])
def test_what_is_written_in_either_language_is_read_again(make, language):
    again = documents.read(make(ORDERED, Words(language)))
    assert [
        (row.number, row.title, row.section, row.term, row.responsible, row.result)
        for row in again.rows
    ] == [
        ("1.1", "Слёт наставников", "1. Кадры", "март", "ОО", "Справка"),
        (None, "Смотр кабинетов", "1. Кадры", "еженедельно", "ИМЦ", ""),
    ]
    assert [school.name for school in again.organisations] == [
        "МКОУ «СОШ № 4» п. Лесной",
        "МКОУ «СОШ № 7»",
    ]
