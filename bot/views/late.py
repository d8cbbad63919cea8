"""What many are late with, to those above them: one line in a letter, and who it is."""

from dataclasses import replace

from markupsafe import Markup

from bot.buttons.letters import ShowLate
from bot.buttons.tasks import Place, ShowTask, ShowTasks
from bot.views.letter import Entry, Letter, owed_of
from bot.views.letter_buttons import SHORT
from bot.views.lines import name, short_title, standing
from bot.views.screen import Label, Screen, clip, in_rows, page_of, screen, turning
from bot.views.tasks import Viewer

NAMED = 3
"""Organisations that a line names; the rest are counted."""

AT_ONCE = 10
"""Organisations on a page, two to a row of buttons."""


def line(entry: Entry, letter: Letter) -> Markup:
    """One activity, and who has not done it; when all have, who they are."""
    words, owed = letter.words, owed_of(entry, letter.today)
    about = owed or entry
    task = about[0].task
    names = ", ".join(clip(item.task.organisation.short, SHORT) for item in about[:NAMED])
    if rest := len(about[NAMED:]):
        more = words.count("and {n} more", "and {n} more", rest)
        names = f"{names} {more}"
    said = standing(task, letter.today, words) if owed else words("marked by all")
    facts = {"title": short_title(task), "said": said, "list": names}
    if owed:
        return words.html(
            "<b>{number}</b> {title}: <i>{said}</i>. No mark: {list}",
            number=name(task, words), **facts,
        )  # fmt: skip
    return words.html(
        "<b>{number}</b> {title}: <i>{said}</i>, {list}", number=name(task, words), **facts
    )


def late_at(entry: Entry, button: ShowLate, viewer: Viewer) -> Screen:
    """Who they are, and the way to the card of each."""
    words, today = viewer.words, viewer.now.date()
    page = page_of(entry, button.part, AT_ONCE)
    task, here = entry[0].task, [item.task for item in entry[page.start : page.end]]
    head = words.html("<b>{number}</b> {title}", number=name(task, words), title=clip(task.title))
    told = (
        words.html(
            "{name}: <i>{standing}</i>",
            name=clip(one.organisation.short),
            standing=standing(one, today, words),
        )
        for one in here
    )
    cards: list[Label] = [
        (
            clip(one.organisation.short, SHORT),
            ShowTask(one.id, Place.LETTER, button.page, button.letter_id),
        )
        for one in here
    ]
    turns = turning(page, lambda part: replace(button, part=part), words)
    back = ShowTasks(Place.LETTER, button.page, button.letter_id)
    return screen([head, "", *told], [*in_rows(cards), turns, ((words("← Back"), back),)])
