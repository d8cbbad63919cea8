"""The numbers that Word writes before paragraphs by itself, computed as Word does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from lxml import etree

from storage.documents.archive import Archive, local_name, value_of

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LEVELS = 9
_MOST_ROMAN = 400


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    legal: bool = False  # all its numbers are Arabic, those of the levels above too


@dataclass(slots=True)
class _List:
    """The levels of one `w:num`, and where it starts anew; lists of one kind count together."""

    kind: str
    levels: Mapping[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document; ask for each paragraph once, in order."""

    def __init__(
        self, lists: Mapping[str, _List], styles: Mapping[str, tuple[str, int | None]]
    ) -> None:
        self._lists = lists
        self._styles = styles
        self._counts: dict[str, list[int]] = {}

    @classmethod
    def of(cls, archive: Archive) -> Self:
        """Read how a document numbers its paragraphs."""
        if "word/numbering.xml" not in archive:
            return cls({}, {})
        styles = archive.xml("word/styles.xml") if "word/styles.xml" in archive else None
        lists = _lists(archive.xml("word/numbering.xml"))
        return cls(lists, dict(_numbered_styles(styles)) if styles is not None else {})

    def label(self, paragraph: etree._Element) -> str:
        """Return what Word prints before the paragraph, "" for nothing or a bullet."""
        found = self._list_of(paragraph)
        if not found:
            return ""
        numbered, depth = found
        counts = self._counts.setdefault(numbered.kind, [0] * _LEVELS)
        if depth in numbered.starts:
            counts[depth] = numbered.starts.pop(depth)
        else:
            level = numbered.levels.get(depth, _Level())
            counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        return self._text(numbered, depth, counts)

    def _list_of(self, paragraph: etree._Element) -> tuple[_List, int] | None:
        if not self._lists:
            return None
        own = paragraph.find("{*}pPr/{*}numPr")
        style = paragraph.find("{*}pPr/{*}pStyle")
        inherited, depth = self._styles.get(value_of(style), ("", None))
        key = inherited
        if own is not None:
            key = value_of(own.find("{*}numId")) or inherited
            written = value_of(own.find("{*}ilvl"))
            depth = int(written) if written.isdecimal() else depth
        numbered = self._lists.get(key)
        if not numbered:
            return None
        if depth is None:
            linked = (d for d, level in numbered.levels.items() if level.style == value_of(style))
            depth = next(linked, 0)
        return numbered, min(depth, _LEVELS - 1)

    @staticmethod
    def _text(numbered: _List, depth: int, counts: list[int]) -> str:
        level = numbered.levels.get(depth, _Level())
        if level.form in {"bullet", "none"}:
            return ""
        text = level.text
        for place in range(depth + 1):
            upper = numbered.levels.get(place, _Level())
            count = counts[place] or upper.start
            form = "decimal" if level.legal else upper.form
            text = text.replace(f"%{place + 1}", _formatted(count, form))
        return text.strip()


def _lists(root: etree._Element) -> dict[str, _List]:
    kinds = {
        value_of(kind, "abstractNumId"): dict(_levels(kind))
        for kind in root
        if local_name(kind) == "abstractNum"
    }
    found: dict[str, _List] = {}
    for number in root.iterfind("{*}num"):
        kind = value_of(number.find("{*}abstractNumId"))
        levels = dict(kinds.get(kind, {}))
        starts: dict[int, int] = {}
        for override in number.iterfind("{*}lvlOverride"):
            depth = _whole(value_of(override, "ilvl"), 0)
            levels.update(_levels(override))
            start = override.find("{*}startOverride")
            if start is not None:
                starts[depth] = _whole(value_of(start), 1)
        found[value_of(number, "numId")] = _List(kind, levels, starts)
    return found


def _levels(parent: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in parent.iterfind("{*}lvl"):
        yield (
            _whole(value_of(level, "ilvl"), 0),
            _Level(
                value_of(level.find("{*}numFmt")) or "decimal",
                value_of(level.find("{*}lvlText")),
                _whole(value_of(level.find("{*}start")), 1),
                value_of(level.find("{*}pStyle")),
                level.find("{*}isLgl") is not None,
            ),
        )


def _numbered_styles(root: etree._Element) -> Iterator[tuple[str, tuple[str, int | None]]]:
    styles = {value_of(style, "styleId"): style for style in root.iterfind("{*}style")}
    for name, style in styles.items():
        seen: set[str] = set()
        current: etree._Element | None = style
        while current is not None:
            numbered = current.find("{*}pPr/{*}numPr")
            if numbered is not None:
                depth = value_of(numbered.find("{*}ilvl"))
                key = value_of(numbered.find("{*}numId"))
                yield name, (key, int(depth) if depth.isdecimal() else None)
                break
            parent = value_of(current.find("{*}basedOn"))
            current = styles.get(parent) if parent not in seen else None
            seen.add(parent)


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default


def _formatted(count: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"} and count < _MOST_ROMAN:
        roman = _roman(count)
        return roman if form == "upperRoman" else roman.lower()
    if form in {"lowerLetter", "upperLetter", "russianLower", "russianUpper"}:
        letters = _RUSSIAN if form.startswith("russian") else _LATIN
        letter = letters[(count - 1) % len(letters)]
        return letter.upper() if form.endswith(("Upper",)) or form == "upperLetter" else letter
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text
