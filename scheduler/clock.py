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

logger = logging.getLogger(__name__)

Chore: TypeAlias = Callable[[datetime], Awaitable[None]]
"""Something else to be done at each tick; it is told the time."""


class Clock:
    """Ticks: plan what is owed, deliver what is due, then the chores.

    `beat` is told the time after each tick whose letters were looked through without an error.
    Whatever fails is logged and tried again at the next tick.
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
    ) -> None:
        self._db = db
        self._now = now
        self._every = every
        self._workdays = workdays or Workdays()
        self._delivery = Delivery(db, messenger, now, self._workdays, pace or Pace())
        self._work: tuple[Chore, ...] = (self._letters(beat), *chores)
        self._ticking = asyncio.Lock()
        self._stopped = False
        # A late tick runs (misfire None), late ticks run once (coalesce), never two at a time.
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Tick now, and from now on."""
        self._scheduler.add_job(
            self.look_now,
            "interval",
            seconds=self._every.total_seconds(),
            next_run_time=datetime.now(UTC),
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """Take no new letters, wait for the tick that runs, and tick no more."""
        self._stopped = True
        self._delivery.stop()
        # shutdown() would cancel a running tick between sending and writing down.
        async with self._ticking:
            if self._scheduler.running:
                self._scheduler.shutdown()
                await asyncio.sleep(0)  # APScheduler shuts down in the loop's next turn

    async def look_now(self) -> None:
        """Tick at once, after the tick that runs, if one does."""
        async with self._ticking:
            for work in self._work:
                if self._stopped:
                    return
                try:
                    await work(self._now())
                except Exception:
                    logger.exception("a tick failed")

    def _letters(self, beat: Chore) -> Chore:
        async def letters(moment: datetime) -> None:
            # The same moment for both: what was planned at it is delivered with it.
            await plan(self._db, moment, self._workdays)
            await self._delivery.deliver_due(moment)
            await beat(moment)

        return letters
