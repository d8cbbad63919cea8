"""Mending: what a word was meant to be when its letters are wrong, lost or run together (rule 16)."""

from collections import defaultdict
from functools import cache, lru_cache

from storage.domain.phrases.surroundings import surrounding
from storage.domain.phrases.tokens import Kind, Token
from storage.domain.phrases.vocabulary import time_words

_SHORTEST_MISSPELT = 5
_SHORTEST_TWICE_MISSPELT = 8
_LITTLE = frozenset(
    ("до", "с", "со", "по", "к", "в", "во", "и", "на", "за", "не", "раз", "май", "мая")
)


@lru_cache(maxsize=4096)
def mended(word: str) -> tuple[Token, ...] | None:
    """Return the words meant by an unknown one, None when nothing is near enough."""
    return _unglued(word) or _respelt(word)


def _unglued(word: str, depth: int = 4) -> tuple[Token, ...] | None:
    """«посогласованию» → «по», «согласованию»: every piece must be a known word."""
    for cut in range(len(word) - 3, 0, -1):
        head, tail = word[:cut], word[cut:]
        known = _piece(head)
        if known is None:
            continue
        last = _piece(tail)
        if last is not None and (cut > 2 or len(tail) > 2):
            return (known, last)
        rest = _unglued(tail, depth - 1) if depth else None
        if rest:
            return (known, *rest)
    return None


def _piece(word: str) -> Token | None:
    if len(word) < 4 and word not in _LITTLE:
        return None
    token = time_words().get(word)
    if token is None and len(word) > 3:
        token = surrounding(word)
        if token is not None and token.kind is Kind.NOISE:
            return None
    return token


def _respelt(word: str) -> tuple[Token, ...] | None:
    """The nearest word of the vocabulary within one slip, within two when the word is long."""
    slips = 0 if len(word) < _SHORTEST_MISSPELT else 1 + (len(word) >= _SHORTEST_TWICE_MISSPELT)
    letters = _letters(word)
    best: Token | None = None
    best_distance = slips + 1
    for form, form_letters, token in _by_first_letter().get(word[0], ()):
        if abs(len(form) - len(word)) > slips or (letters ^ form_letters).bit_count() > 2 * slips:
            continue
        distance = _distance(word, form)
        if distance < best_distance:
            best, best_distance = token, distance
    return (best,) if best else None


@cache
def _by_first_letter() -> dict[str, list[tuple[str, int, Token]]]:
    index: dict[str, list[tuple[str, int, Token]]] = defaultdict(list)
    for form, token in time_words().items():
        if len(form) >= _SHORTEST_MISSPELT - 1 and "_" not in form:
            index[form[0]].append((form, _letters(form), token))
    return index


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 63)
    return mask


def _distance(one: str, other: str) -> int:
    """Count insertions, deletions, substitutions and swaps of neighbours (Damerau)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
