"""Letters after they came, as they stand now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from scheduler import besides, readers
from scheduler.besides import Occasion, speaking
from scheduler.readers import Reader
from storage import (
    centres,
    decisions,
    digests,
    people,
    postponements,
    snoozes,
    tasks,
)
from storage.database import Transaction
from storage.domain.ladder import Step
from storage.domain.letters import (
    MORNING,
    Decision,
    Item,
    LetterKind,
    Part,
    Rung,
    SeenBy,
    Silence,
    Stage,
)
from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Person
from storage.domain.permissions import Refusal
from storage.domain.tasks import Task
from storage.domain.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter as it stands now. `put_off` says until when, by task.

    `centre` owed it, and `parts` are what it says of each of its reader's centres, as it is now.
    `decisions` are those about another deadline that it has brought. `hour` is when it came, by
    the reader's clock. `stages` have brought its tasks, the earliest first.
    """

    letter_id: int
    kind: LetterKind
    centre: Centre
    items: tuple[Item, ...]
    put_off: Mapping[int, date]
    parts: tuple[Part, ...] = ()
    silence: Silence | None = None
    decisions: tuple[Decision, ...] = ()
    hour: int = MORNING
    stages: Mapping[int, tuple[Stage, ...]] = field(default_factory=dict)


def opened(tx: Transaction, who: Person, letter_id: int, today: date) -> Opened:
    """Look at a letter that this person was sent, as its tasks stand now.

    Raises Refusal `old_screen` when the letter is not this person's, or is no more.
    """
    return opened_for(tx, who, letter_id, today)[0]


def opened_for(tx: Transaction, who: Person, letter_id: int, today: date) -> tuple[Opened, Reader]:
    """Do what `opened` does, and say how its reader is written to."""
    letter = digests.sent(tx, who.id, letter_id)
    if letter is None:
        raise Refusal("old_screen")
    stages = {id_: _without_decisions(carried) for id_, carried in letter.stages.items()}
    reader = readers.reader(tx, who.id, letter.centre_id, letter.sent_at, Workdays())
    found = tasks.by_ids(tx, letter.stages.keys())
    own = people.organisations_of(tx, who.id)
    eve = reader.day(letter.sent_at) + timedelta(days=1)
    seen_on = {id_: calendar.next_working(eve) for id_, calendar in reader.calendars.items()}
    items = tuple(
        _item(found[task_id], carried, own, _ahead(seen_on.get(found[task_id].centre_id), today))
        for task_id, carried in stages.items()
        if task_id in found and carried
    )
    occasion = Occasion(letter.kind, reader, letter.sent_at)
    as_it_stands = Opened(
        letter_id,
        letter.kind,
        reader.centres.get(letter.centre_id) or centres.get(tx, letter.centre_id),
        items,
        snoozes.of_person(tx, who.id, today),
        speaking(besides.parts(tx, occasion), items),
        besides.missed(tx, occasion),
        _decisions(tx, letter_id, found),
        letter.sent_at.astimezone(reader.hours.timezone).hour,
        stages,
    )
    return as_it_stands, reader


def _ahead(day: date | None, today: date) -> date | None:
    return day if day is not None and day > today else None


def _decisions(tx: Transaction, letter_id: int, found: Mapping[int, Task]) -> tuple[Decision, ...]:
    ids = decisions.tasks_in(tx, letter_id)
    decided = postponements.decided(tx, ids)
    return tuple(
        Decision(found[id_], decided[id_]) for id_ in ids if id_ in found and id_ in decided
    )


def _without_decisions(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    return tuple(stage for stage in stages if stage.rung is not Rung.DECISION)


def _item(task: Task, stages: tuple[Stage, ...], own: set[int], seen_on: date | None) -> Item:
    reached = [stage for stage in stages if stage.rung is not Rung.WARNING] or list(stages)
    steps = [Step(stage.day) for stage in stages if stage.rung is Rung.WARNING]
    return Item(
        task,
        reached[-1],
        SeenBy(steps[-1], seen_on) if steps and seen_on else None,
        instead=reached[-1].rung is not Rung.ESCALATION
        and task.organisation.kind is OrganisationKind.SCHOOL
        and task.organisation.id not in own,
    )
