"""A whole year of letters, day by day, with all that goes wrong in one."""

from datetime import date
from pathlib import Path

import pytest

from tests.world import PLAN
from tests.year import Year, begin

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


async def test_a_year_of_two_real_roadmaps_in_which_much_goes_wrong(sqlite_url: str) -> None:
    paths = [SEEDS / "urvan-2021.txt", SEEDS / "kaluga-2021.txt"]
    if not all(path.exists() for path in paths):
        pytest.skip("no ../shared")
    documents = [(path.name, path.read_bytes()) for path in paths]
    year = await begin(sqlite_url, documents, schools=12, day=date(2021, 1, 11), seed=7)
    assert len(year.people) == 30 + 1
    await year.passes(date(2021, 1, 11), days=365)
    _is_well(year)


async def test_a_spring_of_a_small_plan_in_which_much_goes_wrong(sqlite_url: str) -> None:
    documents = [("plan.txt", PLAN.encode())]
    year = await begin(sqlite_url, documents, schools=3, day=date(2026, 2, 2), seed=5)
    await year.passes(date(2026, 2, 2), days=150)
    _is_well(year)


def _is_well(year: Year) -> None:
    print()  # noqa: T201 - for the reader of `pytest -s`
    for what, n in sorted(year.counts.items()):
        print(f"  {what}: {n}")  # noqa: T201
    print(f"  doubled: {year.doubled} in {year.deaths_in_the_gap} gaps")  # noqa: T201
    assert year.counts["sent: digest"] > 100
    assert year.counts["calm days looked at"] > 50
    assert year.counts["escalated after a warning"] > 0
    assert year.counts["sent: last_day"] > 0
    assert year.counts["sent: of both centres"] > 5
    assert year.doubled <= year.deaths_in_the_gap
