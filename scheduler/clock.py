"""The clock: the only file that knows APScheduler.

The database says what is due; the clock only says «look now». So it needs no job store, survives
any restart, and any tick may run twice or be missed without harm.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.delivery import Delivery, Messenger
from scheduler.pace import Pace
from scheduler.planning import plan
from storage.database import Database
from storage.domain.workdays import Workdays
from storage.unusable import Unavailable

logger = logging.getLogger(__name__)

Chore: TypeAlias = Callable[[datetime], Awaitable[None]]
"""Something else to be done at each tick; it is told the time."""


STILL_AT_IT = 60.0
"""Seconds between two beats while a tick has many letters to deliver."""


class Clock:
    """Ticks: plan what is owed and deliver what is due; beside that, the chores.

    `beat` is told the time after each tick whose letters were looked through without an error,
    and each minute while they are many. While not `at_work`, ticks do nothing. Whatever fails is
    logged and tried again at the next tick.
    """

    def __init__(
        self,
        db: Database,
        messenger: Messenger,
        now: Callable[[], datetime],
        *,
        every: timedelta,
        beat: Chore,
        chores: Sequence[Chore] = (),
        workdays: Workdays | None = None,
        pace: Pace | None = None,
        at_work: Callable[[], bool] = lambda: True,
    ) -> None:
        self._db = db
        self._now = now
        self._every = every
        self._workdays = workdays or Workdays()
        self._delivery = Delivery(db, messenger, now, self._workdays, pace or Pace(), at_work)
        # Chores do not wait for letters: at nine there may be half an hour of them.
        self._wheels = tuple(
            _Wheel(works, now, at_work) for works in ((self._letters(beat),), chores)
        )
        # A late tick runs (misfire None), late ticks run once (coalesce). A second one beside it
        # finds the wheel turning and goes; were it forbidden, the log would tell of each.
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 2},
        )
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Tick now, and from now on."""
        for wheel in self._wheels:
            self._scheduler.add_job(
                wheel.turn_unless_turning,
                "interval",
                seconds=self._every.total_seconds(),
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()
        self._watching = asyncio.create_task(self._follow_the_time(), name="following the time")

    async def stop(self) -> None:
        """Take no new letters, wait for the tick that runs, and tick no more."""
        self._delivery.stop()
        # shutdown() would cancel a running tick between sending and writing down.
        for wheel in self._wheels:
            await wheel.stop()
        if self._watching is not None:
            self._watching.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown()
            await asyncio.sleep(0)  # APScheduler shuts down in the loop's next turn

    async def look_now(self) -> None:
        """Tick at once, after the tick that runs, if one does."""
        for wheel in self._wheels:
            await wheel.turn()

    async def _follow_the_time(self) -> None:
        # APScheduler waits for a time of day: where the machine's clock was set back an hour, its
        # next tick would be an hour away. Sleeping is measured by a clock that nobody sets.
        while True:
            await asyncio.sleep(self._every.total_seconds())
            soon = datetime.now(UTC) + self._every
            for job in self._scheduler.get_jobs():
                if job.next_run_time > soon:
                    job.modify(next_run_time=soon)

    def _letters(self, beat: Chore) -> Chore:
        async def letters(moment: datetime) -> None:
            # The same moment for both: what was planned at it is delivered with it.
            await plan(self._db, moment, self._workdays)
            delivering = asyncio.create_task(self._delivery.deliver_due(moment))
            while not (await asyncio.wait({delivering}, timeout=STILL_AT_IT))[0]:
                await beat(self._now())
            delivering.result()
            await beat(moment)

        return letters


class _Wheel:
    """Works that are done one after the other, and never twice at a time."""

    def __init__(
        self, works: Sequence[Chore], now: Callable[[], datetime], at_work: Callable[[], bool]
    ) -> None:
        self._works = works
        self._now = now
        self._at_work = at_work
        self._turning = asyncio.Lock()
        self._stopped = False

    async def turn(self) -> None:
        """Do the works, after the turn that runs, if one does."""
        async with self._turning:
            for work in self._works:
                if self._stopped or not self._at_work():
                    return
                try:
                    await work(self._now())
                except Unavailable as error:
                    # A state of the world: whence it was asked for says nothing more.
                    logger.error("a tick failed: %s", error)  # noqa: TRY400 - on purpose
                except Exception:
                    logger.exception("a tick failed")

    async def turn_unless_turning(self) -> None:
        """Do the works, unless a turn runs: the next one comes soon enough."""
        if not self._turning.locked():
            await self.turn()

    async def stop(self) -> None:
        """Begin nothing more, and wait for what runs."""
        self._stopped = True
        async with self._turning:
            pass
