"""Rules 14–17: what a term hangs on beside its dates, and the noise around them."""

import re
from dataclasses import replace

from storage.domain.phrases.frequencies import lasts_a_month
from storage.domain.phrases.grammar import Rule, rule, text_of
from storage.domain.phrases.periods import whole_roadmap
from storage.domain.phrases.spans import Unit
from storage.domain.phrases.tokens import Kind, Role, Token
from storage.domain.terms import Window

_TELLING = "(?:CONDITION|AFTER|SCHEDULE)"
_LEADING = "(?:TILL|DURING|FROM|IN|ON|TO|AND|EDGE|PERIOD)"
# What belongs to a clause once something has told what the clause is about.
_TAIL = (
    f"(?:WORD|{_TELLING}|DASH|SLASH|AND|IN|TO|ON|FROM|TILL|EDGE|COUNT|DAY_WORD|DATE_WORD"
    "|EVERY|WEEK|MONTH_WORD|QUARTER|TERM|HALF_YEAR|YEAR_WORD)"
)
# The number of a condition that only tells what goes on at a time: a date beside it decides.
_WEAK = 1
_WHILE = ("время", "рамках")
_PAPER = re.compile(
    r"план|график|регламент|приказ|(?:распоряж|положен|постановлен|расписан)ие|программа"
)
_NAMED_YEARS = (Unit.YEAR, Unit.SCHOOL_YEAR)


@rule("SCHEDULE WORD* FROM SPAN")
def dated_order(tokens: list[Token], _: Window) -> Token | None:
    """«согласно приказу от 15.03.2021»: the date of a paper is nobody's deadline."""
    return Token(Kind.SCHEDULE, text_of(tokens)) if tokens[-2].text == "от" else None


@rule("SCHEDULE WORD* ON SPAN")
def plan_for_a_year(tokens: list[Token], _: Window) -> Token | None:
    """«по плану на 2021 год»: the year is the plan's name."""
    yearly = tokens[-1].stretches[0].opens.unit in _NAMED_YEARS
    return Token(Kind.SCHEDULE, text_of(tokens)) if yearly else None


@rule("TO WORD* RHYTHM WORD* SCHEDULE")
def periodic_schedule(tokens: list[Token], _: Window) -> Token | None:
    """«по ежегодному плану»: the plan is made every year, not the thing."""
    adverb = any(token.rhythm and token.text.endswith("о") for token in tokens)
    return None if adverb else Token(Kind.SCHEDULE, text_of(tokens))


@rule("(?<!TO)(?<!SCHEDULE) SCHEDULE DASH (?=SPAN|BOUND)")
def paper_and_its_date(tokens: list[Token], _: Window) -> Token | None:
    """«план – январь, приказ – до 5 мая»: what is to be ready then, not what sets the date."""
    named = _PAPER.fullmatch(tokens[0].text)
    return Token(Kind.NOISE, text_of(tokens)) if named else None


@rule("TO WORD+ SCHEDULE|(?:IN|ON) (?:PERIOD|DAY_WORD) WORD* SCHEDULE")
def by_described_schedule(tokens: list[Token], _: Window) -> Token:
    """«по особому расписанию», «в дни каникул»."""
    return Token(Kind.SCHEDULE, text_of(tokens))


@rule("(?:IN|ON)? CONDITION WORD* SCHEDULE")
def at_a_time_set_elsewhere(tokens: list[Token], _: Window) -> Token | None:
    """«во время каникул», «даты уточняются»."""
    event = next(token.text for token in tokens if token.kind is Kind.CONDITION)
    elsewhere = event in (_WHILE if tokens[0].kind is not Kind.CONDITION else ("даты",))
    return Token(Kind.SCHEDULE, text_of(tokens)) if elsewhere else None


@rule("(?:IN|ON) (?:PERIOD|DAY_WORD) (?:NOISE|UNKNOWN)+|(?:IN|ON) SCHOOL DAY_WORD")
def on_the_days_of(tokens: list[Token], period: Window) -> Token:
    """«в дни проведения работ», «в период подготовки», «в учебные дни»."""
    return _going_on(tokens, period)


@rule("AFTER SPAN")
def after_a_day(tokens: list[Token], _: Window) -> Token | None:
    """«после 15 марта»: a day is a beginning; anything longer is an event that ends."""
    if tokens[1].stretches[0].opens.unit is not Unit.DAY:
        return None
    text = text_of(tokens)
    return replace(tokens[1], kind=Kind.BOUND, role=Role.FROM, text=text, doubt="unclear_bounds")


