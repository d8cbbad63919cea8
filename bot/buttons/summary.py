"""Buttons of the summary: the centre at a glance, and what stands behind it."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class ShowSummary(Button):
    """The centre on one screen."""

    prefix: ClassVar[str] = "sum"


@dataclass(frozen=True, slots=True)
class ShowSchools(Button):
    """The summary by school."""

    prefix: ClassVar[str] = "schools"
    page: int


@dataclass(frozen=True, slots=True)
class ShowSections(Button):
    """The summary by section."""

    prefix: ClassVar[str] = "sections"
    page: int


@dataclass(frozen=True, slots=True)
class ShowOverdue(Button):
    """What the whole centre is late with."""

    prefix: ClassVar[str] = "late"
    page: int
