"""Text as people wrote it, cleaned of what programs left in it."""

import re

# Zero-width and bidirectional controls, soft hyphens, byte order marks. The joiner U+200D stays:
# emoji are made with it.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"[^\S\n]+")
_UNCLEAN = re.compile(r"[^\w.,:;()«»/№%+–—\- ]|  |^ | $")  # few cells hold any of it
_LETTER = "[А-Яа-яЁёA-Za-z]"
_HYPHEN_AT_LINE_END = re.compile(rf"(?<={_LETTER})([-‐‑])\n(?=[а-яёa-z])")
# A line that opens with what no word begins with, after what no word ends with, is the rest of a
# word cut by a narrow column.
_ADJECTIVE = r"(?:[ыи](?:й|е|м|х|ми)|ая|ую|[ое](?:е|го|му|й|м))\b"
_CUT_WORD = re.compile(
    rf"(?<=[а-яё])\n(?=(?:н|нн|енн|тельн|льн|ивн|ск|ическ|ческ){_ADJECTIVE}|ющ{_ADJECTIVE}"
    r"|(?:н|ен|ан)(?:ие|ия|ию|ий|ием|иям|иях)\b|ци(?:я|и|ю|ей|й|ям|ях)\b"
    r"|н?ост(?:ь|и|ью|ей|ям|ях)\b|тел(?:ь|я|ю|и|ей|ем|ям|ях|ями)\b)"
    r"|(?<=[а-яё]{3}тел)\n(?=(?:ь|я|ю|и|е[мй]|ям|ях|ями)\b)"
    r"|(?<=ност)\n(?=(?:ь|и|ью|ей|ям|ях)\b)|(?<=[а-яё]{3}ств)\n(?=(?:о|а|е|ом|ам|ах)\b)"
    r"|(?<=[а-яё]{2}ци)\n(?=(?:я|и|ю|ей|ям|ях)\b)|(?<=[а-лн-яё][еа]ни)\n(?=(?:е|я|ю|й|ем|ям|ях)\b)"
    r"|(?<=[а-яё])\n(?=(?:и(?:е|я|ю|ем|ям|ях|ями)|[йхъь]|ая|ое|[ыо]е|ы[йхм]|ыми|ую|о(?:го|му)|ться|с?т(?:и|ь|ью))\b)"
    rf"|(?:(?<=[а-яё]{{3}}нн)|(?<=[а-яё]{{2}}льн)|(?<=[а-яё]{{3}}вн)|(?<=[а-яё]{{3}}ск))\n(?={_ADJECTIVE})"
)


def clean(text: str) -> str:
    """Drop controls and invisible marks; lines stay lines, other blanks become single spaces."""
    if not _UNCLEAN.search(text):
        return text
    text = _CONTROL.sub("", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    text = text.replace("\v", "\n").replace("\f", "\n")
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Join the lines of a cell by one space, and mend the words that a line end has cut."""
    if "\n" not in text:
        return text.strip()
    return _CUT_WORD.sub("", _HYPHEN_AT_LINE_END.sub(r"\1", text)).replace("\n", " ").strip()


def starts_lower(text: str) -> bool:
    """Whether the text begins in the middle of a sentence."""
    return bool(re.match(r"[«\"(\s]*[а-яёa-z]", text)) or bool(re.match(r"[,;.:)»]", text))


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, blanks and the marks around words."""
    return bare(one) == bare(other)


def bare(text: str) -> str:
    """Lower case, «е» for «ё», letters and digits only with single spaces between."""
    return " ".join(re.findall(r"\w+", text.lower().replace("ё", "е")))
