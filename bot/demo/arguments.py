"""The arguments of a Bot API call, whichever of the four ways they came."""

import json
from dataclasses import dataclass, field
from typing import Any

from tornado.httputil import HTTPServerRequest

from bot.demo.refusals import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Arguments:
    """Fields as text and files by field name, read with Telegram's tolerance."""

    fields: dict[str, str] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text, empty if it is not given."""
        return self.fields.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as the default, as with Telegram."""
        try:
            return int(self.fields.get(name, default))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """A truth, in any of the ways Telegram takes it."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def value(self, name: str) -> Any:
        """A value given as JSON, None if it is not given; a 400 if it is no JSON."""
        if not self.text(name).strip():
            return None
        try:
            return json.loads(self.text(name))
        except json.JSONDecodeError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def object(self, name: str) -> dict[str, Any]:
        """A JSON object, empty if it is not given; a 400 if it is something else."""
        value = self.value(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"can't parse {name}: Object expected")
        return value or {}

    def objects(self, name: str) -> list[dict[str, Any]]:
        """A JSON array of objects, empty if it is not given; a 400 if it is something else."""
        value = self.value(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise bad_request(f"can't parse {name}: Array of Objects expected")
        return value

    def upload(self, name: str) -> Upload | None:
        """The file of a field, sent with it or attached beside it (`attach://`)."""
        reference = self.text(name)
        if reference.startswith("attach://"):
            return self.uploads.get(reference.removeprefix("attach://"))
        return self.uploads.get(name)

    def facts(self) -> dict[str, Any]:
        """For the log: the fields, and of files their names and sizes."""
        files = {name: f"{one.name}: {len(one.content)} B" for name, one in self.uploads.items()}
        return {**self.fields, **({"files": files} if files else {})}


def arguments_of(request: HTTPServerRequest) -> Arguments:
    """Read a request: query, form, multipart or JSON; the last given value counts."""
    fields = {name: values[-1].decode() for name, values in request.arguments.items()}
    if request.headers.get("Content-Type", "").startswith("application/json") and request.body:
        fields.update(_from_json(request.body))
    uploads = {
        name: Upload(files[-1]["filename"], files[-1]["body"])
        for name, files in request.files.items()
    }
    return Arguments(fields, uploads)


def _from_json(body: bytes) -> dict[str, str]:
    try:
        given = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise bad_request("can't parse JSON object: Object expected")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in given.items()
        if value is not None
    }
