"""Settings of a person: the language, and being forgotten."""

from datetime import datetime

from storage import journal, people
from storage.database import Transaction
from storage.domain.people import Person


def speak(tx: Transaction, who: Person, language: str) -> None:
    """Choose a language."""
    people.speak(tx, who.id, language)


def erase(tx: Transaction, who: Person, now: datetime) -> None:
    """Forget a person; their marks stay on record under the name they were made with."""
    people.erase(tx, who.id)
    journal.record(tx, who.centre.id, now, "erased", who.id)
