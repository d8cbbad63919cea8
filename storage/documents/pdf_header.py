"""The header of a PDF table that nothing rules: labels put into columns by where they stand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from storage.documents import header
from storage.documents.blocks import Cell, Row
from storage.documents.calendar_words import span_label
from storage.documents.header import Columns
from storage.documents.labels import Role, role_of
from storage.documents.numbers import is_number
from storage.documents.wording import clean, one_line, starts_lower

Word: TypeAlias = dict[str, Any]

_GUTTER = 0.6  # of a letter's height: wider than any space between words, narrower than a gutter
_NEAR = 0.9  # of a letter's height: a line of the same header, moved by a vertical centring
_SAME_LABEL = 1.5  # of a letter's height: from a line of a label to its next line
_MOST_PITCH = 2.2  # of a letter's height: from a line of a text to its next line, set wide
ABOUT = 1.15
_MOST_HEADER_LINES = 6
_FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that stand together."""

    x0: float
    x1: float
    top: float
    size: float
    text: str


Lines: TypeAlias = Sequence[list[Piece]]


@dataclass(slots=True)
class Column:
    """The labels of a column from the top down, and the label of its group above them."""

    pieces: list[Piece]
    group: str = ""

    @property
    def text(self) -> str:
        """Return the label that stands over this column alone."""
        return _joined(self.pieces)

    @property
    def x0(self) -> float:
        """Return where the label begins."""
        return min(piece.x0 for piece in self.pieces)

    @property
    def x1(self) -> float:
        """Return where the label ends."""
        return max(piece.x1 for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table: its first line, the line after it, and its labels by columns."""

    first: int
    last: int
    columns: Sequence[Column]
    found: Columns

    @property
    def shape(self) -> tuple[tuple[int, str], ...]:
        """Return what the headers of one table share on all its pages."""
        return tuple((round(column.x0), column.text) for column in self.columns)


def pieces(line: Sequence[Word]) -> list[Piece]:
    """Part a line where the room between words is wider than a space."""
    found: list[list[Word]] = []
    for word in line:
        size = word["bottom"] - word["top"]
        if found and word["x0"] - found[-1][-1]["x1"] < _GUTTER * size:
            found[-1].append(word)
        else:
            found.append([word])
    return [
        Piece(
            p[0]["x0"],
            p[-1]["x1"],
            p[0]["top"],
            p[0]["bottom"] - p[0]["top"],
            " ".join(word["text"] for word in p),
        )
        for p in found
    ]


def plan_labels(pages: Sequence[Lines]) -> set[str]:
    """Return the labels of the header that tells most of a plan, the first of such headers.

    Above a plan may stand a list of duties or hours, whose labels look like those of a plan.
    """
    found = (head for page in pages for at in range(len(page)) if (head := _header(page, at)))
    best = max(found, key=_worth, default=None)
    return {column.text for column in best.columns} if best else set()


def _worth(head: Head) -> int:
    columns = head.found
    told = (columns.named, columns.timed, columns.responsible, columns.number is not None)
    return sum(map(bool, told))


def heads(page: Lines, known: set[str]) -> Iterator[Head]:
    """Find the headers of a page that repeat the labels of the plan, which are `known`."""
    end = 0
    for at in range(len(page)):
        head = _header(page, at) if at >= end else None
        if head is None or head.first < end:
            continue
        labels = {column.text for column in head.columns}
        if len(labels & known) * 2 > len(labels):
            known |= labels
            end = head.last
            yield head


def _header(page: Lines, at: int) -> Head | None:
    """Return the header that line `at` belongs to."""
    if len(page[at]) < _FEWEST_COLUMNS:
        return None
    first = at
    while first and _is_near(page[first - 1], page[first]):
        first -= 1
    near = ABOUT * pitch(page)
    best = _set_apart(page, first, at, near)
    if best:
        return best
    for last in range(at + 1, min(len(page), first + _MOST_HEADER_LINES) + 1):
        if last > at + 1 and not _goes_on(page[last - 2], page[last - 1], page[at], near):
            break
        best = _head(page, first, last) or best
    return best


def _set_apart(page: Lines, first: int, at: int, near: float) -> Head | None:
    """Return the header that the lines standing close together are, if a gap parts them off."""
    for last in range(at + 1, min(len(page), first + _MOST_HEADER_LINES + 1)):
        gap = page[last][0].top - page[last - 1][0].top
        if gap > near and not _parts(page[last]):
            return _head(page, first, last)
    return None


def _head(page: Lines, first: int, last: int) -> Head | None:
    columns = _columns(page[first:last])
    if len(columns) < _FEWEST_COLUMNS:
        return None
    labels = label_rows(columns)
    found = header.find(labels, 0)
    return (
        Head(first, last, columns, found.columns) if found and found.rows == len(labels) else None
    )


def _is_near(above: Sequence[Piece], line: Sequence[Piece]) -> bool:
    return line[0].top - above[0].top < _NEAR * line[0].size


def pitch(page: Lines) -> float:
    """Return how far lines of one text stand from each other on a page, 0 when none tells."""
    gaps = Counter(
        round(2 * (below[0].top - above[0].top)) / 2
        for above, below in pairwise(page)
        if not _is_near(above, below)
        and below[0].top - above[0].top <= _MOST_PITCH * below[0].size
    )
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=0.0)


def _goes_on(
    above: Sequence[Piece], line: Sequence[Piece], anchor: Sequence[Piece], near: float
) -> bool:
    """Whether a line goes on with the labels above: a row of the plan or a heading does not."""
    if _parts(line):
        return True
    far = line[0].top - above[0].top > max(near, _SAME_LABEL * line[0].size)
    heads = len(line) == 1 and not starts_lower(line[0].text)
    if far or heads or any(piece.text[:1].isdecimal() for piece in line):
        return False
    over = [[other for other in anchor if _overlap(piece, other)] for piece in line]
    filled = len({other for others in over for other in others})
    return all(len(others) < 2 for others in over) and filled * 5 <= len(anchor) * 4


def _overlap(one: Piece, other: Piece) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _columns(lines: Sequence[Sequence[Piece]]) -> list[Column]:
    """Put the labels of a header that stand above one another into columns."""
    columns: list[Column] = []
    for line in lines:
        parts = _parts(line) if columns else []
        if parts:
            columns = _split(columns, parts)
        for piece in (piece for piece in line if piece not in parts):
            above = next((c for c in columns if any(_overlap(piece, p) for p in c.pieces)), None)
            if above:
                above.pieces.append(piece)
            else:
                columns.append(Column([piece]))
        columns.sort(key=lambda column: column.x0)
    return columns


def _parts(line: Sequence[Piece]) -> Sequence[Piece]:
    """Return the labels of a line that name parts of a group: quarters, or start and end."""
    if is_number(line[0].text):  # «1 | Слёт | март | май» is a row of the plan
        return []
    named = [piece for piece in line if _names_part(piece.text)]
    return named if len(named) > 1 else []


def _names_part(text: str) -> bool:
    roman = bool(span_label(text, "месяц")) and not text[:1].isdecimal()
    return roman or bool(span_label(text, "срок")) or role_of(text) in {Role.START, Role.END}


def _split(columns: list[Column], parts: Sequence[Piece]) -> list[Column]:
    """Put parts in the place of the column whose label stands over the middle of them."""
    middle = (parts[0].x0 + parts[-1].x1) / 2
    group = min(columns, key=lambda column: abs((column.x0 + column.x1) / 2 - middle))
    left = [column for column in columns if column is not group]
    return [*left, *(Column([part], group.text) for part in parts)]


def label_rows(columns: Sequence[Column]) -> list[Row]:
    """Return the header as one row, or two where labels stand in a group."""
    if not any(column.group for column in columns):
        return [tuple(Cell(column.text) for column in columns)]
    upper: list[Cell] = []
    for before, column in zip([None, *columns], columns, strict=False):
        if column.group and before and before.group:
            upper.append(Cell(across=0))
        else:
            across = sum(bool(c.group) for c in columns) if column.group else 1
            upper.append(Cell(column.group or column.text, across))
    return [tuple(upper), tuple(Cell(c.text if c.group else "") for c in columns)]


def _joined(pieces: Sequence[Piece]) -> str:
    return one_line(clean("\n".join(piece.text for piece in pieces)))
