"""DOCX of a draft: the plan in the order's own columns, with the list of schools below."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import _Row
from lxml import etree

from bot.exports.cells import above, plain
from locales import Words
from storage.domain.draft import Draft, DraftRow

_WIDTH = 26.2  # centimetres: a page across without its margins
_SCHOOLS = (Cm(1.6), Cm(24.6))
_LONGEST_PROPERTY = 255


def draft_document(draft: Draft, words: Words) -> bytes:
    """Return the draft as DOCX, as an order would print it: A4 across, sections over all columns.

    It holds what the document says with slips of its numbers mended, and nothing of the reading.
    """
    document = _blank(draft.title)
    _heading(document, draft, words)
    _plan(document, draft, words)
    if draft.organisations:
        _schools(document, draft, words)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _blank(title: str) -> Document:
    document = docx.Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin, page.right_margin = Cm(2), Cm(1.5)
    page.top_margin = page.bottom_margin = Cm(1.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(2)
    # Whatever the bot speaks, a spelling check has to know what the document is written in.
    etree.SubElement(normal.element.get_or_add_rPr(), qn("w:lang"), {qn("w:val"): "ru-RU"})
    about = document.core_properties
    about.title, about.author, about.comments = plain(title)[:_LONGEST_PROPERTY], "", ""
    return document


def _heading(document: Document, draft: Draft, words: Words) -> None:
    if draft.title:
        _paragraph(document, draft.title, bold=True)
    for line in above(draft, words):
        _paragraph(document, line)


def _paragraph(document: Document, text: str, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(plain(text)).bold = bold


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    share: float  # of the width of the page
    text: Callable[[DraftRow], str]
    always: bool = False


def _plan(document: Document, draft: Draft, words: Words) -> None:
    columns = _columns(draft.activities, words)
    whole = sum(column.share for column in columns)
    widths = [Cm(_WIDTH * column.share / whole) for column in columns]
    labels = [column.label for column in columns]
    _table(document, widths, [labels, *_lines(draft.activities, columns)])


def _columns(rows: Sequence[DraftRow], words: Words) -> Sequence[_Column]:
    """The columns of an order; those that its document has not are left out."""
    found = (
        _Column(words("No."), 6, lambda row: row.number or ""),
        _Column(words("Activity"), 36, lambda row: row.title, always=True),
        _Column(words("Term"), 16, lambda row: row.term, always=True),
        _Column(words("Responsible"), 18, lambda row: row.responsible),
        _Column(words("Planned result"), 24, lambda row: row.result),
    )
    return [column for column in found if column.always or any(map(column.text, rows))]


def _lines(rows: Sequence[DraftRow], columns: Sequence[_Column]) -> Iterator[Sequence[str]]:
    """The rows of the plan in order; a single text is the heading of a section."""
    for section, part in groupby(rows, lambda row: row.section):
        if section:
            yield (section,)
        for row in part:
            yield [column.text(row) for column in columns]


def _schools(document: Document, draft: Draft, words: Words) -> None:
    _paragraph(document, "")
    _paragraph(document, words("Schools that take part in the roadmap"), bold=True)
    named = [(str(at), school.name) for at, school in enumerate(draft.organisations, start=1)]
    _table(document, _SCHOOLS, [(words("No."), words("Name of the school")), *named])


def _table(document: Document, widths: Sequence[Length], lines: Sequence[Sequence[str]]) -> None:
    """Add a table whose first line is repeated on each page, and whose lone texts reach across."""
    # All rows at once: to add them one by one takes thrice as long.
    table = document.add_table(len(lines), len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    header, *rows = list(zip(table.rows, lines, strict=True))
    _row(*header, widths, bold=True)
    _mark(header[0], "cantSplit", "tblHeader")
    for row, texts in rows:
        _row(row, texts, widths, bold=len(texts) == 1)
        _mark(row, "cantSplit")  # a row torn by a page is what readers of plans suffer from


def _row(row: _Row, texts: Sequence[str], widths: Sequence[Length], *, bold: bool) -> None:
    cells = row.cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = width  # Word looks here, others at the column
    if len(texts) == 1:
        cells = (cells[0].merge(cells[-1]),)
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].add_run(plain(text)).bold = bold


def _mark(row: _Row, *properties: str) -> None:
    """Set what python-docx has no words for: `cantSplit`, `tblHeader`."""
    for name in properties:
        etree.SubElement(row._tr.get_or_add_trPr(), qn(f"w:{name}"))
