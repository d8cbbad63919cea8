"""Numerals: dates, times, years and ordinals that are written with digits or Roman letters."""

import re
from collections.abc import Callable

from storage.domain.phrases.spans import Stretch, alone, day_span, month_span, year_span
from storage.domain.phrases.tokens import Kind, Token

Match = re.Match[str]

_CENTURY = r"(?:19|20)\d\d"
# «2021 – 22 июля» is no pair of years.
_NO_DAY = r"(?!\s?(?:янв|фев|мар|апр|ма[йя]|ию[нл]|авг|сен|окт|ноя|дек))"
# «1. I квартал» is numbered, not a first of January.
_NO_UNIT = r"(?!(?:\s?[-,и]\s?[ivxіх]{1,4})*\s?(?:кв|четв|полуг|пг|этап|нед|дек|тур|смен|под|каб))"
_YEAR_WORD = r"(?:\s?-?(?:г\s?\.\s?г|гг|год[а-я]*|г|го|м)(?![а-я])\.?)*"


def numeric_token(text: str, at: int) -> tuple[Token, int]:
    """Return the longest token that begins with the digit at `at`, and where it ends."""
    for pattern, reader in _READERS:
        match = pattern.match(text, at)
        token = match and reader(match)
        if match and token:
            return token, match.end()
    raise AssertionError("the last reader takes any digits")


def roman_token(word: str) -> Token | None:
    """Return the ordinal of a Roman number in honest letters; None for any other word."""
    value = _ROMAN.get(word.translate(_HONEST_LETTERS), 0)
    return Token(Kind.ORDINAL, word, value) if value else None


def look_alike_ordinal(text: str) -> int:
    """Return what «Ш», «П», «11» or «1У» mean where an ordinal must stand; 0 when nothing."""
    return _ROMAN.get(text.translate(_LOOK_ALIKES), 0)


def _full_date(match: Match) -> Token | None:
    day, month, year = (int(part) for part in match.groups())
    return _day(match, day, month, year if year > 99 else 2000 + year)


def _iso_date(match: Match) -> Token | None:
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    return _day(match, day, month, year)


def _roman_month(match: Match) -> Token | None:
    month, year = _ROMAN.get(match[2].translate(_HONEST_LETTERS), 0), match[3]
    given = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    return _day(match, int(match[1]), month, given) if month else None


def _day_and_month(match: Match) -> Token | None:
    day, month = int(match[1]), int(match[2])
    is_clock = day <= 24 and len(match[2]) == 2 and month < 60
    if is_clock and (day == 0 or not 1 <= month <= 12):
        return Token(Kind.TIME, match.group())
    return _day(match, day, month, None)


def _day(match: Match, day: int, month: int, year: int | None) -> Token:
    return Token(Kind.SPAN, match.group(), stretches=(alone(day_span(day, month, year)),))


def _month_and_year(match: Match) -> Token | None:
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    span = month_span(month).in_year(int(match["year"]))
    return Token(Kind.SPAN, match.group(), stretches=(alone(span),))


def _year_pair(match: Match) -> Token | None:
    first, second = int(match["first"]), int(match["second"])
    first += 2000 if first < 100 else 0
    second += 2000 if second < 100 else 0
    follows = second == first + 1
    if not follows and (len(match["second"]) == 2 or second < first):
        return None
    kind = Kind.YEARS if follows and not match["years"] else Kind.SPAN
    years = Stretch(year_span(first), year_span(second))
    return Token(kind, match.group(), first, (years,))


def _year(match: Match) -> Token | None:
    return Token(Kind.YEAR, match.group(), int(match[1]))


def _short_year(match: Match) -> Token | None:
    return Token(Kind.YEAR, match.group(), 2000 + int(match[1]))


def _time(match: Match) -> Token | None:
    return Token(Kind.TIME, match.group())


def _event(match: Match) -> Token | None:
    return Token(Kind.CONDITION, match.group())


def _roman(match: Match) -> Token | None:
    value = look_alike_ordinal(match.group())
    return Token(Kind.ORDINAL, match.group(), value) if value else None


def _noise(match: Match) -> Token | None:
    return Token(Kind.NOISE, match.group())


def _number(match: Match) -> Token | None:
    number = int(match[1])
    kind = Kind.NUMBER if number <= 366 else Kind.UNKNOWN
    return Token(kind, match.group(), number if number <= 366 else 0)


