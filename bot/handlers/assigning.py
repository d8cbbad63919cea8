"""«Кто делает» on a methodist's card: who does an activity is said anew, and saved."""

from telegram import CallbackQuery

from bot.buttons.assigning import (
    AskWho,
    PickSchool,
    PickSchools,
    SaveWho,
    ShowWhoAgain,
    SwitchKind,
)
from bot.context import Context
from bot.routing import on_tap
from bot.showing import redraw
from bot.usecases import assigning as usecase
from bot.views import assigning as view
from bot.views.importing import names
from storage.updates import Repeated


async def ask(query: CallbackQuery, button: AskWho, context: Context) -> None:
    """Show who does it, to be changed."""
    found = await context.db.write(usecase.begin, context.person, button.task_id, context.now)
    await redraw(query, view.who_does_it(found, button, context.words))


async def again(query: CallbackQuery, button: ShowWhoAgain, context: Context) -> None:
    """Show what was chosen so far."""
    found = await context.read(usecase.look, context.person, button.task_id, context.now)
    await redraw(query, view.who_does_it(found, button, context.words))


async def switch(query: CallbackQuery, button: SwitchKind, context: Context) -> None:
    """Switch a kind of organisation."""
    try:
        found = await context.write(
            usecase.switch, context.person, button.task_id, button.kind, context.now
        )
    except Repeated:
        found = await context.read(usecase.look, context.person, button.task_id, context.now)
    await redraw(query, view.who_does_it(found, button, context.words))


async def schools(query: CallbackQuery, button: PickSchools, context: Context) -> None:
    """Turn to a page of the schools."""
    found = await context.read(usecase.look, context.person, button.task_id, context.now)
    await redraw(query, view.schools(found, button, button.at, context.words))


async def pick(query: CallbackQuery, button: PickSchool, context: Context) -> None:
    """Choose a school, take it back, or let all do it."""
    try:
        found = await context.write(
            usecase.pick, context.person, button.task_id, button.school_id, context.now
        )
    except Repeated:
        found = await context.read(usecase.look, context.person, button.task_id, context.now)
    await redraw(query, view.schools(found, button, button.at, context.words))


async def save(query: CallbackQuery, button: SaveWho, context: Context) -> None:
    """Let it be so; a second tap finds nothing to save."""
    words = context.words
    saved = await context.db.write(
        usecase.save, context.person, button.task_id, names(words), context.now
    )
    await redraw(query, view.assigned(saved, button, words), words("Saved."))


HANDLERS = [
    on_tap(AskWho, ask),
    on_tap(ShowWhoAgain, again),
    on_tap(SwitchKind, switch),
    on_tap(PickSchools, schools),
    on_tap(PickSchool, pick),
    on_tap(SaveWho, save),
]
