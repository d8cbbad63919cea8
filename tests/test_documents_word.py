"""A Word file is read as it is printed, whatever Word has hidden in it."""

import pytest

from storage import documents
from storage.documents import Unreadable
from storage.domain.draft import Draft
from tests.offices import Tc, W, archive, docx, paragraph, tbl, tr

HEADER = tr("№", "Мероприятие", "Срок", "Ответственный")
AUTO = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)


def numbered(text: str, depth: int) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr>')


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def read(*body: str, **parts: str) -> Draft:
    return documents.read(docx(paragraph("План на 2023 год"), *body, **parts))


def cells(draft: Draft) -> list[tuple[str | None, str, str, str]]:
    return [(row.number, row.title, row.term, row.responsible) for row in draft.rows]


def test_a_merged_cell_counts_for_every_row_it_covers():
    draft = read(
        tbl(
            HEADER,
            tr(Tc("1. Работа с кадрами", 4)),
            tr("1.1", "Слёт", Tc("март", 1, "restart"), Tc("ОО", 1, "restart")),
            tr("1.2", "Бал", Tc("", 1, "continue"), Tc("", 1, "continue")),
            tr("1.3", "Игра", "май", Tc("", 1, "continue")),
        )
    )
    assert cells(draft) == [
        ("1.1", "Слёт", "март", "ОО"),
        ("1.2", "Бал", "март", "ОО"),
        ("1.3", "Игра", "май", "ОО"),
    ]
    assert draft.sections == ("1. Работа с кадрами",)


def test_a_merged_cell_may_be_the_section():
    draft = read(
        tbl(
            tr("Направление", "Мероприятие", "Срок"),
            tr(Tc("Кадры", 1, "restart"), "Слёт", "март"),
            tr(Tc("", 1, "continue"), "Бал", "май"),
            tr("Дети", "Игра", "июнь"),
        )
    )
    assert [(row.title, row.section) for row in draft.rows] == [
        ("Слёт", "Кадры"),
        ("Бал", "Кадры"),
        ("Игра", "Дети"),
    ]


def test_numbers_that_word_writes_by_itself_are_computed():
    draft = read(
        tbl(
            HEADER,
            tr(Tc(numbered("Кадры", 0), 4)),
            tr(numbered("", 1), "Слёт", "март", "ОО"),
            tr(numbered("", 1), numbered("пункт без знака", 2), "май", "ОО"),
            tr(Tc(numbered("Дети", 0), 4)),
            tr(numbered("", 1), "Игра", "июнь", "ОО"),
        ),
        numbering=AUTO,
    )
    assert [row.number for row in draft.rows] == ["1.1", "1.2", "2.1"]
    assert draft.sections == ("1. Кадры", "2. Дети")
    assert draft.rows[1].title == "пункт без знака"


