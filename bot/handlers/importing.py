"""Bringing in a roadmap: a file goes in, a preview comes back, «Принять» makes it active."""

import asyncio
from contextlib import suppress
from hashlib import sha256

from telegram import CallbackQuery, Document, Message
from telegram.ext import filters

from bot.buttons.importing import AcceptImport, DeclineImport, ShowImport, ShowRows
from bot.context import Context
from bot.progress import Say, progress
from bot.routing import on_command, on_message, on_tap
from bot.showing import put, redraw, reply
from bot.usecases import comparing, periods
from bot.usecases import importing as usecase
from bot.usecases.questions import leave as leave_questions
from bot.views import help as help_view
from bot.views import importing as view
from bot.views import periods as periods_view
from bot.views import revising as revising_view
from bot.views.refusals import sentence
from bot.views.screen import Screen, screen
from storage import readings
from storage.documents import MOST_BYTES, Progress, Unreadable, read_safely
from storage.domain.permissions import Refusal, require_centre
from storage.updates import Repeated


async def how(message: Message, context: Context) -> None:
    """Say what to send."""
    require_centre(context.person)
    await reply(message, help_view.how_to_import(context.words))


async def document(message: Message, context: Context) -> None:
    """Read a file and show what was understood, in place of «Читаю …»."""
    require_centre(context.person)
    sent = message.document
    assert sent
    if (sent.file_size or 0) > MOST_BYTES:
        raise Unreadable("too_large")
    message_id = await _told_in(message, context)
    first = view.begun(context.words)
    async with progress(context.bot, message.chat_id, message_id, first) as say:
        try:
            shown = await _preview_of(sent, context, say)
        except Refusal as refusal:
            shown = screen([sentence(refusal, context.words)])
    await put(context.bot, message.chat_id, message_id, shown)


async def photo(_: Message, context: Context) -> None:
    """Say why a photo of the order is of no use."""
    raise Refusal("photo" if context.person.of_centre else "unknown_words")


async def preview(query: CallbackQuery, button: ShowImport, context: Context) -> None:
    """Go back to the preview; its questions are left behind."""
    await context.db.write(leave_questions, context.person)
    await context.db.write(periods.leave, context.person)
    await redraw(query, await preview_screen(button.import_id, context))


async def rows(query: CallbackQuery, button: ShowRows, context: Context) -> None:
    """Show how every row was understood."""
    facts = await context.read(usecase.preview, context.person, button.import_id)
    await redraw(query, view.rows(facts, button.page, context.words))


async def accept(query: CallbackQuery, button: AcceptImport, context: Context) -> None:
    """Make the preview a roadmap; when nobody knows its period, ask for that first."""
    person, words = context.person, context.words
    try:
        accepted = await context.write(
            usecase.accept, person, button.import_id, view.names(words), context.now,
            active=bool(button.active),
        )  # fmt: skip
    except Repeated:
        await redraw(query, await preview_screen(button.import_id, context))
        return
    except Refusal as refusal:
        if refusal.reason != "period_unknown":
            raise
        await redraw(query, await period_screen(button.import_id, context))
        return
    await redraw(query, view.accepted(accepted, words), words("Accepted."))


async def decline(query: CallbackQuery, button: DeclineImport, context: Context) -> None:
    """Drop the preview."""
    with suppress(Repeated):  # declined when it came first; the screen says so again
        await context.write(usecase.decline, context.person, button.import_id, context.now)
    await redraw(query, view.declined(context.words))


async def _told_in(message: Message, context: Context) -> int:
    """Return the message that tells of this document; the file that came again has its own."""
    known = await context.read(readings.message_of, context.update_id)
    if known is not None:
        return known
    told = await reply(message, view.begun(context.words))
    await context.db.write(readings.begin, context.update_id, told.message_id, context.now)
    return told.message_id


async def _preview_of(sent: Document, context: Context, say: Say) -> Screen:
    words, loop = context.words, asyncio.get_running_loop()

    def tell(at: Progress) -> None:
        loop.call_soon_threadsafe(say, view.reading(at, words))

    say(view.fetching(words))
    file = await sent.get_file()
    content = bytes(await file.download_as_bytearray())
    name = sent.file_name or ""
    say(view.begun(words))
    draft = await asyncio.to_thread(read_safely, content, name, tell=tell)
    say(view.comparing(words))
    received = usecase.Document(name, sha256(content).hexdigest(), draft)
    # Not as this update's effect: the same file again is the same preview, and is shown again.
    import_id = await context.db.write(usecase.receive, context.person, received, context.now)
    return await preview_screen(import_id, context)


async def period_screen(import_id: int, context: Context) -> Screen:
    """Ask when the roadmap runs; typed words will answer, too."""
    facts = await context.db.write(periods.ask, context.person, import_id, context.now)
    return periods_view.ask(facts, context.now.date(), context.words)


async def new_roadmap_screen(import_id: int, context: Context) -> Screen:
    """Show a document as a roadmap of its own."""
    facts = await context.read(usecase.preview, context.person, import_id)
    earlier = await context.read(comparing.earlier, context.person, import_id)
    return view.preview(facts, context.now.date(), context.words, earlier[0] if earlier else None)


async def preview_screen(import_id: int, context: Context) -> Screen:
    """Show a document as the later version of a roadmap where it surely is one."""
    found = await context.read(comparing.propose, context.person, import_id)
    if found.revision:
        return revising_view.revision(found.revision, context.words)
    return view.preview(found.preview, context.now.date(), context.words, found.earlier)


HANDLERS = [
    on_command("import", how),
    on_message(filters.Document.ALL, document),
    on_message(filters.PHOTO, photo),
    on_tap(ShowImport, preview),
    on_tap(ShowRows, rows),
    on_tap(AcceptImport, accept),
    on_tap(DeclineImport, decline),
]
