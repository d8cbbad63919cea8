"""Rules 1 and 5: days and months, alone, in lists and with dashes."""

from dataclasses import replace

from storage.domain.phrases.grammar import Rule, enumerated, rule, span_of
from storage.domain.phrases.spans import Span, Stretch, Unit, alone, day_span, month_span
from storage.domain.phrases.tokens import Kind, Token
from storage.domain.terms import Window


@rule(
    "(?:(?<=FROM) COUNT TILL|(?:COUNT DATE_WORD? (?:DASH|COMMA|AND|TO) (?:FROM|TILL|IN)?)*)"
    " COUNT DATE_WORD? DASH? MONTH"
)
def days_of_month(tokens: list[Token], _: Window) -> Token:
    """«3, 10, 17 марта», «с 5 по 9 мая», «2 и 9 июня»."""
    return span_of(tokens, _days(tokens[:-1], month_span(tokens[-1].number)))


@rule("(?:NUMBER (?:DASH|COMMA|AND|TO))+ SPAN")
def days_of_dated_month(tokens: list[Token], _: Window) -> Token | None:
    """«23-25.10.2022», «5, 12 и 19.10»: the numbers belong to the month of the date."""
    date = tokens[-1].stretches[0]
    if not date.single or date.opens.unit is not Unit.DAY or "." not in tokens[-1].text:
        return None
    number = Token(Kind.NUMBER, "", date.opens.first)
    days = _days([*tokens[:-1], number], date.opens)
    return span_of(tokens, [*days, *tokens[-1].stretches[1:]])


@rule("NUMBER DASH SPAN")
def months_by_number(tokens: list[Token], _: Window) -> Token | None:
    """«03-05.2021»: from March to May."""
    stretch = tokens[-1].stretches[0]
    if stretch.opens.unit is not Unit.MONTH or "." not in tokens[-1].text or stretch.year is None:
        return None
    if not 1 <= tokens[0].number <= 12:
        return None
    opens = month_span(tokens[0].number)
    return span_of(tokens, [Stretch(opens, stretch.opens).in_year(stretch.year)])


@rule("MONTH COUNT (?:(?:DASH|COMMA|AND|TO) COUNT)*")
def english_days(tokens: list[Token], period: Window) -> Token | None:
    """«March 15», «March 3-7, 2027»: English puts the month before its days."""
    english = tokens[0].text.isascii() and tokens[1].number < 32
    return days_of_month.build([*tokens[1:], tokens[0]], period) if english else None


@rule("MONTH DASH? NUMBER (?=YEAR_WORD|$|COMMA|DASH|CLOSE)")
def month_and_short_year(tokens: list[Token], period: Window) -> Token | None:
    """«май 22», «май-22»: the two digits are a year when the roadmap lasts in that year."""
    year = 2000 + tokens[-1].number
    if year not in (period.start.year, period.end.year):
        return None
    return span_of(tokens, [alone(month_span(tokens[0].number).in_year(year))])


@rule(
    "MONTH (?:COMMA|OPEN)? COUNT (?:(?:DASH|COMMA|AND) COUNT)* CLOSE? $"
    "|MONTH OPEN COUNT (?:(?:DASH|COMMA|AND) COUNT)* CLOSE"
)
def days_after_month(tokens: list[Token], _: Window) -> Token:
    """«ноябрь (27–30)», «сентябрь: 5, 12, 19»."""
    return span_of(tokens, _days(tokens[1:], month_span(tokens[0].number)))


@rule("SPAN (?:COMMA AND?|AND) SPAN")
def days_of_other_months(tokens: list[Token], _: Window) -> Token | None:
    """«до 5 апреля, июля и октября»: the same day of every month named so."""
    days = all(stretch.closes.unit is Unit.DAY for stretch in tokens[0].stretches)
    return in_other_month(tokens) if days else None


@rule(
    "(?<!FROM)(?<!COMMA)(?<!DASH)(?<!AND) SPAN (?:COMMA|OPEN|DASH)? RHYTHM CLOSE?"
    " (?!CURRENT? MONTH_WORD)"
)
def number_after_month(tokens: list[Token], _: Window) -> Token | None:
    """«март, до 20 числа» is said of March, not of every month."""
    month, rhythm = tokens[0].stretches[0], next(t.rhythm for t in tokens if t.rhythm)
    said = tokens[-1 if tokens[-1].kind is Kind.RHYTHM else -2].text
    numbers = rhythm.month_days
    if not (numbers and month.single and month.opens.unit is Unit.MONTH and month.opens.month):
        return None
    if len(tokens[0].stretches) > 1 or "кажд" in said or said.startswith("с "):
        return None
    days = [day_span(number, month.opens.month, month.year) for number in numbers]
    if said.startswith(("до ", "к ", "не_")) and len(days) == 1:
        return span_of(tokens, [Stretch(month.opens, days[0])])
    return span_of(tokens, map(alone, days))


@rule("SPAN (?:COMMA|OPEN) TILL NUMBER DATE_WORD? (?=CLOSE|$)")
def number_within_month(tokens: list[Token], _: Window) -> Token | None:
    """«июнь (до 20-го)»."""
    month, number = tokens[0].stretches[-1], tokens[3].number
    if not month.single or month.opens.unit is not Unit.MONTH or not 0 < number < 32:
        return None
    till = Stretch(month.opens, day_span(number, month.opens.month, month.year))
    return span_of(tokens, [*tokens[0].stretches[:-1], till])


@rule("MONTH")
def whole_month(tokens: list[Token], _: Window) -> Token:
    """«май»."""
    return span_of(tokens, [alone(month_span(tokens[0].number))])


DAYS: tuple[Rule, ...] = (
    english_days,
    days_of_month,
    days_of_dated_month,
    months_by_number,
    month_and_short_year,
    days_after_month,
    whole_month,
    number_after_month,
    number_within_month,
    days_of_other_months,
)


def in_other_month(tokens: list[Token]) -> Token | None:
    """Return what «5 апреля, июля» names: the last days of the first token in a second month.

    A month in another case is a date of its own: «5 апреля, июль».
    """
    days, other = tokens[0], tokens[-1]
    month, *more = other.stretches
    genitive = other.text.endswith(("а", "я"))
    if more or not genitive or not (month.single and month.opens.unit is Unit.MONTH):
        return None
    if month.year is not None or days.stretches[-1].year is not None:
        return None
    last = days.stretches[-1].closes.month
    again = [_moved(each, month.opens.month) for each in days.stretches if _within(each, last)]
    return span_of(tokens, [*days.stretches, *again])


def _days(tokens: list[Token], month: Span) -> tuple[Stretch, ...]:
    return enumerated(tokens, lambda token: day_span(token.number, month.month, month.year))


def _within(stretch: Stretch, month: int) -> bool:
    return stretch.opens.month == month == stretch.closes.month


def _moved(stretch: Stretch, month: int) -> Stretch:
    opens = replace(stretch.opens, month=month)
    return alone(opens) if stretch.single else Stretch(opens, replace(stretch.closes, month=month))