def test_numbers_follow_the_style_the_form_and_a_new_start():
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, form, text in [
            (0, "upperRoman", "Раздел %1."), (1, "decimal", "%2)"), (2, "russianLower", "%3)"),
        ]
    )  # fmt: skip
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    styles = (
        f'<w:styles {W}><w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )

    def item(text: str, depth: int, number: int = 1) -> str:
        return paragraph(
            text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        )

    draft = read(
        tbl(
            HEADER,
            tr(Tc(paragraph("Кадры", '<w:pStyle w:val="B"/>'), 4)),
            tr(item("", 1), "Слёт", "март", "ОО"),
            tr(item("", 2), "Сбор", "март", "ОО"),
            tr(item("", 1, 2), "Бал", "май", "ОО"),
            tr(Tc(paragraph("Дети", '<w:pStyle w:val="B"/>'), 4)),
            tr(item("", 1), "Игра", "июнь", "ОО"),
        ),
        numbering=numbering,
        **{"word/styles.xml": styles},
    )
    assert draft.sections == ("Раздел I. Кадры", "Раздел II. Дети")
    assert [row.number for row in draft.rows] == ["1", "а", "7", "1"]


def test_insertions_count_and_deletions_do_not():
    changed = (
        f"<w:p><w:ins>{run('до 1 мая')}</w:ins>"
        "<w:del><w:r><w:delText>до 1 марта</w:delText></w:r></w:del></w:p>"
    )
    draft = read(
        tbl(
            HEADER,
            tr("1", "Слёт", changed, "ОО"),
            tr("2", "Отменённое", "май", "ОО", properties="<w:del/>"),
            tr("3", "Новое", "май", "ОО", properties="<w:ins/>"),
            tr("4", "Скрытое", "май", "ОО", properties="<w:hidden/>"),
        )
    )
    assert [(row.title, row.term) for row in draft.rows] == [
        ("Слёт", "до 1 мая"),
        ("Новое", "май"),
    ]


def test_rows_and_words_in_content_controls_are_not_lost():
    control = f"<w:p><w:sdt><w:sdtContent>{run('до 1 мая')}</w:sdtContent></w:sdt></w:p>"
    inside = f"<w:sdt><w:sdtContent>{tr('2', 'Бал', 'июнь', 'РМО')}</w:sdtContent></w:sdt>"
    draft = read(tbl(HEADER, tr("1", "Слёт", control, "ОО"), inside))
    assert cells(draft) == [("1", "Слёт", "до 1 мая", "ОО"), ("2", "Бал", "июнь", "РМО")]


def test_a_tick_from_a_font_of_signs_marks_a_quarter():
    tick = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    draft = read(tbl(tr("Мероприятие", "I кв.", "II кв.", "Кто"), tr("Слёт", "☐", tick, "ОО")))
    assert draft.rows[0].term == "II кв."


def test_hidden_words_are_not_read():
    title = f"<w:p>{run('Слёт')}{run(' тайный', '<w:vanish/>')}</w:p>"
    assert read(tbl(HEADER, tr("1", title, "март", "ОО"))).rows[0].title == "Слёт"


def test_words_that_a_style_hides_are_not_read():
    styles = (
        f'<w:styles {W}><w:style w:styleId="Aside"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Whisper"><w:basedOn w:val="Aside"/></w:style>'
        '<w:style w:styleId="Aloud"><w:basedOn w:val="Aside"/>'
        '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>'
    )
    title = run("Слёт") + "".join(
        run(f" {style}", f'<w:rStyle w:val="{style}"/>') for style in ("Aside", "Whisper", "Aloud")
    )
    who = paragraph("ОО") + paragraph("кроме нас", '<w:pStyle w:val="Whisper"/>')
    plan = tbl(HEADER, tr("1", f"<w:p>{title}</w:p>", "март", who))
    draft = read(plan, **{"word/styles.xml": styles})
    assert cells(draft) == [("1", "Слёт Aloud", "март", "ОО")]


def test_an_invitation_to_write_is_no_answer():
    asked = (
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run('Место для ввода текста.')}</w:sdtContent></w:sdt></w:p>"
    )
    draft = read(tbl(HEADER, tr("1", "Слёт", "март", asked), tr("2", "Бал", asked, "ОО")))
    assert cells(draft) == [("1", "Слёт", "март", ""), ("2", "Бал", "", "ОО")]


def test_a_hidden_row_is_no_activity_and_a_row_that_says_it_is_not_hidden_is_one():
    hidden = tr("2", "Тайна", "май", "ОО", properties="<w:hidden/>")
    shown = tr("2", "Бал", "май", "ОО", properties='<w:hidden w:val="0"/>')
    draft = read(tbl(HEADER, tr("1", "Слёт", "март", "ОО"), hidden, shown))
    assert [row.title for row in draft.rows] == ["Слёт", "Бал"]


def test_lines_with_tabs_are_the_rows_of_a_table():
    lines = [("№", "Мероприятие", "Срок", "Кто"), ("1", "Слёт", "март", "ОО"),
             ("2", "Бал", "май", "ИМЦ")]  # fmt: skip
    tabbed = [f"<w:p>{'<w:r><w:tab/></w:r>'.join(map(run, line))}</w:p>" for line in lines]
    signed = f"<w:p>{run('Директор')}<w:r><w:tab/><w:tab/></w:r>{run('И.И. Ким')}</w:p>"
    assert cells(read(*tabbed, signed)) == [
        ("1", "Слёт", "март", "ОО"),
        ("2", "Бал", "май", "ИМЦ"),
    ]


def test_directions_and_their_people_beside_a_plan_are_no_activities():
    people = tbl(tr("№", "Направление", "Ответственный"), tr("1", "Кадры", "Ким"))
    plan = tbl(HEADER, tr("1", "Слёт", "март", "ОО"))
    for body in ((people, paragraph("Приложение 1"), plan), (plan, paragraph("Группа"), people)):
        assert cells(read(*body)) == [("1", "Слёт", "март", "ОО")]
    assert cells(read(people, tbl(tr("Срок", "Ким")))) == [("1", "Кадры", "", "Ким")]


