"""The schema comes into being and up to date at start, whole or not at all."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, select, text

from storage.database import Database
from storage.domain.groups import Trouble
from storage.domain.letters import LetterKind
from storage.migrations import is_current, last_version, migrate
from storage.migrations.upgrading import SCRIPTS
from storage.tables import centres, groups, letters, metadata, people
from storage.unusable import NewerDatabase, Unavailable
from tests.world import CENTRE, OTHER_CENTRE, found


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    """A plain way into the empty database, beside the program's own."""
    engine = create_engine(empty_url)
    yield engine
    engine.dispose()


def test_an_empty_database_gets_every_table_as_the_code_knows_it(
    empty_url: str, engine: Engine
) -> None:
    migrate(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_keys_conditions_and_partial_indexes_are_as_the_code_knows_them(
    empty_url: str, engine: Engine
) -> None:
    # Alembic's comparison overlooks these.
    migrate(empty_url)
    with engine.connect() as connection:
        migrated = _details(connection)
    with engine.begin() as connection:
        for name in ("events", "alembic_version", *metadata.tables):
            cascade = "" if connection.dialect.name == "sqlite" else "CASCADE"
            connection.execute(text(f"DROP TABLE IF EXISTS {name} {cascade}"))
        metadata.create_all(connection)
        assert migrated == _details(connection)


def test_the_last_version_is_the_one_that_alembic_leads_to() -> None:
    assert SCRIPTS.get_heads() == [last_version()]


def test_starting_again_changes_nothing(empty_url: str, engine: Engine) -> None:
    migrate(empty_url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO updates (id, at) VALUES (1, '2026-11-21 09:00')"))
    migrate(empty_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM updates")) == 1


async def test_the_program_can_tell_whether_the_schema_is_its_own(
    empty_url: str, engine: Engine
) -> None:
    db = Database(empty_url)
    assert not await db.read(is_current)
    migrate(empty_url)
    assert await db.read(is_current)
    await db.close()


def test_two_processes_that_start_at_once_both_come_up(empty_url: str, engine: Engine) -> None:
    program = "import sys; from storage.migrations import migrate; migrate(sys.argv[1])"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, empty_url], stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    complaints = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], complaints


def test_a_database_of_a_later_version_is_left_alone(empty_url: str, engine: Engine) -> None:
    migrate(empty_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="9999"):
        migrate(empty_url)


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE talks (of_somebody_else INTEGER)"))
    with pytest.raises(Exception, match="talks"):
        migrate(empty_url)
    assert inspect(engine).get_table_names() == ["talks"]


def test_a_place_that_two_centres_have_stays_with_who_came_first_and_the_other_is_told(
    empty_url: str, engine: Engine
) -> None:
    migrate(empty_url)
    found(empty_url)
    with engine.begin() as connection:
        _without_later(connection)
        _back_to(connection, "0008", "DROP INDEX uq_groups_chat", "DROP INDEX uq_groups_topic")
        ids = {row.name: row.id for row in connection.execute(select(centres))}
        for centre_id, day in ((ids[CENTRE], 2), (ids[OTHER_CENTRE], 1)):
            connection.execute(
                groups.insert().values(
                    centre_id=centre_id, chat_id=-500, title="Район", weekly=True,
                    escalations=True, since=datetime(2026, 3, day, tzinfo=UTC),
                )
            )  # fmt: skip
    migrate(empty_url)
    with engine.connect() as connection:
        trouble = dict(connection.execute(select(groups.c.centre_id, groups.c.trouble)).all())
        assert trouble == {ids[OTHER_CENTRE]: None, ids[CENTRE]: Trouble.TAKEN}
        told = connection.execute(
            select(people.c.name, letters.c.kind)
            .join(letters, letters.c.person_id == people.c.id)
            .where(letters.c.not_before <= datetime.now(UTC))
        ).all()
        assert told == [("Аминат Х.", LetterKind.GROUP_LOST)]


def test_a_database_that_is_not_there_is_said_in_one_line_without_the_password() -> None:
    for url in (
        "sqlite:////no/such/place/vekha.db",
        "postgresql+psycopg://vekha:a-secret@127.0.0.1:1/vekha",
    ):
        with pytest.raises(Unavailable) as raised:
            migrate(url)
        assert "\n" not in str(raised.value)
        assert "a-secret" not in str(raised.value)


def _back_to(connection: Connection, version: str, *undoing: str) -> None:
    """Let the schema be as it was before later versions."""
    for statement in undoing:
        connection.execute(text(statement))
    connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": version})


def _without_later(connection: Connection) -> None:
    """Take away what came after 0009."""
    op = Operations(MigrationContext.configure(connection))
    op.drop_index("ix_tasks_came_late", "tasks")
    op.drop_column("tasks", "known_on")
    with op.batch_alter_table("invitations") as invitations:
        for name in ("invited_by", "meant_for"):
            invitations.drop_column(name)


def _details(connection: Connection) -> dict[str, object]:
    """Everything that the database itself says about each of our tables."""
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT tbl_name, name, sql FROM sqlite_master "
            "WHERE type = 'index' AND sql IS NOT NULL"
        )
    else:
        query = (
            "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
            "UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE conrelid <> 0 AND connamespace = 'public'::regnamespace"
        )
    found = {tuple(row[:2]): row[2] for row in connection.execute(text(query))}
    inspector = inspect(connection)
    for table in metadata.tables:
        found[table, "checks"] = sorted(map(str, inspector.get_check_constraints(table)))
        found[table, "parents"] = sorted(map(str, inspector.get_foreign_keys(table)))
    return {" ".join(key): what for key, what in found.items() if key[0] in metadata.tables}
