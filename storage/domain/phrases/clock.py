"""Times of day: noise that looks like dates (rule 15)."""

import re
from dataclasses import replace

from storage.domain.phrases.grammar import Rule, rule, text_of
from storage.domain.phrases.ranges import joined
from storage.domain.phrases.tokens import Kind, Token
from storage.domain.terms import Window

_LIKE_A_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")


@rule("TIME (?:DASH|TILL|TO) SPAN|SPAN (?:DASH|TILL|TO) TIME")
def clock_beside_clock(tokens: list[Token], _: Window) -> Token | None:
    """«с 9.00 до 12.10»: one of the two is certainly a time, so is the other."""
    span = next(token for token in tokens if token.kind is Kind.SPAN)
    return Token(Kind.TIME, text_of(tokens)) if _LIKE_A_CLOCK.fullmatch(span.text) else None


@rule("IN? SPAN (?:DASH SPAN)?")
def clock_of_a_day(tokens: list[Token], period: Window) -> Token | None:
    """«10.10–11.10» in the plan of one day."""
    spans = [token for token in tokens if token.kind is Kind.SPAN]
    like = all(_LIKE_A_CLOCK.fullmatch(span.text) for span in spans)
    one_day = period.start == period.end
    return Token(Kind.TIME, text_of(tokens)) if like and one_day else None


@rule("FROM TIME SPAN TILL TIME SPAN")
def from_clock_till_clock(tokens: list[Token], _: Window) -> Token | None:
    """«с 9.00 15 мая до 15.00 17 мая»: the hours of two days."""
    return joined([token for token in tokens if token.kind is Kind.SPAN])


@rule("SPAN COMMA? IN SPAN")
def at_clock(tokens: list[Token], _: Window) -> Token | None:
    """«10 февраля в 10.10»: the date was named already."""
    clock = _LIKE_A_CLOCK.fullmatch(tokens[-1].text)
    return replace(tokens[0], text=text_of(tokens)) if clock else None


@rule("SPAN SPAN")
def clock_beside_date(tokens: list[Token], _: Window) -> Token | None:
    """«10.02.2021 10.10»: a date with its year and one without it."""
    date, clock = tokens
    if date.stretches[-1].year is None or not _LIKE_A_CLOCK.fullmatch(clock.text):
        return None
    return replace(date, text=text_of(tokens))


@rule(
    "(?:IN|FROM|TO|ON|TILL(?! TIME+ SPAN)|(?<=SPAN) TILL)? (?:COUNT (?:DASH|TILL|TO))? TIME"
    " (?:(?:DASH|TO|TILL|COMMA|AND)? TIME)*"
)
def times_of_day(tokens: list[Token], _: Window) -> Token:
    """«в 10.00», «с 9 до 17:00»; in «до 15:00 5 мая» it is the date that «до» is said of."""
    return Token(Kind.TIME, text_of(tokens))


CLOCK: tuple[Rule, ...] = (
    from_clock_till_clock,
    clock_of_a_day,
    clock_beside_clock,
    at_clock,
    clock_beside_date,
    times_of_day,
)
