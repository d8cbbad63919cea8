"""Sparse cells of a sheet → a grid without the columns and rows that nobody has written in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from storage.documents.blocks import Cell, Grid, grid

_MOST_MERGES = 20_000


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area, its corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A sheet as it is stored: texts by (row, column), and the merged areas."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    def grid(self) -> Grid:
        """Lay the cells out; blank rows stay one blank row, which ends a table for a reader."""
        rows = sorted({row for row, _ in self.texts})
        columns = sorted({column for _, column in self.texts})
        cells = {place: Cell(text) for place, text in self.texts.items()}
        for merge in self.merges[:_MOST_MERGES]:
            _cover(cells, merge, rows, columns)
        lines: list[list[Cell | str]] = []
        for number, row in enumerate(rows):
            if number and row > rows[number - 1] + 1:
                lines.append([])
            lines.append([cells.get((row, column), Cell()) for column in columns])
        return grid(lines, self.name)


def written(value: object) -> str:
    """Return a stored value as it would be printed: dates as DD.MM.YYYY, whole numbers whole."""
    match value:
        case bool():
            return ""
        case datetime() if value.time() == time():
            return value.strftime("%d.%m.%Y")
        case datetime():
            return value.strftime("%d.%m.%Y %H:%M")
        case date():
            return value.strftime("%d.%m.%Y")
        case time():
            return value.strftime("%H:%M")
        case float():
            return f"{value:.15g}"
        case _:
            return str(value)


def _cover(
    cells: dict[tuple[int, int], Cell], merge: Merge, rows: Sequence[int], columns: Sequence[int]
) -> None:
    inside = [column for column in columns if merge.left <= column <= merge.right]
    corner = cells.get((merge.top, merge.left))
    if corner is None or not inside:
        return
    for row in (row for row in rows if merge.top <= row <= merge.bottom):
        from_above = row != merge.top
        cells[row, merge.left] = Cell(corner.text, len(inside), from_above)
        cells.update({(row, column): Cell(across=0) for column in inside[1:]})


def written_cells(rows: Sequence[Sequence[object]]) -> Mapping[tuple[int, int], str]:
    """Return the texts of a dense sheet by place, blanks left out."""
    return {
        (i, j): text
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if (text := written(value).strip())
    }
