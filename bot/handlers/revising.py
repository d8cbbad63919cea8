"""A later document of a roadmap: its changes, looked through and accepted."""

from contextlib import suppress

from telegram import CallbackQuery

from bot.buttons.revising import (
    AcceptRevision,
    AsNewRoadmap,
    ShowChanges,
    ShowRevision,
    ToggleChange,
)
from bot.context import Context
from bot.handlers.importing import new_roadmap_screen
from bot.routing import on_tap
from bot.showing import redraw
from bot.usecases import comparing, revising
from bot.views import revising as view
from bot.views.importing import names
from storage.updates import Repeated


async def show(query: CallbackQuery, button: ShowRevision, context: Context) -> None:
    """Show the changes in numbers."""
    facts = await context.read(
        comparing.compare, context.person, button.import_id, button.roadmap_id
    )
    await redraw(query, view.revision(facts, context.words))


async def changes(query: CallbackQuery, button: ShowChanges, context: Context) -> None:
    """Turn to a page of the changes."""
    facts = await context.read(
        comparing.compare, context.person, button.import_id, button.roadmap_id
    )
    await redraw(query, view.changes(facts, button.page, context.words))


async def toggle(query: CallbackQuery, button: ToggleChange, context: Context) -> None:
    """Leave a change out, or take it in again."""
    facts = await context.read(
        comparing.compare, context.person, button.import_id, button.roadmap_id
    )
    with suppress(Repeated):
        facts = await context.write(comparing.toggle, context.person, facts, button.change_id)
    await redraw(query, view.changes(facts, button.page, context.words))


async def accept(query: CallbackQuery, button: AcceptRevision, context: Context) -> None:
    """Apply what was chosen; a second «Принять» changes nothing and says so."""
    words = context.words
    chosen = await context.read(
        comparing.compare, context.person, button.import_id, button.roadmap_id
    )
    revised = await context.db.write(
        revising.revise, context.person, button.import_id, button.roadmap_id, names(words),
        context.now, chosen.chosen,
    )  # fmt: skip
    await redraw(query, view.revised(revised, words), words("Accepted."))


async def as_new(query: CallbackQuery, button: AsNewRoadmap, context: Context) -> None:
    """Show the document as a roadmap of its own."""
    await redraw(query, await new_roadmap_screen(button.import_id, context))


HANDLERS = [
    on_tap(ShowRevision, show),
    on_tap(ShowChanges, changes),
    on_tap(ToggleChange, toggle),
    on_tap(AcceptRevision, accept),
    on_tap(AsNewRoadmap, as_new),
]
