"""Rules 1, 3, 4 and 6: from one date to another, lists, and the little words before a date."""

from dataclasses import replace

from storage.domain.phrases.grammar import Rule, rule, text_of
from storage.domain.phrases.spans import Stretch, Unit
from storage.domain.phrases.tokens import Kind, Role, Token
from storage.domain.terms import Window

_EXACT = (Unit.DAY, Unit.PART)
_END = 3


@rule("FROM SPAN (?:COMMA? (?:TO|DASH|TILL)) (?:EDGE(?=SPAN))? SPAN")
def from_till(tokens: list[Token], _: Window) -> Token | None:
    """«с марта по июнь», «с 1 сентября до 1 октября»."""
    return _joined(tokens)


@rule("SPAN (?:DASH|TO|SLASH) SPAN")
def range_of_two(tokens: list[Token], _: Window) -> Token | None:
    """«январь – май», «декабрь 2020 – 2021», «дек./янв.»."""
    return _joined(tokens)


@rule("SPAN SPAN")
def neighbours(tokens: list[Token], _: Window) -> Token | None:
    """«Апрель Май»: months that lost their dash are a range, days are a list."""
    months = all(token.stretches[-1].closes.unit is Unit.MONTH for token in tokens)
    if any(token.role is not Role.AT for token in tokens):
        return None
    return _joined(tokens) if months else _listed(tokens)


@rule("SPAN (?:(?:COMMA AND?|AND) IN? SPAN)+")
def list_of_spans(tokens: list[Token], _: Window) -> Token | None:
    """«февраль, май и октябрь»."""
    if any(token.role is not Role.AT for token in tokens):
        return None
    return _listed(tokens)


@rule("TILL EDGE SPAN")
def till_edge(tokens: list[Token], _: Window) -> Token | None:
    """«до конца II квартала» is till its last day, «к началу» till the day before its first."""
    if tokens[1].number not in (1, _END):
        return None
    role = Role.TILL if tokens[1].number == _END else Role.BEFORE
    return replace(tokens[2], role=role, text=text_of(tokens))


@rule("FROM EDGE SPAN")
def from_edge(tokens: list[Token], _: Window) -> Token | None:
    """«с начала учебного года»."""
    return replace(tokens[2], role=Role.FROM) if tokens[1].number == 1 else None


@rule("TILL (?:PERIOD|IN)? SPAN INCLUSIVE?")
def till(tokens: list[Token], _: Window) -> Token | None:
    """«до 5 мая» includes the day; «до мая» ends the day before, unless «включительно»."""
    span = next(token for token in tokens if token.kind is Kind.SPAN)
    if span.role is not Role.AT:
        return None
    inclusive = tokens[-1].kind is Kind.INCLUSIVE or tokens[0].text.startswith("не")
    exact = span.stretches[0].closes.unit in _EXACT or not span.stretches[0].single
    role = Role.TILL if inclusive or exact else Role.BEFORE
    return replace(span, role=role, text=text_of(tokens))


@rule("FROM SPAN")
def since(tokens: list[Token], _: Window) -> Token | None:
    """«с февраля», «не ранее 1 марта»; «с 5–9 мая» names both ends already."""
    span = tokens[1]
    if span.role is not Role.AT:
        return None
    both_ends = not span.stretches[0].single
    return replace(span, role=Role.AT if both_ends else Role.FROM, text=text_of(tokens))


RANGES: tuple[Rule, ...] = (from_till, range_of_two, neighbours)
LISTS: tuple[Rule, ...] = (list_of_spans,)
ROLES: tuple[Rule, ...] = (till_edge, from_edge, till, since)


def _joined(tokens: list[Token]) -> Token | None:
    """Join the last stretch of the first token with the first one of the last."""
    spans = [token for token in tokens if token.kind is Kind.SPAN]
    first, last = spans
    if first.role is not Role.AT or last.role is not Role.AT:
        return None
    *before, opens = first.stretches
    closes, *after = last.stretches
    if not (opens.single and closes.single):
        return None
    joined = Stretch(opens.opens, closes.closes)
    return Token(Kind.SPAN, text_of(tokens), stretches=(*before, joined, *after))


def _listed(tokens: list[Token]) -> Token:
    stretches = tuple(stretch for token in tokens for stretch in token.stretches)
    return Token(Kind.SPAN, text_of(tokens), stretches=stretches)
