"""Tasks as a person sees them: home, lists a page at a time, and one card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.buttons.button import Button
from bot.buttons.dating import ShowUndated
from bot.buttons.marking import MarkDone, Undo
from bot.buttons.people import ShowPeople
from bot.buttons.postponing import ShowRequests
from bot.buttons.summary import ShowSchools, ShowSummary
from bot.buttons.tasks import Place, ShowHome, ShowTask, ShowTasks
from bot.views.lines import name, task_line
from bot.views.screen import Label, Row, Screen, in_rows, page_of, screen, turning
from locales import Words
from storage.domain.people import Person
from storage.domain.permissions import may_decide
from storage.domain.tasks import OWED, Standing, Task, standing_of

NEXT = 3
"""Coming tasks on the first screen when nothing presses."""

PAGE = 5
"""Tasks on a page: each takes two lines of text and a row of two buttons."""

AT_HOME = 6
"""Pressing tasks on the first screen; the rest is one tap away."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and when; `now` is in the centre's zone."""

    person: Person
    now: datetime
    words: Words

    def may_undo(self, task: Task, card: int = 0) -> bool:
        """Whether «Отменить» stands beside the task now; staff have it on every card."""
        mark = task.mark
        if card and mark is not None and self.person.of_centre:
            return True
        return (
            mark is not None and mark.person_id == self.person.id and mark.may_be_undone(self.now)
        )

    def may_mark(self, task: Task) -> bool:
        """Whether «Готово» stands beside the task."""
        mine = self.person.of_centre or task.organisation.id in self.person.marks_for
        return mine and task.standing(self.now.date()) in OWED

    def may_postpone(self, task: Task) -> bool:
        """Whether «Перенести» stands on the task's card."""
        if task.window is None or task.standing(self.now.date()) not in OWED:
            return False
        return self.may_mark(task) or may_decide(self.person, task.organisation)


@dataclass(frozen=True, slots=True)
class Listing:
    """Which list is shown: its place, its page, and the organisation of Place.SCHOOL."""

    place: Place
    page: int = 0
    about: int = 0


_SHOWN: dict[Place, frozenset[Standing]] = {
    Place.ALL: OWED,
    Place.WEEK: frozenset({Standing.SOON}),
    Place.OVERDUE: frozenset({Standing.OVERDUE}),
    Place.AHEAD: OWED - {Standing.SOON, Standing.OVERDUE},
    Place.DONE: frozenset({Standing.DONE, Standing.DONE_LATE}),
    Place.SCHOOL: frozenset(Standing),
}


def home(tasks: Sequence[Task], viewer: Viewer, to_decide: int = 0) -> Screen:
    """The first screen: what is late, what is near, and how many of the rest.

    `to_decide` are the requests for another deadline that wait for whoever looks.
    """
    words, today = viewer.words, viewer.now.date()
    if not tasks:
        return screen([_heading(viewer), "", _nothing(viewer)], _centre_rows(viewer, to_decide))
    by = {s: [t for t in tasks if t.standing(today) is s] for s in Standing}
    late, soon = by[Standing.OVERDUE], by[Standing.SOON]
    ahead = by[Standing.OPEN] + by[Standing.PLANNED] + by[Standing.UNDATED]
    done = by[Standing.DONE] + by[Standing.DONE_LATE]
    lines: list[str] = [
        _heading(viewer),
        words(
            "Overdue {late} · in 7 days {soon} · ahead {ahead} · done {done}",
            late=len(late), soon=len(soon), ahead=len(ahead), done=len(done),
        ),
    ]  # fmt: skip
    fresh = [task for task in done if viewer.may_undo(task)]
    pressing = (late + soon)[:AT_HOME]
    coming = [] if pressing else [task for task in ahead if task.window][:NEXT]
    for title, part in (
        (words("Just marked"), fresh[:2]),
        (words("Overdue"), [t for t in pressing if t in late]),
        (words("In the next 7 days"), [t for t in pressing if t in soon]),
        (words("Nothing is pressing; next come"), coming),
    ):
        if part:
            lines += ["", Markup("<b>{}</b>").format(title)]
            lines += [task_line(task, today, words, school=_several(viewer)) for task in part]
    buttons = [tap(task, viewer, Listing(Place.HOME)) for task in fresh[:2] + pressing + coming]
    rows = in_rows([button for button in buttons if button])[:4]
    lists = [
        (words("Overdue: {n}", n=len(late)), ShowTasks(Place.OVERDUE, 0), late),
        (words("All tasks: {n}", n=len(late + soon + ahead)), ShowTasks(Place.ALL, 0), True),
        (words("Ahead: {n}", n=len(ahead)), ShowTasks(Place.AHEAD, 0), ahead and (late or soon)),
        (words("Done: {n}", n=len(done)), ShowTasks(Place.DONE, 0), done),
    ]
    rows += in_rows([(label, button) for label, button, shown in lists if shown])
    return screen(lines, [*rows, *_centre_rows(viewer, to_decide)])


