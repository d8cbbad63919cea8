"""What can be asked of a letter after it came."""

from telegram import CallbackQuery

from bot.buttons import WhyLetter
from bot.context import Context
from bot.routing import on_tap
from bot.showing import below
from bot.usecases.tasks import letter_stages
from bot.views import letters as view


async def why(query: CallbackQuery, button: WhyLetter, context: Context) -> None:
    """Explain below the letter which rule brought it."""
    stages = await context.read(letter_stages, context.person, button.letter_id)
    await below(query, view.why(stages, context.person.centre.letters_at, context.viewer))


HANDLERS = [on_tap(WhyLetter, why)]
