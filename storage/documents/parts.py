"""The parts of a table, one on each page: where their header is, and how they lie under it."""

import re
from collections.abc import Sequence

from storage.documents import header
from storage.documents.blocks import Block, Cell, Grid, Paragraph, Row, is_lone
from storage.documents.header import Columns, Header
from storage.documents.labels import Role, role_of
from storage.documents.numbers import is_number
from storage.documents.period import speaks_of_time
from storage.documents.rows import joined, text
from storage.documents.wording import bare, one_line, starts_lower

_MOST_WORDS_OF_LABEL = 5
_HEADS_ANOTHER = re.compile(
    r"приложение\b|(?:перечень|список)\b(?!.*мероприят)|глоссарий|(?:условные )?обозначения"
    r"|(?:(?:используем|принят)\w+ )?(?:сокращени|термин)",
    re.IGNORECASE,
)


def first_header(part: Sequence[Row], labels: set[str]) -> tuple[int, Header] | None:
    """Return the first header of a grid and its row; `labels` are those of the table above."""
    for at, row in enumerate(part):
        found = header_at(part, at)
        opens = not labels or (at == 0 and all(_is_label(cell.text) for cell in row))
        if found and (opens or is_surely_header(found, row, labels)):
            return at, found
    return None


def sheets_with_plans(blocks: Sequence[Block]) -> set[str]:
    """Return the names of the sheets that hold the header of a plan."""
    grids = (block for block in blocks if isinstance(block, Grid) and block.sheet)
    return {grid.sheet for grid in grids if first_header(grid.rows, set())}


def tell_when(blocks: Sequence[Block]) -> bool:
    """Whether a table of a document names activities and their terms."""
    grids = (block for block in blocks if isinstance(block, Grid))
    found = (first_header(grid.rows, set()) for grid in grids)
    return any(one[1].columns.named and one[1].columns.timed for one in found if one)


def header_at(part: Sequence[Row], at: int) -> Header | None:
    """Return the header that begins with row `at`; a row with a number is data."""
    if any(cell.text and is_number(cell.text) for cell in part[at][:2]):
        return None
    return header.find(part, at)


def is_surely_header(head: Header, row: Row, labels: set[str]) -> bool:
    """Whether what looks like a header is one: an activity may be worded like it.

    A column «№» proves it, or most of its words being `labels` of the table.
    """
    own = [bare(cell.text) for cell in row if cell.text]
    return head.columns.number is not None or sum(o in labels for o in own) * 2 > len(own)


def _is_label(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS_OF_LABEL and not starts_lower(text)


def fitted(grid: Grid, columns: Columns) -> list[Row] | None:
    """Lay a part of the table without a header under the columns known from above.

    A page often has one empty column more or less on the left. None: it is another table.
    """
    if grid.rows and _labels_something_else(grid.rows[0], columns):
        return None
    extra = grid.width - columns.width
    if extra == 0:
        return list(grid.rows)
    if extra == 1:
        rows = [_without_edge(row) for row in grid.rows]
        return None if None in rows else [row for row in rows if row is not None]
    unused = min(_places(columns)) > 0
    if extra == -1 and unused:
        return [(Cell(), *row) for row in grid.rows]
    return None


def ends_plan(part: Sequence[Row], at: int, columns: Columns) -> bool:
    """Whether row `at` heads an appendix on the same sheet: a list or a glossary without terms."""
    if not is_lone(part[at]) or not heads_another(joined(part[at])):
        return False
    return not any(speaks_of_time(one_line(text(row, columns.term))) for row in part[at + 1 :])


def heads_another(line: str) -> bool:
    """Whether a line heads what is no part of the plan above: an appendix, a glossary."""
    return bool(_HEADS_ANOTHER.match(line))


def as_blocks(part: Sequence[Row]) -> list[Block]:
    """Return rows as what they would be outside a sheet: lone texts as lines, others as tables."""
    found: list[Block] = []
    table: list[Row] = []
    for row in part:
        if not is_lone(row):
            table.append(row)
            continue
        found += [Grid(tuple(table))] if table else []
        table = []
        if line := joined(row):
            found.append(Paragraph(line))
    return found + ([Grid(tuple(table))] if table else [])


def _labels_something_else(row: Row, columns: Columns) -> bool:
    """The first row of another table, a glossary or a list, has labels where a plan has data."""
    if is_number(text(row, columns.number)):
        return False
    labels = [one_line(cell.text) for cell in row if cell.text]
    roles = {role for label in labels if (role := role_of(label))}
    if columns.number is not None and Role.NUMBER in roles:
        return True
    return len(labels) > 2 and len(roles) > 1 and not any(map(starts_lower, labels))


def _without_edge(row: Row) -> Row | None:
    """Leave out the empty column of a row that is one too wide, None when both ends are filled."""
    if is_lone(row) and row[0].text:
        return (Cell(row[0].text, across=len(row) - 1), *(Cell(across=0) for _ in row[2:]))
    if not row[0].text:
        return row[1:]
    return None if row[-1].text else row[:-1]


def _places(columns: Columns) -> list[int]:
    single = (columns.number, columns.title, columns.term, columns.start, columns.result)
    return [p for p in (*single, *columns.responsible) if p is not None]