def listed(
    tasks: Sequence[Task], listing: Listing, viewer: Viewer, school: str | None = None
) -> Screen:
    """A list, a page at a time, with «Готово» for each open task it shows."""
    words, today = viewer.words, viewer.now.date()
    shown = [task for task in tasks if task.standing(today) in _SHOWN[listing.place]]
    counted = len(shown)
    if listing.place is Place.DONE:
        shown.sort(key=lambda task: task.mark.at if task.mark else viewer.now, reverse=True)
    else:
        fresh = [task for task in tasks if _just_left(task, listing.place, viewer)]
        shown = fresh + [task for task in shown if task not in fresh]
    page = page_of(shown, listing.page, PAGE)
    lines: list[str] = [_list_title(listing.place, school, counted, viewer), ""]
    lines += [
        task_line(task, today, words, school=_several(viewer) and school is None)
        for task in shown[page.start : page.end]
    ]
    if not shown:
        lines.append(words("Nothing here."))
    here = Listing(listing.place, page.number, listing.about)
    rows: list[Row] = [_row(task, viewer, here) for task in shown[page.start : page.end]]
    rows.append(turning(page, lambda number: ShowTasks(here.place, number, here.about), words))
    back = ShowSchools(0) if listing.place is Place.SCHOOL else ShowHome()
    rows.append(((words("← Back"), back),))
    return screen(lines, rows)


def _just_left(task: Task, place: Place, viewer: Viewer) -> bool:
    """Whether a task stood on the list until the viewer's own mark, which may be undone there."""
    return viewer.may_undo(task) and standing_of(task.window, viewer.now.date()) in _SHOWN[place]


def _heading(viewer: Viewer) -> Markup:
    names = list(dict.fromkeys(post.organisation.short for post in viewer.person.posts))
    whose = ", ".join(names[:2]) + (" …" if len(names) > 2 else "")
    return Markup("<b>{} · {}</b>").format(whose, viewer.words.weekday(viewer.now.date()))


def _nothing(viewer: Viewer) -> str:
    if viewer.person.of_centre:
        return viewer.words(
            "There is no roadmap yet. Send me the order as a file: I will show what I have "
            "understood, and nothing starts before you accept it."
        )
    return viewer.words(
        "There are no tasks for you yet. They appear when the methodist accepts the roadmap; "
        "I will write to you when a deadline comes near."
    )


def _centre_rows(viewer: Viewer, to_decide: int) -> list[Row]:
    words, person = viewer.words, viewer.person
    waiting: Row = ()
    if to_decide:
        waiting = ((words("Postponing: {n}", n=to_decide), ShowRequests(0)),)
    if not person.sees_centre:
        return [waiting]
    row: list[Label] = [(words("Summary"), ShowSummary())]
    if person.of_centre:
        row += [(words("People"), ShowPeople(0)), (words("No date"), ShowUndated(0))]
    return [waiting, tuple(row)]


def _several(viewer: Viewer) -> bool:
    return len({post.organisation.id for post in viewer.person.posts}) > 1


def _list_title(place: Place, school: str | None, n: int, viewer: Viewer) -> Markup:
    words = viewer.words
    titles = {
        Place.WEEK: words("In the next 7 days"),
        Place.OVERDUE: words("Overdue"),
        Place.AHEAD: words("Ahead"),
        Place.DONE: words("Done"),
    }
    return Markup("<b>{}: {}</b>").format(school or titles.get(place, words("All tasks")), n)


def tap(task: Task, viewer: Viewer, at: Listing, card: int = 0) -> Label | None:
    """Return «Готово» or «Отменить», as it stands beside a task; None when neither makes sense."""
    where = (task.id, at.place, at.page, at.about, card)
    called = name(task, viewer.words)
    if viewer.may_undo(task, card):
        return viewer.words("↩ Undo {number}", number=called), Undo(*where)
    if viewer.may_mark(task):
        return viewer.words("✅ Done {number}", number=called), MarkDone(*where)
    return None


def _row(task: Task, viewer: Viewer, at: Listing) -> Row:
    more = viewer.words("More on {number}", number=name(task, viewer.words))
    mark = tap(task, viewer, at)
    opened = (more, ShowTask(task.id, at.place, at.page, at.about))
    return (mark, opened) if mark else (opened,)


def origin(at: Listing) -> Button:
    """Return the button that leads back to a list."""
    return ShowHome() if at.place is Place.HOME else ShowTasks(at.place, at.page, at.about)
