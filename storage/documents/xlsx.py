"""Excel files → grids, as they are printed: only stored cells, no hidden rows and columns."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml import etree

from storage.documents.archive import Archive, elements, local_name, value_of
from storage.documents.blocks import Block
from storage.documents.sheets import Merge, Sheet, written
from storage.documents.wording import clean

_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BUILT_IN = {1: "0", 2: "0.00", 9: "0%", 10: "0.00%"}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DECIMALS = re.compile(r"0(?:\.(0+))?(%?)")
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no time zones
_FIRST_DAY_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")  # half a character is none
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def blocks(archive: Archive) -> tuple[list[Block], int]:
    """Return a grid for each visible sheet, and how many hidden rows were left out."""
    book = _Book.of(archive)
    found: list[Block] = []
    hidden = 0
    for name, part in _visible_sheets(archive):
        sheet = Sheet(name)
        hidden += _read_sheet(archive.read(part), book, sheet)
        found.append(sheet.grid())
    return found, hidden


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    strings: Sequence[str]
    formats: Sequence[str]  # number format of each cell style; "date" for any date
    first_day: datetime

    @classmethod
    def of(cls, archive: Archive) -> "_Book":
        root = archive.xml("xl/workbook.xml")
        since_1904 = value_of(root.find("{*}workbookPr"), "date1904") in {"1", "true"}
        return cls(
            list(_strings(archive)),
            list(_formats(archive)),
            _FIRST_DAY_1904 if since_1904 else _FIRST_DAY,
        )

    def text(self, cell: etree._Element) -> str:
        """Return what a cell shows. Formulas are never computed: their stored value counts."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _clean("".join(cell.itertext("{*}t")))
        value = cell.findtext("{*}v") or ""
        if kind == "s":
            known = value.isdecimal() and int(value) < len(self.strings)
            return self.strings[int(value)] if known else ""
        if kind in {"str", "d"}:
            return _clean(value)
        return self._number(value, cell.get("s", "")) if kind == "n" else ""

    def _number(self, value: str, style: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return ""
        known = style.isdecimal() and int(style) < len(self.formats)
        form = self.formats[int(style)] if known else ""
        if form == "date":
            return self._day(number)
        decimals = _DECIMALS.fullmatch(form)
        if decimals:
            shown = number * 100 if decimals[2] else number
            return f"{shown:.{len(decimals[1] or '')}f}{decimals[2]}"
        return written(number)

    def _day(self, number: float) -> str:
        if not 0 <= number < 200_000:
            return ""
        moment = self.first_day + timedelta(minutes=round(number * 24 * 60))
        return written(moment if number >= 1 else moment.time())


def _strings(archive: Archive) -> Iterator[str]:
    if "xl/sharedStrings.xml" not in archive:
        return
    for item in elements(archive.read("xl/sharedStrings.xml"), "si"):
        spoken = {t for reading in item.iterfind("{*}rPh") for t in reading.iter("{*}t")}
        yield _clean("".join(t.text or "" for t in item.iter("{*}t") if t not in spoken))
        item.clear()


def _clean(text: str) -> str:
    """Excel writes what XML cannot hold as «_x000D_», and those very signs as «_x005F_x000D_»."""
    return clean(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))


def _formats(archive: Archive) -> Iterator[str]:
    if "xl/styles.xml" not in archive:
        return
    root = archive.xml("xl/styles.xml")
    codes = {f.get("numFmtId", ""): f.get("formatCode", "") for f in root.iter("{*}numFmt")}
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        key = style.get("numFmtId", "0")
        code = codes.get(key, _BUILT_IN.get(int(key) if key.isdecimal() else 0, ""))
        is_date = (key.isdecimal() and int(key) in _DATES) or re.search(
            r"[ymdhгдч]", _QUOTED.sub("", code), re.IGNORECASE
        )
        yield "date" if is_date and code != "General" else code


def _visible_sheets(archive: Archive) -> Iterator[tuple[str, str]]:
    targets: Mapping[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in archive:
        relations = archive.xml("xl/_rels/workbook.xml.rels")
        targets = {value_of(r, "Id"): value_of(r, "Target") for r in relations}
    for sheet in archive.xml("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        target = targets.get(value_of(sheet, "id"), "")
        part = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
        if sheet.get("state", "visible") == "visible" and part in archive:
            yield sheet.get("name", ""), part


def _read_sheet(data: bytes, book: _Book, sheet: Sheet) -> int:
    """Fill a sheet with its visible cells and return how many rows with text were hidden."""
    hidden_columns: set[int] = set()
    hidden = 0
    number = 0
    for element in elements(data, "col", "row", "mergeCell"):
        name = local_name(element)
        if name == "col" and element.get("hidden") in {"1", "true"}:
            first, last = _whole(element.get("min"), 0), _whole(element.get("max"), 0)
            hidden_columns.update(range(first, min(last, first + 1000) + 1))
        elif name == "row":
            number = _whole(element.get("r"), number + 1)
            texts = _row(element, book)
            if element.get("hidden") in {"1", "true"}:
                hidden += bool(texts)
            else:
                shown = ((c, t) for c, t in texts.items() if c not in hidden_columns)
                sheet.texts.update({(number, column): text for column, text in shown})
            element.clear()
        elif name == "mergeCell":
            sheet.merges.extend(_merge(element.get("ref", "")))
    return hidden


def _row(row: etree._Element, book: _Book) -> dict[int, str]:
    texts: dict[int, str] = {}
    column = 0
    for cell in row.iterfind("{*}c"):
        place = _REFERENCE.fullmatch(cell.get("r", ""))
        column = _column(place[1]) if place else column + 1
        text = book.text(cell)
        if text:
            texts[column] = text
    return texts


def _merge(reference: str) -> Iterator[Merge]:
    corners = _REFERENCE.findall(reference)
    if len(corners) == 2:
        (left, top), (right, bottom) = corners
        yield Merge(int(top), _column(left), int(bottom), _column(right))


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
