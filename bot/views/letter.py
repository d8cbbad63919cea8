"""A letter as its text and its buttons see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.views.tasks import Viewer
from locales import Words
from storage.domain.letters import MORNING, Decision, Item, LetterKind, Part, Silence
from storage.domain.people import Centre
from storage.domain.tasks import OWED

PAGE = 5
"""Tasks on a page: each has a line and a row of buttons, and three rows stand below."""

CENTRES = 4
"""Centres of which a letter says more than their tasks; a message has an end."""


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
    def to_put_off(self) -> Sequence[Item]:
        """What may be put off all at once."""
        return [
            item
            for item in self.items
            if not item.escalated
            and item.task.id not in self.put_off
            and item.task.standing(self.today) in OWED
        ]
