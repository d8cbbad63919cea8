"""«Перенести»: asking for another deadline, from a card or a letter."""

from collections.abc import Mapping
from datetime import date

from telegram import CallbackQuery, Message

from bot.buttons.postponing import (
    AskPostponing,
    ChooseUntil,
    GiveReason,
    LeavePostponing,
    WhichToPostpone,
    Withdraw,
)
from bot.buttons.tasks import AtTask, Place
from bot.context import Context
from bot.handlers.dating import day_of
from bot.handlers.tasks import screen_of
from bot.routing import on_tap
from bot.showing import redraw, reply
from bot.usecases import letters
from bot.usecases import postponing as usecase
from bot.usecases.talking import leave
from bot.views import postponing as view
from bot.views.letter_buttons import page_tasks
from bot.views.screen import said
from storage.domain.permissions import Refusal
from storage.updates import Repeated


async def which(query: CallbackQuery, button: WhichToPostpone, context: Context) -> None:
    """Ask which task of a letter is meant."""
    today = context.now.date()
    opened = await context.read(letters.opened, context.person, button.letter_id, today)
    tasks = page_tasks(opened, button.page, today)
    if not tasks:
        raise Refusal("old_screen")
    await redraw(query, view.which(tasks, button.letter_id, button.page, context.viewer))


async def ask(query: CallbackQuery, button: AskPostponing, context: Context) -> None:
    """Offer other days, and take typed words as one from now on."""
    asking = await context.db.write(
        usecase.begin, context.person, button.task_id, _origin(button), context.now
    )
    await redraw(query, view.ask(asking, button, context.viewer))


async def choose(query: CallbackQuery, button: ChooseUntil, context: Context) -> None:
    """Take a day that was offered and ask for the reason."""
    wanted = await context.db.write(
        usecase.choose,
        context.person,
        button.task_id,
        day_of(button.day),
        _origin(button),
        context.now,
    )
    await redraw(query, view.why(wanted, button, context.words))


async def give(query: CallbackQuery, button: GiveReason, context: Context) -> None:
    """Ask with a reason that was offered, and go back to where «Перенести» was tapped."""
    try:
        asked = await context.write(
            usecase.ask,
            context.person,
            button.task_id,
            day_of(button.day),
            view.reason(button.reason, context.words),
            context.now,
        )
        toast = view.toast(asked, context.viewer)
    except Repeated:
        toast = context.words("This tap was taken already.")
    await redraw(query, await screen_of(context, button), toast)


async def go_back(query: CallbackQuery, button: LeavePostponing, context: Context) -> None:
    """Go back to where «Перенести» was tapped, and take typed words for no day any more."""
    await context.db.write(leave, context.person, usecase.UNTIL, usecase.WHY)
    await redraw(query, await screen_of(context, button))


async def withdraw(query: CallbackQuery, button: Withdraw, context: Context) -> None:
    """Take a request back, and go back to where «Перенести» was tapped."""
    try:
        decided = await context.write(
            usecase.withdraw, context.person, button.request_id, context.now
        )
        toast = view.settled(decided, context.words)
    except Repeated:
        toast = context.words("This tap was taken already.")
    await redraw(query, await screen_of(context, button), toast)


async def typed_day(message: Message, facts: Mapping[str, int | str], context: Context) -> None:
    """Take a day that was written and ask for the reason."""
    at = _at(facts)
    # As this update's effect: heard again, the day would be taken for the reason.
    wanted = await context.write(
        usecase.choose_typed,
        context.person,
        at.task_id,
        message.text or "",
        _origin(at),
        context.now,
    )
    await reply(message, view.why(wanted, at, context.words))


async def typed_reason(message: Message, facts: Mapping[str, int | str], context: Context) -> None:
    """Ask with a reason that was written; the screen that follows is the task's card."""
    at = _at(facts)
    asked = await context.write(
        usecase.ask,
        context.person,
        at.task_id,
        date.fromisoformat(str(facts["until"])),
        message.text or "",
        context.now,
    )
    shown = await screen_of(context, AtTask(at.task_id, at.place, at.page, at.about, 1))
    await reply(message, said(view.toast(asked, context.viewer), shown))


def _origin(at: AtTask) -> usecase.Origin:
    return {"place": at.place, "page": at.page, "of": at.about, "card": at.card}


def _at(facts: Mapping[str, int | str]) -> AtTask:
    task_id, page, about, card = (int(facts[name]) for name in ("task", "page", "of", "card"))
    return AtTask(task_id, Place(str(facts["place"])), page, about, card)


HANDLERS = [
    on_tap(WhichToPostpone, which),
    on_tap(AskPostponing, ask),
    on_tap(ChooseUntil, choose),
    on_tap(GiveReason, give),
    on_tap(LeavePostponing, go_back),
    on_tap(Withdraw, withdraw),
]
