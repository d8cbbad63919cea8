"""Upgrading a schema, version by version: Alembic, configured here in code."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.unusable import NewerDatabase

SCRIPTS = ScriptDirectory(str(Path(__file__).parent))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run every version up to one that the database has not seen, in the open transaction.

    Raises NewerDatabase when it has seen one that is not known here.
    """
    _refuse_newer(MigrationContext.configure(connection).get_current_heads())
    _run_versions(connection, to)
    if connection.dialect.name == "sqlite":
        _refuse_orphans(connection)


def _refuse_newer(heads: Iterable[str]) -> None:
    known = {script.revision for script in SCRIPTS.walk_revisions()}
    for head in heads:
        if head not in known:
            raise NewerDatabase(head)


def _run_versions(connection: Connection, to: str) -> None:
    def steps(revision: Any, _context: MigrationContext) -> Any:
        return SCRIPTS._upgrade_revs(to, revision)  # what alembic.command.upgrade calls

    with EnvironmentContext(Config(), SCRIPTS, fn=steps, destination_rev=to) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()


def _refuse_orphans(connection: Connection) -> None:
    # Foreign keys are not enforced while SQLite migrates, so they are checked at the end.
    orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    if orphans:
        raise RuntimeError(f"the migration leaves rows without parents: {orphans[:3]}")
