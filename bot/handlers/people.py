"""People of the centre: looking at them and inviting them."""

from telegram import CallbackQuery, Message

from bot.buttons.people import Invite, InviteAnother, ShowPeople, ShowReach, WayIn
from bot.context import Context
from bot.exports.qr import qr
from bot.routing import on_command, on_tap, on_words
from bot.showing import picture_below, redraw, reply
from bot.usecases import groups, reach
from bot.usecases import people as usecase
from bot.views import people as view
from bot.views import reach as reach_view
from bot.views.joining import invited, link_of
from bot.views.screen import Screen
from storage.invitations import Invitation


async def people(message: Message, context: Context) -> None:
    """List who works with the bot."""
    await reply(message, await _list(context, 0))


async def show(query: CallbackQuery, button: ShowPeople, context: Context) -> None:
    """Turn to a page of that list."""
    await redraw(query, await _list(context, button.page))


async def invite(query: CallbackQuery, button: Invite, context: Context) -> None:
    """Show an invitation, in a message of its own that can be forwarded."""
    made = await context.write(usecase.invite, context.person, button.organisation_id, context.now)
    await hand_over(query, made, context, InviteAnother(button.organisation_id))


async def another(query: CallbackQuery, button: InviteAnother, context: Context) -> None:
    """Write one more, for another person."""
    made = await context.write(
        usecase.invite_another, context.person, button.organisation_id, context.now
    )
    await hand_over(query, made, context, InviteAnother(button.organisation_id))


async def board(query: CallbackQuery, button: ShowReach, context: Context) -> None:
    """Turn to a page of those who are not reached."""
    absent = await context.read(reach.absent, context.person, context.now)
    zone = context.person.centre.timezone
    group = await context.read(groups.troubled, context.person)
    await redraw(query, reach_view.board(absent, button.page, zone, context.words, group))


async def way_in(query: CallbackQuery, button: WayIn, context: Context) -> None:
    """Show an invitation for one of them."""
    made = await context.write(
        reach.way_in, context.person, button.organisation_id, button.person_id, context.now
    )
    await hand_over(query, made, context)


async def hand_over(
    query: CallbackQuery,
    made: Invitation,
    context: Context,
    another: InviteAnother | None = None,
) -> None:
    """Show an invitation as it is handed on: a link, a code, and a picture to print."""
    link = link_of(made.token, context.bot.username)
    await picture_below(query, qr(link), invited(made, link, context.words, another))


async def _list(context: Context, page: int) -> Screen:
    teams = await context.read(usecase.teams, context.person, context.now)
    absent = await context.read(reach.how_many, context.person, context.now)
    return view.teams(teams, absent, page, context.words)


HANDLERS = [
    on_command("people", people),
    on_words(r"люди|участники|координаторы|people", people),
    on_tap(ShowPeople, show),
    on_tap(Invite, invite),
    on_tap(InviteAnother, another),
    on_tap(ShowReach, board),
    on_tap(WayIn, way_in),
]
