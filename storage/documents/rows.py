"""What a row of a plan is: an activity, a heading, the rest of a torn row, or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.documents import header
from storage.documents.blocks import Cell, Grid, Row
from storage.documents.header import Columns, Header
from storage.documents.numbers import follows, is_number
from storage.documents.wording import bare, one_line, starts_lower
from storage.documents.written import Written

_DITTO = re.compile(
    r"[-–—\s]*(?://|\"|″|〃|»|-)[-–—\s]*(?:\"|//)?[-–—\s]*|то же|там же|тоже",
    re.IGNORECASE,
)
_LIST = re.compile(r"^\s*1[.)].*\n\s*2[.)]", re.DOTALL)
_ROMAN = re.compile(r"[IVXХ]+\.?", re.IGNORECASE)
_LONGEST_HEADING = 300
_MOST_WORDS_OF_LABEL = 5


def text(row: Row, place: int | None) -> str:
    """Return the text of a place, "" where the plan has no such column."""
    return row[place].text if place is not None and place < len(row) else ""


def joined(row: Row) -> str:
    """Return the words of a row in one line."""
    own = (one_line(c.text) for c in row if c.text and not c.from_above)
    return " ".join(own)


def is_list(title: str) -> bool:
    """Whether a cell begins with a numbered list, whose «1.» is not the number of the row."""
    return bool(_LIST.match(title))


def is_ditto(value: str) -> bool:
    """Whether a cell says "as above"."""
    value = value.strip()
    return len(value) > 1 - (value in {'"', "″", "〃"}) and bool(_DITTO.fullmatch(value))


def first_header(part: Sequence[Row], labels: set[str]) -> tuple[int, Header] | None:
    """Return the first header of a grid and its row; `labels` are those of the table above."""
    for at, row in enumerate(part):
        found = header_at(part, at)
        opens = not labels or (at == 0 and all(_is_short(cell.text) for cell in row))
        if found and (opens or is_surely_header(found, row, labels)):
            return at, found
    return None


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


def _is_short(label: str) -> bool:
    return len(label.split()) <= _MOST_WORDS_OF_LABEL


def fitted(grid: Grid, columns: Columns) -> list[Row] | None:
    """Lay a part of the table without a header under the columns known from above.

    A page often has one empty column more or less on the left. None: it is another table.
    """
    if grid.rows and _labels_something_else(grid.rows[0], columns):
        return None
    extra = grid.width - columns.width
    if extra == 0:
        return list(grid.rows)
    if extra == 1 and all(not row[0].text or _alone(row) for row in grid.rows):
        return [_without_first(row) for row in grid.rows]
    unused = min(_places(columns)) > 0
    if extra == -1 and unused:
        return [(Cell(), *row) for row in grid.rows]
    return None


def _labels_something_else(row: Row, columns: Columns) -> bool:
    """The first row of another table, a glossary or a list, has labels where a plan has data."""
    if is_number(text(row, columns.number)):
        return False
    labels = [one_line(cell.text) for cell in row if cell.text]
    roles = {role for label in labels if (role := header.role_of(label))}
    if columns.number is not None and header.Role.NUMBER in roles:
        return True
    return len(labels) > 2 and len(roles) > 1 and not any(map(starts_lower, labels))


def _alone(row: Row) -> bool:
    return sum(1 for cell in row if cell.text) <= 1


def _without_first(row: Row) -> Row:
    if row[0].text:
        return (Cell(row[0].text, across=len(row) - 1), *(Cell(across=0) for _ in row[2:]))
    return row[1:]


def _places(columns: Columns) -> list[int]:
    single = (columns.number, columns.title, columns.term, columns.start, columns.result)
    return [p for p in (*single, *columns.responsible) if p is not None]


def holds_something(row: Row, columns: Columns) -> bool:
    """Whether a row says anything of an activity besides its number."""
    places = [columns.title, columns.term, columns.start, columns.end, columns.result]
    places += [*columns.responsible, *(place for place, _ in columns.spans)]
    return any(text(row, place) for place in places)


def mostly_lower(part: Sequence[Row], columns: Columns | None) -> bool:
    """Whether titles begin in lower case as a habit, so that it is no sign of a torn row."""
    if columns is None:
        return False
    titles = [t for row in part if (t := text(row, columns.title)) and _has_term(row, columns)]
    return sum(map(starts_lower, titles)) * 2 > len(titles)


def _has_term(row: Row, columns: Columns) -> bool:
    return bool(text(row, columns.term) or text(row, columns.start))


@dataclass(frozen=True, slots=True)
class Look:
    """A row looked at under its columns; `first` means that a page may have torn it."""

    row: Row
    columns: Columns
    first: bool
    lower_is_usual: bool

    @property
    def _title(self) -> str:
        return text(self.row, self.columns.title)

    @property
    def _number(self) -> str:
        return text(self.row, self.columns.number)

    def continues(self, last: Written | None) -> bool:
        """Whether the row is the rest of the row above (or the torn beginning of one below)."""
        if self._number or self._covers():
            return False
        if not self._title:
            return self._elsewhere()
        if last is None:
            return False
        if starts_lower(self._title):
            return not self.lower_is_usual or self.first
        return self._is_tail(last)

    def heading(self, following: Row | None) -> str | None:
        """Return the heading of a section, None when the row is an activity."""
        filled = [(i, c) for i, c in enumerate(self.row) if c.text]
        lone = {c.text for _, c in filled}
        if len(lone) == 1:
            place, cell = filled[0]
            return one_line(cell.text) if self._may_head(place, cell) else None
        only_these = {i for i, _ in filled} == {self.columns.number, self.columns.title}
        if only_these and (self._reaches_over() or self._numbers_a_section(following)):
            return f"{one_line(self._number)} {one_line(self._title)}"
        return None

    def _covers(self) -> bool:
        """A cell merged over the title and more is a row of its own."""
        return any(cell.across > 1 and cell.text for cell in self.row) and _alone(self.row)

    def _elsewhere(self) -> bool:
        columns = self.columns
        places = (columns.term, columns.result, *columns.responsible)
        return any(text(self.row, place) for place in places)

    def _is_tail(self, last: Written) -> bool:
        """A page tore the row: it has no term, and its cells go on where those above stopped."""
        if not self.first or _has_term(self.row, self.columns):
            return False
        if _unfinished("\n".join(last.title)):
            return True
        responsible = "\n".join(text(self.row, i) for i in self.columns.responsible)
        result = text(self.row, self.columns.result)
        above = "\n".join(last.responsible), "\n".join(last.result)
        pairs = [(a, t) for a, t in zip(above, (responsible, result), strict=True) if t]
        return bool(pairs) and all(starts_lower(t) or _unfinished(a) for a, t in pairs)

    def _may_head(self, place: int, cell: Cell) -> bool:
        if len(cell.text) > _LONGEST_HEADING or is_number(cell.text):
            return False
        columns = self.columns
        return place not in {columns.term, columns.result, *columns.responsible} or cell.across > 1

    def _reaches_over(self) -> bool:
        return self.row[self.columns.title].across > 1

    def _numbers_a_section(self, following: Row | None) -> bool:
        """«2.» heads a section when the row below is «2.1», and a Roman number always does."""
        number = one_line(self._number).rstrip(".) ")
        below = one_line(text(following, self.columns.number)) if following else ""
        return bool(_ROMAN.fullmatch(number)) or follows(below, number)


def _unfinished(words: str) -> bool:
    """Whether a text stops in the middle: an open quote or bracket, a comma, a preposition."""
    words = words.rstrip()
    if words.count("«") > words.count("»") or words.count("(") > words.count(")"):
        return True
    return bool(
        re.search(r"(?:[,–—-]|\b(?:и|или|в|во|на|по|с|со|для|о|об|от|к|за|из|при|до))$", words)
    )
