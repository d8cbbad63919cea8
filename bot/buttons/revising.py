"""Buttons of a changed document: what it changes, and what of it is taken."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button, Signed


@dataclass(frozen=True, slots=True)
class ShowRevision(Button):
    """What a document changes in a roadmap."""

    prefix: ClassVar[str] = "rev"
    import_id: int
    roadmap_id: int


@dataclass(frozen=True, slots=True)
class ShowChanges(Button):
    """The changes, a page at a time."""

    prefix: ClassVar[str] = "changes"
    import_id: int
    roadmap_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ToggleChange(Button):
    """Leave a change out, or take it in again."""

    prefix: ClassVar[str] = "change"
    import_id: int
    roadmap_id: int
    change_id: Signed
    page: int


@dataclass(frozen=True, slots=True)
class AcceptRevision(Button):
    """«Принять» what was chosen of a later document."""

    prefix: ClassVar[str] = "revise"
    import_id: int
    roadmap_id: int


@dataclass(frozen=True, slots=True)
class AsNewRoadmap(Button):
    """A document that looks like a later version is another roadmap."""

    prefix: ClassVar[str] = "asnew"
    import_id: int
