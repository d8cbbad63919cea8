"""A morning with many letters, against Telegram's limits, its bad days, and power cuts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from scheduler.pace import PER_SECOND
from tests.morning import Morning, morning

PATIENCE = 60.0


@pytest.fixture
async def now(sqlite_url: str) -> AsyncIterator[Morning]:
    """Forty people with three letters each; the bot is not started yet."""
    async with morning(sqlite_url, chats=40, centres=3) as ready:
        yield ready


async def test_at_full_pace_telegram_never_has_to_say_no(now: Morning) -> None:
    await now.bot_starts()
    await now.is_over(PATIENCE)
    figures = now.figures()
    assert (figures.lost, figures.doubled, figures.own_429) == (0, 0, 0)
    assert figures.busiest <= PER_SECOND + 1
    assert figures.per_second > PER_SECOND * 0.6, "this machine may be busy with other tests"


async def test_an_answer_does_not_wait_behind_the_letters(now: Morning) -> None:
    await now.bot_starts()
    await now.some_come(20)
    stranger = now.telegram.person("Stranger", id=1)
    await stranger.says("/help")
    await now.is_over(PATIENCE)
    order = [call.chat_id for call in now.sends]
    assert order.index(1) < 60, "half of the letters left later"
    assert now.figures().own_429 == 0


async def test_on_a_bad_day_every_letter_arrives_and_only_lost_answers_double_one(
    now: Morning,
) -> None:
    now.goes_wrong(0.2, "429", "500", "drop_before", "drop_after")
    await now.bot_starts()
    await over_in_the_end(now)
    figures = now.figures()
    assert figures.faults > 10
    assert (figures.lost, figures.own_429) == (0, 0)
    assert figures.lost_answers > 0
    assert figures.doubled == figures.lost_answers


async def test_a_bot_that_is_killed_again_and_again_loses_no_letter(now: Morning) -> None:
    await now.bot_starts()
    for _ in range(3):
        await now.some_come(10)
        await now.bot_is_killed()
        await now.bot_starts()
    await over_in_the_end(now)
    figures = now.figures()
    assert figures.lost == 0
    assert figures.doubled <= now.unwritten, "only what was in the gap may come twice"


async def over_in_the_end(now: Morning) -> None:
    """Wait for every letter; what is tried again later, or was in a dead hand, waits no longer."""
    async with asyncio.timeout(5 * PATIENCE):
        while True:
            with suppress(TimeoutError):
                return await now.is_over(8)
            await now.time_passes(minutes=10)
