"""Plain text → blocks: tab-separated rows are a table, a blank line ends its part of the page."""

import html
import re
from collections.abc import Iterable, Iterator

from storage.documents.blocks import Block, Cell, Grid, Paragraph, grid
from storage.documents.wording import clean

_BLOCK_TAG = re.compile(r"</?(?:p|br|ul|ol|li|div|tr|td|th|table|h\d)\b[^<>]*>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:i|b|u|em|strong|span|sup|sub|font|a)\b[^<>]*>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6}\s+|\*\*|__")
_QUOTED_LINES = 30  # a quoted cell never has more lines than this; an odd quote is just a quote


def blocks(text: str) -> list[Block]:
    """Return the paragraphs and grids of a text, in order."""
    found: list[Block] = []
    rows: list[list[Cell | str]] = []
    for line in _whole_lines(text.splitlines()):
        cells = _cells(line)
        if cells:
            rows.append([_plain(cell) for cell in cells])
            continue
        found += _part(rows)
        rows = []
        paragraph = _plain(line)
        if paragraph:
            found.append(Paragraph(paragraph))
    return found + _part(rows)


def _part(rows: list[list[Cell | str]]) -> list[Grid]:
    return [grid(rows)] if rows else []


def _whole_lines(lines: list[str]) -> Iterator[str]:
    """Join the lines of a quoted cell, as spreadsheets save them in tab-separated files."""
    rest = iter(range(len(lines)))
    for start in rest:
        line = lines[start]
        if re.search(r'(?:^|\t)"', line) and line.count('"') % 2:
            for end in range(start + 1, min(start + _QUOTED_LINES, len(lines))):
                if lines[end].count('"') % 2:
                    line = "\n".join(lines[start : end + 1])
                    _skip(rest, end - start)
                    break
        yield line


def _skip(items: Iterable[int], count: int) -> None:
    for _ in zip(range(count), items, strict=False):
        pass


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [_unquoted(cell) for cell in line.split("\t")]
    if line.count("|") > 1:
        return line.strip().removeprefix("|").removesuffix("|").split("|")
    return []


def _unquoted(cell: str) -> str:
    whole = cell.strip()
    if len(whole) > 1 and whole[0] == whole[-1] == '"':
        return whole[1:-1].replace('""', '"')
    return cell


def _plain(text: str) -> str:
    """Drop the tags that a conversion has left; they are no words of the document."""
    if "<" in text:
        text = html.unescape(_INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text)))
    return clean(_MARKDOWN.sub("", text))
