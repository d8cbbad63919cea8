"""What a file is, decided by its content and never by its name."""

from collections.abc import Callable
from dataclasses import dataclass

from storage.documents import csv, docx, encoding, old_sheets, text, xlsx
from storage.documents.archive import Archive
from storage.documents.blocks import Block
from storage.documents.size import require_size
from storage.documents.unreadable import Unreadable
from storage.domain.terms import Doubt

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
    words = encoding.decode(data)
    if sum(char in _CONTROLS for char in words[:4096]) > _MOST_CONTROLS:
        raise Unreadable("wrong_type")
    return Document(csv.blocks(words) or text.blocks(words))


def _office(data: bytes) -> Document:
    """Word, Excel or OpenDocument: the parts of the archive tell which."""
    archive = Archive(data)
    doubts = (Doubt("macros_ignored"),) if archive.has_macros else ()
    if "word/document.xml" in archive:
        return Document(docx.blocks(archive), doubts)
    if "xl/workbook.xml" in archive:
        blocks, hidden = xlsx.blocks(archive)
        return Document(blocks, (*doubts, *_hidden(hidden)))
    if "xl/workbook.bin" in archive or _is_open_sheet(archive):
        return Document(old_sheets.blocks(data), doubts)
    raise Unreadable("old_format" if "mimetype" in archive else "wrong_type")


def _hidden(rows: int) -> tuple[Doubt, ...]:
    return (Doubt("hidden_rows", str(rows)),) if rows else ()


def _is_open_sheet(archive: Archive) -> bool:
    return "mimetype" in archive and b"opendocument.spreadsheet" in archive.read("mimetype")


def _compound(data: bytes) -> Document:
    """The container of Word and Excel before 2007, and of newer files with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable("old_format")
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return Document(old_sheets.blocks(data))
    raise Unreadable("wrong_type")


def _pdf(data: bytes) -> Document:
    # The largest library by far: a worker that reads Word should not wait for it.
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
