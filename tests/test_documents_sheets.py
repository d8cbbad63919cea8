"""A spreadsheet is read as it is printed: dates as dates, hidden rows left out, no formula run."""

import pytest

from storage import documents
from storage.documents import Unreadable
from storage.domain.terms import Doubt
from tests.offices import archive, c, row, sheet, xlsx

HEADER = ("№", "Мероприятие", "Срок", "Кто")


def test_a_table_may_stand_anywhere_on_the_sheet_below_a_title_over_many_columns():
    file = xlsx(
        {
            "План": sheet(
                [
                    row(3, "План поддержки школ", first="C"),
                    row(4, "на 2023 год", first="C"),
                    row(7, *HEADER, first="C"),
                    row(8, "Раздел 1. Кадры", first="C"),
                    row(9, 1, "Слёт", "март", "ОО", first="C"),
                    row(11, "Исп.: Ли А.И.", first="D"),
                ],
                ["C3:F3", "C8:F8"],
            )
        }
    )
    draft = documents.read(file)
    assert draft.title == "План поддержки школ на 2023 год"
    assert [(r.number, r.section, r.title) for r in draft.rows] == [
        ("1", "Раздел 1. Кадры", "Слёт")
    ]


def test_dates_are_written_as_dates_and_numbers_as_they_look():
    cells = [
        f'<row r="2">{c("A2", 1.1, 2)}{c("B2", "Слёт")}{c("C2", 44986, 1)}{c("D2", "ОО")}</row>',
        f'<row r="3">{c("A3", 1.2)}{c("B3", "Бал")}{c("C3", 44987.5, 1)}{c("D3", "ОО")}</row>',
    ]
    file = xlsx({"План на 2023 год": sheet([row(1, *HEADER), *cells])}, formats=(0, 14, 2))
    draft = documents.read(file)
    assert [(r.number, r.term) for r in draft.rows] == [
        ("1.10", "01.03.2023"),
        ("1.2", "02.03.2023 12:00"),
    ]


def test_hidden_rows_and_columns_are_left_out_and_mentioned():
    file = xlsx(
        {
            "План": sheet(
                [
                    row(1, "№", "Мероприятие", "Срок", "Срок"),
                    row(2, 1, "Слёт", "тайный срок", "март 2023"),
                    row(3, 2, "Бал", "тайный срок", "май 2023", hidden=True),
                ],
                columns='<col min="3" max="3" hidden="1"/>',
            )
        }
    )
    draft = documents.read(file)
    assert [(r.title, r.term) for r in draft.rows] == [("Слёт", "март 2023")]
    assert Doubt("hidden_rows", "1") in draft.doubts


def test_sheets_with_plans_are_sections_and_a_sheet_of_schools_is_none():
    file = xlsx(
        {
            "Кадры": sheet([row(1, *HEADER), row(2, 1, "Слёт", "март", "ОО")]),
            "Дети": sheet([row(1, *HEADER), row(2, 1, "Бал", "май", "ОО")]),
            "Школы": sheet([row(1, "№", "Школа"), row(2, 1, "МБОУ СОШ № 7")]),
        }
    )
    draft = documents.read(file)
    assert [(r.section, r.title) for r in draft.rows] == [("Кадры", "Слёт"), ("Дети", "Бал")]
    assert [school.short for school in draft.organisations] == ["СОШ № 7"]


def test_merged_cells_count_for_all_rows():
    file = xlsx(
        {
            "План": sheet(
                [row(1, *HEADER), row(2, 1, "Слёт", "март", "ОО"), row(3, 2, "Бал")],
                ["C2:C3", "D2:D3"],
            )
        }
    )
    draft = documents.read(file)
    assert [(r.term, r.responsible) for r in draft.rows] == [("март", "ОО")] * 2
    assert draft.sections == ()


def test_a_header_may_take_two_rows_of_merged_cells():
    file = xlsx(
        {
            "План": sheet(
                [
                    row(1, "№", "Мероприятие", "Сроки", None, "Кто"),
                    row(2, None, None, "начало", "окончание"),
                    row(3, 1, "Слёт", "1 марта", "5 марта", "ОО"),
                ],
                ["A1:A2", "B1:B2", "C1:D1", "E1:E2"],
            )
        }
    )
    assert [(r.term, r.responsible) for r in documents.read(file).rows] == [
        ("1 марта - 5 марта", "ОО")
    ]


def test_formulas_are_not_computed():
    formula = '<c r="B2"><f>HYPERLINK("http://127.0.0.1:9/","план")</f></c>'
    file = xlsx(
        {
            "План": sheet(
                [
                    row(1, *HEADER),
                    f'<row r="2">{c("A2", 1)}{formula}{c("C2", "март")}</row>',
                    row(3, 2, "- подготовка справки", "май", "+ все"),
                ]
            )
        }
    )
    draft = documents.read(file)
    assert [r.title for r in draft.rows] == ["", "- подготовка справки"]
    assert Doubt("no_title", "1") in draft.rows[0].doubts


def test_a_cell_in_the_last_corner_costs_nothing():
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    file = xlsx({"План": sheet([row(1, *HEADER), row(2, 1, "Слёт", "март", "ОО"), far])})
    assert [r.title for r in documents.read(file).rows] == ["Слёт"]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "broken_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"PowerPoint", "wrong_type"),
        (archive({"xl/workbook.xml": "<workbook>"}), "broken_file"),
    ],
)
def test_other_files_are_refused_with_their_reason(file, reason):
    with pytest.raises(Unreadable) as refusal:
        documents.read(file)
    assert refusal.value.reason == reason
