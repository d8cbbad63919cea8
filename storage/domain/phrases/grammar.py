"""The grammar's engine: rules that replace a run of tokens by what the run means."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from storage.domain.phrases.spans import Span, Stretch, alone
from storage.domain.phrases.tokens import Kind, Token
from storage.domain.terms import Window

Build = Callable[[list[Token], Window], Token | None]

# Names that stand for several kinds in patterns.
_ALIASES = {
    "COUNT": "(?:NUMBER|ORDINAL)",
    "WORD": "(?:NOISE|UNKNOWN|PERIOD|WHOLE|CURRENT|SHIFT|SCHOOL|CALENDAR)",
}
_RANGES = (Kind.DASH, Kind.TO, Kind.TILL)
_JOINTS = (*_RANGES, Kind.COMMA, Kind.AND, Kind.SLASH)
_INNERMOST = re.compile(r"\([^()]*\)[?*+]?")
_CERTAIN_NAME = re.compile(r"[A-Z_]{2,}(?![?*A-Z_])")
_NAME = re.compile(r"[A-Z_]{2,}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of token kinds, and the function that reads the run (None: not this one)."""

    pattern: re.Pattern[str]
    build: Build
    needs: frozenset[str] = frozenset()  # kinds without which the pattern cannot match


def rule(pattern: str) -> Callable[[Build], Rule]:
    """Declare a rule: the pattern is a regular expression whose letters are names of kinds."""
    compiled, needs = _compiled(pattern), _needed(pattern)
    return lambda build: Rule(compiled, build, needs)


def reduced(tokens: list[Token], rules: Iterable[Rule], period: Window) -> list[Token]:
    """Apply every rule in turn, each from left to right as long as it finds something to read."""
    codes = "".join(token.kind for token in tokens)
    present = set(codes)
    for each in rules:
        if not each.needs <= present:
            continue
        at = 0
        while match := each.pattern.search(codes, at):
            start, end = match.span()
            made = each.build(tokens[start:end], period)
            if made is None:
                at = start + 1
                continue
            at = start if end - start > 1 else end
            tokens[start:end] = [made]
            codes = codes[:start] + made.kind + codes[end:]
            present.add(made.kind)
    return tokens


def text_of(tokens: Iterable[Token]) -> str:
    """Return how a run of tokens was written, roughly."""
    return " ".join(token.text for token in tokens)


def span_of(tokens: list[Token], stretches: Iterable[Stretch], doubt: str = "") -> Token:
    """Return the token of a run that names dates; what was doubtful in the run stays so."""
    doubt = doubt or next((token.doubt for token in tokens if token.doubt), "")
    return Token(Kind.SPAN, text_of(tokens), stretches=tuple(stretches), doubt=doubt)


def enumerated(tokens: list[Token], span: Callable[[Token], Span]) -> tuple[Stretch, ...]:
    """Return what «1, 3 и 5-7» names when every number stands for the span that `span` makes."""
    found: list[Stretch] = []
    joint: Kind | None = None
    for token in tokens:
        if token.kind not in (Kind.NUMBER, Kind.ORDINAL):
            joint = joint or (token.kind if token.kind in _JOINTS else None)
            continue
        if joint in _RANGES and found and found[-1].single:
            found[-1] = Stretch(found[-1].opens, span(token))
        else:
            found.append(alone(span(token)))
        joint = None
    return tuple(found)


def _needed(pattern: str) -> frozenset[str]:
    """Return the kinds that stand in a pattern outside all brackets and choices."""
    bare = pattern
    while _INNERMOST.search(bare):
        bare = _INNERMOST.sub(" ", bare)
    if "|" in bare:
        return frozenset()
    names = (name for name in _CERTAIN_NAME.findall(bare) if name not in _ALIASES)
    return frozenset(Kind[name].value for name in names)


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, meaning in _ALIASES.items():
        pattern = re.sub(rf"\b{name}\b", meaning, pattern)
    pattern = _NAME.sub(lambda m: re.escape(Kind[m.group()]), pattern)
    return re.compile(pattern.replace(" ", ""))
