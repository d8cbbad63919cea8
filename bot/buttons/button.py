"""What every button can: travel to Telegram and back as callback data."""

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import ClassVar, Self, TypeVar, get_type_hints

T = TypeVar("T")

LIMIT = 64
"""Telegram keeps no more bytes than this."""


class Signed(int):
    """A number that may be negative, as the id of a change is."""


def packed(day: date) -> int:
    """A day as buttons carry it: YYYYMMDD."""
    return int(f"{day:%Y%m%d}")


@dataclass(frozen=True, slots=True)
class Button:
    """A button's meaning: a prefix that routes it and the values it carries."""

    prefix: ClassVar[str]

    @property
    def concerns(self) -> int:
        """The task that the button is about; 0 when it is about no certain one."""
        return 0

    def pack(self) -> str:
        """Write the button as callback data; ValueError when Telegram would refuse it."""
        data = ":".join([self.prefix, *(str(value) for value in astuple(self))])
        if len(data.encode()) > LIMIT:
            raise ValueError(f"callback data is too long: {data!r}")
        return data

    @classmethod
    def unpack(cls, data: str) -> Self:
        """Read callback data back; ValueError when it is not this button's, or forged."""
        prefix, *values = data.split(":")
        names = [field.name for field in fields(cls)]
        if prefix != cls.prefix or len(values) != len(names):
            raise ValueError(f"not a {cls.__name__}: {data!r}")
        types = get_type_hints(cls)
        return cls(*(_read(types[name], value) for name, value in zip(names, values, strict=True)))


def _read(kind: Callable[[str], T], value: str) -> T:
    read = kind(value)
    # No database holds a larger id, and none is negative: whatever says so was made up.
    lowest = 1 - 2**63 if kind is Signed else 0
    if isinstance(read, int) and not lowest <= read < 2**63:
        raise ValueError(f"no such number: {value!r}")
    return read
