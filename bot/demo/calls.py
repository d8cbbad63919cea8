"""The log of what the bot asked of Telegram: every call with its facts, its time, its answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

_KEPT = 50_000


@dataclass(slots=True)
class Call:
    """One call. `status` is 0 while it is under way, and stays 0 if it was never answered."""

    number: int
    method: str
    facts: dict[str, Any]
    at: datetime
    began: float = field(default_factory=monotonic)
    lasted: float = 0.0
    status: int = 0
    result: Any = None
    description: str = ""
    fault: str = ""

    @property
    def ok(self) -> bool:
        """Whether the bot was told that it was done."""
        return self.status == 200

    @property
    def chat_id(self) -> int | None:
        """The chat the call was about."""
        chat = self.facts.get("chat_id")
        return int(chat) if chat is not None and str(chat).lstrip("-").isdigit() else None


class Calls:
    """Calls in the order they came. Polls that waited and brought nothing are not kept."""

    def __init__(self) -> None:
        self._all: list[Call] = []
        self._count = 0
        self._under_way: set[int] = set()

    def __iter__(self) -> Iterator[Call]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def of(self, *methods: str) -> list[Call]:
        """The calls of these methods."""
        wanted = {method.lower() for method in methods}
        return [call for call in self._all if call.method.lower() in wanted]

    @property
    def under_way(self) -> int:
        """How many calls are being answered now, not counting polls."""
        return len(self._under_way)

    @contextmanager
    def logged(self, method: str, facts: dict[str, Any], at: datetime) -> Iterator[Call]:
        """Log a call for as long as it is being answered."""
        self._count += 1
        call = Call(self._count, method, facts, at)
        is_poll = method.lower() == "getupdates"
        if not is_poll:
            self._under_way.add(call.number)
        try:
            yield call
        finally:
            call.lasted = monotonic() - call.began
            self._under_way.discard(call.number)
            if not (is_poll and call.ok and not call.result):
                self._all.append(call)
                del self._all[:-_KEPT]
