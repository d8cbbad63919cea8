"""A screen: what a person sees at once, and what they can tap."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex
from markupsafe import Markup

from bot.buttons.button import Button
from locales import Words


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    url: str


Label = tuple[str, Button | Link]
Row = tuple[Label, ...]

MOST_ROWS = 8
"""More rows of buttons than this do not fit a phone beside the text."""

TITLE = 120
"""Letters of an activity's title in a list; the card shows it whole."""

LONGEST = 700
"""Letters of any text that comes from a document or a person, where it is shown whole.

A screen has at most four of them, so a message stays under Telegram's 4096.
"""


@dataclass(frozen=True, slots=True)
class Screen:
    """HTML text over rows of labelled buttons."""

    text: Markup
    rows: tuple[Row, ...] = ()

    @property
    def plain(self) -> str:
        """The text without markup and buttons, for the shell."""
        return "\n".join(Markup(line).striptags() for line in self.text.split("\n"))  # noqa: S704


def screen(lines: Iterable[str], rows: Iterable[Row] = ()) -> Screen:
    """Put lines under each other; a plain string is escaped, Markup is taken as it is."""
    return Screen(Markup("\n").join(lines), tuple(row for row in rows if row))


def said(text: str, shown: Screen) -> Screen:
    """A screen with what has just happened above it."""
    return screen([text, "", shown.text], shown.rows)


def in_rows(labels: Sequence[Label], wide: int = 2) -> list[Row]:
    """Lay buttons out side by side."""
    return [tuple(labels[start : start + wide]) for start in range(0, len(labels), wide)]


def picked(label: str, chosen: bool) -> str:
    """Mark the label of what is chosen now."""
    return f"• {label}" if chosen else label


def quoted(text: str) -> str:
    """A text out of a document in quotation marks, unless it brings marks of its own."""
    return text if any(mark in text for mark in '«»„“”"') else f"«{text}»"


def clip(text: str, longest: int = TITLE) -> str:
    """Shorten a text for display, at a space where there is one, never inside an emoji.

    `longest` counts as Telegram does, in UTF-16 units: one letter may be built of thousands.
    """
    if _units(text) <= longest:
        return text
    kept, room = "", longest - 1
    for letter in letters(text):
        room -= _units(letter)
        if room < 0:
            break
        kept += letter
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) * 2 > len(kept) else kept).rstrip(" ,;:.-–—") + "…"


def letters(text: str) -> Iterator[str]:
    """Give the letters of a text as people count them: an emoji of many parts is one."""
    return (found[0] for found in regex.finditer(r"\X", text))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a longer list. `number` counts from 0 and is never out of range."""

    number: int
    of: int
    start: int
    end: int


def page_of(items: Sequence[object], number: int, size: int) -> Page:
    """Find a page; one that is no more there (the list has grown shorter) is the last."""
    of = max(1, -(-len(items) // size))
    number = min(number, of - 1)
    return Page(number, of, number * size, min(len(items), (number + 1) * size))


def turning(page: Page, to: Callable[[int], Button], words: Words) -> Row:
    """Return the buttons that turn pages, none for a single page."""
    if page.of == 1:
        return ()
    row: list[Label] = []
    if page.number > 0:
        row.append((words("◀ Previous"), to(page.number - 1)))
    row.append((f"{page.number + 1} / {page.of}", to(page.number)))
    if page.number + 1 < page.of:
        row.append((words("Next ▶"), to(page.number + 1)))
    return tuple(row)
