"""Groups: the chat, or the topic of one, to which a centre's weekly digest and delays go too."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Trouble(StrEnum):
    """Why letters do not reach a group."""

    REMOVED = "removed"  # the bot is no member of it, or not any more
    GONE = "gone"  # there is no such group any more
    TOPIC_GONE = "topic_gone"
    TOPIC_CLOSED = "topic_closed"
    MUTED = "muted"  # the bot is a member and may not write
    TAKEN = "taken"  # another centre is connected there

    @property
    def may_pass(self) -> bool:
        """Whether the next letter is worth a try: nobody tells a bot that it may write again."""
        return self in (Trouble.TOPIC_CLOSED, Trouble.MUTED)


class Bound(StrEnum):
    """What can be bound for a group; each is named as its column."""

    WEEKLY = "weekly"
    ESCALATIONS = "escalations"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in Telegram a group is: a chat, and a topic of it (None: there is none)."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A centre's group, since when it is connected, and what goes there.

    `title` and `topic` are the names it had then; a topic may be nameless to us. `trouble` says
    why letters have not reached it of late.
    """

    id: int
    centre_id: int
    place: Place
    title: str
    topic: str | None
    since: datetime
    weekly: bool
    escalations: bool
    trouble: Trouble | None = None
    troubled_since: datetime | None = None

    def gets(self, what: Bound) -> bool:
        """Whether this goes there."""
        return {Bound.WEEKLY: self.weekly, Bound.ESCALATIONS: self.escalations}[what]

    @property
    def is_lost(self) -> bool:
        """Whether only connecting it anew can help."""
        return self.trouble is not None and not self.trouble.may_pass
