"""Progress: how far the reading of a document is, for whoever wants to tell a person."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

T = TypeVar("T")


class Stage(StrEnum):
    """What takes its time: pages of a PDF are looked at, rows of a plan are understood."""

    PAGES = "pages"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Progress:
    """The `at`-th of `of` is being read; both count from 1."""

    stage: Stage
    at: int
    of: int


Tell: TypeAlias = Callable[[Progress], None]


def nobody(_: Progress) -> None:
    """Listen to no progress."""


# Not a parameter of every reader: what they give does not depend on who listens.
_listening: ContextVar[Tell] = ContextVar("listening", default=nobody)


@contextmanager
def heard_by(tell: Tell) -> Iterator[None]:
    """Let `tell` hear of what is counted meanwhile."""
    before = _listening.set(tell)
    try:
        yield
    finally:
        _listening.reset(before)


def counted(stage: Stage, items: Sequence[T]) -> Iterator[T]:
    """Give the items, and tell before each which one it is."""
    tell = _listening.get()
    for at, item in enumerate(items, start=1):
        tell(Progress(stage, at, len(items)))
        yield item
