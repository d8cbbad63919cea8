"""Centres and their organisations."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, insert, select, update

from storage.database import Transaction
from storage.domain.ladder import Ladder
from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Organisation
from storage.tables import centres, organisations


def add(tx: Transaction, name: str, timezone: ZoneInfo, language: str, now: datetime) -> Centre:
    """Found a centre, together with the organisation that it is itself."""
    centre_id = tx.execute(
        insert(centres)
        .values(name=name, timezone=timezone.key, language=language, created_at=now)
        .returning(centres.c.id)
    ).scalar_one()
    add_organisation(tx, centre_id, OrganisationKind.CENTRE, name, name)
    return get(tx, centre_id)


def get(tx: Transaction, centre_id: int) -> Centre:
    """Return a centre that is known to exist."""
    return centre_of(tx.execute(select(centres).where(centres.c.id == centre_id)).one())


def held(tx: Transaction, centre_id: int) -> Centre:
    """Return a centre and hold it: whoever wants to change it too waits and sees the change."""
    one = select(centres).where(centres.c.id == centre_id).with_for_update(key_share=True)
    return centre_of(tx.execute(one).one())


def rule(tx: Transaction, centre: Centre) -> None:
    """Write down the rules of a centre that is held."""
    tx.execute(
        update(centres)
        .where(centres.c.id == centre.id)
        .values(
            timezone=centre.timezone.key,
            letters_at=centre.letters_at,
            check_in=centre.check_in,
            ladder=str(centre.ladder),
            weekly_cap=centre.weekly_cap,
            undated_weekly=centre.undated_weekly,
        )
    )


def by_name(tx: Transaction, name: str) -> Centre | None:
    """Find a centre by the name it was founded with."""
    row = tx.execute(select(centres).where(centres.c.name == name)).one_or_none()
    return None if row is None else centre_of(row)


def every(tx: Transaction) -> tuple[Centre, ...]:
    """List all centres of the installation, for the clock that serves them all."""
    return tuple(centre_of(row) for row in tx.execute(select(centres).order_by(centres.c.id)))


def names(tx: Transaction) -> list[str]:
    """Name every centre of the installation, for the person at its shell."""
    return list(tx.execute(select(centres.c.name).order_by(centres.c.name)).scalars())


def add_organisation(
    tx: Transaction, centre_id: int, kind: OrganisationKind, name: str, short: str
) -> Organisation:
    """Enter an organisation; one of that name is returned as it is."""
    for known in organisations_of(tx, centre_id):
        if known.name.casefold() == name.casefold():
            return known
    organisation_id = tx.execute(
        insert(organisations)
        .values(centre_id=centre_id, kind=kind, name=name, short=short)
        .returning(organisations.c.id)
    ).scalar_one()
    return Organisation(organisation_id, centre_id, kind, name, short)


def organisations_of(tx: Transaction, centre_id: int) -> tuple[Organisation, ...]:
    """List a centre's organisations in the order they were entered."""
    rows = tx.execute(
        select(organisations)
        .where(organisations.c.centre_id == centre_id)
        .order_by(organisations.c.id)
    )
    return tuple(organisation_of(row) for row in rows)


def centre_of(row: Row[Any]) -> Centre:
    """Read a row of `centres`."""
    return Centre(
        id=row.id,
        name=row.name,
        timezone=ZoneInfo(row.timezone),
        language=row.language,
        letters_at=row.letters_at,
        check_in=row.check_in,
        ladder=Ladder.read(row.ladder),
        weekly_cap=row.weekly_cap,
        undated_weekly=row.undated_weekly,
    )


def organisation_of(row: Row[Any]) -> Organisation:
    """Read a row of `organisations`."""
    return Organisation(row.id, row.centre_id, OrganisationKind(row.kind), row.name, row.short)
