"""Rules 13, 15 and 17: whole periods, schedules, conditions, and the noise around a date."""

from dataclasses import replace

from storage.domain.phrases.frequencies import lasts_a_month
from storage.domain.phrases.grammar import Rule, made, rule, text_of
from storage.domain.phrases.spans import Span, Unit, alone
from storage.domain.phrases.tokens import Kind, Role, Token
from storage.domain.phrases.years import is_school_year
from storage.domain.terms import Window

_LENGTH = "(?:DAY_WORD|WEEK|MONTH_WORD|TIME|DECADE)"
_TELLING = "(?:CONDITION|AFTER|SCHEDULE)"
_REST = f"(?:WORD|{_TELLING}|DASH|SLASH|DAY_WORD|DATE_WORD|TERM|QUARTER|WEEK|YEAR_WORD|MONTH_WORD|EDGE|NUMBER|ORDINAL|HOLIDAYS|RHYTHM)"
_ROADMAP = alone(Span(Unit.ROADMAP, 1))


@rule(
    f"(?:IN? DURING|IN|TILL|NOT_RARER|ON|TO)* ON? NUMBER (?:DASH NUMBER)? (?:NOISE|CALENDAR|UNKNOWN)* {_LENGTH} (?:AFTER|TILL|FROM)?"
)
def so_many_days(tokens: list[Token], _: Window) -> Token | None:
    """«в течение 3 рабочих дней после», «не позднее чем за 10 дней до»: an event decides."""
    leads = tokens[0].kind in (Kind.DURING, Kind.IN, Kind.TILL, Kind.NOT_RARER, Kind.ON)
    if tokens[-1].kind is Kind.FROM and not leads:
        return None
    follows = tokens[-1].kind in (Kind.AFTER, Kind.TILL)
    only_in = [t.kind for t in tokens[:2]] == [Kind.IN, Kind.NUMBER]
    if (not leads and not follows) or (only_in and not follows):
        return None
    return Token(Kind.CONDITION, text_of(tokens))


@rule(f"IN? DURING {_LENGTH}")
def during_a_length(tokens: list[Token], period: Window) -> Token:
    """«в течение месяца» is the whole plan of a month; otherwise nobody knows which month."""
    whole = tokens[-1].kind is Kind.MONTH_WORD and lasts_a_month(period)
    return Token(Kind.ONGOING if whole else Kind.CONDITION, text_of(tokens))


@rule(
    "(?:IN DURING|DURING|IN|ON)? WHOLE? (?:PERIOD|YEAR_WORD) (?:PERIOD|SCHEDULE|NOISE|UNKNOWN|YEAR_WORD)*"
)
def whole_period(tokens: list[Token], _: Window) -> Token | None:
    """«в течение года», «весь срок реализации программы»."""
    kinds = [token.kind for token in tokens]
    if not (Kind.WHOLE in kinds or Kind.DURING in kinds):
        return None
    return Token(Kind.ONGOING, text_of(tokens))


@rule("(?:IN DURING|DURING|ON)? WHOLE SPAN|(?:IN DURING|DURING) SPAN")
def during_span(tokens: list[Token], _: Window) -> Token | None:
    """«в течение 2021 года», «весь учебный год»."""
    span = tokens[-1]
    return None if span.role is not Role.AT else replace(span, role=Role.DURING)


@rule("IN? DURING (?:NOISE|UNKNOWN)+")
def in_the_course_of(tokens: list[Token], period: Window) -> Token:
    """«в ходе проведения месячника» is the whole of a plan that lasts a month."""
    whole = lasts_a_month(period) and any(
        t.text.startswith(("месячник", "декадник")) for t in tokens
    )
    return Token(Kind.ONGOING if whole else Kind.CONDITION, text_of(tokens))


@rule("EDGE YEAR_WORD")
def edge_of_year(tokens: list[Token], period: Window) -> Token:
    """«начало года», «конец года» of the roadmap."""
    edge, school = tokens[0].number, is_school_year(period)
    month = {1: 9 if school else 1, 2: 1 if school else 6, 3: 5 if school else 12}[edge]
    first, last = {1: (1, 10), 2: (11, 20), 3: (21, -1)}[edge]
    span = Span(Unit.PART, month, 1, first, last)
    return Token(Kind.SPAN, text_of(tokens), stretches=(alone(span),))


