"""Carrying letters through Telegram; its errors end here and become outcomes."""

from datetime import timedelta

from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.retrying import TelegramBot
from bot.showing import keyboard
from bot.views.letters import digest
from locales import Words
from scheduler.delivery import Later, OurFault, Outcome, Sent, Unreachable
from storage.domain.letters import DigestFacts

OURS_TO_CHOOSE = timedelta(0)
"""Telegram does not say how long to wait."""

_NOBODY_THERE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "user_deactivated",
    "peer_id_invalid",
)
"""What Telegram says of chats that no letter will ever reach, with status 400."""


class TelegramMessenger:
    """The scheduler's Messenger."""

    def __init__(self, bot: TelegramBot) -> None:
        self._bot = bot

    async def send(self, facts: DigestFacts) -> Outcome:
        """Send a digest in its reader's language and say what came of it."""
        screen = digest(facts, Words(facts.recipient.language))
        try:
            message = await self._bot.send_message(
                facts.recipient.telegram_id,
                screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(screen),
                rate_limit_args=True,  # letters come when it is their turn
            )
        except TelegramError as error:
            return outcome_of(error)
        return Sent(message.message_id)


def outcome_of(error: TelegramError) -> Outcome:
    """Say what an error of the Bot API means for the letter that met it."""
    # The order matters: BadRequest is a NetworkError, and trying it again would never end.
    match error:
        case RetryAfter():
            assert isinstance(error.retry_after, timedelta)
            return Later(error.retry_after, "told to wait")
        case Forbidden():
            return Unreachable(error.message)
        case BadRequest() if any(text in error.message.lower() for text in _NOBODY_THERE):
            return Unreachable(error.message)
        case BadRequest() | ChatMigrated():  # people's chats do not migrate
            return OurFault(error.message)
        case InvalidToken():
            return Later(OURS_TO_CHOOSE, "the token is refused")
        case _:  # time-outs, broken connections, 5xx, a second poll: none of the letter's doing
            return Later(OURS_TO_CHOOSE, f"{type(error).__name__}: {error.message}")
