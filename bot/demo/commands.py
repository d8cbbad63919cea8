"""The bot's command menu, by scope and language as Telegram chooses it for a person."""

import json
from typing import Any

from bot.demo.arguments import Arguments
from bot.demo.refusals import bad_request

_DEFAULT = json.dumps({"type": "default"})
_PRIVATE = json.dumps({"type": "all_private_chats"})
_MOST = 100


class Commands:
    """Lists of commands as they were set."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], list[dict[str, str]]] = {}

    def set(self, args: Arguments) -> None:
        """`setMyCommands`; refuses what Telegram refuses."""
        commands = args.objects("commands")
        if len(commands) > _MOST:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self._lists[_key(args)] = [_command(command) for command in commands]

    def get(self, args: Arguments) -> list[dict[str, str]]:
        """`getMyCommands`: exactly this scope and language."""
        return self._lists.get(_key(args), [])

    def delete(self, args: Arguments) -> None:
        """`deleteMyCommands`."""
        self._lists.pop(_key(args), None)

    def menu(self, person_id: int, language: str | None) -> list[dict[str, str]]:
        """What a person sees in a private chat: the narrowest list that was set."""
        own = json.dumps({"chat_id": person_id, "type": "chat"})
        for scope in (own, _PRIVATE, _DEFAULT):
            for code in (language or "", ""):
                if found := self._lists.get((scope, code)):
                    return found
        return []


def _key(args: Arguments) -> tuple[str, str]:
    scope = args.object("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), args.text("language_code")


def _command(value: dict[str, Any]) -> dict[str, str]:
    name = str(value.get("command", "")).removeprefix("/")
    description = str(value.get("description", ""))
    allowed = name.isascii() and name == name.lower() and name.replace("_", "a").isalnum()
    if not allowed or len(name) > 32:
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
