"""A printed plan is read by its rules and lines, across the pages that tear it."""

from collections import Counter

import pytest

from storage import documents
from storage.documents import Unreadable
from storage.documents.line_breaks import is_cut, is_hyphenated
from storage.documents.wording import one_line
from tests.offices import box, pdf, ruled, write

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


def framed(top, *columns):
    """A table by columns: a frame is a text and how many rows of 20 points it covers."""
    drawn = []
    for place, frames in enumerate(columns):
        x, y = 40 + 100 * place, top
        for text, covered in frames:
            y -= 20 * covered
            drawn += [box(x, y, 100, 20 * covered), write(x + 3, y + 20 * covered - 12, text)]
    return drawn


NUMBERS = [(number, 1) for number in ("№", "1", "2", "3", "4")]
TITLES = [(title, 1) for title in ("Мероприятие", "Слёт", "Бал", "Игра", "Смотр")]


def test_a_cell_over_several_rows_beside_another_is_of_its_own_rows():
    terms = [("Срок", 1), ("март", 2), ("май", 2)]
    people = [("Ответственный", 1), ("ОО", 1), ("РМО", 3)]
    draft = documents.read(pdf([*framed(700, NUMBERS, TITLES, terms, people)]))
    assert [(row.term, row.responsible) for row in draft.rows] == [
        ("март", "ОО"),
        ("март", "РМО"),
        ("май", "РМО"),
        ("май", "РМО"),
    ]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_cell_over_several_rows_goes_on_on_the_next_page(repeated):
    header = [("№", 1)], [("Мероприятие", 1)], [("Срок", 1)], [("Ответственный", 1)]
    head = header if repeated else ([], [], [], [])
    first = framed(700, NUMBERS, TITLES, [("Срок", 1), ("март", 1), ("май", 3)],
                   [("Ответственный", 1), ("ОО", 3), ("РМО", 1)])  # fmt: skip
    numbers, titles = [("5", 1), ("6", 1), ("7", 1)], [("Пир", 1), ("Урок", 1), ("Час", 1)]
    second = framed(700, [*head[0], *numbers], [*head[1], *titles],
                    [*head[2], ("", 1), ("июнь", 2)], [*head[3], ("", 2), ("ИМЦ", 1)])  # fmt: skip
    draft = documents.read(pdf(first, second))
    assert [(row.term, row.responsible) for row in draft.rows[3:]] == [
        ("май", "РМО"),
        ("май", "РМО"),
        ("июнь", "РМО"),
        ("июнь", "ИМЦ"),
    ]


def test_a_row_of_the_next_page_that_names_nobody_names_nobody():
    page = [["1", "Слёт", "март", "ОО"], ["2", "Бал", "май", "РМО"]]
    following = [["3", "Игра", "июнь", ""], ["4", "Смотр", "июль", "ОО"]]
    draft = documents.read(
        pdf(ruled(740, WIDTHS, [HEADER, *page]), ruled(740, WIDTHS, [HEADER, *following]))
    )
    assert [row.responsible for row in draft.rows] == ["ОО", "РМО", "", "ОО"]


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("Руководител\nи МО", "Руководители МО"),
        ("по мере надобност\nи", "по мере надобности"),
        ("по мере возможн\nости", "по мере возможности"),
        ("Министерств\nо спорта", "Министерство спорта"),
        ("Социальн\nый педагог", "Социальный педагог"),
        ("Заседани\nе совета", "Заседание совета"),
        ("во время\nи после", "во время и после"),
        ("средств\nи сил", "средств и сил"),
        ("учёт\nи отчёт", "учёт и отчёт"),
    ],
)
def test_an_ending_that_no_word_begins_with_belongs_to_the_line_above(lines, word):
    assert one_line(lines) == word


def test_a_line_on_every_page_is_no_heading():
    page = [*ruled(760, WIDTHS, [HEADER, ["1", "Слёт", "март 2023", "ОО"]])]
    head = write(40, 790, "Отдел образования Озёрного района")
    draft = documents.read(pdf([head, *page], [head, *page]))
    assert [row.section for row in draft.rows] == [None, None]


def columns(top, *rows):
    """Rows of text in columns that no line rules; a row is a list of lines of its cells."""
    drawn = []
    for lines in rows:
        for cells in lines:
            drawn += [write(x, top, text) for x, text in zip(EDGES, cells, strict=False) if text]
            top -= 12
    return drawn


EDGES = (40, 80, 260, 360, 460)


def test_columns_that_nothing_rules_are_told_by_the_words_of_the_header():
    labels = [
        ["№", "Содержание", "Срок", "Кто", "Форма"],
        ["п/п", "работы", "", "отвечает", "отчёта"],
    ]
    first = [
        labels,
        [["I. Начало работы школьных методических советов"]],
        [["1.", "Провести слёт", "до 1 марта", "Кураторы", "Справка"], ["", "школьных команд"]],
        [["2.", "Собрать планы", "в течение", "ММЦ", ""], ["", "и раздать их", "года"]],
    ]
    second = [labels, [["3.", "Бал", "июнь", "РМО", "Отчёт"]], [["Начальник    А.А. Петров"]]]
    title = write(150, 790, "План работы центра на 2023 год")
    draft = documents.read(pdf([title, *columns(760, *first)], columns(790, *second)))
    assert draft.title == "План работы центра на 2023 год"
    assert [(r.number, r.title, r.term, r.responsible, r.result) for r in draft.rows] == [
        ("1", "Провести слёт школьных команд", "до 1 марта", "Кураторы", "Справка"),
        ("2", "Собрать планы и раздать их", "в течение года", "ММЦ", ""),
        ("3", "Бал", "июнь", "РМО", "Отчёт"),
    ]
    assert {row.section for row in draft.rows} == {
        "I. Начало работы школьных методических советов"
    }


