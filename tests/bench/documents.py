"""How long a Word file takes: read alone, and from the chat to its preview.

Prints medians of five rounds. «Held» is the longest that the event loop could not turn, while
the stand-in for Telegram shares that loop, so the bot's own part is smaller.
"""

import asyncio
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from storage import documents
from storage.migrations import migrate
from tests.offices import docx, paragraph, tbl, tr
from tests.world import World, found, living

ROUNDS = 5
HEADER = ("№", "Мероприятие", "Ответственный", "Срок", "Результат")


def plan(rows: int, title: str = "План работы на 2026 год") -> bytes:
    """A Word file with so many activities; another title makes it another file."""
    body = (
        tr(f"1.{n}", f"Мероприятие номер {n} плана работы школы", "ОО", "до 15 мая", "Приказ")
        for n in range(1, rows + 1)
    )
    return docx(paragraph(title), tbl(tr(*HEADER), *body))


def read_alone(content: bytes) -> float:
    """Seconds to read a file in this process."""
    begun = perf_counter()
    documents.read(content)
    return perf_counter() - begun


async def to_preview(world: World, content: bytes) -> tuple[float, float]:
    """Seconds from the file to its preview, and the longest that the loop was held."""
    seen = asyncio.Event()
    watch = asyncio.create_task(longest_hold(seen))
    begun = perf_counter()
    await world.aminat.sends_file(content, "plan.docx")
    await world.aminat.sees("Пока вы не нажмёте", within=60)
    took = perf_counter() - begun
    seen.set()
    return took, await watch


async def longest_hold(until: asyncio.Event, step: float = 0.002) -> float:
    """The longest time, in seconds, in which nothing else could run in this loop."""
    held = 0.0
    while not until.is_set():
        begun = perf_counter()
        await asyncio.sleep(step)
        held = max(held, perf_counter() - begun - step)
    return held


async def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        migrate(url)
        found(url)
        async with living(url) as world:
            for rows in (60, 1000):
                alone = median(read_alone(plan(rows)) for _ in range(ROUNDS))
                titles = (f"План {n} на 2026 год" for n in range(ROUNDS))
                rounds = [await to_preview(world, plan(rows, title)) for title in titles]
                took = median(seconds for seconds, _ in rounds)
                held = max(held for _, held in rounds)
                sys.stdout.write(
                    f"{rows:>5} rows: read {alone * 1000:.0f} ms, "
                    f"file to preview {took:.2f} s, held {held * 1000:.0f} ms\n"
                )


if __name__ == "__main__":
    asyncio.run(main())
