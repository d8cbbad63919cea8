"""Buttons about people: who is there, whom letters do not reach, and ways in."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button


@dataclass(frozen=True, slots=True)
class ShowPeople(Button):
    """Who works with the bot, and whom it does not reach."""

    prefix: ClassVar[str] = "people"
    page: int


@dataclass(frozen=True, slots=True)
class Invite(Button):
    """Show an invitation to an organisation, a new one if the last has served."""

    prefix: ClassVar[str] = "invite"
    organisation_id: int


@dataclass(frozen=True, slots=True)
class InviteAnother(Button):
    """Write one more, for somebody else."""

    prefix: ClassVar[str] = "onemore"
    organisation_id: int


@dataclass(frozen=True, slots=True)
class ShowReach(Button):
    """Whom letters do not reach."""

    prefix: ClassVar[str] = "reach"
    page: int


@dataclass(frozen=True, slots=True)
class WayIn(Button):
    """Write a fresh invitation to a person's post; 0 while nobody has it."""

    prefix: ClassVar[str] = "wayin"
    organisation_id: int
    person_id: int
