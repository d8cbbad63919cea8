"""Dating: activities without a date, and the question of when."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.buttons.button import packed
from bot.buttons.dating import AskDate, SetDate, ShowUndated
from bot.buttons.tasks import ShowHome
from bot.usecases.dating import Dated, Waiting
from bot.views.lines import span
from bot.views.screen import LONGEST, Label, Screen, clip, in_rows, page_of, screen, turning
from locales import Words
from storage.domain.terms import Window
from storage.domain.windows import last_of_month
from storage.roadmaps import Activity

PAGE = 6


def undated(waiting: Sequence[Waiting], number: int, words: Words) -> Screen:
    """The activities that nobody can be reminded of, each with a button to set its date."""
    page = page_of(waiting, number, PAGE)
    shown = waiting[page.start : page.end]
    activities = words.count("{n} activity", "{n} activities", len(waiting))
    tasks = words.count("{n} task", "{n} tasks", sum(len(item.tasks) for item in waiting))
    lines: list[str] = [
        words.html(
            "<b>Without a date: {activities}, {tasks}</b>", activities=activities, tasks=tasks
        )
        if waiting
        else words.html("<b>Without a date</b>")
    ]
    if waiting:
        lines += [words("Nobody is reminded of these until a date is set."), ""]
    lines += [
        words.html(
            "<b>{number}</b> {title}\n<i>{term}</i>",
            number=item.number,
            title=clip(item.title),
            term=clip(item.term) or words("the order gives no term"),
        )
        for item in shown
    ] or [words("Every activity has a date.")]
    doors: list[Label] = [
        (words("Date for {number}", number=item.number), AskDate(item.activity_id, page.number))
        for item in shown
    ]
    rows = [*in_rows(doors), turning(page, ShowUndated, words)]
    return screen(lines, [*rows, ((words("← Back"), ShowHome()),)])


def ask(activity: Activity, page: int, today: date, words: Words) -> Screen:
    """Offer the usual dates and take any other as text."""
    offered: list[Label] = [
        (words.day(day, year=True), SetDate(activity.id, packed(day), page))
        for day in _usual(today, activity.period)
    ]
    return screen(
        [
            words.html(
                "<b>{number}</b> {title}",
                number=activity.number,
                title=clip(activity.title, LONGEST),
            ),
            words.html(
                "<i>{term}</i>",
                term=clip(activity.term, LONGEST) or words("the order gives no term"),
            ),
            "",
            words("By when? Tap a date or write one: “15 March”, “by 01.04”, “May”."),
        ],
        [*in_rows(offered), ((words("← Back"), ShowUndated(page)),)],
    )


def dated(facts: Dated, words: Words) -> Screen:
    """Say what was set."""
    return screen(
        [
            words.html(
                "<b>{number}</b>: {span}.",
                number=facts.activity.number,
                span=span(Window(facts.window.end, facts.window.end), words),
            ),
            words.count(
                "{n} task has this date now; people will be reminded of it.",
                "{n} tasks have this date now; people will be reminded of them.",
                facts.tasks,
            ),
        ],
        [((words("Others without a date"), ShowUndated(0)),), ((words("← Back"), ShowHome()),)],
    )


def _usual(today: date, period: Window) -> list[date]:
    """The ends of this month, the next, the quarter, and the roadmap, as far as they are ahead."""
    start = max(today, period.start)
    month = last_of_month(start.year, start.month)
    after = month + timedelta(days=1)
    quarter_month = (start.month + 2) // 3 * 3
    days = {
        month,
        last_of_month(after.year, after.month),
        last_of_month(start.year, quarter_month),
        period.end,
    }
    return sorted(day for day in days if start <= day <= period.end)
