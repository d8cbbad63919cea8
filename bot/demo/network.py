"""All that Telegram knows of one bot, and what can happen there: the stand-in without HTTP."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.demo.calls import Calls
from bot.demo.chats import Account, Chat, Chats, Json, Message
from bot.demo.commands import Commands
from bot.demo.faults import Faults
from bot.demo.files import Files
from bot.demo.happenings import Happenings
from bot.demo.limits import Limits
from bot.demo.taps import Answer, Tap, Taps
from bot.demo.updates import MESSAGE_LIFE, TAP_LIFE, Updates

QUIET = 0.05
"""Seconds without a happening after which a bot that is idle is taken to have settled."""


@dataclass(slots=True, eq=False)
class Webhook:
    """Where updates are sent to, if anywhere, and how that went."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: datetime | None = None


@dataclass(slots=True, eq=False)
class Network:
    """One bot, the people around it, and the queue between them."""

    token: str
    bot: Account
    now: Callable[[], datetime]
    faults: Faults
    happenings: Happenings = field(default_factory=Happenings)
    files: Files = field(default_factory=Files)
    taps: Taps = field(default_factory=Taps)
    calls: Calls = field(default_factory=Calls)
    commands: Commands = field(default_factory=Commands)
    limits: Limits = field(default_factory=Limits)
    webhook: Webhook = field(default_factory=Webhook)
    chats: Chats = field(init=False)
    updates: Updates = field(init=False)

    def __post_init__(self) -> None:
        self.chats = Chats(self.bot)
        self.updates = Updates(self.now, self.happenings.ring)

    @property
    def is_settled(self) -> bool:
        """Whether no update waits and no call is under way at this moment."""
        return not self.updates.pending and not self.calls.under_way

    async def until_or_settled(
        self, holds: Callable[[], bool], within: float, quiet: float = QUIET
    ) -> bool:
        """Wait until it holds (True), or until the bot has settled or the time is over (False)."""
        deadline = asyncio.get_running_loop().time() + within
        while (left := deadline - asyncio.get_running_loop().time()) > 0:
            if (
                not await self.happenings.until(lambda: holds() or self.is_settled, left)
                or holds()
            ):
                return holds()
            if not await self.happenings.next(quiet):
                return holds()
        return holds()

    def standing(self) -> list[str]:
        """What is still going on, and what the bot was refused last: for tests that failed."""
        refused = [call for call in self.calls if not call.ok][-5:]
        return [
            f"updates not confirmed: {[(one.id, one.kind) for one in self.updates.pending]}",
            f"calls under way: {self.calls.under_way}",
            f"bot is polling: {self.updates.is_polled}",
            *(f"refused: {call.method} {call.description or call.fault}" for call in refused),
        ]

    def bot_says(self, chat: Chat, **content: Any) -> Message:
        """Put a message of the bot into a chat."""
        return self._shown(self.chats.put(chat, self.bot, self.now(), **content))

    def bot_edits(self, message: Message, **content: Any) -> Message:
        """Change a message of the bot in its place."""
        return self._shown(self.chats.change(message, edited=self.now(), **content))

    def remove(self, message: Message) -> None:
        """Take a message out of its chat, for everybody."""
        del message.chat.messages[message.id]
        self.happenings.tell("removed", chat=message.chat.id, message=message.id)

    def answer_tap(self, query_id: str, answer: Answer) -> Tap:
        """Show a person what the bot answers to a tap."""
        tap = self.taps.answer(query_id, answer, self.now())
        chat = tap.message.chat.id
        self.happenings.tell(
            "answer", chat=chat, person=tap.person.id, text=answer.text, alert=answer.alert
        )
        return tap

    def person_says(self, account: Account, chat: Chat, **content: Any) -> Message:
        """Put a person's message into a chat and tell the bot, if it may hear it there."""
        message = self._shown(self.chats.put(chat, account, self.now(), **content))
        if chat.kind == "private":
            account.started = True
        if chat.bot_inside and _is_heard(message, self.bot):
            self.updates.add("message", message.as_json(), MESSAGE_LIFE, f"chat {chat.id}")
        return message

    def person_taps(
        self, account: Account, message: Message, label: str, data: str, *, accessible: bool = True
    ) -> Tap:
        """Queue a callback query, for a button that the message has, had, or never had."""
        tap = self.taps.add(account, message, label, data, self.now())
        shown = message.as_json()
        if not accessible or message.id not in message.chat.messages:
            shown = {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}
        body = {
            "id": tap.id,
            "from": account.as_json(),
            "message": shown,
            "chat_instance": str(8_000_000_000 + message.chat.id),
            "data": data,
        }
        update = self.updates.add("callback_query", body, TAP_LIFE, f"taps of {account.id}")
        tap.update_id = update.id if update else None
        return tap

    def bot_membership(self, account: Account, chat: Chat, old: str, new: str) -> None:
        """Tell the bot that its own place in a chat changed by this person's hand."""
        self.updates.add(
            "my_chat_member",
            {
                "chat": chat.as_json(),
                "from": account.as_json(),
                "date": int(self.now().timestamp()),
                "old_chat_member": _member(self.bot, old),
                "new_chat_member": _member(self.bot, new),
            },
            MESSAGE_LIFE,
            f"chat {chat.id}",
        )

    def _shown(self, message: Message) -> Message:
        self.happenings.tell("message", chat=message.chat.id, message=message.id)
        return message


_RIGHTS: dict[str, Json] = {
    "kicked": {"until_date": 0},
    "restricted": {
        "is_member": True,
        "until_date": 0,
        **dict.fromkeys(
            (
                "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
                "can_send_videos", "can_send_video_notes", "can_send_voice_notes",
                "can_send_polls", "can_send_other_messages", "can_add_web_page_previews",
                "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
                "can_pin_messages", "can_manage_topics",
            ),
            False,
        ),
    },
}  # fmt: skip
"""What a `ChatMember` says beside its status; whoever is restricted here may not write."""


def _member(bot: Account, status: str) -> Json:
    return {"user": bot.as_json(), "status": status, **_RIGHTS.get(status, {})}


def _is_heard(message: Message, bot: Account) -> bool:
    """In groups a bot hears commands, replies to it, mentions and service messages only."""
    if message.chat.kind == "private" or message.service:
        return True
    if message.reply_to is not None and message.reply_to.sender is bot:
        return True
    return message.text.startswith("/") or f"@{bot.username}" in message.text
