"""What is written stays, what is refused leaves no trace, and nobody waits for a stranger."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage import beats, tables, updates
from storage.database import WRITERS, Database, Transaction
from storage.domain.permissions import Refusal
from storage.unusable import Unavailable
from storage.updates import Once, Repeated, once

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@asynccontextmanager
async def held_up(db: Database) -> AsyncIterator[None]:
    """Whatever is written inside waits until the end: every writer is busy so long."""
    go = Event()

    def hold(tx: Transaction) -> None:
        assert go.wait(10)

    holding = [asyncio.create_task(db.write(hold)) for _ in range(WRITERS)]
    await asyncio.sleep(0)
    yield
    go.set()
    await asyncio.gather(*holding, return_exceptions=True)  # they share the fate of the rest


async def together(db: Database, *writes: Coroutine[None, None, object]) -> list[object]:
    """Return what becomes of writes that have waited together, errors included."""
    async with held_up(db):
        waiting = [asyncio.create_task(write) for write in writes]
        await asyncio.sleep(0)
    return await asyncio.gather(*waiting, return_exceptions=True)


def pages_logged(url: str) -> int:
    return Path(f"{make_url(url).database}-wal").stat().st_size // 4096


def count(tx: Transaction) -> int:
    return tx.execute(select(func.count()).select_from(tables.updates)).scalar_one()


async def test_what_was_written_can_be_read(db: Database) -> None:
    await db.write(beats.beat, "tick", NOW, note="first")
    await db.write(beats.beat, "tick", NOW.replace(minute=31))
    assert await db.read(beats.last) == {"tick": NOW.replace(minute=31)}
    assert await db.read(beats.note_of, "tick") == "first"
    assert await db.read(beats.note_of, "poll") is None


async def test_what_is_refused_leaves_no_trace_and_the_refusal_comes_through(
    db: Database,
) -> None:
    def mark_and_refuse(tx: Transaction) -> None:
        updates.record(tx, 1, NOW)
        raise Refusal("not_yours", number="4.4")

    with pytest.raises(Refusal) as refused:
        await db.write(mark_and_refuse)
    assert refused.value.facts == {"number": "4.4"}
    assert await db.read(count) == 0


async def test_one_who_fails_in_a_crowd_disturbs_nobody(db: Database) -> None:
    def record_unless_seven(tx: Transaction, number: int) -> int:
        assert updates.record(tx, number, NOW)
        if number == 7:
            raise Refusal("unlucky")
        return number

    outcomes = await together(db, *(db.write(record_unless_seven, n) for n in range(20)))
    assert outcomes == [*range(7), outcomes[7], *range(8, 20)]
    assert isinstance(outcomes[7], Refusal)
    assert await db.read(count) == 19


async def test_a_statement_that_fails_inside_a_write_can_be_survived_by_it(db: Database) -> None:
    def stumble(tx: Transaction) -> None:
        updates.record(tx, 1, NOW)
        with pytest.raises(IntegrityError), tx.begin_nested():
            tx.execute(tables.chains.insert().values(centre_id=404, ordinal=0, hash=""))
        updates.record(tx, 2, NOW)

    await db.write(stumble)
    assert await db.read(count) == 2


async def test_an_error_that_a_future_cannot_carry_still_reaches_the_caller(db: Database) -> None:
    def look_in_vain(tx: Transaction) -> None:
        next(iter(()))

    for way in (db.read, db.write):
        with pytest.raises(RuntimeError, match="StopIteration"):
            await asyncio.wait_for(way(look_in_vain), timeout=5)


async def test_a_crowd_costs_the_disk_little_more_than_one(
    sqlite_db: Database, sqlite_url: str
) -> None:
    writes = [sqlite_db.write(updates.record, number, NOW) for number in range(100)]
    assert await together(sqlite_db, *writes) == [True] * 100
    assert pages_logged(sqlite_url) < 10  # a commit of its own each would take 200


async def test_a_mark_survives_the_plug_and_no_row_its_parent(sqlite_db: Database) -> None:
    def ask(tx: Transaction, pragma: str) -> object:
        return tx.execute(text(f"PRAGMA {pragma}")).scalar_one()

    for pragma, value in {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}.items():
        assert await sqlite_db.write(ask, pragma) == value


async def test_nobody_hears_of_success_when_the_commit_fails(sqlite_db: Database) -> None:
    def doom(tx: Transaction) -> None:
        tx.execute(text("PRAGMA defer_foreign_keys = ON"))
        tx.execute(tables.chains.insert().values(centre_id=404, ordinal=0, hash=""))

    outcomes = await together(
        sqlite_db, sqlite_db.write(updates.record, 1, NOW), sqlite_db.write(doom)
    )
    assert [type(outcome) for outcome in outcomes] == [Unavailable, Unavailable]
    assert await sqlite_db.read(count) == 0
    assert await sqlite_db.write(updates.record, 1, NOW)  # and the next one passes


async def test_a_handler_that_is_cancelled_does_not_lose_its_write(
    db: Database, database_url: str
) -> None:
    async with held_up(db):
        waiting = asyncio.create_task(db.write(updates.record, 1, NOW))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await db.close()
    after = Database(database_url)
    assert await after.read(count) == 1
    await after.close()


async def test_closing_finishes_what_was_begun(db: Database) -> None:
    async with held_up(db):
        waiting = asyncio.create_task(db.write(updates.record, 1, NOW))
        await asyncio.sleep(0)
        closing = asyncio.create_task(db.close())
        await asyncio.sleep(0)
    await closing
    assert await waiting
    with pytest.raises(RuntimeError):
        await db.write(updates.record, 2, NOW)


async def test_a_reader_may_not_write(db: Database) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        await db.read(beats.beat, "tick", NOW)


async def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(db: Database) -> None:
    begun, written = Event(), Event()

    def look_twice(tx: Transaction) -> tuple[int, int]:
        first = count(tx)
        begun.set()
        assert written.wait(10)
        return first, count(tx)

    looking = asyncio.create_task(db.read(look_twice))
    await asyncio.to_thread(begun.wait, 10)
    await db.write(updates.record, 1, NOW)
    written.set()
    assert await looking == (0, 0)


async def test_the_same_update_has_its_effect_once(db: Database) -> None:
    update = Once(77, NOW)
    await db.write(once, update, beats.beat, "poll", NOW)
    with pytest.raises(Repeated):
        await db.write(once, update, beats.beat, "poll", NOW.replace(year=2030))
    assert await db.read(beats.last) == {"poll": NOW}


async def test_the_same_update_twice_at_one_moment_has_its_effect_once(db: Database) -> None:
    update = Once(77, NOW)
    outcomes = await together(
        db, *(db.write(once, update, beats.beat, "poll", NOW) for _ in range(8))
    )
    assert outcomes.count(None) == 1
    assert [type(outcome) for outcome in outcomes if outcome] == [Repeated] * 7


async def test_a_refused_update_is_not_recorded(db: Database) -> None:
    def refuse(tx: Transaction) -> None:
        raise Refusal("stranger")

    for _ in range(2):
        with pytest.raises(Refusal):
            await db.write(once, Once(77, NOW), refuse)


async def test_old_updates_are_forgotten(db: Database) -> None:
    await db.write(updates.record, 1, NOW.replace(day=1))
    await db.write(updates.record, 2, NOW)
    assert await db.write(updates.forget, NOW.replace(day=20)) == 1
    assert not await db.write(updates.record, 2, NOW)
    assert await db.write(updates.record, 1, NOW)


async def test_a_database_locked_by_another_program_is_unavailable_and_recovers(
    sqlite_url: str,
) -> None:
    db = Database(f"{sqlite_url}?timeout=0.05")
    other = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="locked"):
        await db.write(updates.record, 1, NOW)
    assert await db.read(count) == 0  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    assert await db.write(updates.record, 1, NOW)
    await db.close()


async def test_a_full_disk_is_unavailable_and_recovers(sqlite_db: Database) -> None:
    def leave_room_for(tx: Transaction, pages: int) -> None:
        taken = tx.execute(text("PRAGMA page_count")).scalar_one()
        tx.execute(text(f"PRAGMA max_page_count = {taken + pages}"))

    def boast(tx: Transaction) -> None:
        beats.beat(tx, "x" * 100_000, NOW)

    await sqlite_db.write(leave_room_for, 2)
    with pytest.raises(Unavailable, match="full"):
        await sqlite_db.write(boast)
    await sqlite_db.write(leave_room_for, 100)
    await sqlite_db.write(boast)


async def test_a_lost_connection_is_unavailable_and_comes_back(db: Database) -> None:
    def hang_up(tx: Transaction) -> None:
        if tx.dialect.name != "postgresql":
            pytest.skip("a file has no connection to lose")
        tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    await db.write(updates.record, 1, NOW)
    with pytest.raises(Unavailable):
        await db.write(hang_up)
    assert await db.read(count) == 1


async def test_a_mistake_in_a_statement_is_not_taken_for_a_bad_moment(db: Database) -> None:
    def mistake(tx: Transaction) -> None:
        tx.execute(text("SELECT nonsense FROM nowhere"))

    for way in (db.read, db.write):
        with pytest.raises(DBAPIError, match="nowhere"):
            await way(mistake)


@pytest.mark.parametrize("url", ["mysql://localhost/vekha", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_work_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match=r"SQLite|PostgreSQL|mysql"):
        Database(url)
