"""The summary and what lies behind it."""

from telegram import CallbackQuery, Message

from bot.buttons.summary import ShowOverdue, ShowSchools, ShowSections, ShowSummary
from bot.context import Context
from bot.routing import on_command, on_tap, on_words
from bot.showing import redraw, reply
from bot.usecases import summary as usecase
from bot.views import summary as view
from storage.domain.summary import Summary


async def summary(message: Message, context: Context) -> None:
    """Show the centre on one screen."""
    await reply(message, view.summary(await _facts(context), context.words))


async def show(query: CallbackQuery, _: ShowSummary, context: Context) -> None:
    """Go back to the summary."""
    await redraw(query, view.summary(await _facts(context), context.words))


async def schools(query: CallbackQuery, button: ShowSchools, context: Context) -> None:
    """Break the summary down by organisation."""
    await redraw(query, view.schools(await _facts(context), button.page, context.words))


async def sections(query: CallbackQuery, button: ShowSections, context: Context) -> None:
    """Break the summary down by section."""
    await redraw(query, view.sections(await _facts(context), button.page, context.words))


async def overdue(query: CallbackQuery, button: ShowOverdue, context: Context) -> None:
    """List what the whole centre is late with."""
    today = context.now.date()
    late = await context.read(usecase.overdue, context.person, today)
    await redraw(query, view.overdue(late, button.page, today, context.words))


async def _facts(context: Context) -> Summary:
    return await context.read(usecase.look, context.person, context.now)


HANDLERS = [
    on_command("summary", summary),
    on_words(r"сводка|итоги|summary", summary),
    on_tap(ShowSummary, show),
    on_tap(ShowSchools, schools),
    on_tap(ShowSections, sections),
    on_tap(ShowOverdue, overdue),
]
