"""Reasons: why a letter came, when the next one does, and putting a task off."""

from calendar import MONDAY
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons.letters import AskLater, PutOff
from bot.buttons.tasks import Place, ShowTasks
from bot.usecases.putting_off import Wait
from bot.usecases.reasons import Explained, Reason
from bot.views import ladder
from bot.views.letter import CENTRES
from bot.views.letters import centre_title
from bot.views.lines import name, short_title
from bot.views.places import place
from bot.views.screen import Row, Screen, clip, screen
from bot.views.tasks import Viewer
from locales import Words
from storage.domain.ladder import USUAL, Ladder, Step
from storage.domain.letters import Rung, Stage
from storage.domain.people import Centre
from storage.domain.rules import NO_CAP
from storage.domain.tasks import Task

MOST = 8
"""Tasks that are explained; the rule is the same for the rest."""


def why(explained: Explained, viewer: Viewer) -> Screen:
    """Explain a letter: the rule, and for each task the stage, the next day, the other readers."""
    words, shown = viewer.words, explained.reasons[:MOST]
    lines: list[str] = [words.html("<b>Why this came</b>"), *_rules(explained, words)]
    lines += [""] if shown else []
    ladders = {centre.id: centre.ladder for centre in explained.centres}
    lines += [
        _reason(reason, explained, ladders.get(reason.task.centre_id, USUAL), words)
        for reason in shown
    ]
    if rest := len(explained.reasons[MOST:]):
        lines.append(words.count("and {n} more", "and {n} more", rest))
    if (readers := _readers_of_all(explained)) and explained.reasons:
        lines.append(_goes_to(readers, words))
    lines += ["", words("Hour, days away and fewer letters: /settings.")]
    if viewer.person.sees_centre:
        lines.append(words("For all of the centre: /settings, “Rules of the centre”."))
    return screen(lines)


def _rules(explained: Explained, words: Words) -> list[str]:
    more = (
        (any(reason.early for reason in explained.reasons), ladder.on_days_off(words)),
        (
            explained.wishes.less,
            words("You have asked for fewer: only the last day and what is late."),
        ),
        (
            explained.answers,
            words("You have asked for another deadline: the decision comes by letter."),
        ),
        (
            explained.week,
            words("A methodist's first letter of a week says how the centre stands."),
        ),
        (
            explained.to_decide,
            words("A request for another deadline waits for you: so a letter comes each day."),
        ),
    )
    return [
        *_ladders(explained.centres, words),
        _volume(explained, words),
        *(line for is_so, line in more if is_so),
    ]


def _ladders(centres: Sequence[Centre], words: Words) -> list[str]:
    """Say on which days each centre reminds; of several under their names."""
    lines: list[str] = []
    for centre in centres[:CENTRES]:
        if len(centres) > 1:
            lines += ["", centre_title(centre)]
        lines += [ladder.before(centre.ladder, words), ladder.after(centre.ladder, words)]
    return [*lines, ""] if len(centres) > 1 else lines


def ask_later(
    button: AskLater,
    tasks: Sequence[Task],
    waits: Sequence[tuple[Wait, date]],
    today: date,
    words: Words,
) -> Screen:
    """Ask until when a task is put off, or all that a letter has."""
    lines = [
        _what(tasks, words),
        "",
        words(
            "When shall I speak of it again? Of the last day I remind you in any case, and what "
            "is late is seen by others all the same."
        ),
    ]
    letter, page = button.letter_id, button.page
    rows: list[Row] = [
        ((_until(day, today, words), PutOff(letter, page, button.task_id, wait)),)
        for wait, day in waits
    ]
    return screen(lines, [*rows, ((words("← Back"), ShowTasks(Place.LETTER, page, letter)),)])


def put_off(tasks: Sequence[Task], until: date, words: Words) -> str:
    """Say in a toast when tasks are spoken of again."""
    day = words.day(until)
    if len(tasks) == 1:
        return words(
            "{number}: I will remind you on {day}.", number=name(tasks[0], words), day=day
        )
    return words.count(
        "{n} task: I will remind you on {day}.",
        "{n} tasks: I will remind you on {day}.",
        len(tasks),
        day=day,
    )


