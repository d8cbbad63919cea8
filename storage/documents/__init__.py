"""Documents as departments issue them: bytes in, a draft of the roadmap out.

`read` is a pure function; `read_safely` does the same in a process of its own, with limits, so
that a hostile file hurts nobody. Whatever cannot be read is refused with `Unreadable`.
"""

from storage.documents.progress import Progress, Stage
from storage.documents.safely import read_safely
from storage.documents.size import MOST_BYTES
from storage.documents.unreadable import Unreadable
from storage.domain.draft import Draft
from storage.domain.terms import Window

__all__ = ["MOST_BYTES", "Progress", "Stage", "Unreadable", "read", "read_safely"]


def read(data: bytes, name: str = "", period: Window | None = None) -> Draft:
    """Read a document of any supported format; raise `Unreadable` when there is no plan in it.

    `name` decides nothing about the format, for names lie; it is the title of a plan without one.
    A `period` that is given is the methodist's word; otherwise the text tells it, or its terms
    do, which leaves a doubt `period_inferred`, or nobody does: `period_unknown`.
    """
    # The libraries stay out of the bot, which only ever asks the worker.
    from storage.documents import reading

    return reading.read(data, name, period)
