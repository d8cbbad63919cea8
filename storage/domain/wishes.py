"""Wishes: what a person has chosen about letters. There is less, and later, but no silence."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from storage.domain.letters import Stage
from storage.domain.terms import Window

ZONES = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk",
    "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan",
    "Asia/Kamchatka",
)  # fmt: skip
"""The zones of Russia: a person may live in another one than their centre."""

LATEST_HOUR = 20
"""Letters do not come later than that: the evening is people's own."""


class Hours(Protocol):
    """Whoever has a morning: a centre, or a person who has chosen another one."""

    @property
    def letters_at(self) -> int:
        """The hour from which letters come."""
        ...

    @property
    def timezone(self) -> ZoneInfo:
        """Where that hour is told."""
        ...


@dataclass(frozen=True, slots=True)
class OwnHours:
    """An hour of a zone, from which somebody's letters come."""

    letters_at: int
    timezone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Wishes:
    """A person's own hour and zone (None: the centre's), volume, and the days they are away."""

    letters_at: int | None = None
    timezone: ZoneInfo | None = None
    less: bool = False
    away: Window | None = None

    def hours(self, centre: Hours) -> OwnHours:
        """Return when this person's letters come from a centre."""
        at = centre.letters_at if self.letters_at is None else self.letters_at
        return OwnHours(at, self.timezone or centre.timezone)

    def is_away(self, day: date) -> bool:
        """Whether letters go to somebody else on that day."""
        return self.away is not None and day in self.away

    def wants(self, stage: Stage) -> bool:
        """Whether a reminder is not too early for a person who wants few: the last day counts."""
        return stage.day >= 0 or not self.less


NO_WISHES = Wishes()
