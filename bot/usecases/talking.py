"""Talking: what the bot has asked a person and waits to hear."""

from storage import talks
from storage.database import Transaction
from storage.domain.people import Person
from storage.talks import Talk


def pending(tx: Transaction, who: Person) -> Talk | None:
    """Return the question that waits for this person's words."""
    return talks.pending(tx, who.id)
