"""Talking: what the bot has asked a person and waits to hear."""

from datetime import datetime, timedelta

from storage import talks
from storage.database import Transaction
from storage.domain.people import Person
from storage.talks import Talk

GOOD_FOR = timedelta(hours=1)
"""Words written later than that are hardly the answer to a question nobody remembers."""


def leave(tx: Transaction, who: Person, *about: str) -> None:
    """Forget a question that was given up; one about anything else goes on waiting."""
    for one in about:
        talks.leave(tx, who.id, one)


def pending(tx: Transaction, who: Person, now: datetime) -> Talk | None:
    """Return the question that waits for this person's words."""
    return talks.pending(tx, who.id, asked_after=now - GOOD_FOR)
