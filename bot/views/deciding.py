"""Deciding: requests for another deadline, one at a time."""

from bot.buttons.postponing import Agree, AskAnswer, Refuse, ShowRequests
from bot.buttons.summary import ShowSummary
from bot.buttons.tasks import ShowHome
from bot.usecases.deciding import Decided, Request
from bot.views.lines import name, span
from bot.views.postponing import after_roadmap
from bot.views.screen import LONGEST, Label, Row, Screen, clip, screen
from bot.views.tasks import Viewer
from locales import Words
from storage.domain.postponing import LONGEST_REASON, WhyNot


def request(found: Request | None, viewer: Viewer) -> Screen:
    """One request with all that a decision needs."""
    words = viewer.words
    if found is None:
        return screen([words("No request for another date waits.")], [_back(viewer)])
    task, asked = found.task, found.postponement
    assert task.window
    lines: list[str] = [
        words.html("<b>Postponing, {place} of {of}</b>", place=found.place + 1, of=found.of),
        words.html("<b>{school}</b>", school=clip(task.organisation.short)),
        words.html(
            "<b>{number}</b> {title}", number=name(task, words), title=clip(task.title, LONGEST)
        ),
        "",
        words.html("<b>Term:</b> {term}", term=span(task.window, words)),
        words.count_html(
            "<b>Asked for:</b> {until}, {n} day more",
            "<b>Asked for:</b> {until}, {n} days more",
            (asked.until - task.window.end).days,
            until=words.day(asked.until, year=True),
        ),
        words.html("<b>Why:</b> {reason}", reason=clip(asked.reason, LONGEST)),
        words.html(
            "<b>Who asks:</b> {by}, {day}",
            by=clip(asked.by),
            day=words.day(asked.at.astimezone(viewer.now.tzinfo).date()),
        ),
    ]
    if found.beyond:
        lines.append(after_roadmap(found.beyond, words))
    if asked.until < viewer.now.date():
        lines.append(words("The day that was asked for is over."))
    if found.before:
        lines.append(
            words.count(
                "It was postponed {n} time before.", "It was postponed {n} times before.",
                found.before,
            )
        )  # fmt: skip
    decide: Row = ((words("Accept"), Agree(asked.id)), (words("Return"), AskAnswer(asked.id)))
    on: list[Label] = [(words("Next ▶"), ShowRequests(asked.id))] if found.of > 1 else []
    return screen(lines, [decide, (*on, *_back(viewer))])


def answer(facts: Decided, words: Words) -> Screen:
    """Ask why a request is returned."""
    request_id = facts.postponement.id
    lines = [
        words.html(
            "<b>{number}</b> {title}",
            number=name(facts.task, words),
            title=clip(facts.task.title.rstrip(" .")),
        ),
        "",
        words(
            "Why is it returned? Tap a reason or write your own, {most} letters at most.",
            most=LONGEST_REASON,
        ),
    ]
    rows: list[Row] = [((reason(one, words), Refuse(request_id, one)),) for one in WhyNot]
    return screen(lines, [*rows, ((words("← Back"), ShowRequests(request_id - 1)),)])


def reason(why: WhyNot, words: Words) -> str:
    """A ready reason in words: these go to the school as they stand."""
    match why:
        case WhyNot.FIXED:
            return words("the deadline is set from above")
        case WhyNot.SOONER:
            return words("ask for a nearer day")
        case WhyNot.UNCLEAR:
            return words("say more exactly what is in the way")


def _back(viewer: Viewer) -> Row:
    to = ShowSummary() if viewer.person.sees_centre else ShowHome()
    return ((viewer.words("← Back"), to),)
