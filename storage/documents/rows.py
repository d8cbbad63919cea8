"""What a row of a plan is: an activity, a heading, the rest of a torn row, or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from storage.documents.blocks import Cell, Row, is_lone
from storage.documents.header import Columns
from storage.documents.noise import is_labelled
from storage.documents.numbers import follows, is_number
from storage.documents.period import speaks_of_time
from storage.documents.wording import one_line, starts_lower
from storage.documents.written import Written

_DITTO = re.compile(
    r"[-–—\s]*(?://|\|\||[\"″〃»«“”]|-)[-–—\s]*(?:[\"″〃»«“”]|//|\|\|)?[-–—\s]*"
    r"|то же(?: самое)?|там же|тоже|также|те же|тот же|та же",
    re.IGNORECASE,
)
_LONE_DITTO = frozenset('"″〃«»“”')
_LIST = re.compile(r"^\s*1[.)].*\n\s*2[.)]", re.DOTALL)
_ROMAN = re.compile(r"[IVXХ]+\.?", re.IGNORECASE)
_LONGEST_HEADING = 300


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
    return len(value) > 1 - (value in _LONE_DITTO) and bool(_DITTO.fullmatch(value))


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


_STOPS = re.compile(
    r"(?:[,;:–—-]|\b(?:и|или|в|во|на|по|с|со|для|о|об|от|к|за|из|при|до|не|под|между|через))$"
)

# A quoted name, a dash, a point of a list, an abbreviation.
_WITHIN = re.compile(r"[«\"–—-]|[А-ЯЁ]{2,}\b")

Shape: TypeAlias = tuple[int, bool]
"""How a heading is drawn: the column it begins in, and whether it is merged over more."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What the rows read so far do: titles in lower case, numbers, the shapes of headings."""

    lower: bool
    numbered: bool
    headings: frozenset[Shape]


@dataclass(frozen=True, slots=True)
class Look:
    """A row looked at under its columns; `first` means that a page may have torn it."""

    row: Row
    columns: Columns
    first: bool
    habits: Habits

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
            return self._elsewhere() and not self._heads_from_the_edge()
        if last is None:
            return False
        if starts_lower(self._title):
            return not self.habits.lower or self.first
        return self._is_tail(last)

    def shape(self) -> Shape:
        """Return how the row is drawn if it is a heading."""
        place = next(i for i, cell in enumerate(self.row) if cell.text)
        return place, self.row[place].across > 1

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
        return any(cell.across > 1 and cell.text for cell in self.row) and is_lone(self.row)

    def _elsewhere(self) -> bool:
        columns = self.columns
        places = (columns.term, columns.result, *columns.responsible)
        return any(text(self.row, place) for place in places)

    def _is_tail(self, last: Written) -> bool:
        """A page tore the row: its cells go on where those above stopped."""
        if not self.first:
            return False
        title = "\n".join(last.title)
        if _stops(title):
            return True
        term = text(self.row, self.columns.term)
        if term or _has_term(self.row, self.columns):
            return self._goes_on_with("\n".join(last.term), term)
        if self.habits.numbered and not self._is_drawn_as_heading():
            return True
        responsible = "\n".join(text(self.row, i) for i in self.columns.responsible)
        result = text(self.row, self.columns.result)
        above = "\n".join(last.responsible), "\n".join(last.result)
        pairs = [(a, t) for a, t in zip(above, (responsible, result), strict=True) if t]
        if not pairs:
            return _begins_within(title, self._title)
        return all(_stops(a) or starts_lower(t) for a, t in pairs)

    def _goes_on_with(self, above: str, term: str) -> bool:
        """A term is torn when a piece of it does not say when by itself: «25», «апреля»."""
        if _stops(above) or re.match(r"[–—-]", term):
            return True
        together = speaks_of_time(one_line(f"{above}\n{term}"))
        apart = speaks_of_time(one_line(above)) and speaks_of_time(one_line(term))
        return self.habits.numbered and together and not apart

    def _is_drawn_as_heading(self) -> bool:
        return is_lone(self.row) and self.shape() in self.habits.headings

    def _may_head(self, place: int, cell: Cell) -> bool:
        if len(cell.text) > _LONGEST_HEADING or is_number(cell.text):
            return False
        columns = self.columns
        other = {columns.term, columns.result, *columns.responsible}
        return place not in other or cell.across > 1 or self._heads_from_the_edge()

    def _heads_from_the_edge(self) -> bool:
        """A lone cell in the first column heads the rows below, whatever else the column holds."""
        edge = self.row[0].text
        return is_lone(self.row) and (edge[:1].isupper() or is_labelled(edge))

    def _reaches_over(self) -> bool:
        return self.row[self.columns.title].across > 1

    def _numbers_a_section(self, following: Row | None) -> bool:
        """«2.» heads a section when the row below is «2.1», and a Roman number always does."""
        number = one_line(self._number).rstrip(".) ")
        below = one_line(text(following, self.columns.number)) if following else ""
        return bool(_ROMAN.fullmatch(number)) or follows(below, number)


def _stops(above: str) -> bool:
    """Whether a text stops in the middle: at an open quote or bracket, a comma, a preposition."""
    above = above.rstrip()
    if above.count("«") > above.count("»") or above.count("(") > above.count(")"):
        return True
    return bool(_STOPS.search(above))


def _begins_within(above: str, below: str) -> bool:
    """Whether a text begins in the middle of a sentence that the text above has not ended."""
    ended = above.rstrip().endswith((".", "!", "?", "»"))
    return not ended and bool(_WITHIN.match(below))
