"""The chat page of the demo: people side by side, and a clock to move. Served by the stand-in."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from tornado.web import RequestHandler, StaticFileHandler, url

from bot.demo.local import LocalHandler
from bot.demo.scene import Scene
from bot.demo.telegram import Telegram

Move: TypeAlias = Literal["hour", "day", "deadline"]

_FOLDER = Path(__file__).parent / "page"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class ClockHooks:
    """The demo's time: what it is, and how the page's buttons move it.

    `move` may take its time (reminders go out): the page shows that it is under way.
    """

    now: Callable[[], datetime]
    move: Callable[[Move], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page needs besides the chats: its texts, its clock, whom to show and as what."""

    texts: Mapping[str, str]
    clock: ClockHooks
    people: Sequence[tuple[int, str]]
    language: str = "ru"
    timezone: str = "Europe/Moscow"


def show_page(telegram: Telegram, page: Page) -> str:
    """Serve the page beside the Bot API; returns its address."""
    shared = {"scene": telegram, "page": page}
    telegram.add_routes(
        [
            url(r"/", FrontHandler),
            url(r"/page/(.*)", AssetHandler, {"path": str(_FOLDER)}),
            url(r"/control/page", PageHandler, shared),
            url(r"/control/clock", ClockHandler, shared),
        ]
    )
    return f"{telegram.url}/"


class FrontHandler(RequestHandler):
    """The page itself."""

    def get(self) -> None:
        """Give it, allowed to load nothing but its own parts."""
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("Cache-Control", "no-cache")
        self.finish((_FOLDER / "index.html").read_bytes())


class AssetHandler(StaticFileHandler):
    """Its style and its script."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 - tornado's signature
        """Look again each time: a new version of the demo must not meet an old script."""
        self.set_header("Cache-Control", "no-cache")


class _PageControl(LocalHandler):
    def initialize(self, scene: Scene, page: Page) -> None:  # type: ignore[override]
        """Tornado's own constructor (its arguments are those of the route)."""
        super().initialize(scene)
        self.page = page


class PageHandler(_PageControl):
    """What differs from demo to demo."""

    def get(self) -> None:
        """Texts, people, language, zone."""
        self.finish(
            {
                "texts": dict(self.page.texts),
                "people": [{"id": number, "caption": caption} for number, caption in self._people],
                "language": self.page.language,
                "timezone": self.page.timezone,
                "now": self.page.clock.now().isoformat(),
            }
        )

    @property
    def _people(self) -> Sequence[tuple[int, str]]:
        return self.page.people


class ClockHandler(_PageControl):
    """The demo's time."""

    def get(self) -> None:
        """What time it is."""
        self.finish(self._now())

    async def post(self) -> None:
        """Move it: `{"move": "hour" | "day" | "deadline"}`."""
        move: Any = self.body().get("move")
        if move not in get_args(Move):
            self.refuse(f"move is one of {', '.join(get_args(Move))}")
            return
        await self.page.clock.move(move)
        self.scene.network.happenings.tell("clock")
        self.finish(self._now())

    def _now(self) -> dict[str, str]:
        return {"now": self.page.clock.now().isoformat()}
