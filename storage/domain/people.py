"""People, and what they are to the organisations of a centre."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from storage.domain.ladder import USUAL, Ladder
from storage.domain.parties import OrganisationKind


class Role(StrEnum):
    """A person's part in the work."""

    COORDINATOR = "coordinator"
    DEPUTY = "deputy"
    CURATOR = "curator"
    METHODIST = "methodist"
    HEAD = "head"
    REGION = "region"
    OWNER = "owner"


SCHOOL_ROLES = frozenset({Role.COORDINATOR, Role.DEPUTY})
"""They answer for one organisation and mark its tasks."""

CENTRE_ROLES = frozenset({Role.METHODIST, Role.OWNER})
"""They answer for the centre: import, invite, set dates, mark for anybody in it."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A school, the centre itself, an association or a regional body."""

    id: int
    centre_id: int
    kind: OrganisationKind
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Centre:
    """A municipal coordination centre and its rules. `letters_at` is an hour of its zone.

    `weekly_cap` is how many digests a person gets in a week; what presses comes all the same.
    Methodists hear each week of what has no date when `undated_weekly`.
    """

    id: int
    name: str
    timezone: ZoneInfo
    language: str
    letters_at: int
    check_in: str
    ladder: Ladder = USUAL
    weekly_cap: int = 5
    undated_weekly: bool = True

    def today(self, now: datetime) -> date:
        """Return the day that it is there."""
        return now.astimezone(self.timezone).date()


@dataclass(frozen=True, slots=True)
class Post:
    """A role that a person holds at an organisation."""

    role: Role
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the bot knows, seen from the centre whose screens they are shown now.

    `posts` are those of that centre only; nothing of another centre can be reached through them.
    `others` are the ids of further centres in which the person has a post.
    `seen_at` is when they last did anything here, to a day; None before the first time.
    `reached` while letters arrive, as far as is known.
    """

    id: int
    telegram_id: int
    name: str
    language: str
    centre: Centre
    posts: tuple[Post, ...]
    seen_at: datetime | None = None
    reached: bool = True
    others: frozenset[int] = frozenset()

    @property
    def of_centre(self) -> bool:
        """Whether the person works for the centre as a whole."""
        return any(post.role in CENTRE_ROLES for post in self.posts)

    @property
    def sees_centre(self) -> bool:
        """Whether the whole centre is theirs to look at (staff of the centre, and its head)."""
        return self.of_centre or any(post.role is Role.HEAD for post in self.posts)

    @property
    def marks_for(self) -> frozenset[int]:
        """Ids of the organisations whose tasks are this person's own to mark."""
        return frozenset(
            post.organisation.id for post in self.posts if post.role in SCHOOL_ROLES | CENTRE_ROLES
        )

    @property
    def curates(self) -> frozenset[int]:
        """Ids of the schools that this person looks after from above."""
        return frozenset(post.organisation.id for post in self.posts if post.role is Role.CURATOR)


@dataclass(frozen=True, slots=True)
class Shell:
    """Whoever has the machine, at work for a centre: nobody that the bot knows."""

    centre: Centre

    @property
    def id(self) -> None:
        """What is done from a shell stands in the journal without a person."""
        return None

    @property
    def name(self) -> str:
        """Terms that are changed from a shell are changed by the centre."""
        return self.centre.name

    @property
    def of_centre(self) -> bool:
        """All that a methodist may do."""
        return True


Actor: TypeAlias = Person | Shell
"""Who does what the centre's methodists do, in the chat or from a shell."""
