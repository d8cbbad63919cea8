"""Quoting: the words of the document behind a piece that rules saw in plain spelling."""

import re

_DASHES = "-‐‑‒–—―−﹣－~÷⁃"
# What may stand in the document for a letter of the piece.
_WRITTEN = {
    "е": "её",
    "-": re.escape(_DASHES),
    "0": "0оo",
    "1": "1lі",
    "3": "3з",
    **{
        cyrillic: cyrillic + latin
        for cyrillic, latin in zip("асорхукмтвн", "acopxykmtbh", strict=True)
    },
}
_WRITTEN["е"] += "e"
_BREAK = "[\u00ad\u200b\u200c\u200d\u2060\ufeff\u0301]*"
_BETWEEN_WORDS = r"[\W_]*"


def as_written(piece: str, phrase: str) -> str:
    """Return the piece letter for letter as the phrase has it; the phrase when it is not there."""
    words = (_BREAK.join(map(_letter, word)) for word in re.split(r"[ _]+", piece))
    found = re.search(_BETWEEN_WORDS.join(words), phrase, re.IGNORECASE)
    return found.group() if found else phrase.strip()


def _letter(letter: str) -> str:
    return f"[{_WRITTEN.get(letter) or re.escape(letter)}]"
