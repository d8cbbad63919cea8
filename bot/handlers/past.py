"""What was over before anybody could know of it: asked for, or set aside."""

from collections.abc import Callable
from datetime import datetime

from telegram import CallbackQuery

from bot.buttons.past import AskPast, SetPastAside
from bot.context import Context
from bot.routing import on_tap
from bot.showing import redraw
from bot.usecases import past as usecase
from bot.views import past as view
from storage.database import Transaction
from storage.domain.people import Actor
from storage.past import Past
from storage.updates import Repeated


async def set_aside(query: CallbackQuery, button: SetPastAside, context: Context) -> None:
    """Ask for the past no more."""
    await _decide(query, button.roadmap_id, usecase.set_aside, context)


async def ask(query: CallbackQuery, button: AskPast, context: Context) -> None:
    """Ask for it after all."""
    await _decide(query, button.roadmap_id, usecase.ask, context)


async def _decide(
    query: CallbackQuery,
    roadmap_id: int,
    decide: Callable[[Transaction, Actor, int, datetime], Past],
    context: Context,
) -> None:
    try:
        facts = await context.write(decide, context.person, roadmap_id, context.now)
    except Repeated:
        facts = await context.read(usecase.look, context.person, roadmap_id)
    await redraw(query, view.past(roadmap_id, facts, context.words))


HANDLERS = [on_tap(SetPastAside, set_aside), on_tap(AskPast, ask)]
