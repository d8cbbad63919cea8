"""What a file is, decided by its content and never by its name.

The worker lives for one file, and each format has its library: so a format's module is imported
by the function that has recognised it, and nobody waits for a reader of PDF who sent a table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.documents.blocks import Block
from storage.documents.size import require_size
from storage.documents.unreadable import Unreadable
from storage.domain.terms import Doubt

if TYPE_CHECKING:
    from storage.documents.archive import Archive

_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\v\0\x1a")
_MOST_CONTROLS = 8  # a text file that a bad disk has touched may hold some


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


def _text(data: bytes) -> Document:
    from storage.documents import csv, encoding, text

    words = encoding.decode(data)
    if sum(char in _CONTROLS for char in words[:4096]) > _MOST_CONTROLS:
        raise Unreadable("wrong_type")
    return Document(csv.blocks(words) or text.blocks(words))


def _office(data: bytes) -> Document:
    """Word, Excel or OpenDocument: the parts of the archive tell which."""
    from storage.documents.archive import Archive

    archive = Archive(data)
    doubts = (Doubt("macros_ignored"),) if archive.has_macros else ()
    if "word/document.xml" in archive:
        return _word(archive, doubts)
    if "xl/workbook.xml" in archive:
        return _sheets(archive, doubts)
    if _is_open_sheet(archive):
        return _open_sheets(archive, doubts)
    if "xl/workbook.bin" in archive:
        return _old_sheets(data, doubts)
    raise Unreadable("old_format" if "mimetype" in archive else "wrong_type")


def _word(archive: Archive, doubts: tuple[Doubt, ...]) -> Document:
    from storage.documents import docx

    return Document(docx.blocks(archive), doubts)


def _sheets(archive: Archive, doubts: tuple[Doubt, ...]) -> Document:
    from storage.documents import xlsx

    return _printed(*xlsx.blocks(archive), doubts)


def _open_sheets(archive: Archive, doubts: tuple[Doubt, ...]) -> Document:
    from storage.documents import ods

    return _printed(*ods.blocks(archive), doubts)


def _printed(blocks: list[Block], hidden: int, doubts: tuple[Doubt, ...]) -> Document:
    return Document(blocks, (*doubts, Doubt("hidden_rows", str(hidden))) if hidden else doubts)


def _old_sheets(data: bytes, doubts: tuple[Doubt, ...] = ()) -> Document:
    from storage.documents import old_sheets

    return Document(old_sheets.blocks(data), doubts)


def _is_open_sheet(archive: Archive) -> bool:
    return "mimetype" in archive and b"opendocument.spreadsheet" in archive.read("mimetype")


def _compound(data: bytes) -> Document:
    """The container of Word and Excel before 2007, and of newer files with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable("old_format")
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return _old_sheets(data)
    raise Unreadable("wrong_type")


def _pdf(data: bytes) -> Document:
    from storage.documents import pdf, pdf_columns

    return Document(pdf.blocks(data, pdf_columns.blocks))


def _refused(reason: str) -> Callable[[bytes], Document]:
    def refuse(data: bytes) -> Document:
        raise Unreadable(reason, size=len(data))

    return refuse


_FORMATS: tuple[tuple[bytes, Callable[[bytes], Document]], ...] = (
    (b"PK\x03\x04", _office),
    (b"%PDF", _pdf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _compound),
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
