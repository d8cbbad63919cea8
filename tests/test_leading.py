"""Several bots on one database: one is at work, and another when that one is gone."""

from collections.abc import AsyncIterator

import pytest

from scheduler.pace import PER_SECOND
from storage.database import Database
from tests.morning import Morning, morning

PATIENCE = 120.0


async def test_one_process_leads_until_it_ends(postgresql_url: str) -> None:
    first, second = Database(postgresql_url), Database(postgresql_url)
    assert await first.leads()
    assert not await second.leads()
    assert await first.leads()
    await first.close()
    assert await second.leads()
    await second.close()


async def test_a_database_that_is_gone_has_no_leader() -> None:
    db = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert not await db.leads()
    await db.close()


async def test_a_file_is_for_one_process_and_that_one_leads(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    assert await db.leads()
    await db.close()


@pytest.fixture
async def now(postgresql_url: str) -> AsyncIterator[Morning]:
    """Eighty people with three letters each; no bot is started yet."""
    async with morning(postgresql_url, chats=80, centres=3) as ready:
        yield ready


async def test_of_two_bots_one_is_at_work_and_the_other_takes_over(now: Morning) -> None:
    await now.bot_starts()
    await now.some_come(10)
    await now.another_bot_stands_by()
    await now.bot_is_killed()
    left = now.letters - len(now.sends)
    await now.some_come(min(20, left // 2))
    await now.time_passes(minutes=10)  # what the dead one had in hand is anybody's again
    await now.is_over(PATIENCE)
    figures = now.figures()
    assert (figures.lost, figures.own_429) == (0, 0)
    assert figures.doubled <= now.unwritten
    assert figures.busiest <= PER_SECOND
    conflicts = [call for call in now.telegram.calls.of("getUpdates") if call.status == 409]
    assert conflicts == []
