"""Besides its tasks: what else a letter says, when it is sent and whenever it is opened again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from scheduler import policy, silence
from scheduler.readers import Reader
from storage import digests, outages, overview, postponements, roadmaps
from storage.database import Transaction
from storage.domain.letters import Item, LetterKind, Part, Silence
from storage.domain.people import Centre
from storage.domain.weeks import Week


@dataclass(frozen=True, slots=True)
class Occasion:
    """A letter of a kind that reaches somebody at a moment.

    What the reader was told earlier than `at` is not said again; what they were told later takes
    nothing away from a letter that they have.
    """

    kind: LetterKind
    reader: Reader
    at: datetime

    @property
    def day(self) -> date:
        """The reader's day."""
        return self.reader.day(self.at)

    @property
    def monday(self) -> datetime:
        """When the reader's week began."""
        return policy.midnight(self.reader.hours, policy.monday(self.day))


def parts(tx: Transaction, occasion: Occasion) -> tuple[Part, ...]:
    """Say of each of the reader's centres what a digest says besides its tasks, as it is now."""
    if occasion.kind is not LetterKind.DIGEST:
        return tuple(Part(centre) for centre in occasion.reader.centres.values())
    return tuple(
        Part(
            centre,
            undated(tx, occasion, centre),
            postponements.waiting_for(tx, occasion.reader.person_id, centre.id),
            week(tx, occasion, centre),
        )
        for centre in occasion.reader.centres.values()
    )


def speaking(parts: Collection[Part], items: Collection[Item]) -> tuple[Part, ...]:
    """Keep those parts of which anything is said, be it a task."""
    tasks_of = {item.task.centre_id for item in items}
    return tuple(part for part in parts if part.says or part.centre.id in tasks_of)


def week(tx: Transaction, occasion: Occasion, centre: Centre) -> Week | None:
    """Say how a centre stands now, where a digest begins a methodist's week with that."""
    reader = occasion.reader
    if reader.wishes.less:
        return None
    if not digests.opens_week(tx, reader.person_id, centre.id, occasion.monday, occasion.at):
        return None
    return overview.week(tx, centre, occasion.day) if roadmaps.has_work(tx, centre.id) else None


def undated(tx: Transaction, occasion: Occasion, centre: Centre) -> int:
    """Count the activities without a date that a digest speaks of, as they are now."""
    if not centre.undated_weekly or occasion.reader.wishes.less:
        return 0
    return digests.undated_for(
        tx, occasion.reader.person_id, centre.id, occasion.monday, occasion.at
    )


def missed(tx: Transaction, occasion: Occasion) -> Silence | None:
    """Return the silence of the bot that is spoken of, None when there was none."""
    if occasion.kind in {LetterKind.REVISED, LetterKind.DECIDED}:
        return None
    reader = occasion.reader
    for centre in reader.centres.values():
        for one in silence.told_on(tx, occasion.day, centre, reader.calendars[centre.id]):
            if not outages.heard_of(tx, reader.person_id, one, occasion.at):
                return one
    return None
