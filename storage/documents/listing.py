"""A plan without a table: numbered items, each with its term and its people in words."""

import re
from collections.abc import Iterator, Sequence

from storage.documents.heading import is_title
from storage.documents.noise import is_heading
from storage.documents.numbers import follows
from storage.documents.period import speaks_of_time
from storage.documents.wording import one_line, starts_lower
from storage.documents.written import Written

_ITEM = re.compile(r"(\d+(?:\.\d+)*)\s?[.)]\s*(?=\D)(.+)", re.DOTALL)
_LABEL = re.compile(
    r"[\s.,;(]*(?:(?P<term>(?:срок\w*|дата|время|период)"
    r"(?:\s+(?:исполнени|реализаци|проведени|выполнени)\w+)?)"
    r"|(?P<responsible>ответственн\w+(?:\s+(?:исполнител\w+|за\s+\w+))?|отв\.?|исполнител\w+)"
    r"|(?P<result>(?:ожидаемый\s+|планируемый\s+)?результат\w*))\s*[:–—-]\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+[–—-]\s+|\s*[;(]\s*|,\s+")
_ENDS = " .;,)("


def read(lines: Sequence[str]) -> list[Written]:
    """Return the items of a numbered list, if most of them say when or by whom they are done."""
    items = list(_items(lines))
    told = sum(bool(item.term or item.responsible) for item in items)
    return items if told > 1 and told * 2 >= len(items) else []


def _items(lines: Sequence[str]) -> Iterator[Written]:
    section: str | None = None
    held: tuple[str, str] | None = None
    for line in [*lines, ""]:
        found = _ITEM.match(line)
        if held and not found and (starts_lower(line) or _LABEL.match(line)):
            held = held[0], f"{held[1]}\n{line}"
            continue
        if held:
            number, text = held
            if found and follows(found[1], number) and not _LABEL.search(text):
                section = one_line(f"{number}. {text}")
            else:
                yield _item(number, one_line(text), section)
        held = (found[1], found[2]) if found else None
        if not found and is_heading(line) and not is_title(line):
            section = one_line(line)


def _item(number: str, text: str, section: str | None) -> Written:
    item = Written(section, number, number)
    labels = list(_LABEL.finditer(text))
    for place, label in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        value = text[label.end() : end].strip(_ENDS)
        name = label.lastgroup
        if name and value:
            getattr(item, name).append(value)
    title = text[: labels[0].start()] if labels else text
    item.title = [title.strip(_ENDS[:4]) if item.term else _take_tail(item, title)]
    return item


def _take_tail(item: Written, title: str) -> str:
    """«Смотр кабинетов – март, ИМЦ»: after the words that are a term stands who does it."""
    cuts = list(_TAIL.finditer(title))
    for place, cut in enumerate(cuts):
        end = cuts[place + 1].start() if place + 1 < len(cuts) else len(title)
        if speaks_of_time(title[cut.end() : end].strip(_ENDS)):
            item.term.append(title[cut.end() : end].strip(_ENDS))
            rest = title[end:].strip(f"{_ENDS}–—-")
            if rest:
                item.responsible.append(rest)
            return title[: cut.start()].strip(_ENDS)
    return title.strip(_ENDS[:4])
