"""The buttons of a letter: what can be done with each task in it, and with all of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.buttons.dating import ShowUndated
from bot.buttons.letters import AskLater, ShowLate, WhyLetter
from bot.buttons.marking import MarkDone, Undo
from bot.buttons.postponing import AskPostponing, ShowRequests, WhichToPostpone
from bot.buttons.tasks import Place, ShowCentre, ShowTask, ShowTasks
from bot.usecases.letters import Opened
from bot.usecases.putting_off import ALL
from bot.views.letter import CENTRES, PAGE, Entry, Letter, entries, on_page, owed_of
from bot.views.lines import name
from bot.views.screen import Label, Page, Row, clip, in_rows
from storage.domain.letters import LetterKind
from storage.domain.tasks import OWED, Task

SHORT = 24
"""Letters of a name on a button."""


def taps(entry: Entry, letter: Letter, page: int) -> Row:
    """What can be done with one task: mark it or put it off, undo, look at it."""
    item, words = entry[0], letter.words
    task = item.task
    called = name(task, words)
    if len(entry) > 1:
        late = len(owed_of(entry, letter.today))
        more = words.count(
            "More on {number}, {n} organisation",
            "More on {number}, {n} organisations",
            late,
            number=called,
        )
        return ((more, ShowLate(letter.id, page, task.id, 0)),) if late else ()
    where = (task.id, Place.LETTER, page, letter.id)
    if letter.viewer and letter.viewer.may_undo(task):
        return ((words("↩ Undo {number}", number=called), Undo(*where)),)
    if task.standing(letter.today) not in OWED:
        return ()
    if item.escalated:
        whose = clip(task.organisation.short, SHORT)
        more = words("More on {number}, {school}", number=called, school=whose)
        return ((more, ShowTask(*where)),)
    return (
        (words("✅ Done {number}", number=called), MarkDone(*where)),
        (words("⏰ Later {number}", number=called), AskLater(letter.id, page, task.id)),
    )


def answered(letter: Letter) -> list[Row]:
    """Lead from an answer to the task's card; a digest has its own buttons for what it carries."""
    if letter.kind is not LetterKind.DECIDED:
        return []
    words, shown = letter.words, letter.decisions[:PAGE]
    return in_rows(
        [
            (
                words("More on {number}", number=name(decision.task, words)),
                ShowTask(decision.task.id, Place.LETTER, 0, letter.id),
            )
            for decision in shown
        ]
    )


def below(letter: Letter, page: Page, room: int) -> list[Row]:
    """What concerns the whole letter, in at most `room` rows."""
    words = letter.words
    doors: list[Label] = list(_postpone(letter, page))
    if len(letter.to_put_off) > 1:
        doors.append((words("⏰ All later"), AskLater(letter.id, page.number, ALL)))
    doors += _to_centres(letter) if len(letter.parts) > 1 else _to_lists(letter)
    if letter.kind is LetterKind.SILENCE:
        return in_rows(doors)
    why: Label = (words("Why did I get this?"), WhyLetter(letter.id))
    # Where a page is full the ways to other lists give way, never what can be done here.
    return [*in_rows(doors)[: room - 1], (why,)] if room > 1 else [(*_postpone(letter, page), why)]


def _to_lists(letter: Letter) -> Iterator[Label]:
    words = letter.words
    for part in letter.parts:
        if part.to_decide:
            yield words("Postponing: {n}", n=part.to_decide), ShowRequests(0)
        if part.undated:
            undated = words.count("No date: {n} activity", "No date: {n} activities", part.undated)
            yield undated, ShowUndated(0)
    yield words("All tasks"), ShowTasks(Place.ALL, 0)


def _to_centres(letter: Letter) -> Iterator[Label]:
    """Lists are of one centre: a letter of several leads to the first screen of each."""
    for part in letter.parts[:CENTRES]:
        yield clip(part.centre.name, SHORT), ShowCentre(part.centre.id)


def _postpone(letter: Letter, page: Page) -> Row:
    """«Перенести», once for the page; which task is meant is asked where there are several."""
    _, here = on_page(letter.entries, page.number)
    tasks = postponable(here, letter.today)
    if not tasks:
        return ()
    label = letter.words("📅 Postpone")
    if len(tasks) == 1:
        return ((label, AskPostponing(tasks[0].id, Place.LETTER, page.number, letter.id)),)
    return ((label, WhichToPostpone(letter.id, page.number)),)


def postponable(here: Sequence[Entry], today: date) -> list[Task]:
    """Return the tasks of a letter for which its reader may ask for another deadline."""
    return [
        item.task
        for entry in here
        for item in entry
        if not item.escalated
        and item.task.window is not None
        and item.task.standing(today) in OWED
    ]


def page_tasks(opened: Opened, number: int, today: date) -> list[Task]:
    """Return those of one page of a letter."""
    _, here = on_page(entries(opened.items), number)
    return postponable(here, today)
