"""The Russian production calendar."""

from datetime import date, timedelta

import pytest

from storage.domain.workdays import Workdays

# Days off that the Government of the Russian Federation has moved: from → to, by its decrees «О
# переносе выходных дней в … году». A Saturday from which a day off went to a weekday of the same
# or another week is worked, unless it is itself a holiday of January.
TRANSFERS = {
    "No 1648 of 10.10.2020": [
        ("2021-01-02", "2021-11-05"), ("2021-01-03", "2021-12-31"), ("2021-02-20", "2021-02-22"),
    ],
    "No 1564 of 16.09.2021": [
        ("2022-01-01", "2022-05-03"), ("2022-01-02", "2022-05-10"), ("2022-03-05", "2022-03-07"),
    ],
    "No 1505 of 29.08.2022": [("2023-01-01", "2023-02-24"), ("2023-01-08", "2023-05-08")],
    "No 1314 of 10.08.2023": [
        ("2024-01-06", "2024-05-10"), ("2024-01-07", "2024-12-31"), ("2024-04-27", "2024-04-29"),
        ("2024-11-02", "2024-04-30"), ("2024-12-28", "2024-12-30"),
    ],
    "No 1335 of 04.10.2024": [
        ("2025-01-04", "2025-05-02"), ("2025-01-05", "2025-12-31"), ("2025-02-23", "2025-05-08"),
        ("2025-03-08", "2025-06-13"), ("2025-11-01", "2025-11-03"),
    ],
    "No 1466 of 24.09.2025": [("2026-01-03", "2026-01-09"), ("2026-01-04", "2026-12-31")],
    # Its text as ConsultantPlus has it (document LAW_544706), which the library quotes.
    "for 2027": [
        ("2027-01-02", "2027-11-05"), ("2027-01-03", "2027-12-31"), ("2027-02-20", "2027-02-22"),
    ],
}  # fmt: skip

HOLIDAYS = {"01-01", "01-02", "01-03", "01-04", "01-05", "01-06", "01-07", "01-08", "02-23",
            "03-08"}  # fmt: skip
"""Those of article 112 of the Labour Code from which a day off is moved without being worked."""

MOVED = [(decree, *days) for decree, moved in TRANSFERS.items() for days in moved]


@pytest.mark.parametrize(("decree", "given", "taken"), MOVED)
def test_a_day_off_is_moved_as_the_decree_has_it(decree: str, given: str, taken: str) -> None:
    assert not Workdays().is_working(date.fromisoformat(taken)), decree
    if given[5:] not in HOLIDAYS:
        assert Workdays().is_working(date.fromisoformat(given)), decree


def test_no_weekend_is_worked_but_by_decree() -> None:
    given = {date.fromisoformat(day) for _, day, _ in MOVED if day[5:] not in HOLIDAYS}
    days = [date(2021, 1, 1) + timedelta(days=n) for n in range(365 * 7 + 1)]
    worked = {day for day in days if day.weekday() >= 5 and Workdays().is_working(day)}
    assert worked == given


@pytest.mark.parametrize(
    ("year", "norm"),
    [
        (2020, 248),
        (2021, 247),
        (2022, 247),
        (2023, 247),
        (2024, 248),
        (2025, 247),
        (2026, 247),
        (2027, 247),
    ],
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
