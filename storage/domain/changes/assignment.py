"""Assignment: who goes with whom, so that all pairs together are worth the most.

Greedy pairing would give the first row its favourite and leave the next with a stranger. The
method (Hungarian, by shortest paths) is kept here in its short form: the libraries that have it
bring fifty megabytes of array packages for what happens a few times a year.
"""

from collections import defaultdict
from collections.abc import Mapping
from heapq import heappop, heappush
from math import inf
from typing import TypeAlias

Pair: TypeAlias = tuple[int, int]
"""A left and a right; both are counted from 0."""


def best_pairs(gains: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """Return pairs, each left and each right at most once, whose gains sum up to the most.

    A pair that is not in `gains` is never made; all gains are above zero. The same gains give the
    same pairs, in the order of the lefts.
    """
    market = _Market(gains)
    for left in sorted(market.offers):
        market.admit(left)
    pairs = ((left, right) for right, left in market.owner.items())
    return tuple(sorted(pair for pair in pairs if pair in gains))


class _Market:
    """Lefts that come in one by one and find a right, or a place of their own that is worth 0.

    Prices keep every step of a search at or above zero, so that the nearest is found first.
    """

    def __init__(self, gains: Mapping[Pair, float]) -> None:
        self.offers: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for (left, right), gain in gains.items():
            self.offers[left][right] = gain
        for left, offers in self.offers.items():
            offers[-1 - left] = 0.0
        self.owner: dict[int, int] = {}
        self._worth = {left: max(offers.values()) for left, offers in self.offers.items()}
        self._price: defaultdict[int, float] = defaultdict(float)

    def admit(self, new: int) -> None:
        """Give a left its place by the chain of exchanges that costs the others least."""
        distance: dict[int, float] = {}
        before: dict[int, int | None] = {}
        waiting: list[tuple[float, bool, int]] = []
        reached: dict[int, float] = {}
        left, last, walked = new, None, 0.0
        while True:
            for right, gain in self.offers[left].items():
                step = walked + self._worth[left] - gain + self._price[right]
                if right not in reached and step < distance.get(right, inf):
                    distance[right], before[right] = step, last
                    # Of two that are as near, the free one ends the search.
                    heappush(waiting, (step, right in self.owner, right))
            walked, taken, last = heappop(waiting)
            while last in reached:
                walked, taken, last = heappop(waiting)
            if not taken:
                break
            reached[last] = walked
            left = self.owner[last]
        self._reprice(new, reached, walked)
        self._hand_over(new, last, before)

    def _reprice(self, new: int, reached: Mapping[int, float], walked: float) -> None:
        self._worth[new] -= walked
        for right, distance in reached.items():
            self._worth[self.owner[right]] -= walked - distance
            self._price[right] += walked - distance

    def _hand_over(self, new: int, right: int, before: Mapping[int, int | None]) -> None:
        while (source := before[right]) is not None:
            self.owner[right] = self.owner[source]
            right = source
        self.owner[right] = new
