"""Migrations: the schema brought up to date, by Alembic, configured here in code."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from storage.connections import open_engine, unavailable

# Any number, as long as it is the same for all who migrate one PostgreSQL database.
_LOCK = 8_342_461

_SCRIPTS = ScriptDirectory(str(Path(__file__).parent))


class NewerDatabase(Exception):  # noqa: N818 - the database is all right, this program is old
    """The database was migrated by a later version of the program; nothing was touched."""


def migrate(url: str) -> None:
    """Bring the schema up to date, or make it in an empty database.

    All of it happens or nothing. Several processes may do it at once: one works, the others
    wait. Raises NewerDatabase when the schema is ahead of this program, Unavailable when the
    database is not to be had.
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
    return MigrationContext.configure(tx).get_current_heads() == tuple(_SCRIPTS.get_heads())


def _migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE has locked already
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _refuse_newer(MigrationContext.configure(connection).get_current_heads())
        _upgrade(connection)
        if connection.dialect.name == "sqlite":
            _refuse_orphans(connection)


def _upgrade(connection: Connection) -> None:
    def steps(revision: Any, _context: MigrationContext) -> Any:
        return _SCRIPTS._upgrade_revs("head", revision)  # what alembic.command.upgrade calls

    with EnvironmentContext(Config(), _SCRIPTS, fn=steps, destination_rev="head") as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()


def _refuse_newer(heads: Iterable[str]) -> None:
    known = {script.revision for script in _SCRIPTS.walk_revisions()}
    for head in heads:
        if head not in known:
            raise NewerDatabase(head)


def _refuse_orphans(connection: Connection) -> None:
    # Foreign keys are not enforced while SQLite migrates, so they are checked at the end.
    orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    if orphans:
        raise RuntimeError(f"the migration leaves rows without parents: {orphans[:3]}")
