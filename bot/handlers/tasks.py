"""Looking at tasks: home, the lists, and the cards behind them."""

from telegram import CallbackQuery, Message

from bot.buttons.tasks import AtTask, Place, ShowCentre, ShowHome, ShowTask, ShowTasks
from bot.context import Context
from bot.handlers.letters import letter_screen
from bot.routing import on_command, on_tap, on_words
from bot.showing import redraw, reply
from bot.usecases import tasks as usecase
from bot.usecases.joining import turn_to
from bot.views import tasks as view
from bot.views.card import card as card_of
from bot.views.screen import Screen
from bot.views.tasks import Listing


async def home_screen(context: Context) -> Screen:
    """Put the first screen together."""
    tasks, to_decide = await context.read(usecase.home, context.person)
    return view.home(tasks, context.viewer, to_decide)


async def list_screen(context: Context, listing: Listing) -> Screen:
    """Put the list together that a button names."""
    if listing.place is Place.HOME:
        return await home_screen(context)
    if listing.place is Place.LETTER:
        return await letter_screen(context, listing.about, listing.page)
    if listing.place is Place.SCHOOL:
        school, tasks = await context.read(
            usecase.organisation_tasks, context.person, listing.about
        )
        return view.listed(tasks, listing, context.viewer, school.short)
    tasks = await context.read(usecase.own_tasks, context.person)
    return view.listed(tasks, listing, context.viewer)


async def card_screen(context: Context, task_id: int, listing: Listing) -> Screen:
    """Put a task's card together, opened from a list."""
    found = await context.read(usecase.card, context.person, task_id)
    return card_of(found.task, listing, context.viewer, found.changed, found.waiting)


async def screen_of(context: Context, button: AtTask) -> Screen:
    """Put the screen together on which a task's button stands."""
    listing = Listing(button.place, button.page, button.about)
    if button.card:
        return await card_screen(context, button.task_id, listing)
    return await list_screen(context, listing)


async def home(message: Message, context: Context) -> None:
    """Show the first screen."""
    await reply(message, await home_screen(context))


async def all_tasks(message: Message, context: Context) -> None:
    """List everything that is still owed."""
    await reply(message, await list_screen(context, Listing(Place.ALL)))


async def week(message: Message, context: Context) -> None:
    """List what is due in the next seven days."""
    await reply(message, await list_screen(context, Listing(Place.WEEK)))


async def overdue(message: Message, context: Context) -> None:
    """List what is late."""
    await reply(message, await list_screen(context, Listing(Place.OVERDUE)))


async def go_home(query: CallbackQuery, _: ShowHome, context: Context) -> None:
    """Put the first screen in place of another."""
    await redraw(query, await home_screen(context))


async def go_to_centre(query: CallbackQuery, button: ShowCentre, context: Context) -> None:
    """Show the first screen of another of one's centres, and its screens from now on."""
    if button.centre_id != context.person.centre.id:
        context.known = await context.db.write(turn_to, context.person, button.centre_id)
    await redraw(query, await home_screen(context))


async def turn(query: CallbackQuery, button: ShowTasks, context: Context) -> None:
    """Put a page of a list in place of another screen."""
    listing = Listing(button.place, button.page, button.about)
    await redraw(query, await list_screen(context, listing))


async def card(query: CallbackQuery, button: ShowTask, context: Context) -> None:
    """Open a task's card in place of the list."""
    listing = Listing(button.place, button.page, button.about)
    await redraw(query, await card_screen(context, button.task_id, listing))


HANDLERS = [
    on_command("tasks", all_tasks),
    on_command("week", week),
    on_command("overdue", overdue),
    on_words(r"мои дела|дела|домой|начало|home", home),
    on_words(r"задачи|все задачи|мои задачи|мероприятия|tasks", all_tasks),
    on_words(r"неделя|на неделю|эта неделя|week", week),
    on_words(r"просрочено|просроченные|долги|overdue", overdue),
    on_tap(ShowHome, go_home),
    on_tap(ShowCentre, go_to_centre),
    on_tap(ShowTasks, turn),
    on_tap(ShowTask, card),
]
