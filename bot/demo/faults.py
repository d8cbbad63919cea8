"""Things that go wrong between the bot and Telegram, on purpose and repeatably."""

import asyncio
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias, get_args

from bot.demo.refusals import Refused, bad_request, forbidden, too_many_requests

Trouble: TypeAlias = Literal[
    "drop_before",  # the connection breaks and nothing was done
    "drop_after",  # it was done, the connection breaks before the answer
    "429",
    "500",
    "502",
    "400",
    "403",
    "delay",  # done and answered, late
]
TROUBLES: tuple[str, ...] = get_args(Trouble)


class Dropped(Exception):  # noqa: N818 - the connection was dropped
    """The connection is to be closed without an answer."""


@dataclass(slots=True)
class Fault:
    """A trouble that meets calls of a method ("*" for any), with a probability, so many times.

    `seconds` is how late a delayed answer comes, and what a 429 asks to wait.
    """

    trouble: Trouble
    method: str = "*"
    probability: float = 1.0
    times: int | None = None
    seconds: float = 1.0
    chat_id: int | None = None

    def meets(self, method: str, chat_id: int | None) -> bool:
        """Whether it is about this call at all."""
        about = self.method in ("*", method) or self.method.lower() == method.lower()
        return about and self.times != 0 and self.chat_id in (None, chat_id)

    def before(self) -> None:
        """What happens instead of the work."""
        if self.trouble == "drop_before":
            raise Dropped
        if self.trouble == "429":
            raise too_many_requests(max(1, round(self.seconds)))
        if self.trouble == "400":
            raise bad_request("can't parse entities: so says a fault")
        if self.trouble == "403":
            raise forbidden("bot was blocked by the user")
        if self.trouble == "500":
            raise Refused(500, "Internal Server Error")
        if self.trouble == "502":
            raise Refused(502, "Bad Gateway")

    async def after(self) -> None:
        """What happens when the work is done."""
        if self.trouble == "drop_after":
            raise Dropped
        if self.trouble == "delay":
            await asyncio.sleep(self.seconds)


class Faults:
    """The faults in force. With the same seed and the same calls the same ones strike."""

    def __init__(self, seed: int = 0) -> None:
        self._random = Random(seed)  # noqa: S311 - chance for tests, not for secrets
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Put a fault in force."""
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """All is well again."""
        self._faults.clear()

    def draw(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that strikes this call, if one does."""
        for fault in self._faults:
            if fault.meets(method, chat_id) and self._random.random() < fault.probability:
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None
