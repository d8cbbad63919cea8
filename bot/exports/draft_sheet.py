"""XLSX of a draft: each row as the document has it beside what was understood, for checking."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.exports.cells import above, plain
from bot.views.doubts import plain_question
from bot.views.drafts import kinds, reading
from locales import Words
from storage.domain.draft import Draft, DraftRow
from storage.domain.duties import kinds_of
from storage.domain.numbers import numbers_of
from storage.domain.questions import asked_of
from storage.domain.terms import Doubt, TermKind, Window

_ALL_IS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LONGEST = 32_767  # characters; Excel holds no more in a cell
_MOST_DATES = 12
_FROZEN = 4  # columns up to the title, by which a row is known
_LINE, _HIGHEST = 15, 409  # points
_LOSS = 1.25  # words that break leave a line shorter than its column
_A4 = 9


def draft_sheet(draft: Draft, words: Words) -> bytes:
    """Return the draft as XLSX: a sheet with all rows, and one with the schools that it lists.

    A corrected copy can be sent back as a document: its own columns are found by their names, and
    those of the reading say nothing to a reader. Every value is text, so «=1+1» and «- подготовка»
    stay what they are. A row with doubts is coloured, and its last cell says what to check.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, _ALL_IS_TEXT) as book:
        looks = _Looks.of(book)
        _plan(book.add_worksheet(words("Plan")), draft, looks, words)
        if draft.organisations:
            _schools(book.add_worksheet(words("Schools")), draft, looks, words)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Looks:
    title: Format
    line: Format
    doubtful_line: Format
    label: Format
    label_of_reading: Format
    cell: Format
    doubtful: Format

    @classmethod
    def of(cls, book: Workbook) -> "_Looks":
        cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        label = {**cell, "bold": True, "valign": "vcenter"}
        doubt = {"bg_color": "#FFF2CC"}
        return cls(
            title=book.add_format({"bold": True, "font_size": 14}),
            line=book.add_format(),
            doubtful_line=book.add_format(doubt),
            label=book.add_format({**label, "bg_color": "#D9D9D9"}),
            label_of_reading=book.add_format({**label, "bg_color": "#DDEBF7"}),
            cell=book.add_format(cell),
            doubtful=book.add_format({**cell, **doubt}),
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the draft, and what the chat calls it."""

    row: DraftRow
    called: str

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        return asked_of(self.row)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the plan: the document's own, or `of_reading`."""

    label: str
    width: int
    text: Callable[[_Line], str]
    of_reading: bool = False


def _columns(words: Words) -> Sequence[_Column]:
    """What was understood stands beside what was written, so that the eye need not travel."""
    return (
        _Column(words("No."), 7, lambda line: line.row.number or ""),
        _Column(words("No. in the chat"), 8, lambda line: line.called, True),
        _Column(words("Section"), 24, lambda line: line.row.section or ""),
        _Column(words("Activity"), 48, lambda line: line.row.title),
        _Column(words("Responsible"), 24, lambda line: line.row.responsible),
        _Column(
            words("Whose task"),
            14,
            lambda line: "\n".join((kinds(kinds_of(line.row), words), *line.row.chosen)),
            True,
        ),
        _Column(words("Term"), 20, lambda line: line.row.term),
        _Column(words("Read as"), 28, lambda line: reading(line.row.reading, words), True),
        _Column(words("Kind of term"), 15, lambda line: _kind(line.row.reading.kind, words), True),
        _Column(words("Dates"), 24, lambda line: _dates(line.row.reading.windows, words), True),
        _Column(words("Planned result"), 40, lambda line: line.row.result),
        _Column(words("Check"), 44, lambda line: _questions(line.doubts, words), True),
    )


def _lines(draft: Draft) -> list[_Line]:
    """The activities, called as in the chat, where a row that is left out keeps its number."""
    called = zip(draft.rows, numbers_of(draft.rows), strict=True)
    return [_Line(row, number) for row, number in called if not row.left_out]


def _plan(sheet: Worksheet, draft: Draft, looks: _Looks, words: Words) -> None:
    top = _above(sheet, draft, looks, words)
    columns = _columns(words)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        look = looks.label_of_reading if column.of_reading else looks.label
        sheet.write_string(top, place, column.label, look)
    lines = _lines(draft)
    for at, line in enumerate(lines, start=top + 1):
        texts = [column.text(line) for column in columns]
        sheet.set_row(at, _height(texts, [column.width for column in columns]))
        _write(sheet, at, texts, looks.doubtful if line.doubts else looks.cell)
    _lay_out(sheet, top, len(lines), len(columns))


def _above(sheet: Worksheet, draft: Draft, looks: _Looks, words: Words) -> int:
    """Write what is said of the whole draft; return the place of the row below."""
    _write(sheet, 0, [draft.title], looks.title)
    lines = above(draft, words)
    asked = len(draft.doubts) + sum(len(line.doubts) for line in _lines(draft))
    if asked:
        lines.append(words("Questions: {n}", n=asked))
    for at, text in enumerate(lines, start=1):
        _write(sheet, at, [text], looks.line)
    for at, doubt in enumerate(draft.doubts, start=len(lines) + 1):
        _write(sheet, at, [_questions([doubt], words)], looks.doubtful_line)
    return 1 + len(lines) + len(draft.doubts)


def _lay_out(sheet: Worksheet, top: int, rows: int, columns: int) -> None:
    """Freeze, filter and print: one page wide, the header on each page."""
    last = top + rows
    sheet.autofilter(top, 0, last, columns - 1)
    sheet.freeze_panes(top + 1, _FROZEN)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    # «2.10» is the tenth and not 2.1, however much a program would like it to be a number.
    sheet.ignore_errors({"number_stored_as_text": f"A{top + 2}:B{last + 1}"})


def _schools(sheet: Worksheet, draft: Draft, looks: _Looks, words: Words) -> None:
    labels = (words("No."), words("Name of the school"), words("Short name"))
    for place, width in enumerate((7, 80, 30)):
        sheet.set_column(place, place, width)
    _write(sheet, 0, labels, looks.label)
    for at, school in enumerate(draft.organisations, start=1):
        _write(sheet, at, (str(at), school.name, school.short), looks.cell)
    sheet.freeze_panes(1, 0)


def _write(sheet: Worksheet, at: int, texts: Sequence[str], look: Format) -> None:
    for place, text in enumerate(texts):
        sheet.write_string(at, place, plain(text)[:_LONGEST], look)


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height in points that shows all texts: not every program works it out itself."""
    lines = (
        sum(math.ceil(len(line) * _LOSS / width) or 1 for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(max(lines) * _LINE, _HIGHEST)


def _questions(doubts: Sequence[Doubt], words: Words) -> str:
    """A word beside the colour: «уточнить: …», or that nothing is asked."""
    asked = [words("check: {question}", question=plain_question(d, words)) for d in doubts]
    return "\n".join(asked) or words("understood")


def _dates(windows: Sequence[Window], words: Words) -> str:
    shown = [_days(window, words) for window in windows[:_MOST_DATES]]
    left = len(windows) - len(shown)
    if left:
        shown.append(words.count("and {n} more", "and {n} more", left))
    return "\n".join(shown)


def _days(window: Window, words: Words) -> str:
    start, end = words.short_day(window.start), words.short_day(window.end)
    return end if start == end else f"{start} – {end}"


def _kind(kind: TermKind, words: Words) -> str:
    names = {
        TermKind.WINDOW: words("one deadline"),
        TermKind.CHECKPOINTS: words("several deadlines"),
        TermKind.RECURRING: words("repeated"),
        TermKind.ONGOING: words("all the time"),
        TermKind.BY_SCHEDULE: words("by a schedule"),
        TermKind.CONDITIONAL: words("on an event"),
        TermKind.NONE: words("without a term"),
    }
    return names[kind]
