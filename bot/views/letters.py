"""Letters: the digest of a morning, and why it came."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons import MarkDone, Place, ShowTasks, Undo, WhyLetter
from bot.views.lines import name, short_title, span, standing
from bot.views.screen import Label, Row, Screen, clip, in_rows, screen
from bot.views.tasks import Viewer
from locales import Words
from storage.domain.letters import DigestFacts, Stage
from storage.domain.tasks import OWED, Standing, Task

MOST = 8
"""Tasks in a digest; a heap of fifty is read by nobody, and the list is one tap away."""

_ASK = {Standing.OVERDUE, Standing.SOON, Standing.OPEN, Standing.PLANNED}


def digest(facts: DigestFacts, words: Words) -> Screen:
    """A morning's letter as it is sent."""
    return _digest(facts.letter_id, [item.task for item in facts.items], facts.today, words, None)


def digest_again(letter_id: int, tasks: Sequence[Task], viewer: Viewer) -> Screen:
    """The same letter after a tap in it: what was done shows so."""
    return _digest(letter_id, tasks, viewer.now.date(), viewer.words, viewer)


def why(stages: Sequence[tuple[Task, Stage]], hour: int, viewer: Viewer) -> Screen:
    """Explain a letter: which rule brought each task there."""
    words = viewer.words
    lines: list[str] = [
        words.html("<b>Why this came</b>"),
        words(
            "Reminders go out 14, 7, 3 and 1 day before a deadline and on its last day; after it "
            "on day 1, 3 and 7, then once a week. One letter a day at most, on working days, "
            "at {hour}:00. Nobody is reminded of what is marked.",
            hour=hour,
        ),
        "",
    ]
    for task, stage in stages[:MOST]:
        term = span(task.window, words) if task.window else words("no date yet")
        lines.append(
            words.html(
                "<b>{number}</b>: {stage}. {organisation}, {term}",
                number=name(task, words),
                stage=_stage(stage, words),
                organisation=clip(task.organisation.short),
                term=term,
            )
        )
    return screen(lines)


def _digest(
    letter_id: int, tasks: Sequence[Task], today: date, words: Words, viewer: Viewer | None
) -> Screen:
    shown = tasks[:MOST]
    groups = (
        (
            words("Last day today"),
            [t for t in shown if _open(t, today) and t.days_left(today) == 0],
        ),
        (
            words("Due soon"),
            [t for t in shown if _open(t, today) and (t.days_left(today) or 0) > 0],
        ),
        (words("Overdue"), [t for t in shown if t.standing(today) is Standing.OVERDUE]),
        (words("Done"), [t for t in shown if t.standing(today) not in OWED]),
    )
    several = len({task.organisation.id for task in tasks}) > 1
    where = words("several organisations") if several else tasks[0].organisation.short
    lines: list[str] = [words.html("<b>Good morning. For today, {where}:</b>", where=where)]
    for title, part in groups:
        if part:
            lines += ["", Markup("<b>{}</b>").format(title)]
            lines += [_line(task, today, words, school=several) for task in part]
    if len(tasks) > MOST:
        rest = len(tasks) - MOST
        lines += [
            "",
            words.count("and {n} more, see the list", "and {n} more, see the list", rest),
        ]
    rows = in_rows([tap for task in shown if (tap := _tap(task, letter_id, today, words, viewer))])
    below: list[Row] = [
        ((words("All tasks"), ShowTasks(Place.ALL, 0)),),
        ((words("Why did I get this?"), WhyLetter(letter_id)),),
    ]
    return screen(lines, [*rows, *below])


def _open(task: Task, today: date) -> bool:
    return task.standing(today) in _ASK - {Standing.OVERDUE}


def _line(task: Task, today: date, words: Words, *, school: bool) -> Markup:
    return words.html(
        "<b>{number}</b> {title}: <i>{standing}</i>",
        number=name(task, words),
        title=short_title(task, school=school),
        standing=standing(task, today, words),
    )


def _tap(
    task: Task, letter_id: int, today: date, words: Words, viewer: Viewer | None
) -> Label | None:
    where = (task.id, Place.LETTER, 0, letter_id)
    if viewer and viewer.may_undo(task):
        return words("↩ Undo {number}", number=name(task, words)), Undo(*where)
    if task.standing(today) in OWED:
        return words("✅ Done {number}", number=name(task, words)), MarkDone(*where)
    return None


def _stage(stage: Stage, words: Words) -> str:
    if stage.day < 0:
        return words.count(
            "reminder {n} day before the deadline",
            "reminder {n} days before the deadline",
            -stage.day,
        )
    if stage.day == 0:
        return words("reminder of the last day")
    return words.count(
        "reminder {n} day after the deadline", "reminder {n} days after the deadline", stage.day
    )
