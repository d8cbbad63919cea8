"""The bot as a process of its own, with a probe in its loop that says how long that was held.

`python -m tests.bench.probed DATABASE_URL API_URL TOKEN` is that process. A line on its stdin
asks for the worst gap since the line before; the answer is a line of JSON on its stdout.
"""

import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import SecretStr

from bot.app import Vekha
from bot.commands.run import settle_in
from bot.settings import Settings
from storage.database import Database

STEP = 0.001


@dataclass(frozen=True, slots=True)
class Held:
    """The longest that the loop stood still, in seconds.

    `wall` is what a person would have waited. `own` leaves out what the machine gave to other
    programs meanwhile: of that gap, the time in which this process was running on a processor.
    """

    wall: float
    own: float


class Probed:
    """The bot's process, for whoever measures. Use it as a context."""

    def __init__(self, database_url: str, api_url: str, token: str) -> None:
        self._told = (database_url, api_url, token)
        self._process: asyncio.subprocess.Process

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bench.probed", *self._told),
            cwd=Path(__file__).parents[2],
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "VEKHA_LOG_LEVEL": "ERROR"},
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        await self._process.wait()

    async def held(self) -> Held:
        """Say how long the loop was held at the longest since this was asked before."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(b"\n")
        return Held(**json.loads(await self._process.stdout.readline()))


class Probe:
    """A task that wants to run every millisecond, and notes when it could not."""

    def __init__(self) -> None:
        self._worst = self._own = 0.0

    async def watch(self) -> None:
        """Go on until cancelled."""
        while True:
            begun, ran = time.perf_counter(), time.process_time()
            await asyncio.sleep(STEP)
            gap = time.perf_counter() - begun - STEP
            self._worst = max(self._worst, gap)
            self._own = max(self._own, min(gap, time.process_time() - ran))

    def answer(self) -> None:
        """Tell the worst since the last time."""
        sys.stdin.readline()
        sys.stdout.write(json.dumps({"wall": self._worst, "own": self._own}) + "\n")
        sys.stdout.flush()
        self._worst = self._own = 0.0


async def main(database_url: str, api_url: str, token: str) -> None:
    """Run the bot until it is ended."""
    settle_in()
    settings = Settings(
        _env_file=None,
        token=SecretStr(token),
        api_url=api_url,
        database_url=database_url,
        listen="127.0.0.1:0",
    )
    probe = Probe()
    asyncio.get_running_loop().add_reader(sys.stdin, probe.answer)
    watching = asyncio.create_task(probe.watch())
    try:
        await Vekha(settings, Database(database_url), lambda: datetime.now(UTC)).run(
            asyncio.Event()
        )
    finally:
        watching.cancel()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
