"""OpenDocument spreadsheets → grids, as they are printed: no hidden rows, columns and sheets."""

from collections.abc import Iterator
from datetime import date

from lxml import etree

from storage.documents.archive import Archive, elements, local_name, value_of
from storage.documents.blocks import Block
from storage.documents.sheets import Merge, Sheet, written
from storage.documents.unreadable import Unreadable
from storage.documents.wording import clean

_GIVEN_AS = {"tab": " ", "line-break": "\n", "s": " "}
_NOT_SAID = frozenset({"annotation", "note", "ruby-text"})
_HIDDEN = frozenset({"collapse", "filter"})
_MOST_REPEATED = 1000
"""A cell or a row that says how often it stands there says it truly up to here."""
_MOST_CELLS = 300_000


def blocks(archive: Archive) -> tuple[list[Block], int]:
    """Return a grid for each visible sheet, and how many hidden rows were left out."""
    if b"encryption-data" in _manifest(archive):
        raise Unreadable("encrypted")
    if "content.xml" not in archive:
        raise Unreadable("broken_file")
    reader = _Reader()
    data = archive.read("content.xml")
    for element in elements(data, "style", "table-column", "table-row", "table"):
        reader.take(element)
    return reader.found, reader.hidden


def _manifest(archive: Archive) -> bytes:
    name = "META-INF/manifest.xml"
    return archive.read(name) if name in archive else b""


class _Reader:
    """Takes the elements of a workbook as they end: the rows of a sheet before the sheet."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.hidden = 0
        self._hidden_styles: set[str] = set()
        self._cells = 0
        self._open()

    def _open(self) -> None:
        self._sheet = Sheet("")
        self._hidden_columns: set[int] = set()
        self._columns = 0
        self._row = 0
        self._hidden_here = 0

    def take(self, element: etree._Element) -> None:
        """Take what has just been read whole."""
        match local_name(element):
            case "style":
                if value_of(element.find("{*}table-properties"), "display") == "false":
                    self._hidden_styles.add(value_of(element, "name"))
            case "table-column":
                self._column(element)
            case "table-row":
                self._take_row(element)
                element.clear()
            case _:
                self._close(element)

    def _column(self, column: etree._Element) -> None:
        repeated = _count(column, "number-columns-repeated")
        if _is_hidden(column):
            last = self._columns + min(repeated, _MOST_REPEATED)
            self._hidden_columns.update(range(self._columns, last))
        self._columns += repeated

    def _take_row(self, row: etree._Element) -> None:
        repeated = _count(row, "number-rows-repeated")
        texts = dict(self._texts(row))
        times = min(repeated, _MOST_REPEATED) if texts else 0
        if _is_hidden(row):
            self._hidden_here += times
        else:
            self._cells += len(texts) * times
            if self._cells > _MOST_CELLS:
                raise Unreadable("too_heavy")
            for number in range(self._row, self._row + times):
                self._sheet.texts.update({(number, place): t for place, t in texts.items()})
        self._row += repeated

    def _texts(self, row: etree._Element) -> Iterator[tuple[int, str]]:
        place = 0
        for cell in row:
            name = local_name(cell)
            if name not in {"table-cell", "covered-table-cell"}:
                continue
            repeated = _count(cell, "number-columns-repeated")
            # Under a merged cell there may be old words, which nobody sees.
            text = _text(cell) if name == "table-cell" else ""
            if text:
                self._merge(cell, place)
                for shown in range(place, place + min(repeated, _MOST_REPEATED)):
                    if shown not in self._hidden_columns:
                        yield shown, text
            place += repeated

    def _merge(self, cell: etree._Element, place: int) -> None:
        across = _count(cell, "number-columns-spanned")
        down = _count(cell, "number-rows-spanned")
        if across > 1 or down > 1:
            corner = self._row + down - 1, place + across - 1
            self._sheet.merges.append(Merge(self._row, place, *corner))

    def _close(self, table: etree._Element) -> None:
        if value_of(table, "style-name") not in self._hidden_styles:
            self._sheet.name = value_of(table, "name")
            self.found.append(self._sheet.grid())
            self.hidden += self._hidden_here
        table.clear()
        self._open()


def _text(cell: etree._Element) -> str:
    """What a cell shows. Only a day is written out of its value: it has many looks."""
    day = value_of(cell, "date-value")[:10]
    try:
        return written(date.fromisoformat(day))
    except ValueError:
        lines = ("".join(_inline(line)) for line in cell.iterfind("{*}p"))
        return clean("\n".join(lines)) or clean(value_of(cell, "value"))


def _inline(parent: etree._Element) -> Iterator[str]:
    yield parent.text or ""
    for element in parent:
        name = local_name(element)
        if name in _GIVEN_AS:
            yield _GIVEN_AS[name]
        elif name not in _NOT_SAID:
            yield from _inline(element)
        yield element.tail or ""


def _is_hidden(element: etree._Element) -> bool:
    return value_of(element, "visibility") in _HIDDEN


def _count(element: etree._Element, name: str) -> int:
    value = value_of(element, name)
    return max(1, int(value)) if value.isdecimal() and len(value) < 9 else 1
