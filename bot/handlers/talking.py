"""Typed words that are no command: answers to the bot's questions, invitation codes, the rest."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import CallbackQuery, Message
from telegram.ext import filters

from bot.context import Context
from bot.handlers import (
    dating,
    deciding,
    joining,
    own_days,
    periods,
    postponing,
    questions,
    settings,
)
from bot.routing import on_any_tap, on_message
from bot.usecases.talking import pending
from storage.domain.permissions import Refusal

CODE = re.compile(r"\s*[0-9A-Za-z]{4}[\s-]?[0-9A-Za-z]{4}\s*")

ANSWERS: Mapping[str, Callable[[Message, dict[str, Any], Context], Awaitable[None]]] = {
    "date": lambda message, facts, context: dating.typed(message, facts["activity"], context),
    "row_date": lambda message, facts, context: questions.typed_date(
        message, facts["document"], facts["place"], context
    ),
    "period": lambda message, facts, context: periods.typed(message, facts["document"], context),
    "away": lambda message, _, context: settings.away_typed(message, context),
    "own_day": own_days.typed,
    "postpone_until": postponing.typed_day,
    "postpone_why": postponing.typed_reason,
    "postpone_answer": lambda message, facts, context: deciding.typed_answer(
        message, facts["request"], context
    ),
}
"""Who takes typed words, by what the bot has asked."""

LINK = re.compile(r"\bhttps?://|\bwww\.", re.IGNORECASE)


async def typed(message: Message, context: Context) -> None:
    """Find out what the words are an answer to."""
    text = message.text or ""
    if context.known:
        question = await context.read(pending, context.person, context.now)
        if question and question.about in ANSWERS:
            return await ANSWERS[question.about](message, question.facts, context)
    if CODE.fullmatch(text):
        return await joining.offer(message, text, context)
    if context.known and context.known.of_centre and LINK.search(text):
        raise Refusal("link")
    raise _not_understood(context)


async def anything(_: Message, context: Context) -> None:
    """Answer a sticker, a voice message and the like."""
    raise _not_understood(context)


def _not_understood(context: Context) -> Exception:
    if not context.known:
        return context.stranger
    return Refusal("unknown_words_of_centre" if context.known.of_centre else "unknown_words")


async def old_button(_: CallbackQuery, __: Context) -> None:
    """Answer a button that an older version has made, or somebody's forgery."""
    raise Refusal("old_screen")


HANDLERS = [
    on_message(filters.TEXT & ~filters.COMMAND, typed, strangers=True),
    on_message(filters.ALL, anything, strangers=True),
    on_any_tap(old_button),
]
