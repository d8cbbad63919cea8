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
    "WORD": "(?:NOISE|UNKNOWN|PERIOD|WHOLE|CURRENT|SCHOOL|CALENDAR)",
}
_JOINTS = (Kind.DASH, Kind.TO, Kind.COMMA, Kind.AND, Kind.SLASH)
_NAME = re.compile(r"[A-Z_]{2,}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of token kinds, and the function that reads the run (None: not this one)."""

    pattern: re.Pattern[str]
    build: Build


def rule(pattern: str) -> Callable[[Build], Rule]:
    """Declare a rule: the pattern is a regular expression whose letters are names of kinds."""
    compiled = _compiled(pattern)
    return lambda build: Rule(compiled, build)


def reduced(tokens: list[Token], rules: Iterable[Rule], period: Window) -> list[Token]:
    """Apply every rule in turn, each from left to right as long as it finds something to read."""
    codes = "".join(token.kind for token in tokens)
    for each in rules:
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
    return tokens


def text_of(tokens: Iterable[Token]) -> str:
    """Return how a run of tokens was written, roughly."""
    return " ".join(token.text for token in tokens)


def enumerated(tokens: list[Token], span: Callable[[Token], Span]) -> tuple[Stretch, ...]:
    """Return what «1, 3 и 5-7» names when every number stands for the span that `span` makes."""
    found: list[Stretch] = []
    joint: Kind | None = None
    for token in tokens:
        if token.kind not in (Kind.NUMBER, Kind.ORDINAL):
            joint = token.kind if token.kind in _JOINTS else joint
            continue
        if joint in (Kind.DASH, Kind.TO) and found and found[-1].single:
            found[-1] = Stretch(found[-1].opens, span(token))
        else:
            found.append(alone(span(token)))
        joint = None
    return tuple(found)


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, meaning in _ALIASES.items():
        pattern = re.sub(rf"\b{name}\b", meaning, pattern)
    pattern = _NAME.sub(lambda m: re.escape(Kind[m.group()]), pattern)
    return re.compile(pattern.replace(" ", ""))
