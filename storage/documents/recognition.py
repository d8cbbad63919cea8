"""What a file is, decided by its content and never by its name."""

from collections.abc import Callable
from dataclasses import dataclass

from storage.documents import csv, encoding, text
from storage.documents.blocks import Block
from storage.documents.unreadable import Unreadable
from storage.domain.terms import Doubt

MOST_BYTES = 20 * 1024 * 1024
"""Telegram gives a bot no larger file; other entrances keep to the same."""

_CONTROLS = frozenset(range(32)) - set(b"\t\n\r\f\v\0\x1a")


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a file, and what a person should know about how they were read."""

    blocks: list[Block]
    doubts: tuple[Doubt, ...] = ()


def open_document(data: bytes) -> Document:
    """Read the blocks of a file of any supported format, or raise `Unreadable`."""
    require_size(data)
    for magic, opened in _FORMATS:
        if data.startswith(magic):
            return opened(data)
    return _text(data)


def require_size(data: bytes) -> None:
    """Refuse what is empty or too large before anything looks into it."""
    if not data:
        raise Unreadable("empty_file")
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", size=len(data), most=MOST_BYTES)


def _text(data: bytes) -> Document:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and sum(byte in _CONTROLS for byte in data[:4096]) > 8:
        raise Unreadable("wrong_type")
    words = encoding.decode(data)
    return Document(csv.blocks(words) or text.blocks(words))


def _refused(reason: str) -> Callable[[bytes], Document]:
    def refuse(data: bytes) -> Document:
        raise Unreadable(reason, size=len(data))

    return refuse


_FORMATS: tuple[tuple[bytes, Callable[[bytes], Document]], ...] = (
    (b"{\\rtf", _refused("old_format")),
    (b"MZ", _refused("wrong_type")),
    (b"\x7fELF", _refused("wrong_type")),
    (b"\x89PNG", _refused("wrong_type")),
    (b"\xff\xd8\xff", _refused("wrong_type")),
    (b"GIF8", _refused("wrong_type")),
    (b"Rar!", _refused("wrong_type")),
    (b"7z\xbc\xaf", _refused("wrong_type")),
    (b"\x1f\x8b", _refused("wrong_type")),
)
