"""Readers: when letters reach somebody, whatever centres they come from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from scheduler import policy
from storage import centres, people
from storage import wishes as wishes_of
from storage import workdays as own_days
from storage.database import Transaction
from storage.domain.people import Centre
from storage.domain.wishes import OwnHours, Wishes
from storage.domain.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Reader:
    """A person as letters see them: one morning, and a calendar for each of their centres."""

    person_id: int
    wishes: Wishes
    hours: OwnHours
    centres: Mapping[int, Centre]
    calendars: Mapping[int, Workdays]

    def day(self, now: datetime) -> date:
        """The reader's day."""
        return now.astimezone(self.hours.timezone).date()

    def may_have(self, centre_ids: Collection[int], now: datetime) -> bool:
        """Whether a letter that speaks of these centres may go now: one of them is at work."""
        return any(policy.may_go(self.hours, now, self._calendar(id_)) for id_ in centre_ids)

    def next_hour(self, centre_ids: Collection[int], now: datetime) -> datetime:
        """Return the next moment after `now` at which such a letter may go."""
        return min(policy.next_hour(self.hours, now, self._calendar(id_)) for id_ in centre_ids)

    def _calendar(self, centre_id: int) -> Workdays:
        # Somebody may have left the centre of a letter that waits: then it is any other's.
        return self.calendars.get(centre_id) or next(iter(self.calendars.values()))


def reader(
    tx: Transaction, person_id: int, centre_id: int, now: datetime, country: Workdays
) -> Reader:
    """Look at whoever has a letter from a centre; `country` are the days of all centres."""
    ids = people.centres_of(tx, person_id) or (centre_id,)
    found = {id_: centres.get(tx, id_) for id_ in ids}
    wishes = wishes_of.of(tx, person_id)
    hours = wishes.hours(policy.common(list(found.values()), now))
    calendars = {id_: own_days.calendar(tx, id_, country) for id_ in ids}
    return Reader(person_id, wishes, hours, found, calendars)
