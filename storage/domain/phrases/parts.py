"""Rules 7–10 and 12: quarters and terms, decades and weeks, beginnings and ends, seasons."""

from dataclasses import replace

from storage.domain.phrases.grammar import Rule, enumerated, rule, span_of, text_of
from storage.domain.phrases.numerals import look_alike_ordinal
from storage.domain.phrases.spans import (
    Span,
    Stretch,
    Unit,
    alone,
    half_year_span,
    quarter_span,
    school_half_span,
    school_term_span,
)
from storage.domain.phrases.tokens import Kind, Token
from storage.domain.phrases.years import in_school_year, is_school_year
from storage.domain.terms import Window

_MOST = {
    Kind.QUARTER: 4,
    Kind.TERM: 4,
    Kind.HALF_YEAR: 2,
    Kind.HALF: 2,
    Kind.DECADE: 3,
    Kind.WEEK: 5,
    Kind.WEEKDAY: 5,
}
_EDGES = {1: (1, 10), 2: (11, 20), 3: (21, -1)}
_HOLIDAYS = {
    9: Span(Unit.HOLIDAYS, 10, 2, 26, 4),
    12: Span(Unit.HOLIDAYS, 12, 2, 30, 10),
    3: Span(Unit.HOLIDAYS, 3, 1, 22, -1),
    6: Span(Unit.HOLIDAYS, 6, 3),
}
_NATURE = ("пожар", "павод", "половод", "купал", "отопит", "навигац", "ледо")
_SEASON_WORDS = ("сезон", "сезона", "сезоне", "время")
_UNIT = "(?:QUARTER|TERM|HALF_YEAR|HALF|DECADE|WEEK)"
_JOINT = "(?:DASH|COMMA|AND|TO|SLASH)"


@rule(f"UNKNOWN (?=(?:{_JOINT} (?:UNKNOWN|COUNT))* SCHOOL? {_UNIT})")
def look_alike_number(tokens: list[Token], _: Window) -> Token | None:
    """Rule 16: «Ш квартал» is the third."""
    value = look_alike_ordinal(tokens[0].text)
    return Token(Kind.ORDINAL, tokens[0].text, value) if value else None


@rule(f"COUNT (?:{_JOINT} (?:FROM|IN)? COUNT)* SCHOOL? (?:{_UNIT}|WEEKDAY)")
def counted_units(tokens: list[Token], _: Window) -> Token | None:
    """«I и III кварталы», «1-3 четверть», «вторая неделя», «первый и третий вторник»."""
    unit = tokens[-1]
    fitting = [_fitting(token, _MOST[unit.kind]) for token in tokens]
    if None in fitting:
        return None
    stretches = enumerated(
        [token for token in fitting if token], lambda token: _unit_span(unit, token.number)
    )
    whole = unit.kind in (Kind.QUARTER, Kind.TERM, Kind.HALF_YEAR)
    return Token(Kind.SPAN if whole else Kind.PART, text_of(tokens), stretches=stretches)


@rule("(?:QUARTER|TERM|HALF_YEAR) COUNT")
def units_counted_after(tokens: list[Token], period: Window) -> Token | None:
    """«квартал III»."""
    return counted_units.build(tokens[::-1], period)


@rule("EDGE (?:(?:DASH|COMMA|AND|SLASH) IN? EDGE)* (?=SPAN|CURRENT? MONTH_WORD|RHYTHM|IN? EVERY)")
def edges(tokens: list[Token], _: Window) -> Token:
    """«начало», «середина – конец»: which days of a month these are."""
    counts = [t.as_kind(Kind.NUMBER) if t.kind is Kind.EDGE else t for t in tokens]
    stretches = enumerated(counts, lambda token: _part(*_EDGES[token.number]))
    return Token(Kind.PART, text_of(tokens), stretches=stretches)


@rule(
    "ORDINAL NOISE? (?:DAY_WORD|DATE_WORD)"
    " (?=MONTH|MONTH_WORD|QUARTER|TERM|HALF_YEAR|RHYTHM|EVERY)"
)
def first_or_last_days(tokens: list[Token], _: Window) -> Token | None:
    """«последний день месяца», «первые числа мая»."""
    number = tokens[0].number
    if number not in (1, -1):
        return None
    one_day = tokens[-1].text in ("день", "дня", "дню")
    first, last = (number, number) if one_day else _EDGES[1 if number > 0 else 3]
    return Token(Kind.PART, text_of(tokens), stretches=(alone(_part(first, last)),))


@rule("COUNT HALF CURRENT? SCHOOL? YEAR_WORD")
def half_of_year(tokens: list[Token], _: Window) -> Token | None:
    """«вторая половина года», «первая половина учебного года»."""
    number = tokens[0].number
    if number not in (1, 2):
        return None
    school = any(token.kind is Kind.SCHOOL for token in tokens)
    return span_of(tokens, [alone((school_half_span if school else half_year_span)(number))])


@rule("PART NOISE? IN? SPAN")
def part_of_named(tokens: list[Token], period: Window) -> Token | None:
    """«III декада марта», «последняя неделя марта», «конец I полугодия»."""
    parts, wholes = tokens[0].stretches, tokens[-1].stretches
    if any(whole.opens.unit in (Unit.DAY, Unit.PART) for whole in wholes):
        return None
    inside = [_inside(part, whole, period) for whole in wholes for part in parts]
    # The middle and the halves of anything longer than a month are no convention: ask.
    vague = any(whole.opens.months > 1 for whole in wholes) and any(map(_is_vague, parts))
    return span_of(tokens, inside, "unclear_bounds" if vague else "")


