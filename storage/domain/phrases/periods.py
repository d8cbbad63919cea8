"""Rule 13: the whole roadmap, a whole year, and whatever lasts «в течение» something."""

from dataclasses import replace
from datetime import timedelta

from storage.domain.phrases.grammar import Rule, enumerated, rule, span_of, text_of
from storage.domain.phrases.spans import EDGE_DAYS, ROADMAP, Span, Unit
from storage.domain.phrases.tokens import Kind, Role, Token
from storage.domain.phrases.years import is_school_year
from storage.domain.terms import Window

_DESCRIBED = "(?:NOISE|CALENDAR|UNKNOWN)*"
_LENGTH = "(?:DAY_WORD|WEEK|MONTH_WORD|TIME|DECADE)"
_SO_MANY = f"NUMBER (?:DASH NUMBER)? {_DESCRIBED} {_LENGTH}"
_EDGE_MONTHS = {1: 1, 2: 6, 3: 12}
_SCHOOL_EDGE_MONTHS = {1: 9, 2: 1, 3: 5}
_END = 3
# The longest roadmap that is itself the week, the decade, the month of «в течение …».
_LONGEST = {
    Kind.WEEK: timedelta(days=8),
    Kind.DECADE: timedelta(days=12),
    Kind.MONTH_WORD: timedelta(days=35),
}


@rule(f"IN? DURING {_SO_MANY} (?!MONTH|YEAR)")
def during_so_many_days(tokens: list[Token], _: Window) -> Token:
    """Rule 17: «в течение 3 рабочих дней», whatever they are counted from."""
    return Token(Kind.CONDITION, text_of(tokens))


@rule(
    f"(?:TILL|NOT_RARER)? NOISE? ON? {_SO_MANY} (?:TILL|AFTER|FROM)"
    f"|(?:ON|TILL ON) {_SO_MANY}|(?:TILL|NOT_RARER)? NOISE? ON {_LENGTH} TILL"
)
def so_many_days_before(tokens: list[Token], _: Window) -> Token:
    """«не позднее чем за 10 дней до …», «через 5 дней после …»: an event decides."""
    return Token(Kind.CONDITION, text_of(tokens))


@rule(f"IN? (?:DURING WHOLE?|WHOLE) {_LENGTH}")
def during_a_length(tokens: list[Token], period: Window) -> Token:
    """«в течение месяца» is the whole of a month's plan, else it is counted from an event."""
    longest = _LONGEST.get(tokens[-1].kind)
    if longest is not None and period.end - period.start < longest:
        return whole_roadmap(tokens)
    return Token(Kind.CONDITION, text_of(tokens))


@rule("(?<!ON)(?<!AFTER) COUNT (?:NOISE|DAY_WORD)+")
def numbered_workday(tokens: list[Token], _: Window) -> Token | None:
    """«до 5 рабочего дня», «последний рабочий день»: no rule names such a day, so ask."""
    workday = any(token.text.startswith("рабоч") for token in tokens)
    known = workday and tokens[-1].kind is Kind.DAY_WORD
    return Token(Kind.UNKNOWN, text_of(tokens)) if known else None


@rule("TO EDGE")
def at_the_end(tokens: list[Token], _: Window) -> Token | None:
    """«по окончанию I четверти»: whatever ends, its end is an event; «по конец мая» is a day."""
    if tokens[1].text.startswith(("кон", "нач", "сер")):
        return None
    return Token(Kind.CONDITION, text_of(tokens))


@rule("TILL EDGE (?:WHOLE|CURRENT)? (?:PERIOD|YEAR_WORD) (?:PERIOD|SCHEDULE|NOISE)*")
def till_end_of_roadmap(tokens: list[Token], _: Window) -> Token | None:
    """«до конца года»: the year of the roadmap."""
    if tokens[1].number != _END:
        return None
    return Token(Kind.BOUND, text_of(tokens), stretches=(ROADMAP,), role=Role.TILL)


@rule("EDGE (?:(?:DASH|COMMA|AND) IN? EDGE)* YEAR_WORD")
def edges_of_year(tokens: list[Token], period: Window) -> Token:
    """«начало года», «начало и конец года» of the roadmap, be it a school year or not."""
    months = _SCHOOL_EDGE_MONTHS if is_school_year(period) else _EDGE_MONTHS

    def edge(token: Token) -> Span:
        first, last = EDGE_DAYS[token.number]
        return Span(Unit.PART, months[token.number], 1, first, last)

    counted = [
        token.as_kind(Kind.NUMBER) if token.kind is Kind.EDGE else token for token in tokens
    ]
    return span_of(tokens, enumerated(counted, edge))


@rule(
    "(?:IN|ON)? (?:DURING WHOLE?|WHOLE) PERIOD (?:PERIOD|SCHEDULE|NOISE|UNKNOWN|YEAR_WORD)*"
    "|(?:IN|ON)? (?:DURING WHOLE?|WHOLE) YEAR_WORD (?:PERIOD|NOISE|YEAR_WORD)*"
    "|(?:IN|ON)? PERIOD PERIOD (?:PERIOD|SCHEDULE|NOISE|UNKNOWN)*"
)
def whole_period(tokens: list[Token], _: Window) -> Token:
    """«в течение года», «весь срок действия плана», «на период действия плана»."""
    return whole_roadmap(tokens)


@rule("(?:IN DURING|DURING|ON)? WHOLE SPAN|(?:IN DURING|DURING) SPAN")
def during_span(tokens: list[Token], _: Window) -> Token:
    """«в течение 2027 года», «весь учебный год»."""
    return replace(tokens[-1], kind=Kind.BOUND, role=Role.DURING, text=text_of(tokens))


DURATIONS: tuple[Rule, ...] = (
    during_so_many_days,
    so_many_days_before,
    during_a_length,
    numbered_workday,
    at_the_end,
)
WHOLE_PERIODS: tuple[Rule, ...] = (till_end_of_roadmap, edges_of_year, whole_period)


def whole_roadmap(tokens: list[Token]) -> Token:
    """Return the token of an activity that lasts as long as the roadmap."""
    return Token(Kind.ONGOING, text_of(tokens), stretches=(ROADMAP,))
