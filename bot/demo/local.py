"""Requests that only this machine's own pages and scripts may make."""

import json
from typing import Any
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from bot.demo.chats import Json
from bot.demo.people import Person
from bot.demo.scene import Scene


class LocalHandler(RequestHandler):
    """What only this page and scripts on this machine may use."""

    def initialize(self, scene: Scene) -> None:
        """Tornado's own constructor."""
        self.scene = scene

    def prepare(self) -> None:
        """Turn away other sites' pages, which a browser would let speak to this machine."""
        host = self.request.host
        origin = self.request.headers.get("Origin")
        if urlsplit(f"//{host}").hostname not in ("127.0.0.1", "localhost"):
            raise HTTPError(403)
        if origin is not None and origin != f"http://{host}":
            raise HTTPError(403)

    def body(self) -> Json:
        """The request's JSON object."""
        try:
            body = json.loads(self.request.body or b"{}")
        except ValueError:
            raise HTTPError(400, "no JSON") from None
        if not isinstance(body, dict):
            raise HTTPError(400, "no JSON object")
        return body

    def refuse(self, error: object, status: int = 400) -> None:
        """Say what is wrong."""
        self.set_status(status)
        self.finish({"error": str(error)})


def given(body: Json, name: str) -> Any:
    """A field of a body; ValueError without it."""
    if name not in body:
        raise ValueError(f"“{name}” is missing")
    return body[name]


def who(scene: Scene, body: Json) -> Person:
    """The person that a body names; ValueError if there is none."""
    number = int(given(body, "person"))
    if number not in scene.people:
        raise ValueError(f"there is no person {number}; those there are: {[*scene.people]}")
    return scene.people[number]
