"""Numbers of activities: what people call a row, also when the order left it without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.draft import DraftRow
from storage.domain.numbers import numbers_of


def rows(*numbers: str | None, sections: str = "") -> list[DraftRow]:
    marks = sections or "a" * len(numbers)
    return [
        DraftRow("Activity", number=number, section=section)
        for number, section in zip(numbers, marks, strict=True)
    ]


@pytest.mark.parametrize(
    ("printed", "called"),
    [
        (("1.1", "1.2", "4.4"), ("1.1", "1.2", "4.4")),
        (("1.1", None, "1.3"), ("1.1", "1.2", "1.3")),
        (("1.1", None, None, "1.4"), ("1.1", "1.2", "1.3", "1.4")),
        (("1.1", None, "1.2"), ("1.1", "2", "1.2")),  # 1.2 is taken below: its place instead
        ((None, None, None), ("1", "2", "3")),
        (("1", None, "3"), ("1", "2", "3")),
        (("1.1", "1.1", "1.2"), ("1.1", "1.1-1", "1.2")),
        (("2", None), ("2", "2-1")),
        (("пункт 5", None), ("пункт 5", "2")),
        ((), ()),
    ],
)
def test_a_row_without_a_number_is_called_by_its_neighbours(
    printed: tuple[str | None, ...], called: tuple[str, ...]
) -> None:
    assert numbers_of(rows(*printed)) == called


def test_a_new_section_does_not_continue_the_one_before() -> None:
    assert numbers_of(rows("1.1", None, "2.1", sections="aab")) == ("1.1", "1.2", "2.1")
    assert numbers_of(rows("1.1", None, "2.1", sections="abb")) == ("1.1", "2", "2.1")


@given(
    st.lists(
        st.tuples(
            st.none() | st.from_regex(r"[1-3](\.[1-4]){0,2}", fullmatch=True),
            st.sampled_from("ab"),
        ),
        max_size=40,
    )
)
def test_no_two_rows_are_called_the_same(printed: list[tuple[str | None, str]]) -> None:
    given_rows = [DraftRow("Activity", number=number, section=s) for number, s in printed]
    called = numbers_of(given_rows)
    assert len(called) == len(given_rows) == len(set(called))
    first = {number: place for place, (number, _) in reversed(list(enumerate(printed))) if number}
    for number, place in first.items():
        assert called[place] == number, "what is printed first keeps its number"
