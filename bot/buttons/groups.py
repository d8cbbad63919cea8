"""Buttons about a centre's group: connecting it, what goes there, letting it go."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button
from storage.domain.groups import Bound


@dataclass(frozen=True, slots=True)
class ShowGroup(Button):
    """The group of the centre."""

    prefix: ClassVar[str] = "group"


@dataclass(frozen=True, slots=True)
class ShowCentres(Button):
    """A page of the centres to which whoever taps may connect the group in which this stands."""

    prefix: ClassVar[str] = "groupto"
    page: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class ConnectGroup(Button):
    """Connect the group in which this stands to a centre; `thread_id` is 0 without a topic."""

    prefix: ClassVar[str] = "groupin"
    centre_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class ChooseForGroup(Button):
    """Whether something goes to the group: `on` is 1 or 0."""

    prefix: ClassVar[str] = "groupgets"
    what: Bound
    on: int


@dataclass(frozen=True, slots=True)
class DisconnectGroup(Button):
    """Send nothing to the group any more; `sure` is 1 on the second, deciding tap."""

    prefix: ClassVar[str] = "groupout"
    sure: int
