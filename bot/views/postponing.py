"""Postponing: choosing another deadline, saying why, and what came of asking."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons.button import packed
from bot.buttons.postponing import (
    AskPostponing,
    ChooseUntil,
    GiveReason,
    LeavePostponing,
    ShowRequests,
    Withdraw,
)
from bot.buttons.tasks import AtTask, Place, ShowTasks
from bot.usecases.deciding import Decided
from bot.usecases.postponing import Asked, Asking, Wanted
from bot.views import terms
from bot.views.lines import name, short_title, standing
from bot.views.screen import Label, Row, Screen, clip, in_rows, screen
from bot.views.tasks import Viewer
from locales import Words, msgid
from storage.domain.permissions import may_decide
from storage.domain.postponing import LONGEST_REASON, Outcome, Why
from storage.domain.tasks import Task


def ask(asking: Asking, at: AtTask, viewer: Viewer) -> Screen:
    """Offer later days and take any other as text; or show the request that waits already."""
    words, task = viewer.words, asking.task
    if asking.waiting:
        undo = Withdraw(*_where(at), request_id=asking.waiting.id)
        decide = ShowRequests(asking.waiting.id - 1)
        may = may_decide(viewer.person, task.organisation)
        return screen(
            [_title(task, words), "", terms.waits(asking.waiting, viewer.now.tzinfo, words)],
            [
                ((words("Decide"), decide),) if may else (),
                ((words("Withdraw the request"), undo),),
                _back(at, words),
            ],
        )
    year = viewer.now.year
    offered: list[Label] = [
        (words.day(day, year=day.year != year), ChooseUntil(*_where(at), day=packed(day)))
        for day in asking.choices
    ]
    lines = [
        _title(task, words),
        words("Deadline now: {standing}", standing=standing(task, viewer.now.date(), words)),
        "",
        words("Until when? Tap a day or write one: “15 March”, “by 01.04”, “May”."),
    ]
    return screen(lines, [*in_rows(offered), _back(at, words)])


def why(wanted: Wanted, at: AtTask, words: Words) -> Screen:
    """Ask for the reason of a wish, with the usual ones as buttons."""
    lines: list[str] = [
        _title(wanted.task, words),
        words.html("New deadline: <b>{day}</b>", day=words.day(wanted.until, year=True)),
    ]
    if wanted.beyond:
        lines.append(after_roadmap(wanted.beyond, words))
    lines += [
        "",
        words("Why? Tap a reason or write your own, {most} letters at most.", most=LONGEST_REASON),
    ]
    day = packed(wanted.until)
    rows: list[Row] = [
        ((reason(one, words), GiveReason(*_where(at), day=day, reason=one)),) for one in Why
    ]
    again = AskPostponing(*_where(at))
    return screen(lines, [*rows, ((words("← Back"), again),)])


def reason(why: Why, words: Words) -> str:
    """A ready reason in words: these go to the methodist as they stand."""
    match why:
        case Why.ILLNESS:
            return words("the one who does it is ill")
        case Why.PAPERS:
            return words("papers or data are not there yet")
        case Why.CLASH:
            return words("it falls together with other work")
        case Why.TIME:
            return words("there is too little time")


def after_roadmap(end: date, words: Words) -> str:
    """Say that a day is later than the roadmap."""
    return words("This is after the end of the roadmap: {day}.", day=words.day(end, year=True))


def toast(asked: Asked, viewer: Viewer) -> str:
    """Say what came of asking."""
    words, found = viewer.words, asked.postponement
    number = name(asked.task, words)
    until = words.day(found.until, year=found.until.year != viewer.now.year)
    if asked.already:
        by = clip(found.by, 60)
        return words("{number}: {by} has asked already, for {until}.", number=number, by=by,
                     until=until)  # fmt: skip
    if found.settled:
        return words("{number}: the deadline is {until} now.", number=number, until=until)
    return words("{number}: asked for {until}. You will be told of the decision.", number=number,
                 until=until)  # fmt: skip


def settled(decided: Decided, words: Words) -> str:
    """Say in a toast how a request stands that was decided, now or before."""
    found = decided.postponement
    assert found.settled
    outcome = found.settled.outcome
    facts = {"number": name(decided.task, words), "by": clip(found.settled.by, 60)}
    if decided.already:
        return words(_BEFORE[outcome], **facts)
    if outcome is Outcome.AGREED:
        year = found.until.year != found.settled.at.year
        until = words.day(found.until, year=year)
        return words("{number}: the deadline is {until} now.", until=until, **facts)
    if outcome is Outcome.WITHDRAWN:
        return words("{number}: the request is withdrawn.", **facts)
    return words("{number}: returned, the deadline stays.", **facts)


_BEFORE = {
    Outcome.AGREED: msgid("{number}: {by} has agreed to another deadline already."),
    Outcome.REFUSED: msgid("{number}: {by} has returned the request already."),
    Outcome.WITHDRAWN: msgid("{number}: {by} has withdrawn the request."),
    Outcome.DONE: msgid("{number}: {by} has marked it done, there is nothing to decide."),
    Outcome.REVISED: msgid("{number}: {by} has accepted a later order that sets the deadline."),
    Outcome.SET_ASIDE: msgid("{number}: {by} asks for it no more, there is nothing to decide."),
}


def which(tasks: Sequence[Task], letter_id: int, page: int, viewer: Viewer) -> Screen:
    """Ask which of a letter's tasks is meant."""
    words = viewer.words
    several = len({task.organisation.id for task in tasks}) > 1
    rows: list[Row] = [
        (
            (
                f"{name(task, words)} {clip(short_title(task, school=several), 40)}",
                AskPostponing(task.id, Place.LETTER, page, letter_id),
            ),
        )
        for task in tasks
    ]
    back = ShowTasks(Place.LETTER, page, letter_id)
    return screen([words("Which one is to be postponed?")], [*rows, ((words("← Back"), back),)])


def _title(task: Task, words: Words) -> Markup:
    return words.html("<b>{number}</b> {title}", number=name(task, words), title=short_title(task))


def _where(at: AtTask) -> tuple[int, Place, int, int, int]:
    return at.task_id, at.place, at.page, at.about, at.card


def _back(at: AtTask, words: Words) -> Row:
    return ((words("← Back"), LeavePostponing(*_where(at))),)
