"""Findings: what a look at an installation brings home, whoever looked."""

from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """What is looked at, in the order in which one depends on the other."""

    SETTINGS = "settings"
    DATABASE = "database"
    MIGRATIONS = "migrations"
    JOURNAL = "journal"
    TOKEN = "token"  # noqa: S105 - a name
    POLL = "last_poll"
    TICK = "last_tick"
    OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class Finding:
    """How one aspect is. `what` is the fact behind it: a moment, a place, a count, a reason."""

    aspect: Aspect
    well: bool
    what: str
