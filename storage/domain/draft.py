"""A draft: a roadmap as it was read from a document, before anybody has agreed to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from storage.domain.parties import OrganisationKind, Party
from storage.domain.terms import NO_TERM, Doubt, Term, TermKind, Window


@dataclass(frozen=True, slots=True)
class DraftOrganisation:
    """An organisation that the document lists: its full name, and a short one for a phone."""

    name: str
    short: str
    kind: OrganisationKind = OrganisationKind.SCHOOL


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One activity as written (`number_as_written`, `term`) and as understood.

    Its own doubts: `no_title`, `number_repaired`, `row_glued`, `no_term`, `no_responsible`,
    `party_unknown`, `school_unknown`. What was not understood in the term is a doubt of `reading`.

    `chosen` are the names of the schools that do it where schools do; none means all of them.
    `by_hand` when a methodist has said who does it, and `alone` when that was said of this row and
    not of all that have its wording.
    A row that the methodist says is no activity is `left_out`; it keeps its place, so that a
    button pressed late still means the row it was made for.
    """

    title: str
    number: str | None = None
    number_as_written: str | None = None
    section: str | None = None
    responsible: str = ""
    parties: tuple[Party, ...] = ()
    term: str = ""
    reading: Term = NO_TERM
    result: str = ""
    doubts: tuple[Doubt, ...] = ()
    left_out: bool = False
    chosen: tuple[str, ...] = ()
    by_hand: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole document. `period` is None when neither the text nor its terms tell it.

    Its own doubts: `period_inferred`, `period_unknown`, `macros_ignored`,
    `hidden_rows` (left out as in print); `no_term` and `no_responsible` where no row has one.
    """

    title: str
    rows: tuple[DraftRow, ...]
    sections: tuple[str, ...] = ()
    period: Window | None = None
    order_number: str | None = None
    order_date: date | None = None
    organisations: tuple[DraftOrganisation, ...] = field(default=())
    doubts: tuple[Doubt, ...] = ()

    @property
    def activities(self) -> tuple[DraftRow, ...]:
        """The rows that are activities: all but those that were left out."""
        return tuple(row for row in self.rows if not row.left_out)


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """Return the draft as plain values for JSON; `draft_from_json` gives the same draft back."""
    return {
        "title": draft.title,
        "period": _window_to_json(draft.period) if draft.period else None,
        "order": {"number": draft.order_number, "date": _day_to_json(draft.order_date)},
        "organisations": [
            {"name": o.name, "short": o.short, "kind": o.kind.value} for o in draft.organisations
        ],
        "sections": list(draft.sections),
        "rows": [_row_to_json(row) for row in draft.rows],
        "doubts": _doubts_to_json(draft.doubts),
    }


def draft_from_json(data: dict[str, Any]) -> Draft:
    """Return the draft that `draft_to_json` wrote."""
    order = data["order"]
    return Draft(
        title=data["title"],
        rows=tuple(_row_from_json(row) for row in data["rows"]),
        sections=tuple(data["sections"]),
        period=_window_from_json(data["period"]) if data["period"] else None,
        order_number=order["number"],
        order_date=date.fromisoformat(order["date"]) if order["date"] else None,
        organisations=tuple(
            DraftOrganisation(o["name"], o["short"], OrganisationKind(o["kind"]))
            for o in data["organisations"]
        ),
        doubts=_doubts_from_json(data["doubts"]),
    )


def _row_to_json(row: DraftRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "number_as_written": row.number_as_written,
        "section": row.section,
        "title": row.title,
        "responsible": row.responsible,
        "parties": [[p.text, p.kind.value if p.kind else None] for p in row.parties],
        "term": row.term,
        "reading": {
            "kind": row.reading.kind.value,
            "windows": [_window_to_json(window) for window in row.reading.windows],
            "recurrence": row.reading.recurrence,
            "doubts": _doubts_to_json(row.reading.doubts),
        },
        "result": row.result,
        "doubts": _doubts_to_json(row.doubts),
        "left_out": row.left_out,
        "chosen": list(row.chosen),
        "by_hand": row.by_hand,
        "alone": row.alone,
    }


def _row_from_json(data: dict[str, Any]) -> DraftRow:
    reading = data["reading"]
    return DraftRow(
        title=data["title"],
        number=data["number"],
        number_as_written=data["number_as_written"],
        section=data["section"],
        responsible=data["responsible"],
        parties=tuple(
            Party(text, OrganisationKind(kind) if kind else None) for text, kind in data["parties"]
        ),
        term=data["term"],
        reading=Term(
            TermKind(reading["kind"]),
            tuple(_window_from_json(window) for window in reading["windows"]),
            reading["recurrence"],
            _doubts_from_json(reading["doubts"]),
        ),
        result=data["result"],
        doubts=_doubts_from_json(data["doubts"]),
        left_out=data.get("left_out", False),
        chosen=tuple(data.get("chosen", ())),
        by_hand=data.get("by_hand", False),
        alone=data.get("alone", False),
    )


def _window_to_json(window: Window) -> list[str]:
    return [window.start.isoformat(), window.end.isoformat()]


def _window_from_json(data: Sequence[str]) -> Window:
    start, end = data
    return Window(date.fromisoformat(start), date.fromisoformat(end))


def _day_to_json(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _doubts_to_json(doubts: Sequence[Doubt]) -> list[list[str]]:
    return [[doubt.reason, doubt.what] for doubt in doubts]


def _doubts_from_json(data: Sequence[Sequence[str]]) -> tuple[Doubt, ...]:
    return tuple(Doubt(reason, what) for reason, what in data)
