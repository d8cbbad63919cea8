"""Buttons of an invitation: «Это я», and «Это не моя школа»."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class Join(Button):
    """«Это я»: accept an invitation; the token is the proof of having got it."""

    prefix: ClassVar[str] = "join"
    token: str


@dataclass(frozen=True, slots=True)
class NotMe(Button):
    """«Это не моя школа»."""

    prefix: ClassVar[str] = "notme"
