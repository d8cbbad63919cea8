"""Bringing: what the shell says of a document, before and after it is accepted."""

from collections.abc import Iterator

from bot.usecases.bringing import Brought
from bot.usecases.comparing import Proposal, Revision
from bot.usecases.revising import Revised
from bot.views import importing, revising
from bot.views.drafts import draft_in_full
from bot.views.screen import screen
from locales import Words


def looked(facts: Proposal, words: Words) -> str:
    """A document as it would be accepted: a new roadmap, or the changes of one."""
    if facts.preview.document.roadmap_id is not None:
        return words("This document is accepted already. Nothing was doubled.")
    shown = (
        _changes(facts.revision, words)
        if facts.revision
        else draft_in_full(facts.preview.document.draft, words)
    )
    lines = [shown, *_beside(facts, words)]
    if len(lines) > 1:
        lines.append(words("As its new version it can be accepted in the chat."))
    return "\n".join((*lines, words("Nothing was changed. Add --yes to accept.")))


def brought(facts: Brought, words: Words) -> str:
    """Say what came of a document; a change of a roadmap is one line."""
    if isinstance(facts.done, Revised):
        lines = revising.revised(facts.done, words).plain.split("\n")
        return " ".join(line if line.endswith(".") else f"{line}." for line in lines)
    lines = [*_beside(facts.proposal, words), importing.accepted(facts.done, words).plain]
    if facts.done.past.asked:
        lines.append(words("The same command with --aside: nobody is asked for them."))
    return "\n".join(lines)


def _beside(facts: Proposal, words: Words) -> Iterator[str]:
    """Say that a document was not taken for the later version that it may be."""
    if facts.earlier and not facts.revision:
        yield words(
            "This is a new roadmap, though it resembles “{title}”.",
            title=facts.earlier.roadmap.title,
        )


def _changes(facts: Revision, words: Words) -> str:
    lines = revising.in_numbers(facts, words)
    for change in facts.changes.choices:
        lines += ["", *revising.change(change, words)]
    return screen([*lines, ""]).plain
