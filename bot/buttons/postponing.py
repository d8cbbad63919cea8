"""Buttons about another deadline: asking for it, and deciding."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button
from bot.buttons.tasks import AtTask
from storage.domain.postponing import Why, WhyNot


@dataclass(frozen=True, slots=True)
class AskPostponing(AtTask):
    """«Перенести»: choose another deadline for a task."""

    prefix: ClassVar[str] = "post"


@dataclass(frozen=True, slots=True)
class LeavePostponing(AtTask):
    """«Назад» from the question for another deadline: it is asked no more."""

    prefix: ClassVar[str] = "nopost"


@dataclass(frozen=True, slots=True)
class WhichToPostpone(Button):
    """«Перенести» under a letter of several tasks: choose which one is meant."""

    prefix: ClassVar[str] = "which"
    letter_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ChooseUntil(AtTask):
    """Take a deadline that was offered, as YYYYMMDD."""

    prefix: ClassVar[str] = "until"
    day: int = 0


@dataclass(frozen=True, slots=True)
class GiveReason(AtTask):
    """Ask for that deadline with a reason that was offered."""

    prefix: ClassVar[str] = "since"
    day: int = 0
    reason: Why = Why.TIME


@dataclass(frozen=True, slots=True)
class Withdraw(AtTask):
    """Take a request back."""

    prefix: ClassVar[str] = "unask"
    request_id: int = 0


@dataclass(frozen=True, slots=True)
class ShowRequests(Button):
    """The first request that came after this one; after the last comes the first."""

    prefix: ClassVar[str] = "reqs"
    after: int


@dataclass(frozen=True, slots=True)
class Agree(Button):
    """«Принять» a request."""

    prefix: ClassVar[str] = "agree"
    request_id: int


@dataclass(frozen=True, slots=True)
class AskAnswer(Button):
    """«Вернуть» a request: say why."""

    prefix: ClassVar[str] = "back"
    request_id: int


@dataclass(frozen=True, slots=True)
class Refuse(Button):
    """Return a request with a reason that was offered."""

    prefix: ClassVar[str] = "refuse"
    request_id: int
    reason: WhyNot
