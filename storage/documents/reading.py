"""From bytes to a draft: the format is recognised, the plan found, its words understood."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from storage.documents import heading, recognition, schools, table
from storage.documents import period as periods
from storage.documents.blocks import Grid
from storage.documents.numbers import is_repaired
from storage.documents.progress import Stage, counted
from storage.documents.table import Plan
from storage.documents.unreadable import Unreadable
from storage.documents.wording import clean, one_line
from storage.documents.written import Written
from storage.domain.draft import Draft, DraftRow
from storage.domain.parties import Party, introduced, split
from storage.domain.terms import NO_TERM, Doubt, Window

MOST_ROWS = 2000
"""More activities than this are no roadmap of a municipality but a mistake."""
_MOST_DRAWN = 5 * MOST_ROWS  # headings, blank and torn rows among them


def read(data: bytes, name: str = "", period: Window | None = None) -> Draft:
    """Keep the promise of `storage.documents.read`."""
    document = recognition.open_document(data)
    _require_few(sum(len(block.rows) for block in document.blocks if isinstance(block, Grid)))
    plan = table.read_plan(document.blocks)
    if not plan.activities:
        raise Unreadable("no_activities")
    _require_few(len(plan.activities), MOST_ROWS)
    return _draft(plan, name, period, document.doubts)


def _require_few(rows: int, most: int = _MOST_DRAWN) -> None:
    if rows > most:
        raise Unreadable("too_many_rows", count=rows, most=MOST_ROWS)


def _draft(plan: Plan, name: str, given: Window | None, doubts: Sequence[Doubt]) -> Draft:
    title = heading.title(plan.before)
    terms = [_join(activity.term) for activity in plan.activities]
    period, about_period = _period(title, plan.before, terms, given)
    order = heading.order(plan.before)
    extra = introduced("\n".join(_texts(plan)))
    written = counted(Stage.ROWS, plan.activities)
    parties = cache(lambda words: split(words, extra))
    rows, about_all = _common(tuple(_row(a, period, parties) for a in written))
    return Draft(
        title=title or _called(name),
        rows=rows,
        sections=tuple(dict.fromkeys(plan.sections)),
        period=period,
        order_number=order.number,
        order_date=order.day,
        organisations=schools.listed([*schools.of_paragraphs(plan.before), *plan.after]),
        doubts=(*doubts, *about_period, *about_all),
    )


def _common(rows: tuple[DraftRow, ...]) -> tuple[tuple[DraftRow, ...], tuple[Doubt, ...]]:
    """What a whole plan leaves out is one question, not one for each of its rows."""
    common = tuple(
        doubt
        for doubt in (Doubt("no_term"), Doubt("no_responsible"))
        if len(rows) > 1 and all(doubt in row.doubts for row in rows)
    )
    asked = (tuple(doubt for doubt in row.doubts if doubt not in common) for row in rows)
    return tuple(replace(r, doubts=d) for r, d in zip(rows, asked, strict=True)), common


def _called(name: str) -> str:
    """Return what a file calls itself; a name may bring a path of any system with it."""
    return clean(re.split(r"[\\/]", name)[-1].rpartition(".")[0]).replace("_", " ")


def _period(
    title: str, lines: Sequence[str], terms: Sequence[str], given: Window | None
) -> tuple[Window | None, tuple[Doubt, ...]]:
    told = given or periods.told(title, lines)
    if told:
        return told, ()
    inferred = periods.inferred([term for term in terms if term])
    if inferred:
        return inferred, (Doubt("period_inferred", f"{inferred.start} {inferred.end}"),)
    return None, (Doubt("period_unknown"),)


def _row(
    activity: Written, period: Window | None, parties_of: Callable[[str], tuple[Party, ...]]
) -> DraftRow:
    term = _join(activity.term)
    parties = parties_of(" ".join(activity.responsible))
    return DraftRow(
        title=_join(activity.title),
        number=activity.number or None,
        number_as_written=activity.number_as_written or None,
        section=activity.section,
        responsible=_join(activity.responsible),
        parties=parties,
        term=term,
        reading=periods.reading(term, period) if _says_something(term) else NO_TERM,
        result=_join(activity.result),
        doubts=tuple(_doubts(activity, parties)),
    )


def _doubts(activity: Written, parties: Sequence[Party]) -> Iterator[Doubt]:
    """Only what a person has to settle: each doubt is a question in the preview."""
    if not activity.title:
        yield Doubt("no_title", activity.number_as_written)
    if is_repaired(activity.number_as_written, activity.number):
        yield Doubt("number_repaired", activity.number_as_written)
    if activity.glued:
        yield Doubt("row_glued", activity.glued)
    if not _says_something(_join(activity.term)):
        yield Doubt("no_term")
    if not parties:
        yield Doubt("no_responsible")
    elif all(party.kind is None for party in parties):
        yield Doubt("party_unknown", parties[0].text)


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _join(parts: Sequence[str]) -> str:
    return one_line("\n".join(parts))


def _texts(plan: Plan) -> Iterator[str]:
    """All the words of a document, for the short names that it introduces."""
    yield from plan.before
    for activity in plan.activities:
        yield from (*activity.title, *activity.responsible)
