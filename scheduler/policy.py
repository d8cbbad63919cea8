"""When people are reminded: the rules, and no machinery.

A deadline is a calendar day fixed by the order; it never moves. Reminding falls on working days
only, so on a working day we look ahead to the eve of the next one:

* Before the deadline a stage that would begin on a day off is said on the working day before it.
  With the deadline on Sunday, Friday's digest is the reminder of the last day; it names the date.
* After the deadline nothing is said early (nobody is told on Friday that Sunday was missed): a
  stage that begins on a day off waits for the next working day.

A stage lasts until the next one begins. So a silence, ours or Telegram's, delays a reminder and
loses none, and catching up says the latest stage only, not every one that was missed.

What came to those who owe it when its deadline was over is late from that day on: nobody neglects
what they could not know of. They hear of it on the next working day.

A delay is seen by others in steps. On the last working day before a step begins, those who answer
are warned; whoever stands above them is told on a later day than that, never on the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from storage.domain.ladder import WEEK, Ladder, Step
from storage.domain.letters import Rung, Stage
from storage.domain.people import Centre
from storage.domain.wishes import NO_WISHES, Hours, Wishes
from storage.domain.workdays import DAY, Workdays

EVENING = time(21)
"""From this hour on, a letter waits for the next working morning."""

NOTICED = timedelta(hours=1)
"""A silence is spoken of when it took more of the hours in which letters go than this."""

A_WEEK = timedelta(days=7)

TAPPED = timedelta(days=1)
"""Who was at work with the bot so short before it fell silent may have tapped in vain."""


def stage(days_left: int, ladder: Ladder) -> Stage | None:
    """Name the latest stage reached so many days before the deadline (negative: after it)."""
    if days_left >= 0:
        reached = [lead for lead in ladder.before if days_left <= lead]
        return Stage(-min(reached)) if reached else None
    late = -days_left
    if late >= WEEK:
        return Stage(late - late % WEEK)
    return Stage(max(begun for begun in ladder.after if begun <= late))


@dataclass(frozen=True, slots=True)
class Morning:
    """A working day as the reminders see it: `until` is the eve of the next working day."""

    day: date
    until: date
    ladder: Ladder

    @property
    def horizon(self) -> date:
        """Deadlines after this day are not reminded of yet."""
        return self.until + timedelta(days=max(self.ladder.before))

    @property
    def next(self) -> date:
        """The next working day."""
        return self.until + DAY

    def stage(self, due: date) -> Stage | None:
        """Name the stage that a task due on this day has reached for today's digest."""
        seen_from = self.day if due < self.day else min(self.until, due)
        return stage((due - seen_from).days, self.ladder)

    def warnings(self, due: date) -> tuple[Stage, ...]:
        """Name the steps that begin by the next working day, to be warned of today."""
        if due >= self.day:
            return ()
        late = (self.next - due).days
        reached = (step for step in Step if self.ladder.seen_from(step) <= late)
        return tuple(Stage(step, Rung.WARNING) for step in reached)

    def stages(self, late_from: date) -> tuple[Stage, ...]:
        """Name all that a task has reached whose delay counts from a day, mostly its deadline."""
        reached = self.stage(late_from)
        return (*(() if reached is None else (reached,)), *self.warnings(late_from))


def morning(day: date, workdays: Workdays, ladder: Ladder) -> Morning:
    """Look ahead from a working day."""
    return Morning(day, workdays.next_working(day + DAY) - DAY, ladder)


def may_go(hours: Hours, now: datetime, workdays: Workdays) -> bool:
    """Whether a letter may reach people of these hours now: a working day, after its hour."""
    local = now.astimezone(hours.timezone)
    return (
        workdays.is_working(local.date())
        and local.hour >= hours.letters_at
        and (local.time() < EVENING or hours.letters_at >= EVENING.hour)
    )


def next_hour(hours: Hours, now: datetime, workdays: Workdays) -> datetime:
    """Return the next moment after `now` at which letters go out."""
    local = now.astimezone(hours.timezone)
    day = local.date() + (DAY if local.hour >= hours.letters_at else timedelta(0))
    opens = time(hours.letters_at)
    return datetime.combine(workdays.next_working(day), opens, tzinfo=hours.timezone)


def common(centres: Sequence[Centre], now: datetime) -> Centre:
    """Return the centre by whose hour somebody lives who has a post in each of these.

    It is the one whose morning begins last. So no letter comes before the hour of any of them,
    and wherever that is still the same working day, all of them call it by the same date.
    """

    def begins(centre: Centre) -> timedelta:
        ahead = now.astimezone(centre.timezone).utcoffset() or timedelta(0)
        return timedelta(hours=centre.letters_at) - ahead

    return max(centres, key=begins)


def midnight(hours: Hours, day: date) -> datetime:
    """Return when a day begins."""
    return datetime.combine(day, time.min, tzinfo=hours.timezone)


def monday(day: date) -> date:
    """Return the day on which the week of a day began."""
    return day - timedelta(days=day.weekday())


def next_reminder(
    late_from: date,
    day: date,
    ladder: Ladder,
    workdays: Workdays,
    wishes: Wishes = NO_WISHES,
    put_off: date | None = None,
) -> date:
    """Return the working day after `day` on which an open task is spoken of again.

    To a reader of these wishes, who has put the task off until a day, or has not. Warnings do not
    count here: `may_be_warned`.
    """
    now = morning(workdays.next_working(day), workdays, ladder)
    told = now.stage(late_from)

    def speaks(of: Morning) -> bool:
        said = of.stage(late_from)
        if said is None or wishes.is_away(of.day) or not wishes.wants(said):
            return False
        if put_off is not None and of.day < put_off:
            return said != told and said.is_last_day
        return said != told or put_off is not None

    following = now
    while following is now or not speaks(following):
        following = morning(following.next, workdays, ladder)
    return following.day


def may_be_warned(
    late_from: date, day: date, until: date, ladder: Ladder, workdays: Workdays
) -> bool:
    """Whether a warning is reached after `day` and before `until`: a task may be spoken of then.

    Whether it comes depends on who stands above, and on what they have been shown by then.
    """
    now = morning(workdays.next_working(day), workdays, ladder)
    known, following = set(now.warnings(late_from)), morning(now.next, workdays, ladder)
    while following.day < until:
        if not known.issuperset(following.warnings(late_from)):
            return True
        following = morning(following.next, workdays, ladder)
    return False


def is_told_of(silence_ended: datetime, day: date, hours: Hours, workdays: Workdays) -> bool:
    """Whether a day is the one on which people hear of a silence: the first one with letters."""
    local = silence_ended.astimezone(hours.timezone)
    begun = max(time(hours.letters_at), EVENING)
    first = local.date() + (DAY if local.time() >= begun else timedelta(0))
    return workdays.next_working(first) == day


def working_time(since: datetime, until: datetime, hours: Hours, workdays: Workdays) -> timedelta:
    """Return how much of a span fell into the hours in which letters go."""
    zone = hours.timezone
    day, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    if (last - day).days > WEEK * 2:
        return last - day  # long enough, and nobody counts the hours of a year
    total = timedelta(0)
    while day <= last:
        if workdays.is_working(day):
            opens = datetime.combine(day, time(hours.letters_at), tzinfo=zone)
            closes = datetime.combine(day, EVENING, tzinfo=zone)
            total += max(timedelta(0), min(until, closes) - max(since, opens))
        day += DAY
    return total
