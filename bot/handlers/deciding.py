"""Requests for another deadline, for those who decide."""

from telegram import CallbackQuery, Message

from bot.buttons.postponing import Agree, AskAnswer, Refuse, ShowRequests
from bot.context import Context
from bot.routing import on_tap, on_words
from bot.showing import redraw, reply
from bot.usecases import deciding as usecase
from bot.usecases.talking import leave
from bot.views import deciding as view
from bot.views.postponing import settled
from bot.views.screen import Screen, said
from storage.updates import Repeated


async def requests(message: Message, context: Context) -> None:
    """Show the request that waits longest."""
    await reply(message, await _screen(context, 0))


async def show(query: CallbackQuery, button: ShowRequests, context: Context) -> None:
    """Go on to the next request; why another is returned is asked no more."""
    await context.db.write(leave, context.person, usecase.ANSWER)
    await redraw(query, await _screen(context, button.after))


async def agree(query: CallbackQuery, button: Agree, context: Context) -> None:
    """Grant a request, and go on."""
    try:
        decided = await context.write(
            usecase.agree, context.person, button.request_id, context.now
        )
        toast = settled(decided, context.words)
    except Repeated:
        toast = context.words("This tap was taken already.")
    await redraw(query, await _screen(context, button.request_id), toast)


async def ask_answer(query: CallbackQuery, button: AskAnswer, context: Context) -> None:
    """Ask why a request is returned, and take typed words as the reason from now on."""
    found = await context.db.write(
        usecase.ask_answer, context.person, button.request_id, context.now
    )
    if found.already:
        shown = await _screen(context, button.request_id)
        await redraw(query, shown, settled(found, context.words))
        return
    await redraw(query, view.answer(found, context.words))


async def refuse(query: CallbackQuery, button: Refuse, context: Context) -> None:
    """Return a request with a reason that was offered, and go on."""
    answer = view.reason(button.reason, context.words)
    try:
        decided = await context.write(
            usecase.refuse, context.person, button.request_id, answer, context.now
        )
        toast = settled(decided, context.words)
    except Repeated:
        toast = context.words("This tap was taken already.")
    await redraw(query, await _screen(context, button.request_id), toast)


async def typed_answer(message: Message, request_id: int, context: Context) -> None:
    """Return a request with a reason that was written, and go on."""
    decided = await context.write(
        usecase.refuse, context.person, request_id, message.text or "", context.now
    )
    shown = await _screen(context, request_id)
    await reply(message, said(settled(decided, context.words), shown))


async def _screen(context: Context, after: int) -> Screen:
    found = await context.read(usecase.look, context.person, after)
    return view.request(found, context.viewer)


HANDLERS = [
    on_words(r"переносы|перенос|postponing", requests),
    on_tap(ShowRequests, show),
    on_tap(Agree, agree),
    on_tap(AskAnswer, ask_answer),
    on_tap(Refuse, refuse),
]
