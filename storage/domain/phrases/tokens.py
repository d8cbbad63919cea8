"""Tokens: the pieces that a phrase is cut into, and that rules put together."""

from dataclasses import dataclass, replace
from enum import StrEnum

from storage.domain.phrases.rhythms import Rhythm
from storage.domain.phrases.spans import Stretch


class Kind(StrEnum):
    """What a token is; the letter is its place in the patterns of rules."""

    # numbers and calendar names
    NUMBER = "n"  # 5
    ORDINAL = "o"  # 5-й, первая, III
    YEAR = "y"  # 2021
    YEARS = "Y"  # 2020/2021: a pair that may be a school year
    MONTH = "m"
    DAY_WORD = "d"  # день, дней
    DATE_WORD = "#"  # число
    WEEK = "w"
    MONTH_WORD = "M"  # месяц
    QUARTER = "q"
    TERM = "t"  # четверть
    HALF_YEAR = "h"
    YEAR_WORD = "g"  # год
    SCHOOL = "u"  # учебный
    CALENDAR = "k"  # календарный
    DECADE = "x"
    HALF = "2"  # половина
    EDGE = "e"  # начало, середина, конец
    WEEKDAY = "W"
    SEASON = "s"
    HOLIDAYS = "H"  # каникулы
    PERIOD = "p"  # период, срок действия
    # words that join
    DASH = "-"
    SLASH = "/"
    COMMA = ","
    AND = "&"
    OPEN = "("
    CLOSE = ")"
    # words that lead
    TILL = "<"
    FROM = ">"
    TO = "_"  # по
    IN = "v"  # в, во
    ON = "a"  # на, за
    DURING = "D"
    EVERY = "E"
    TIMES = "T"  # раз
    WHOLE = "A"  # весь
    CURRENT = "c"  # текущий
    SHIFT = "+"  # следующий (number 1), предыдущий (-1)
    NOT_RARER = "R"  # не реже
    INCLUSIVE = "i"
    # what rules make
    SPAN = "S"
    BOUND = "b"  # a span with the little word before it
    PART = "P"  # a part of a month that is not named yet
    RHYTHM = "r"
    ONGOING = "O"
    SCHEDULE = "G"
    CONDITION = "C"
    AFTER = "F"
    AT_ONCE = "!"
    TIME = ":"
    NOISE = "."
    UNKNOWN = "?"


class Role(StrEnum):
    """What a little word before a span makes of it."""

    AT = "at"
    TILL = "till"
    BEFORE = "before"
    FROM = "from"
    DURING = "during"


# The number of a rhythm that was hardly said: a bare «пятница», a bare «2-я неделя».
BARE_WEEKDAY, BARE_PART = 1, 2


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a phrase: what it is, how it was written, and the value that its kind needs."""

    kind: Kind
    text: str
    number: int = 0
    stretches: tuple[Stretch, ...] = ()
    role: Role = Role.AT
    rhythm: Rhythm | None = None
    doubt: str = ""  # why the reading is a guess

    def as_kind(self, kind: Kind) -> "Token":
        """Return the same piece taken for something else."""
        return replace(self, kind=kind)
