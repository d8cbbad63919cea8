"""Schools: telling whether two names mean the same one."""

import re

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

_WORD = re.compile(r"\d+|[^\W\d_]+")


def same_school(one: str, other: str) -> bool:
    """Whether two names mean one school: «СОШ № 4» and its name in full do.

    The numbers must agree, and every telling word of the shorter name must stand in the longer.
    """
    first, second = _telling(one), _telling(other)
    shorter, longer = sorted((first, second), key=len)
    same_numbers = {w for w in first if w.isdigit()} == {w for w in second if w.isdigit()}
    return bool(shorter) and same_numbers and shorter <= longer


def _telling(name: str) -> frozenset[str]:
    text = name.casefold().replace("ё", "е")
    for pattern, short in _FORMS:
        text = re.sub(pattern, short, text)
    text = _FOUNDERS.sub(" ", text.replace(".", " "))
    return frozenset(_WORD.findall(text))
