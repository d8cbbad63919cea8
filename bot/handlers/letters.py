"""What can be asked of a letter after it came."""

from telegram import CallbackQuery

from bot.buttons.letters import AskLater, PutOff, ShowLate, WhyLetter
from bot.context import Context
from bot.routing import on_tap
from bot.showing import below, redraw
from bot.usecases import letters as usecase
from bot.usecases import putting_off, reasons
from bot.views import letters as view
from bot.views import reasons as reasons_view
from bot.views.late import late_at
from bot.views.letter import entries
from bot.views.screen import Screen
from storage.domain.permissions import Refusal
from storage.updates import Repeated


async def letter_screen(context: Context, letter_id: int, page: int) -> Screen:
    """Put a letter together as it stands now."""
    opened = await context.read(usecase.opened, context.person, letter_id, context.now.date())
    return view.digest_again(opened, page, context.viewer)


async def why(query: CallbackQuery, button: WhyLetter, context: Context) -> None:
    """Explain below the letter which rule brought it."""
    explained = await context.read(
        reasons.explained, context.person, button.letter_id, context.now
    )
    await below(query, reasons_view.why(explained, context.viewer))


async def late(query: CallbackQuery, button: ShowLate, context: Context) -> None:
    """Show who is late with an activity of the letter."""
    opened = await context.read(
        usecase.opened, context.person, button.letter_id, context.now.date()
    )
    for entry in entries(opened.items):
        if button.task_id in {item.task.id for item in entry}:
            await redraw(query, late_at(entry, button, context.viewer))
            return
    raise Refusal("old_screen")


async def ask_later(query: CallbackQuery, button: AskLater, context: Context) -> None:
    """Ask in place of the letter until when a task is put off."""
    today = context.now.date()
    tasks, waits = await context.read(
        putting_off.waits, context.person, button.letter_id, button.task_id, today
    )
    asked = reasons_view.ask_later(button, tasks, waits, today, context.words)
    await redraw(query, asked)


async def put_off(query: CallbackQuery, button: PutOff, context: Context) -> None:
    """Put a task off, and show the letter again."""
    try:
        wait = putting_off.Wait(button.wait)
    except ValueError as error:
        raise Refusal("old_screen") from error
    try:
        tasks, until = await context.write(
            putting_off.put_off,
            context.person,
            button.letter_id,
            button.task_id,
            wait,
            context.now,
        )
        toast = reasons_view.put_off(tasks, until, context.words)
    except Repeated:
        toast = context.words("This tap was taken already.")
    await redraw(query, await letter_screen(context, button.letter_id, button.page), toast)


HANDLERS = [
    on_tap(WhyLetter, why),
    on_tap(ShowLate, late),
    on_tap(AskLater, ask_later),
    on_tap(PutOff, put_off),
]
