"""Rules 1 and 5: days and months, alone, in lists and with dashes."""

from storage.domain.phrases.grammar import Rule, enumerated, rule, span_of
from storage.domain.phrases.spans import Span, Stretch, Unit, alone, day_span, month_span
from storage.domain.phrases.tokens import Kind, Token
from storage.domain.terms import Window


@rule(
    "(?:(?<=FROM) COUNT TILL|(?:COUNT DATE_WORD? (?:DASH|COMMA|AND|TO) (?:FROM|TILL|IN)?)*)"
    " COUNT DATE_WORD? MONTH"
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


@rule("MONTH NUMBER (?=YEAR_WORD|$|COMMA|DASH)")
def month_and_short_year(tokens: list[Token], period: Window) -> Token | None:
    """«май 22»: two digits after a month are the year when the roadmap lasts in that year."""
    year = 2000 + tokens[1].number
    if year not in (period.start.year, period.end.year):
        return None
    return span_of(tokens, [alone(month_span(tokens[0].number).in_year(year))])


@rule("MONTH (?:COMMA|OPEN)? COUNT (?:(?:DASH|COMMA|AND) COUNT)* CLOSE? $")
def days_after_month(tokens: list[Token], _: Window) -> Token:
    """«ноябрь (27–30)», «сентябрь: 5, 12, 19»."""
    return span_of(tokens, _days(tokens[1:], month_span(tokens[0].number)))


@rule("MONTH")
def whole_month(tokens: list[Token], _: Window) -> Token:
    """«май»."""
    return span_of(tokens, [alone(month_span(tokens[0].number))])


DAYS: tuple[Rule, ...] = (
    days_of_month,
    days_of_dated_month,
    months_by_number,
    month_and_short_year,
    days_after_month,
    whole_month,
)


def _days(tokens: list[Token], month: Span) -> tuple[Stretch, ...]:
    return enumerated(tokens, lambda token: day_span(token.number, month.month, month.year))
