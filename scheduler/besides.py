"""Besides its tasks: what else a letter says, when it is sent and whenever it is opened again."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler import policy, silence
from storage import digests, outages, overview, roadmaps
from storage.database import Transaction
from storage.domain.letters import LetterKind, Silence
from storage.domain.people import Centre
from storage.domain.weeks import Week
from storage.domain.wishes import Wishes
from storage.domain.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Occasion:
    """A letter of a kind that reaches a person of a centre at a moment.

    What the person was told earlier than `at` is not said again; what they were told later takes
    nothing away from a letter that they have.
    """

    kind: LetterKind
    person_id: int
    centre: Centre
    wishes: Wishes
    calendar: Workdays
    at: datetime

    @property
    def day(self) -> date:
        """The reader's day."""
        return self.at.astimezone(self.wishes.hours(self.centre).timezone).date()

    @property
    def monday(self) -> datetime:
        """When the reader's week began."""
        hours = self.wishes.hours(self.centre)
        return policy.midnight(hours, policy.monday(self.day))


def week(tx: Transaction, occasion: Occasion) -> Week | None:
    """Say how the centre stands now, where a letter begins a methodist's week with that."""
    centre = occasion.centre
    if occasion.kind is not LetterKind.DIGEST or occasion.wishes.less:
        return None
    if not digests.opens_week(tx, occasion.person_id, centre.id, occasion.monday, occasion.at):
        return None
    return overview.week(tx, centre, occasion.day) if roadmaps.has_work(tx, centre.id) else None


def undated(tx: Transaction, occasion: Occasion) -> int:
    """Count the activities without a date that are spoken of, as they are now."""
    spoken_of = occasion.centre.undated_weekly and not occasion.wishes.less
    if occasion.kind is not LetterKind.DIGEST or not spoken_of:
        return 0
    return digests.undated_for(
        tx, occasion.person_id, occasion.centre.id, occasion.monday, occasion.at
    )


def missed(tx: Transaction, occasion: Occasion) -> Silence | None:
    """Return the silence of the bot that is spoken of, None when there was none."""
    if occasion.kind in {LetterKind.REVISED, LetterKind.DECIDED}:
        return None
    told = silence.told_on(tx, occasion.day, occasion.centre, occasion.calendar)
    for one in told:
        if not outages.heard_of(tx, occasion.person_id, one, occasion.at):
            return one
    return None
