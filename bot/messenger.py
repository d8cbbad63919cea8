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
from bot.views import groups, in_groups
from bot.views.letters import digest
from bot.views.screen import Screen
from locales import Words
from scheduler.delivery import Later, Moved, NotInGroup, OurFault, Outcome, Sent, Unreachable
from storage.domain.groups import Trouble
from storage.domain.letters import Facts, GroupFacts

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


_IN_GROUPS = {
    Trouble.GONE: ("chat not found", "chat was deleted", "chat_id_invalid", "channel_invalid"),
    Trouble.TOPIC_GONE: ("message thread not found", "topic_deleted", "topic_id_invalid"),
    Trouble.TOPIC_CLOSED: ("topic_closed",),
    Trouble.MUTED: (
        "not enough rights",
        "no rights to send",
        "chat_write_forbidden",
        "chat_restricted",
        "chat_send_plain_forbidden",
    ),
}
"""What Telegram says of groups, with status 400 or 403; any other 403 is that it put us out."""


class TelegramMessenger:
    """The scheduler's Messenger."""

    def __init__(self, bot: TelegramBot) -> None:
        self._bot = bot

    async def send(self, facts: Facts) -> Outcome:
        """Send a letter in its reader's language and say what came of it."""
        screen = self._screen(facts)
        group = facts.group if isinstance(facts, GroupFacts) else None
        try:
            message = await self._bot.send_message(
                facts.chat_id,
                screen.text,
                message_thread_id=group.place.thread_id if group else None,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(screen),
                rate_limit_args=True,  # letters come when it is their turn
            )
        except TelegramError as error:
            return group_outcome_of(error) if group else outcome_of(error)
        return Sent(message.message_id)

    def _screen(self, facts: Facts) -> Screen:
        if isinstance(facts, GroupFacts):
            return in_groups.letter(facts, self._bot.username, Words(facts.centre.language))
        words = Words(facts.recipient.language)
        if facts.lost:
            return groups.lost(facts.lost, self._bot.username, words)
        return digest(facts, words)


def group_outcome_of(error: TelegramError) -> Outcome:
    """Say what an error of the Bot API means for a letter to a group."""
    said = error.message.lower()
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, BadRequest | Forbidden):
        for trouble, texts in _IN_GROUPS.items():
            if any(text in said for text in texts):
                return NotInGroup(trouble, error.message)
    if isinstance(error, Forbidden):
        return NotInGroup(Trouble.REMOVED, error.message)
    return outcome_of(error)


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
