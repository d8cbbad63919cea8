"""Buttons of a document: its preview, and «Принять» or «Отклонить»."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class ShowImport(Button):
    """The preview of a document."""

    prefix: ClassVar[str] = "import"
    import_id: int


@dataclass(frozen=True, slots=True)
class ShowRows(Button):
    """All rows of a document as they were understood."""

    prefix: ClassVar[str] = "rows"
    import_id: int
    page: int


@dataclass(frozen=True, slots=True)
class AcceptImport(Button):
    """«Принять»; `active` is 0 when the roadmap goes straight to the archive."""

    prefix: ClassVar[str] = "accept"
    import_id: int
    active: int


@dataclass(frozen=True, slots=True)
class DeclineImport(Button):
    """«Отклонить»."""

    prefix: ClassVar[str] = "decline"
    import_id: int
