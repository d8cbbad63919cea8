"""Spelling: one way to write a character, so that rules see a phrase and not its typography."""

import re
import unicodedata

from storage.domain.phrases.english import is_english, without_little_words

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0301"))
_TYPOGRAPHY = _INVISIBLE | dict.fromkeys(map(ord, "‐‑‒–—―−﹣－~÷⁃"), "-")
# Marks of footnotes; taken for digits they would make a day of «март¹».
_FOOTNOTES = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"))
_DASHES = re.compile(r"-(?: ?-)+")
# What numbers the lines of a cell: «1) март 2) май», «а) …», a dash or a bullet before each.
_LETTERED = re.compile(r"(?:^|(?<=[\s;,]))(?:\d{1,2}|[а-еa-e])\)\s")
_BULLET = re.compile(r"\s*[-•·●▪*]\s*(?=\w)")
_BROKEN_LINE = re.compile(r"(?<=\w-)\n\s*(?=[а-яё])")
_QUOTES = dict.fromkeys(map(ord, "«»\"“”„'`*_|^"), " ")
_LATIN = re.compile("[a-z]")
_LOOK_ALIKE = str.maketrans("aceopxykmtbhi", "асеорхукмтвні")
_LETTER_DIGITS = str.maketrans("oозli", "00311")

_MIXED = re.compile(r"[а-яі]+[a-z][а-яіa-z]*|[a-z]+[а-яі][а-яіa-z]*")
_NUMBER_WITH_LETTERS = re.compile(
    r"(?<![а-яіa-z\d])(?=[oозli]*\d)[\doозli]*[oозli][\doозli]*(?![а-яіa-z])"
)
_GLUED_ROMAN = re.compile(
    r"(?<![a-zа-я])([ivx]{1,4})(?=[а-я]{2})|(?<=[а-я])([ivx]{1,4})(?![a-zа-я])"
)
_LONE_LETTERS = re.compile(r"(?<![\w.])(?:[а-я] ){3,}[а-я](?!\w)")
# A name in quotes; «29» and «29 августа» are dates, not names.
_QUOTED = re.compile(r"«(?!\s*\d)[^«»]{2,}»|\"(?!\s*\d)[^\"]{2,}\"|“(?!\s*\d)[^“”]{2,}”")
_QUOTED_MONTH = re.compile(
    r".(?:(?:янв|февр|апр|сент|окт|но|дек)[а-я]*|ма[йя]|марта?|ию[нл][ья]|августа?)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"\b[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)? [А-ЯЁ]\. ?[А-ЯЁ]\.|\b[А-ЯЁ]\. ?[А-ЯЁ]\. ?[А-ЯЁ][а-яё]+"
)
_ADDRESS = re.compile(
    r"\b(?:ул|пер|пр-т|пр|просп|пл|мкр|наб)\. ?[А-ЯЁа-яё-]+(?: [А-ЯЁ][а-яё]+)?"
    r"(?:, ?(?:д\. ?)?\d+[а-д]?)?(?![.\d])"
    r"|(?<!\d )(?<!\d)\b(?:г|с|п|д|пос|ст|х)\. ?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*"
)
# In a phrase of small letters a short word in capitals is the name of something: «^рмо».
_CAPITALS = re.compile(r"(?<!\w)[А-ЯЁ]{2,5}(?!\w)")
# A heading inside a cell: «Срок исполнения: …».
_HEADING = re.compile(r"^\(?(?:срок|дата|период|время)[^:\d]{0,30}:\s*(?=\S)")
# A row number that slipped into the cell: «1. Март» is no first of March.
_ROW_NUMBER = re.compile(
    r"(^|[;,\s])\d{1,2}[.)] "
    r"(?=(?:(?:янв|февр|сент|окт|но|дек)\w*|апрел|июн|июл)ь|(?:март|май|август)\b"
    r"|[ivx]{1,4} (?:кв|четв|полуг))"
)
_DOTTED_MARKS = frozenset("./-")
_DOTTED = (
    (re.compile(r"\bу\. ?г\b"), "уч г"),
    (re.compile(r"\b[тс]\. ?г\b"), "тек г"),
    (re.compile(r"\bв ?/ ?т\b"), "в течение"),
    (re.compile(r"\bп ?[/.] ?г\b"), "полугодие"),
    (re.compile(r"\bм-ц[аеуы]?\b"), "месяц"),
    (re.compile(r"\bкв-л[аеуы]?\b"), "квартал"),
    (re.compile(r"\bв т\. ?ч\.? (?=вс|год|уч|мес|кв)"), "в течение "),
    (re.compile(r"\bв т\. ?ч\b"), ""),
)


def spelled(phrase: str) -> str:
    """Return the phrase in lower case with one kind of dash, space, quote, «е» and digit.

    Names in quotes and people with initials are dropped: they are never a date (rule 15).
    """
    text = phrase.replace("№", "#").translate(_FOOTNOTES)
    text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    small_letters = sum(map(str.islower, text)) > sum(map(str.isupper, text))
    text = _without_names(_unnumbered(text)).translate(_QUOTES)
    if small_letters:
        text = _CAPITALS.sub(r"^\g<0>", text)
    text = " ".join(text.lower().replace("ё", "е").split())
    text = _DASHES.sub("-", _ROW_NUMBER.sub(r"\1; ", text))
    if not _DOTTED_MARKS.isdisjoint(text):
        for pattern, words in _DOTTED:
            text = pattern.sub(words, text)
    if is_english(text):
        return without_little_words(text)
    if _LATIN.search(text):
        text = _GLUED_ROMAN.sub(r" \1\2 ", text)
        text = _MIXED.sub(lambda m: look_alike(m.group()), text)
    text = _HEADING.sub("", text)
    text = _NUMBER_WITH_LETTERS.sub(lambda m: m.group().translate(_LETTER_DIGITS), text)
    return _LONE_LETTERS.sub(lambda m: m.group().replace(" ", ""), text)


def look_alike(word: str) -> str:
    """Return a word of Latin letters in the Cyrillic ones that look the same."""
    return word.translate(_LOOK_ALIKE)


def _without_names(text: str) -> str:
    if not any(mark in text for mark in '«"“.'):
        return text
    text = _INITIALS.sub(" ", text)
    rest = _ADDRESS.sub(" ", _QUOTED.sub(_unquoted, text))
    return rest if rest.strip() else text


def _unquoted(match: re.Match[str]) -> str:
    return match.group()[1:-1] if _QUOTED_MONTH.match(match.group()) else " "


def _unnumbered(text: str) -> str:
    """Drop what numbers the items of a cell; the items stay apart."""
    if ")" in text and "(" not in text:
        text = _LETTERED.sub("; ", text)
    lines = [line for line in _BROKEN_LINE.sub("", text).splitlines() if line.strip()]
    if len(lines) > 1 and all(map(_BULLET.match, lines)):
        return "; ".join(_BULLET.sub("", line) for line in lines)
    return text
