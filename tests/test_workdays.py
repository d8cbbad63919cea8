"""The Russian production calendar."""

from datetime import date, timedelta

import pytest

from storage.domain.workdays import Workdays

# Saturdays that were worked and weekdays that were off by official transfer, from the decrees of
# the Government of the Russian Federation on the transfer of days off in those years.
WORKED = ["2021-02-20", "2022-03-05", "2024-04-27", "2024-11-02", "2024-12-28", "2025-11-01"]
OFF = ["2021-02-22", "2021-11-05", "2022-03-07", "2024-04-29", "2025-05-02", "2026-01-09"]


@pytest.mark.parametrize("day", WORKED)
def test_a_saturday_that_was_moved_is_worked(day: str) -> None:
    assert Workdays().is_working(date.fromisoformat(day))


@pytest.mark.parametrize("day", OFF)
def test_a_weekday_that_was_moved_is_off(day: str) -> None:
    assert not Workdays().is_working(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("year", "norm"),
    [(2020, 248), (2021, 247), (2022, 247), (2023, 247), (2024, 248), (2025, 247), (2026, 247)],
)
def test_a_year_has_as_many_working_days_as_the_official_norm(year: int, norm: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert sum(Workdays().is_working(day) for day in days if day.year == year) == norm


def test_after_the_new_year_people_are_back_on_the_first_working_day() -> None:
    assert Workdays().next_working(date(2021, 1, 1)) == date(2021, 1, 11)
    assert Workdays().next_working(date(2021, 1, 11)) == date(2021, 1, 11)


def test_a_republic_has_days_off_of_its_own() -> None:
    eid = date(2021, 5, 13)
    assert Workdays().is_working(eid)
    there = Workdays({eid: False, date(2021, 5, 15): True})
    assert not there.is_working(eid)
    assert there.is_working(date(2021, 5, 15))
    assert there.next_working(eid) == date(2021, 5, 14)
