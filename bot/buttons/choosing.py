"""Buttons of a choice: which schools do what a wording obliges schools to."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class ShowSchools(Button):
    """The schools to choose from; the wording is named by the first row that has it."""

    prefix: ClassVar[str] = "choose"
    import_id: int
    place: int
    page: int


@dataclass(frozen=True, slots=True)
class ToggleSchool(Button):
    """Choose a school, or take it back; `key` is `storage.domain.participants.key` of its name."""

    prefix: ClassVar[str] = "chosen"
    import_id: int
    place: int
    key: str
    page: int


@dataclass(frozen=True, slots=True)
class AllSchools(Button):
    """Choose none, so that all do it."""

    prefix: ClassVar[str] = "chooseall"
    import_id: int
    place: int
