"""An OpenDocument sheet is read as it is printed: merges, repeats, hidden rows and all."""

import pytest

from storage import documents
from storage.documents import Unreadable
from storage.domain.draft import Draft
from storage.domain.terms import Doubt
from tests.offices import archive

URN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{short}="{URN}:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
    )
)
MANIFEST = f'<m:manifest xmlns:m="{URN}:manifest:1.0"/>'
COVERED = "<table:covered-table-cell/>"
BLANK = "<table:table-cell/>"


def cell(text: str, properties: str = "") -> str:
    lines = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return f"<table:table-cell {properties}>{lines}</table:table-cell>"


def row(*cells: str, properties: str = "") -> str:
    """A row; a string that begins with "<table:" is put in as it is."""
    inner = "".join(one if one.startswith("<table:") else cell(one) for one in cells)
    return f"<table:table-row {properties}>{inner}</table:table-row>"


def sheet(*rows: str, name: str = "План", style: str = "", columns: str = "") -> str:
    styled = f' table:style-name="{style}"' if style else ""
    body = "".join(rows)
    return f'<table:table table:name="{name}"{styled}>{columns}{body}</table:table>'


def ods(*sheets: str, styles: str = "", manifest: str = MANIFEST) -> bytes:
    content = (
        f"<office:document-content {SPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


HEADER = row("№", "Мероприятие", "Срок", "Ответственный")


def cells(draft: Draft) -> list[tuple[str | None, str, str, str]]:
    return [(row.number, row.title, row.term, row.responsible) for row in draft.rows]


def test_merged_cells_count_for_every_row_they_cover():
    heading = cell("Кадры", 'table:number-columns-spanned="4"')
    term = cell("март", 'table:number-rows-spanned="2"')
    who = cell("ОО", 'table:number-columns-spanned="1" table:number-rows-spanned="2"')
    draft = documents.read(
        ods(
            sheet(
                HEADER,
                row(heading, COVERED, COVERED, COVERED),
                row("1", "Слёт", term, who),
                row("2", "Бал", "<table:covered-table-cell><text:p>старое</text:p>"
                    "</table:covered-table-cell>", COVERED),
                row("3", "Игра", "май", "ИМЦ"),
            )
        )
    )  # fmt: skip
    assert cells(draft) == [
        ("1", "Слёт", "март", "ОО"),
        ("2", "Бал", "март", "ОО"),
        ("3", "Игра", "май", "ИМЦ"),
    ]
    assert {row.section for row in draft.rows} == {"Кадры"}


def test_cells_show_their_words_and_days():
    day = cell("пн, 4 марта", 'office:value-type="date" office:date-value="2024-03-04T10:00:00"')
    said = (
        "<table:table-cell><office:annotation><text:p>проверить</text:p></office:annotation>"
        "<text:p>Слёт <text:span>юных</text:span><text:s/>лесников,</text:p>"
        "<text:p>бал</text:p></table:table-cell>"
    )
    draft = documents.read(ods(sheet(HEADER, row("1", said, day, "ОО"))))
    assert cells(draft) == [("1", "Слёт юных лесников, бал", "04.03.2024", "ОО")]


def test_repeated_cells_and_rows_stand_in_their_places():
    wide = 'table:number-columns-repeated="1020"'
    deep = 'table:number-rows-repeated="1048000"'
    gap = f"<table:table-cell {wide}/>"
    same = cell("ОО", 'table:number-columns-repeated="2"')
    header = row("№", "Мероприятие", "Срок", "Ответственный", "Исполнители", gap)
    draft = documents.read(
        ods(
            sheet(
                header,
                row("1", "Слёт", "март", same, gap),
                row(BLANK, gap, properties='table:number-rows-repeated="3"'),
                row("2", "Бал", "май", same),
                row(gap, properties=deep),
            )
        )
    )
    assert cells(draft) == [("1", "Слёт", "март", "ОО ОО"), ("2", "Бал", "май", "ОО ОО")]


def test_what_is_hidden_is_left_out_and_mentioned():
    hidden = 'table:visibility="collapse"'
    filtered = 'table:visibility="filter"'
    columns = (
        f'<table:table-column table:number-columns-repeated="4"/><table:table-column {hidden}/>'
    )
    styles = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    draft = documents.read(
        ods(
            sheet(
                row("№", "Мероприятие", "Срок", "Ответственный", "Результат"),
                row("1", "Слёт", "март", "ОО", "тайна"),
                row("2", "Бал", "май", "ОО", "тайна", properties=hidden),
                row("3", "Игра", "июнь", "ОО", "тайна", properties=filtered),
                columns=columns,
            ),
            sheet(HEADER, row("1", "Сбор", "май", "ОО"), name="Старый", style="ta2"),
            styles=styles,
        )
    )
    assert cells(draft) == [("1", "Слёт", "март", "ОО")]
    assert draft.rows[0].result == ""
    assert Doubt("hidden_rows", "2") in draft.doubts


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (ods(manifest="<m><encryption-data/></m>"), "encrypted"),
        (
            ods(
                sheet(
                    HEADER,
                    row(
                        cell("х", 'table:number-columns-repeated="1000"'),
                        properties='table:number-rows-repeated="1000"',
                    ),
                )
            ),
            "too_heavy",
        ),
        (archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "broken_file"),
    ],
)
def test_a_book_that_cannot_be_read_is_refused_with_its_reason(file, reason):
    with pytest.raises(Unreadable) as refusal:
        documents.read(file)
    assert refusal.value.reason == reason
