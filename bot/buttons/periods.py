"""Buttons about when a roadmap runs."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class AskPeriod(Button):
    """Say when the roadmap of a document runs."""

    prefix: ClassVar[str] = "period"
    import_id: int


@dataclass(frozen=True, slots=True)
class ChoosePeriod(Button):
    """It runs from one day to another, each as YYYYMMDD."""

    prefix: ClassVar[str] = "runs"
    import_id: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class MoveYears(Button):
    """Move a roadmap whose period is over so many years on."""

    prefix: ClassVar[str] = "years"
    import_id: int
    years: int
