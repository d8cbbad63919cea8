"""Connections: how each kind of database is opened, and which of its errors mean «not now»."""

from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.unusable import Unavailable, WrongAddress

Purpose = Literal["read", "write", "migrate"]

_DRIVERS = frozenset({"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"})

# SQLITE_BUSY, LOCKED, NOMEM, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB: the file or the
# machine refuses, not the statement.
_SQLITE_NOT_NOW = frozenset({5, 6, 7, 10, 11, 13, 14, 15, 26})

# SQLITE_READONLY and read_only_sql_transaction: a disk in trouble, a standby that takes over.
_SQLITE_READ_ONLY, _POSTGRESQL_READ_ONLY = 8, "25006"

# program_limit_exceeded comes as an OperationalError, yet the same statement will never pass.
_POSTGRESQL_NEVER = "54"


def open_engine(url: str, purpose: Purpose, *, connections: int = 1) -> Engine:
    """Prepare at most so many connections to `url`; the first is made when it is needed.

    SQLite waits 5 seconds for another process that writes, or `?timeout=` of the address.
    Raises WrongAddress for one that is neither an SQLite file nor a PostgreSQL server.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, purpose, connections)
    return _postgresql(address, purpose, connections)


def unavailable(error: BaseException, *, reading: bool = False) -> Unavailable | None:
    """Tell in one line why the database cannot serve now; None when the statement was at fault.

    A write in a transaction that was opened for reading is such a fault.
    """
    if isinstance(error, PoolTimeoutError):
        return Unavailable("every connection is busy")
    if isinstance(error, DBAPIError) and (
        error.connection_invalidated or _not_now(error, reading=reading)
    ):
        return Unavailable(str(error.orig).strip().splitlines()[0])
    return None


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise WrongAddress("not an address of a database") from None
    if address.drivername not in _DRIVERS:
        raise WrongAddress(f"neither SQLite nor PostgreSQL: {address.drivername}")
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise WrongAddress(
            "SQLite needs a file: in memory every connection would be a world apart"
        )
    return address


def _not_now(error: DBAPIError, *, reading: bool) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    state = getattr(error.orig, "sqlstate", None)
    if code is not None:
        code &= 0xFF  # the rest of an extended code says where
    if code == _SQLITE_READ_ONLY or state == _POSTGRESQL_READ_ONLY:
        return not reading
    if code is not None:
        return code in _SQLITE_NOT_NOW
    return isinstance(error, OperationalError) and not (state or "").startswith(_POSTGRESQL_NEVER)


def _sqlite(address: URL, purpose: Purpose, connections: int) -> Engine:
    engine = create_engine(address, pool_size=connections, max_overflow=0, hide_parameters=True)
    event.listen(engine, "connect", _set_up_to_migrate if purpose == "migrate" else _set_up)
    if purpose == "read":
        event.listen(engine, "connect", _forbid_writing)
    event.listen(engine, "begin", _begin if purpose == "read" else _begin_immediate)
    return engine


def _set_up(connection: Any, _record: object, *, foreign_keys: bool = True) -> None:
    connection.isolation_level = None  # BEGIN is ours; the driver's own would come too late
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # a mark is evidence: it must survive the plug
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        "trusted_schema = OFF",
        "mmap_size = 0",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _set_up_to_migrate(connection: Any, record: object) -> None:
    # Rebuilding a table, SQLite's way to alter it, would delete whatever hangs on its rows.
    _set_up(connection, record, foreign_keys=False)


def _forbid_writing(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    # A transaction that reads first and then wants to write fails at once when somebody wrote
    # in between, whatever the busy timeout says: so take the lock before anything is read.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(address: URL, purpose: Purpose, connections: int) -> Engine:
    # What one read shows is of one moment, as on SQLite.
    reading = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return create_engine(
        address,
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        execution_options=reading if purpose == "read" else {},
        connect_args={"connect_timeout": 10},
    )
