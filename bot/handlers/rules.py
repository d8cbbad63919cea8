"""The rules of a centre, chosen by its methodists and its head."""

from contextlib import suppress

from telegram import CallbackQuery

from bot.buttons.rules import SetRule, ShowRule, ShowRules
from bot.context import Context
from bot.routing import on_tap
from bot.showing import redraw
from bot.usecases import rules as usecase
from bot.views import rules as view
from storage.domain.rules import Rule
from storage.updates import Repeated


async def show(query: CallbackQuery, _: ShowRules, context: Context) -> None:
    """Show all rules."""
    found = await context.read(usecase.rules, context.person, context.now)
    await redraw(query, view.rules(found, context.words))


async def show_one(query: CallbackQuery, button: ShowRule, context: Context) -> None:
    """Show one rule, with what may be chosen."""
    await _redraw(query, button.rule, context)


async def choose(query: CallbackQuery, button: SetRule, context: Context) -> None:
    """Choose what was offered, and show the rule as it is now, whoever else has changed it."""
    toast: str | None = None
    with suppress(Repeated):  # the screen says how it is now
        news = await context.write(
            usecase.choose, context.person, button.rule, button.value, context.now
        )
        toast = context.words("Saved.") if news else context.words("It is so already.")
    await _redraw(query, button.rule, context, toast)


async def _redraw(
    query: CallbackQuery, rule: Rule, context: Context, toast: str | None = None
) -> None:
    found = await context.read(usecase.rules, context.person, context.now)
    await redraw(query, view.rule(rule, found, context.words), toast)


HANDLERS = [
    on_tap(ShowRules, show),
    on_tap(ShowRule, show_one),
    on_tap(SetRule, choose),
]
