"""What a person hears when the answer is no, or when we broke."""

import logging

from telegram import Update
from telegram.constants import ChatType
from telegram.error import Forbidden

from bot.context import Context
from bot.handlers.tasks import home_screen
from bot.routing import meet
from bot.showing import answer, reply
from bot.views.refusals import sentence
from bot.views.screen import screen
from storage.domain.permissions import Refusal
from storage.unusable import Unavailable
from storage.updates import Repeated

logger = logging.getLogger(__name__)


async def on_error(update: object, context: Context) -> None:
    """Explain a refusal; own up to anything else and write it down."""
    assert isinstance(update, Update)
    match context.error:
        case Refusal() as refusal:
            await _refuse(update, context, refusal)
        case Repeated():
            # Its effect stands; whoever waits for the answer sees how things are now.
            await _refuse(update, context, Refusal("old_screen"))
        case Unavailable():
            logger.error("the database cannot be reached: %s", context.error)
            context.bot_data["not_yet"](update.update_id)
        case Forbidden():
            logger.info("somebody stopped the bot before an answer reached them")
        case error:
            logger.error("update %s failed", update.update_id, exc_info=error)
            await _refuse(update, context, Refusal("trouble"))


async def _refuse(update: Update, context: Context, refusal: Refusal) -> None:
    await meet(update, context)  # the library gives an error a context of its own
    text = sentence(refusal, context.words)
    query, message = update.callback_query, update.effective_message
    private = update.effective_chat is None or update.effective_chat.type == ChatType.PRIVATE
    if query:
        await answer(query, text, alert=True)
    elif message:
        await reply(message, screen([text]))
    if refusal.reason == "old_screen" and message and context.known and private:
        await reply(message, await home_screen(context))
