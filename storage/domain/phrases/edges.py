"""Rules 7–10: which days of a month, a quarter or a half-year a part of it is."""

from dataclasses import replace

from storage.domain.phrases.days import in_other_month
from storage.domain.phrases.grammar import Rule, enumerated, rule, span_of, text_of
from storage.domain.phrases.spans import EDGE_DAYS, Span, Stretch, Unit, alone, part_span
from storage.domain.phrases.tokens import Kind, Token
from storage.domain.phrases.years import in_school_year, is_school_year
from storage.domain.terms import Window


@rule("EDGE (?:(?:DASH|COMMA|AND|SLASH) IN? EDGE)* (?=SPAN|CURRENT? MONTH_WORD|RHYTHM|IN? EVERY)")
def edges(tokens: list[Token], _: Window) -> Token:
    """«начало», «середина – конец»: which days of a month these are."""
    counts = [t.as_kind(Kind.NUMBER) if t.kind is Kind.EDGE else t for t in tokens]
    stretches = enumerated(counts, lambda token: part_span(*EDGE_DAYS[token.number]))
    return Token(Kind.PART, text_of(tokens), stretches=stretches)


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


@rule("(?<=TILL EDGE) PART SPAN")
def part_that_ends(tokens: list[Token], period: Window) -> Token | None:
    """«до конца II декады марта»: the end is that of the part, not of the month."""
    return part_of_named.build(tokens, period)


@rule(
    "SPAN (?:COMMA|OPEN)? (?:PART|IN? EDGE) MONTH_WORD? CLOSE?"
    " (?!SPAN|MONTH_WORD|YEAR_WORD|EVERY|TERM|QUARTER)"
)
def part_after_month(tokens: list[Token], period: Window) -> Token | None:
    """«сентябрь (1-я неделя)», «май, конец», «май (начало месяца)»."""
    month, part = tokens[0], next(t for t in tokens if t.kind in (Kind.PART, Kind.EDGE))
    if part.kind is Kind.EDGE:
        part = edges.build([part], period) or part
    if len(month.stretches) > 1 or month.stretches[0].closes.unit is not Unit.MONTH:
        return None
    return part_of_named.build([part, month], period)


@rule("SPAN (?:COMMA AND?|AND) SPAN")
def part_of_other_months(tokens: list[Token], _: Window) -> Token | None:
    """«конец марта и мая», «вторая неделя октября, апреля»."""
    parts = all(stretch.closes.unit is Unit.PART for stretch in tokens[0].stretches)
    return in_other_month(tokens) if parts else None


@rule("EDGE DASH? SPAN COMMA? EDGE DASH? SPAN")
def labelled_ends(tokens: list[Token], _: Window) -> Token | None:
    """«начало – 1 марта, окончание – 5 мая», «начало: март, окончание: май»."""
    edges = [token.number for token in tokens if token.kind is Kind.EDGE]
    ends = [token.stretches for token in tokens if token.kind is Kind.SPAN]
    one = all(len(end) == 1 for end in ends)
    if edges != [1, 3] or not one or any(map(_is_part_of_month, tokens)):
        return None
    return span_of(tokens, [Stretch(ends[0][0].opens, ends[1][0].closes)])


EDGES: tuple[Rule, ...] = (
    labelled_ends,
    edges,
    part_of_named,
    part_after_month,
    part_of_other_months,
)


def _inside(part: Stretch, whole: Stretch, period: Window) -> Stretch:
    opens, closes = (_settled(span, period) for span in (whole.opens, whole.closes))
    if not part.single:
        return Stretch(_placed(part.opens, opens), _placed(part.closes, closes))
    return alone(_placed(part.opens, closes if _is_late(part.opens) else opens))


def _settled(whole: Span, period: Window) -> Span:
    """A half-year without a year is one of the school year in a school-year roadmap."""
    school = whole.unit is Unit.HALF_YEAR and whole.year is None and is_school_year(period)
    return in_school_year(whole, None) if school else whole


def _is_part_of_month(token: Token) -> bool:
    """«начало марта» is a part of it, «начало: март» is the month in which a thing begins."""
    if token.kind is not Kind.SPAN or token.stretches[0].closes.unit is Unit.DAY:
        return False
    named = token.stretches[0].closes.unit is Unit.MONTH
    return not named or token.text.split()[0].endswith(("а", "я"))


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