@rule(
    "SPAN (?:COMMA|OPEN) (?:PART|IN? EDGE) CLOSE? (?!SPAN|MONTH_WORD|YEAR_WORD|EVERY|TERM|QUARTER)"
)
def part_after_month(tokens: list[Token], period: Window) -> Token | None:
    """«сентябрь (1-я неделя)», «май, конец»."""
    month, part = tokens[0], next(t for t in tokens if t.kind in (Kind.PART, Kind.EDGE))
    if part.kind is Kind.EDGE:
        part = edges.build([part], period) or part
    if len(month.stretches) > 1 or month.stretches[0].closes.unit is not Unit.MONTH:
        return None
    return part_of_named.build([part, month], period)


@rule("SEASON (?:(?:DASH|COMMA|AND) SEASON)* SCHOOL? NOISE? HOLIDAYS")
def named_holidays(tokens: list[Token], _: Window) -> Token:
    """«осенние и весенние каникулы»."""
    names = [token for token in tokens if token.kind is Kind.SEASON]
    spans = tuple(alone(_HOLIDAYS[token.number]) for token in names)
    return span_of(tokens, spans)


@rule("HOLIDAYS")
def unnamed_holidays(tokens: list[Token], _: Window) -> Token:
    """«каникулы»: the school sets them."""
    return tokens[0].as_kind(Kind.SCHEDULE)


@rule("SEASON (?:(?:DASH|COMMA|AND) SEASON)* PERIOD?")
def season(tokens: list[Token], _: Window) -> Token:
    """«лето», «осенне-зимний период»."""
    names = [t.as_kind(Kind.NUMBER) if t.kind is Kind.SEASON else t for t in tokens]
    stretches = enumerated(names, lambda token: Span(Unit.SEASON, token.number, 3))
    return span_of(tokens, stretches)


@rule("SPAN CONDITION")
def season_called_so(tokens: list[Token], _: Window) -> Token | None:
    """«в летнее время» is summer, «летний купальный сезон» is whenever people may bathe."""
    season, event = tokens
    if season.stretches[0].opens.unit is not Unit.SEASON:
        return None
    if event.text.startswith(_NATURE):
        return Token(Kind.CONDITION, text_of(tokens))
    return replace(season, text=text_of(tokens)) if event.text in _SEASON_WORDS else None


FIRST_DAYS: tuple[Rule, ...] = (look_alike_number, first_or_last_days, half_of_year)
PARTS: tuple[Rule, ...] = (counted_units, units_counted_after)
SEASONS: tuple[Rule, ...] = (named_holidays, unnamed_holidays, season, season_called_so)
EDGES: tuple[Rule, ...] = (edges, part_of_named, part_after_month)


def _fitting(token: Token, most: int) -> Token | None:
    """Return a number that the unit can have («11 четверть» is the second), None for none."""
    if token.kind not in (Kind.NUMBER, Kind.ORDINAL) or token.number <= most:
        return token
    value = look_alike_ordinal(token.text)
    return replace(token, number=value) if 0 < value <= most else None


def _unit_span(unit: Token, number: int) -> Span:
    if unit.kind is Kind.QUARTER:
        return quarter_span(number if number > 0 else 4)
    if unit.kind is Kind.TERM:
        return school_term_span(number if number > 0 else 4)
    if unit.kind is Kind.HALF_YEAR:
        return half_year_span(number if number > 0 else 2)
    if unit.kind is Kind.WEEKDAY:
        return replace(_part(1, -1), weekday=(number, unit.number))
    length, most = {Kind.WEEK: (7, 5), Kind.DECADE: (10, 3), Kind.HALF: (15, 2)}[unit.kind]
    if number < 0:
        return _part(-7, -1) if unit.kind is Kind.WEEK else _unit_span(unit, most)
    first = length * (number - 1) + 1
    return _part(first, -1 if number == most else first + length - 1)


def _part(first: int, last: int) -> Span:
    return Span(Unit.PART, 0, 1, first, last)


def _inside(part: Stretch, whole: Stretch, period: Window) -> Stretch:
    opens, closes = (_settled(span, period) for span in (whole.opens, whole.closes))
    if not part.single:
        return Stretch(_placed(part.opens, opens), _placed(part.closes, closes))
    return alone(_placed(part.opens, closes if _is_late(part.opens) else opens))


def _settled(whole: Span, period: Window) -> Span:
    """A half-year without a year is one of the school year in a school-year roadmap."""
    school = whole.unit is Unit.HALF_YEAR and whole.year is None and is_school_year(period)
    return in_school_year(whole, None) if school else whole


def _is_late(part: Span) -> bool:
    return part.first > 20 or part.first < 0


def _is_vague(part: Stretch) -> bool:
    middle, halves = (11, 20), ((1, 15), (16, -1))
    return (part.opens.first, part.opens.last) in (middle, *halves)


def _placed(part: Span, whole: Span) -> Span:
    """Put a part of a month into a longer span: an end goes to its last month."""
    months = 9 if whole.unit is Unit.SCHOOL_YEAR else whole.months
    after = months - 1 if _is_late(part) else months // 2 if part.first == 11 else 0
    over, month = divmod(whole.month - 1 + after, 12)
    year = None if whole.year is None else whole.year + over
    return replace(part, month=month + 1, year=year)
