"""3,000 letters to 1,000 chats with Telegram's limits on: plain, on a bad day, killed 30 times.

Takes some ten minutes. `python -m tests.bench.letters plain` (or faults, kills, taps) takes one.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory

from storage.migrations import migrate
from tests.morning import Morning, morning

CHATS, CENTRES, KILLS = 1000, 3, 30
SHARE = 0.05
PATIENCE = 900.0


async def plain(now: Morning) -> None:
    """Nothing goes wrong."""
    await now.bot_starts()
    await now.is_over(PATIENCE)


async def faults(now: Morning) -> None:
    """One send in twenty meets a 429, a 500 or a connection that breaks."""
    now.goes_wrong(SHARE, "429", "500", "drop_before", "drop_after")
    await plain(now)


async def kills(now: Morning) -> None:
    """The same, and the bot is killed again and again."""
    now.goes_wrong(SHARE, "429", "500", "drop_before", "drop_after")
    chance = Random(1)  # noqa: S311 - when, not who
    await now.bot_starts()
    while now.kills < KILLS:
        await now.some_come(10)  # so that every kill falls among letters
        await asyncio.sleep(chance.uniform(0, 2.5))
        await now.bot_is_killed()
        await now.bot_starts()
    await now.is_over(PATIENCE)


async def taps(now: Morning) -> None:
    """People write to the bot meanwhile; how long each waits for the answer is printed."""
    await now.bot_starts()
    waits: list[float] = []
    await now.some_come(10)
    loop = asyncio.get_running_loop()
    people = iter(now.telegram.people.values())
    for _ in range(100):
        person = next(people)
        asked = loop.time()
        await person.says("/help")
        await person.sees("/tasks")
        waits.append(loop.time() - asked)
        await asyncio.sleep(0.2)
    cuts = quantiles(waits, n=100)
    sys.stdout.write(
        f"answers among letters: p50 {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms\n"
    )
    await now.is_over(PATIENCE)


RUNS: dict[str, Callable[[Morning], Awaitable[None]]] = {
    run.__name__: run for run in (plain, faults, kills, taps)
}


async def main(wanted: list[str]) -> None:
    """Run and print."""
    for name in wanted or RUNS:
        with TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.db'}"
            migrate(url)
            async with morning(url, chats=CHATS, centres=CENTRES) as now:
                await RUNS[name](now)
                sys.stdout.write(f"{name}: {now.figures()}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
