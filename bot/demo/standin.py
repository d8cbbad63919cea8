"""The stand-in as a process of its own: `python -m bot.demo.standin --port P --token T`.

A bot can be killed and started again while this process keeps its queue. People are driven over
`/control/…` (see `bot.demo.control`) or by hand on the chat page at `/`.
"""

import argparse
import asyncio
import json
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot.demo.clock import MovableClock
from bot.demo.page import ClockHooks, Move, Page, show_page
from bot.demo.telegram import TOKEN, Telegram
from bot.demo.texts import page_texts

_MOVES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "deadline": timedelta(weeks=1)}


async def serve(port: int, token: str, clock: MovableClock, names: list[str]) -> None:
    """Serve until told to end; the first line on stdout says where, as JSON."""

    async def move(how: Move) -> None:
        clock.move(_MOVES[how])

    stop = asyncio.Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wish, stop.set)
    async with await Telegram.start(port, token, clock.now) as telegram:
        people = [(telegram.person(name).id, "") for name in names]
        show_page(
            telegram, Page(page_texts(str), ClockHooks(clock.now, move), people, language="en")
        )
        started = {"url": telegram.url, "people": [number for number, _ in people]}
        sys.stdout.write(json.dumps(started) + "\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.demo.standin", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument(
        "--now", type=datetime.fromisoformat, default=None, help="ISO time with an offset"
    )
    parser.add_argument("--person", action="append", default=[], help="a name; may be repeated")
    args = parser.parse_args()
    start = args.now or datetime.now(UTC)
    if start.tzinfo is None:
        parser.error("--now needs an offset, as in 2026-01-25T09:00+03:00")
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(args.port, args.token, MovableClock(start), args.person))


if __name__ == "__main__":
    main()