def _what(tasks: Sequence[Task], words: Words) -> Markup:
    if len(tasks) == 1:
        [task] = tasks
        return words.html(
            "<b>{number}</b> {title}", number=name(task, words), title=short_title(task)
        )
    return words.count_html(
        "<b>{n} task of this letter</b>", "<b>{n} tasks of this letter</b>", len(tasks)
    )


def _volume(explained: Explained, words: Words) -> str:
    """Say how many letters come, and when; of several centres the highest cap counts."""
    hours, centres = explained.hours, explained.centres
    at = f"{hours.letters_at}:00"
    if any(hours.timezone != centre.timezone for centre in centres):
        at = f"{at} ({place(hours.timezone.key, words)})"
    cap = max(centre.weekly_cap for centre in centres)
    if cap >= NO_CAP:
        return words(
            "One letter a day at most, on working days, at {time}. Nobody is reminded of what "
            "is marked.",
            time=at,
        )
    return words(
        "One letter a day and {cap} a week at most (but for the eve and the last day), on "
        "working days, at {time}. Nobody is reminded of what is marked.",
        cap=cap,
        time=at,
    )


def _until(day: date, today: date, words: Words) -> str:
    # By the day itself: on a Friday the next working day is no “tomorrow”.
    said, ahead = words.day(day), (day - today).days
    if ahead == 1:
        return words("Tomorrow: {day}", day=said)
    if day.weekday() == MONDAY:
        return words("On Monday: {day}", day=said)
    if ahead == 3:
        return words("In three days: {day}", day=said)
    return said


def _reason(reason: Reason, explained: Explained, steps: Ladder, words: Words) -> str:
    task = reason.task
    line = words.html(
        "<b>{number}</b>{where}, {term}: {stage}",
        number=name(task, words),
        where=f", {clip(task.organisation.short)}" if _several(explained) else "",
        term=_term(task, words),
        stage="; ".join(_reached(task, stage, steps, words) for stage in reason.stages),
    )
    more: list[str] = []
    if reason.next_on:
        day = words.day(reason.next_on)
        more.append(
            words("Next time: {day} at the latest.", day=day)
            if reason.or_sooner
            else words("Next time: {day}.", day=day)
        )
    if reason.others and not _readers_of_all(explained):
        more.append(_goes_to(reason.others, words))
    return line if not more else Markup("{}. {}").format(line, " ".join(more))


def _term(task: Task, words: Words) -> str:
    if task.window is None:
        return words("no date yet")
    due = words.day(task.window.end)
    if task.known_on is None:
        return words("due {day}", day=due)
    came = words.day(task.known_on)
    return words("due {day}, came on {came}; days are counted from then", day=due, came=came)


def _several(explained: Explained) -> bool:
    """Whether it has to be said whose task it is."""
    return len({reason.task.organisation.id for reason in explained.reasons}) > 1


def _readers_of_all(explained: Explained) -> tuple[str, ...]:
    """Name those who hear of every task as well; they are said once."""
    heard = {reason.others for reason in explained.reasons if reason.next_on or reason.others}
    return heard.pop() if len(heard) == 1 else ()


def _goes_to(names: Sequence[str], words: Words) -> str:
    more = " …" if len(names) > 3 else ""
    return words("It also goes to: {names}", names=clip(", ".join(names[:3]) + more))


def _reached(task: Task, stage: Stage, steps: Ladder, words: Words) -> str:
    """Name a stage; after the deadline it is counted from the day on which the task came."""
    if task.known_on is None or stage.rung is not Rung.REMINDER or stage.day <= 0:
        return _stage(stage, steps, words)
    return words.count(
        "reminder {n} day after it came", "reminder {n} days after it came", stage.day
    )


def _stage(stage: Stage, steps: Ladder, words: Words) -> str:
    if stage.rung is Rung.WARNING:
        return words("a warning that others will see the delay")
    if stage.rung is Rung.ESCALATION:
        return _escalation(Step(stage.day), steps, words)
    if stage.rung is Rung.NEWS:
        return words("the roadmap was changed")
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
