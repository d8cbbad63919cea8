"""From updates to handlers: Telegram's optional fields are dealt with here, once."""

import re
from collections.abc import Awaitable, Callable, Collection, Coroutine
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple, TypeAlias, TypeVar

from telegram import (
    CallbackQuery,
    ChatMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
    Update,
)
from telegram.constants import ChatType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.buttons.button import Button
from bot.context import Context
from bot.usecases.joining import greet, recognise, turn_to_task
from storage.domain.groups import Place
from storage.domain.people import Person
from storage.domain.permissions import Refusal

B = TypeVar("B", bound=Button)

Handler: TypeAlias = BaseHandler[Update, Context, Any]
OnMessage: TypeAlias = Callable[[Message, Context], Awaitable[None]]

A_DAY = timedelta(days=1)

# Vekha talks to people one by one; in groups it hears commands and what happens to the group.
PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
GROUPS = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE


def on_command(name: str, handle: OnMessage, *, strangers: bool = False) -> Handler:
    """Call `handle` when somebody sends `/name`."""
    return CommandHandler(name, _said(handle, strangers=strangers), filters=PRIVATE)


def on_words(pattern: str, handle: OnMessage, *, strangers: bool = False) -> Handler:
    """Call `handle` when somebody writes words of this pattern, in any case."""
    matching = filters.Regex(re.compile(rf"^\s*(?:{pattern})\s*$", re.IGNORECASE))
    return MessageHandler(PRIVATE & filters.TEXT & matching, _said(handle, strangers=strangers))


def on_message(
    matching: filters.BaseFilter, handle: OnMessage, *, strangers: bool = False
) -> Handler:
    """Call `handle` when somebody sends such a message."""
    return MessageHandler(PRIVATE & matching, _said(handle, strangers=strangers))


def on_tap(
    button: type[B],
    handle: Callable[[CallbackQuery, B, Context], Awaitable[None]],
    *,
    strangers: bool = False,
    in_groups: bool = False,
) -> Handler:
    """Call `handle` when somebody taps such a button. Forged data is an old screen, no error.

    A button that is not for groups shows nothing there, whoever taps it.
    """

    async def callback(update: Update, context: Context) -> None:
        query = update.callback_query
        assert query
        assert query.data
        if is_in_group(query) and not in_groups:
            raise Refusal("not_in_groups")
        await _meet(update, context, strangers=strangers)
        try:
            value = button.unpack(query.data)
        except ValueError as error:
            raise Refusal("old_screen") from error
        await _turn_to(value, context)
        await handle(query, value, context)

    return CallbackQueryHandler(callback, pattern=f"^{button.prefix}(:|$)")


def on_any_tap(handle: Callable[[CallbackQuery, Context], Awaitable[None]]) -> Handler:
    """Call `handle` for every tap that no other handler knows."""

    async def callback(update: Update, context: Context) -> None:
        assert update.callback_query
        if is_in_group(update.callback_query):
            raise Refusal("not_in_groups")
        await _meet(update, context, strangers=False)
        await handle(update.callback_query, context)

    return CallbackQueryHandler(callback)


def on_membership(
    handle: Callable[[ChatMemberUpdated, Context], Awaitable[None]],
) -> Handler:
    """Call `handle` when a person stops the bot or starts it again."""

    async def callback(update: Update, context: Context) -> None:
        assert update.my_chat_member
        context.update_id = update.update_id
        await handle(update.my_chat_member, context)

    return _Membership(callback, {ChatType.PRIVATE})


class Standing(Enum):
    """What the bot is in a group after a change."""

    ARRIVED = "arrived"
    WELL = "well"
    MUTED = "muted"
    GONE = "gone"


def on_group_membership(
    handle: Callable[[ChatMemberUpdated, Standing, Context], Awaitable[None]],
) -> Handler:
    """Call `handle` when the bot is brought to a group, put out of it, or may do less there."""

    async def callback(update: Update, context: Context) -> None:
        change = update.my_chat_member
        assert change
        await meet(update, context)
        await handle(change, _standing(change), context)

    return _Membership(callback, {ChatType.GROUP, ChatType.SUPERGROUP})


