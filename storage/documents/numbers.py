"""Numbers of activities: as printed, and as meant where the printing has slipped."""

import re
from functools import lru_cache

from storage.documents.wording import clean

_LOOKALIKES = str.maketrans("ЗзОоOolІбБЧ,", "33000011664.")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_ROMAN = re.compile(r"[IVXХ]+", re.IGNORECASE)
_MIXED = re.compile(r"[IVXХ]+(?:\.\d+)+")  # «II.3»: the section and the row
_LEADING = re.compile(
    r"(\d+(?:\s?\.\s?\d+)*)\s?[.)]\s*(?=\D)|(\d+(?:\.\d+)+)\s+(?=\D)"
    r"|[IVXХ]+(?:\.\d+)+[.)]?\s+(?=\D)"
)


def is_number(text: str) -> bool:
    """Whether the text of a cell is a number of a row, slips included."""
    number = _tidy(text)
    return any(form.fullmatch(number) for form in (_DIGITS, _ROMAN, _MIXED))


def parted(title: str) -> tuple[str, str]:
    """Split «1.1. Провести …» in its number and the rest; the number is "" when there is none."""
    found = _LEADING.match(title)
    if not found:
        return "", title
    return found[0].strip(), title[found.end() :]


def section_number(section: str | None) -> str:
    """Return the number with which a section heading begins, "" when it has none."""
    found = re.match(r"\s*(?:раздел\s+)?(\d+)\s*(?:[.)]|\s)", section or "", re.IGNORECASE)
    return found[1] if found else ""


def meant(written: str, previous: str, section: str, skipped: int) -> str:
    """Return the number that was meant, without a final dot.

    A slip is seen by what should stand here: the number after `previous` (there may have been
    `skipped` rows without a number between), or the first of the section.
    """
    number = _tidy(written)
    for expected in _expected(previous, section, skipped):
        if number == expected:
            return number
        # «25.» for 2.5 has lost a dot; «1.1» for 1.10 was a number in a spreadsheet.
        lost_zero = "." in number and f"{number}0" == expected
        if lost_zero or number.replace(".", "") == expected.replace(".", ""):
            return expected
    return number


def follows(number: str, section: str) -> bool:
    """Whether a number belongs to the rows of a section numbered `section`."""
    return bool(section) and _tidy(number).startswith(f"{section}.")


def is_repaired(written: str, number: str) -> bool:
    """Whether a printed number was taken for another: «25.» for 2.5 is, «2,5» is not."""
    return _tidy(written) != number


def _expected(previous: str, section: str, skipped: int) -> list[str]:
    opens_section = section and not follows(previous, section)
    if opens_section and ("." in previous or not previous):
        return [f"{section}.{1 + step}" for step in range(skipped + 1)]
    head, _, last = previous.rpartition(".")
    if not last.isdecimal():
        return []
    return [f"{head}.{n}".lstrip(".") for n in range(int(last) + 1, int(last) + 2 + skipped)]


@lru_cache(4096)
def _tidy(written: str) -> str:
    text = re.sub(r"[\s№]+", "", clean(written)).strip(".)(,")
    swapped = re.sub(r"\.{2,}", ".", text.translate(_LOOKALIKES))
    return swapped if re.search(r"\d", text) and _DIGITS.fullmatch(swapped) else text
