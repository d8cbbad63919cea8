"""The one table reader above all formats: blocks in, activities in the document's words out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from storage.documents import guess, header, listing, noise, parts, rows
from storage.documents.blocks import Block, Grid, Paragraph, Row
from storage.documents.header import Columns
from storage.documents.heading import is_preamble, lines_of
from storage.documents.numbers import meant, parted, section_number
from storage.documents.term_cells import term_of
from storage.documents.wording import bare, one_line
from storage.documents.written import Written


@dataclass(frozen=True, slots=True)
class Plan:
    """What was found: the activities, and the blocks before and after that are no activities."""

    activities: Sequence[Written]
    sections: Sequence[str]
    before: Sequence[str]
    after: Sequence[Block]


def read_plan(blocks: Sequence[Block]) -> Plan:
    """Find the plan's table or tables among the blocks of a document, or its numbered list."""
    plan = _read(blocks, None)
    if not plan.activities and (columns := guess.columns_of(blocks)):
        plan = _read(blocks, columns)
    if not plan.activities:
        items, before = listing.read(plan.before)
        sections = dict.fromkeys(item.section for item in items if item.section)
        plan = Plan(items, list(sections), before, plan.after)
    return plan


def _read(blocks: Sequence[Block], columns: Columns | None) -> Plan:
    reader = _Reader(
        parts.sheets_with_plans(blocks), columns, cache(lambda: parts.tell_when(blocks))
    )
    for block in blocks:
        if isinstance(block, Paragraph):
            reader.paragraph(block)
        else:
            reader.grid(block)
    return reader.plan()


class _Reader:
    """Goes through the blocks once; what it knows holds for the parts of the table that follow."""

    def __init__(
        self, sheets: set[str], columns: Columns | None, tells_when: Callable[[], bool]
    ) -> None:
        self._tells_when = tells_when
        # The name of a sheet is a heading where there are several to tell apart.
        self._sheets = sheets if len(sheets) > 1 else set[str]()
        self._columns = columns
        self._labels: set[str] = set()
        self._section: str | None = None
        self._sections: list[str] = []
        self._activities: list[Written] = []
        self._before: list[str] = []
        self._between: list[Paragraph] = []
        self._after: list[Block] = []
        self._lone: list[tuple[Row, Columns]] = []  # a torn beginning that waits for its row
        self._shapes: set[rows.Shape] = set()
        self._numbered = ""
        self._unnumbered = 0
        self._tables = 0

    def paragraph(self, block: Paragraph) -> None:
        """Text outside tables: before the plan, a heading between its parts, or after it."""
        if self._tables == 0:
            self._before.append(block.text)
        else:
            self._between.append(block)

    def grid(self, grid: Grid) -> None:
        """Read a table or the part of one that stands on a page."""
        found = parts.first_header(grid.rows, self._labels)
        if found is None:
            self._without_header(grid)
            return
        at, head = found
        if self._is_of_people(head.columns):
            self._aside(grid)
            return
        if self._tables == 0:
            self._before += lines_of(grid.rows[:at])
        elif at:
            self._without_header(Grid(grid.rows[:at]))
        self._heading_above(grid, new_table=True)
        self._columns = head.columns
        self._labels = {bare(cell.text) for cell in grid.rows[at] if cell.text}
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
        fitted = parts.fitted(grid, self._columns) if self._columns else None
        if fitted is None:
            self._aside(grid)
            return
        self._heading_above(grid, new_table=False)
        self._tables = max(self._tables, 1)
        self._rows(fitted)

    def _is_of_people(self, columns: Columns) -> bool:
        """Beside a plan, directions and those who answer for them are no second plan."""
        return not columns.named and not columns.timed and self._tells_when()

    def _aside(self, grid: Grid) -> None:
        """Keep a table that is no part of the plan."""
        if self._tables == 0:
            self._before += lines_of(grid.rows)
        self._after += [*self._between, grid]
        self._between = []

    def _heading_above(self, grid: Grid, new_table: bool) -> None:
        """Take the last line above a part of the table for the heading of a section."""
        heading = self._line_above()
        if heading:
            if self._tables == 1:
                self._head_first_table()
            self._open(heading)
        elif new_table and grid.sheet in self._sheets:
            self._open(grid.sheet)
        elif new_table and any(noise.is_heading(p.text) for p in self._between):
            self._section = None  # another table with a heading of its own kind
        self._after += [p for p in self._between if p.text != heading]
        self._between = []

    def _line_above(self) -> str | None:
        """Above the first table stands the title too, so its heading must say what it is."""
        if self._tables == 0:
            above = [line for line in self._before[-1:] if not is_preamble(line)]
            return next((t for t in above if noise.is_heading(t) and noise.is_labelled(t)), None)
        headings = [p.text for p in self._between if noise.is_heading(p.text)]
        return headings[-1] if headings else None

    def _head_first_table(self) -> None:
        """When the second table has a heading, the line above the first was its heading too."""
        lines = self._before[-1:]
        if any(activity.section for activity in self._activities):
            return
        if not lines or not noise.is_heading(lines[0]) or is_preamble(lines[0]):
            return
        heading = one_line(lines[0])
        self._sections.insert(0, heading)
        for activity in self._activities:
            activity.section = heading

    def _open(self, section: str) -> None:
        self._section = one_line(section)
        self._sections.append(self._section)
        self._lone = []

    def _rows(self, part: Sequence[Row]) -> None:
        lower = rows.mostly_lower(part, self._columns)
        habits = self._habits(lower)
        at = top = 0
        while at < len(part):
            head = self._repeated(part, at)
            if head:
                self._columns = head.columns
                if self._activities and not self._in_section():
                    self._head_first_table()
                at = top = at + head.rows  # a repeated header begins a page
                habits = self._habits(lower)
                continue
            if self._columns and parts.ends_plan(part, at, self._columns):
                self._after += parts.as_blocks(part[at:])
                return
            if noise.is_nothing(part[at]):
                top += at == top
            else:
                following = part[at + 1] if at + 1 < len(part) else None
                self._row(part[at], following, at == top, habits)
            at += 1

    def _habits(self, lower: bool) -> rows.Habits:
        numbered = sum(bool(activity.number) for activity in self._activities)
        usual = numbered > 0 and numbered * 5 >= len(self._activities) * 4
        return rows.Habits(lower, usual, frozenset(self._shapes))

    def _repeated(self, part: Sequence[Row], at: int) -> header.Header | None:
        head = parts.header_at(part, at)
        return head if head and parts.is_surely_header(head, part[at], self._labels) else None

    def _row(self, row: Row, following: Row | None, first: bool, habits: rows.Habits) -> None:
        columns = self._columns
        assert columns is not None
        torn = self._activities[-1] if self._activities and self._in_section() else None
        look = rows.Look(row, columns, first, habits)
        if look.continues(torn):
            self._glue(row, columns, torn)
            return
        heading = look.heading(following)
        if heading:
            self._shapes.add(look.shape())
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
            pieces: list[str] = getattr(activity, name)
            if rows.is_ditto(value) and previous:
                pieces.extend(getattr(previous, name))
            elif value:
                pieces.append(value)
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
