"""Spans of time: how many fit into one, when the next may go, how long the way is."""

from bisect import bisect_right, insort
from math import inf

TRIPS, FIRST_TRIPS = 1000, 200
"""So many round trips tell how long the way is at its best; the first ones are asked sooner."""

SHORTER_STILL = 0.001
"""By so many seconds a round trip may be shorter than any before."""


class Way:
    """How long the way to Telegram and back is, when nothing is in the way.

    Nothing is known before some trips are made: the first, which open connections, are all long.
    What was long ago is forgotten, because ways change.
    """

    def __init__(self) -> None:
        self._before = 0.0
        self._lately = inf
        self._left = FIRST_TRIPS

    @property
    def shortest(self) -> float:
        """Seconds of the shortest round trip, less a little: the next may be shorter still."""
        return max(0.0, min(self._before, self._lately) - SHORTER_STILL)

    def took(self, seconds: float) -> None:
        """A round trip took so long."""
        self._lately = min(self._lately, seconds)
        self._left -= 1
        if not self._left:
            self._before, self._lately, self._left = self._lately, inf, TRIPS


class Places:
    """So many messages in any span of `seconds`, each counted from its sending to its arrival.

    More may be taken than there are: then it is longer until one opens.
    """

    def __init__(self, places: int, seconds: float) -> None:
        self._places = places
        self._seconds = seconds
        self._under_way = 0
        self._taken_until: list[float] = []

    def take(self) -> None:
        """A message leaves."""
        self._under_way += 1

    def give_back(self, since: float) -> None:
        """A message that was under way has arrived, at the latest then."""
        self._under_way -= 1
        insort(self._taken_until, since + self._seconds)

    def opens(self, now: float, ahead: int = 0) -> float:
        """Return when there is room for one more behind `ahead` others; inf while unknown."""
        del self._taken_until[: bisect_right(self._taken_until, now)]
        too_many = self._under_way + len(self._taken_until) + ahead + 1 - self._places
        if too_many <= 0:
            return now
        return self._taken_until[too_many - 1] if too_many <= len(self._taken_until) else inf


class Line:
    """A queue that lets one through each interval, or a burst after a pause (GCRA)."""

    def __init__(self, interval: float, burst: int = 1) -> None:
        self._interval = interval
        self._ahead = (burst - 1) * interval
        self.free_at = -inf

    def opens(self, now: float) -> float:
        """Return when the next one may go."""
        return max(now, self.free_at - self._ahead)

    def take(self, now: float, at_most: float = inf) -> None:
        """Let one go; those that did not ask keep the next one back so many seconds at most."""
        self.free_at = min(max(now, self.free_at) + self._interval, now + at_most)
