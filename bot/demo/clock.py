"""A clock that can be moved: the demo's time, and the tests' too."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic


@dataclass(slots=True)
class MovableClock:
    """Starts at a moment (aware), goes as fast as any clock, and jumps forward when told."""

    start: datetime
    _began: float = field(default_factory=monotonic)

    def now(self) -> datetime:
        """The time by this clock."""
        return self.start + timedelta(seconds=monotonic() - self._began)

    def move(self, delta: timedelta) -> datetime:
        """Jump; returns the time it is then."""
        self.start += delta
        return self.now()

    def move_to(self, moment: datetime) -> datetime:
        """Jump to a moment; returns the time it is then."""
        return self.move(moment - self.now())
