"""Lines about tasks: the same few words in lists, cards, letters and summaries."""

from datetime import date

from markupsafe import Markup

from bot.views.screen import clip
from locales import Words
from storage.domain.tasks import Standing, State, Task
from storage.domain.terms import Window

ICONS = {
    Standing.UNDATED: "❔",
    Standing.PLANNED: "▫️",
    Standing.OPEN: "▫️",
    Standing.SOON: "⏳",
    Standing.OVERDUE: "🔴",
    Standing.DONE: "✅",
    Standing.DONE_LATE: "☑️",
    Standing.CANCELLED: "➖",
}
"""A colour for the eye; the words beside it say the same."""

# The only day whose number begins with two consonants: «со второго».
_SECOND = 2


def task_line(task: Task, today: date, words: Words, *, school: bool = False) -> Markup:
    """One task in a list: number, short title, where it stands."""
    return words.html(
        "{icon} <b>{number}</b> {title}\n<i>{standing}</i>",
        icon=ICONS[task.standing(today)],
        number=name(task, words),
        title=short_title(task, school=school),
        standing=standing(task, today, words),
    )


def short_title(task: Task, *, school: bool = False) -> str:
    """A title that something follows: cut to a line or two, without the full stop at its end."""
    title = clip(task.title.rstrip(" .;:,"))
    return f"{clip(task.organisation.short)}: {title}" if school else title


def name(task: Task, words: Words) -> str:
    """What people call a task: the activity's number, and which window where it has many."""
    if task.of == 1:
        return task.number
    place = task.ordinal + 1
    return words("{number} ({ordinal} of {of})", number=task.number, ordinal=place, of=task.of)


def standing(task: Task, today: date, words: Words) -> str:
    """Where a task stands, in words."""
    match task.standing(today):
        case Standing.CANCELLED if task.state is State.NOT_APPLICABLE:
            return words("not asked for")
        case Standing.CANCELLED:
            return words("cancelled")
        case Standing.DONE | Standing.DONE_LATE as done if task.mark:
            day = words.day(task.mark.done_on, year=task.mark.done_on.year != today.year)
            if done is Standing.DONE_LATE:
                return words("done late, {day}, {by}", day=day, by=task.mark.by)
            return words("done {day}, {by}", day=day, by=task.mark.by)
        case _ if task.window is None:
            return words("no date yet")
        case _:
            said = _came_late(task, today, words) or deadline(task.window, today, words)
            if task.asked is None:
                return said
            asked = words.day(task.asked, year=task.asked.year != today.year)
            return words("{standing}; {day} is asked for", standing=said, day=asked)


def deadline(window: Window, today: date, words: Words) -> str:
    """A deadline and how far it is: «до 28 февраля (вс), осталось 5 дней»."""
    day = words.day(window.end, year=window.end.year != today.year)
    left = (window.end - today).days
    if left < 0:
        return words.count(
            "was due {day}, {n} day ago", "was due {day}, {n} days ago", -left, day=day
        )
    if left == 0:
        return words("today is the last day")
    if today < window.start == window.end:
        return words.count("on {day}, in {n} day", "on {day}, in {n} days", left, day=day)
    if today < window.start:
        start = words.day(window.start, year=window.start.year != today.year)
        return from_to(window.start, start, day, words)
    return words.count("by {day}, {n} day left", "by {day}, {n} days left", left, day=day)


def _came_late(task: Task, today: date, words: Words) -> str | None:
    """Say of what was over when it came that it was so: no days are counted against anybody."""
    if task.window is None or task.known_on is None:
        return None
    day = words.day(task.window.end, year=task.window.end.year != today.year)
    came = words.day(task.known_on, year=task.known_on.year != today.year)
    return words("was due {day}, came on {came}", day=day, came=came)


def span(window: Window, words: Words) -> str:
    """A window as people read it: «с 1 января по 28 февраля 2021», one day as that day."""
    end = words.plain_day(window.end, year=True)
    if window.start == window.end:
        return end
    start = words.plain_day(window.start, year=window.start.year != window.end.year)
    return from_to(window.start, start, end, words)


def from_to(first: date, start: str, end: str, words: Words) -> str:
    """«с 1 по 5 марта», but «со 2 марта»: Russian says the second («второго») in another way."""
    if first.day == _SECOND:
        return words("starting {start}, until {day}", start=start, day=end)
    return words("from {start} to {day}", start=start, day=end)
