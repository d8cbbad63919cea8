"""Setting dates for activities that wait for one."""

from datetime import date, datetime

from telegram import CallbackQuery, Message

from bot.buttons.dating import AskDate, SetDate, ShowUndated
from bot.context import Context
from bot.routing import on_command, on_tap, on_words
from bot.showing import redraw, reply
from bot.usecases import dating as usecase
from bot.usecases.talking import leave
from bot.views import dating as view
from bot.views.screen import Screen
from storage.domain.permissions import Refusal
from storage.updates import Repeated


async def undated(message: Message, context: Context) -> None:
    """List the activities without a date."""
    await reply(message, await _list(context, 0))


async def show(query: CallbackQuery, button: ShowUndated, context: Context) -> None:
    """Turn to a page of that list; which date one of them gets is asked no more."""
    await context.db.write(leave, context.person, usecase.DATE)
    await redraw(query, await _list(context, button.page))


async def ask(query: CallbackQuery, button: AskDate, context: Context) -> None:
    """Offer dates for an activity, and take typed words as its date from now on."""
    activity = await context.db.write(
        usecase.ask_date, context.person, button.activity_id, context.now
    )
    await redraw(query, view.ask(activity, button.page, context.now.date(), context.words))


async def choose(query: CallbackQuery, button: SetDate, context: Context) -> None:
    """Set a date that was offered."""
    day = day_of(button.day)
    try:
        dated = await context.write(
            usecase.set_date, context.person, button.activity_id, day, context.now
        )
    except Repeated:
        await redraw(query, await _list(context, button.page))
        return
    await redraw(query, view.dated(dated, context.words))


async def typed(message: Message, activity_id: int, context: Context) -> None:
    """Set a date that was written."""
    dated = await context.write(
        usecase.set_typed_date, context.person, activity_id, message.text or "", context.now
    )
    await reply(message, view.dated(dated, context.words))


def day_of(packed: int) -> date:
    """Read a day that a button carries as YYYYMMDD. Refusal: `old_screen`."""
    try:
        return datetime.strptime(str(packed), "%Y%m%d").date()  # noqa: DTZ007 - a day, no moment
    except ValueError as error:
        raise Refusal("old_screen") from error


async def _list(context: Context, page: int) -> Screen:
    waiting = await context.read(usecase.waiting, context.person)
    return view.undated(waiting, page, context.words)


HANDLERS = [
    on_command("undated", undated),
    on_words(r"без срока|без даты|undated", undated),
    on_tap(ShowUndated, show),
    on_tap(AskDate, ask),
    on_tap(SetDate, choose),
]
