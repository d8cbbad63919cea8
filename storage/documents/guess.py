"""The columns of a plan whose header is missing, told by what stands in them."""

from collections.abc import Callable, Sequence

from storage.documents.blocks import Block, Grid
from storage.documents.header import Columns
from storage.documents.numbers import is_number
from storage.documents.period import speaks_of_time
from storage.documents.wording import one_line
from storage.domain.parties import split

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_SAMPLE = 40  # rows; more tell nothing new
_LONGEST_TERM = 80


def columns_of(blocks: Sequence[Block]) -> Columns | None:
    """Return the columns of the first table that looks like a plan without a header."""
    grids = (block for block in blocks if isinstance(block, Grid))
    return next((columns for grid in grids if (columns := _columns(grid))), None)


def _columns(grid: Grid) -> Columns | None:
    if len(grid.rows) < _FEWEST_ROWS or grid.width < _FEWEST_COLUMNS:
        return None
    texts = [
        [one_line(row[place].text) for row in grid.rows[:_SAMPLE] if row[place].text]
        for place in range(grid.width)
    ]
    left = [place for place, column in enumerate(texts) if column]
    number = _take(left[:2], left, [_share(texts[p], is_number) for p in left[:2]], 0.7)
    term = _take(left, left, [_share(texts[p], _is_term) for p in left], 0.6)
    if term is None or not left:
        return None
    title = max(left, key=lambda place: sum(map(len, texts[place])))
    left.remove(title)
    people = _take(left, left, [_share(texts[p], _is_people) for p in left], 0.5)
    return Columns(
        width=grid.width,
        title=title,
        number=number,
        term=term,
        responsible=() if people is None else (people,),
        result=next((place for place in left if place > title), None),
    )


def _take(
    places: Sequence[int], left: list[int], shares: Sequence[float], least: float
) -> int | None:
    """Take the place with the best share out of those that are left."""
    best = max(zip(shares, places, strict=True), default=(0.0, 0), key=lambda pair: pair[0])
    if best[0] < least:
        return None
    left.remove(best[1])
    return best[1]


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, texts)) / len(texts)


def _is_term(text: str) -> bool:
    return len(text) <= _LONGEST_TERM and speaks_of_time(text)


def _is_people(text: str) -> bool:
    return any(party.kind for party in split(text))
