"""People of the centre: looking at them and inviting them."""

from telegram import CallbackQuery, Message

from bot.buttons import Invite, ShowPeople
from bot.context import Context
from bot.routing import on_command, on_tap, on_words
from bot.showing import below, redraw, reply
from bot.usecases import people as usecase
from bot.views import people as view
from bot.views.joining import invited
from bot.views.screen import Screen


async def people(message: Message, context: Context) -> None:
    """List who works with the bot."""
    await reply(message, await _list(context, 0))


async def show(query: CallbackQuery, button: ShowPeople, context: Context) -> None:
    """Turn to a page of that list."""
    await redraw(query, await _list(context, button.page))


async def invite(query: CallbackQuery, button: Invite, context: Context) -> None:
    """Write an invitation, in a message of its own that can be forwarded."""
    made = await context.write(usecase.invite, context.person, button.organisation_id, context.now)
    await below(query, invited(made, link_of(made.token, context.bot.username), context.words))


def link_of(token: str, username: str) -> str:
    """The address that opens the bot and hands it an invitation."""
    return f"https://t.me/{username}?start={token}"


async def _list(context: Context, page: int) -> Screen:
    teams = await context.read(usecase.teams, context.person, context.now)
    return view.teams(teams, page, context.words)


HANDLERS = [
    on_command("people", people),
    on_words(r"люди|участники|координаторы|people", people),
    on_tap(ShowPeople, show),
    on_tap(Invite, invite),
]
