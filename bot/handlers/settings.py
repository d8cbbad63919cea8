"""Help and settings."""

from dataclasses import replace

from telegram import CallbackQuery, Message

from bot.buttons import Erase, ShowSettings, Speak
from bot.context import Context
from bot.routing import on_command, on_tap, on_words
from bot.showing import redraw, reply
from bot.usecases import settings as usecase
from bot.views import help as view
from locales import languages
from storage.domain.permissions import Refusal
from storage.updates import Repeated


async def help_(message: Message, context: Context) -> None:
    """Say what works here."""
    await reply(message, view.help_for(context.person, context.words))


async def settings(message: Message, context: Context) -> None:
    """Show what can be chosen."""
    await reply(message, view.settings(context.person, context.words))


async def show(query: CallbackQuery, _: ShowSettings, context: Context) -> None:
    """Go back to the settings."""
    await redraw(query, view.settings(context.person, context.words))


async def speak(query: CallbackQuery, button: Speak, context: Context) -> None:
    """Change the language, and show the settings in it."""
    if button.language not in languages():
        raise Refusal("old_screen")
    await context.db.write(usecase.speak, context.person, button.language)
    context.known = replace(context.person, language=button.language)
    await redraw(query, view.settings(context.person, context.words))


async def erase(query: CallbackQuery, button: Erase, context: Context) -> None:
    """Forget the person, when they are sure."""
    words = context.words
    if not button.sure:
        await redraw(query, view.erase_sure(words))
        return
    try:
        await context.write(usecase.erase, context.person, context.now)
    except Repeated:
        raise Refusal("stranger") from None
    await redraw(query, view.erased(words))


HANDLERS = [
    on_command("help", help_),
    on_command("settings", settings),
    on_words(r"помощь|справка|help|\?", help_),
    on_words(r"настройки|settings", settings),
    on_tap(ShowSettings, show),
    on_tap(Speak, speak),
    on_tap(Erase, erase),
]
