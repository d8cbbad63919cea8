"""Buttons that give activities without a term their date."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class ShowUndated(Button):
    """Activities that wait for a date."""

    prefix: ClassVar[str] = "undated"
    page: int


@dataclass(frozen=True, slots=True)
class AskDate(Button):
    """Choose a date for an activity."""

    prefix: ClassVar[str] = "date"
    activity_id: int
    page: int


@dataclass(frozen=True, slots=True)
class SetDate(Button):
    """Give an activity a date that was offered, as YYYYMMDD."""

    prefix: ClassVar[str] = "setdate"
    activity_id: int
    day: int
    page: int
