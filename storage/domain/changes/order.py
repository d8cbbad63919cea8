"""Order: how what a later document leaves out stands among what it has."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from storage.domain.changes.assignment import Pair

T = TypeVar("T")


def merged(later: Sequence[T], left: Mapping[int, T], found: Sequence[Pair]) -> Iterator[T]:
    """Give the later ones in their order, and each left one after what it stood below.

    `found` pairs places of before with places of later; the keys of `left` are places of before.
    """
    now = dict(found)
    below: defaultdict[int, list[T]] = defaultdict(list)
    above = -1
    for place in sorted(now.keys() | left.keys()):
        if place in left:
            below[above].append(left[place])
        above = now.get(place, above)
    yield from below[-1]
    for place, one in enumerate(later):
        yield one
        yield from below[place]
