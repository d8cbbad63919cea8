"""Days that a centre works or rests against the country's calendar."""

from datetime import date

from sqlalchemy import bindparam, delete, select

from storage.database import Transaction, insert
from storage.domain.workdays import OwnDay, Workdays
from storage.tables import own_days


def calendars(tx: Transaction, country: Workdays) -> dict[int, Workdays]:
    """Return the calendars of those centres that have days of their own, by centre."""
    days: dict[int, dict[date, bool]] = {}
    for row in tx.execute(select(own_days)):
        days.setdefault(row.centre_id, {})[row.day] = row.working
    return {centre_id: country.but(own) for centre_id, own in days.items()}


def calendar(tx: Transaction, centre_id: int, country: Workdays) -> Workdays:
    """Return the calendar of one centre."""
    days = {row.day: row.working for row in tx.execute(_OWN, {"centre": centre_id})}
    return country.but(days) if days else country


def overrule(tx: Transaction, centre_id: int, day: date, note: str, *, working: bool) -> None:
    """Let a centre work or rest on a day, whatever the country does, and say what for."""
    facts = {"working": working, "note": note}
    tx.execute(
        insert(own_days)
        .values(centre_id=centre_id, day=day, **facts)
        .on_conflict_do_update(index_elements=["centre_id", "day"], set_=facts)
    )


def follow_country(tx: Transaction, centre_id: int, day: date) -> bool:
    """Let a centre live by the country's calendar again on a day; say whether it did not."""
    found = delete(own_days).where(own_days.c.centre_id == centre_id, own_days.c.day == day)
    return tx.execute(found.returning(own_days.c.day)).first() is not None


def of_year(tx: Transaction, centre_id: int, year: int) -> tuple[OwnDay, ...]:
    """List the days of a year on which a centre does not live by the country's calendar."""
    rows = tx.execute(
        select(own_days)
        .where(
            own_days.c.centre_id == centre_id,
            own_days.c.day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(own_days.c.day)
    )
    return tuple(OwnDay(row.day, row.working, row.note) for row in rows)


# Built once: every letter is asked about on its way, and building costs more than asking.
_OWN = select(own_days.c.day, own_days.c.working).where(
    own_days.c.centre_id == bindparam("centre")
)
