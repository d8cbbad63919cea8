"""The card: one task in full."""

from dataclasses import replace

from markupsafe import Markup

from bot.buttons.assigning import AskWho
from bot.buttons.postponing import AskPostponing
from bot.views import terms
from bot.views.lines import name, span, standing
from bot.views.screen import LONGEST, Row, Screen, clip, screen
from bot.views.tasks import Listing, Viewer, origin, tap
from storage.domain.postponing import Cause, Postponement, TermChange
from storage.domain.tasks import Task


def card(
    task: Task,
    listing: Listing,
    viewer: Viewer,
    changed: TermChange | None = None,
    waiting: Postponement | None = None,
) -> Screen:
    """One task in full: with the last change of its term, and a request for another."""
    words = viewer.words
    lines: list[str] = [
        words.html(
            "<b>{number}</b> {title}",
            number=name(task, words),
            title=clip(task.title, LONGEST),
        ),
    ]
    if task.section:
        lines.append(words.html("<i>{section}</i>", section=clip(task.section, LONGEST)))
    term = clip(task.term, LONGEST) or words("not given")
    when = (
        words("{term} ({span})", term=term, span=span(task.window, words)) if task.window else term
    )
    lines += [
        "",
        words.html("<b>Term by the order:</b> {term}", term=term)
        if changed and changed.cause is Cause.POSTPONED
        else words.html("<b>Term:</b> {term}", term=when),
        words.html("<b>Now:</b> {standing}", standing=_standing_alone(task, viewer)),
        *_about_term(changed, waiting, viewer),
        words.html("<b>Who:</b> {organisation}", organisation=clip(task.organisation.short)),
    ]
    if task.result:
        lines.append(words.html("<b>Result:</b> {result}", result=clip(task.result, LONGEST)))
    where = (task.id, listing.place, listing.page, listing.about, 1)
    mark = tap(task, viewer, listing, card=1)
    taps: Row = (mark,) if mark else ()
    if viewer.may_postpone(task):
        taps += ((words("📅 Postpone"), AskPostponing(*where)),)
    assign: Row = ((words("Who does it"), AskWho(*where)),) if viewer.person.of_centre else ()
    return screen(lines, [taps, assign, ((words("← Back"), origin(listing)),)])


def _standing_alone(task: Task, viewer: Viewer) -> str:
    """Say where a task stands; a request that waits has a line of its own on a card."""
    return standing(replace(task, asked=None), viewer.now.date(), viewer.words)


def _about_term(
    changed: TermChange | None, waiting: Postponement | None, viewer: Viewer
) -> list[Markup]:
    lines = [
        terms.changed(changed, viewer.words) if changed else None,
        terms.waits(waiting, viewer.now.tzinfo, viewer.words) if waiting else None,
    ]
    return [line for line in lines if line]
