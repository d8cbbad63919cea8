"""Doubts in words: what the reading of a document asks a methodist."""

from markupsafe import Markup

from bot.views.screen import clip
from locales import Words
from storage.domain.terms import Doubt


def question(doubt: Doubt, words: Words) -> Markup:
    """A doubt as a question, with the piece of the document it is about."""
    return Markup(sentence(doubt, words, Markup("«{}»").format(clip(doubt.what, 200))))  # noqa: S704 - the fact is escaped, the sentence is ours


def plain_question(doubt: Doubt, words: Words) -> str:
    """The same without markup, for the shell and for JSON."""
    return sentence(doubt, words, f"«{doubt.what}»" if doubt.what else "")


def sentence(doubt: Doubt, words: Words, what: str) -> str:
    """Find the sentence of a doubt; one without a sentence of its own still says where to look."""
    match doubt.reason:
        case "not_understood":
            return words("This part of the term was not understood: {what}", what=what)
        case "impossible_date":
            return words("There is no such day: {what}", what=what)
        case "outside_period":
            return words("The term lies outside the roadmap's period: {what}", what=what)
        case "no_term":
            return words("The row has no term.")
        case "no_responsible":
            return words("The row names nobody who answers; it goes to the centre.")
        case "party_unknown":
            return words("Unknown who this is: {what}", what=what)
        case "number_repaired":
            return words("The number looks like a slip and was read as meant: {what}", what=what)
        case "row_glued":
            return words("Two parts of a torn row were put together: {what}", what=what)
        case "no_title":
            return words("The document has no title.")
        case "period_inferred":
            return words("The document does not say when it runs; judging by its terms: {what}", what=what)
        case "period_unknown":
            return words("The document does not say when it runs.")
        case _:
            return words("Please check: {what}", what=what)
