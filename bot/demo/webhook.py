"""Delivery of updates to the bot's webhook: in order per lane, repeated until taken."""

import asyncio
import json

from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from bot.demo.network import Network
from bot.demo.updates import Update

_FIRST_RETRY = 0.5
_LAST_RETRY = 30.0
_ANSWER_WITHIN = 60.0
_LONG = 3600.0


class Deliveries:
    """One worker per lane; a lane waits while its first update is not taken."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._watch: asyncio.Task[None] | None = None
        self._client: AsyncHTTPClient | None = None

    def start(self) -> None:
        """Begin to watch the queue."""
        self._watch = asyncio.create_task(self._watching())

    async def stop(self) -> None:
        """Stop delivering; what was not taken stays in the queue."""
        tasks = [task for task in (self._watch, *self._lanes.values()) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            self._client.close()

    async def _watching(self) -> None:
        happenings = self._network.happenings
        while True:
            if self._network.webhook.url:
                for update in self._network.updates.pending:
                    self._open(update.lane)
            await happenings.next(_LONG)

    def _open(self, lane: str) -> None:
        if lane not in self._lanes or self._lanes[lane].done():
            self._lanes[lane] = asyncio.create_task(self._work(lane))

    async def _work(self, lane: str) -> None:
        retry = _FIRST_RETRY
        while (update := self._first(lane)) is not None:
            if await self._deliver(update):
                self._network.updates.confirm(update)
                retry = _FIRST_RETRY
            else:
                await asyncio.sleep(retry)
                retry = min(retry * 2, _LAST_RETRY)

    def _first(self, lane: str) -> Update | None:
        if not self._network.webhook.url:
            return None
        waiting = self._network.updates.pending
        return next((update for update in waiting if update.lane == lane), None)

    async def _deliver(self, update: Update) -> bool:
        webhook = self._network.webhook
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        if self._client is None:
            most = webhook.max_connections
            self._client = AsyncHTTPClient(force_instance=True, max_clients=most)
        try:
            await self._client.fetch(
                webhook.url,
                method="POST",
                headers=headers,
                body=json.dumps(update.as_json(), ensure_ascii=False),
                request_timeout=_ANSWER_WITHIN,
            )
        except HTTPClientError as error:
            self._note(f"Wrong response from the webhook: {error.code} {error.message}")
            return False
        except OSError as error:
            self._note(f"Connection failed: {error.strerror or error}")
            return False
        return True

    def _note(self, error: str) -> None:
        self._network.webhook.last_error = error
        self._network.webhook.last_error_at = self._network.now()
        self._network.happenings.ring()
