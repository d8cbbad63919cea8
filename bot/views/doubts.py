"""Doubts in words: what the reading of a document asks a methodist."""

from datetime import date

from markupsafe import Markup

from bot.views.lines import span
from bot.views.screen import clip
from locales import Words, msgid
from storage.domain.terms import Doubt, Window

SENTENCES = {
    "not_understood": msgid("This part of the term was not understood: {what}"),
    "impossible_date": msgid("There is no such day: {what}"),
    "outside_period": msgid("The term lies outside the roadmap's period: {what}"),
    "reversed_range": msgid("The term ends before it begins: {what}"),
    "unclear_bounds": msgid("It is not clear where the term begins or ends: {what}"),
    "unclear_year": msgid("It is not clear which year is meant: {what}"),
    "no_term": msgid("The row has no term."),
    "no_responsible": msgid("The row names nobody who answers; it goes to the centre."),
    "party_unknown": msgid("Unknown who this is: {what}"),
    "school_unknown": msgid("There is no school of this number in the list: {what}"),
    "number_repaired": msgid("The number looks like a slip and was read as meant: {what}"),
    "row_glued": msgid("Two parts of a torn row were put together: {what}"),
    "no_title": msgid("The row does not say what is to be done."),
    "period_inferred": msgid(
        "The document does not say when it runs; judging by its terms: {what}"
    ),
    "period_unknown": msgid("The document does not say when it runs."),
    "hidden_rows": msgid("Rows that are hidden in the file are left out: {what}"),
    "macros_ignored": msgid("The file has macros; they are left out."),
}

OF_ALL_ROWS = {
    "no_term": msgid("No row of the document has a term."),
    "no_responsible": msgid("No row names who answers; all of them go to the centre."),
}
"""What stands in the place of a row's sentence when it is so in the whole document."""

ANY = msgid("Please check: {what}")
"""For a doubt without a sentence of its own: it still says where to look."""


def question(doubt: Doubt, words: Words, *, whole: bool = False) -> Markup:
    """A doubt in a message, with the piece of the document it is about.

    `whole` says that it is a doubt of the document, not of one row.
    """
    return words.html(_sentence(doubt, whole=whole), what=clip(_what(doubt, words), 200))


def plain_question(doubt: Doubt, words: Words, *, whole: bool = False) -> str:
    """The same without markup, for the shell and for JSON."""
    return words(_sentence(doubt, whole=whole), what=_what(doubt, words))


def _sentence(doubt: Doubt, *, whole: bool) -> str:
    of_row = SENTENCES.get(doubt.reason, ANY)
    return OF_ALL_ROWS.get(doubt.reason, of_row) if whole else of_row


def _what(doubt: Doubt, words: Words) -> str:
    if doubt.reason == "period_inferred":
        start, end = (date.fromisoformat(day) for day in doubt.what.split())
        return span(Window(start, end), words)
    return doubt.what if doubt.reason == "hidden_rows" else f"«{doubt.what}»"


def left_open(asked: int, words: Words) -> tuple[str, ...]:
    """Say that a document was accepted over its questions, if it had any."""
    if not asked:
        return ()
    return (
        words.count(
            "{n} question was left open. It is taken as it was read.",
            "{n} questions were left open. They are taken as they were read.",
            asked,
        ),
    )
