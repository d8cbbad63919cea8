"""GET /health: whether the bot lives, for Docker, systemd and whoever watches from outside."""

import json
from collections.abc import Awaitable, Callable

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.findings import Health
from storage.domain.permissions import Refusal

Look = Callable[[], Awaitable[Health]]


class _Health(RequestHandler):
    def initialize(self, look: Look) -> None:
        self._look = look

    async def get(self) -> None:
        health = await self._look()
        self.set_status(200 if health.well else 503)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        facts = {finding.aspect.value: finding.what for finding in health.findings}
        self.finish(json.dumps({"status": _status(health), **facts}))


def _status(health: Health) -> str:
    if not health.well:
        return "failing"
    return "standing by" if health.stands_by else "ok"


def serve_health(listen: str, look: Look) -> HTTPServer:
    """Answer on `host:port`; 200 when all findings are well, 503 otherwise.

    A bot that stands by says so with 200: whoever starts it again for that would gain nothing.

    Raises Refusal `bad_listen` for an address that is none, `listen_taken` for one in use.
    """
    host, _, port = listen.rpartition(":")
    if not port.isdecimal():
        raise Refusal("bad_listen", listen=listen)
    server = HTTPServer(Application([("/health", _Health, {"look": look})], log_function=_silent))
    try:
        server.add_sockets(bind_sockets(int(port), host or None))
    except OSError as error:
        raise Refusal("listen_taken", port=port) from error
    return server


def _silent(_: RequestHandler) -> None:
    """Write no line for a question that is asked every few seconds."""
