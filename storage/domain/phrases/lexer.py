"""The lexer: cuts a spelled phrase into tokens, mending broken, glued and misspelt words."""

import re

from storage.domain.phrases.english import is_english
from storage.domain.phrases.mending import mended, mended_time, unabbreviated, unglued_noise
from storage.domain.phrases.numerals import numeric_token, roman_token
from storage.domain.phrases.spelling import look_alike
from storage.domain.phrases.surroundings import surrounding
from storage.domain.phrases.tokens import Kind, Token
from storage.domain.phrases.vocabulary import time_words

_LEXEME = re.compile(
    r"""
      (?P<digit>\d)
    | (?P<numbered>\#+\s?\d+(?:[/-]\d+)*(?![\d.]*\.\d))
    | \^(?P<capitals>[^\W\d]+)
    | (?P<word>[^\W\d]+)
    | (?P<mark>\.{2,}|[^\w\s])
    """,
    re.VERBOSE,
)
_SHORTEST_BROKEN = 4
_BEFORE_DATES = (Kind.NUMBER, Kind.TILL, Kind.FROM, Kind.DURING)
_MOST_BREAKS = 2
# «март а»: a word by itself, but hardly after what it is the ending of.
_LOST_ENDING = "а"
# What so many words begin with that joining a known word to make it would be a guess.
_COMMON = (Kind.NOISE, Kind.SHIFT)
_SHORTEST_FOREIGN = 4
_ROMAN_ENDING = re.compile(r"-(?:ый|ий|ой|й|ая|я|ое|ого|го|ом|м)(?![а-я])")
_FULL_MONTH = re.compile(r"[йьяюе]$|^март|^август")
_MARKS = {
    "-": Kind.DASH,
    "..": Kind.DASH,
    "...": Kind.DASH,
    ",": Kind.COMMA,
    ";": Kind.COMMA,
    "/": Kind.SLASH,
    "\\": Kind.SLASH,
    "+": Kind.AND,
    "&": Kind.AND,
    "(": Kind.OPEN,
    "[": Kind.OPEN,
    ")": Kind.CLOSE,
    "]": Kind.CLOSE,
}
# Two words that mean something else together.
_PAIRS = re.compile(
    r"\b(?:не (?:реже|менее|более)|не ?(?:поз[а-я]{1,5}|ран[а-я]{1,4})|а также|со дня"
    r"|(?:рабоч|выходн)[иы][ехм] дн(?:и|ям|ях))(?![а-я])"
)
_THAN = re.compile(r"(?<=_)(\w+)(?:,\s?| )чем\b")
_NOT_LATER, _NOT_EARLIER = re.compile(r"\bне_?поз[а-я]+"), re.compile(r"\bне_?ран[а-я]+")
_SECOND_HALF = re.compile(r"-([^\W\d]+)")
_NEXT_FRAGMENT = re.compile(r"(?:-\s?|\s)([^\W\d]+)")


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a spelled phrase; marks that mean nothing are left out."""
    text, english = _paired(text), is_english(text)
    tokens: list[Token] = []
    at = 0
    while match := _LEXEME.search(text, at):
        at = match.end()
        if match["digit"]:
            token, at = numeric_token(text, match.start())
            tokens.append(token)
        elif match["word"]:
            found, at = _words(text, match, tokens)
            tokens += found
        elif match["capitals"]:
            tokens.append(_abbreviation(match["capitals"]))
        elif match["numbered"]:
            tokens.append(Token(Kind.NOISE, match["numbered"]))
        elif kind := _mark(match["mark"], tokens):
            tokens.append(Token(kind, match["mark"]))
    return [_foreign(token) for token in tokens] if english else tokens


def _foreign(token: Token) -> Token:
    """In a phrase of Latin letters a word that nobody knows is no name beside a Russian term."""
    unknown = token.kind is Kind.NOISE and token.text.isalpha() and not surrounding(token.text)
    return token.as_kind(Kind.UNKNOWN) if unknown else token


def _paired(text: str) -> str:
    """Join «не позднее, чем» and the like into one word, however its second half is spelled."""
    text = _PAIRS.sub(lambda m: m.group().replace(" ", "_"), text)
    if "не" not in text:
        return text
    text = _NOT_EARLIER.sub("не_ранее", _NOT_LATER.sub("не_позднее", text))
    return _THAN.sub(r"\1", text)


def _mark(mark: str, before: list[Token]) -> Kind | None:
    """Return what a mark joins; a full stop is a comma after a month that is not cut short."""
    if mark == "." and before and before[-1].kind is Kind.MONTH:
        return Kind.COMMA if _FULL_MONTH.search(before[-1].text) else None
    return _MARKS.get(mark)


def _words(text: str, match: re.Match[str], before: list[Token]) -> tuple[list[Token], int]:
    """Return what a word means, joined with its other pieces when a line break split it."""
    word, end = match["word"], match.end()
    token = _known(word)
    joined, joined_end = _joined(word, token, text, end)
    if joined:
        return [joined], joined_end
    if token:
        glued = unglued_noise(word) if token.kind in _COMMON else None
        return list(glued or (token,)), _end_of_compound(token, text, end)
    cut = unabbreviated(word) if text[end : end + 1] == "." else None
    if cut:
        return [cut], end + 1
    dated = bool(before) and before[-1].kind in _BEFORE_DATES
    meant = mended(word) or (mended_time(word) if dated else None)
    return list(meant or (Token(Kind.UNKNOWN, word),)), end


def _abbreviation(word: str) -> Token:
    """Return what a word in capitals means: «РМО» names somebody, «МАЙ» is a month."""
    return _known(word) or Token(Kind.NOISE, word)


def _known(word: str) -> Token | None:
    token = time_words().get(word) or roman_token(word) or surrounding(word)
    if token is None and word.isascii():
        # «c» and «mapt» in Latin letters, and real Latin words, which name no date here.
        foreign = Token(Kind.NOISE, word) if len(word) >= _SHORTEST_FOREIGN else None
        return time_words().get(look_alike(word)) or foreign
    return token


def _joined(head: str, known: Token | None, text: str, at: int) -> tuple[Token | None, int]:
    """Return the word that two or three pieces make, when they mean nothing apart."""
    for _ in range(_MOST_BREAKS):
        following = _NEXT_FRAGMENT.match(text, at)
        if not following or (known and following[1] != _LOST_ENDING and _known(following[1])):
            break
        head, at = head + following[1], following.end()
        if len(head) < _SHORTEST_BROKEN:
            continue
        whole = time_words().get(head) or surrounding(head)
        if following[1] == _LOST_ENDING and not (known and whole and whole.kind is known.kind):
            break
        if whole and (whole.kind not in _COMMON or (known is None and len(following[1]) > 1)):
            return whole, at
    return None, at


def _end_of_compound(token: Token, text: str, end: int) -> int:
    """«учителя-предметники» are teachers whatever the second half is, «I-я» is a first."""
    if token.kind is Kind.ORDINAL:
        ending = _ROMAN_ENDING.match(text, end)
        return ending.end() if ending else end
    second = _SECOND_HALF.match(text, end)
    if token.kind is Kind.NOISE and second and not _known(second[1]):
        return second.end()
    return end
