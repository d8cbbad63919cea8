"""Wording: whether two texts say the same, and how alike they are when they do not."""

import re
from collections.abc import Callable
from functools import cache
from typing import TypeAlias

Ratio: TypeAlias = Callable[[str, str], float]

_STEM = 6
"""So many letters of a Russian word tell which one it is; the rest is mostly its ending."""


def bare(text: str) -> str:
    """Return the words of a text alone.

    Two documents of one order differ in quotes, dashes, spaces and capitals without anybody
    having meant it.
    """
    return " ".join(re.findall(r"\w+", text.casefold().replace("ё", "е")))


def stems(text: str) -> str:
    """Return the beginnings of a text's words: what `alike` compares."""
    return " ".join(word[:_STEM] for word in bare(text).split())


def alike(one: str, other: str) -> float:
    """Say from 0 to 1 how much two texts, given as `stems`, speak of the same; order is free.

    Words that both have count most, because a title is reworded by adding to it or shortening it;
    the rest is the texts as wholes, or else «Мониторинг» would be found in every third title.
    """
    shared, whole = _ratios()
    return (0.6 * shared(one, other) + 0.4 * whole(one, other)) / 100


@cache
def _ratios() -> tuple[Ratio, Ratio]:
    # Orders change a few times a year: until one does, the bot does without this library.
    from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

    return token_set_ratio, token_sort_ratio
