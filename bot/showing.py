"""Showing screens: below what was said, or in place of what was tapped."""

import asyncio

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from telegram.error import BadRequest

from bot.buttons.button import Button
from bot.views.screen import Link, Screen, clip

TOAST = 200
"""Telegram shows no more letters of an answer to a tap."""


async def reply(message: Message, screen: Screen) -> Message:
    """Show a screen below what a person said; in a topic where it was said in one."""
    return await message.get_bot().send_message(
        message.chat_id,
        screen.text,
        reply_markup=keyboard(screen),
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
    )


async def put(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> None:
    """Put a screen in place of a message, or below when that is gone; the same again is fine."""
    try:
        await bot.edit_message_text(
            screen.text, chat_id, message_id, reply_markup=keyboard(screen)
        )
    except BadRequest as error:
        if _says(error, "message to edit not found", "message can't be edited"):
            await bot.send_message(chat_id, screen.text, reply_markup=keyboard(screen))
        elif not _says(error, "message is not modified"):
            raise


async def say(bot: Bot, chat_id: int, screen: Screen) -> Message:
    """Show a screen where nothing was said."""
    return await bot.send_message(chat_id, screen.text, reply_markup=keyboard(screen))


async def redraw(query: CallbackQuery, screen: Screen, toast: str | None = None) -> None:
    """Answer a tap and put a screen in place of the tapped one; the same one again is fine.

    Both calls leave together: the person sees the new screen one round trip sooner than if one
    waited for the other. Both are finished before either's trouble is raised.
    """
    outcomes = await asyncio.gather(
        answer(query, toast), _put(query, screen), return_exceptions=True
    )
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome


async def below(query: CallbackQuery, screen: Screen) -> None:
    """Answer a tap and leave its screen alone, with another one below."""
    outcomes = await asyncio.gather(answer(query), _send(query, screen), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome


async def picture_below(query: CallbackQuery, picture: bytes, screen: Screen) -> None:
    """Answer a tap, with a picture below and a screen as the words under it."""
    bot: Bot = query.get_bot()
    outcomes = await asyncio.gather(
        answer(query),
        bot.send_photo(
            query.from_user.id, picture, caption=screen.text, reply_markup=keyboard(screen)
        ),
        return_exceptions=True,
    )
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome


async def answer(query: CallbackQuery, toast: str | None = None, *, alert: bool = False) -> None:
    """Stop the button's spinning; a tap too old for a toast is redrawn all the same."""
    try:
        await query.answer(toast and clip(toast, TOAST), show_alert=alert)
    except BadRequest as error:
        if not _says(error, "query is too old", "query id is invalid"):
            raise


def keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    """The buttons of a screen as Telegram wants them; None when there are none."""
    if not screen.rows:
        return None
    return InlineKeyboardMarkup(
        [[_button(label, means) for label, means in row] for row in screen.rows]
    )


def _button(label: str, means: Button | Link) -> InlineKeyboardButton:
    if isinstance(means, Link):
        return InlineKeyboardButton(label, url=means.url)
    return InlineKeyboardButton(label, callback_data=means.pack())


async def _put(query: CallbackQuery, screen: Screen) -> None:
    message = query.message
    if not isinstance(message, Message):  # gone, or too old to be reached
        await _send(query, screen)
        return
    await put(message.get_bot(), message.chat_id, message.message_id, screen)


async def _send(query: CallbackQuery, screen: Screen) -> None:
    bot: Bot = query.get_bot()
    await bot.send_message(query.from_user.id, screen.text, reply_markup=keyboard(screen))


def _says(error: BadRequest, *texts: str) -> bool:
    # python-telegram-bot capitalises Telegram's words, which lower-cases the rest of them.
    return any(text in error.message.lower() for text in texts)
