"""Reasons: why a letter came, when the next one does, and putting a task off."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons.letters import PutOff
from bot.buttons.tasks import Place, ShowTasks
from bot.usecases.letters import Explained, Reason, Wait
from bot.views import ladder
from bot.views.lines import name, short_title, span
from bot.views.screen import Row, Screen, clip, screen
from bot.views.tasks import Viewer
from locales import Words
from storage.domain.ladder import Ladder, Step
from storage.domain.letters import Rung, Stage
from storage.domain.tasks import Task

MOST = 8
"""Tasks that are explained; the rule is the same for the rest."""


def why(explained: Explained, viewer: Viewer) -> Screen:
    """Explain a letter: the rule, and for each task the stage, the next day, the other readers."""
    words, centre, wishes = viewer.words, viewer.person.centre, explained.wishes
    hours = wishes.hours(centre)
    lines: list[str] = [
        words.html("<b>Why this came</b>"),
        ladder.before(centre.ladder, words),
        ladder.after(centre.ladder, words),
        words(
            "One letter a day and {cap} a week at most, on working days, at {hour}:00. "
            "Nobody is reminded of what is marked.",
            cap=centre.weekly_cap,
            hour=hours.letters_at,
        ),
    ]
    if wishes.less:
        lines.append(words("You have asked for fewer: only the last day and what is late."))
    lines.append("")
    lines += [_reason(reason, centre.ladder, words) for reason in explained.reasons[:MOST]]
    lines += ["", words("Hour, days away and fewer letters: /settings.")]
    return screen(lines)


def ask_later(
    letter_id: int, page: int, task: Task, waits: Sequence[tuple[Wait, date]], words: Words
) -> Screen:
    """Ask until when a task is put off."""
    lines = [
        words.html("<b>{number}</b> {title}", number=name(task, words), title=short_title(task)),
        "",
        words(
            "When shall I speak of it again? Of the last day I remind you in any case, and what "
            "is late is seen by others all the same."
        ),
    ]
    rows: list[Row] = [
        ((_wait(wait, day, words), PutOff(letter_id, page, task.id, wait)),) for wait, day in waits
    ]
    return screen(lines, [*rows, ((words("← Back"), ShowTasks(Place.LETTER, page, letter_id)),)])


def put_off(task: Task, until: date, words: Words) -> str:
    """Say in a toast when a task is spoken of again."""
    return words(
        "{number}: I will remind you on {day}.", number=name(task, words), day=words.day(until)
    )


def _wait(wait: Wait, day: date, words: Words) -> str:
    said = words.day(day)
    match wait:
        case Wait.TOMORROW:
            return words("Tomorrow: {day}", day=said)
        case Wait.THREE_DAYS:
            return words("In three days: {day}", day=said)
        case Wait.MONDAY:
            return words("On Monday: {day}", day=said)


def _reason(reason: Reason, steps: Ladder, words: Words) -> str:
    task = reason.task
    line = words.html(
        "<b>{number}</b>: {stage}. {organisation}, {term}",
        number=name(task, words),
        stage="; ".join(_stage(stage, steps, words) for stage in reason.stages),
        organisation=clip(task.organisation.short),
        term=span(task.window, words) if task.window else words("no date yet"),
    )
    more: list[str] = []
    if reason.next_on:
        more.append(words("Next time: {day}.", day=words.day(reason.next_on)))
    if reason.others:
        names = ", ".join(reason.others[:3]) + (" …" if len(reason.others) > 3 else "")
        more.append(words("It also goes to: {names}", names=clip(names)))
    return line if not more else Markup("{}. {}").format(line, " ".join(more))


def _stage(stage: Stage, steps: Ladder, words: Words) -> str:
    if stage.rung is Rung.WARNING:
        return words("a warning that others will see the delay")
    if stage.rung is Rung.ESCALATION:
        return _escalation(Step(stage.day), steps, words)
    if stage.rung is Rung.NEWS:
        return words("a later order has changed it")
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


def _escalation(step: Step, steps: Ladder, words: Words) -> str:
    day = steps.seen_from(step)
    if step is Step.HEAD:
        return words("no mark by day {day} after the deadline, so the head sees it", day=day)
    return words("no mark by day {day} after the deadline, so the methodist sees it", day=day)
