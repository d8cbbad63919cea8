"""Patience: how long to wait before trying again what may have failed for a moment only."""

from random import uniform

from telegram.error import RetryAfter


class Patience:
    """Waits that double from `first` to `most` seconds, each shaken by a quarter.

    Shaken, so that all who failed at one moment do not come back at one moment.
    """

    def __init__(self, first: float = 0.5, most: float = 30.0) -> None:
        self._first = first
        self._most = most
        self._wait = first

    def next(self) -> float:
        """Return how many seconds to wait now."""
        wait = self._wait
        self._wait = min(self._most, wait * 2)
        return wait * uniform(0.75, 1.25)  # noqa: S311 - chance, not a secret

    def reset(self) -> None:
        """Begin anew: it went well."""
        self._wait = self._first


def asked_for(error: RetryAfter) -> float:
    """Return how many seconds Telegram asks to wait."""
    span = error.retry_after
    return float(span) if isinstance(span, int) else span.total_seconds()
