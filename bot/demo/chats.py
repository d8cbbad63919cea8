"""Who talks with the bot and what has been said: people, chats, messages."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any, Literal, TypeAlias

from bot.demo.files import StoredFile
from bot.demo.keyboards import Keyboard, keyboard_json
from bot.demo.wording import Wording

Json: TypeAlias = dict[str, Any]
ChatKind: TypeAlias = Literal["private", "group", "supergroup"]


@dataclass(slots=True)
class Account:
    """A Telegram user: a person or the bot itself."""

    id: int
    name: str
    username: str | None = None
    language: str | None = None
    is_bot: bool = False
    started: bool = False
    blocked: bool = False

    def as_json(self) -> Json:
        """A `User`."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
        if self.username:
            user["username"] = self.username
        if self.language:
            user["language_code"] = self.language
        return user


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """A message as it stands now; an edit puts another in its place.

    `shown` grows with every message and every edit: the largest is what moved last.
    """

    id: int
    chat: "Chat" = field(repr=False)
    sender: Account
    date: datetime
    shown: int
    wording: Wording = field(default_factory=Wording)
    file: StoredFile | None = None
    keyboard: Keyboard = ()
    edited: datetime | None = None
    album: str | None = None
    reply_to: "Message | None" = field(default=None, repr=False)
    thread: int | None = None
    service: tuple[tuple[str, Any], ...] = ()

    @property
    def text(self) -> str:
        """The text or the caption."""
        return self.wording.plain

    def as_json(self) -> Json:
        """A `Message` as the bot sees it."""
        words = "text" if self.file is None else "caption"
        entities = "entities" if self.file is None else "caption_entities"
        optional: Json = {
            "edit_date": self.edited and int(self.edited.timestamp()),
            "media_group_id": self.album,
            "message_thread_id": self.thread,
            "is_topic_message": self.thread is not None,
            "reply_to_message": self.reply_to and replace(self.reply_to, reply_to=None).as_json(),
            words: self.wording.plain,
            entities: list(self.wording.entities),
            "reply_markup": self.keyboard and keyboard_json(self.keyboard),
        }
        return {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": self.chat.as_json(),
            "date": int(self.date.timestamp()),
            **{name: value for name, value in optional.items() if value},
            **(self.file.in_message() if self.file else {}),
            **dict(self.service),
        }


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat of a person with the bot, or a group the bot may be in."""

    id: int
    kind: ChatKind
    title: str
    members: dict[int, Account]
    bot_inside: bool = True
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    bot_may_write: bool = True
    deleted: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    became: "Chat | None" = field(default=None, repr=False)

    @property
    def person(self) -> Account:
        """The one person of a private chat."""
        return next(iter(self.members.values()))

    def as_json(self) -> Json:
        """A `Chat` as the bot sees it."""
        if self.kind == "private":
            named = {"username": self.person.username} if self.person.username else {}
            return {"id": self.id, "type": "private", "first_name": self.person.name, **named}
        forum = {"is_forum": True} if self.topics else {}
        return {"id": self.id, "type": self.kind, "title": self.title, **forum}


class Chats:
    """Everybody and every chat, and the counters Telegram numbers messages with."""

    def __init__(self, bot: Account) -> None:
        self.bot = bot
        self.accounts: dict[int, Account] = {}
        self.by_id: dict[int, Chat] = {}
        self._private_ids = count(1)  # one counter for all private chats and basic groups
        self._group_ids: dict[int, count[int]] = {}
        self._shown = count(1)

    def add_person(self, account: Account) -> Chat:
        """Make a person known to Telegram, with an empty chat."""
        self.accounts[account.id] = account
        return self._add(Chat(account.id, "private", account.name, {account.id: account}))

    def add_group(self, title: str, members: list[Account], *, supergroup: bool) -> Chat:
        """Make a group with the bot inside."""
        number = 1 + sum(chat.kind != "private" for chat in self.by_id.values())
        chat_id = -1_000_000_000_000 - number if supergroup else -number
        everybody = {account.id: account for account in members}
        return self._add(Chat(chat_id, "supergroup" if supergroup else "group", title, everybody))

    def put(self, chat: Chat, sender: Account, date: datetime, **content: Any) -> Message:
        """Add a message to a chat; content are fields of `Message`."""
        numbers = self._group_ids.setdefault(chat.id, count(1))
        number = next(numbers if chat.kind == "supergroup" else self._private_ids)
        message = Message(number, chat, sender, date, next(self._shown), **content)
        chat.messages[number] = message
        return message

    def change(self, message: Message, **content: Any) -> Message:
        """Put another in the message's place."""
        changed = replace(message, shown=next(self._shown), **content)
        message.chat.messages[message.id] = changed
        return changed

    def _add(self, chat: Chat) -> Chat:
        self.by_id[chat.id] = chat
        return chat
