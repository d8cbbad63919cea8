"""Telling: whom a change of a roadmap touches, and the one letter they get about it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime

from storage import news, people
from storage.database import Transaction
from storage.domain.duties import answers_for
from storage.domain.people import Actor, Organisation


@dataclass(frozen=True, slots=True)
class Touched:
    """An organisation that has something to learn: of which activities, and who answers there."""

    organisation_id: int
    activity_ids: tuple[int, ...]
    person_ids: tuple[int, ...]


def touched(
    tx: Transaction,
    who: Actor,
    organisations: Sequence[Organisation],
    changed: Iterable[tuple[int, Iterable[int]]],
) -> tuple[Touched, ...]:
    """Gather, by organisation, the activities that changed for it; `changed` gives ids of both."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for activity_id, organisation_ids in changed:
        for organisation_id in organisation_ids:
            found[organisation_id].append(activity_id)
    known = [person for person, _ in people.of_centre(tx, who.centre)] if found else []
    return tuple(
        Touched(
            organisation.id,
            tuple(found[organisation.id]),
            tuple(person.id for person in known if answers_for(person, organisation)),
        )
        for organisation in organisations
        if organisation.id in found
    )


def tell(
    tx: Transaction, who: Actor, occasion: int | str, told: Iterable[Touched], now: datetime
) -> int:
    """Owe a letter to all that are touched but the one who makes the change; count them.

    `occasion` names the change: the document that brought it, or what else it is.
    """
    others = [
        replace(one, person_ids=tuple(p for p in one.person_ids if p != who.id)) for one in told
    ]
    news.tell(tx, who.centre.id, occasion, map(astuple, others), now)
    return len({person for one in others for person in one.person_ids})
