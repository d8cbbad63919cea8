"""A letter as its text and its buttons see it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.views.screen import Page, page_of
from bot.views.tasks import Viewer
from locales import Words
from storage.domain.letters import MORNING, Decision, Item, LetterKind, Part, Silence
from storage.domain.people import Centre
from storage.domain.tasks import OWED

PAGE = 5
"""Entries on a page: each has a line and a row of buttons, and three rows stand below."""

CENTRES = 4
"""Centres of which a letter says more than their tasks; a message has an end."""

MANY = 3
"""From so many organisations on, one delay of all of them is one entry."""

Entry = Sequence[Item]
"""What a line of a letter is about: a task, or one activity that many others are late with."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be shown; `viewer` is there once somebody has tapped in it."""

    id: int
    kind: LetterKind
    centre: Centre
    today: date
    words: Words
    items: Sequence[Item]
    page: int = 0
    parts: Sequence[Part] = ()
    silence: Silence | None = None
    put_off: Mapping[int, date] = field(default_factory=dict)
    viewer: Viewer | None = None
    decisions: Sequence[Decision] = ()
    hour: int = MORNING

    @property
    def several(self) -> bool:
        """Whether lines have to say whose task it is."""
        return len({item.task.organisation.id for item in self.items}) > 1

    @property
    def entries(self) -> list[Entry]:
        """What the letter lists, a line each."""
        return entries(self.items)

    @property
    def to_put_off(self) -> Sequence[Item]:
        """What may be put off all at once."""
        return [
            item
            for item in self.items
            if not item.escalated
            and item.task.id not in self.put_off
            and item.task.standing(self.today) in OWED
        ]


def entries(items: Sequence[Item]) -> list[Entry]:
    """Gather what many are late with, at the place of the first; everything else is by itself."""
    alike: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in items:
        task = item.task
        same = (task.activity_id, task.window, task.late_from) if item.escalated else (task.id,)
        alike[item.escalated, *same].append(item)
    return [
        entry
        for found in alike.values()
        for entry in ([found] if len(found) >= MANY else [[item] for item in found])
    ]


def on_page(found: Sequence[Entry], number: int) -> tuple[Page, list[Entry]]:
    """Turn to a page of a letter."""
    page = page_of(found, number, PAGE)
    return page, list(found[page.start : page.end])


def owed_of(entry: Entry, today: date) -> list[Item]:
    """Return what of an entry is not done."""
    return [item for item in entry if item.task.standing(today) in OWED]