def spaced(top, *rows):
    """Like `columns`, with wide lines and more room between the rows than between their lines."""
    drawn = []
    for lines in rows:
        for cells in lines:
            drawn += [write(x, top, text) for x, text in zip(EDGES, cells, strict=False) if text]
            top -= 18
        top -= 10
    return drawn


def test_rows_that_stand_apart_are_told_by_the_room_between_them():
    plan = spaced(
        760,
        [["", "Содержание", "Срок", "Ответствен", "Форма"],
         ["", "работы", "исполнения", "ный", "отчёта"]],
        [["", "Провести", "до 1", "Кураторы", "Справка"],
         ["", "Слёт", "Марта", "Центра", "Центра"]],
        [["", "Собрать", "июнь", "РМО", "Отчёт"], ["", "официальны"], ["", "х гостей"]],
        [["", "Открыть", "май", "ОО", "Отчёт"]],
    )  # fmt: skip
    draft = documents.read(pdf([write(150, 790, "План работы центра на 2023 год"), *plan]))
    assert [(r.title, r.term, r.responsible, r.result) for r in draft.rows] == [
        ("Провести Слёт", "до 1 Марта", "Кураторы Центра", "Справка Центра"),
        ("Собрать официальных гостей", "июнь", "РМО", "Отчёт"),
        ("Открыть", "май", "ОО", "Отчёт"),
    ]


def test_months_of_the_first_row_are_no_labels():
    plan = columns(
        760,
        [["№", "Мероприятие", "Сроки", "", "Кто"], ["", "", "начало", "окончание"]],
        [["1.", "Слёт", "март", "май", "ОО"]],
        [["2.", "Бал", "июнь", "июль", "РМО"]],
    )
    draft = documents.read(pdf([write(150, 790, "План слётов на 2023 год"), *plan]))
    assert [(r.title, r.term) for r in draft.rows] == [
        ("Слёт", "март - май"),
        ("Бал", "июнь - июль"),
    ]


def test_among_tables_that_nothing_rules_the_one_that_tells_most_is_the_plan():
    duties = [[["№", "Направление", "Ответственный"]], [["1", "Кадры", "Ким"]]]
    plan = [
        [["№", "Мероприятие", "Срок", "Ответственный"]],
        [["1", "Слёт", "март", "ОО"]],
        [["2", "Бал", "май", "ИМЦ"]],
    ]
    title = write(150, 690, "План слётов на 2023 год")
    draft = documents.read(pdf([*columns(760, *duties), title, *columns(660, *plan)]))
    assert [(r.title, r.term) for r in draft.rows] == [("Слёт", "март"), ("Бал", "май")]
    assert draft.title == "План слётов на 2023 год"


def test_quarters_in_columns_that_nothing_rules_keep_their_group():
    page = [
        write(40, 790, "План на 2023 год"),
        write(40, 760, "Мероприятие"),
        write(330, 760, "Сроки"),
        write(460, 760, "Ответственный"),
        *(write(x, 748, f"{n} кв.") for x, n in zip((260, 300, 340, 380), "1234", strict=True)),
        write(40, 730, "Провести слёт команд"),
        write(340, 730, "+"),
        write(460, 730, "Кураторы"),
        write(40, 715, "Собрать планы школ"),
        write(260, 715, "+"),
        write(460, 715, "Методисты"),
    ]
    draft = documents.read(pdf(page))
    assert [(row.title, row.term) for row in draft.rows] == [
        ("Провести слёт команд", "3 кв."),
        ("Собрать планы школ", "1 кв."),
    ]


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


def test_a_hyphen_at_a_line_end_is_the_words_own_only_where_its_first_part_is_a_word():
    said = Counter(["школ", "заседания"])
    assert is_hyphenated("засе-", "дания", said)
    assert is_hyphenated("дире-", "кторов", Counter())
    assert not is_hyphenated("школ-", "участниц", said)
    assert not is_hyphenated("научно-", "методический", Counter())
    assert not is_hyphenated("сентябрь-", "октябрь", Counter())
    assert not is_hyphenated("мая-", "июня", Counter())
    assert not is_hyphenated("мастер-", "класс", Counter())
    assert is_hyphenated("учитель-", "ский", Counter())
    assert is_hyphenated("авгус-", "товский", Counter())


def test_what_the_document_says_elsewhere_decides():
    assert is_cut("Метод", "ических", Counter(["методических"]), last=False)
    assert not is_cut("Спорт", "школьный", Counter(["школьный", "школьный"]), last=False)
