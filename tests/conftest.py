"""What every test may ask for."""

import gc
import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.databases import (
    database_url,
    db,
    empty_url,
    postgresql_server,
    postgresql_template,
    postgresql_url,
    sqlite_db,
    sqlite_template,
    sqlite_url,
)
from tests.world import World, found, living

__all__ = [
    "database_url",
    "db",
    "empty_url",
    "postgresql_server",
    "postgresql_template",
    "postgresql_url",
    "sqlite_db",
    "sqlite_template",
    "sqlite_url",
]

# How long an example takes says more of the machine than of the code: benchmarks tell.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def peopled_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the plan and the cast in it, to be copied: faster than an import each time."""
    path = tmp_path_factory.mktemp("peopled") / "template.db"
    shutil.copy(sqlite_template, path)
    found(f"sqlite:///{path}")
    return path


@pytest.fixture
def peopled_url(peopled_template: Path, tmp_path: Path) -> str:
    """The address of a file with the plan and the cast in it."""
    return f"sqlite:///{shutil.copy(peopled_template, tmp_path / 'vekha.db')}"


@pytest.fixture
async def world(peopled_url: str) -> AsyncIterator[World]:
    """The cast and the running bot, on SQLite; nothing that Telegram refuses goes unnoticed."""
    async with living(peopled_url) as running:
        yield running


@pytest.fixture
async def world_on_each(database_url: str) -> AsyncIterator[World]:
    """The same on each kind of database in turn."""
    found(database_url)
    async with living(database_url) as running:
        yield running


@pytest.fixture
async def quiet_world(sqlite_url: str) -> AsyncIterator[World]:
    """A running bot that knows nobody yet."""
    async with living(sqlite_url) as running:
        yield running


@pytest.fixture
def tornado_leaves_a_socket() -> Iterator[None]:
    """Collect the socket that tornado could not bind here, before it disturbs another test."""
    yield
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        gc.collect()
