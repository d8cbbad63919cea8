"""Buttons of what people choose for themselves."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class ShowSettings(Button):
    """What a person can choose for themselves."""

    prefix: ClassVar[str] = "settings"


@dataclass(frozen=True, slots=True)
class ShowHours(Button):
    """The hours at which letters may come."""

    prefix: ClassVar[str] = "hours"


@dataclass(frozen=True, slots=True)
class ChooseHour(Button):
    """Letters come at that hour; 24 is the centre's."""

    prefix: ClassVar[str] = "hour"
    at: int


@dataclass(frozen=True, slots=True)
class ShowZones(Button):
    """The zones in which that hour may be told."""

    prefix: ClassVar[str] = "zones"


@dataclass(frozen=True, slots=True)
class ChooseZone(Button):
    """A zone by its name; nothing is the centre's."""

    prefix: ClassVar[str] = "zone"
    name: str


@dataclass(frozen=True, slots=True)
class ChooseVolume(Button):
    """All reminders, or (1) only what is due today or late."""

    prefix: ClassVar[str] = "volume"
    less: int


@dataclass(frozen=True, slots=True)
class AskAway(Button):
    """Be away for some time."""

    prefix: ClassVar[str] = "away"


@dataclass(frozen=True, slots=True)
class BeAway(Button):
    """Be away from today for so many weeks; 0 is to be back."""

    prefix: ClassVar[str] = "awayfor"
    weeks: int


@dataclass(frozen=True, slots=True)
class Speak(Button):
    """Choose a language."""

    prefix: ClassVar[str] = "speak"
    language: str


@dataclass(frozen=True, slots=True)
class Erase(Button):
    """Ask to be forgotten; `sure` is 1 on the second, deciding tap."""

    prefix: ClassVar[str] = "erase"
    sure: int
