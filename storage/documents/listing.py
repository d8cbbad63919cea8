"""A plan without a table: items of a list, each with its term and its people in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.documents.heading import is_title
from storage.documents.noise import is_heading
from storage.documents.numbers import follows
from storage.documents.parts import heads_another
from storage.documents.period import speaks_of_time
from storage.documents.wording import one_line, starts_lower
from storage.documents.written import Written

_ITEM = re.compile(r"(\d+(?:\.\d+)*)\s?[.)]\s*(?=\D)(.+)", re.DOTALL)
_POINT = re.compile(r"[-–—•·*▪●]\s+(.+)", re.DOTALL)
_LABEL = re.compile(
    r"[\s.,;(]*(?:(?:(?P<term>(?:сроки?|дата|время|период)"
    r"(?:\s+(?:исполнени|реализаци|проведени|выполнени)\w+)?)"
    r"|(?P<responsible>ответственн\w+(?:\s+(?:исполнител\w+|за\s+\w+))?|отв\.?|исполнител\w+)"
    r"|(?P<result>(?:ожидаемый\s+|планируемый\s+)?результат\w*))\s*[:–—-]\s*|\b(?P<who>отв\.)\s+)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+[–—-]\s+|\s*[;(]\s*|,\s+")
_SHORTENED = re.compile(r"(?:\b(?:[А-ЯЁ]|гг?|кв|уч|др|пр|т\.\s?[дп]|чел|ч|шт|стр)|\s[а-яё])\.$")


_FEWEST = 2  # items that say when or by whom make a plan


@dataclass(slots=True)
class _Item:
    """What has been read of an item so far; a point of a list has no number."""

    number: str
    lines: list[str]
    source: list[str]
    section: str | None
    part: int


def read(lines: Sequence[str]) -> tuple[list[Written], list[str]]:
    """Return the items of a list, if most of them say when or by whom, and the other lines.

    The points of an order stand above the plan that they approve: each part between titles and
    appendices is a list of its own.
    """
    parts: dict[int, list[tuple[_Item, Written]]] = {}
    for item in _items(lines):
        written = _written(item)
        if item.number or _is_told(written):
            parts.setdefault(item.part, []).append((item, written))
    found = [
        pair
        for pairs in parts.values()
        if sum(_is_told(written) for _, written in pairs) * 2 >= len(pairs)
        for pair in pairs
    ]
    if sum(_is_told(written) for _, written in found) < _FEWEST:
        return [], list(lines)
    taken = {line for item, _ in found for line in item.source}
    return [written for _, written in found], [line for line in lines if line not in taken]


def _is_told(item: Written) -> bool:
    return bool(item.term or item.responsible)


def _items(lines: Sequence[str]) -> Iterator[_Item]:
    section: str | None = None
    held: _Item | None = None
    part = 0
    for line in lines:
        found = _opened(line)
        if held and _goes_on(held, line, found):
            held.lines.append(line)
            held.source.append(line)
            continue
        heading = _heading(held, found)
        if held and not heading:
            yield held
        if is_title(line) or heads_another(line):
            section, part = None, part + 1
        elif not found and is_heading(line):
            heading = one_line(line)
        section = heading or section
        held = _Item(found[0], [found[1]], [line], section, part) if found else None
    if held:
        yield held


def _heading(held: _Item | None, found: tuple[str, str] | None) -> str | None:
    """«1. Кадры» heads a section when the item below it is «1.1»."""
    if not held or not found or not follows(found[0], held.number) or _LABEL.search(_text(held)):
        return None
    return one_line(f"{held.number}. {_text(held)}")


def _opened(line: str) -> tuple[str, str] | None:
    """The number and the words with which a line opens an item, None when it opens none."""
    if found := _ITEM.match(line):
        return found[1], found[2]
    if found := _POINT.match(line):
        return "", found[1]
    label = _LABEL.search(line)
    told_within = label and label.start() and not starts_lower(line) and not is_title(line)
    return ("", line) if told_within else None


def _goes_on(held: _Item, line: str, found: tuple[str, str] | None) -> bool:
    if found is None:
        return starts_lower(line) or bool(_LABEL.match(line))
    # What is listed below a numbered item, with no term of its own, is the item's.
    return bool(held.number and not found[0] and not _LABEL.search(line))


def _text(held: _Item) -> str:
    return one_line("\n".join(held.lines))


def _written(held: _Item) -> Written:
    text = _text(held)
    item = Written(held.section, held.number, held.number)
    labels = list(_LABEL.finditer(text))
    for place, label in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        value = _trimmed(text[label.end() : _kept(text, end)])
        name = "responsible" if label["who"] else label.lastgroup
        if name and value:
            getattr(item, name).append(value)
    title = text[: labels[0].start()] if labels else text
    item.title = [_trimmed(title) if item.term else _take_tail(item, title)]
    return item


def _kept(text: str, end: int) -> int:
    """The dot of «2024 г.» or «Л.М.» is theirs, though it stands where a sentence ends."""
    return end + (text[end : end + 1] == "." and bool(_SHORTENED.search(text[: end + 1])))


def _take_tail(item: Written, title: str) -> str:
    """«Смотр кабинетов – март, ИМЦ»: after the words that are a term stands who does it."""
    cuts = list(_TAIL.finditer(title))
    ends = [*(cut.start() for cut in cuts[1:]), len(title)]
    timed = [
        (cut, end)
        for cut, end in zip(cuts, ends, strict=False)
        if speaks_of_time(_trimmed(title[cut.end() : end]))
    ]
    if not timed:
        return _trimmed(title)
    first, end = timed[0]
    for cut, its_end in timed[1:]:
        end = its_end if cut.start() == end else end  # «октябрь, декабрь»
    item.term.append(_trimmed(title[first.end() : end]))
    rest = _trimmed(title[end:].lstrip(" .;,()–—-"))
    if rest:
        item.responsible.append(rest)
    return _trimmed(title[: first.start()])


def _trimmed(text: str) -> str:
    """Take off what ends a sentence or a list, but not what ends a shortened word or a name."""
    text = text.strip(" ;,")
    while (
        text.endswith((" ", ";", ",", "(", "–", "—"))
        or (text.endswith(".") and not _SHORTENED.search(text))
        or (text.endswith(")") and text.count("(") < text.count(")"))
    ):
        text = text[:-1]
    return text
