"""Months, quarters and years as labels of rows and columns."""

import re

_NOMINATIVE = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
               "октябрь", "ноябрь", "декабрь")  # fmt: skip
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_GENITIVE = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
             "октября", "ноября", "декабря")  # fmt: skip
_MONTH = (
    r"(?:январ|феврал|март|апрел|ма(?=[йяе])|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*"
)
_YEAR = r"20\d\d"
_YEAR_TAIL = rf"(?:\s*,?\s*{_YEAR}\s*(?:г(?:од[ау]?)?\.?)?)?"
_ROMAN = r"(?:I{1,3}|IV)"
_MONTH_ONLY = re.compile(rf"({_MONTH}){_YEAR_TAIL}\.?", re.IGNORECASE)
_MONTH_NAME = re.compile(_MONTH.replace("*", "{0,2}"), re.IGNORECASE)
_SHORT_MONTH = re.compile(
    rf"(янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек)[а-я]{{0,2}}\.?(?P<tail>{_YEAR_TAIL})\.?",
    re.IGNORECASE,
)
_QUARTER_ONLY = re.compile(
    rf"(?:{_ROMAN}|[1-4])(?:\s*-?\s*[йя])?\s*(?:кв(?:артал|\.)?|полугодие|п/г){_YEAR_TAIL}\.?",
    re.IGNORECASE,
)
_MONTH_NUMBER = re.compile(r"I{1,3}|IV|VI{0,3}|IX|XI{0,2}|0?[1-9]|1[0-2]")
_ROMAN_ONLY = re.compile(rf"{_ROMAN}\.?")
_SPREAD_ROMAN = re.compile(r"[IVX](?: ?[IVX])+")  # a narrow column breaks «IV» in two
_TIME_GROUP = re.compile(r"кварт|срок|период|дат[аы]|когда", re.IGNORECASE)
_DAYS = re.compile(
    r"(?:(?:до|с|к|не позднее)\s+)?\d{1,2}(?:\s*(?:[-–—,и]|по)\s*\d{1,2})*(?:\s+числа)?"
    r"|.*\b(?:недел|декад|начал|конец|конца|середин|половин).*"
)
_WHOLE = re.compile(r"(?:весь|в течение|в течении|на протяжении)\s+(?:всего\s+)?месяц[а]?")


def span_label(text: str, group: str = "") -> str | None:
    """Return the term that a quarter or month column stands for, None when it is no such column.

    `group` is the label above it: it may name the year, or say that «II» is a quarter.
    """
    text = text.strip()
    text = text.replace(" ", "") if _SPREAD_ROMAN.fullmatch(text) else text
    year = re.search(_YEAR, group)
    tail = f" {year[0]} года" if year and not re.search(_YEAR, text) else ""
    if short := _SHORT_MONTH.fullmatch(text):
        names = (name for name in _NOMINATIVE if name.startswith(short[1].lower()))
        return f"{next(names)}{short['tail']}{tail}"
    if _MONTH_ONLY.fullmatch(text) or _QUARTER_ONLY.fullmatch(text):
        return text.lower().replace("iv", "IV").replace("i", "I") + tail
    if _MONTH_NUMBER.fullmatch(text) and re.search(r"месяц", group, re.IGNORECASE):
        return f"{_NOMINATIVE[_month_number(text) - 1]}{tail}"
    if _ROMAN_ONLY.fullmatch(text) and re.search(
        r"кварт|срок|период|дат[аы]|когда", group, re.IGNORECASE
    ):
        return f"{text.rstrip('.')} квартал{tail}"
    return None


def is_month(word: str) -> bool:
    """Whether a word names a month, in any case."""
    return bool(_MONTH_NAME.fullmatch(word))


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else _ROMANS.index(text) + 1


def within_month(days: str, month: str) -> str:
    """Write days of a month out: «до 15» under «Март 2021» is «до 15 марта 2021»."""
    name = re.match(_MONTH, month, re.IGNORECASE)
    bare = days.strip().lower()
    if not name or re.search(_MONTH, bare):
        return days
    genitive = f"{_GENITIVE[_month_named(name[0])]}{month[name.end() :].rstrip()}"
    if _WHOLE.fullmatch(bare):
        return f"в течение {genitive}"
    return f"{days.strip()} {genitive}" if _DAYS.fullmatch(bare) else days


def _month_named(word: str) -> int:
    """Return the place of a month in the year; «мар» is looked for before «ма»."""
    return next(i for i, name in enumerate(_GENITIVE) if word.lower().startswith(name[:-1]))
