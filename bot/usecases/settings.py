"""Settings of a person: the language, letters, days away, and being forgotten."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler import policy
from storage import centres, journal, people, talks, wishes
from storage.database import Transaction
from storage.domain import phrases
from storage.domain.people import SCHOOL_ROLES, Centre, Person, Role
from storage.domain.permissions import Refusal
from storage.domain.terms import TermKind, Window
from storage.domain.wishes import LATEST_HOUR, ZONES, OwnHours, Wishes

YEAR = timedelta(days=365)

AWAY = "away"
"""The question that typed words answer."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person has chosen, when that lets letters come, and who gets them meanwhile.

    `home` is the centre by whose hour letters come where no other was chosen; `others` are the
    centres in which the person has a post besides the one that is shown.
    """

    wishes: Wishes
    home: Centre
    instead: tuple[str, ...]
    others: tuple[Centre, ...] = ()

    @property
    def hours(self) -> OwnHours:
        """From when on letters come."""
        return self.wishes.hours(self.home)


def chosen(tx: Transaction, who: Person, now: datetime) -> Chosen:
    """Return what a person has chosen so far."""
    others = tuple(centres.get(tx, id_) for id_ in sorted(who.others))
    home = policy.common([who.centre, *others], now)
    return Chosen(wishes.of(tx, who.id), home, _instead(tx, who), others)


def choose_hour(tx: Transaction, who: Person, at: int | None) -> None:
    """Let letters come from another hour on; None is the centre's. Refusal: `old_screen`."""
    if at is not None and not 0 <= at <= LATEST_HOUR:
        raise Refusal("old_screen")
    wishes.choose(tx, who.id, replace(wishes.of(tx, who.id), letters_at=at))


def choose_zone(tx: Transaction, who: Person, zone: str | None) -> None:
    """Let that hour be told in another zone; None is the centre's. Refusal: `old_screen`."""
    if zone is not None and zone not in ZONES:
        raise Refusal("old_screen")
    own = None if zone is None else ZoneInfo(zone)
    wishes.choose(tx, who.id, replace(wishes.of(tx, who.id), timezone=own))


def choose_volume(tx: Transaction, who: Person, *, less: bool) -> None:
    """Hear of everything, or only of the last day and of what is late."""
    wishes.choose(tx, who.id, replace(wishes.of(tx, who.id), less=less))


def ask_away(tx: Transaction, who: Person, now: datetime) -> Chosen:
    """Open the question of when somebody is away; typed words will answer it."""
    talks.ask(tx, who.id, AWAY, now)
    return chosen(tx, who, now)


def be_away(tx: Transaction, who: Person, days: Window | None, now: datetime) -> None:
    """Let others get a person's letters on those days; None when they are back."""
    wishes.choose(tx, who.id, replace(wishes.of(tx, who.id), away=days))
    talks.settle(tx, who.id)
    journal.record(
        tx,
        who.centre.id,
        now,
        "away",
        who.id,
        **({} if days is None else {"since": str(days.start), "until": str(days.end)}),
    )


def be_away_as_typed(tx: Transaction, who: Person, text: str, now: datetime) -> None:
    """Read days as people type them («с 1 по 14 июля») and be away on them.

    Raises Refusal `away_not_understood` for anything that is not one run of days to come; the
    question stays open.
    """
    today = now.date()
    term = phrases.read(text, Window(today, today + YEAR))
    if term.kind is not TermKind.WINDOW or term.needs_review or term.windows[0].end < today:
        raise Refusal("away_not_understood", text=text)
    be_away(tx, who, term.windows[0], now)


def weeks_from(today: date, weeks: int) -> Window:
    """Return so many weeks from today. Refusal: `old_screen`."""
    if not 1 <= weeks <= 8:
        raise Refusal("old_screen")
    return Window(today, today + timedelta(days=7 * weeks - 1))


def speak(tx: Transaction, who: Person, language: str) -> None:
    """Choose a language."""
    people.speak(tx, who.id, language)


def erase(tx: Transaction, who: Person, now: datetime) -> None:
    """Forget a person; their marks stay on record under the name they were made with."""
    people.erase(tx, who.id)
    journal.record(tx, who.centre.id, now, "erased", who.id)


def _instead(tx: Transaction, who: Person) -> tuple[str, ...]:
    """Name those who get the letters meanwhile: colleagues, or the methodists where none is."""
    others = [person for person, reached in people.of_centre(tx, who.centre) if reached]
    own = {post.organisation.id for post in who.posts}

    def named(roles: frozenset[Role], organisations: set[int] | None) -> tuple[str, ...]:
        return tuple(
            person.name
            for person in others
            if person.id != who.id
            and any(
                post.role in roles
                and (organisations is None or post.organisation.id in organisations)
                for post in person.posts
            )
        )

    return named(SCHOOL_ROLES, own) or named(frozenset({Role.METHODIST}), None)
