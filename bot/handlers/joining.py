"""Joining by a link or a code, and leaving by stopping the bot."""

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, User

from bot.buttons.joining import Join, NotMe
from bot.context import Context
from bot.handlers.summary import summary
from bot.handlers.tasks import home_screen
from bot.routing import on_command, on_membership, on_tap
from bot.showing import redraw, reply
from bot.usecases import joining as usecase
from bot.usecases.joining import Newcomer
from bot.usecases.people import blocked, unblocked
from bot.views import joining as view
from bot.views.in_groups import OPEN
from bot.views.screen import clip, letters
from locales import languages
from storage.domain.permissions import Refusal
from storage.updates import Repeated

LONGEST_NAME = 40


async def start(message: Message, context: Context) -> None:
    """Meet somebody: with an invitation, or again."""
    if context.args == [OPEN] and context.known:
        await open_bot(message, context)
    elif context.args and context.args != [OPEN]:
        await offer(message, context.args[0], context)
    elif context.known:
        await reply(message, await home_screen(context))
    else:
        raise context.stranger


async def open_bot(message: Message, context: Context) -> None:
    """Show what somebody wants to see who comes from a group."""
    if context.person.sees_centre:
        await summary(message, context)
    else:
        await reply(message, await home_screen(context))


async def offer(message: Message, word: str, context: Context) -> None:
    """Show an invitation by its token or code; who has used it before is simply at home."""
    user = message.from_user
    assert user
    invitation = await context.read(usecase.offer, word, user.id, context.now)
    if invitation.used and context.known:
        await reply(message, await home_screen(context))
    else:
        await reply(message, view.offer(invitation, context.words))


async def join(query: CallbackQuery, button: Join, context: Context) -> None:
    """«Это я»: become known, and see home."""
    newcomer = _newcomer(query.from_user)
    try:
        context.known = await context.write(usecase.join, button.token, newcomer, context.now)
    except Repeated:
        context.known = await context.read(usecase.recognise, newcomer.telegram_id)
        if context.known is None:
            raise Refusal("stranger") from None
    await redraw(query, await home_screen(context), context.words("Welcome."))


async def not_me(query: CallbackQuery, _: NotMe, context: Context) -> None:
    """«Это не моя школа»: leave everything as it is."""
    await redraw(query, view.not_me(context.words))


async def membership(change: ChatMemberUpdated, context: Context) -> None:
    """Note whether letters can reach the person from now on."""
    if change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}:
        await context.write(blocked, change.chat.id, context.now)
    else:
        await context.write(unblocked, change.chat.id)


def _newcomer(user: User) -> Newcomer:
    """Keep as little as tells people apart: «Ирина К.»."""
    initial = f" {next(letters(user.last_name))}." if user.last_name else ""
    spoken = user.language_code or ""
    return Newcomer(
        user.id,
        (clip(user.first_name, LONGEST_NAME) + initial).strip() or str(user.id),
        spoken if spoken in languages() else "",
    )


HANDLERS = [
    on_command("start", start, strangers=True),
    on_tap(Join, join, strangers=True),
    on_tap(NotMe, not_me, strangers=True),
    on_membership(membership),
]
