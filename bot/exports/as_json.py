"""JSON of drafts, terms and summaries: the keys are a contract and are never renamed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.findings import Finding
from bot.views.doubts import plain_question
from locales import Words
from storage.domain.draft import Draft, DraftRow
from storage.domain.summary import OfOrganisation, OfSection, Summary
from storage.domain.terms import Term, Window


def draft(read: Draft, words: Words) -> dict[str, Any]:
    """A draft as `parse --json` prints it; doubts are sentences."""
    return {
        "title": read.title,
        "period": {
            "start": read.period and _day(read.period.start),
            "end": read.period and _day(read.period.end),
        },
        "order": {"number": read.order_number, "date": read.order_date and _day(read.order_date)},
        "organisations": [
            {"name": o.name, "short": o.short, "kind": o.kind.value} for o in read.organisations
        ],
        "sections": list(read.sections),
        "rows": [_row(row, words) for row in read.rows],
        "doubts": [plain_question(doubt, words, whole=True) for doubt in read.doubts],
    }


def term(read: Term) -> dict[str, Any]:
    """A reading as `terms --json` prints it, without its phrase."""
    return {
        "kind": read.kind.value,
        "windows": [_window(window) for window in read.windows],
        "recurrence": read.recurrence,
        "needs_review": read.needs_review,
    }


def summary(facts: Summary) -> dict[str, Any]:
    """A summary as `summary --json` prints it."""
    schools = [line for line in facts.organisations if line.organisation.kind == "school"]
    others = [line for line in facts.organisations if line.organisation.kind != "school"]
    return {
        "centre": facts.centre.name,
        "day": _day(facts.day),
        "activities": facts.activities,
        "tasks": asdict(facts.counts),
        "schools": [_organisation(line) for line in schools],
        "others": [
            _organisation(line) | {"kind": line.organisation.kind.value} for line in others
        ],
        "sections": [_section(line) for line in facts.sections],
        "letters": asdict(facts.letters),
    }


def checks(found: Sequence[Finding]) -> dict[str, Any]:
    """Findings as `check --json` prints them."""
    return {
        "ok": all(finding.well for finding in found),
        "checks": {f.aspect.value: {"ok": f.well, "what": f.what} for f in found},
    }


def _row(row: DraftRow, words: Words) -> dict[str, Any]:
    asked = (*row.doubts, *row.reading.doubts)
    return {
        "number": row.number,
        "number_as_written": row.number_as_written,
        "section": row.section,
        "title": row.title,
        "responsible": row.responsible,
        "parties": [
            {"text": party.text, "kind": party.kind and party.kind.value} for party in row.parties
        ],
        "term": row.term,
        "result": row.result,
        **term(row.reading),
        "doubts": [plain_question(doubt, words) for doubt in asked],
    }


def _organisation(line: OfOrganisation) -> dict[str, Any]:
    name = {"name": line.organisation.short, "full_name": line.organisation.name}
    return name | asdict(line.counts)


def _section(line: OfSection) -> dict[str, Any]:
    return {"title": line.title} | asdict(line.counts)


def _window(window: Window) -> list[str]:
    return [_day(window.start), _day(window.end)]


def _day(day: date) -> str:
    return day.isoformat()
