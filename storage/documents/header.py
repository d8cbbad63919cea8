"""The header of a plan: which column holds what, found by words in any order and wording."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.documents.blocks import Cell, Row, is_lone
from storage.documents.calendar_words import span_label
from storage.documents.labels import Role, has_data, may_name, names_somebody, role_of
from storage.documents.wording import one_line

_BEST_TITLE, _BEST_RESULT = "мероприят", "результат"
# «Форма проведения мероприятия» is about an activity and does not name it.
_ABOUT = re.compile(r"(?:форм|вид|тип|уров|статус|количеств|цел[ьи]|место|объект)", re.IGNORECASE)
_LONGEST_PART = 30
_MONTHS = re.compile(r"месяц\b", re.IGNORECASE)
_DAYS = re.compile(r"(?:дат[аы]|числ[оа]|день|дни|срок)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a plan keeps what; `spans` are quarter or month columns with their labels."""

    width: int
    title: int
    number: int | None = None
    section: int | None = None
    term: int | None = None
    month: int | None = None
    """The column of the months of which `term` names days, where there are both."""
    start: int | None = None
    end: int | None = None
    responsible: tuple[int, ...] = ()
    result: int | None = None
    spans: tuple[tuple[int, str], ...] = ()
    named: bool = True
    """Whether a label names activities; else they are taken from the column of directions."""

    @property
    def timed(self) -> bool:
        """Whether a column tells when."""
        return bool(self.spans) or any(p is not None for p in (self.term, self.start, self.end))


@dataclass(frozen=True, slots=True)
class Header:
    """A header that was found: its columns, and how many rows it takes."""

    columns: Columns
    rows: int


def find(rows: Sequence[Row], at: int) -> Header | None:
    """Return the header of a plan that begins with row `at`, None when none begins there."""
    if at + 1 < len(rows) and _is_second_row(rows[at], rows[at + 1]):
        labels = _labels(rows[at : at + 2])
        columns = _columns(labels)
        if columns:
            return Header(columns, 2)
    columns = _columns(_labels(rows[at : at + 1]))
    return Header(columns, 1) if columns else None


def school_column(row: Row) -> int | None:
    """Return the column of school names if the row is the header of a list of schools."""
    roles = [role_of(one_line(cell.text)) for cell in row]
    if Role.TERM in roles or Role.TITLE in roles or Role.SCHOOL not in roles:
        return None
    return roles.index(Role.SCHOOL)


def _labels(rows: Sequence[Row]) -> list[list[str]]:
    """For each column, its labels from the top down, a merged label given to all it covers."""
    columns: list[list[str]] = [[] for _ in rows[0]]
    for row in rows:
        covering = ""
        for place, cell in enumerate(row):
            covering = covering if cell.across == 0 else one_line(cell.text)
            if covering and not cell.from_above:
                columns[place].append(covering)
    # A format without merges leaves the place beside a group label empty: the group reaches on.
    for place in range(1, len(columns)):
        if len(columns[place]) == 1 and len(rows) == 2 and not rows[0][place].text:
            columns[place] = columns[place - 1][:1] + columns[place]
    return columns


def _is_second_row(first: Row, second: Row) -> bool:
    """A second header row names parts of a group («Сроки»: начало, окончание), nothing else."""
    if is_lone(first):  # a title above the header, or a blank row
        return False
    filled = 0
    grouped = False
    group = ""
    for above, cell in zip(first, second, strict=True):
        group = above.text or group
        if not cell.text or cell.from_above:
            continue
        filled += 1
        grouped = grouped or above.across != 1 or not above.text
        if not _names_part(one_line(cell.text), one_line(group), above):
            return False
    return grouped and filled < len(second)


def _names_part(label: str, group: str, above: Cell) -> bool:
    parts = {Role.START, Role.END, Role.TIME, Role.TERM, Role.RESPONSIBLE}
    if role_of(label) in parts or span_label(label, group):
        return True
    under_group = above.across != 1 or not above.text or above.text == label
    return under_group and len(label) < _LONGEST_PART and not has_data(label)


