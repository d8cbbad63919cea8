"""Mending: what a word was meant to be when its letters are wrong or lost (rule 16)."""

from collections import defaultdict
from dataclasses import replace
from functools import cache, lru_cache

from storage.domain.phrases.surroundings import surrounding, telling_stems
from storage.domain.phrases.tokens import Kind, Token
from storage.domain.phrases.vocabulary import time_words

_SHORTEST_MISSPELT = 5
# Nothing but a month begins like «июнь» and is as short.
_SHORT_BUT_SURE = ("ию", "иу")
_SHORTEST_GLUED_NOISE = 6
_SHORTEST_TWICE_MISSPELT = 8
_SHORTEST_CUT = 3
_SURELY_A_WORD = 4
_DATES_BEGIN_WITH = (Kind.MONTH, Kind.EDGE, Kind.SEASON, Kind.WHOLE)
_LITTLE = frozenset(
    ("до", "с", "со", "по", "к", "в", "во", "и", "на", "за", "не", "раз", "май", "мая")
)


@lru_cache(maxsize=4096)
def mended(word: str) -> tuple[Token, ...] | None:
    """Return the words meant by an unknown one, None when nothing is near enough."""
    return (
        _unglued(word)
        or _in_the_course(word)
        or _respelt(word.replace("ъ", "ь"))
        or _telling(word)
    )


@lru_cache(maxsize=512)
def unglued_noise(word: str) -> tuple[Token, ...] | None:
    """«следующегогода» is two words, though the first of them alone would explain it."""
    for cut in range(_SHORTEST_GLUED_NOISE, len(word) - 1):
        head, tail = word[:cut], word[cut:]
        time = time_words().get(tail) or (
            surrounding(tail) if len(tail) >= _SURELY_A_WORD else None
        )
        sure = time and (
            tail == "до" or (len(tail) >= _SURELY_A_WORD and time.kind is not Kind.NOISE)
        )
        first = surrounding(head) if sure else None
        if time and first:
            return (first, time)
    return None


@lru_cache(maxsize=512)
def mended_time(word: str) -> tuple[Token, ...] | None:
    """Return what a short unknown word means where a date must be: «до мрта», «до коца мая»."""
    if len(word) < _SHORTEST_CUT:
        return None
    near = {
        replace(token, text="")
        for form, _, token in _by_first_letter().get(word[0], ())
        if abs(len(form) - len(word)) < 2 and _distance(word, form) == 1
    }
    only = near.pop() if len(near) == 1 else None
    return (replace(only, text=word),) if only and only.kind in _DATES_BEGIN_WITH else None


def unabbreviated(word: str) -> Token | None:
    """Return the word that a dot cut short («сентяб.»), None when several could be meant."""
    if len(word) < _SHORTEST_CUT:
        return None
    meant = {
        (token.kind, token.number, token.rhythm): token
        for form, token in time_words().items()
        if form.startswith(word)
    }
    if len(meant) == 1:
        return next(iter(meant.values()))
    kinds = {kind for stem, kind in telling_stems() if stem.startswith(word)}
    return Token(kinds.pop(), word) if not meant and len(kinds) == 1 else None


def _unglued(word: str, depth: int = 4) -> tuple[Token, ...] | None:
    """«посогласованию» → «по», «согласованию»: every piece must be a known word."""
    for cut in range(len(word) - 1, 0, -1):
        head, tail = word[:cut], word[cut:]
        known = _piece(head)
        if known is None:
            continue
        last = _piece(tail)
        lone = len(tail) == 1 and known.kind is not Kind.MONTH  # «мартаи май», «весеннеи»
        if last is not None and not lone and (cut > 2 or len(tail) > 2):
            return (known, last)
        rest = _unglued(tail, depth - 1) if depth else None
        if rest:
            return (known, *rest)
    return None


def _in_the_course(word: str) -> tuple[Token, ...] | None:
    """«втеченние» has lost its space and got a letter: it is no «весенние»."""
    tail = _respelt(word[1:]) if word.startswith("вт") else None
    return (time_words()["в"], *tail) if tail and tail[0].kind is Kind.DURING else None


def _piece(word: str) -> Token | None:
    if len(word) < 4 and word not in _LITTLE:
        return None
    token = time_words().get(word) or (surrounding(word) if len(word) > 3 else None)
    if token and token.kind is Kind.NOISE and len(word) < _SHORTEST_GLUED_NOISE:
        return None
    return token


def _respelt(word: str) -> tuple[Token, ...] | None:
    """The nearest word of the vocabulary within one slip, within two when the word is long."""
    short = len(word) < _SHORTEST_MISSPELT and not word.startswith(_SHORT_BUT_SURE)
    slips = 0 if short else 1 + (len(word) >= _SHORTEST_TWICE_MISSPELT)
    letters = _letters(word)
    best: set[Token] = set()
    best_distance = slips
    for form, form_letters, token in _by_first_letter().get(word[0], ()):
        if abs(len(form) - len(word)) > slips or (letters ^ form_letters).bit_count() > 2 * slips:
            continue
        distance = _distance(word, form)
        if distance < best_distance:
            best, best_distance = set(), distance
        if distance == best_distance:
            best.add(replace(token, text=""))
    # Equally near to June and to July: that is a question, not an answer.
    return (replace(best.pop(), text=word),) if len(best) == 1 else None


def _telling(word: str) -> tuple[Token, ...] | None:
    """«по соглосованию»: what a date hangs on, with one slip in its stem."""
    for stem, kind in telling_stems():
        heads = (word[: len(stem) + shift] for shift in (0, -1, 1))
        if word[0] == stem[0] and any(_distance(head, stem) == 1 for head in heads):
            return (Token(kind, word),)
    return None


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
