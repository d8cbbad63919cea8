"""A morning of many letters: a bot as a process of its own, that can be killed, and Telegram.

`python -m tests.morning DATABASE_URL API_URL TOKEN BEGAN` is that process: the bot as it always
runs, on a clock by which it was a working morning at BEGAN (seconds since 1970).
"""

import asyncio
import signal
import sys
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import func, select

from bot.app import Vekha
from bot.commands.run import settle_in
from bot.demo.calls import Call
from bot.demo.faults import Fault, Trouble
from bot.demo.telegram import Telegram
from bot.settings import Settings
from storage import people, tables
from storage.database import Database, Transaction
from storage.domain.people import Organisation, Role
from tests.mail import World

MOSCOW = ZoneInfo("Europe/Moscow")
NINE = datetime(2021, 3, 15, 9, 5, tzinfo=MOSCOW)
FIRST_CHAT = 10_001


@dataclass(slots=True)
class Morning:
    """So many people, each with a digest, and with news from each further centre they work for.

    `unwritten` counts, over all kills, the letters that had come but were not written down yet:
    those, and no others, may come again.
    """

    telegram: Telegram
    db: Database
    url: str
    chats: int
    centres: int
    kills: int = 0
    unwritten: int = 0
    _began: float = field(default_factory=time.time)
    _bots: list[asyncio.subprocess.Process] = field(default_factory=list)

    @property
    def letters(self) -> int:
        """How many letters are owed."""
        return self.chats * self.centres

    @property
    def sends(self) -> list[Call]:
        """Every message that the bot tried to send, in the order in which they came."""
        return self.telegram.calls.of("sendMessage")

    def goes_wrong(self, share: float, *troubles: Trouble) -> None:
        """Let such a share of the sends go wrong, in equal parts."""
        rest = 1.0
        for trouble in troubles:  # each is drawn after those before it have spared the call
            part = share / len(troubles) / rest
            self.telegram.faults.add(Fault(trouble, "sendMessage", probability=part))
            rest *= 1 - part

    async def bot_starts(self) -> None:
        """Start the bot, on what the last one has left."""
        self._bots.append(await self._started(asyncio.subprocess.DEVNULL))

    async def another_bot_stands_by(self, within: float = 60) -> None:
        """Start one beside those that run; TimeoutError when it does not say that it waits."""
        bot = await self._started(asyncio.subprocess.PIPE)
        self._bots.append(bot)
        assert bot.stderr
        async with asyncio.timeout(within):
            while b"standing by" not in await bot.stderr.readline():
                pass

    async def _started(self, says_to: int) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.morning"),
            *(self.url, self.telegram.url, self.telegram.token, str(self._began)),
            cwd=Path(__file__).parents[1],
            stderr=says_to,
        )

    async def bot_is_killed(self) -> None:
        """End the bot, the first of them, as a power cut does."""
        bot = self._bots.pop(0)
        bot.kill()
        await bot.wait()
        await self.telegram.settles()  # what was on its way when it died
        self.kills += 1
        self.unwritten += len(self._arrived()) - await self.db.read(_sent)

    async def time_passes(self, *, minutes: float) -> None:
        """Let the bot's clock be so much later, with a bot that starts then."""
        await self.bot_stops()
        self._began -= minutes * 60
        await self.bot_starts()

    async def bot_stops(self) -> None:
        """Tell the bots to end, and wait until they have."""
        for bot in self._bots:
            if bot.returncode is None:
                bot.terminate()
            await bot.wait()
        self._bots.clear()

    async def until(self, holds: Callable[[], bool], within: float = 60) -> None:
        """Wait until something is so in Telegram; TimeoutError when it does not come to be."""
        if not await self.telegram.network.happenings.until(holds, within):
            raise TimeoutError(f"after {len(self.sends)} sends")

    async def some_come(self, more: int) -> None:
        """Wait until so many more letters have come to Telegram."""
        seen = len(self.sends)
        await self.until(lambda: len(self.sends) >= seen + more)

    async def is_over(self, within: float) -> None:
        """Wait until every letter is written down as sent; TimeoutError says how many are."""
        deadline = time.monotonic() + within
        while (sent := await self.db.read(_sent)) < self.letters:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{sent} of {self.letters} letters in {within} s")
            await asyncio.sleep(0.2)

    def figures(self) -> "Figures":
        """What has come of it, as Telegram and the people saw it."""
        came = sorted(call.began for call in self.sends)
        arrived = self._arrived()
        faults = Counter(call.fault for call in self.sends)
        return Figures(
            per_second=(len(came) - 1) / (came[-1] - came[0]),
            busiest=max(bisect_left(came, start + 1) - n for n, start in enumerate(came)),
            own_429=sum(call.status == 429 and not call.fault for call in self.sends),
            lost=self.letters - len(arrived),
            doubled=arrived.total() - len(arrived),
            lost_answers=faults["drop_after"],
            faults=faults.total() - faults[""],
            kills=self.kills,
        )

    def _arrived(self) -> Counter[tuple[int, str]]:
        """Every letter that somebody has, and how often."""
        return Counter(
            (chat.id, message.text)
            for chat in self.telegram.network.chats.by_id.values()
            for message in chat.messages.values()
            if "Plan of centre" in message.text
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a morning. `busiest` is the most sends that Telegram saw in any second."""

    per_second: float
    busiest: int
    own_429: int
    lost: int
    doubled: int
    lost_answers: int
    faults: int
    kills: int

    def __str__(self) -> str:
        return (
            f"{self.per_second:.2f} a second, busiest second {self.busiest}, "
            f"own 429: {self.own_429}, lost: {self.lost}, doubled: {self.doubled} "
            f"(faults {self.faults}, of them lost answers {self.lost_answers}; "
            f"kills {self.kills})"
        )


@asynccontextmanager
async def morning(url: str, *, chats: int, centres: int) -> AsyncIterator[Morning]:
    """Fill a migrated database, and let Telegram stand ready with its limits on."""
    db = Database(url)
    async with await Telegram.start() as telegram:
        telegram.limits.on = True
        world = await World(db).founded()
        for n in range(centres):
            centre = await world.new_centre(f"Centre {n}")
            school = await world.new_school(f"School {n}", centre=centre)
            everybody = range(FIRST_CHAT, FIRST_CHAT + chats)
            await db.write(_all_join, school, everybody, world.time())
            task = await world.owes(school, f"Plan of centre {n}", None if n else NINE.date())
            if n:
                await world.changes(task, *everybody)
        for chat in range(FIRST_CHAT, FIRST_CHAT + chats):
            telegram.person(f"Person {chat}", id=chat)
            telegram.network.chats.accounts[chat].started = True
        ready = Morning(telegram, db, url, chats, centres)
        try:
            yield ready
        finally:
            await ready.bot_stops()
            await db.close()


def _all_join(tx: Transaction, school: Organisation, chats: range, now: datetime) -> None:
    for chat in chats:
        person_id = people.enter(tx, chat, f"Person {chat}", "ru", now)
        people.appoint(tx, person_id, school, Role.COORDINATOR, now)


def _sent(tx: Transaction) -> int:
    found = select(func.count()).where(tables.letters.c.sent_at.is_not(None))
    return int(tx.execute(found).scalar_one())


async def _run(url: str, api_url: str, token: str, began: float) -> None:
    settings = Settings(
        _env_file=None,
        token=SecretStr(token),
        api_url=api_url,
        database_url=url,
        listen="127.0.0.1:0",
        tick_seconds=1,
    )
    db = Database(url)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)

    def now() -> datetime:
        return NINE + timedelta(seconds=time.time() - began)

    try:
        await Vekha(settings, db, now).run(stop)
    finally:
        await db.close()


if __name__ == "__main__":
    _, _url, _api_url, _token, _began = sys.argv
    settle_in()
    asyncio.run(_run(_url, _api_url, _token, float(_began)))
