"""Settling an import's questions, one row at a time, and who does what."""

import asyncio
from io import BytesIO

from telegram import CallbackQuery, Message

from bot.buttons.questions import (
    AnswerRow,
    AskRowDate,
    AsOthers,
    GiveRow,
    SendSheet,
    SetApart,
    ShowQuestion,
    ShowWho,
    ShowWhose,
    ToggleKind,
)
from bot.context import Context
from bot.handlers.importing import period_screen, preview_screen
from bot.routing import on_tap
from bot.showing import answer as answer_tap
from bot.showing import redraw, reply
from bot.usecases import questions as usecase
from bot.usecases.importing import preview
from bot.views import questions as view
from bot.views.screen import Screen, said
from locales import Words
from storage.domain.draft import Draft
from storage.domain.numbers import numbers_of
from storage.domain.permissions import Refusal
from storage.domain.questions import first_from
from storage.updates import Repeated


async def show(query: CallbackQuery, button: ShowQuestion, context: Context) -> None:
    """Show the first open question from a row on."""
    try:
        draft = await context.db.write(
            usecase.look, context.person, button.import_id, button.place, context.now
        )
    except Refusal as refusal:
        if refusal.reason != "period_unknown":
            raise
        await redraw(query, await period_screen(button.import_id, context))
        return
    await redraw(query, await _question(button.import_id, draft, button.place, context))


async def answer(query: CallbackQuery, button: AnswerRow, context: Context) -> None:
    """Take an answer and go on to the next question."""
    draft = await context.db.write(
        usecase.answer,
        context.person,
        button.import_id,
        button.place,
        button.answer,
        context.now,
    )
    await redraw(query, await _question(button.import_id, draft, button.place, context))


async def give(query: CallbackQuery, button: GiveRow, context: Context) -> None:
    """Take the kind of an unknown party and go on."""
    draft = await context.db.write(
        usecase.give, context.person, button.import_id, button.place, button.kind, context.now
    )
    await redraw(query, await _question(button.import_id, draft, button.place, context))


async def ask_date(query: CallbackQuery, button: AskRowDate, context: Context) -> None:
    """Tell how a row's term can be written; the next words are the answer."""
    draft = await context.db.write(
        usecase.ask_row_date, context.person, button.import_id, button.place, context.now
    )
    await redraw(query, view.ask_row_date(button.import_id, draft, button.place, context.words))


async def typed_date(message: Message, import_id: int, place: int, context: Context) -> None:
    """Take a row's term as it was written and go on to the next question."""
    try:
        draft = await context.write(
            usecase.set_row_date,
            context.person,
            import_id,
            place,
            message.text or "",
            context.now,
        )
    except Repeated:  # the next question waits already, and these words are no answer to it
        draft = await _draft(import_id, context)
    await reply(message, await _question(import_id, draft, place, context))


async def who(query: CallbackQuery, button: ShowWho, context: Context) -> None:
    """List the wordings of the responsible column."""
    duties = usecase.duties(await _draft(button.import_id, context))
    shown = view.who_does_what(button.import_id, duties, button.page, context.words)
    await redraw(query, shown)


async def whose(query: CallbackQuery, button: ShowWhose, context: Context) -> None:
    """Open one wording."""
    draft = await _draft(button.import_id, context)
    await redraw(query, _whose(button.import_id, draft, button.place, context))


async def apart(query: CallbackQuery, button: SetApart, context: Context) -> None:
    """Open one row, to say who does it alone."""
    draft = await context.db.write(usecase.apart, context.person, button.import_id, button.place)
    await redraw(query, _whose(button.import_id, draft, button.place, context))


async def as_others(query: CallbackQuery, button: AsOthers, context: Context) -> None:
    """Put a row back among those of its wording."""
    draft = await context.db.write(
        usecase.as_others, context.person, button.import_id, button.place
    )
    await redraw(query, _whose(button.import_id, draft, button.place, context))


async def toggle(query: CallbackQuery, button: ToggleKind, context: Context) -> None:
    """Switch a kind of organisation for a wording."""
    draft = await context.write(
        usecase.toggle, context.person, button.import_id, button.place, button.kind
    )
    await redraw(query, _whose(button.import_id, draft, button.place, context))


async def sheet(query: CallbackQuery, button: SendSheet, context: Context) -> None:
    """Send the draft as a table, for checking on a computer."""
    draft = await _draft(button.import_id, context)
    content = await asyncio.to_thread(_table_of, draft, context.words)
    await answer_tap(query)
    name = context.words("roadmap")
    await context.bot.send_document(query.from_user.id, BytesIO(content), filename=f"{name}.xlsx")


def _table_of(draft: Draft, words: Words) -> bytes:
    # Few check a draft on a computer: the library of tables is imported with the first of them.
    from bot.exports.draft_sheet import draft_sheet

    return draft_sheet(draft, words)


async def _question(import_id: int, draft: Draft, place: int, context: Context) -> Screen:
    """Show the next question; when none is left, the preview, where «Принять» is."""
    asked = first_from(draft, place)
    if asked:
        return view.question(import_id, draft, asked, context.words)
    shown = await preview_screen(import_id, context)
    return said(context.words("All questions are answered."), shown)


def _whose(import_id: int, draft: Draft, place: int, context: Context) -> Screen:
    if not place < len(draft.rows):
        raise Refusal("old_screen")
    called = numbers_of(draft.rows)[place]
    return view.whose(import_id, usecase.duty(draft, place), called, context.words)


async def _draft(import_id: int, context: Context) -> Draft:
    return (await context.read(preview, context.person, import_id)).document.draft


HANDLERS = [
    on_tap(ShowQuestion, show),
    on_tap(AnswerRow, answer),
    on_tap(GiveRow, give),
    on_tap(AskRowDate, ask_date),
    on_tap(ShowWho, who),
    on_tap(ShowWhose, whose),
    on_tap(SetApart, apart),
    on_tap(AsOthers, as_others),
    on_tap(ToggleKind, toggle),
    on_tap(SendSheet, sheet),
]
