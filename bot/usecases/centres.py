"""Centres, from the shell: founding one, and finding it by its name."""

from datetime import datetime
from zoneinfo import ZoneInfo

from storage import centres, journal
from storage.database import Transaction
from storage.domain.people import Centre
from storage.domain.permissions import Refusal


def add(tx: Transaction, name: str, timezone: ZoneInfo, language: str, now: datetime) -> Centre:
    """Found a centre. Raises Refusal `centre_exists`."""
    if centres.by_name(tx, name):
        raise Refusal("centre_exists", name=name)
    centre = centres.add(tx, name, timezone, language, now)
    journal.record(tx, centre.id, now, "founded", name=name)
    return centre


def find(tx: Transaction, name: str) -> Centre:
    """Find a centre by its name. Raises Refusal: `no_centre`, `no_such_centre`."""
    centre = centres.by_name(tx, name)
    if centre is None:
        known = centres.names(tx)
        if not known:
            raise Refusal("no_centre")
        raise Refusal("no_such_centre", name=name, known=", ".join(known))
    return centre