def _columns(labels: Sequence[Sequence[str]]) -> Columns | None:
    roles = [_role(column) for column in labels]
    spans = _spans(labels, roles)
    timed = bool(spans) or any(r in roles for r in (Role.TERM, Role.START, Role.END, Role.TIME))
    if not (timed or Role.RESPONSIBLE in roles):
        return None
    title = _title(labels, roles)
    if title is None or _unnamed(labels, roles, spans) * 2 > sum(map(bool, labels)):
        return None
    term, month = _term(labels, roles)
    return Columns(
        width=len(labels),
        title=title,
        number=_first(roles, Role.NUMBER),
        section=_section(roles, title),
        term=term,
        month=month,
        start=_first(roles, Role.START),
        end=_first(roles, Role.END),
        responsible=_responsible(labels, roles, title),
        result=_best(labels, roles, Role.RESULT, _BEST_RESULT),
        spans=tuple(spans.items()),
        named=Role.TITLE in roles,
    )


def _role(column: Sequence[str]) -> Role | None:
    """The lowest label that says something decides: «Сроки», «начало» is a start."""
    return next((role for label in reversed(column) if (role := role_of(label))), None)


def _spans(labels: Sequence[Sequence[str]], roles: list[Role | None]) -> Mapping[int, str]:
    """Find the quarter or month columns, with the year of the group above them."""
    found: dict[int, str] = {}
    for place, column in enumerate(labels):
        group = column[0] if len(column) > 1 else ""
        label = span_label(column[-1], group) if column else None
        if label:
            found[place] = label
    if len(found) < 2:
        return {}
    for place in found:
        roles[place] = Role.SPAN
    return found


def _unnamed(
    labels: Sequence[Sequence[str]], roles: Sequence[Role | None], spans: Mapping[int, str]
) -> int:
    return sum(
        1 for i, column in enumerate(labels) if column and roles[i] is None and i not in spans
    )


def _title(labels: Sequence[Sequence[str]], roles: list[Role | None]) -> int | None:
    title = _best(labels, roles, Role.TITLE, _BEST_TITLE)
    if title is None:
        # «Направление | Срок | Ответственный»: the only place where an activity can stand.
        title = _first(roles, Role.SECTION)
    if title is None and {Role.TERM, Role.RESPONSIBLE} <= set(roles):
        # «Предмет контроля | Срок | Ответственный» heads a plan, whatever comes first.
        unnamed = (i for i, column in enumerate(labels) if column and roles[i] is None)
        title = next((i for i in unnamed if may_name(labels[i][-1])), None)
    return title


def _responsible(
    labels: Sequence[Sequence[str]], roles: Sequence[Role | None], title: int
) -> tuple[int, ...]:
    """Return the columns of those who answer, else the one column that names anybody."""
    answer = tuple(i for i, role in enumerate(roles) if role is Role.RESPONSIBLE)
    somebody = [
        i
        for i, column in enumerate(labels)
        if column and roles[i] is None and i != title and names_somebody(column[-1])
    ]
    return answer or tuple(somebody if len(somebody) == 1 else ())


def _section(roles: Sequence[Role | None], title: int) -> int | None:
    place = _first(roles, Role.SECTION)
    return place if place != title else None


def _term(
    labels: Sequence[Sequence[str]], roles: Sequence[Role | None]
) -> tuple[int | None, int | None]:
    """Return the column of terms and, where «Месяц | Дата» part them, the one of months."""
    terms = [i for i, role in enumerate(roles) if role is Role.TERM]
    months = [i for i in terms if _MONTHS.match(labels[i][-1])]
    days = [i for i in terms if _DAYS.match(labels[i][-1])]
    if months and days:
        return days[0], months[0]
    return (terms[0] if terms else _first(roles, Role.TIME)), None


def _first(roles: Sequence[Role | None], role: Role) -> int | None:
    return next((i for i, r in enumerate(roles) if r is role), None)


def _best(
    labels: Sequence[Sequence[str]], roles: Sequence[Role | None], role: Role, word: str
) -> int | None:
    places = [i for i, r in enumerate(roles) if r is role]
    plain = [i for i in places if not any(map(_ABOUT.match, labels[i]))]
    named = [i for i in plain if any(word in label.lower() for label in labels[i])]
    return next(iter(named + plain + places), None)
