"""Buttons of what a centre chooses for all its people."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button
from storage.domain.rules import Rule


@dataclass(frozen=True, slots=True)
class ShowRules(Button):
    """The rules of the centre."""

    prefix: ClassVar[str] = "rules"


@dataclass(frozen=True, slots=True)
class ShowRule(Button):
    """What may be chosen for a rule."""

    prefix: ClassVar[str] = "rule"
    rule: Rule


@dataclass(frozen=True, slots=True)
class SetRule(Button):
    """Choose a value that was offered; it names the outcome, so that tapping twice is once."""

    prefix: ClassVar[str] = "setrule"
    rule: Rule
    value: str
