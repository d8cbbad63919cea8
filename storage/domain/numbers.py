"""Numbers of activities: what people call a row that the document left without one."""

from collections.abc import Collection, Sequence
from itertools import count

from storage.domain.draft import DraftRow


def numbers_of(rows: Sequence[DraftRow]) -> tuple[str, ...]:
    """Give every row a number that is its own within the roadmap.

    A printed number stays. A row without one continues the row above («1.1» → «1.2») when it
    stands in the same section and that number is free; otherwise it is called by its place in
    the document («17»). A number that is taken gets a suffix, so «4.4 готово» never means two.
    """
    printed = {row.number for row in rows if row.number}
    reserved = set(printed)
    found: list[str] = []
    taken: set[str] = set()
    for place, row in enumerate(rows, start=1):
        number = row.number
        if number is None and found and rows[place - 2].section == row.section:
            number = _following(found[-1], printed)
        own = row.number is not None and row.number not in taken
        found.append(number if own and number else free(number or str(place), reserved))
        taken.add(found[-1])
        reserved.add(found[-1])
    return tuple(found)


def free(number: str, taken: Collection[str]) -> str:
    """Return the number, or its first variant («4.4-1») that nobody else is called by."""
    if number not in taken:
        return number
    return next(name for suffix in count(1) if (name := f"{number}-{suffix}") not in taken)


def _following(number: str, printed: set[str]) -> str | None:
    head, dot, tail = number.rpartition(".")
    if not dot or not tail.isdecimal():
        return None
    following = f"{head}.{int(tail) + 1}"
    return None if following in printed else following
