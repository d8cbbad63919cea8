"""Buttons of the days on which a centre leaves the country's calendar."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class ShowOwnDays(Button):
    """Such days of a year."""

    prefix: ClassVar[str] = "owndays"
    year: int
    page: int


@dataclass(frozen=True, slots=True)
class AskOwnDay(Button):
    """Write a day on which the centre rests, or (1) works."""

    prefix: ClassVar[str] = "ownday"
    year: int
    working: int


@dataclass(frozen=True, slots=True)
class ForgetOwnDay(Button):
    """Follow the country on a day again, as YYYYMMDD."""

    prefix: ClassVar[str] = "forgetday"
    day: int
    page: int
