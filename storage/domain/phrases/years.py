"""Rules 2 and 11: written years, pairs of years, school years."""

from dataclasses import replace
from datetime import date

from storage.domain.phrases.grammar import Rule, rule, span_of, text_of
from storage.domain.phrases.rhythms import Frequency, Rhythm
from storage.domain.phrases.spans import (
    ROADMAP,
    Span,
    Stretch,
    Unit,
    alone,
    school_half_span,
    school_year_span,
    year_span,
)
from storage.domain.phrases.tokens import Kind, Token
from storage.domain.terms import Window


@rule("YEARS SCHOOL YEAR_WORD?|SCHOOL YEAR_WORD? YEARS|YEAR SCHOOL YEAR_WORD?")
def written_school_year(tokens: list[Token], _: Window) -> Token:
    """«2020/2021 уч. г.»."""
    year = next(token.number for token in tokens if token.kind in (Kind.YEARS, Kind.YEAR))
    return span_of(tokens, [alone(school_year_span(year))])


@rule("(?:CURRENT|NOISE|SHIFT)? SCHOOL (?:YEAR_WORD|PERIOD)")
def school_year(tokens: list[Token], period: Window) -> Token | None:
    """«учебный год»: which one, the roadmap says."""
    if tokens[0].kind is Kind.SHIFT:
        year = school_year_of(period) + tokens[0].number
        return span_of(tokens, [alone(school_year_span(year))])
    if tokens[0].kind is Kind.NOISE and not tokens[0].text.startswith("нов"):
        return None
    return span_of(tokens, [alone(school_year_span(None))])


@rule("(?:IN? DURING WHOLE?|IN|ON)? SCHOOL PERIOD")
def school_time(tokens: list[Token], period: Window) -> Token | None:
    """«в учебный период» of a calendar year is parts of two school years: ask."""
    if lies_in_school_year(period):
        return None
    return Token(Kind.ONGOING, text_of(tokens), stretches=(ROADMAP,), doubt="unclear_bounds")


@rule("(?:SPAN DASH)? SPAN YEARS")
def from_year_to_year(tokens: list[Token], period: Window) -> Token | None:
    """«октябрь 2026 – 2027»: from that month to the end of the second year."""
    years = tokens[-1]
    *before, last = _run_of(tokens[:-1])
    if "/" in years.text or last.year is not None:
        return None
    first, second = years.number, years.number + 1
    if last.opens.month + last.opens.months > 13:  # «зима 2020-2021»
        return span_of(tokens, [*before, last.in_year(first)])
    if " " not in years.text and is_school_year(period):
        inside = [in_school_year(span, first) for span in (last.opens, last.closes)]
        return span_of(tokens, [*before, alone(inside[0]) if last.single else Stretch(*inside)])
    closes = year_span(second) if last.single else last.closes.in_year(second)
    return span_of(tokens, [*before, Stretch(last.opens.in_year(first), closes)])


@rule("YEARS")
def pair_of_years(tokens: list[Token], period: Window) -> Token:
    """«2020/2021» is a school year, «2020-2021» in a school-year roadmap of these years too."""
    token = tokens[0]
    same = (period.start.year, period.end.year) == (token.number, token.number + 1)
    if "/" in token.text or (same and is_school_year(period)):
        return span_of(tokens, [alone(school_year_span(token.number))])
    return token.as_kind(Kind.SPAN)


@rule("CURRENT CALENDAR? YEAR_WORD|CALENDAR YEAR_WORD")
def current_year(tokens: list[Token], period: Window) -> Token:
    """«текущего года» is the year in which the roadmap starts."""
    return Token(Kind.YEAR, text_of(tokens), period.start.year)


@rule("(?<!WHOLE)(?<!DURING) (?:SHIFT|NOISE) CALENDAR? YEAR_WORD")
def other_year(tokens: list[Token], period: Window) -> Token | None:
    """«следующего года» is the one after that in which the roadmap starts."""
    shift = tokens[0].number or int(tokens[0].text.startswith("нов"))
    return Token(Kind.YEAR, text_of(tokens), period.start.year + shift) if shift else None


@rule("SPAN (?:YEAR_WORD COMMA? SHIFT ON? NOISE?|COMMA? SHIFT ON NOISE YEAR_WORD?)")
def year_after_the_reported(tokens: list[Token], _: Window) -> Token | None:
    """«до 1 марта года, следующего за отчётным»: every year."""
    if any(token.kind is Kind.SHIFT and token.number < 0 for token in tokens):
        return None
    return replace(tokens[0], text=text_of(tokens), rhythm=Rhythm(Frequency.YEARLY))


@rule("^ IN? YEAR (?:DASH|COMMA)? SPAN (?:(?:COMMA|AND) SPAN)* (?!COMMA? YEAR YEAR_WORD? $|SPAN)")
def year_first(tokens: list[Token], period: Window) -> Token | None:
    """«2023 год: май, октябрь; 2024 год – июнь»: years that come before their dates."""
    return year_before.build([token for token in tokens if token.kind is not Kind.IN], period)


