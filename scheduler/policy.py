"""When people are reminded: the rules, and no machinery.

A deadline is a calendar day fixed by the order; it never moves. Reminding falls on working days
only, so on a working day we look ahead to the eve of the next one:

* Before the deadline a stage that would begin on a day off is said on the working day before it.
  With the deadline on Sunday, Friday's digest is the reminder of the last day; it names the date.
* After the deadline nothing is said early (nobody is told on Friday that Sunday was missed): a
  stage that begins on a day off waits for the next working day.

A stage lasts until the next one begins. So a silence, ours or Telegram's, delays a reminder and
loses none, and catching up says the latest stage only, not every one that was missed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from storage.domain.letters import Stage
from storage.domain.people import Centre
from storage.domain.workdays import DAY, Workdays

BEFORE = (14, 7, 3, 1, 0)
"""Days before the deadline on which a stage begins."""

AFTER = (1, 3, 7)
"""Days after the deadline on which a stage begins; from then on, weekly."""

WEEK = 7

EVENING = time(21)
"""From this hour of the centre's zone on, a letter waits for the next working morning."""


def stage(days_left: int) -> Stage | None:
    """Name the latest stage reached so many days before the deadline (negative: after it)."""
    if days_left >= 0:
        reached = [lead for lead in BEFORE if days_left <= lead]
        return Stage(-min(reached)) if reached else None
    late = -days_left
    if late >= WEEK:
        return Stage(late - late % WEEK)
    return Stage(max(begun for begun in AFTER if begun <= late))


@dataclass(frozen=True, slots=True)
class Morning:
    """A working day as the reminders see it: `until` is the eve of the next working day."""

    day: date
    until: date

    @property
    def horizon(self) -> date:
        """Deadlines after this day are not reminded of yet."""
        return self.until + timedelta(days=max(BEFORE))

    def stage(self, due: date) -> Stage | None:
        """Name the stage that a task due on this day has reached for today's digest."""
        seen_from = self.day if due < self.day else min(self.until, due)
        return stage((due - seen_from).days)


def morning(day: date, workdays: Workdays) -> Morning:
    """Look ahead from a working day."""
    return Morning(day, workdays.next_working(day + DAY) - DAY)


def may_go(centre: Centre, now: datetime, workdays: Workdays) -> bool:
    """Whether a digest may reach people of this centre now: a working day, after its hour."""
    local = now.astimezone(centre.timezone)
    return (
        workdays.is_working(local.date())
        and local.hour >= centre.letters_at
        and (local.time() < EVENING or centre.letters_at >= EVENING.hour)
    )


def next_hour(centre: Centre, now: datetime, workdays: Workdays) -> datetime:
    """Return the next moment after `now` at which a centre's digests go out."""
    local = now.astimezone(centre.timezone)
    day = local.date() + (DAY if local.hour >= centre.letters_at else timedelta(0))
    opens = time(centre.letters_at)
    return datetime.combine(workdays.next_working(day), opens, tzinfo=centre.timezone)
