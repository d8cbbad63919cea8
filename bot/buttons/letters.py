"""Buttons of a letter: why it came, and until when a task of it is put off."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class WhyLetter(Button):
    """«Почему мне это пришло?»."""

    prefix: ClassVar[str] = "why"
    letter_id: int


@dataclass(frozen=True, slots=True)
class ShowLate(Button):
    """Who is late with what a line of a letter is about; any of their tasks names it."""

    prefix: ClassVar[str] = "lateat"
    letter_id: int
    page: int
    task_id: int
    part: int


@dataclass(frozen=True, slots=True)
class AskLater(Button):
    """«Позже»: choose until when a task of a letter, or (0) all of it, is put off."""

    prefix: ClassVar[str] = "later"
    letter_id: int
    page: int
    task_id: int

    @property
    def concerns(self) -> int:
        """The task, if it is one."""
        return self.task_id


@dataclass(frozen=True, slots=True)
class PutOff(Button):
    """Put a task of a letter off, or (0) all of it; `wait` is a bot.usecases.putting_off.Wait."""

    prefix: ClassVar[str] = "putoff"
    letter_id: int
    page: int
    task_id: int
    wait: str

    @property
    def concerns(self) -> int:
        """The task, if it is one."""
        return self.task_id
