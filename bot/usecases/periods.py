"""Periods: when a roadmap runs is asked once, before anything that depends on it."""

from datetime import date, datetime

from bot.usecases import importing
from bot.usecases.importing import Preview
from storage import imports, talks
from storage.database import Transaction
from storage.domain import periods, phrases
from storage.domain.people import Person
from storage.domain.permissions import Refusal
from storage.domain.terms import Window

PERIOD = "period"
"""What a person is asked who has the question of a document's period before them."""


def ask(tx: Transaction, who: Person, import_id: int, now: datetime) -> Preview:
    """Open the question of when a roadmap runs; typed words will answer it."""
    facts = importing.preview(tx, who, import_id)
    if not facts.document.settled:
        talks.ask(tx, who.id, PERIOD, now, document=import_id)
    return facts


def leave(tx: Transaction, who: Person) -> None:
    """Turn away from the question: what is typed from now on does not answer it."""
    talks.leave(tx, who.id, PERIOD)


def set_typed(tx: Transaction, who: Person, import_id: int, text: str, now: datetime) -> None:
    """Read a period as people type it, and all terms again in its light.

    Raises Refusal `period_not_understood`; the question stays open.
    """
    around = Window(date(now.year - 10, 1, 1), date(now.year + 10, 12, 31))
    term = phrases.read(text, around)
    if len(term.windows) != 1 or term.needs_review or term.windows[0] == around:
        raise Refusal("period_not_understood", text=text)
    choose(tx, who, import_id, term.windows[0])


def choose(tx: Transaction, who: Person, import_id: int, period: Window) -> None:
    """Read all terms in the light of a period; what is accepted or declined stays as it is."""
    found = importing.find(tx, who, import_id)
    if not found.settled:
        imports.replace_draft(tx, import_id, periods.within(found.draft, period))
    leave(tx, who)


def move(tx: Transaction, who: Person, import_id: int, years: int) -> None:
    """Move the whole roadmap, terms and all, so many years on."""
    found = importing.find(tx, who, import_id)
    if not found.settled:
        imports.replace_draft(tx, import_id, periods.in_another_year(found.draft, years))