@rule("TILL EDGE (?:WHOLE|CURRENT)? (?:PERIOD|YEAR_WORD) (?:PERIOD|SCHEDULE|NOISE)*")
def till_end_of_roadmap(tokens: list[Token], _: Window) -> Token | None:
    """«до конца года»: the year of the roadmap."""
    if tokens[1].number != 3:
        return None
    return Token(Kind.SPAN, text_of(tokens), stretches=(_ROADMAP,), role=Role.TILL)


@rule("TO (?:NOISE|UNKNOWN|SCHOOL|CALENDAR|CURRENT|WHOLE)+ SCHEDULE")
def by_described_schedule(tokens: list[Token], _: Window) -> Token:
    """«по отдельному графику»."""
    return made(Kind.SCHEDULE, tokens)


@rule("(?:IN|ON) (?:PERIOD|DAY_WORD) (?:NOISE|UNKNOWN|WHOLE)* SCHEDULE")
def in_days_set_elsewhere(tokens: list[Token], _: Window) -> Token:
    """«в дни школьных каникул»."""
    return made(Kind.SCHEDULE, tokens)


@rule("(?:IN|ON|DURING) (?:PERIOD|DAY_WORD) (?:NOISE|UNKNOWN)+")
def on_the_days_of(tokens: list[Token], _: Window) -> Token:
    """«в дни проведения работ»."""
    return Token(Kind.CONDITION, text_of(tokens))


@rule("AFTER SPAN")
def after_day(tokens: list[Token], _: Window) -> Token | None:
    """«после 15 марта»: a day is a beginning, anything longer is an event that ends."""
    span = tokens[1]
    if span.role is not Role.AT or span.stretches[0].opens.unit is not Unit.DAY:
        return None
    return replace(span, role=Role.FROM, text=text_of(tokens))


@rule(
    f"(?:TILL|DURING|FROM|IN|ON|TO|AND|EDGE|PERIOD)* (?:UNKNOWN|NOISE)? {_TELLING} (?:(?:IN|TO|ON|AND|FROM)? {_REST}|SPAN)*"
)
def telling_clause(tokens: list[Token], _: Window) -> Token | None:
    """What the first telling word says holds to the end of its clause."""
    telling = next(t for t in tokens if t.kind in (Kind.CONDITION, Kind.AFTER, Kind.SCHEDULE))
    kind = Kind.SCHEDULE if telling.kind is Kind.SCHEDULE else Kind.CONDITION
    return Token(kind, text_of(tokens))


@rule("TILL EDGE? (?:NOISE|UNKNOWN)+|FROM EDGE (?:NOISE|UNKNOWN)+")
def till_event(tokens: list[Token], _: Window) -> Token:
    """«до начала экзаменов»."""
    return Token(Kind.CONDITION, text_of(tokens))


@rule("(?:IN|FROM|TILL|TO|ON)? TIME (?:(?:DASH|TO|TILL|COMMA|AND)? TIME)*")
def times_of_day(tokens: list[Token], _: Window) -> Token:
    """«в 10.00», «с 9:00 до 17:00»."""
    return Token(Kind.TIME, text_of(tokens))


@rule(
    "COUNT (?:(?:DASH|COMMA|AND) COUNT)* NOISE|NOISE (?:NUMBER|ORDINAL) (?:(?:DASH|COMMA|AND) COUNT)*"
)
def numbered_noise(tokens: list[Token], _: Window) -> Token:
    """«9-11 классы», «каб. 5», «I этап»."""
    return Token(Kind.NOISE, text_of(tokens))


DURATIONS: tuple[Rule, ...] = (so_many_days, during_a_length, times_of_day)
WHOLE_PERIODS: tuple[Rule, ...] = (till_end_of_roadmap, edge_of_year, whole_period)
CLAUSES: tuple[Rule, ...] = (
    by_described_schedule,
    in_days_set_elsewhere,
    on_the_days_of,
    after_day,
    telling_clause,
    in_the_course_of,
    till_event,
    numbered_noise,
)
