"""Terms that were changed, or are to be: the same words on cards, in letters, for a decision."""

from datetime import tzinfo

from markupsafe import Markup

from bot.views.lines import name, short_title
from bot.views.screen import TITLE, clip
from locales import Words
from storage.domain.letters import Decision
from storage.domain.postponing import LONGEST_REASON, Cause, Outcome, Postponement, TermChange

SHORT = 40
"""Letters of a name where it stands beside a reason."""


def changed(change: TermChange, words: Words) -> Markup | None:
    """Say what a term was before, why it is another one now, and who has decided that."""
    if change.before is None or change.after is None:
        return None
    before = words.plain_day(change.before.end, year=change.before.end.year != change.at.year)
    after = words.plain_day(change.after.end, year=change.after.end.year != change.at.year)
    if change.cause is Cause.REVISED:
        return words.html(
            "The deadline was moved from {before} to {after} by a later order.",
            before=before, after=after,
        )  # fmt: skip
    return words.html(
        "The deadline was moved from {before} to {after}: {reason}. Agreed: {by}",
        before=before, after=after, reason=_said(change.reason), by=clip(change.by, SHORT),
    )  # fmt: skip


def waits(postponement: Postponement, zone: tzinfo | None, words: Words) -> Markup:
    """Say who has asked for which day, when and why."""
    return words.html(
        "Asked to be moved to {until}: {reason} ({by}, {day}). Waits for a decision.",
        until=words.day(postponement.until, year=_other_year(postponement)),
        reason=_said(postponement.reason),
        by=clip(postponement.by, SHORT),
        day=words.plain_day(postponement.at.astimezone(zone).date()),
    )


def answer(decision: Decision, words: Words) -> Markup:
    """One decision in a letter to whoever asked."""
    task, found = decision
    assert found.settled
    about = {
        "number": name(task, words),
        "title": short_title(task),
        "by": clip(found.settled.by, SHORT),
    }
    if found.settled.outcome is Outcome.AGREED:
        return words.html(
            "<b>{number}</b> {title}: <i>the deadline is {until} now. Agreed: {by}</i>",
            until=words.day(found.until, year=_other_year(found)), **about,
        )  # fmt: skip
    return words.html(
        "<b>{number}</b> {title}: <i>the deadline stays {due}. Why: {answer}. Decided: {by}</i>",
        due=words.day(found.due, year=_other_year(found)),
        answer=_said(found.settled.answer, TITLE),
        **about,
    )


def _said(reason: str, longest: int = LONGEST_REASON) -> str:
    return clip(reason.rstrip(" ."), longest)


def _other_year(found: Postponement) -> bool:
    return not found.until.year == found.due.year == found.at.year