@rule("SPAN (?!COMMA YEAR DASH? TILL) COMMA? OPEN? (?:YEAR|SPAN) YEAR_WORD?")
def year_after(tokens: list[Token], _: Window) -> Token | None:
    """«март, 2021 г.», «II полугодие 2020/2021 уч. г.»."""
    dated, after = tokens[0], next(t for t in tokens[1:] if t.kind in (Kind.YEAR, Kind.SPAN))
    if dated.stretches[-1].year is not None:
        return None
    if after.kind is Kind.YEAR:
        *before, last = dated.stretches
        return span_of(tokens, [*before, last.in_year(after.number)])
    return _within_school_year(tokens, dated, after)


@rule("(?:SPAN DASH)? SPAN (?:(?:COMMA|AND) YEAR)+ (?!DASH? SPAN|DASH? TILL)")
def every_listed_year(tokens: list[Token], _: Window) -> Token | None:
    """«май 2021, 2022 и 2023 гг.»: the same in every year."""
    *before, last = _run_of(tokens)
    if last.year is None or last.closes.unit is Unit.YEAR:
        return None
    bare = _without_year(last)
    years = [last.year, *(token.number for token in tokens if token.kind is Kind.YEAR)]
    return span_of(tokens, [*before, *(bare.in_year(year) for year in years)])


@rule("(?:SPAN DASH)? SPAN COMMA? SPAN")
def in_all_years(tokens: list[Token], _: Window) -> Token | None:
    """«май 2021–2023 гг.»: hardly anything but every May, but ask."""
    years = tokens[-1].stretches[0]
    if years.single or years.opens.unit is not Unit.YEAR or years.opens.year is None:
        return None
    *before, last = _run_of(tokens[:-1])
    if last.year is not None:
        return None
    if not last.single:
        run = Stretch(last.opens.in_year(years.opens.year), last.closes.in_year(years.year))
        return span_of(tokens, [*before, run], "unclear_year")
    every = range(years.opens.year, (years.year or 0) + 1)
    return span_of(tokens, [*before, *(last.in_year(year) for year in every)], "unclear_year")


@rule("(?<!DURING)(?<!WHOLE) SPAN COMMA SPAN")
def after_school_year(tokens: list[Token], _: Window) -> Token | None:
    """«2020/2021 учебный год, март»."""
    school, _comma, dated = tokens
    if school.stretches[0].year is None or any(each.year for each in dated.stretches):
        return None
    return _within_school_year(tokens, dated, school)


@rule("YEAR (?:DASH|COMMA)? SPAN (?:(?:COMMA|AND) SPAN)*")
def year_before(tokens: list[Token], _: Window) -> Token | None:
    """«2023 год, май»."""
    dated = [stretch for token in tokens for stretch in token.stretches]
    if any(stretch.year is not None for stretch in dated):
        return None
    return span_of(tokens, (each.in_year(tokens[0].number) for each in dated))


@rule("YEAR YEAR_WORD?")
def whole_year(tokens: list[Token], _: Window) -> Token:
    """«2021 г.»."""
    return span_of(tokens, [alone(year_span(tokens[0].number))])


SCHOOL_YEARS: tuple[Rule, ...] = (
    written_school_year,
    school_time,
    school_year,
    from_year_to_year,
    pair_of_years,
    current_year,
    other_year,
    year_after_the_reported,
)
YEARS: tuple[Rule, ...] = (
    year_first,
    year_after,
    every_listed_year,
    in_all_years,
    after_school_year,
    year_before,
    whole_year,
)


def is_school_year(period: Window) -> bool:
    """Whether the roadmap runs over a school year and not over calendar years."""
    return (
        period.start.month in (8, 9)
        and period.end.year == period.start.year + 1
        and period.end.month <= 9
    )


def school_year_of(period: Window) -> int:
    """Return the year in which the school year of a roadmap's first day begins."""
    return period.start.year - (period.start.month < 6)


def lies_in_school_year(period: Window) -> bool:
    """Whether one school year holds the whole roadmap."""
    year = school_year_of(period)
    return period.start >= date(year, 8, 1) and period.end <= date(year + 1, 9, 30)


def in_school_year(span: Span, year: int | None) -> Span:
    """Return the span inside the school year that begins in `year`."""
    if span.unit is Unit.HALF_YEAR and span.months == 6:
        span = school_half_span(1 if span.month == 1 else 2)
    return span if year is None else span.in_year(year + (span.month < 9))


def _run_of(tokens: list[Token]) -> tuple[Stretch, ...]:
    """Return the stretches of «май» and of «сентябрь – май» whose dash nobody has read yet."""
    first, *rest = (token.stretches for token in tokens if token.kind is Kind.SPAN)
    if not rest:
        return first
    last = rest[0]
    if len(last) > 1 or not (first[-1].single and last[0].single):
        return (*first, *last)
    return (*first[:-1], Stretch(first[-1].opens, last[0].closes))


def _without_year(stretch: Stretch) -> Stretch:
    opens = replace(stretch.opens, year=None)
    return alone(opens) if stretch.single else Stretch(opens, replace(stretch.closes, year=None))


def _within_school_year(tokens: list[Token], dated: Token, after: Token) -> Token | None:
    school = after.stretches[0].opens
    if school.unit is not Unit.SCHOOL_YEAR or len(after.stretches) > 1:
        return None
    inside = []
    for stretch in dated.stretches:
        opens = in_school_year(stretch.opens, school.year)
        closes = opens if stretch.single else in_school_year(stretch.closes, school.year)
        inside.append(Stretch(opens, closes))
    return span_of(tokens, inside)
