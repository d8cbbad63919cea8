"""A printed plan is read by its rules and lines, across the pages that tear it."""

from collections import Counter

import pytest

from storage import documents
from storage.documents import Unreadable
from storage.documents.line_breaks import is_cut
from tests.offices import pdf, ruled, write

WIDTHS = [30, 180, 90, 100]
HEADER = ["№", "Мероприятие", "Срок", "Ответственный"]


def test_a_row_torn_by_a_page_is_one_row_and_the_repeated_header_none():
    file = pdf(
        [
            write(40, 780, "КОМПЛЕКС МЕР"),
            write(40, 765, "по поддержке школ на 2023 год"),
            *ruled(
                740,
                WIDTHS,
                [
                    HEADER,
                    ["I. Подготовка", None, None, None],
                    ["1.", "Провести слёт\nшкольных команд", "март", "ОО"],
                    ["2.", "Собрать планы", "до 1 мая", "Муниципальный"],
                ],
            ),
            write(300, 20, "Страница 1"),
        ],
        [
            *ruled(
                780,
                WIDTHS,
                [HEADER, ["", "и раздать их", "", "координатор"], ["3.", "Бал", "июнь", "РМО"]],
            ),
            write(300, 20, "Страница 2"),
        ],
    )
    draft = documents.read(file)
    assert draft.title == "КОМПЛЕКС МЕР по поддержке школ на 2023 год"
    assert [(r.number, r.title, r.responsible) for r in draft.rows] == [
        ("1", "Провести слёт школьных команд", "ОО"),
        ("2", "Собрать планы и раздать их", "Муниципальный координатор"),
        ("3", "Бал", "РМО"),
    ]
    assert draft.sections == ("I. Подготовка",)


def test_a_line_on_every_page_is_no_heading():
    page = [*ruled(760, WIDTHS, [HEADER, ["1", "Слёт", "март 2023", "ОО"]])]
    head = write(40, 790, "Отдел образования Озёрного района")
    draft = documents.read(pdf([head, *page], [head, *page]))
    assert [row.section for row in draft.rows] == [None, None]


def test_a_page_without_letters_is_a_scan():
    with pytest.raises(Unreadable, match="scan"):
        documents.read(pdf(["40 40 500 700 re S"]))


def test_a_broken_file_is_refused():
    with pytest.raises(Unreadable, match="broken_file"):
        documents.read(b"%PDF-1.7 and nothing more")


@pytest.mark.parametrize(
    ("upper", "lower", "cut"),
    [
        ("Муниципальн", "ый", True),
        ("внутришкольн", "ого", True),
        ("Учител", "ями", True),
        ("Распоряжение", "комитета", False),
        ("Совещание", "по", False),
        ("Справка,", "план", False),
    ],
)
def test_a_word_cut_by_a_narrow_column_is_known_by_its_look(upper, lower, cut):
    assert is_cut(upper, lower, Counter([lower.lower()]), last=False) is cut


def test_what_the_document_says_elsewhere_decides():
    assert is_cut("Метод", "ических", Counter(["методических"]), last=False)
    assert not is_cut("Спорт", "школьный", Counter(["школьный", "школьный"]), last=False)
