"""Groups: the bot is brought there, taken away, asked; and a centre's group in its settings."""

from contextlib import suppress

from telegram import CallbackQuery, ChatMemberUpdated, Message, User
from telegram.error import BadRequest, Forbidden
from telegram.ext import filters

from bot.buttons.groups import (
    ChooseForGroup,
    ConnectGroup,
    DisconnectGroup,
    ShowCentres,
    ShowGroup,
)
from bot.context import Context
from bot.routing import (
    Command,
    Standing,
    on_group_command,
    on_group_membership,
    on_group_message,
    on_tap,
    place_of,
    topic_of,
)
from bot.showing import answer, redraw, reply, say
from bot.usecases import groups as usecase
from bot.views import groups as view
from bot.views import in_groups
from bot.views.screen import Screen
from locales import Words
from storage.domain.groups import Place, Trouble
from storage.domain.permissions import Refusal
from storage.updates import Repeated


async def membership(change: ChatMemberUpdated, new: Standing, context: Context) -> None:
    """The bot was brought to a group, put out of it, silenced, or given its voice back."""
    place = Place(change.chat.id)
    if new is Standing.ARRIVED:
        await _arrive(change, context)
    elif new is Standing.GONE:
        await context.write(usecase.out_of_reach, place, Trouble.REMOVED, context.now)
    elif new is Standing.MUTED:
        await context.write(usecase.out_of_reach, place, Trouble.MUTED, context.now)
    else:
        await context.write(usecase.in_reach, place, Trouble.MUTED)


async def command(message: Message, said: Command, context: Context) -> None:
    """Answer what is said to this bot, and nothing else.

    A bare /group may be another bot's; a methodist's is taken for ours.
    """
    user = message.from_user
    if said.name == "group" and user:
        centres = await context.read(usecase.may_connect, user.id)
        if said.addressed or centres:
            if message.sender_chat:
                raise Refusal("anonymous")
            forum = bool(message.chat.is_forum)
            await reply(message, await _offer(user, place_of(message), context, topics=forum))
    elif said.name == "start" or not said.addressed:
        return  # Telegram says /start when somebody has chosen this group from a link
    elif said.name == "summary":
        week = await context.read(usecase.here, place_of(message), context.now)
        words = Words(week.summary.centre.language) if week else context.words
        username = context.bot.username
        await reply(
            message,
            in_groups.week(week, username, words)
            if week
            else in_groups.in_private(username, words),
        )
    else:
        await reply(message, in_groups.in_private(context.bot.username, context.words))


async def turn(query: CallbackQuery, button: ShowCentres, context: Context) -> None:
    """Show other centres to which whoever taps may connect the group."""
    message = query.message
    if not isinstance(message, Message) or not message.chat.title:
        raise Refusal("old_screen")
    if not await context.read(usecase.may_connect, query.from_user.id):
        raise Refusal("not_yours_to_connect")
    place, forum = Place(message.chat.id, button.thread_id or None), bool(message.chat.is_forum)
    page = await _offer(query.from_user, place, context, topics=forum, number=button.page)
    await redraw(query, page)


async def connect(query: CallbackQuery, button: ConnectGroup, context: Context) -> None:
    """Connect the group in which the button stands."""
    message = query.message
    if not isinstance(message, Message) or not message.chat.title:
        raise Refusal("old_screen")
    place = Place(message.chat.id, button.thread_id or None)
    try:
        made = await context.write(
            usecase.connect,
            query.from_user.id,
            button.centre_id,
            place,
            (message.chat.title, topic_of(message)),
            context.now,
        )
    except Repeated:
        await answer(query)
        return
    words = Words(made.centre.language)
    await redraw(query, in_groups.connected(made, words), words("The group is connected."))


async def migrated(message: Message, context: Context) -> None:
    """Follow a group that has become a supergroup: both of them say so."""
    here, new, old = message.chat.id, message.migrate_to_chat_id, message.migrate_from_chat_id
    await context.write(usecase.moved, old or here, new or here, context.now)


async def topic_closed(message: Message, context: Context) -> None:
    """A topic takes no more messages."""
    if (place := place_of(message)).thread_id:
        await context.write(usecase.out_of_reach, place, Trouble.TOPIC_CLOSED, context.now)


async def topic_reopened(message: Message, context: Context) -> None:
    """It takes them again."""
    if (place := place_of(message)).thread_id:
        await context.write(usecase.in_reach, place, Trouble.TOPIC_CLOSED)


async def show(query: CallbackQuery, _: ShowGroup, context: Context) -> None:
    """Show the group of the centre."""
    await redraw(query, await _group(context))


async def choose(query: CallbackQuery, button: ChooseForGroup, context: Context) -> None:
    """Send it more, or less."""
    with suppress(Repeated):  # the screen says how it is now
        await context.write(
            usecase.choose, context.person, button.what, context.now, on=bool(button.on)
        )
    await redraw(query, await _group(context))


async def disconnect(query: CallbackQuery, button: DisconnectGroup, context: Context) -> None:
    """Send nothing there any more, when the person is sure."""
    known = await context.read(usecase.group_of, context.person)
    if known and not button.sure:
        await redraw(query, view.disconnect_sure(known, context.words))
        return
    with suppress(Repeated):
        await context.write(usecase.disconnect, context.person, context.now)
    await redraw(query, view.disconnected(context.words))


async def _arrive(change: ChatMemberUpdated, context: Context) -> None:
    chat = change.chat
    forum = bool(chat.is_forum)
    offered = await _offer(change.from_user, Place(chat.id), context, topics=forum)
    try:
        await say(context.bot, chat.id, offered)
    except (BadRequest, Forbidden):
        if context.known:
            told = view.may_not_write(chat.title or "", context.words)
            await say(context.bot, change.from_user.id, told)


async def _offer(
    user: User, place: Place, context: Context, *, topics: bool, number: int = 0
) -> Screen:
    username = context.bot.username
    centres = await context.read(usecase.may_connect, user.id)
    if not centres:
        return in_groups.stranger(username, context.words)
    return in_groups.offer(
        centres, place.thread_id or 0, username, context.words, topics=topics, number=number
    )


async def _group(context: Context) -> Screen:
    known = await context.read(usecase.group_of, context.person)
    return view.group(known, context.bot.username, context.words)


HANDLERS = [
    on_group_membership(membership),
    on_group_command(command),
    on_group_message(filters.StatusUpdate.MIGRATE, migrated),
    on_group_message(filters.StatusUpdate.FORUM_TOPIC_CLOSED, topic_closed),
    on_group_message(filters.StatusUpdate.FORUM_TOPIC_REOPENED, topic_reopened),
    on_tap(ShowCentres, turn, strangers=True, in_groups=True),
    on_tap(ConnectGroup, connect, strangers=True, in_groups=True),
    on_tap(ShowGroup, show),
    on_tap(ChooseForGroup, choose),
    on_tap(DisconnectGroup, disconnect),
]
