"""Choosing which schools do what a wording obliges schools to."""

from telegram import CallbackQuery

from bot.buttons.choosing import AllSchools, ShowSchools, ToggleSchool
from bot.context import Context
from bot.routing import on_tap
from bot.showing import redraw
from bot.usecases import choosing as usecase
from bot.views import choosing as view


async def show(query: CallbackQuery, button: ShowSchools, context: Context) -> None:
    """Turn to a page of the schools."""
    found = await context.read(usecase.look, context.person, button.import_id, button.place)
    await redraw(query, view.schools(button.import_id, found, button.page, context.words))


async def toggle(query: CallbackQuery, button: ToggleSchool, context: Context) -> None:
    """Choose a school, or take it back."""
    found = await context.write(
        usecase.toggle, context.person, button.import_id, button.place, button.key
    )
    await redraw(query, view.schools(button.import_id, found, button.page, context.words))


async def everyone(query: CallbackQuery, button: AllSchools, context: Context) -> None:
    """Let all schools do it."""
    found = await context.write(
        usecase.all_schools, context.person, button.import_id, button.place
    )
    await redraw(query, view.schools(button.import_id, found, 0, context.words))


HANDLERS = [on_tap(ShowSchools, show), on_tap(ToggleSchool, toggle), on_tap(AllSchools, everyone)]
