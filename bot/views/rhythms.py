"""How often a thing is due, in words: «каждый месяц до 25 числа»."""

from calendar import monthrange
from datetime import date

from locales import Words, msgid
from storage.domain.phrases.rhythms import Frequency, Rhythm

_EVERY = {
    Frequency.DAILY: msgid("every day"),
    Frequency.WEEKLY: msgid("every week"),
    Frequency.MONTHLY: msgid("every month"),
    Frequency.YEARLY: msgid("every year"),
}
_ON = {
    "MO": msgid("on Mondays"),
    "TU": msgid("on Tuesdays"),
    "WE": msgid("on Wednesdays"),
    "TH": msgid("on Thursdays"),
    "FR": msgid("on Fridays"),
    "SA": msgid("on Saturdays"),
    "SU": msgid("on Sundays"),
}
# In Russian the number agrees with the day, so every day has a sentence of its own.
_NTH = {
    "MO": msgid("Monday no. {n}"),
    "TU": msgid("Tuesday no. {n}"),
    "WE": msgid("Wednesday no. {n}"),
    "TH": msgid("Thursday no. {n}"),
    "FR": msgid("Friday no. {n}"),
    "SA": msgid("Saturday no. {n}"),
    "SU": msgid("Sunday no. {n}"),
}
_LAST = {
    "MO": msgid("the last Monday"),
    "TU": msgid("the last Tuesday"),
    "WE": msgid("the last Wednesday"),
    "TH": msgid("the last Thursday"),
    "FR": msgid("the last Friday"),
    "SA": msgid("the last Saturday"),
    "SU": msgid("the last Sunday"),
}
_COMMON_YEAR = 2001


def rhythm(rule: str, words: Words) -> str:
    """A rule of `Term.recurrence` in words; its days too, when it names any."""
    read = Rhythm.of(rule)
    often = _how_often(read, words)
    if read.months:
        return f"{often} {_in_months(read, words)}"
    days = _days(read, words)
    return f"{often} {days}" if days else often


def _how_often(read: Rhythm, words: Words) -> str:
    n = read.interval
    if n == 1:
        return words(_EVERY[read.frequency])
    match read.frequency:
        case Frequency.DAILY:
            return words.count("every {n} day", "every {n} days", n)
        case Frequency.WEEKLY:
            return words.count("every {n} week", "every {n} weeks", n)
        case Frequency.MONTHLY:
            return words.count("every {n} month", "every {n} months", n)
        case Frequency.YEARLY:
            return words.count("every {n} year", "every {n} years", n)


def _in_months(read: Rhythm, words: Words) -> str:
    """The days of a year by which the thing is due, or the months in which it is done."""
    if not read.month_days:
        months = ", ".join(words.month(month) for month in read.months)
        return f"({months})"
    days = [_day_of_year(month, day) for month in read.months for day in read.month_days]
    return words("by {days}", days=", ".join(words.plain_day(day) for day in days))


def _days(read: Rhythm, words: Words) -> str:
    numbers = [str(day) for day in read.month_days if day > 0]
    said = [words("by day {days}", days=", ".join(numbers))] if numbers else []
    if any(day < 0 for day in read.month_days):
        said.append(words("by the last day"))
    weekly = [day for day in read.weekdays if day in _ON]
    said += [words(_ON[day]) for day in weekly]
    nth = [_nth_weekday(day, words) for day in read.weekdays if day not in _ON]
    if nth:
        said.append(f"({', '.join(nth)})")
    return ", ".join(said)


def _nth_weekday(day: str, words: Words) -> str:
    n, name = int(day[:-2]), day[-2:]
    return words(_LAST[name]) if n < 0 else words(_NTH[name], n=n)


def _day_of_year(month: int, day: int) -> date:
    length = monthrange(_COMMON_YEAR, month)[1]
    return date(_COMMON_YEAR, month, min(day, length) if day > 0 else length + 1 + day)
