"""The neutral value that every format becomes: paragraphs and grids of cells, in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a grid.

    `across` is the number of columns its text covers, 0 for a place covered from the left.
    `from_above` marks a place that a vertical merge covers: its text is the text above.
    """

    text: str = ""
    across: int = 1
    from_above: bool = False


Row: TypeAlias = tuple[Cell, ...]


def is_lone(row: Row) -> bool:
    """Whether no more than one cell of a row holds words."""
    return sum(1 for cell in row if cell.text) <= 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or the part of a table that stands on one page. All rows have the same width."""

    rows: tuple[Row, ...]
    sheet: str = ""

    @property
    def width(self) -> int:
        """Columns, counted as if nothing were merged."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text outside tables."""

    text: str


Block: TypeAlias = Paragraph | Grid


def grid(rows: Iterable[Iterable[Cell | str]], sheet: str = "") -> Grid:
    """Build a grid from uneven rows: strings become cells, short rows are filled up."""
    full = [[c if isinstance(c, Cell) else Cell(c) for c in row] for row in rows]
    width = max((len(row) for row in full), default=0)
    return Grid(tuple(tuple(row + [Cell()] * (width - len(row))) for row in full), sheet)
