"""English: the words about time of a plan that is written in it."""

import re

from storage.domain.phrases.rhythms import Frequency, Rhythm
from storage.domain.phrases.tokens import Kind

ENGLISH: tuple[tuple[Kind, int, str], ...] = (
    (Kind.MONTH, 1, "january jan"),
    (Kind.MONTH, 2, "february feb"),
    (Kind.MONTH, 3, "march mar"),
    (Kind.MONTH, 4, "april apr"),
    (Kind.MONTH, 5, "may"),
    (Kind.MONTH, 6, "june jun"),
    (Kind.MONTH, 7, "july jul"),
    (Kind.MONTH, 8, "august aug"),
    (Kind.MONTH, 9, "september sep sept"),
    (Kind.MONTH, 10, "october oct"),
    (Kind.MONTH, 11, "november nov"),
    (Kind.MONTH, 12, "december dec"),
    (Kind.ORDINAL, 1, "first"),
    (Kind.ORDINAL, 2, "second"),
    (Kind.ORDINAL, 3, "third"),
    (Kind.ORDINAL, 4, "fourth"),
    (Kind.ORDINAL, -1, "last"),
    (Kind.NUMBER, 1, "one"),
    (Kind.NUMBER, 2, "two"),
    (Kind.NUMBER, 3, "three"),
    (Kind.NUMBER, 4, "four"),
    (Kind.NUMBER, 5, "five"),
    (Kind.DAY_WORD, 0, "day days"),
    (Kind.WEEK, 0, "week weeks"),
    (Kind.MONTH_WORD, 0, "month months"),
    (Kind.QUARTER, 0, "quarter quarters q"),
    (Kind.HALF, 0, "half"),
    (Kind.YEAR_WORD, 0, "year years"),
    (Kind.SCHOOL, 0, "school academic"),
    (Kind.CALENDAR, 0, "calendar"),
    (Kind.EDGE, 1, "beginning start"),
    (Kind.EDGE, 2, "middle mid"),
    (Kind.EDGE, 3, "end"),
    (Kind.WEEKDAY, 0, "monday mondays mon"),
    (Kind.WEEKDAY, 1, "tuesday tuesdays tue"),
    (Kind.WEEKDAY, 2, "wednesday wednesdays wed"),
    (Kind.WEEKDAY, 3, "thursday thursdays thu"),
    (Kind.WEEKDAY, 4, "friday fridays fri"),
    (Kind.WEEKDAY, 5, "saturday saturdays"),
    (Kind.WEEKDAY, 6, "sunday sundays"),
    (Kind.SEASON, 12, "winter"),
    (Kind.SEASON, 3, "spring"),
    (Kind.SEASON, 6, "summer"),
    (Kind.SEASON, 9, "autumn"),
    (Kind.HOLIDAYS, 0, "holidays vacation vacations"),
    (Kind.TILL, 0, "by until till before"),
    (Kind.FROM, 0, "from since starting"),
    (Kind.TO, 0, "to through"),
    (Kind.IN, 0, "in at per"),
    (Kind.AND, 0, "and"),
    (Kind.SLASH, 0, "or"),
    (Kind.DURING, 0, "during throughout within"),
    (Kind.EVERY, 0, "every each"),
    (Kind.TIMES, 1, "once times"),
    (Kind.TIMES, 2, "twice"),
    (Kind.WHOLE, 0, "whole entire all"),
    (Kind.CURRENT, 0, "current this"),
    (Kind.NOT_RARER, 0, "least"),
    (Kind.INCLUSIVE, 0, "inclusive"),
    (Kind.PERIOD, 0, "period duration"),
    (Kind.ONGOING, 0, "ongoing continuously constantly permanently permanent regularly"),
    (Kind.AT_ONCE, 0, "immediately"),
    (Kind.AFTER, 0, "after"),
    (Kind.SCHEDULE, 0, "schedule scheduled plan agreed agreement according"),
    (Kind.CONDITION, 0, "needed necessary required request requests upon when if"),
)
"""Kind, number, and the words, each in all its forms."""

ENGLISH_ADVERBS: tuple[tuple[Rhythm, str], ...] = (
    (Rhythm(Frequency.DAILY), "daily"),
    (Rhythm(Frequency.WEEKLY), "weekly"),
    (Rhythm(Frequency.MONTHLY), "monthly"),
    (Rhythm(Frequency.MONTHLY, 3), "quarterly"),
    (Rhythm(Frequency.YEARLY), "yearly annually annual"),
)

_CYRILLIC, _LATIN = re.compile("[а-яі]"), re.compile("[a-z]{2}")
_NOT_LATER = re.compile(r"\b(?:no|not) later than\b")
_LITTLE = re.compile(r"\b(?:the|of|an?|on|as)\b")


def is_english(text: str) -> bool:
    """Whether a phrase in small letters is written in Latin letters alone."""
    return bool(_LATIN.search(text)) and not _CYRILLIC.search(text)


def without_little_words(text: str) -> str:
    """Leave out the words that Russian does without: «the end of March» → «end march»."""
    return " ".join(_LITTLE.sub(" ", _NOT_LATER.sub("by", text)).split())
