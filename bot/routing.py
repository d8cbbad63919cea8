"""From updates to handlers: Telegram's optional fields are dealt with here, once."""

import re
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeAlias, TypeVar

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
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
from bot.usecases.joining import greet, recognise
from storage.domain.people import Person
from storage.domain.permissions import Refusal

B = TypeVar("B", bound=Button)

Handler: TypeAlias = BaseHandler[Update, Context, Any]
OnMessage: TypeAlias = Callable[[Message, Context], Awaitable[None]]

A_DAY = timedelta(days=1)

# Vekha talks to people one by one; what is said in groups is not for it.
PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


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
) -> Handler:
    """Call `handle` when somebody taps such a button. Forged data is an old screen, no error."""

    async def callback(update: Update, context: Context) -> None:
        query = update.callback_query
        assert query
        assert query.data
        await _meet(update, context, strangers=strangers)
        try:
            value = button.unpack(query.data)
        except ValueError as error:
            raise Refusal("old_screen") from error
        await handle(query, value, context)

    return CallbackQueryHandler(callback, pattern=f"^{button.prefix}(:|$)")


def on_any_tap(handle: Callable[[CallbackQuery, Context], Awaitable[None]]) -> Handler:
    """Call `handle` for every tap that no other handler knows."""

    async def callback(update: Update, context: Context) -> None:
        assert update.callback_query
        await _meet(update, context, strangers=False)
        await handle(update.callback_query, context)

    return CallbackQueryHandler(callback)


def on_membership(
    handle: Callable[[ChatMemberUpdated, Context], Awaitable[None]],
) -> Handler:
    """Call `handle` when a person stops the bot or starts it again."""

    async def callback(update: Update, context: Context) -> None:
        change = update.my_chat_member
        if change and change.chat.type == ChatType.PRIVATE:
            context.update_id = update.update_id
            await handle(change, context)

    return ChatMemberHandler(callback, ChatMemberHandler.MY_CHAT_MEMBER)


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
    if context.known and _is_back(context.known, context.now):
        await context.db.write(greet, context.known, context.now)


def _is_back(person: Person, now: datetime) -> bool:
    """Whether it is to be noted that the person is here: once a day, it is a write."""
    return person.seen_at is None or now - person.seen_at >= A_DAY


async def _meet(update: Update, context: Context, *, strangers: bool) -> None:
    await meet(update, context)
    if context.known is None and not strangers:
        raise context.stranger
