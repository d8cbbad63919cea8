"""Marking in words: the toast after a tap, and what a typed number meant."""

from collections.abc import Sequence
from datetime import date

from bot.buttons.marking import MarkDone
from bot.buttons.tasks import Place, ShowHome
from bot.usecases.marking import Marked
from bot.views.lines import name, task_line
from bot.views.screen import MOST_ROWS, Row, Screen, clip, screen
from bot.views.tasks import Viewer
from locales import Words
from storage.domain.tasks import OWED, UNDO_FOR, Task

MOST = MOST_ROWS - 1
"""Tasks to choose from at once: each has a row of its own, and one row leads back."""


def toast(marked: Marked, viewer: Viewer) -> str:
    """Say what a tap on «Готово» did; it names the activity's number."""
    words, mark = viewer.words, marked.mark
    number = name(marked.task, words)
    if not marked.already:
        until = words.clock((mark.at + UNDO_FOR).astimezone(viewer.now.tzinfo))
        return words("{number} is marked. You can undo until {time}.", number=number, time=until)
    at = mark.at.astimezone(viewer.now.tzinfo)
    today = at.date() == viewer.now.date()
    time = words.clock(at) if today else words.day(at.date(), year=at.year != viewer.now.year)
    if mark.person_id == viewer.person.id:
        return words("{number}: you have marked it already, {time}.", number=number, time=time)
    return words("{number}: already marked by {by}, {time}.", number=number, by=mark.by, time=time)


def undone(task: Task, words: Words) -> str:
    """Say whose mark a tap on «Отменить» took back."""
    return words("{number}: the mark is taken back.", number=name(task, words))


def choose_from(tasks: Sequence[Task], viewer: Viewer) -> list[Task]:
    """Which tasks of one number a person can mean: of each organisation, the one due now.

    An activity with many windows is meant in the earliest that is still owed. Where that has not
    begun and the one before is freshly marked, the words were sent twice: they mean the same one.
    """
    today = viewer.now.date()
    chosen: dict[tuple[int, int], Task] = {}
    for task in reversed(tasks):
        place = task.organisation.id, task.roadmap_id
        following = chosen.get(place)
        if task.standing(today) in OWED or (
            viewer.may_undo(task) and following is not None and _is_to_come(following, today)
        ):
            chosen[place] = task
    return list(reversed(chosen.values()))


def _is_to_come(task: Task, today: date) -> bool:
    return task.window is not None and task.window.start > today


def which(tasks: Sequence[Task], viewer: Viewer) -> Screen:
    """Ask which of several tasks with one number is meant."""
    words, today = viewer.words, viewer.now.date()
    lines: list[str] = [words("Several tasks have this number. Which one?"), ""]
    shown = tasks[:MOST]
    lines += [task_line(task, today, words, school=True) for task in shown]
    if rest := len(tasks) - len(shown):
        more = words.count("and {n} more, see the list", "and {n} more, see the list", rest)
        lines += ["", more]
    rows: list[Row] = [
        (
            (
                words(
                    "✅ Done {number}, {school}",
                    number=name(task, words),
                    school=clip(task.organisation.short, 40),
                ),
                MarkDone(task.id, Place.ALL, 0, 0, 1),
            ),
        )
        for task in shown
    ]
    return screen(lines, [*rows, ((words("← Back"), ShowHome()),)])
