"""Reading: from a phrase to tokens, from tokens to items, from items to a term."""

from functools import lru_cache

from storage.domain.phrases.clauses import CLAUSES, PAPERS
from storage.domain.phrases.clock import CLOCK
from storage.domain.phrases.days import DAYS
from storage.domain.phrases.edges import EDGES, part_that_ends
from storage.domain.phrases.frequencies import DAYS_OF_EVERY_MONTH, FREQUENCIES, every_named
from storage.domain.phrases.grammar import Rule, reduced
from storage.domain.phrases.lexer import tokens_of
from storage.domain.phrases.parts import FIRST_DAYS, PARTS, SEASONS
from storage.domain.phrases.periods import DURATIONS, WHOLE_PERIODS, during_span
from storage.domain.phrases.ranges import LISTS, LITTLE_WORDS, RANGES, TILL_EDGES
from storage.domain.phrases.spelling import spelled
from storage.domain.phrases.verdict import verdict
from storage.domain.phrases.years import SCHOOL_YEARS, YEARS
from storage.domain.terms import NO_TERM, Doubt, Term, TermKind, Window

# A longer text is a story, not a term; nobody would read a date out of it unasked.
_LONGEST = 1000

# What an earlier group makes is what the next one works with.
_RULES: tuple[Rule, ...] = (
    *FIRST_DAYS,
    *FREQUENCIES,
    *DURATIONS,
    *DAYS,
    *PARTS,
    *SEASONS,
    *SCHOOL_YEARS,
    *YEARS,
    *CLOCK,
    part_that_ends,
    *TILL_EDGES,
    *EDGES,
    *WHOLE_PERIODS,
    *DAYS_OF_EVERY_MONTH,
    *RANGES,
    *LISTS,
    every_named,
    *PAPERS,
    *LITTLE_WORDS,
    during_span,
    *CLAUSES,
)


@lru_cache(maxsize=4096)  # a document says «в течение года» forty times, and is read again
def read(phrase: str, period: Window) -> Term:
    """Return what a cell of the column «Срок» means in a roadmap that runs over `period`.

    Never raises. Without doubts every word was understood. Reasons to doubt: `not_understood`
    quotes the piece, the others the phrase: `impossible_date` (31 June), `reversed_range` (ends
    before it begins), `outside_period` (a year that can hardly be meant), `unclear_bounds` (the
    conventions do not say where it begins or ends), `unclear_year` (the year was guessed).
    """
    if len(phrase) > _LONGEST:
        return Term(TermKind.NONE, doubts=(Doubt("not_understood", phrase[:_LONGEST]),))
    text = spelled(phrase)
    if not any(letter.isalnum() for letter in text):
        return NO_TERM
    return verdict(reduced(tokens_of(text), _RULES, period), period, phrase)