def _ordinal(match: Match) -> Token | None:
    return Token(Kind.ORDINAL, match.group(), int(match[1]))


# In the order of trying: what is longer and surer comes first.
_READERS: tuple[tuple[re.Pattern[str], Callable[[Match], Token | None]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            # One mark throughout: «2021 – 5.07.2021» ends one date and begins another.
            rf"(?P<year>{_CENTURY})\s?(?P<mark>[-./])\s?(?P<month>\d\d?)\s?(?P=mark)"
            r"\s?(?P<day>\d\d?)(?!\d|[./]\d)",
            _iso_date,
        ),
        (
            rf"(\d\d?)\s?[./]{{1,2}}\s?(\d\d?)\s?[./]{{1,2}}\s?({_CENTURY}|\d\d)(?!\d|\.\d){_YEAR_WORD}",
            _full_date,
        ),
        (
            rf"(\d\d?)\s?[./]\s?([ivxіх]{{1,4}})(?![a-zа-яі]){_NO_UNIT}"
            rf"(?:\s?[./]\s?({_CENTURY}|\d\d)(?!\d){_YEAR_WORD})?",
            _roman_month,
        ),
        (rf"(\d\d?)[-,./](\d\d)[-,]({_CENTURY})(?!\d)", _full_date),
        (rf"(\d\d?) (\d\d)[. ]({_CENTURY})(?!\d){_YEAR_WORD}", _full_date),
        (rf"(\d\d)\.?(\d\d)\.?({_CENTURY})(?!\d){_YEAR_WORD}", _full_date),
        (r"\d\d?:\d\d(?::\d\d)?(?!\d)", _time),
        (r"\d\d?-00(?!\d)", _time),
        (r"\d\d?\s?(?:ч|час[а-я]*)(?![а-я])\.?(?:\s?\d\d?\s?мин[а-я]*\.?)?", _time),
        (
            r"(?P<first>\d\d)\s?[-/]\s?(?P<second>\d\d)(?=\s?уч)(?P<years>(?!))?",
            _year_pair,
        ),
        (
            rf"(?P<first>{_CENTURY})\s?[-/]\s?(?P<second>{_CENTURY}|\d\d{_NO_DAY})(?!\d|\.\d)"
            r"(?P<years>\s?(?:г\s?\.\s?г|гг|год[а-я]*)(?![а-я])\.?)?",
            _year_pair,
        ),
        (rf"(?P<year>{_CENTURY})[-.](?P<month>\d\d)(?!\d|\.\d)", _month_and_year),
        (rf"(?P<month>\d\d?)\s?[./]\s?(?P<year>{_CENTURY})(?!\d){_YEAR_WORD}", _month_and_year),
        (rf"({_CENTURY}){_YEAR_WORD}(?!\d)", _year),
        (r"(\d\d?)\s?\.\s?(\d\d?)(?!\d)", _day_and_month),
        (r"(1{1,3}[уv][і1i]{0,3}|1{1,3}[іil]{1,2})(?![а-яa-zі])", _roman),
        (r"\d{1,2}\s?-?\s?(?:х|ти|и)?\s?-?\s?(?:дневн|недельн|часов)[а-я]+", _event),
        (r"(\d\d?)/(0\d|1[0-2])(?!\d)", _day_and_month),
        (r"(\d\d)\s?г(?:г|ода)?(?![а-я])\.?", _short_year),
        (r"(\d{1,3})(?:(?:\s?-\s?)?(?:го|ого|е|ое|му|ому|х|ти)|-и)(?![а-я])", _number),
        (r"(\d{1,3})(?:\s?-\s?)?(?:ый|ий|ой|й|ая|яя|я|ую|ю|ой|ом|ем|м|ых|их)(?![а-я])", _ordinal),
        (r"(\d{1,2})(?:st|nd|rd|th)(?![a-z])", _ordinal),
        (r"\d\d?-?[а-г](?![а-я.-])", _noise),
        (r"(\d+)", _number),
    )
)
_NUMERALS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_ROMAN = {numeral: value for value, numeral in enumerate(_NUMERALS, 1)} | {"iiii": 4}
_HONEST_LETTERS = str.maketrans("іх", "ix")
_LOOK_ALIKES = str.maketrans(
    {"ш": "iii", "з": "iii", "п": "ii", "у": "v", "х": "x", "і": "i", "l": "i", "1": "i"}
)
