"""The head of a document: the title of the plan, and the order that approved it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage.documents.blocks import Row
from storage.documents.noise import is_heading
from storage.documents.wording import one_line, starts_lower

_OPENS = re.compile(
    r"(?:(?:[\w-]+(?:ый|ий|ой|ая|ое)\s+){0,3}[«\"]?(?:план|дорожная карта|комплекс мер|программа"
    r"|график|календарь|циклограмма)|перечень мероприятий|мероприятия)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:цел[ьи]|задач[аи]|утвержд|согласован|приложени|срок|период|разработчик|ответственн|исп)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:направлен|разработан|составлен|реализу[ею]т|предусматрива|включает|определяет|является)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"об? утверждении\s+(.+)", re.IGNORECASE | re.DOTALL)
_ONLY_YEARS = re.compile(r"20\d\d[-–—/\s\d]*(?:уч\w*\.?\s*)?(?:г\w*\.?)?", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")
_LONGEST_TITLE = 400
_SHORT_TITLE = 4  # words; «План мероприятий» alone is never the whole title

_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
           "октября", "ноября", "декабря")  # fmt: skip
_DAY = (
    rf"[«\"“]?(?P<day>\d{{1,2}})[»\"”]?[\s.]*(?P<month>\d{{1,2}}|{'|'.join(_MONTHS)})[\s.]*"
    r"(?P<year>20\d\d)\s*(?:года|год|г)?\.?"
)
_NUMBER = r"№\s*(?P<number>\d[\w./]*(?:\s?[-–/]\s?[\w./]+)*)"
_DATED = re.compile(rf"{_DAY},?\s*{_NUMBER}", re.IGNORECASE)
_NUMBERED = re.compile(rf"{_NUMBER},?\s*от\s*{_DAY}", re.IGNORECASE)
_ONLY_DAY = re.compile(rf"(?:от\s+)?{_DAY}", re.IGNORECASE)
_ONLY_NUMBER = re.compile(_NUMBER)
_ACT = re.compile(r"(?:приказ|распоряжение|постановление)", re.IGNORECASE)
_APPROVED = re.compile(r"\bутвержд(?:[её]н[аоы]?|аю)\b|^приложение", re.IGNORECASE)
_LINES_OF_ACT = 8
_LINES_OF_STAMP = 5


@dataclass(frozen=True, slots=True)
class Order:
    """The order that approved the plan, as far as the document names it."""

    number: str | None = None
    day: date | None = None


def lines_of(rows: Sequence[Row]) -> list[str]:
    """Return the rows above a plan as lines; stamps side by side are lines of their own."""
    lines: list[str] = []
    for row in rows:
        cells = [cell.text for cell in row if cell.text and not cell.from_above]
        stamped = any(_APPROVED.search(cell) for cell in cells)
        lines += cells if stamped else [" ".join(map(one_line, cells))]
    return [line for line in lines if line]


def title(lines: Sequence[str]) -> str:
    """Return the title among the lines above the plan, "" when none of them is one."""
    found = [_continued(lines, at) for at, line in enumerate(lines) if is_title(line)]
    if not found:
        subjects = (_SUBJECT.match(one_line(line)) for line in lines)
        subject = next((_capital(s[1].strip(" .")) for s in subjects if s), "")
        return subject or _line_above(lines)
    # The fullest one: a caption just above the table often repeats the title cut short.
    return max(found, key=lambda text: (bool(_YEAR.search(text)), min(len(text), _LONGEST_TITLE)))


def is_preamble(line: str) -> bool:
    """Whether a line above the plan is about it as a whole: its aim, its approval, a sentence."""
    return bool(_NO_TITLE.match(line)) or line.rstrip().endswith(".") or is_title(line)


def order(lines: Sequence[str]) -> Order:
    """Return the order that the document is, or that its stamp of approval names.

    Orders that the text merely cites («На основании приказа …») are not it.
    """
    flat = [_unspaced(part) for line in lines for part in line.split("\n")]
    for at, line in enumerate(flat):
        if _ACT.fullmatch(line):
            found = _of_act(flat[at + 1 : at + 1 + _LINES_OF_ACT])
        elif _APPROVED.search(line):
            found = _of_stamp(" ".join(flat[at : at + _LINES_OF_STAMP]))
        else:
            continue
        if found:
            return found
    return Order()


def is_title(line: str) -> bool:
    """Whether a line can begin the title of a plan."""
    words = _unspaced(one_line(line))
    return (
        bool(_OPENS.match(words))
        and not words.endswith((";", ":"))
        and len(words) <= _LONGEST_TITLE
        and not _SENTENCE.search(words)
        and words[:1] not in "-–—"
        and not words[:1].islower()
    )


def _continued(lines: Sequence[str], at: int) -> str:
    """Join the lines over which a centred title is spread."""
    text = _unspaced(one_line(lines[at]))
    for line in lines[at + 1 :]:
        words = one_line(line)
        short = len(text.split()) < _SHORT_TITLE
        goes_on = starts_lower(words) or (words.isupper() and text.isupper()) or short
        if not (goes_on or _ONLY_YEARS.fullmatch(words)) or _is_other(words):
            break
        if re.match(r"[-–—•\d]", words) and not _ONLY_YEARS.fullmatch(words):
            break
        text = f"{text} {words}"
    return text


def _line_above(lines: Sequence[str]) -> str:
    """Where no line says that it is a title, the one nearest above the table is the best."""
    plain = (one_line(line) for line in reversed(lines))
    return next((line for line in plain if is_heading(line) and not _NO_TITLE.match(line)), "")


def _is_other(words: str) -> bool:
    return bool(_NO_TITLE.match(words) or _SENTENCE.search(words))


def _unspaced(line: str) -> str:
    """«П Л А Н» is a word; letters are spread only for looks."""
    line = line.strip()
    return line.replace(" ", "") if re.fullmatch(r"(?:\w\s+){2,}\w", line) else line


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of_act(lines: Sequence[str]) -> Order | None:
    """The lines below «ПРИКАЗ» hold the date and the number, together or each alone."""
    number: str | None = None
    day: date | None = None
    for line in lines:
        both = _DATED.search(line) or _NUMBERED.search(line)
        if both and not re.search(r"[а-яё]{5,}", line[: both.start()].lower()):
            return Order(_tight(both["number"]), _day(both))
        if not day and (found := _ONLY_DAY.fullmatch(line)):
            day = _day(found)
        elif not number and (found := _ONLY_NUMBER.fullmatch(line)):
            number = _tight(found["number"])
    return Order(number, day) if number or day else None


def _of_stamp(text: str) -> Order | None:
    found = _DATED.search(text) or _NUMBERED.search(text)
    return Order(_tight(found["number"]), _day(found)) if found else None


def _day(found: re.Match[str]) -> date | None:
    month = found["month"].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    try:
        return date(int(found["year"]), number, int(found["day"]))
    except ValueError:
        return None


def _tight(number: str) -> str:
    return re.sub(r"\s*([-–/])\s*", r"\1", number).strip(" .")
