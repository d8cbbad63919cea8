"""What a handler has at hand: the database, the time, the person, their words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

from telegram.ext import CallbackContext

from bot.retrying import TelegramBot
from bot.views.tasks import Viewer
from locales import Words
from storage.database import Database, Transaction
from storage.domain.people import Person
from storage.domain.permissions import Refusal
from storage.updates import Once, once

P = ParamSpec("P")
T = TypeVar("T")

Data: TypeAlias = dict[Any, Any]


class Context(CallbackContext[TelegramBot, Data, Data, Data]):
    """The context of one update. Routing fills in the update's id and who is talking."""

    update_id: int
    known: Person | None = None
    spoken: str | None = None

    @property
    def person(self) -> Person:
        """Who is talking; handlers for strangers must not ask."""
        assert self.known
        return self.known

    @property
    def stranger(self) -> Refusal:
        """What somebody without a post hears; whoever runs the installation hears how to begin."""
        owns = self._user_id in self.bot_data["owners"]
        return Refusal("owner_without_post" if owns else "stranger")

    @property
    def db(self) -> Database:
        """The database of this process."""
        db: Database = self.bot_data["db"]
        return db

    @property
    def now(self) -> datetime:
        """The moment, by the clock of the person's centre."""
        now: Callable[[], datetime] = self.bot_data["now"]
        moment = now()
        return moment.astimezone(self.known.centre.timezone) if self.known else moment

    @property
    def words(self) -> Words:
        """The words of whoever is talking: as they chose, or as their Telegram speaks."""
        return Words(self.known.language if self.known else self.spoken or "ru")

    @property
    def viewer(self) -> Viewer:
        """The person as views see them."""
        return Viewer(self.person, self.now, self.words)

    async def read(
        self, fn: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a use case that changes nothing."""
        return await self.db.read(fn, *args, **kwargs)

    async def write(
        self, fn: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a use case and record this update with its effect.

        Raises storage.updates.Repeated when that was done already: the update came again.
        """
        return await self.db.write(once, Once(self.update_id, self.now), fn, *args, **kwargs)
