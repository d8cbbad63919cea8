"""Rules 7–10 and 12: quarters and terms, decades and weeks, first and last days, seasons."""

from dataclasses import replace

from storage.domain.phrases.grammar import Rule, enumerated, rule, span_of, text_of
from storage.domain.phrases.numerals import look_alike_ordinal
from storage.domain.phrases.spans import (
    EDGE_DAYS,
    Span,
    Unit,
    alone,
    half_year_span,
    part_span,
    quarter_span,
    school_half_span,
    school_term_span,
)
from storage.domain.phrases.tokens import Kind, Token
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
_HOLIDAYS = {
    9: Span(Unit.HOLIDAYS, 10, 2, 26, 4),
    12: Span(Unit.HOLIDAYS, 12, 2, 30, 10),
    3: Span(Unit.HOLIDAYS, 3, 1, 22, -1),
    6: Span(Unit.HOLIDAYS, 6, 3),
}
_ONE = ("го", "му", "ое", "ее", "ый", "ий", "ой", "ом", "ем", "ая", "яя", "ую", "юю")
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
    kind = Kind.SPAN if whole else Kind.PART
    doubt = "unclear_bounds" if _is_length(tokens) else ""
    return Token(kind, text_of(tokens), stretches=stretches, doubt=doubt)


@rule("(?:QUARTER|TERM|HALF_YEAR) COUNT")
def units_counted_after(tokens: list[Token], period: Window) -> Token | None:
    """«квартал III»."""
    return counted_units.build(tokens[::-1], period)


@rule("(?:IN|ON)? COUNT HALF DAY_WORD")
def half_of_day(tokens: list[Token], _: Window) -> Token:
    """Rule 15: «в первой половине дня» is a time of the day, not the half of a month."""
    return Token(Kind.NOISE, text_of(tokens))


@rule(
    "COUNT NOISE? (?:DAY_WORD|DATE_WORD) (?=MONTH|MONTH_WORD|QUARTER|TERM|HALF_YEAR|RHYTHM|EVERY)"
)
def first_or_last_days(tokens: list[Token], _: Window) -> Token | None:
    """«последний день месяца», «первые числа мая»."""
    if any(token.text.startswith("рабоч") for token in tokens):
        return None
    number, few = tokens[0].number, tokens[-1].text in ("числа", "числах")
    if number in (10, 20) and few and tokens[0].text.endswith(("х", "е")):
        part = alone(part_span(number, number + 9 if number < 20 else -1))
        return Token(Kind.PART, text_of(tokens), stretches=(part,), doubt="unclear_bounds")
    many = not tokens[0].text.endswith(_ONE)
    if number not in (1, -1) or tokens[0].kind is Kind.NUMBER:
        return None
    if number == 1 and tokens[-1].kind is Kind.DATE_WORD and not many:
        return None
    one_day = not many
    first, last = (number, number) if one_day else EDGE_DAYS[1 if number > 0 else 3]
    return Token(Kind.PART, text_of(tokens), stretches=(alone(part_span(first, last)),))


@rule("NUMBER (?:ORDINAL|NUMBER)")
def compound_number(tokens: list[Token], _: Window) -> Token | None:
    """«двадцать пятое» is one number in two words."""
    tens, ones = tokens
    in_words = tens.text.isalpha() and ones.text.isalpha()
    if not in_words or tens.number not in (20, 30) or not 0 < ones.number < 10:
        return None
    return replace(ones, text=text_of(tokens), number=tens.number + ones.number)


@rule("ORDINAL (?:(?:DASH|COMMA|AND) ORDINAL)* MONTH")
def cut_decade(tokens: list[Token], period: Window) -> Token | None:
    """«II дек. марта»: Roman numbers count no days, so this is hardly December."""
    romans = not any(token.text[:1].isdigit() for token in tokens)
    if tokens[-1].text != "дек" or not romans:
        return None
    return counted_units.build([*tokens[:-1], tokens[-1].as_kind(Kind.DECADE)], period)


@rule("COUNT HALF (?:CURRENT? SCHOOL? YEAR_WORD|(?=YEAR|YEARS))")
def half_of_year(tokens: list[Token], _: Window) -> Token | None:
    """«вторая половина года», «первая половина учебного года», «… 2021 года»."""
    number = tokens[0].number
    if number not in (1, 2):
        return None
    school = any(token.kind is Kind.SCHOOL for token in tokens)
    return span_of(tokens, [alone((school_half_span if school else half_year_span)(number))])


@rule(
    "SEASON (?:(?:DASH|COMMA|AND) SEASON)* SCHOOL? NOISE? HOLIDAYS"
    "|HOLIDAYS OPEN SEASON (?:(?:COMMA|AND) SEASON)* CLOSE"
)
def named_holidays(tokens: list[Token], _: Window) -> Token:
    """«осенние и весенние каникулы», «каникулы (летние)»."""
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


FIRST_DAYS: tuple[Rule, ...] = (
    compound_number,
    look_alike_number,
    cut_decade,
    half_of_day,
    first_or_last_days,
    half_of_year,
)
PARTS: tuple[Rule, ...] = (counted_units, units_counted_after)
SEASONS: tuple[Rule, ...] = (named_holidays, unnamed_holidays, season, season_called_so)


def _fitting(token: Token, most: int) -> Token | None:
    """Return a number that the unit can have («11 четверть» is the second), None for none."""
    if token.kind not in (Kind.NUMBER, Kind.ORDINAL) or token.number <= most:
        return token
    value = look_alike_ordinal(token.text)
    return replace(token, number=value) if 0 < value <= most else None


def _is_length(tokens: list[Token]) -> bool:
    """Whether «две недели» says how long, not which: «2 недели» may be the second one."""
    several = tokens[0].kind is Kind.NUMBER and tokens[0].number > 1 and len(tokens) == 2
    plural = tokens[-1].text in ("недель", "декад", "кварталов", "четвертей", "полугодий")
    return several and (plural or tokens[0].text.isalpha())


def _unit_span(unit: Token, number: int) -> Span:
    if unit.kind is Kind.QUARTER:
        return quarter_span(number if number > 0 else 4)
    if unit.kind is Kind.TERM:
        return school_term_span(number if number > 0 else 4)
    if unit.kind is Kind.HALF_YEAR:
        return half_year_span(number if number > 0 else 2)
    if unit.kind is Kind.WEEKDAY:
        return replace(part_span(1, -1), weekday=(number, unit.number))
    length, most = {Kind.WEEK: (7, 5), Kind.DECADE: (10, 3), Kind.HALF: (15, 2)}[unit.kind]
    if number < 0:
        return part_span(-7, -1) if unit.kind is Kind.WEEK else _unit_span(unit, most)
    first = length * (number - 1) + 1
    return part_span(first, -1 if number == most else first + length - 1)
