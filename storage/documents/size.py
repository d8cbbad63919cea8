"""How large a file may be: looked at before anything looks into it."""

from storage.documents.unreadable import Unreadable

MOST_BYTES = 20 * 1024 * 1024
"""Telegram gives a bot no larger file; other entrances keep to the same."""


def require_size(data: bytes) -> None:
    """Refuse a file that is empty or too large."""
    if not data:
        raise Unreadable("empty_file")
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", size=len(data), most=MOST_BYTES)
