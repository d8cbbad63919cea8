"""Driving scripted people over HTTP: for scripts outside this process, and for the chat page.

    POST /control/person   {"name", "id"?, "language"?}            GET /control/chats
    POST /control/say      {"person", "text"}                      GET /control/events (a stream)
    POST /control/tap      {"person", "label"}                     GET /control/calls?method=
                           or {"person", "message", "data"}        GET /control/pending
    POST /control/file?person=&name=&caption=&photo=1  (the bytes) GET /control/file/<file id>
    POST /control/block    {"person"}, likewise /unblock
    POST /control/again    {"tap"}: deliver it twice               DELETE /control/faults
    POST /control/settle   {"within"?}: wait until the bot is done
    POST /control/faults   {"trouble", "method"?, "probability"?, "times"?, "seconds"?, "chat_id"?}
    POST /control/limits   {"on"}
    POST /control/clock    {"move": "hour"|"day"|"deadline"}       GET /control/clock

A refusal is `{"error": …}` with status 400 (409 from settle).
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from tornado.web import HTTPError, url

from bot.demo.chats import Json
from bot.demo.events import EventsHandler, message_json, person_json, picture
from bot.demo.faults import TROUBLES, Fault
from bot.demo.local import LocalHandler
from bot.demo.people import NotOnScreen, Pressable
from bot.demo.taps import Tap

if TYPE_CHECKING:
    from bot.demo.telegram import Telegram

Action: TypeAlias = Callable[["Telegram", Json], Awaitable[Json]]


def control_routes(telegram: "Telegram") -> list[Any]:
    """Routes for the stand-in's server."""
    shared = {"telegram": telegram}
    return [
        url(r"/control/events", EventsHandler, shared),
        url(r"/control/file", SendFileHandler, shared),
        url(r"/control/file/([\w-]+)", FileHandler, shared),
        url(r"/control/(\w+)", ControlHandler, shared),
    ]


class ControlHandler(LocalHandler):
    """Actions and looks."""

    def get(self, what: str) -> None:
        """Look."""
        if what not in _LOOKS:
            raise HTTPError(404)
        method = self.get_query_argument("method", "")
        self.finish(_LOOKS[what](self.telegram, method))

    async def post(self, what: str) -> None:
        """Act."""
        if what not in _ACTIONS:
            raise HTTPError(404)
        try:
            answer = await _ACTIONS[what](self.telegram, self.body())
        except TimeoutError as error:
            self.refuse(error, 409)
        except (NotOnScreen, AssertionError, LookupError, TypeError, ValueError) as error:
            self.refuse(f"{type(error).__name__}: {error}")
        else:
            self.finish(answer)

    def delete(self, what: str) -> None:
        """Take the faults away."""
        if what != "faults":
            raise HTTPError(404)
        self.telegram.faults.clear()
        self.finish({})


class SendFileHandler(LocalHandler):
    """A person sends a file: the body is its bytes."""

    async def post(self) -> None:
        """Send it as a document, or as a photo if asked."""
        person = self.telegram.people.get(int(self.get_query_argument("person")))
        if person is None:
            self.refuse("no such person")
            return
        caption = self.get_query_argument("caption", "")
        if self.get_query_argument("photo", ""):
            message = await person.sends_photo(self.request.body, caption)
        else:
            name = self.get_query_argument("name", "file")
            message = await person.sends_file(self.request.body, name, caption)
        self.finish(message_json(message))


class FileHandler(LocalHandler):
    """A file from a chat, to look at or to keep."""

    def get(self, file_id: str) -> None:
        """Pictures are shown, documents are downloaded and never run in the page."""
        file = self.telegram.network.files.get(file_id)
        if file is None:
            raise HTTPError(404)
        is_picture = file.sides is not None
        self.set_header("Content-Type", file.mime if is_picture else "application/octet-stream")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "max-age=31536000, immutable")
        if not is_picture:
            name = f"attachment; filename*=UTF-8''{quote(file.name)}"
            self.set_header("Content-Disposition", name)
        self.finish(file.content)


async def _person(telegram: "Telegram", body: Json) -> Json:
    number = body.get("id")
    person = telegram.person(
        str(body["name"]), None if number is None else int(number), body.get("language", "ru")
    )
    return person_json(telegram, person.id)


async def _say(telegram: "Telegram", body: Json) -> Json:
    return message_json(await telegram.people[int(body["person"])].says(str(body["text"])))


async def _tap(telegram: "Telegram", body: Json) -> Json:
    person = telegram.people[int(body["person"])]
    if "label" in body:
        return _tap_json(await person.taps(str(body["label"]), float(body.get("within", 5))))
    chat = telegram.network.chats.by_id[person.id]
    message = chat.messages[int(body["message"])]
    return _tap_json(await person.taps_again(Pressable(message, "", str(body["data"]))))


async def _again(telegram: "Telegram", body: Json) -> Json:
    tap = telegram.network.taps.get(str(body["tap"]))
    telegram.deliver_again(tap)
    return _tap_json(tap)


async def _block(telegram: "Telegram", body: Json) -> Json:
    person = telegram.people[int(body["person"])]
    await person.blocks()
    return person_json(telegram, person.id)


async def _unblock(telegram: "Telegram", body: Json) -> Json:
    person = telegram.people[int(body["person"])]
    await person.unblocks()
    return person_json(telegram, person.id)


async def _settle(telegram: "Telegram", body: Json) -> Json:
    await telegram.settles(float(body.get("within", 10)))
    return {}


async def _faults(telegram: "Telegram", body: Json) -> Json:
    if body.get("trouble") not in TROUBLES:
        raise ValueError(f"trouble is one of {', '.join(TROUBLES)}")
    telegram.faults.add(Fault(**body))
    return {}


async def _limits(telegram: "Telegram", body: Json) -> Json:
    telegram.limits.on = bool(body["on"])
    return {}


def _calls(telegram: "Telegram", method: str) -> Json:
    calls = telegram.calls.of(method) if method else list(telegram.calls)
    return {
        "calls": [
            {
                "method": call.method,
                "facts": call.facts,
                "at": call.at.isoformat(),
                "lasted": round(call.lasted, 4),
                "status": call.status,
                "description": call.description,
                "fault": call.fault,
            }
            for call in calls
        ]
    }


def _pending(telegram: "Telegram", _: str) -> Json:
    return {"updates": [update.as_json() for update in telegram.pending]}


def _chats(telegram: "Telegram", _: str) -> Json:
    return picture(telegram)


def _tap_json(tap: Tap) -> Json:
    return {"tap": tap.id, "update": tap.update_id, "label": tap.label, "data": tap.data}


_ACTIONS: Mapping[str, Action] = {
    "person": _person,
    "say": _say,
    "tap": _tap,
    "again": _again,
    "block": _block,
    "unblock": _unblock,
    "settle": _settle,
    "faults": _faults,
    "limits": _limits,
}
_LOOKS: Mapping[str, Callable[["Telegram", str], Json]] = {
    "calls": _calls,
    "pending": _pending,
    "chats": _chats,
}
