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


class Fact(StrEnum):
    """What can be said of an aspect that has no moment, place or name behind it."""

    OK = "ok"
    NEVER = "never"
    EMPTY = "empty"
    OLD_SCHEMA = "run `vekha run` to migrate"
    NO_TOKEN = "VEKHA_TOKEN is not set"  # noqa: S105 - a sentence
    WRONG_TOKEN = "Telegram does not accept the token"  # noqa: S105 - a sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """How one aspect is. `what` is the fact behind it: a moment, a place, a reason, or a Fact."""

    aspect: Aspect
    well: bool
    what: str


@dataclass(frozen=True, slots=True)
class Health:
    """How a running bot is. One that stands by is well as long as it could be at work."""

    findings: tuple[Finding, ...]
    stands_by: bool = False

    @property
    def well(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.well for finding in self.findings)