class Command(NamedTuple):
    """A command in a group; `addressed` when it names this bot."""

    name: str
    addressed: bool


def on_group_command(
    handle: Callable[[Message, Command, Context], Awaitable[None]],
) -> Handler:
    """Call `handle` for each command in a group that is not said to another bot."""

    async def callback(update: Update, context: Context) -> None:
        message = update.message
        assert message
        name, at, bot = (message.text or "").split()[0].removeprefix("/").partition("@")
        if not at or bot.lower() == context.bot.username.lower():
            await meet(update, context)
            await handle(message, Command(name.lower(), bool(at)), context)

    return MessageHandler(GROUPS & filters.COMMAND, callback)


def on_group_message(matching: filters.BaseFilter, handle: OnMessage) -> Handler:
    """Call `handle` when Telegram says something of that kind about a group."""

    async def callback(update: Update, context: Context) -> None:
        assert update.message
        context.update_id = update.update_id
        await handle(update.message, context)

    return MessageHandler(GROUPS & matching, callback)


def is_in_group(query: CallbackQuery) -> bool:
    """Whether a tapped button stands where others see it too."""
    return query.message is not None and query.message.chat.type != ChatType.PRIVATE


def place_of(message: Message) -> Place:
    """Where in a group something was said."""
    return Place(message.chat.id, message.message_thread_id if message.is_topic_message else None)


def topic_of(message: Message) -> str | None:
    """Name the topic of a message, as far as Telegram says it."""
    begun = message.reply_to_message and message.reply_to_message.forum_topic_created
    return begun.name if begun else None


class _Membership(ChatMemberHandler[Context, Any]):
    """Changes of the bot's own place in chats of some kinds."""

    def __init__(self, callback: Any, kinds: Collection[str]) -> None:
        super().__init__(callback, ChatMemberHandler.MY_CHAT_MEMBER)
        self._kinds = kinds

    def check_update(self, update: object) -> bool:
        """Whether this handler is the one."""
        if not isinstance(update, Update) or update.my_chat_member is None:
            return False
        return update.my_chat_member.chat.type in self._kinds


def _standing(change: ChatMemberUpdated) -> Standing:
    if not _is_inside(change.new_chat_member):
        return Standing.GONE
    if not _is_inside(change.old_chat_member):
        return Standing.ARRIVED
    new = change.new_chat_member
    muted = isinstance(new, ChatMemberRestricted) and not new.can_send_messages
    return Standing.MUTED if muted else Standing.WELL


def _is_inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in {ChatMember.BANNED, ChatMember.LEFT}


def _said(
    handle: OnMessage, *, strangers: bool
) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    async def callback(update: Update, context: Context) -> None:
        assert update.message
        await _meet(update, context, strangers=strangers)
        await handle(update.message, context)

    return callback


async def meet(update: Update, context: Context) -> None:
    """Find out who an update is from, and note it in the context."""
    user = update.effective_user
    assert user
    context.update_id = update.update_id
    context.spoken = user.language_code
    context.known = await context.read(recognise, user.id)
    # Telegram says that somebody is back, but not for ever to a bot that was down.
    writes = update.message is not None and PRIVATE.check_update(update) is not None
    known = context.known
    if known and (_is_back(known, context.now) or (writes and not known.reached)):
        await context.db.write(greet, known, context.now, writes=writes)


async def _turn_to(button: Button, context: Context) -> None:
    """Show the centre of the task that was tapped: a letter may speak of several."""
    if context.known and context.known.others and button.concerns:
        context.known = await context.db.write(turn_to_task, context.known, button.concerns)


def _is_back(person: Person, now: datetime) -> bool:
    """Whether it is to be noted that the person is here: once a day, it is a write."""
    return person.seen_at is None or now - person.seen_at >= A_DAY


async def _meet(update: Update, context: Context, *, strangers: bool) -> None:
    await meet(update, context)
    if context.known is None and not strangers:
        raise context.stranger
