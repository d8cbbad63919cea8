"""Rules 1, 3, 4 and 6: from one date to another, lists, and the little words before a date."""

from dataclasses import replace

from storage.domain.phrases.grammar import Rule, rule, span_of, text_of
from storage.domain.phrases.spans import Span, Stretch, Unit, alone
from storage.domain.phrases.tokens import Kind, Role, Token
from storage.domain.terms import Window

_EXACT = (Unit.DAY, Unit.PART)
_LABELS = (Unit.MONTH, Unit.QUARTER, Unit.SCHOOL_TERM, Unit.HALF_YEAR, Unit.YEAR)
_BEGINNING, _END = 1, 3


@rule("FROM SPAN (?:COMMA? (?:TO|DASH|TILL))? SPAN INCLUSIVE?")
def from_till(tokens: list[Token], _: Window) -> Token | None:
    """«с мая по июль», «с 1 сентября до 1 октября»; «по» may be lost."""
    span = joined(tokens)
    till = any(token.kind is Kind.TILL for token in tokens)
    if span and till and tokens[-1].kind is Kind.SPAN and not _is_exact(span.stretches[-1]):
        return replace(span, doubt="unclear_bounds")
    return span


@rule("SPAN DASH (?=TILL SPAN|BOUND)")
def label(tokens: list[Token], _: Window) -> Token | None:
    """«I полугодие – до 20.12»: the half-year only says which deadline it is."""
    first = tokens[0].stretches[0].opens
    # A year is more than a label: it is the year of the deadline.
    named = first.unit in _LABELS and first.unit is not Unit.YEAR
    return Token(Kind.NOISE, text_of(tokens)) if named else None


@rule("SPAN (?:OPEN|COMMA) TILL SPAN CLOSE?")
def month_and_its_deadline(tokens: list[Token], _: Window) -> Token | None:
    """«март (до 20.03)»: the day says when in that month the thing is due."""
    spans = [token for token in tokens if token.kind is Kind.SPAN]
    month, day = (token.stretches[0] for token in spans)
    one = all(len(token.stretches) == 1 and token.stretches[0].single for token in spans)
    if not one or day.closes.unit is not Unit.DAY or month.opens.unit not in _LABELS:
        return None
    if day.opens.month not in range(month.opens.month, month.opens.month + month.opens.months):
        return None
    opens = month.opens.in_year(day.year)
    return span_of(tokens, [Stretch(opens, day.closes.in_year(month.year))])


@rule("SPAN (?:DASH SPAN){2,}")
def chain(tokens: list[Token], _: Window) -> Token | None:
    """«июнь-июль-август»."""
    span = joined([tokens[0], tokens[-1]])
    return span and replace(span, text=text_of(tokens))


@rule("SPAN (?:SLASH SPAN){2,}")
def alternatives(tokens: list[Token], _: Window) -> Token:
    """«январь/май/сентябрь»: two may be a run over New Year, three are a list."""
    return _listed(tokens)


@rule("SPAN (?:DASH|TO|SLASH) SPAN")
def range_of_two(tokens: list[Token], _: Window) -> Token | None:
    """«январь – май», «октябрь 2026 – 2027», «окт./нояб.»."""
    return joined(tokens)


@rule("SPAN SPAN SPAN+")
def list_without_commas(tokens: list[Token], _: Window) -> Token:
    """«сент. янв. май»."""
    return _listed(tokens)


@rule("SPAN SPAN")
def neighbours(tokens: list[Token], _: Window) -> Token | None:
    """«Июнь Июль»: months that lost their dash are a range, days are a list."""
    months = all(token.stretches[-1].closes.unit is Unit.MONTH for token in tokens)
    return joined(tokens) if months else _listed(tokens)


@rule("SPAN (?:(?:COMMA AND?|AND) IN? SPAN)+")
def list_of_spans(tokens: list[Token], _: Window) -> Token:
    """«февраль, май и октябрь»."""
    return _listed(tokens)


@rule("TILL EDGE SPAN (?:(?:COMMA|AND) SPAN)+")
def till_ends_of_months(tokens: list[Token], period: Window) -> Token | None:
    """«до конца сентября, января, мая»: the end of every month in the same case."""
    spans = [token for token in tokens if token.kind is Kind.SPAN]
    months = all(span.stretches[0].closes.unit is Unit.MONTH for span in spans)
    if not months or not all(span.text.endswith(("а", "я")) for span in spans):
        return None
    return till_edge.build([*tokens[:2], _listed(spans)], period)


