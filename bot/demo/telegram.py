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

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Self

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from bot.demo.api import bot_api_routes
from bot.demo.chats import Account
from bot.demo.control import control_routes
from bot.demo.faults import Faults
from bot.demo.network import Network
from bot.demo.scene import Scene
from bot.demo.webhook import Deliveries

TOKEN = "1234567:stand-in-token-that-opens-nothing"  # noqa: S105 - it opens nothing
_MOST_IN_ONE_REQUEST = 60 * 1024 * 1024


def _real_now() -> datetime:
    return datetime.now(UTC)


class Telegram(Scene):
    """A running stand-in. Make one with `Telegram.start`."""

    def __init__(self, network: Network) -> None:
        super().__init__(network)
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
