"""Schools: telling whether two names mean the same one, and which of them a cell names."""

import re
from collections.abc import Sequence

_FORMS = (
    (r"средн\w+\s+общеобразовательн\w+\s+школ\w+", "сош"),
    (r"основн\w+\s+общеобразовательн\w+\s+школ\w+", "оош"),
    (r"начальн\w+\s+общеобразовательн\w+\s+школ\w+", "нош"),
)
"""What a charter writes out and everybody shortens."""

_FOUNDERS = re.compile(
    r"\b(муниципальн\w+|государственн\w+|казенн\w+|бюджетн\w+|автономн\w+|общеобразовательн\w+"
    r"|учреждени\w+|организаци\w+|район\w*|округ\w*|области|республик\w*|им(?:ени)?"
    r"|[мг]?[кба]оу|г|гп|с|сп|п|пос|пгт|ст|д|х|№|n)\b"
)
"""Words that say who runs a school or what kind of place it stands in, not which one it is."""

_KIND = re.compile(r"[сон]ош|школ\w*|гимнази\w*|лице\w*")
"""Words that say what kind of school it is; many schools of a centre share them."""

_NUMBERED = re.compile(
    r"(?:№+|\b(?:[сон]ош|школ\w*|гимнази\w*|лице\w*)\s)[\s№]*(\d+(?:\s*(?:,|;|и|№|\s)\s*\d+)*)"
)
"""«школы № 2, № 5», «СОШ №№ 2, 5 и 7», «школа 4»: the numbers of schools."""

_ENDING = 6
"""So many letters an ending may take at the most: «Заречный», «Зареченская»."""

_STEM = 4
"""So many letters tell one word from another at the least."""

_WORD = re.compile(r"\d+|[^\W\d_]+")


def same_school(one: str, other: str) -> bool:
    """Whether two names mean one school: «СОШ № 4» and its name in full do.

    The numbers must agree, and every telling word of the shorter name must stand in the longer.
    """
    first, second = _telling(one), _telling(other)
    shorter, longer = sorted((first, second), key=len)
    return bool(shorter) and numbers_of(one) == numbers_of(other) and shorter <= longer


def named_in(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return those of the schools' names that a responsible cell means: «школы № 2, № 5».

    A school with a number is meant by it; where several have the same number, the words beside it
    decide. One without is meant by all words of its name, in any form: «Луговская СОШ».
    """
    numbers = numbers_in(text)
    words = [word for word in _telling(text) if not word.isdigit()]

    def is_meant(name: str) -> bool:
        own = numbers_of(name)
        place = [w for w in _telling(name) - own if not _KIND.fullmatch(w)]
        return own <= numbers if own else bool(place) and _all_stand(place, words)

    meant = [name for name in names if is_meant(name)]
    return tuple(name for name in meant if not _better(name, meant, words))


def numbers_of(name: str) -> frozenset[str]:
    """Return the numbers in a school's own name, mostly one."""
    return frozenset(word for word in _telling(name) if word.isdigit())


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of schools that a cell names."""
    lists = (found[1] for found in _NUMBERED.finditer(_plain(text).replace(".", " ")))
    return frozenset(number for some in lists for number in re.findall(r"\d+", some))


def _better(name: str, meant: Sequence[str], words: Sequence[str]) -> bool:
    """Whether another school of the same number is named more closely."""
    number = numbers_of(name)
    rivals = [other for other in meant if number and number == numbers_of(other)]
    closest = max((_closeness(other, words) for other in rivals), default=0)
    return _closeness(name, words) < closest


def _closeness(name: str, words: Sequence[str]) -> int:
    return sum(
        1 for one in _telling(name) if not one.isdigit() and any(_akin(one, w) for w in words)
    )


def _all_stand(place: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(_akin(one, word) for word in words) for one in place)


def _akin(one: str, other: str) -> bool:
    """Whether two words share a stem: «Луговое», «Луговская»."""
    longest = max(len(one), len(other))
    stem = max(_STEM, longest - _ENDING)
    return one == other or (min(len(one), len(other)) >= stem and one[:stem] == other[:stem])


def _plain(name: str) -> str:
    text = name.casefold().replace("ё", "е")
    for pattern, short in _FORMS:
        text = re.sub(pattern, short, text)
    return text


def _telling(name: str) -> frozenset[str]:
    text = _FOUNDERS.sub(" ", _plain(name).replace(".", " "))
    return frozenset(_WORD.findall(text))
