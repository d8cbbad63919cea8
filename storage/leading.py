"""Leading: which of the processes on one database is at work while the others stand by."""

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from storage.connections import open_engine

_LOCK = 0x76656B6861
"""The lock's number: PostgreSQL knows locks by numbers, each database its own."""


class Lead:
    """A lock that one process holds for as long as it lives, on PostgreSQL.

    The server lets go of it the moment the process is gone. It needs a connection of its own, and
    a session of the server's: not one that a pooler shares out by transactions. An SQLite file is
    for one process; there everybody leads.
    """

    def __init__(self, url: str) -> None:
        engine = open_engine(url, "write")
        self._everybody = engine.dialect.name == "sqlite"
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._session: Connection | None = None

    def take(self) -> bool:
        """Take the lead if nobody has it; return whether it is ours, now and until asked again."""
        if self._everybody:
            return True
        try:
            if self._session is None:
                self._session = self._engine.connect()
            # A session that has it takes it once more: so one question takes, keeps and looks.
            return bool(self._session.execute(select(func.pg_try_advisory_lock(_LOCK))).scalar())
        except SQLAlchemyError:
            self.leave()
            return False

    def leave(self) -> None:
        """Let another process lead."""
        if self._session is not None:
            self._session.invalidate()
            self._session.close()
            self._session = None
