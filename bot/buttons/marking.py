"""Buttons under a task: «Готово» and «Отменить»."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.tasks import AtTask


@dataclass(frozen=True, slots=True)
class MarkDone(AtTask):
    """«Готово»."""

    prefix: ClassVar[str] = "done"


@dataclass(frozen=True, slots=True)
class Undo(AtTask):
    """«Отменить»."""

    prefix: ClassVar[str] = "undo"
