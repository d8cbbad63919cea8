"""Buttons of lists and cards: which tasks are shown, and where one was tapped."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.buttons.button import Button


class Place(StrEnum):
    """Where a task was tapped: that screen is redrawn and that screen «Назад» leads to."""

    HOME = "h"
    ALL = "a"
    WEEK = "w"
    OVERDUE = "o"
    AHEAD = "f"
    DONE = "d"
    SCHOOL = "s"
    LETTER = "l"


@dataclass(frozen=True, slots=True)
class ShowHome(Button):
    """Go to the first screen."""

    prefix: ClassVar[str] = "home"


@dataclass(frozen=True, slots=True)
class ShowCentre(Button):
    """Go to the first screen of another centre in which one has a post."""

    prefix: ClassVar[str] = "centre"
    centre_id: int


@dataclass(frozen=True, slots=True)
class ShowTasks(Button):
    """Turn to a page of a list; in Place.SCHOOL `about` is the organisation."""

    prefix: ClassVar[str] = "list"
    place: Place
    page: int
    about: int = 0


@dataclass(frozen=True, slots=True)
class AtTask(Button):
    """A button about one task. The rest says which screen it stands on, to redraw that one.

    `place`, `page` and `about` name a list as ShowTasks does; with `card` it is the task's card,
    opened from that list. In Place.LETTER `about` is the letter.
    """

    task_id: int
    place: Place
    page: int = 0
    about: int = 0
    card: int = 0

    @property
    def concerns(self) -> int:
        """The task."""
        return self.task_id


@dataclass(frozen=True, slots=True)
class ShowTask(AtTask):
    """Open a task's card."""

    prefix: ClassVar[str] = "task"
