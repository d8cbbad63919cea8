"""Word files → blocks, as they are printed: insertions count, deletions and hidden text do not."""

from collections.abc import Iterable, Iterator

from lxml import etree

from storage.documents import docx_unprinted
from storage.documents.archive import Archive, local_name, value_of
from storage.documents.blocks import Block, Cell, Grid, Paragraph, grid
from storage.documents.docx_numbering import Numbering
from storage.documents.unreadable import Unreadable
from storage.documents.wording import clean

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo",
                       "hyperlink", "fldSimple", "r", "Choice", "AlternateContent"})  # fmt: skip
_GIVEN_AS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SYMBOL = "✓"  # a sign from a font of signs, alone in its cell, is a mark
_FEWEST_TABBED = 3  # cells; a post and a name with a tab between them are a signature
_NESTED_PLAN = 3  # rows and columns from which a table within a cell is a table of its own


def blocks(archive: Archive) -> list[Block]:
    """Return the paragraphs and tables of a Word document in order."""
    body = archive.xml("word/document.xml").find("{*}body")
    if body is None:
        raise Unreadable("broken_file")
    docx_unprinted.drop(body, archive)
    boxed = next(body.iter("{*}txbxContent"), None) is not None
    return list(_tabbed(_Reader(Numbering.of(archive), boxed).blocks(body)))


def _tabbed(found: Iterable[Block]) -> Iterator[Block]:
    """Lines with tabs one below another, two of them or more in each, are the rows of a table."""
    rows: list[list[str]] = []
    for block in [*found, Paragraph("")]:
        cells = block.text.split("\t") if isinstance(block, Paragraph) else []
        if len(cells) >= _FEWEST_TABBED:
            rows.append(cells)
            continue
        if len(rows) > 1:
            yield grid(rows)
        else:
            yield from (Paragraph(" ".join(row)) for row in rows)
        rows = []
        if not isinstance(block, Paragraph):
            yield block
        elif block.text:
            yield Paragraph(block.text.replace("\t", " "))


class _Reader:
    def __init__(self, numbering: Numbering, boxed: bool) -> None:
        self._numbering = numbering
        self._boxed = boxed

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        for element in _children(parent):
            if local_name(element) == "p":
                if self._boxed:
                    yield from [b for box in _boxes(element) for b in self.blocks(box)]
                text = self._paragraph(element)
                if "\t" in text and local_name(parent) == "body":
                    text = "\t".join(filter(None, map(clean, text.split("\t"))))
                else:
                    text = clean(text)
                if text:
                    yield Paragraph(text)
            elif local_name(element) == "tbl":
                yield from self._table(element)

    def _paragraph(self, paragraph: etree._Element) -> str:
        text = "".join(_inline(paragraph))
        if not text and paragraph.find(".//{*}sym") is not None:
            return _SYMBOL
        label = self._numbering.label(paragraph)
        return f"{label} {text}" if label else text

    def _table(self, table: etree._Element) -> Iterator[Grid]:
        nested: list[Grid] = []
        rows: list[list[Cell | str]] = []
        for row in _children(table):
            if local_name(row) == "tr" and not _is_struck(row):
                above = rows[-1] if rows else []
                rows.append(list(self._row(row, above, nested)))
        yield grid(rows)
        yield from nested

    def _row(
        self, row: etree._Element, above: list[Cell | str], nested: list[Grid]
    ) -> Iterator[Cell]:
        place = 0
        for _ in range(_number(_property(row, "trPr", "gridBefore"))):
            yield Cell()
            place += 1
        for cell in _children(row):
            if local_name(cell) != "tc":
                continue
            across = max(1, _number(_property(cell, "tcPr", "gridSpan")))
            yield self._cell(cell, across, above[place] if place < len(above) else "", nested)
            yield from (Cell(across=0) for _ in range(across - 1))
            place += across

    def _cell(
        self, cell: etree._Element, across: int, above: Cell | str, nested: list[Grid]
    ) -> Cell:
        merge = _property(cell, "tcPr", "vMerge")
        if merge is not None and value_of(merge) != "restart" and isinstance(above, Cell):
            return Cell(above.text, across, from_above=True)
        lines: list[str] = []
        for block in self.blocks(cell):
            if isinstance(block, Paragraph):
                lines.append(block.text)
            elif block.width >= _NESTED_PLAN and len(block.rows) >= _NESTED_PLAN:
                nested.append(block)
            else:
                lines += [c.text for row in block.rows for c in row if c.text]
        return Cell("\n".join(lines), across)


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, tables, rows or cells of a parent, out of whatever they are wrapped in."""
    for element in parent:
        if local_name(element) in _WRAPPERS:
            yield from _children(_chosen(element))
        else:
            yield element


def _chosen(element: etree._Element) -> etree._Element:
    """Of the alternatives for old and new programs, take the first: they say the same."""
    return element[0] if local_name(element) == "AlternateContent" and len(element) else element


def _inline(parent: etree._Element) -> Iterator[str]:
    for element in parent:
        name = local_name(element)
        if name == "t":
            yield element.text or ""
        elif name == "br" and value_of(element, "type") == "page":
            continue
        elif name in _GIVEN_AS:
            yield _GIVEN_AS[name]
        elif name in _WRAPPERS and not _is_hidden(element):
            yield from _inline(_chosen(element))


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes of a paragraph, where stamps of approval like to stand."""
    for box in paragraph.iter("{*}txbxContent"):
        if not any(local_name(parent) == "Fallback" for parent in box.iterancestors()):
            yield box


def _is_hidden(run: etree._Element) -> bool:
    vanish = _property(run, "rPr", "vanish")
    return vanish is not None and docx_unprinted.is_on(vanish)


def _is_struck(row: etree._Element) -> bool:
    """A row that is deleted by a tracked change, or hidden."""
    marks = (_property(row, "trPr", name) for name in ("del", "hidden"))
    return any(mark is not None and docx_unprinted.is_on(mark) for mark in marks)


def _property(element: etree._Element, group: str, name: str) -> etree._Element | None:
    for properties in element:
        if local_name(properties) == group:
            return next((child for child in properties if local_name(child) == name), None)
    return None


def _number(element: etree._Element | None) -> int:
    value = value_of(element) if element is not None else ""
    return min(int(value), 100) if value.isdecimal() else 0
