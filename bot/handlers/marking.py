"""«Готово» and «Отменить»: on a list, a card, a letter, or as text."""

import re

from telegram import CallbackQuery, Message

from bot.buttons.marking import MarkDone, Undo
from bot.buttons.tasks import AtTask, Place
from bot.context import Context
from bot.handlers.tasks import screen_of
from bot.routing import on_command, on_tap, on_words
from bot.showing import redraw, reply
from bot.usecases import marking as usecase
from bot.usecases.tasks import by_number
from bot.views import marking as view
from bot.views.screen import said
from storage.domain.permissions import Refusal
from storage.updates import Repeated

NUMBER = r"\d+(?:[.,]\d+)*(?:-\d+)?\.?"
"""How people write an activity's number."""


async def done(query: CallbackQuery, button: MarkDone, context: Context) -> None:
    """Mark the task under the button and redraw the screen it stands on."""
    try:
        marked = await context.write(
            usecase.mark_done, context.person, button.task_id, context.now
        )
        toast = view.toast(marked, context.viewer)
    except Repeated:
        toast = context.words("This tap was taken already.")
    await redraw(query, await screen_of(context, button), toast)


async def undo(query: CallbackQuery, button: Undo, context: Context) -> None:
    """Take the mark back and redraw the screen."""
    try:
        task = await context.write(usecase.undo, context.person, button.task_id, context.now)
        toast = view.undone(task, context.words)
    except Repeated:
        toast = context.words("This tap was taken already.")
    await redraw(query, await screen_of(context, button), toast)


async def done_by_number(message: Message, context: Context) -> None:
    """Mark by number: `/done 4.4`, «4.4 готово», «готово 4.4»."""
    # What follows the command alone: the command may name the bot, and its name may have digits.
    text = message.text or "" if context.args is None else " ".join(context.args)
    found = re.search(NUMBER, text)
    if found is None:
        raise Refusal("which_task")
    candidates = await context.read(by_number, context.person, found[0])
    open_ones = view.choose_from(candidates, context.viewer)
    if len(open_ones) > 1:
        await reply(message, view.which(open_ones, context.viewer))
        return
    task = open_ones[0] if open_ones else candidates[-1]
    try:
        marked = await context.write(usecase.mark_done, context.person, task.id, context.now)
    except Repeated:
        marked = None
    at = AtTask(task.id, Place.ALL, 0, 0, 1)
    shown = await screen_of(context, at)
    await reply(message, said(view.toast(marked, context.viewer), shown) if marked else shown)


HANDLERS = [
    on_tap(MarkDone, done),
    on_tap(Undo, undo),
    on_command("done", done_by_number),
    on_words(
        rf"(?:{NUMBER}\s+(?:готово|сделано|выполнено|done)|(?:готово|сделано|выполнено|done)\s+{NUMBER})",
        done_by_number,
    ),
]
