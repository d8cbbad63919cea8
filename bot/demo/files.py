"""The files that went through Telegram, by id and by download path."""

import hashlib
import mimetypes
from dataclasses import dataclass
from struct import unpack_from
from typing import Any

DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
_SIDE_SUM_LIMIT = 10_000
_SIDE_RATIO_LIMIT = 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A document or a photo; `sides` (width, height) only for a photo."""

    file_id: str
    unique_id: str
    name: str
    mime: str
    content: bytes
    path: str
    sides: tuple[int, int] | None = None

    def as_json(self) -> dict[str, Any]:
        """What `getFile` answers, and the common part of every message with this file."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }

    def in_message(self) -> dict[str, Any]:
        """The field of a message that carries this file."""
        if self.sides is None:
            about = {"file_name": self.name, "mime_type": self.mime}
            return {"document": {**about, **self.as_json()}}
        width, height = self.sides
        return {"photo": [{**self.as_json(), "width": width, "height": height}]}


class Files:
    """Keeps every file in memory, as long as the stand-in lives."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add_document(self, content: bytes, name: str) -> StoredFile:
        """Keep a document; its type is told from its name, as Telegram's apps do."""
        mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._keep(content, name, mime, "documents", None)

    def add_photo(self, content: bytes, sides: tuple[int, int]) -> StoredFile:
        """Keep a photo. (Telegram would shrink and recode it; here it stays as it came.)"""
        mime = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
        return self._keep(content, "photo.jpg", mime, "photos", sides)

    def get(self, file_id: str) -> StoredFile | None:
        """The file of this id."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file that `getFile` said is at this path."""
        return self._by_path.get(path)

    def _keep(
        self, content: bytes, name: str, mime: str, folder: str, sides: tuple[int, int] | None
    ) -> StoredFile:
        number = len(self._by_id) + 1
        digest = hashlib.sha256(content).hexdigest()
        suffix = "".join(char for char in name.rpartition(".")[2] if char.isalnum()) or "bin"
        stored = StoredFile(
            file_id=f"{folder[:2].upper()}{number:06}-{digest[:24]}",
            unique_id=digest[:16],
            name=name,
            mime=mime,
            content=content,
            path=f"{folder}/file_{number}.{suffix}",
            sides=sides,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored


def picture_sides(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG, None for what is no such picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = unpack_from(">II", content, 16)
        return int(width), int(height)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_sides(content)
    return None


def photo_fits(sides: tuple[int, int]) -> bool:
    """Telegram's rule for photos: width and height at most 10,000 in all, ratio at most 20."""
    return sum(sides) <= _SIDE_SUM_LIMIT and max(sides) <= _SIDE_RATIO_LIMIT * max(min(sides), 1)


def _jpeg_sides(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = unpack_from(">HH", content, at + 5)
            return int(width), int(height)
        at += 2 + int(unpack_from(">H", content, at + 2)[0])
    return None
