"""Inline keyboards: read from `reply_markup` as strictly as Telegram reads them."""

import json
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from bot.demo.markup import link_target
from bot.demo.refusals import Refused, bad_request

_DATA_BYTES = 64
_MOST_BUTTONS = 100
_MOST_IN_ROW = 8
_OTHER_KINDS = ("keyboard", "remove_keyboard", "force_reply")


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message: it sends `data` to the bot or opens `url`."""

    label: str
    data: str | None = None
    url: str | None = None

    def as_json(self) -> dict[str, str]:
        """The button as the bot sees it."""
        action = {"callback_data": self.data} if self.data is not None else {"url": self.url or ""}
        return {"text": self.label, **action}


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


def parse_keyboard(markup: str) -> Keyboard:
    """The inline keyboard of a `reply_markup`, empty if it has none; or Telegram's 400.

    The keyboards in place of a phone's own (reply keyboards, force reply) are let through unseen.
    """
    if not markup.strip():
        return ()
    try:
        value = json.loads(markup)
    except json.JSONDecodeError:
        raise bad_request("can't parse reply keyboard markup JSON object") from None
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in value and any(kind in value for kind in _OTHER_KINDS):
        return ()
    return _inline(value.get("inline_keyboard"))


def keyboard_json(keyboard: Keyboard) -> dict[str, Any]:
    """The keyboard as the bot sees it."""
    return {"inline_keyboard": [[button.as_json() for button in row] for row in keyboard]}


def _inline(rows: object) -> Keyboard:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'can\'t parse inline keyboard: field "inline_keyboard" must be an Array of Arrays'
        )
    keyboard = tuple(tuple(_button(button) for button in row) for row in rows if row)
    too_wide = any(len(row) > _MOST_IN_ROW for row in keyboard)
    if too_wide or sum(len(row) for row in keyboard) > _MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return keyboard


def _button(value: object) -> Button:
    if not isinstance(value, dict):
        raise _unreadable("Inline keyboard button must be an Object")
    label = _label(value.get("text"))
    if value.get("url"):
        return Button(label, url=_url(str(value["url"])))
    data = value.get("callback_data")
    if not data:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if not isinstance(data, str):
        raise _unreadable('Field "callback_data" must be of type String')
    if len(data.encode()) > _DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(label, data=data)


def _label(text: object) -> str:
    if text is None:
        raise _unreadable('Can\'t find field "text"')
    if not isinstance(text, str):
        raise _unreadable('Field "text" must be of type String')
    if not text.strip():
        raise bad_request("REPLY_MARKUP_INVALID")
    return text.strip()


def _url(url: str) -> str:
    scheme = urlsplit(url).scheme if "://" in url else "http"
    if scheme not in ("http", "https", "tg", "ton"):
        raise bad_request(
            f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    target = link_target(url)
    if target is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return target


def _unreadable(what: str) -> Refused:
    return bad_request(f"can't parse inline keyboard button: {what}")
