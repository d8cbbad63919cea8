"""PDF tables that nothing rules: columns told by the header's words and the gutters below them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from storage.documents import line_breaks
from storage.documents.blocks import Block, Cell, Paragraph, Row, grid
from storage.documents.calendar_words import span_label
from storage.documents.noise import is_labelled
from storage.documents.numbers import is_number, parted
from storage.documents.pdf_header import (
    ABOUT,
    Column,
    Head,
    Lines,
    Piece,
    Word,
    heads,
    label_rows,
    pieces,
    pitch,
    plan_labels,
)
from storage.documents.wording import clean, one_line, starts_lower

_Shape: TypeAlias = tuple[tuple[int, str], ...]

_SAME_EDGE = 3.0  # points
_MOST_LINES = 12  # of a row, as rows have on the average


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the columns of a table part, where their text begins, which holds number and title."""

    bounds: Sequence[float]
    edges: frozenset[int]
    numbered: int | None
    title: int
    ends: Sequence[float]
    apart: float

    def column(self, x: float) -> int:
        """Return the column in which a place on the line lies."""
        return sum(x >= bound for bound in self.bounds)


def blocks(pages: Sequence[Sequence[Sequence[Word]]]) -> list[list[Block]] | None:
    """Return the blocks of each page, None where no line of the document heads a plan."""
    drawn = [[pieces(line) for line in page] for page in pages]
    known = plan_labels(drawn)
    found = [list(heads(page, known)) for page in drawn]
    if not any(found):
        return None
    return list(_blocks(drawn, found))


def _blocks(pages: Sequence[Lines], heads_of: Sequence[Sequence[Head]]) -> Iterator[list[Block]]:
    tables = _tables(pages, heads_of)
    table: _Table | None = None
    for page, page_heads in zip(pages, heads_of, strict=True):
        ends = [head.first for head in page_heads[1:]] + [len(page)]
        above = page[: page_heads[0].first] if page_heads else page
        drawn = _part(above, table) if table else _paragraphs(above)
        for head, end in zip(page_heads, ends, strict=True) if page_heads else ():
            table = tables[head.shape]
            drawn += _part(page[head.last : end], table, label_rows(head.columns))
        yield drawn


def _tables(pages: Sequence[Lines], heads_of: Sequence[Sequence[Head]]) -> dict[_Shape, _Table]:
    """Tell the columns of each table by all its lines, on whatever pages they stand."""
    lines: dict[_Shape, list[list[Piece]]] = {}
    first: dict[_Shape, Head] = {}
    head: Head | None = None
    for page, page_heads in zip(pages, heads_of, strict=True):
        at = {line: h for h in page_heads for line in range(h.first, h.last)}
        for number, line in enumerate(page):
            head = at.get(number, head)
            if head and number not in at:
                lines.setdefault(head.shape, []).append(line)
        first.update((h.shape, h) for h in page_heads)
    return {shape: _table(h, lines.get(shape, [])) for shape, h in first.items()}


def _table(head: Head, below: Lines) -> _Table:
    # Headings, remarks and the columns of other tables tell nothing of these.
    telling = [line for line in below if len(line) * 2 > len(head.columns)]
    bounds = [_gutter(one, other, telling) for one, other in pairwise(head.columns)]
    edges = Counter(round(piece.x0) for line in below for piece in line)
    usual = frozenset(edge for edge, count in edges.items() if count > 1)
    table = _Table(bounds, usual, head.found.number, head.found.title, (), 0.0)
    ends = [0.0] * len(head.columns)
    for piece in (piece for line in telling for piece in line):
        place = table.column(piece.x0)
        if place == table.column(piece.x1 - 1):
            ends[place] = max(ends[place], piece.x1)
    return replace(table, ends=ends, apart=_apart(below))


def _apart(lines: Lines) -> float:
    """Return how far a line must stand below another to begin a row, 0 where rows stand close."""
    least = ABOUT * pitch(lines)
    gaps = [below[0].top - above[0].top for above, below in pairwise(lines)]
    wide = sum(gap > least for gap in gaps)
    return least if wide * _MOST_LINES > len(gaps) else 0.0


