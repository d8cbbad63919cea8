"""Words that a narrow column has cut without a hyphen: «Муниципальн» above, «ый» below."""

import re
from collections import Counter
from collections.abc import Iterable

from storage.documents.calendar_words import is_month
from storage.domain.phrases.vocabulary import time_words

_SHORT_WORD = re.compile(
    r"[иваоксу]|во|на|по|для|из|от|до|за|при|об|со|ко|не|ни|их|его|ее|её|но|то|как|что|или|без|под"
)
_SHORTEST_PIECE = 3
# First parts of words with a hyphen of their own, which a document need not say apart from them.
_FIRST_PART = re.compile(
    r".*(?:но|ко|обще)|план|мастер|онлайн|офлайн|интернет|медиа|видео|веб|пресс|семинар|тренинг"
    r"|педагог(?:и|а|у|ом|ов|ам|ами)?|учител(?:ь|я|ю|ей|ям|ями)|школ(?:а|ы|е|у|ам|ами)?"
)
_SUFFIX = re.compile(r"ск|ств|н[ыоиа]|[иеьъы]")
_TWO_CONSONANTS = re.compile(r"[бвгджзклмнпрстфхцчшщ][бвгджзклмнпрстфхцчшщ]$")


def spoken(texts: Iterable[str]) -> Counter[str]:
    """Count the words of a document, pieces of words cut without a hyphen among them."""
    return Counter(word for text in texts if not text.endswith("-") for word in _letters(text))


def is_cut(upper: str, lower: str, words: Counter[str], last: bool) -> bool:
    """Whether `lower` is the rest of the word `upper`; ask only where there was no more room.

    What the document says elsewhere decides; otherwise a piece gives itself away by its look.
    `last` means that nothing stands after it in the cell, where no «и» or «для» can stand.
    """
    above, below = _letters(upper)[-1:], _letters(lower)[:1]
    if not above or not below or not upper[-1].isalpha():
        return False
    end, rest = above[0], below[0]
    if words[end + rest] or end + rest in time_words():
        return True
    if len(rest) <= _SHORTEST_PIECE:
        return last or not _SHORT_WORD.fullmatch(rest)
    if words[rest] > 1 or words[end] > 1:
        return False
    return bool(_TWO_CONSONANTS.search(end))


def is_hyphenated(upper: str, lower: str, words: Counter[str]) -> bool:
    """Whether the hyphen that ends `upper` is there for the line's sake: «засе-», «дания».

    The hyphen of «школ-участниц» or «научно-методический» is a part of the word.
    """
    above, below = _letters(upper)[-1:], _letters(lower)[:1]
    if not above or not below or not upper.endswith("-") or not lower[:1].islower():
        return False
    end, rest = above[0], below[0]
    if words[end + rest]:
        return True
    if is_month(end) and is_month(rest):  # «сентябрь-», «октябрь»
        return False
    return not words[end] and not (_FIRST_PART.fullmatch(end) and not _SUFFIX.match(rest))


def _letters(text: str) -> list[str]:
    return re.findall(r"[а-яёa-z]+", text.lower())
