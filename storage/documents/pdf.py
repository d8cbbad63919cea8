"""PDF files with text → blocks: ruled tables, and the lines above and below them."""

import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

from storage.documents import line_breaks
from storage.documents.blocks import Block, Cell, Grid, Paragraph, grid
from storage.documents.pdf_pages import joined
from storage.documents.progress import Stage, counted
from storage.documents.unreadable import Unreadable
from storage.documents.wording import clean, one_line

_Word: TypeAlias = dict[str, Any]
_Box: TypeAlias = tuple[float, float, float, float]

_PAGE_NUMBER = re.compile(
    r"(?:стр(?:аница)?\.?\s*)?[-–—\s]*\d{1,3}(?:\s*(?:из|/)\s*\d{1,3})?[-–—\s]*", re.IGNORECASE
)
_FEWEST_LETTERS = 10  # a document with fewer is a picture of a text
_SAME_LINE = 3.0  # points
_MOST_PAGES = 150


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a page shows: its words, and the tables that its lines rule."""

    words: Sequence[_Word]
    tables: Sequence[Table]


Columns: TypeAlias = Callable[[Sequence[Sequence[Sequence[_Word]]]], list[list[Block]] | None]
"""Lays out pages of lines of words, where it finds columns in them, and is None where not."""


def blocks(data: bytes, columns: Columns = lambda _: None) -> list[Block]:
    """Return the lines and tables of a PDF in order, a grid for each part of a table on a page.

    Where no table is ruled, `columns` may know one by its words.
    """
    drawn = _drawn(data)
    spoken = line_breaks.spoken(word["text"] for page in drawn for word in page.words)
    pages = _unruled(drawn, columns) or [_blocks_of(page, spoken) for page in drawn]
    if sum(len(_text(block)) for page in pages for block in page) < _FEWEST_LETTERS:
        raise Unreadable("scan")
    return joined(pages)


def _unruled(drawn: Sequence[_Drawn], columns: Columns) -> list[list[Block]] | None:
    if any(len(table.rows) > 1 for page in drawn for table in page.tables):
        return None
    lines = [[line for line in _lines(page.words) if not _is_page_number(line)] for page in drawn]
    return columns(lines)


def _is_page_number(line: Sequence[_Word]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(clean(" ".join(word["text"] for word in line))))


def _drawn(data: bytes) -> list[_Drawn]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            _require_few(document.pages)
            return [_page(page) for page in counted(Stage.PAGES, document.pages)]
    except (Unreadable, MemoryError):
        raise
    except PdfminerException as error:
        locked = isinstance(error.args[0], PDFPasswordIncorrect)
        raise Unreadable("encrypted" if locked else "broken_file") from error
    except Exception as error:
        # Broken objects surface in the library as any error that Python has.
        raise Unreadable("broken_file") from error


def _require_few(pages: Sequence[Page]) -> None:
    if len(pages) > _MOST_PAGES:
        raise Unreadable("too_heavy", pages=len(pages), most=_MOST_PAGES)


def _page(page: Page) -> _Drawn:
    drawn = _Drawn(page.extract_words(), page.find_tables())
    page.close()
    return drawn


def _blocks_of(page: _Drawn, spoken: Counter[str]) -> list[Block]:
    words = page.words
    found: list[tuple[float, Block]] = []
    for table in page.tables:
        inside = [word for word in words if _holds(table.bbox, word)]
        words = [word for word in words if not _holds(table.bbox, word)]
        found.append((table.bbox[1], _grid(table, inside, spoken)))
    for line in _lines(words):
        text = clean(" ".join(word["text"] for word in line))
        if text and not _PAGE_NUMBER.fullmatch(text):
            found.append((line[0]["top"], Paragraph(text)))
    return [block for _, block in sorted(found, key=lambda item: item[0])]


def _grid(table: Table, words: Sequence[_Word], spoken: Counter[str]) -> Grid:
    boxes = [list(row.cells) for row in table.rows]
    texts = {
        box: _cell_text(box, [word for word in words if _holds(box, word)], spoken)
        for row in boxes
        for box in row
        if box
    }
    edges = sorted({box[0] for box in texts})
    rows: list[list[Cell]] = []
    for row, line in zip(table.rows, boxes, strict=True):
        # A cell that begins here and reaches far down tells nothing of where this row ends.
        middle = (row.bbox[1] + min(box[3] for box in line if box)) / 2
        rows.append([_cell(place, line, edges, texts, middle) for place in range(len(line))])
    return grid(rows)


def _cell(
    place: int,
    row: Sequence[_Box | None],
    edges: Sequence[float],
    texts: dict[_Box, str],
    middle: float,
) -> Cell:
    box = row[place]
    if box:
        across = sum(1 for edge in edges if box[0] - 1 <= edge < box[2] - 1)
        return Cell(texts[box], max(1, across))
    # No box begins here: one reaches over from the left, or down from a row above.
    edge = edges[place] + 1 if place < len(edges) else 0.0
    for left in row[:place]:
        if left and left[0] <= edge < left[2]:
            return Cell(across=0)
    for other, text in texts.items():
        if other[0] <= edge < other[2] and other[1] <= middle <= other[3]:
            return Cell(text, from_above=True)
    return Cell()


def _cell_text(box: _Box, words: Sequence[_Word], spoken: Counter[str]) -> str:
    """Join the lines of a cell; where a column is too narrow for a word, join its pieces."""
    lines = _lines(words)
    if not lines:
        return ""
    inset = max(0.0, min(line[0]["x0"] for line in lines) - box[0])
    text = ""
    for number, line in enumerate(lines):
        text += " ".join(word["text"] for word in line)
        below = lines[number + 1 : number + 2]
        last = number + 2 == len(lines)
        if below and line_breaks.is_hyphenated(line[-1]["text"], below[0][0]["text"], spoken):
            text = text.removesuffix("-")
        elif below and not _is_cut(line, below[0], box[2] - inset, spoken, last):
            text += "\n"
    return one_line(clean(text))


def _is_cut(
    line: Sequence[_Word], below: Sequence[_Word], edge: float, spoken: Counter[str], last: bool
) -> bool:
    """A word is cut only where it stands alone and leaves no room for a letter more."""
    upper, lower = line[-1], below[0]
    letter = (lower["x1"] - lower["x0"]) / len(lower["text"])
    if len(line) > 1 or upper["x1"] + letter <= edge:
        return False
    if upper["text"][-1].isdecimal() and lower["text"][0].isdecimal():
        return True
    if not lower["text"][0].islower():
        return False
    alone = last and len(below) == 1
    return line_breaks.is_cut(upper["text"], lower["text"], spoken, alone)


def _lines(words: Sequence[_Word]) -> list[list[_Word]]:
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda w: (w["top"], w["x0"])):
        if lines and abs(word["top"] - lines[-1][0]["top"]) <= _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w["x0"]) for line in lines]


def _holds(box: _Box, word: _Word) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "".join(cell.text for row in block.rows for cell in row)
