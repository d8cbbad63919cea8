"""The Bot API over HTTP: `/bot<TOKEN>/<method>` and `/file/bot<TOKEN>/<path>`."""

import asyncio
import json
from hmac import compare_digest
from inspect import isawaitable
from typing import Any

from tornado.web import RequestHandler, url

from bot.demo.arguments import Arguments, arguments_of
from bot.demo.calls import Call
from bot.demo.faults import Dropped
from bot.demo.methods import METHODS
from bot.demo.network import Network
from bot.demo.refusals import Refused


def bot_api_routes(network: Network) -> list[Any]:
    """Routes for a tornado application."""
    return [
        url(r"/bot([^/]+)/([^/]+)/?", MethodHandler, {"network": network}),
        url(r"/file/bot([^/]+)/(.+)", DownloadHandler, {"network": network}),
    ]


class MethodHandler(RequestHandler):
    """One call of a method."""

    def initialize(self, network: Network) -> None:
        """Tornado's own constructor."""
        self._network = network
        self._answering: asyncio.Task[Any] | None = None

    async def get(self, token: str, method: str) -> None:
        """Answer a call; GET and POST are the same to Telegram."""
        self._answering = asyncio.ensure_future(self._answer(token, method))
        try:
            await self._answering
        except asyncio.CancelledError:
            self._drop()

    post = get

    def on_connection_close(self) -> None:
        """The bot has gone: what it was waiting for is for nobody."""
        if self._answering is not None:
            self._answering.cancel()

    async def _answer(self, token: str, method: str) -> None:
        try:
            _check_token(token, self._network)
            _check_method(method)
            result = await self._call(method, arguments_of(self.request))
        except Refused as refusal:
            self._refuse(refusal)
        except Dropped:
            self._drop()
        else:
            self._write(200, {"ok": True, "result": result})

    async def _call(self, method: str, args: Arguments) -> Any:
        network = self._network
        with network.calls.logged(method, args.facts(), network.now()) as call:
            network.happenings.ring()
            try:
                call.result = await self._do(call, args)
                call.status = 200
            except Refused as refusal:
                call.status, call.description = refusal.code, refusal.description
                raise
        network.happenings.ring()
        return call.result

    async def _do(self, call: Call, args: Arguments) -> Any:
        fault = self._network.faults.draw(call.method, call.chat_id)
        if fault is not None:
            call.fault = fault.trouble
            fault.before()
        result = METHODS[call.method.lower()](self._network, args)
        if isawaitable(result):
            result = await result
        if fault is not None:
            await fault.after()
        return result

    def _refuse(self, refusal: Refused) -> None:
        body: dict[str, Any] = {
            "ok": False,
            "error_code": refusal.code,
            "description": refusal.description,
        }
        if refusal.parameters:
            body["parameters"] = refusal.parameters
        self._write(refusal.code, body)

    def _write(self, status: int, body: dict[str, Any]) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(body, ensure_ascii=False))

    def _drop(self) -> None:
        if not self._finished:
            self.detach().close()


class DownloadHandler(RequestHandler):
    """A file that `getFile` named."""

    def initialize(self, network: Network) -> None:
        """Tornado's own constructor."""
        self._network = network

    def get(self, token: str, path: str) -> None:
        """Give the bytes."""
        try:
            _check_token(token, self._network)
        except Refused as refusal:
            self.set_status(refusal.code)
            return
        file = self._network.files.at(path)
        if file is None:
            self.set_status(404)
            return
        self.set_header("Content-Type", "application/octet-stream")
        self.write(file.content)


def _check_method(method: str) -> None:
    if method.lower() not in METHODS:
        raise Refused(404, "Not Found")


def _check_token(token: str, network: Network) -> None:
    if ":" not in token:
        raise Refused(401, "Unauthorized: invalid token specified")
    if not compare_digest(token.encode(), network.token.encode()):
        raise Refused(401, "Unauthorized")
