"""The one way in: read and write, each a transaction that commits whole or leaves no trace."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError

from storage.connections import open_engine, unavailable
from storage.leading import Lead
from storage.writing import OneByOne, SideBySide, Writer

P = ParamSpec("P")
T = TypeVar("T")

Transaction: TypeAlias = Connection
"""What every query function takes first. It never commits: who opened the transaction does."""

READERS = 4
WRITERS = 8  # on PostgreSQL; SQLite has one whatever we say

__all__ = ["Database", "Transaction", "insert"]
# `insert` is PostgreSQL's because that one compiles for SQLite too, ON CONFLICT included,
# while SQLite's does not compile for PostgreSQL.


class Database:
    """The database of one process. Make it after `storage.migrations.migrate`."""

    def __init__(self, url: str) -> None:
        """Know `sqlite:///path` or `postgresql+psycopg://…`; connect when first used.

        Raises storage.unusable.WrongAddress for any other.
        """
        self._reading = open_engine(url, "read", connections=READERS)
        self._readers = ThreadPoolExecutor(READERS, "read")
        sqlite = self._reading.dialect.name == "sqlite"
        self._writing = open_engine(url, "write", connections=1 if sqlite else WRITERS)
        self._writer: Writer = (
            OneByOne(self._writing) if sqlite else SideBySide(self._writing, threads=WRITERS)
        )
        self._lead = Lead(url)

    async def read(
        self, fn: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return `fn(tx, *args, **kwargs)`, seen at one moment; writing is refused.

        What `fn` raises comes through unchanged. Raises Unavailable when the database is not to
        be had now.
        """
        work = _bound(fn, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def write(
        self, fn: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return `fn(tx, *args, **kwargs)` after its transaction is committed and on the disk.

        What `fn` raises comes through unchanged, and undoes all that it did. Raises Unavailable
        when the database is not to be had now; nothing was changed, so it may be tried again.
        A caller who is cancelled meanwhile does not cancel the write.
        """
        return await asyncio.shield(self._writer.put(_bound(fn, *args, **kwargs)))

    async def leads(self) -> bool:
        """Whether this process is the one that is to be at work; to be asked again and again."""
        return await asyncio.to_thread(self._lead.take)

    async def close(self) -> None:
        """Finish what was begun and let the connections go."""
        await self._writer.close()
        await asyncio.to_thread(self._lead.leave)
        await asyncio.to_thread(self._readers.shutdown)
        self._reading.dispose()
        self._writing.dispose()

    def _read(self, work: Callable[[Transaction], T]) -> T:
        try:
            with self._reading.connect() as tx:
                return work(tx)
        except SQLAlchemyError as error:
            if reason := unavailable(error, reading=True):
                raise reason from error
            raise


def _bound(
    fn: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
) -> Callable[[Transaction], T]:
    def work(tx: Transaction) -> T:
        try:
            return fn(tx, *args, **kwargs)
        except StopIteration as error:
            # A future cannot carry this one: whoever waits would wait for ever.
            raise RuntimeError("StopIteration left a transaction") from error

    return work