@rule(f"(?:{_LEADING}+ (?:UNKNOWN|NOISE)*)? {_TELLING} {_TAIL}*")
def telling_clause(tokens: list[Token], period: Window) -> Token:
    """The first telling word decides for its clause: «после утверждения графика» is an event."""
    telling = next(t for t in tokens if t.kind in (Kind.CONDITION, Kind.AFTER, Kind.SCHEDULE))
    if telling.text in _WHILE:
        return _going_on(tokens, period)
    kind = Kind.SCHEDULE if telling.kind is Kind.SCHEDULE else Kind.CONDITION
    return Token(kind, text_of(tokens), telling.number)


@rule("CONDITION SPAN")
def days_before_a_day(tokens: list[Token], _: Window) -> Token | None:
    """«за 5 дней до 1 сентября», «накануне 9 мая»: not that day, and nobody counts back."""
    if not tokens[0].text.endswith((" до", "накануне", "перед")):
        return None
    return Token(Kind.CONDITION, text_of(tokens), doubt="unclear_bounds")


@rule(f"CONDITION (?:SPAN|RHYTHM) {_TAIL}*")
def event_of_a_time(tokens: list[Token], _: Window) -> Token | None:
    """«по итогам I полугодия», «по окончании каждой четверти»: the time belongs to the event."""
    time = tokens[1]
    if tokens[0].number == _WEAK or (time.rhythm and not time.text.startswith("кажд")):
        return None
    dated = time.stretches and time.stretches[0].opens.unit in (Unit.DAY, Unit.MONTH)
    return None if dated else Token(Kind.CONDITION, text_of(tokens))


@rule("IN? DURING (?:NOISE|UNKNOWN)+")
def in_the_course_of(tokens: list[Token], period: Window) -> Token:
    """«в ходе месячника» is the whole of a plan that lasts a month."""
    return _asked_if_unknown(tokens, _going_on(tokens, period))


@rule("TILL (?:EDGE|DAY_WORD|WHOLE)? SHIFT? (?:NOISE|UNKNOWN)+|FROM EDGE (?:NOISE|UNKNOWN)+")
def till_an_event(tokens: list[Token], _: Window) -> Token:
    """«до начала экзаменов»."""
    return _asked_if_unknown(tokens, Token(Kind.CONDITION, text_of(tokens)))


@rule("(?:WEEK|DECADE|DAY_WORD) (?:NOISE|UNKNOWN)+")
def named_days(tokens: list[Token], _: Window) -> Token:
    """«Неделя чтения», «1 сентября – День знаний»: the name of what is done."""
    return Token(Kind.NOISE, text_of(tokens))


@rule(
    "COUNT (?:(?:DASH|COMMA|AND) COUNT)* (?:NOISE|TIMES)|NOISE COUNT (?:(?:DASH|COMMA|AND) COUNT)*"
)
def numbered_noise(tokens: list[Token], _: Window) -> Token:
    """Rule 15: «9-11 классы», «каб. 5», «I этап»; «два раза» of no length is a question."""
    often = tokens[-1].kind is Kind.TIMES and tokens[0].number * tokens[-1].number > 1
    return Token(Kind.UNKNOWN if often else Kind.NOISE, text_of(tokens))


@rule("TO UNKNOWN (?:NOISE|UNKNOWN)*")
def by_something_unknown(tokens: list[Token], _: Window) -> Token:
    """«по прибытии»: hardly anything but an event, but ask."""
    return Token(Kind.CONDITION, text_of(tokens), _WEAK, doubt="not_understood")


# Before little words make deadlines of dates that only name a paper.
PAPERS: tuple[Rule, ...] = (dated_order, plan_for_a_year)
CLAUSES: tuple[Rule, ...] = (
    paper_and_its_date,
    periodic_schedule,
    by_described_schedule,
    at_a_time_set_elsewhere,
    on_the_days_of,
    after_a_day,
    telling_clause,
    days_before_a_day,
    event_of_a_time,
    in_the_course_of,
    till_an_event,
    by_something_unknown,
    named_days,
    numbered_noise,
)


def _asked_if_unknown(tokens: list[Token], event: Token) -> Token:
    """An event no word of which is known may as well be a misspelt date: «до кнца мая»."""
    known = any(token.kind in (Kind.NOISE, Kind.EDGE) for token in tokens)
    return event if known else replace(event, doubt="not_understood")


def _going_on(tokens: list[Token], period: Window) -> Token:
    monthly = any(token.text.startswith("месячник") for token in tokens)
    if monthly and lasts_a_month(period):
        return whole_roadmap(tokens)
    return Token(Kind.CONDITION, text_of(tokens), _WEAK)
