"""Writers: on SQLite one thread whose transactions share commits, on PostgreSQL several."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine

from storage.connections import unavailable
from storage.unusable import Unavailable

T = TypeVar("T")

GROUP = 256
"""At most so many writes share a commit: nobody waits for an endless group."""


class Writer(Protocol):
    """Runs works, each in a transaction of its own, and keeps them although nobody waits."""

    def put(self, work: Callable[[Connection], T]) -> asyncio.Future[T]:
        """Take a work on; its outcome is told to the running loop after the commit."""

    async def close(self) -> None:
        """Finish what was put, and take nothing more."""


class SideBySide:
    """Works in several threads, a transaction and a commit each."""

    def __init__(self, engine: Engine, *, threads: int) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(threads, "write")

    def put(self, work: Callable[[Connection], T]) -> asyncio.Future[T]:
        """Start the work as soon as a thread is free."""
        return asyncio.get_running_loop().run_in_executor(self._threads, self._run, work)

    async def close(self) -> None:
        """Finish what was put."""
        await asyncio.to_thread(self._threads.shutdown)

    def _run(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._engine.begin() as tx:
                return work(tx)
        except Exception as error:
            if reason := unavailable(error):
                raise reason from error
            raise


@dataclass(slots=True, eq=False)
class _Write:
    work: Callable[[Connection], Any]
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None


class OneByOne:
    """Works in the order they came; those that wait together share one commit.

    Committing is what a disk is slow at, so a crowd costs little more than one. Each work has a
    savepoint: one that fails leaves no trace and disturbs nobody. Nobody hears anything before
    the commit; when that fails, everybody hears Unavailable.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: SimpleQueue[_Write | None] = SimpleQueue()
        self._closed = False
        # A daemon: a process that ends without close() must not hang on a thread that waits.
        self._thread = Thread(target=self._work, name="write", daemon=True)
        self._thread.start()

    def put(self, work: Callable[[Connection], T]) -> asyncio.Future[T]:
        """Queue the work behind those that came before."""
        if self._closed:
            raise RuntimeError("the database is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.put(_Write(work, future))
        return future

    async def close(self) -> None:
        """Finish what was put."""
        if not self._closed:
            self._closed = True
            self._waiting.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        going_on = True
        while going_on:
            taken = [self._waiting.get()]
            with suppress(Empty):
                while len(taken) < GROUP:
                    taken.append(self._waiting.get_nowait())
            going_on = None not in taken
            group = [write for write in taken if write is not None]
            self._commit(group)
            _tell(group)

    def _commit(self, group: list[_Write]) -> None:
        try:
            with self._engine.begin() as tx:
                for write in group:
                    _run(tx, write)
        except Exception as error:
            reason = unavailable(error) or Unavailable(f"the commit failed: {error!r}")
            reason.__cause__ = error
            for write in group:
                write.error = reason


def _run(tx: Connection, write: _Write) -> None:
    # The driver is asked directly: SQLAlchemy's begin_nested() costs ten times as much.
    sqlite: Any = tx.connection.driver_connection
    sqlite.execute("SAVEPOINT work")
    try:
        write.result = write.work(tx)
    except BaseException as error:
        if not sqlite.in_transaction:
            raise  # a full disk made SQLite roll the whole group back
        sqlite.execute("ROLLBACK TO work")
        write.error = unavailable(error) or error
    sqlite.execute("RELEASE work")


def _tell(group: Iterable[_Write]) -> None:
    """Wake each loop once for all of its writes."""
    by_loop: defaultdict[asyncio.AbstractEventLoop, list[_Write]] = defaultdict(list)
    for write in group:
        by_loop[write.future.get_loop()].append(write)
    for loop, writes in by_loop.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits there any more
            loop.call_soon_threadsafe(_settle, writes)


def _settle(writes: Iterable[_Write]) -> None:
    for write in writes:
        if write.future.done():
            continue  # cancelled: the write stands, and nobody asks
        if write.error is not None:
            write.future.set_exception(write.error)
        else:
            write.future.set_result(write.result)
