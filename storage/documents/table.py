"""The one table reader above all formats: blocks in, activities in the document's words out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.documents import header, rows
from storage.documents.blocks import Block, Grid, Paragraph, Row
from storage.documents.header import Columns
from storage.documents.numbers import meant, parted, section_number
from storage.documents.term_cells import term_of
from storage.documents.wording import one_line


@dataclass(slots=True)
class Written:
    """One activity as written; every field is a list of its parts, torn rows have several."""

    section: str | None
    number: str = ""
    number_as_written: str = ""
    title: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    term: list[str] = field(default_factory=list)
    result: list[str] = field(default_factory=list)
    glued: str = ""  # a lone cell above the row that was taken for its beginning


@dataclass(frozen=True, slots=True)
class Plan:
    """What was found: the activities, and the blocks before and after that are no activities."""

    activities: Sequence[Written]
    sections: Sequence[str]
    before: Sequence[str]
    after: Sequence[Block]


def read_plan(blocks: Sequence[Block]) -> Plan:
    """Find the plan's table or tables among the blocks of a document."""
    reader = _Reader()
    for block in blocks:
        if isinstance(block, Paragraph):
            reader.paragraph(block)
        else:
            reader.grid(block)
    return reader.plan()


class _Reader:
    """Goes through the blocks once; what it knows holds for the parts of the table that follow."""

    def __init__(self) -> None:
        self._columns: Columns | None = None
        self._section: str | None = None
        self._sections: list[str] = []
        self._activities: list[Written] = []
        self._before: list[str] = []
        self._between: list[Paragraph] = []
        self._after: list[Block] = []
        self._lone: list[tuple[Row, Columns]] = []  # a torn beginning that waits for its row
        self._numbered = ""
        self._unnumbered = 0
        self._tables = 0
        self._sheet = ""

    def paragraph(self, block: Paragraph) -> None:
        """Text outside tables: before the plan, a heading between its parts, or after it."""
        if self._columns is None:
            self._before.append(block.text)
        else:
            self._between.append(block)

    def grid(self, grid: Grid) -> None:
        """Read a table or the part of one that stands on a page."""
        found = rows.first_header(grid.rows)
        if found is None:
            self._without_header(grid)
            return
        at, head = found
        if self._columns is None:
            self._before += [t for row in grid.rows[:at] if (t := rows.joined(row))]
        elif at:
            self._without_header(Grid(grid.rows[:at]))
        self._heading_above(grid, new_table=True)
        self._columns = head.columns
        self._tables += 1
        self._rows(grid.rows[at + head.rows :])

    def plan(self) -> Plan:
        """Close the reading: what has not become an activity or a section is `after`."""
        while self._sections and not self._used(self._sections[-1]):
            self._sections.pop()
        return Plan(self._activities, self._sections, self._before, [*self._after, *self._between])

    def _used(self, section: str) -> bool:
        return any(activity.section == section for activity in self._activities)

    def _without_header(self, grid: Grid) -> None:
        fitted = rows.fitted(grid, self._columns) if self._columns else None
        if fitted is None:
            if self._columns is None:
                self._before += [t for row in grid.rows if (t := rows.joined(row))]
            self._after += [*self._between, grid]
            self._between = []
            return
        self._heading_above(grid, new_table=False)
        self._rows(fitted)

    def _heading_above(self, grid: Grid, new_table: bool) -> None:
        """Take the last line above a part of the table for the heading of a section."""
        texts = self._between if self._tables else [Paragraph(t) for t in self._before[-1:]]
        headings = [p for p in texts if rows.is_heading_text(p.text)]
        if headings and (self._tables or section_number(headings[-1].text)):
            self._open(headings[-1].text)
        elif new_table and grid.sheet and grid.sheet != self._sheet and self._tables:
            self._open(grid.sheet)
        self._sheet = grid.sheet
        self._after += [p for p in self._between if p not in headings[-1:]]
        self._between = []

    def _open(self, section: str) -> None:
        self._section = one_line(section)
        self._sections.append(self._section)
        self._lone = []

    def _rows(self, part: Sequence[Row]) -> None:
        lower_is_usual = rows.mostly_lower(part, self._columns)
        at = top = 0
        while at < len(part):
            head = self._repeated(part, at)
            if head:
                at = top = at + head.rows  # a repeated header begins a page
                continue
            following = part[at + 1] if at + 1 < len(part) else None
            self._row(part[at], following, first=at == top, lower_is_usual=lower_is_usual)
            at += 1

    def _repeated(self, part: Sequence[Row], at: int) -> header.Header | None:
        """A header typed again is passed over; another header changes the columns."""
        head = rows.header_at(part, at)
        if head and self._columns and head.columns.title == self._columns.title:
            self._columns = head.columns
            return head
        return None

    def _row(self, row: Row, following: Row | None, first: bool, lower_is_usual: bool) -> None:
        columns = self._columns
        assert columns is not None
        if rows.is_nothing(row):
            return
        torn = self._activities[-1] if self._activities and self._in_section() else None
        look = rows.Look(row, columns, first, lower_is_usual)
        if look.continues(torn):
            self._glue(row, columns, torn)
            return
        heading = look.heading(following)
        if heading:
            self._open(heading)
        elif rows.holds_something(row, columns):
            self._activity(row, columns)

    def _in_section(self) -> bool:
        return self._activities[-1].section == self._section

    def _glue(self, row: Row, columns: Columns, torn: Written | None) -> None:
        """Add a torn row to the row above, or, under a heading, keep it for the row below."""
        if torn is None:
            self._lone.append((row, columns))
        else:
            self._fill(torn, row, columns)

    def _activity(self, row: Row, columns: Columns) -> None:
        if columns.section is not None and row[columns.section].text:
            section = one_line(row[columns.section].text)
            if section != self._section:
                self._open(section)
        activity = Written(self._section)
        for lone, its_columns in self._lone:
            activity.glued = rows.joined(lone)
            self._fill(activity, lone, its_columns)
        self._lone = []
        self._fill(activity, row, columns)
        self._number(activity, row, columns)
        self._activities.append(activity)

    def _fill(self, activity: Written, row: Row, columns: Columns) -> None:
        previous = self._activities[-1] if self._activities else None
        term = term_of(row, columns, activity.section if not activity.term else None)
        result = rows.text(row, columns.result)
        responsible = "\n".join(t for i in columns.responsible if (t := rows.text(row, i)))
        for name, value in (("term", term), ("result", result), ("responsible", responsible)):
            parts: list[str] = getattr(activity, name)
            if rows.is_ditto(value) and previous:
                parts.extend(getattr(previous, name))
            elif value:
                parts.append(value)
        if rows.text(row, columns.title):
            activity.title.append(rows.text(row, columns.title))

    def _number(self, activity: Written, row: Row, columns: Columns) -> None:
        written = one_line(rows.text(row, columns.number))
        if columns.number is None and activity.title and not rows.is_list(activity.title[0]):
            written, activity.title[0] = parted(activity.title[0])
        if not written:
            self._unnumbered += 1
            return
        activity.number_as_written = written
        activity.number = meant(
            written, self._numbered, section_number(self._section), self._unnumbered
        )
        self._numbered, self._unnumbered = activity.number, 0
