"""The term of a row as its cells give it: in words, by start and end, by marks in quarters."""

import re

from storage.documents.blocks import Row
from storage.documents.calendar_words import within_month
from storage.documents.header import Columns
from storage.documents.period import is_span
from storage.documents.wording import one_line

# «ü» and U+F0FC are the tick of Wingdings in files that forget the font.
_MARK = re.compile(r"[xхvüû+*•●■✓✔√☑☒✗✘\uf0fc\uf0fe]|да", re.IGNORECASE)
_NO_MARK = frozenset({"", "-", "–", "—", "☐", "□"})


def term_of(row: Row, columns: Columns, section: str | None) -> str:
    """Return the term in the document's words; what only the layout says is written out."""
    term = _of_month(row, columns) or _from_to(row, columns) or _spans(row, columns)
    if not section or not is_span(section):
        return term
    return within_month(term, section) if term else section


def _of_month(row: Row, columns: Columns) -> str:
    """«5» beside «Февраль» is «5 февраля»; a month without days is the term itself."""
    term, month = _text(row, columns.term), one_line(_text(row, columns.month))
    if not month or not is_span(month):
        return term
    days = within_month(one_line(term), month)
    told = days != one_line(term) or re.search(r"\d", term)
    return days if told else ", ".join(part for part in (month, term) if part)


def _text(row: Row, place: int | None) -> str:
    return row[place].text if place is not None and place < len(row) else ""


def _from_to(row: Row, columns: Columns) -> str:
    start, end = one_line(_text(row, columns.start)), one_line(_text(row, columns.end))
    if start and end:
        return start if start == end else f"{start} - {end}"
    if start:
        return start if columns.end is None else f"с {start}"
    return f"до {end}" if end and not re.match(r"(?:до|к|не позднее)\b", end) else end


def _spans(row: Row, columns: Columns) -> str:
    """List the quarters or months that are marked; words in such a cell outdo its label."""
    found: list[str] = []
    for place, label in columns.spans:
        text = one_line(_text(row, place))
        if text in _NO_MARK:
            continue
        marked = bool(_MARK.fullmatch(text))
        found.append(label if marked else within_month(text, label))
    return ", ".join(dict.fromkeys(found))
