"""A local stand-in for Telegram: the Bot API over HTTP on loopback, with people to script.

    telegram = await Telegram.start(now=clock.now)
    bot = Bot(telegram.token, base_url=telegram.api_url, base_file_url=telegram.file_url)
    anna = telegram.person("Анна")
    await anna.says("/start abc")
    await anna.taps("Готово 4.4")
    await anna.sees("сделано")
    assert anna.toast == "4.4 отмечено"
    await telegram.stop()

It is as strict as Telegram: what it lets through, Telegram does too. A bot that is to talk with
it needs `telegram.url` for API_URL and FILE_URL (both end before `/bot<token>`).

* `telegram.calls`: what the bot asked, with times and answers (`calls.of("sendMessage")`).
* `telegram.faults.add(Fault("drop_after", "sendMessage", probability=0.3))`: things go wrong.
* `telegram.limits.on = True`: Telegram's limits on sending, with 429.
* `telegram.pending`: updates the bot has not confirmed. `deliver_again(tap)`: the same one twice.
* `await telegram.settles()`: wait until the bot has nothing left to do.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Self

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from bot.demo.api import bot_api_routes
from bot.demo.calls import Calls
from bot.demo.chats import Account, Chat, Json, Message
from bot.demo.control import control_routes
from bot.demo.faults import Faults
from bot.demo.limits import Limits
from bot.demo.network import Network
from bot.demo.people import Person
from bot.demo.taps import Tap
from bot.demo.updates import MESSAGE_LIFE, Update
from bot.demo.webhook import Deliveries

TOKEN = "1234567:stand-in-token-that-opens-nothing"  # noqa: S105 - it opens nothing
_QUIET = 0.05
_FIRST_PERSON = 1001
_MOST_IN_ONE_REQUEST = 60 * 1024 * 1024


def _real_now() -> datetime:
    return datetime.now(UTC)


class Telegram:
    """A running stand-in. Make one with `Telegram.start`."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.people: dict[int, Person] = {}
        self._deliveries = Deliveries(network)
        self._application = Application(
            [*bot_api_routes(network), *control_routes(self)],
            log_function=lambda _: None,  # tornado would log the token with every address
        )
        self._server: HTTPServer | None = None
        self._port = 0

    @classmethod
    async def start(
        cls,
        port: int = 0,
        token: str = TOKEN,
        now: Callable[[], datetime] = _real_now,
        *,
        username: str = "vekha_demo_bot",
        name: str = "Vekha",
        seed: int = 0,
    ) -> Self:
        """Listen on 127.0.0.1 (port 0: any free one)."""
        bot = Account(int(token.partition(":")[0]), name, username, is_bot=True)
        telegram = cls(Network(token, bot, now, Faults(seed)))
        sockets = bind_sockets(port, "127.0.0.1")
        telegram._port = sockets[0].getsockname()[1]
        telegram._server = HTTPServer(telegram._application, max_buffer_size=_MOST_IN_ONE_REQUEST)
        telegram._server.add_sockets(sockets)
        telegram._deliveries.start()
        return telegram

    def add_routes(self, routes: Sequence[Any]) -> None:
        """Serve more on the same port: the demo's page."""
        self._application.add_handlers(".*", routes)

    async def stop(self) -> None:
        """Close every connection; waiting polls return with nothing."""
        await self._deliveries.stop()
        self.network.happenings.tell("stop")
        self.network.updates.stop()
        if self._server is not None:
            self._server.stop()
        await self.close_connections()

    async def close_connections(self) -> None:
        """Break every connection there is, as a bad network does; new ones are welcome."""
        if self._server is not None:
            await self._server.close_all_connections()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def token(self) -> str:
        """The one token that is let in."""
        return self.network.token

    @property
    def username(self) -> str:
        """The bot's name in t.me links."""
        return self.network.bot.username or ""

    @property
    def url(self) -> str:
        """The root of the server; ends before `/bot<token>`."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def api_url(self) -> str:
        """python-telegram-bot's `base_url`."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        """python-telegram-bot's `base_file_url`."""
        return f"{self.url}/file/bot"

    @property
    def calls(self) -> Calls:
        """What the bot asked so far."""
        return self.network.calls

    @property
    def faults(self) -> Faults:
        """What is to go wrong."""
        return self.network.faults

    @property
    def limits(self) -> Limits:
        """Limits on sending; off unless switched on."""
        return self.network.limits

    @property
    def pending(self) -> list[Update]:
        """Updates the bot has not confirmed."""
        return self.network.updates.pending

    def person(
        self,
        name: str,
        id: int | None = None,  # noqa: A002 - it is the person's id
        language: str | None = "ru",
        username: str | None = None,
    ) -> Person:
        """Somebody new with Telegram, who has not pressed Start yet; or the one of this id."""
        number = id if id is not None else max([_FIRST_PERSON - 1, *self.people]) + 1
        if number not in self.people:
            account = Account(number, name, username, language)
            chat = self.network.chats.add_person(account)
            self.people[number] = Person(self, account, chat)
            self.network.happenings.tell("person", person=number)
        return self.people[number]

    def group(self, title: str, members: Sequence[Person], *, supergroup: bool = True) -> Chat:
        """A group with these people, made by the first of them, who takes the bot in."""
        accounts = [self.network.chats.accounts[person.id] for person in members]
        chat = self.network.chats.add_group(title, accounts, supergroup=supergroup)
        self.network.bot_membership(accounts[0], chat, "left", "member")
        return chat

    def upgrade(self, group: Chat) -> Chat:
        """Turn a group into a supergroup: another id, and both sides are told."""
        chats, now = self.network.chats, self.network.now()
        owner = group.person
        new = chats.add_group(group.title, list(group.members.values()), supergroup=True)
        group.became = new
        for chat, service in (
            (group, ("migrate_to_chat_id", new.id)),
            (new, ("migrate_from_chat_id", group.id)),
        ):
            message = chats.put(chat, owner, now, service=(service,))
            self.network.updates.add("message", message.as_json(), MESSAGE_LIFE, f"chat {chat.id}")
        return new

    def expel(self, group: Chat) -> None:
        """Put the bot out of a group."""
        group.bot_inside = False
        self.network.bot_membership(group.person, group, "member", "kicked")

    def take_in(self, group: Chat, by: Person) -> None:
        """Let a person bring the bot to a group in which it is not."""
        group.bot_inside = True
        account = self.network.chats.accounts[by.id]
        self.network.bot_membership(account, group, "left", "member")

    def mute(self, group: Chat, *, told: bool = True) -> None:
        """Forbid the bot to write; it is not told when the whole group may not."""
        group.bot_may_write = False
        if told:
            self.network.bot_membership(group.person, group, "member", "restricted")

    def unmute(self, group: Chat) -> None:
        """Let it write again."""
        group.bot_may_write = True
        self.network.bot_membership(group.person, group, "restricted", "member")

    def topic(self, group: Chat, name: str) -> int:
        """Begin a topic, which makes the group a forum; return its thread."""
        colour = {"name": name, "icon_color": 7322096}
        begun = self._says_of(group, "forum_topic_created", colour, None)
        group.topics[begun.id] = name
        return begun.id

    def close_topic(self, group: Chat, thread: int) -> None:
        """Let nobody but admins write in a topic."""
        group.closed.add(thread)
        self._says_of(group, "forum_topic_closed", {}, thread)

    def reopen_topic(self, group: Chat, thread: int) -> None:
        """Let everybody write there again."""
        group.closed.remove(thread)
        self._says_of(group, "forum_topic_reopened", {}, thread)

    def delete_topic(self, group: Chat, thread: int) -> None:
        """Remove a topic with all that was said in it; nobody tells the bot."""
        del group.topics[thread]

    def _says_of(self, group: Chat, what: str, facts: Json, thread: int | None) -> Message:
        network = self.network
        message = network.chats.put(
            group, group.person, network.now(), service=((what, facts),), thread=thread
        )
        network.updates.add("message", message.as_json(), MESSAGE_LIFE, f"chat {group.id}")
        return message

    def deliver_again(self, tap: Tap) -> None:
        """Deliver a tap that was confirmed already once more, with the same ids."""
        assert tap.update_id is not None, "the bot did not ask for taps"
        self.network.updates.deliver_again(tap.update_id)

    @property
    def is_settled(self) -> bool:
        """Whether no update waits and no call is under way at this moment."""
        return not self.pending and not self.calls.under_way

    async def settles(self, within: float = 5.0, quiet: float = _QUIET) -> None:
        """Wait until no update waits and no call is under way, for `quiet` seconds on end.

        (A bot may go on working after it has confirmed an update; hence the quiet.)
        Raises `TimeoutError` that says what is still going on.
        """
        if not await self.until_or_settled(lambda: False, within, quiet) and not self.is_settled:
            raise TimeoutError(f"not settled in {within} s\n{self.dump()}")

    async def until_or_settled(
        self, holds: Callable[[], bool], within: float, quiet: float = _QUIET
    ) -> bool:
        """Wait until it holds (True), or until the bot has settled or the time is over (False)."""
        happenings = self.network.happenings
        deadline = asyncio.get_running_loop().time() + within
        while (left := deadline - asyncio.get_running_loop().time()) > 0:
            if not await happenings.until(lambda: holds() or self.is_settled, left) or holds():
                return holds()
            if not await happenings.next(quiet):
                return holds()
        return holds()

    def dump(self, person: Person | None = None) -> str:
        """What stands where: for messages of tests that failed."""
        lines = [
            f"updates not confirmed: {[(one.id, one.kind) for one in self.pending]}",
            f"calls under way: {self.calls.under_way}",
            f"bot is polling: {self.network.updates.is_polled}",
        ]
        lines += [
            f"{one.name} sees: {one.screen!r} {one.labels} toast {one.toast!r}"
            for one in ([person] if person else self.people.values())
        ]
        refused = [call for call in self.calls if not call.ok][-5:]
        lines += [f"refused: {call.method} {call.description or call.fault}" for call in refused]
        return "\n".join(lines)
