"""Documents as departments issue them: bytes in, a draft of the roadmap out.

`read` is a pure function; `read_safely` does the same in a process of its own, with limits, so
that a hostile file hurts nobody. Whatever cannot be read is refused with `Unreadable`.
"""

from storage.documents.reading import read
from storage.documents.safely import read_safely
from storage.documents.unreadable import Unreadable

__all__ = ["Unreadable", "read", "read_safely"]
