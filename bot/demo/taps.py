"""Taps on buttons: each is answered at most once, and not too late."""

from dataclasses import dataclass
from datetime import datetime

from bot.demo.chats import Account, Message
from bot.demo.refusals import QUERY_TOO_OLD, bad_request
from bot.demo.updates import TAP_LIFE


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person saw for the tap: a passing toast, or an alert to close."""

    text: str
    alert: bool = False
    url: str = ""


@dataclass(slots=True, eq=False)
class Tap:
    """One tap: a callback query. `update_id` is None if the bot did not ask for taps."""

    id: str
    person: Account
    message: Message
    label: str
    data: str
    at: datetime
    update_id: int | None = None
    answer: Answer | None = None


class Taps:
    """Every tap by its query id."""

    def __init__(self) -> None:
        self._taps: dict[str, Tap] = {}

    def add(self, person: Account, message: Message, label: str, data: str, at: datetime) -> Tap:
        """Note a tap."""
        number = 4_000_000_000_000_000_000 + len(self._taps) + 1
        tap = Tap(str(number), person, message, label, data, at)
        self._taps[tap.id] = tap
        return tap

    def get(self, query_id: str) -> Tap | None:
        """The tap of this query id; None if there is none."""
        return self._taps.get(query_id)

    def answer(self, query_id: str, answer: Answer, now: datetime) -> Tap:
        """Answer a tap; a 400 if it is unknown, already answered or too old."""
        tap = self._taps.get(query_id)
        if tap is None or tap.answer is not None or tap.at + TAP_LIFE < now:
            raise bad_request(QUERY_TOO_OLD)
        tap.answer = answer
        return tap

    def of(self, person: Account) -> list[Tap]:
        """What a person tapped, in order."""
        return [tap for tap in self._taps.values() if tap.person is person]
