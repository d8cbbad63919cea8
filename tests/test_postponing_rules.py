"""Postponing, the rules alone: which days make sense, what a reason is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.permissions import Refusal
from storage.domain.postponing import (
    FAR,
    LONGEST_REASON,
    choices,
    deadline_of,
    postponed,
    reason_of,
    require_later,
)
from storage.domain.tasks import State, Task
from storage.domain.terms import Window
from tests.test_permissions import SCHOOL, task

TODAY = date(2026, 3, 16)
ROADMAP = Window(date(2026, 1, 1), date(2026, 12, 31))
DUE = Window(date(2026, 1, 1), date(2026, 3, 20))

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def due(window: Window | None = DUE, state: State = State.OPEN) -> Task:
    return replace(task(SCHOOL), window=window, state=state)


def test_days_are_offered_after_the_deadline() -> None:
    assert choices(date(2026, 3, 20), TODAY) == (
        date(2026, 3, 23), date(2026, 3, 27), date(2026, 3, 31), date(2026, 4, 3),
    )  # fmt: skip


def test_days_are_offered_after_today_when_the_deadline_is_over() -> None:
    assert choices(date(2026, 2, 10), TODAY)[0] == date(2026, 3, 19)


def test_a_month_that_ends_on_the_deadline_offers_the_end_of_the_next() -> None:
    assert date(2026, 4, 30) in choices(date(2026, 3, 31), TODAY)
    assert date(2027, 1, 31) in choices(date(2026, 12, 31), TODAY)


@given(deadline=days, today=days)
def test_every_day_that_is_offered_may_be_asked_for(deadline: date, today: date) -> None:
    window = Window(deadline - timedelta(days=30), deadline)
    for until in choices(deadline, today):
        require_later(due(window), until, today, window)


@pytest.mark.parametrize(
    ("until", "reason"),
    [
        (date(2026, 3, 15), "day_is_over"),
        (date(2026, 3, 16), "not_later"),
        (date(2026, 3, 20), "not_later"),
        (date(2026, 3, 21), None),
        (date(2027, 1, 15), None),  # after the roadmap, which is said and not forbidden
        (ROADMAP.end + FAR, None),
        (ROADMAP.end + FAR + timedelta(days=1), "too_far"),
        (date.max, "too_far"),
    ],
)
def test_a_day_is_held_against_today_the_deadline_and_the_roadmap(
    until: date, reason: str | None
) -> None:
    assert refusal(require_later, due(), until, TODAY, ROADMAP) == reason


def test_what_is_late_may_be_put_off_until_today() -> None:
    late = due(Window(date(2026, 1, 1), date(2026, 3, 15)))
    assert refusal(require_later, late, TODAY, TODAY, ROADMAP) is None


def test_what_is_not_owed_or_has_no_date_has_no_deadline_to_put_off() -> None:
    assert deadline_of(due(), TODAY) == date(2026, 3, 20)
    for other in (due(None), due(state=State.CANCELLED), due(state=State.NOT_APPLICABLE)):
        assert refusal(deadline_of, other, TODAY) == "nothing_to_postpone"


@pytest.mark.parametrize("text", ["", "  ", "...", "—", "🙂"])
def test_a_reason_has_a_word_in_it(text: str) -> None:
    assert refusal(reason_of, text) == "reason_empty"


def test_a_reason_is_one_line_of_a_bearable_length() -> None:
    assert reason_of("  ждём\n приказ ") == "ждём приказ"
    assert reason_of("я" * LONGEST_REASON) == "я" * LONGEST_REASON
    assert refusal(reason_of, "я" * (LONGEST_REASON + 1)) == "reason_too_long"


def test_a_task_that_is_put_off_begins_when_it_began() -> None:
    assert postponed(DUE, date(2026, 4, 3)) == Window(date(2026, 1, 1), date(2026, 4, 3))


def refusal(rule: object, *facts: object) -> str | None:
    assert callable(rule)
    try:
        rule(*facts)
    except Refusal as refused:
        return refused.reason
    return None
