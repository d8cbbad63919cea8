"""The document that a command is given, and the period that may be given with it."""

from argparse import Namespace

from storage.documents import MOST_BYTES, read_safely
from storage.domain.draft import Draft
from storage.domain.permissions import Refusal
from storage.domain.terms import Window


def content_of(given: Namespace) -> bytes:
    """Fetch the bytes of `given.file`. Raises Refusal `no_file`."""
    try:
        with given.file.open("rb") as file:
            # One byte more than is allowed tells a file that is too large, whatever its size.
            content: bytes = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refusal("no_file", name=str(given.file), why=error.strerror or "") from error
    return content


def draft_of(content: bytes, given: Namespace) -> Draft:
    """Read a document. Raises Refusal `bad_period`, and Unreadable when there is no plan in it."""
    return read_safely(content, given.file.name, _period(given))


def _period(given: Namespace) -> Window | None:
    if given.start is None and given.end is None:
        return None
    if given.start is None or given.end is None or given.end < given.start:
        raise Refusal("bad_period")
    return Window(given.start, given.end)