def _gutter(one: Column, other: Column, below: Sequence[Sequence[Piece]]) -> float:
    """Return where two columns part: the widest place between them that fewest lines cross."""
    places = range(min(int(one.x1), int(other.x0) - 1), int(other.x0))
    crossed = dict.fromkeys(places, 0)
    for piece in (piece for line in below for piece in line):
        for x in range(max(int(piece.x0), places.start), min(int(piece.x1) + 1, places.stop)):
            crossed[x] += 1
    least = min(crossed.values())
    runs: list[list[int]] = []
    for x in places:
        if crossed[x] > least:
            continue
        if runs and runs[-1][-1] == x - 1:
            runs[-1].append(x)
        else:
            runs.append([x])
    widest = max(runs, key=len)
    # Text is set from the left: the column on the right begins where the gutter ends.
    return widest[-1] + 0.5


def _part(lines: Lines, table: _Table, labels: Sequence[Row] = ()) -> list[Block]:
    rows: list[list[Cell | str]] = [list(row) for row in labels]
    width = len(table.bounds) + 1
    for group in _grouped(lines, table):
        if _crosses(group[0], table):
            text = one_line(clean("\n".join(_text(line) for line in group)))
            rows.append([Cell(text, across=width), *(Cell(across=0) for _ in range(width - 1))])
            continue
        cells: list[list[Piece]] = [[] for _ in range(width)]
        for piece in (piece for line in group for piece in line):
            cells[table.column(piece.x0)].append(piece)
        rows.append([_cell_text(cell, edge) for cell, edge in zip(cells, table.ends, strict=True)])
    return [grid(rows)] if rows else []


def _cell_text(lines: Sequence[Piece], edge: float) -> str:
    """Join the lines of a cell; `edge` is where the widest line of its column ends."""
    text = ""
    for number, line in enumerate(lines):
        text += line.text
        below = lines[number + 1 : number + 2]
        if below and not _is_cut(line, below[0], edge, last=number + 2 == len(lines)):
            text += "\n"
    return one_line(clean(text))


def _is_cut(line: Piece, below: Piece, edge: float, *, last: bool) -> bool:
    """A word is cut only where it stands alone and leaves no room for a letter more."""
    letter = (line.x1 - line.x0) / len(line.text)
    if " " in line.text or line.x1 + letter <= edge or not below.text[0].islower():
        return False
    alone = last and " " not in below.text
    return line_breaks.is_cut(line.text, below.text, Counter(), alone)


def _grouped(lines: Sequence[list[Piece]], table: _Table) -> Iterator[list[list[Piece]]]:
    """Put the lines of one row together."""
    group: list[list[Piece]] = []
    for line in lines:
        if group and _begins_row(line, group, table):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins_row(line: list[Piece], group: list[list[Piece]], table: _Table) -> bool:
    crosses, crossed = _crosses(line, table), _crosses(group[0], table)
    if crosses or crossed:
        return not (crosses and crossed and starts_lower(_text(line)))
    places = {table.column(piece.x0): piece.text for piece in line}
    if 0 <= line[0].top - group[-1][0].top <= table.apart:
        return False
    if table.numbered is not None:
        return is_number(places.get(table.numbered, ""))
    if parted(places.get(table.title, ""))[0]:
        return len(places) > 1
    return not starts_lower(places.get(table.title, "-")) and len(places) * 2 > len(table.bounds)


def _crosses(line: Sequence[Piece], table: _Table) -> bool:
    """Whether a line is a heading or a remark: it takes no heed of the columns."""
    if any(table.column(piece.x0) != table.column(piece.x1 - 1) for piece in line):
        return True
    if len(line) > 1:
        return False
    column = table.column(line[0].x0)
    if column == table.numbered:
        return not is_number(line[0].text)
    if column != table.title:
        return False
    text = line[0].text
    elsewhere = not any(abs(line[0].x0 - edge) <= _SAME_EDGE for edge in table.edges)
    # «х сайтах» is the rest of a cut word, not a tenth section.
    labelled = is_labelled(text) and not starts_lower(text)
    return elsewhere or labelled or bool(span_label(text))


def _text(line: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in line)


def _paragraphs(lines: Sequence[Sequence[Piece]]) -> list[Block]:
    return [Paragraph(text) for line in lines if (text := clean(_text(line)))]
