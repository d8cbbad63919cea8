"""Help and settings."""

from contextlib import suppress
from dataclasses import replace

from telegram import CallbackQuery, Message

from bot.buttons.settings import (
    AskAway,
    BeAway,
    ChooseHour,
    ChooseVolume,
    ChooseZone,
    Erase,
    ShowHours,
    ShowSettings,
    ShowZones,
    Speak,
)
from bot.context import Context
from bot.routing import on_command, on_tap, on_words
from bot.showing import redraw, reply
from bot.usecases import settings as usecase
from bot.usecases.talking import leave
from bot.views import help as help_view
from bot.views import settings as view
from bot.views.screen import Screen
from locales import languages
from storage.domain.permissions import Refusal
from storage.updates import Repeated


async def help_(message: Message, context: Context) -> None:
    """Say what works here."""
    await reply(message, help_view.help_for(context.person, context.words))


async def settings(message: Message, context: Context) -> None:
    """Show what can be chosen."""
    await reply(message, await _settings(context))


async def show(query: CallbackQuery, _: ShowSettings, context: Context) -> None:
    """Go back to the settings; when somebody is away is asked no more."""
    await context.db.write(leave, context.person, usecase.AWAY)
    await redraw(query, await _settings(context))


async def speak(query: CallbackQuery, button: Speak, context: Context) -> None:
    """Change the language, and show the settings in it."""
    if button.language not in languages():
        raise Refusal("old_screen")
    await context.db.write(usecase.speak, context.person, button.language)
    context.known = replace(context.person, language=button.language)
    await redraw(query, await _settings(context))


async def hours(query: CallbackQuery, _: ShowHours, context: Context) -> None:
    """Offer hours for letters."""
    chosen = await context.read(usecase.chosen, context.person, context.now)
    await redraw(query, view.hours(chosen, context.words))


async def choose_hour(query: CallbackQuery, button: ChooseHour, context: Context) -> None:
    """Let letters come at an hour that was offered."""
    at = None if button.at == view.CENTRES_HOUR else button.at
    await context.db.write(usecase.choose_hour, context.person, at)
    await redraw(query, await _settings(context))


async def zones(query: CallbackQuery, _: ShowZones, context: Context) -> None:
    """Offer zones."""
    chosen = await context.read(usecase.chosen, context.person, context.now)
    await redraw(query, view.zones(chosen, context.words))


async def choose_zone(query: CallbackQuery, button: ChooseZone, context: Context) -> None:
    """Let the hour be told in a zone that was offered."""
    await context.db.write(usecase.choose_zone, context.person, button.name or None)
    await redraw(query, await _settings(context))


async def choose_volume(query: CallbackQuery, button: ChooseVolume, context: Context) -> None:
    """Remind of everything, or of less."""
    await context.db.write(usecase.choose_volume, context.person, less=bool(button.less))
    await redraw(query, await _settings(context))


async def ask_away(query: CallbackQuery, _: AskAway, context: Context) -> None:
    """Ask when somebody is away, and take typed words as the answer from now on."""
    chosen = await context.db.write(usecase.ask_away, context.person, context.now)
    await redraw(query, view.ask_away(chosen, context.words))


async def be_away(query: CallbackQuery, button: BeAway, context: Context) -> None:
    """Let others get the letters for some weeks, or be back."""
    days = usecase.weeks_from(context.now.date(), button.weeks) if button.weeks else None
    with suppress(Repeated):  # the screen says how it is now
        await context.write(usecase.be_away, context.person, days, context.now)
    await redraw(query, await _settings(context))


async def away_typed(message: Message, context: Context) -> None:
    """Let others get the letters on days that were written."""
    await context.write(usecase.be_away_as_typed, context.person, message.text or "", context.now)
    await reply(message, await _settings(context))


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


async def _settings(context: Context) -> Screen:
    chosen = await context.read(usecase.chosen, context.person, context.now)
    return view.settings(context.person, chosen, context.words)


HANDLERS = [
    on_command("help", help_),
    on_command("settings", settings),
    on_words(r"помощь|справка|help|\?", help_),
    on_words(r"настройки|settings", settings),
    on_tap(ShowSettings, show),
    on_tap(Speak, speak),
    on_tap(ShowHours, hours),
    on_tap(ChooseHour, choose_hour),
    on_tap(ShowZones, zones),
    on_tap(ChooseZone, choose_zone),
    on_tap(ChooseVolume, choose_volume),
    on_tap(AskAway, ask_away),
    on_tap(BeAway, be_away),
    on_tap(Erase, erase),
]