@rule("TILL EDGE (?:CURRENT|NOISE)? SPAN")
def till_edge(tokens: list[Token], _: Window) -> Token | None:
    """«до конца III квартала» is till its last day, «к началу» till the day before its first."""
    if tokens[1].number == _BEGINNING:
        return _bound([*tokens[:-1], _beginning(tokens[-1])], Role.BEFORE)
    return _bound(tokens, Role.TILL) if tokens[1].number == _END else None


@rule("FROM EDGE (?:CURRENT|NOISE)? SPAN")
def from_edge(tokens: list[Token], _: Window) -> Token | None:
    """«с начала учебного года»."""
    if tokens[1].number != _BEGINNING:
        return None
    return _bound([*tokens[:-1], _beginning(tokens[-1])], Role.FROM)


@rule("TILL (?:PERIOD|IN|TIME)* SPAN INCLUSIVE?")
def till(tokens: list[Token], _: Window) -> Token:
    """«до 7 мая» includes the day; «до мая» ends the day before, unless «включительно»."""
    stretch = next(token for token in tokens if token.kind is Kind.SPAN).stretches[0]
    inclusive = tokens[-1].kind is Kind.INCLUSIVE or tokens[0].text.startswith("не")
    if inclusive or _is_exact(stretch) or not stretch.single:
        return _bound(tokens, Role.TILL)
    if stretch.closes.unit is Unit.MONTH:
        return _bound(tokens, Role.BEFORE)
    # The conventions know months only. Years are mostly meant to be included, parts are not.
    role = Role.TILL if stretch.closes.unit is Unit.YEAR else Role.BEFORE
    return replace(_bound(tokens, role), doubt="unclear_bounds")


@rule("TO SPAN")
def through(tokens: list[Token], _: Window) -> Token:
    """«по 31 мая» with no beginning: till that day."""
    return _bound(tokens, Role.TILL)


@rule("FROM SPAN")
def since(tokens: list[Token], _: Window) -> Token:
    """«с февраля», «не ранее 1 марта»; «с 5–9 мая» names both ends already."""
    both_ends = not tokens[1].stretches[0].single
    bound = _bound(tokens, Role.AT if both_ends else Role.FROM)
    # «с 1 марта, 1 мая»: nobody knows which of the two begins and which is a date.
    several = len(bound.stretches) > 1 and not both_ends
    return replace(bound, doubt="unclear_bounds") if several else bound


RANGES: tuple[Rule, ...] = (
    month_and_its_deadline,
    label,
    from_till,
    chain,
    alternatives,
    range_of_two,
    list_without_commas,
    neighbours,
)
LISTS: tuple[Rule, ...] = (list_of_spans,)
TILL_EDGES: tuple[Rule, ...] = (till_ends_of_months, till_edge, from_edge)
LITTLE_WORDS: tuple[Rule, ...] = (till, through, since)


def _beginning(token: Token) -> Token:
    """Let the first of September say which school year begins, when none is written."""
    span = token.stretches[0].opens
    if span.unit is not Unit.SCHOOL_YEAR or span.year is not None:
        return token
    return replace(token, stretches=(alone(Span(Unit.PART, span.month, last=10)),))


def _is_exact(stretch: Stretch) -> bool:
    return stretch.closes.unit in _EXACT


def joined(tokens: list[Token]) -> Token | None:
    """Join the last stretch of the first token with the first one of the last."""
    first, last = (token for token in tokens if token.kind is Kind.SPAN)
    *before, opens = first.stretches
    closes, *after = last.stretches
    if not (opens.single and closes.single):
        return None
    run = Stretch(opens.opens, closes.closes)
    return span_of(tokens, (*before, run, *after))


def _listed(tokens: list[Token]) -> Token:
    return span_of(tokens, (stretch for token in tokens for stretch in token.stretches))


def _bound(tokens: list[Token], role: Role) -> Token:
    span = next(token for token in tokens if token.kind is Kind.SPAN)
    return replace(span, kind=Kind.BOUND, role=role, text=text_of(tokens))