def test_arabic_numbers_below_a_roman_section_are_arabic():
    numbering = AUTO.replace('"decimal"', '"upperRoman"', 1).replace(
        '<w:lvlText w:val="%1.%2."/>', '<w:isLgl/><w:lvlText w:val="%1.%2."/>'
    )
    plan = tbl(
        HEADER,
        tr(Tc(numbered("Кадры", 0), 4)),
        tr(numbered("", 1), "Слёт", "март", "ОО"),
        tr(numbered("", 1), "Бал", "май", "ОО"),
    )
    draft = documents.read(docx(paragraph("План на 2023 год"), plan, numbering=numbering))
    assert [(r.number, r.section) for r in draft.rows] == [
        ("1.1", "I. Кадры"),
        ("1.2", "I. Кадры"),
    ]


def test_a_plan_inside_a_table_that_only_lays_out_the_page_is_found():
    plan = tbl(HEADER, tr("1", "Слёт", "март", "ОО"), tr("2", "Бал", "май", "ОО"))
    draft = read(tbl(tr(f"{plan}<w:p/>")))
    assert [row.title for row in draft.rows] == ["Слёт", "Бал"]


def test_a_stamp_in_a_text_box_tells_the_order():
    stamp = paragraph("УТВЕРЖДЕН\nприказом отдела\nот 12.01.2023 № 7-о")
    shape = f"<w:p><w:r><w:pict><w:txbxContent>{stamp}</w:txbxContent></w:pict></w:r></w:p>"
    draft = read(shape, paragraph("План на 2023 год"), tbl(HEADER, tr("1", "Слёт", "март", "ОО")))
    assert (draft.order_number, str(draft.order_date)) == ("7-о", "2023-01-12")


def test_stamps_side_by_side_do_not_mix_with_the_title():
    stamps = tbl(tr("СОГЛАСОВАНО\nглава района", "УТВЕРЖДАЮ\nприказ от «9» мая 2023 г. № 5/1-од"))
    plan = tbl(tr(Tc("План поддержки школ", 4)), HEADER, tr("1", "Слёт", "март", "ОО"))
    draft = documents.read(docx(stamps, tbl(tr("Срок реализации", "2023-2024 годы")), plan))
    assert draft.title == "План поддержки школ"
    assert (draft.order_number, str(draft.order_date)) == ("5/1-од", "2023-05-09")
    assert str(draft.period and draft.period.end) == "2024-12-31"


def test_a_list_of_schools_below_is_schools():
    draft = read(
        tbl(HEADER, tr("1", "Слёт", "март", "ОО")),
        paragraph("Список школ – участниц проекта:\n1. МБОУ «Лесная ООШ»\n2. МБОУ СОШ № 7"),
        paragraph("Перечень ОО"),
        tbl(tr("№", "Наименование ОО", "Директор"), tr("1", "МБОУ СОШ № 8", "А.И. Ли")),
    )
    assert [s.short for s in draft.organisations] == ["Лесная ООШ", "СОШ № 7", "СОШ № 8"]
    assert len(draft.rows) == 1


def test_macros_are_left_alone_and_mentioned():
    draft = read(
        tbl(HEADER, tr("1", "Слёт", "март", "ОО")), **{"word/vbaProject.bin": "not a program"}
    )
    assert [doubt.reason for doubt in draft.doubts] == ["macros_ignored"]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (docx(paragraph("Письмо")), "no_activities"),
        (docx(paragraph("&x;"), before="<!DOCTYPE d [<!ENTITY x 'y'>]>"), "dtd_forbidden"),
        (docx(paragraph("П"), **{"word/x.xml": "<!DOCTYPE d><d/>"}), "dtd_forbidden"),
        (docx(paragraph("План"))[:300], "broken_file"),
        (docx("<w:p>"), "broken_file"),
        (archive({"word/document.xml": b" " * 90_000_000}), "too_large_unpacked"),
        (archive({"photo.jpg": b"..."}), "wrong_type"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "old_format"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_its_reason(file, reason):
    with pytest.raises(Unreadable) as refusal:
        documents.read(file)
    assert refusal.value.reason == reason
