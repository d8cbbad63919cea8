"""Buttons about what was over before it came to anybody: to ask for it, or to set it aside."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class SetPastAside(Button):
    """Ask no more for what of a roadmap was over before schools could know of it."""

    prefix: ClassVar[str] = "aside"
    roadmap_id: int


@dataclass(frozen=True, slots=True)
class AskPast(Button):
    """Ask schools for it."""

    prefix: ClassVar[str] = "askpast"
    roadmap_id: int
