"""What every test may ask for."""

from tests.databases import (
    database_url,
    db,
    empty_url,
    postgresql_server,
    postgresql_template,
    sqlite_db,
    sqlite_template,
    sqlite_url,
)

__all__ = [
    "database_url",
    "db",
    "empty_url",
    "postgresql_server",
    "postgresql_template",
    "sqlite_db",
    "sqlite_template",
    "sqlite_url",
]
