"""Months, quarters and years as labels of rows and columns."""

import re

_MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр",
           "ноябр", "декабр")  # fmt: skip
_GENITIVE = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
             "октября", "ноября", "декабря")  # fmt: skip
_MONTH = (
    r"(?:январ|феврал|март|апрел|ма(?=[йяе])|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*"
)
_YEAR = r"20\d\d"
_YEAR_TAIL = rf"(?:\s*,?\s*{_YEAR}\s*(?:г(?:од[ау]?)?\.?)?)?"
_ROMAN = r"(?:I{1,3}|IV)"
_MONTH_ONLY = re.compile(rf"({_MONTH}){_YEAR_TAIL}\.?", re.IGNORECASE)
_QUARTER_ONLY = re.compile(
    rf"(?:{_ROMAN}|[1-4])(?:\s*-?\s*[йя])?\s*(?:кв(?:артал|\.)?|полугодие|п/г){_YEAR_TAIL}\.?",
    re.IGNORECASE,
)
_ROMAN_ONLY = re.compile(rf"{_ROMAN}\.?")
_DAYS = re.compile(r"(?:до |с )?\d{1,2}(?:\s*(?:[-–—,и]|по)\s*\d{1,2})*(?: числа)?")


def span_label(text: str, group: str = "") -> str | None:
    """Return the term that a quarter or month column stands for, None when it is no such column.

    `group` is the label above it: it may name the year, or say that «II» is a quarter.
    """
    text = text.strip()
    year = re.search(_YEAR, group)
    tail = f" {year[0]} года" if year and not re.search(_YEAR, text) else ""
    if _MONTH_ONLY.fullmatch(text) or _QUARTER_ONLY.fullmatch(text):
        return text.lower().replace("iv", "IV").replace("i", "I") + tail
    if _ROMAN_ONLY.fullmatch(text) and re.search(r"кварт|срок", group, re.IGNORECASE):
        return f"{text.rstrip('.')} квартал{tail}"
    return None


def month_named(text: str) -> str | None:
    """Return the month (with its year, if written) that is all the text says, else None."""
    return text.rstrip(". ") if _MONTH_ONLY.fullmatch(text.strip()) else None


def within_month(days: str, month: str) -> str:
    """Write days of a month out: «до 15» under «Март 2021» is «до 15 марта 2021»."""
    if not _DAYS.fullmatch(days.strip().lower()):
        return days
    name = re.match(_MONTH, month, re.IGNORECASE)
    if not name:
        return days
    number = next(i for i, stem in enumerate(_MONTHS) if name[0].lower().startswith(stem))
    number = 4 if name[0].lower() in {"май", "мая", "мае"} else number
    return f"{days.strip()} {_GENITIVE[number]}{month[name.end() :].rstrip()}"
