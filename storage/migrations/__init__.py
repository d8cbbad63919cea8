"""Migrations: the schema brought up to date at start. Alembic is fetched only to do it."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.connections import open_engine, unavailable

# Any number, as long as it is the same for all who migrate one PostgreSQL database.
_LOCK = 8_342_461


def migrate(url: str) -> None:
    """Bring the schema up to date, or make it in an empty database.

    All of it happens or nothing. Several processes may do it at once: one works, the others
    wait. Raises storage.unusable.NewerDatabase when the schema is ahead of this program,
    Unavailable when the database is not to be had, WrongAddress when there can be none.
    """
    engine = open_engine(url, "migrate")
    try:
        _migrate(engine)
    except DBAPIError as error:
        if reason := unavailable(error):
            raise reason from error
        raise
    finally:
        engine.dispose()


def is_current(tx: Connection) -> bool:
    """Tell whether the schema is the one this program was written for."""
    if not inspect(tx).has_table("alembic_version"):
        return False
    return tx.scalars(text("SELECT version_num FROM alembic_version")).all() == [last_version()]


@cache
def last_version() -> str:
    """Return the schema's version that this program was written for.

    The files of `versions` begin with their revision, and are numbered in their order.
    """
    versions = Path(__file__).with_name("versions").glob("[0-9]*.py")
    return max(version.name.partition("_")[0] for version in versions)


def _migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE has locked already
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if is_current(connection):
            return
        # Alembic is a third of a second and 10 MB, which most starts have no use for.
        from storage.migrations.upgrading import upgrade

        upgrade(connection)
