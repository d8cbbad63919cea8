"""How well real cells are read: measured on the labelled corpus, when it is at hand."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from storage.domain.phrases import read
from storage.domain.terms import Term, Window

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "dev" / "phrases.jsonl"

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="no ../shared")


@cache
def labelled() -> list[tuple[dict[str, Any], Term]]:
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return [(row, read(row["phrase"], period_of(row["context"]))) for row in rows]


def period_of(context: dict[str, str]) -> Window:
    start, end = context["roadmap_start"], context["roadmap_end"]
    return Window(date.fromisoformat(start), date.fromisoformat(end))


def is_right(label: dict[str, Any], term: Term) -> bool:
    """Kind and windows are those of the label or of a reading that it also allows."""
    windows = sorted([str(window.start), str(window.end)] for window in term.windows)
    readings = [label, *label.get("alt", [])]
    return any(term.kind == r["kind"] and windows == sorted(r["windows"]) for r in readings)


@pytest.mark.parametrize(("origin", "least"), [("real", 0.98), ("authored", 0.95)])
def test_cells_are_read_as_people_labelled_them(origin: str, least: float) -> None:
    rows = [(label, term) for label, term in labelled() if label["origin"] == origin]
    wrong = [label["phrase"] for label, term in rows if not is_right(label, term)]
    assert len(wrong) <= (1 - least) * len(rows), wrong


def test_hardly_a_wrong_date_is_stated_without_asking() -> None:
    silent = [
        label["phrase"]
        for label, term in labelled()
        if not is_right(label, term)
        and term.kind in ("window", "checkpoints")
        and not term.needs_review
    ]
    assert len(silent) <= 0.01 * len(labelled()), silent


def test_people_are_asked_about_few_cells() -> None:
    asked = [label["phrase"] for label, term in labelled() if term.needs_review]
    assert len(asked) <= 0.08 * len(labelled()), asked
