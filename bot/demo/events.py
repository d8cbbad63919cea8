"""The chats as a watcher sees them: one picture of all, then every change."""

import json
from secrets import token_hex
from typing import Any

from tornado.iostream import StreamClosedError

from bot.demo.chats import Json, Message
from bot.demo.happenings import Happening, Happenings
from bot.demo.local import LocalHandler
from bot.demo.scene import Scene

_RUN = token_hex(4)  # numbers of happenings start anew with each process
_HEARTBEAT = 15.0


def message_json(message: Message) -> Json:
    """A message for the eyes of a watcher."""
    file, replied = message.file, message.reply_to
    if replied and replied.service:
        replied = None  # what is said in a topic answers its beginning
    return {
        "chat": message.chat.id,
        "id": message.id,
        "shown": message.shown,
        "sender": message.sender.id,
        "name": message.sender.name,
        "bot": message.sender.is_bot,
        "date": message.date.isoformat(),
        "edited": message.edited is not None,
        "topic": message.chat.topics.get(message.thread or 0),
        "text": message.text,
        "entities": list(message.wording.entities),
        "keyboard": [
            [{"label": one.label, "data": one.data, "url": one.url} for one in row]
            for row in message.keyboard
        ],
        "album": message.album,
        "reply": replied and {"id": replied.id, "name": replied.sender.name, "text": replied.text},
        "file": file
        and {
            "id": file.file_id,
            "name": file.name,
            "size": len(file.content),
            "photo": file.sides is not None,
            "sides": file.sides,
        },
    }


def picture(scene: Scene) -> Json:
    """Everything as it stands now."""
    network = scene.network
    return {
        "kind": "picture",
        "bot": {"name": network.bot.name, "username": network.bot.username},
        "now": network.now().isoformat(),
        "people": [person_json(scene, number) for number in scene.people],
        "groups": groups_json(scene),
        "messages": [
            message_json(chat.messages[number])
            for chat in network.chats.by_id.values()
            for number in sorted(chat.messages)
            if not chat.messages[number].service
        ],
    }


def person_json(scene: Scene, number: int) -> Json:
    """A person for the eyes of a watcher."""
    account = scene.network.chats.accounts[number]
    return {
        "id": account.id,
        "name": account.name,
        "started": account.started,
        "blocked": account.blocked,
        "menu": scene.network.commands.menu(account.id, account.language),
    }


def groups_json(scene: Scene) -> list[Json]:
    """The groups for the eyes of a watcher; one that became another is that one."""
    return [
        {
            "id": chat.id,
            "name": chat.title,
            "started": chat.bot_inside,
            "members": [{"id": one.id, "name": one.name} for one in chat.members.values()],
            "topics": [{"id": thread, "name": name} for thread, name in chat.topics.items()],
        }
        for chat in scene.network.chats.by_id.values()
        if chat.kind != "private" and chat.became is None
    ]


def news(scene: Scene, happening: Happening) -> Json:
    """One change. A message is told as it stands now, so an old change is never shown again."""
    facts = happening.facts
    network = scene.network
    told: Json = {"kind": happening.kind, "now": network.now().isoformat(), **facts}
    if happening.kind == "message":
        message = network.chats.by_id[facts["chat"]].messages.get(facts["message"])
        if message is None:
            return {**told, "kind": "removed"}
        told["message"] = message_json(message)
    elif happening.kind in ("person", "commands"):
        told["people"] = [person_json(scene, number) for number in scene.people]
    elif happening.kind == "group":
        told["groups"] = groups_json(scene)
    return told


class EventsHandler(LocalHandler):
    """The stream. A watcher that comes back with `Last-Event-ID` gets what it missed."""

    def initialize(self, scene: Scene) -> None:
        """Tornado's own constructor."""
        super().initialize(scene)
        self._gone = False

    def on_connection_close(self) -> None:
        """The watcher has left."""
        self._gone = True
        self.scene.network.happenings.ring()

    async def get(self) -> None:
        """Tell what happens, until either side ends it."""
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        happenings = self.scene.network.happenings
        seen = self._seen()
        try:
            while not self._gone:
                missed = None if seen is None else happenings.since(seen)
                if missed is None:
                    seen = await self._tell(happenings.last, picture(self.scene))
                for happening in missed or []:
                    if happening.kind == "stop":
                        return
                    seen = await self._tell(happening.number, news(self.scene, happening))
                await self._wait_for_more(happenings, seen)
        except StreamClosedError:
            return

    async def _wait_for_more(self, happenings: Happenings, seen: int | None) -> None:
        there_is = await happenings.until(
            lambda: self._gone or happenings.last != seen, _HEARTBEAT
        )
        if not there_is:
            self.write(": still here\n\n")
            await self.flush()

    async def _tell(self, number: int, facts: dict[str, Any]) -> int:
        self.write(f"id: {_RUN}-{number}\ndata: {json.dumps(facts, ensure_ascii=False)}\n\n")
        await self.flush()
        return number

    def _seen(self) -> int | None:
        run, _, number = self.request.headers.get("Last-Event-ID", "").partition("-")
        return int(number) if run == _RUN and number.isdigit() else None
