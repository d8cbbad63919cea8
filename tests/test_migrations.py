"""The schema comes into being and up to date at start, whole or not at all."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, select, text

from storage.database import Database
from storage.domain.groups import Trouble
from storage.domain.letters import LetterKind
from storage.migrations import is_current, last_version, migrate
from storage.migrations.upgrading import SCRIPTS, upgrade
from storage.tables import groups, letters, metadata
from storage.unusable import NewerDatabase, Unavailable

# As it was before groups were of one centre each; the second centre came a day before the first.
TWO_CENTRES_IN_A_CHAT = (
    """
    INSERT INTO centres
        (id, name, timezone, language, letters_at, check_in, ladder, weekly_cap, created_at)
    VALUES (1, 'Заречный', 'Europe/Moscow', 'ru', 9, 'monthly', '{}', 2, '2026-01-01'),
        (2, 'Горный', 'Europe/Moscow', 'ru', 9, 'monthly', '{}', 2, '2026-01-01')
    """,
    """
    INSERT INTO organisations (id, centre_id, kind, name, short)
    VALUES (1, 1, 'centre', 'Заречный', 'Заречный'), (2, 2, 'centre', 'Горный', 'Горный')
    """,
    """
    INSERT INTO people (id, telegram_id, name, language, created_at)
    VALUES (1, 504, 'Аминат Х.', 'ru', '2026-01-01'), (2, 506, 'Зарема Д.', 'ru', '2026-01-01')
    """,
    """
    INSERT INTO roles (person_id, centre_id, organisation_id, role, since)
    VALUES (1, 1, 1, 'methodist', '2026-01-01'), (2, 2, 2, 'methodist', '2026-01-01')
    """,
    """
    INSERT INTO groups (centre_id, chat_id, title, since, weekly, escalations)
    VALUES (1, -500, 'Район', '2026-03-02 00:00:00', true, true),
        (2, -500, 'Район', '2026-03-01 00:00:00', true, true)
    """,
)


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
    with engine.begin() as connection:
        upgrade(connection, "0008")
        for statement in TWO_CENTRES_IN_A_CHAT:
            connection.execute(text(statement))
    migrate(empty_url)
    with engine.connect() as connection:
        trouble = connection.execute(select(groups.c.centre_id, groups.c.trouble)).all()
        assert sorted(trouble) == [(1, Trouble.TAKEN), (2, None)]
        told = connection.execute(
            select(letters.c.person_id, letters.c.kind).where(
                letters.c.not_before <= datetime.now(UTC)
            )
        ).all()
        assert told == [(1, LetterKind.GROUP_LOST)]


def test_a_database_that_is_not_there_is_said_in_one_line_without_the_password() -> None:
    for url in (
        "sqlite:////no/such/place/vekha.db",
        "postgresql+psycopg://vekha:a-secret@127.0.0.1:1/vekha",
    ):
        with pytest.raises(Unavailable) as raised:
            migrate(url)
        assert "\n" not in str(raised.value)
        assert "a-secret" not in str(raised.value)


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
