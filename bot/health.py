"""GET /health: whether the bot lives, for Docker, systemd and whoever watches from outside."""

import json
from collections.abc import Awaitable, Callable

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.findings import Finding
from storage.domain.permissions import Refusal

Look = Callable[[], Awaitable[list[Finding]]]


class _Health(RequestHandler):
    def initialize(self, look: Look) -> None:
        self._look = look

    async def get(self) -> None:
        found = await self._look()
        well = all(finding.well for finding in found)
        self.set_status(200 if well else 503)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        facts = {finding.aspect.value: finding.what for finding in found}
        self.finish(json.dumps({"status": "ok" if well else "failing", **facts}))


def serve_health(listen: str, look: Look) -> HTTPServer:
    """Answer on `host:port`; 200 when all findings are well, 503 otherwise.

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
