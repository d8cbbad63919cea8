"""Driving scripted people over HTTP: for scripts outside this process, and for the chat page.

    POST /control/person   {"name", "id"?, "language"?}            GET /control/chats
    POST /control/say      {"person", "text"}                      GET /control/events (a stream)
    POST /control/tap      {"person", "label"}                     GET /control/calls?method=
                           or {"person", "message", "data"}        GET /control/pending
                           in a group both with its "chat", and "topic" of what is said there
    POST /control/group    {"title", "members"}: the first takes the bot in
    POST /control/bring    {"chat", "person"}: the bot; /expel it  {"chat"}
    POST /control/topic    {"chat", "name"}
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
from typing import Any, TypeAlias
from urllib.parse import quote

from tornado.web import HTTPError, url

from bot.demo.chats import Chat, Json
from bot.demo.events import EventsHandler, message_json, person_json, picture
from bot.demo.faults import TROUBLES, Fault
from bot.demo.groups import begin_topic, bring, expel, group_of, make
from bot.demo.local import LocalHandler, given, who
from bot.demo.people import Pressable
from bot.demo.scene import Scene
from bot.demo.taps import Tap

Action: TypeAlias = Callable[[Scene, Json], Awaitable[Json]]


def control_routes(scene: Scene) -> list[Any]:
    """Routes for the stand-in's server."""
    shared = {"scene": scene}
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
        self.finish(_LOOKS[what](self.scene, method))

    async def post(self, what: str) -> None:
        """Act."""
        if what not in _ACTIONS:
            raise HTTPError(404)
        try:
            answer = await _ACTIONS[what](self.scene, self.body())
        except TimeoutError as error:
            self.refuse(error, 409)
        except (AssertionError, TypeError, ValueError) as error:
            self.refuse(error)
        else:
            self.finish(answer)

    def delete(self, what: str) -> None:
        """Take the faults away."""
        if what != "faults":
            raise HTTPError(404)
        self.scene.faults.clear()
        self.finish({})


class SendFileHandler(LocalHandler):
    """A person sends a file: the body is its bytes."""

    async def post(self) -> None:
        """Send it as a document, or as a photo if asked."""
        try:
            person = who(self.scene, {"person": self.get_query_argument("person")})
        except ValueError as error:
            self.refuse(error)
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
        file = self.scene.network.files.get(file_id)
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


async def _person(scene: Scene, body: Json) -> Json:
    number = body.get("id")
    name, language = str(given(body, "name")), body.get("language", "ru")
    person = scene.person(name, None if number is None else int(number), language)
    return person_json(scene, person.id)


async def _say(scene: Scene, body: Json) -> Json:
    chat, topic = _group_or_none(scene, body), body.get("topic")
    text = str(given(body, "text"))
    return message_json(await who(scene, body).says(text, chat, topic=topic and int(topic)))


async def _tap(scene: Scene, body: Json) -> Json:
    person = who(scene, body)
    group = _group_or_none(scene, body)
    if "label" in body:
        label, within = str(body["label"]), float(body.get("within", 5))
        taps = person.taps_in(group, label, within) if group else person.taps(label, within)
        return _tap_json(await taps)
    chat = group or scene.network.chats.by_id[person.id]
    number = int(given(body, "message"))
    message = chat.messages.get(number)
    if message is None:
        raise ValueError(f"{person.name} has no message {number}")
    return _tap_json(await person.taps_again(Pressable(message, "", str(given(body, "data")))))


async def _again(scene: Scene, body: Json) -> Json:
    tap = scene.network.taps.get(str(given(body, "tap")))
    if tap is None:
        raise ValueError(f"there was no tap {body['tap']}")
    scene.deliver_again(tap)
    return _tap_json(tap)


async def _block(scene: Scene, body: Json) -> Json:
    person = who(scene, body)
    await person.blocks()
    return person_json(scene, person.id)


async def _unblock(scene: Scene, body: Json) -> Json:
    person = who(scene, body)
    await person.unblocks()
    return person_json(scene, person.id)


async def _settle(scene: Scene, body: Json) -> Json:
    await scene.settles(float(body.get("within", 10)))
    return {}


async def _faults(scene: Scene, body: Json) -> Json:
    if body.get("trouble") not in TROUBLES:
        raise ValueError(f"trouble is one of {', '.join(TROUBLES)}")
    scene.faults.add(Fault(**body))
    return {}


async def _limits(scene: Scene, body: Json) -> Json:
    scene.limits.on = bool(given(body, "on"))
    return {}


def _calls(scene: Scene, method: str) -> Json:
    calls = scene.calls.of(method) if method else list(scene.calls)
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


def _pending(scene: Scene, _: str) -> Json:
    return {"updates": [update.as_json() for update in scene.pending]}


def _chats(scene: Scene, _: str) -> Json:
    return picture(scene)


def _group_or_none(scene: Scene, body: Json) -> Chat | None:
    return group_of(scene, body) if "chat" in body else None


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
    "group": make,
    "bring": bring,
    "expel": expel,
    "topic": begin_topic,
}
_LOOKS: Mapping[str, Callable[[Scene, str], Json]] = {
    "calls": _calls,
    "pending": _pending,
    "chats": _chats,
}
