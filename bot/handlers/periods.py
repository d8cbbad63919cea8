"""When a roadmap runs: asked once, tapped or typed, and the preview again."""

from contextlib import suppress

from telegram import CallbackQuery, Message

from bot.buttons.periods import AskPeriod, ChoosePeriod, MoveYears
from bot.context import Context
from bot.handlers.dating import day_of
from bot.handlers.importing import period_screen, preview_screen
from bot.routing import on_tap
from bot.showing import redraw, reply
from bot.usecases import periods as usecase
from storage.domain.permissions import Refusal
from storage.domain.terms import Window
from storage.updates import Repeated


async def ask(query: CallbackQuery, button: AskPeriod, context: Context) -> None:
    """Ask for it."""
    await redraw(query, await period_screen(button.import_id, context))


async def choose(query: CallbackQuery, button: ChoosePeriod, context: Context) -> None:
    """Take a period that was offered."""
    try:
        period = Window(day_of(button.first), day_of(button.last))
    except ValueError:
        raise Refusal("old_screen") from None
    with suppress(Repeated):
        await context.write(usecase.choose, context.person, button.import_id, period)
    await redraw(query, await preview_screen(button.import_id, context))


async def typed(message: Message, import_id: int, context: Context) -> None:
    """Take the period as it was written, and show the preview again."""
    await context.write(
        usecase.set_typed, context.person, import_id, message.text or "", context.now
    )
    await reply(message, await preview_screen(import_id, context))


async def move(query: CallbackQuery, button: MoveYears, context: Context) -> None:
    """Move the roadmap to this year and show the preview again."""
    with suppress(Repeated):
        await context.write(usecase.move, context.person, button.import_id, button.years)
    await redraw(query, await preview_screen(button.import_id, context))


HANDLERS = [on_tap(AskPeriod, ask), on_tap(ChoosePeriod, choose), on_tap(MoveYears, move)]
