"""Days on which a centre works or rests against the country's calendar."""

from contextlib import suppress
from typing import Any

from telegram import CallbackQuery, Message

from bot.buttons.own_days import AskOwnDay, ForgetOwnDay, ShowOwnDays
from bot.context import Context
from bot.handlers.dating import day_of
from bot.routing import on_tap
from bot.showing import redraw, reply
from bot.usecases import own_days as usecase
from bot.usecases.talking import leave
from bot.views import own_days as view
from bot.views.screen import Screen, said
from storage.updates import Repeated


async def show(query: CallbackQuery, button: ShowOwnDays, context: Context) -> None:
    """Show the days of a year; which day is meant is asked no more."""
    await context.db.write(leave, context.person, usecase.OWN_DAY)
    await redraw(query, await _year(context, button.year, button.page))


async def ask(query: CallbackQuery, button: AskOwnDay, context: Context) -> None:
    """Ask for a day, and take typed words as the answer from now on."""
    working = bool(button.working)
    await context.db.write(usecase.ask, context.person, button.year, context.now, working=working)
    await redraw(query, view.ask(button.year, context.words, working=working))


async def typed(message: Message, facts: dict[str, Any], context: Context) -> None:
    """Enter days that were written, and show their year."""
    days = await context.write(
        usecase.add_as_typed,
        context.person,
        message.text or "",
        facts["year"],
        context.now,
        working=bool(facts["working"]),
    )
    year = await _year(context, days[0].day.year, 0)
    await reply(message, said(view.added(days, context.words), year))


async def forget(query: CallbackQuery, button: ForgetOwnDay, context: Context) -> None:
    """Follow the country on a day again."""
    day = day_of(button.day)
    with suppress(Repeated):  # the screen says how it is now
        await context.write(usecase.forget, context.person, day, context.now)
    await redraw(query, await _year(context, day.year, button.page))


async def _year(context: Context, of: int, page: int) -> Screen:
    found = await context.read(usecase.year, context.person, of, context.now)
    return view.year(found, page, context.words)


HANDLERS = [
    on_tap(ShowOwnDays, show),
    on_tap(AskOwnDay, ask),
    on_tap(ForgetOwnDay, forget),
]
