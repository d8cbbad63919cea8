"""Refusals: every «no» in the code has a sentence that says what to do, in every language."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.views.doubts import SENTENCES as DOUBTS
from bot.views.doubts import question
from bot.views.refusals import SENTENCES, sentence
from locales import Words, languages
from storage.domain.permissions import Refusal
from storage.domain.terms import Doubt

ROOT = Path(__file__).parents[1]
NAMES = {"Refusal", "Unreadable"}
OURS = {"trouble"}
"""Said where no refusal was meant: our own faults."""


def refusals() -> Iterator[tuple[str, set[str]]]:
    """Every `Refusal("reason", fact=…)` and `Unreadable("reason", fact=…)` in the code."""
    for folder in ("bot", "storage", "scheduler"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in NAMES:
                    facts = {keyword.arg or "" for keyword in node.keywords}
                    yield from ((reason, facts) for reason in _reasons(node.args[0]))


def _reasons(node: ast.expr) -> list[str]:
    """One reason, or either of two: `"a" if … else "b"`."""
    if isinstance(node, ast.IfExp):
        return _reasons(node.body) + _reasons(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_every_refusal_has_its_sentence_and_every_fact_in_it() -> None:
    found = list(refusals())
    assert len(found) > 40
    for reason, facts in found:
        assert reason in SENTENCES, reason
        assert placeholders(SENTENCES[reason]) <= facts, reason


def test_no_sentence_is_left_without_a_refusal() -> None:
    # The codes of hostile files travel from the reader's process as text.
    text = "".join(path.read_text() for path in (ROOT / "storage" / "documents").glob("*.py"))
    raised = {reason for reason, _ in refusals()}
    idle = {reason for reason in SENTENCES if f'"{reason}"' not in text} - raised - OURS
    assert idle == set()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", SENTENCES)
def test_a_sentence_is_short_polite_and_whole(reason: str, language: str) -> None:
    facts = dict.fromkeys(placeholders(SENTENCES[reason]), "4.4")
    said = sentence(Refusal(reason, **facts), Words(language))
    assert "{" not in said
    assert "!" not in said
    assert 10 < len(said) < 300
    if language == "ru":
        assert said != sentence(Refusal(reason, **facts), Words("en"))


def test_facts_of_any_length_leave_room_for_the_sentence() -> None:
    said = sentence(Refusal("date_not_understood", text="й" * 4096), Words("ru"))
    assert len(said) < 1000
    assert said.endswith("май.")


def test_a_reason_without_a_sentence_is_said_as_our_own_trouble() -> None:
    assert sentence(Refusal("unheard_of"), Words("ru")).startswith("У меня что-то сломалось")


def test_every_doubt_of_the_reader_has_its_sentence() -> None:
    raised = {
        reason
        for path in (ROOT / "storage").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        for said in _doubted(node)
        for reason in _reasons(said)
    }
    assert {"no_term", "unclear_bounds", "reversed_range", "outside_period"} <= raised
    assert raised <= DOUBTS.keys()


def _doubted(call: ast.Call) -> Iterator[ast.expr]:
    """Where reasons of doubts stand: `Doubt("reason")`, `doubt="reason"`, `reasons.append(…)`."""
    if getattr(call.func, "id", "") == "Doubt" and call.args:
        yield call.args[0]
    if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "reasons":
        yield from call.args
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "doubt")


@pytest.mark.parametrize("reason", DOUBTS)
def test_a_doubt_quotes_the_document_and_escapes_it(reason: str) -> None:
    what = "2026-01-01 2026-12-31" if reason == "period_inferred" else "<b>до & после"
    said = question(Doubt(reason, what), Words("ru"))
    assert "<b>" not in said
    if "{what}" in DOUBTS[reason] and reason not in ("period_inferred", "hidden_rows"):
        assert "«&lt;b&gt;до &amp; после»" in said


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
