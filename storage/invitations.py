"""Invitations: a link for one tap, and a code for when the link's payload is lost."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from storage import centres
from storage.database import Transaction
from storage.domain.people import Organisation, Role
from storage.tables import invitations, organisations

GOOD_FOR = timedelta(days=30)

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O and no 1/I/L: the code is read aloud over the phone."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A personal invitation. `used_by` came by it; None also when they were erased since."""

    id: int
    token: str
    code: str
    role: Role
    organisation: Organisation
    expires_at: datetime
    used: bool
    used_by: int | None

    @property
    def made_at(self) -> datetime:
        """When it was written."""
        return self.expires_at - GOOD_FOR


def make(
    tx: Transaction,
    organisation: Organisation,
    role: Role,
    now: datetime,
    by: int | None = None,
    meant_for: int | None = None,
) -> Invitation:
    """Write a new invitation. 128 bits in the link, 8 letters of 31 in the code.

    `by` is None when it is made by a shell, `meant_for` a person who is to come back by it.
    """
    token = secrets.token_urlsafe(16)
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
    row = {
        "centre_id": organisation.centre_id,
        "organisation_id": organisation.id,
        "role": role,
        "token": token,
        "code": f"{letters[:4]}-{letters[4:]}",
        "created_at": now,
        "expires_at": now + GOOD_FOR,
        "invited_by": by,
        "meant_for": meant_for,
    }
    tx.execute(insert(invitations).values(row))
    made = by_token(tx, token)
    assert made
    return made


def good(
    tx: Transaction,
    organisation: Organisation,
    role: Role,
    now: datetime,
    by: int,
    meant_for: int | None = None,
) -> Invitation | None:
    """Find the last invitation that a person has written so, if nobody has come by it yet.

    It is their own: by what another has written, somebody else may be on the way.
    """
    row = tx.execute(
        _QUERY.where(
            invitations.c.organisation_id == organisation.id,
            invitations.c.role == role,
            invitations.c.invited_by == by,
            invitations.c.meant_for.is_not_distinct_from(meant_for),
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > now,
        )
        .order_by(invitations.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _invitation(row)


def by_token(tx: Transaction, token: str) -> Invitation | None:
    """Find an invitation by what its link carries."""
    return _one(tx, invitations.c.token == token)


def by_code(tx: Transaction, code: str) -> Invitation | None:
    """Find an invitation by its code as a person types it: any case, any separators."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return _one(tx, invitations.c.code == f"{letters[:4]}-{letters[4:]}")


def use(tx: Transaction, invitation_id: int, person_id: int, now: datetime) -> None:
    """Write down who came by an invitation."""
    tx.execute(
        update(invitations)
        .where(invitations.c.id == invitation_id)
        .values(used_at=now, used_by=person_id)
    )


def waiting(tx: Transaction, centre_id: int, now: datetime) -> tuple[Invitation, ...]:
    """List the invitations of a centre that nobody has come by yet."""
    rows = tx.execute(
        _QUERY.where(
            invitations.c.centre_id == centre_id,
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > now,
        ).order_by(invitations.c.id)
    )
    return tuple(_invitation(row) for row in rows)


_QUERY = select(
    invitations.c.id.label("invitation_id"),
    invitations.c.token,
    invitations.c.code,
    invitations.c.role,
    invitations.c.expires_at,
    invitations.c.used_at,
    invitations.c.used_by,
    organisations,
).join(organisations, organisations.c.id == invitations.c.organisation_id)


def _one(tx: Transaction, condition: ColumnElement[bool]) -> Invitation | None:
    row = tx.execute(_QUERY.where(condition)).one_or_none()
    return None if row is None else _invitation(row)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=row.invitation_id,
        token=row.token,
        code=row.code,
        role=Role(row.role),
        organisation=centres.organisation_of(row),
        expires_at=row.expires_at,
        used=row.used_at is not None,
        used_by=row.used_by,
    )
