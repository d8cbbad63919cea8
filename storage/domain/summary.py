"""The summary of a centre: counts, a verdict, and the three things that need attention."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum

from storage.domain.people import Centre, Organisation


@dataclass(frozen=True, slots=True)
class Counts:
    """Tasks by where they stand on the centre's day.

    total = done + open + soon + overdue + planned + undated + cancelled.
    `done` has every mark in it; `accepted` and `waiting_review` are parts of it.
    """

    total: int = 0
    done: int = 0
    accepted: int = 0
    waiting_review: int = 0
    open: int = 0
    soon: int = 0
    overdue: int = 0
    planned: int = 0
    undated: int = 0
    cancelled: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    @property
    def ripe(self) -> int:
        """Tasks that are done, or should be by now."""
        return self.done + self.overdue


@dataclass(frozen=True, slots=True)
class OfOrganisation:
    """How one organisation stands; `overdue_since` is its oldest missed deadline."""

    organisation: Organisation
    counts: Counts
    overdue_since: date | None


@dataclass(frozen=True, slots=True)
class OfSection:
    """How one section stands, over all organisations. Rows above the first heading have none."""

    title: str | None
    counts: Counts
    overdue_since: date | None


@dataclass(frozen=True, slots=True)
class Letters:
    """A centre's outbox: `planned` waits for its hour, `retrying` has failed at least once."""

    planned: int
    sent: int
    retrying: int
    unreachable: int


class Verdict(StrEnum):
    """The first line: how it goes, in one word."""

    EMPTY = "empty"
    EARLY = "early"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"


@dataclass(frozen=True, slots=True)
class Late:
    """An organisation or a section with missed deadlines."""

    name: str | None
    section: bool
    overdue: int
    since: date


@dataclass(frozen=True, slots=True)
class Undated:
    """Tasks that nobody can be reminded of."""

    count: int


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """People whom letters do not reach."""

    count: int


RedPoint = Late | Undated | OutOfReach


@dataclass(frozen=True, slots=True)
class Summary:
    """A centre on one day. `this_week` counts the marks of the last seven days.

    `to_decide` are the requests for another deadline that wait for whoever looks, and
    `not_reached` what the board of those who are not reached lists for them; both are 0 for
    whoever may not open these.
    """

    centre: Centre
    day: date
    activities: int
    counts: Counts
    this_week: int
    organisations: tuple[OfOrganisation, ...]
    sections: tuple[OfSection, ...]
    letters: Letters
    to_decide: int = 0
    not_reached: int = 0

    @property
    def verdict(self) -> Verdict:
        """Nine of ten ripe tasks done is on track, six of ten is behind, less is far behind."""
        if not self.counts.total:
            return Verdict.EMPTY
        if not self.counts.ripe:
            return Verdict.EARLY
        share = self.counts.done / self.counts.ripe
        if share >= 0.9:
            return Verdict.ON_TRACK
        return Verdict.BEHIND if share >= 0.6 else Verdict.FAR_BEHIND

    @property
    def has_sections(self) -> bool:
        """Whether any heading divides the plan; the whole plan is no section of itself."""
        return any(section.title for section in self.sections)

    @property
    def red_points(self) -> tuple[RedPoint, ...]:
        """The three things that need attention most: who is late, where, and what has no date."""
        late = _late((o.organisation.short, False, o) for o in self.organisations)
        sections = _late((s.title, True, s) for s in self.sections if self.has_sections)
        points: list[RedPoint] = [*late[:1], *sections[:1]]
        if self.counts.undated:
            points.append(Undated(self.counts.undated))
        if self.letters.unreachable:
            points.append(OutOfReach(self.letters.unreachable))
        return tuple((points + list(late[1:]))[:3])


def _late(
    lines: Iterable[tuple[str | None, bool, OfOrganisation | OfSection]],
) -> list[Late]:
    late = [
        Late(name, section, line.counts.overdue, line.overdue_since)
        for name, section, line in lines
        if line.overdue_since is not None
    ]
    return sorted(late, key=lambda point: (-point.overdue, point.since))
