"""Assigning: a methodist says anew who does an activity that is in force."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.usecases import telling, terms
from bot.usecases.comparing import active_roadmap
from bot.usecases.entering import Names, with_kinds
from bot.usecases.talking import pending
from storage import centres, journal, outbox, revisions, talks, tasks
from storage.database import Transaction
from storage.domain.changes import Aspect, Change, OldRow, Plan, consequences, record
from storage.domain.draft import DraftRow
from storage.domain.letters import Dropped
from storage.domain.participants import named, taking_part
from storage.domain.parties import OrganisationKind
from storage.domain.people import Organisation, Person
from storage.domain.permissions import Refusal, require_centre
from storage.tasks import NewTask

WHO = "who"
"""What a person is deciding who has this screen before them: kept until it is saved."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """An activity in force, and who is to do it: `chosen` schools of those; none means all."""

    row: OldRow
    roadmap_id: int
    schools: tuple[Organisation, ...]
    kinds: tuple[OrganisationKind, ...]
    chosen: tuple[Organisation, ...]

    @property
    def changes(self) -> bool:
        """Whether it differs from what holds now."""
        return set(self.kinds) != set(self.row.parties) or self._now != self.chosen

    @property
    def _now(self) -> tuple[Organisation, ...]:
        return _picked(self.schools, (one.id for one in named(self.row.chosen, self.schools)))


@dataclass(frozen=True, slots=True)
class Assigned:
    """What came of saving: who has got tasks or lost open ones, and how many people hear of it."""

    assignment: Assignment
    came: int = 0
    left: int = 0
    told: int = 0


def begin(tx: Transaction, who: Person, task_id: int, now: datetime) -> Assignment:
    """Look at who does a task's activity, to change it.

    Raises Refusal: `for_methodists`, `no_such_task`, `no_such_roadmap`, `no_such_activity`.
    """
    found = _in_force(tx, who, task_id)
    return _keep(tx, who, found, now)


def look(tx: Transaction, who: Person, task_id: int, now: datetime) -> Assignment:
    """Look at what was chosen so far. Refusals: those of begin, `old_screen` when that is gone."""
    found = _in_force(tx, who, task_id)
    talk = pending(tx, who, now)
    if talk is None or talk.about != WHO or talk.facts["activity"] != found.row.id:
        raise Refusal("old_screen")
    kinds = tuple(OrganisationKind(kind) for kind in str(talk.facts["kinds"]).split())
    picked = _picked(found.schools, map(int, str(talk.facts["schools"]).split()))
    return replace(found, kinds=kinds, chosen=picked)


def switch(
    tx: Transaction, who: Person, task_id: int, kind: OrganisationKind, now: datetime
) -> Assignment:
    """Switch a kind of organisation; the last one stays on. Refusals: those of look."""
    found = look(tx, who, task_id, now)
    wanted = set(found.kinds) ^ {kind} or {kind}
    kinds = tuple(one for one in OrganisationKind if one in wanted)
    chosen = found.chosen if OrganisationKind.SCHOOL in wanted else ()
    return _keep(tx, who, replace(found, kinds=kinds, chosen=chosen), now)


def pick(tx: Transaction, who: Person, task_id: int, school_id: int, now: datetime) -> Assignment:
    """Choose a school or take it back; 0 lets all do it. Refusals: those of look."""
    found = look(tx, who, task_id, now)
    ids = {one.id for one in found.chosen} ^ {school_id} if school_id else set()
    return _keep(tx, who, replace(found, chosen=_picked(found.schools, ids)), now)


def save(tx: Transaction, who: Person, task_id: int, names: Names, now: datetime) -> Assigned:
    """Let it be done by whoever was chosen. Refusals: those of look.

    Marks stay. What is open where it is owed no more is cancelled, and opened again where it is
    owed anew; only those whom that touches get a letter, the one who saves does not. A later order
    of the same words changes nothing of it.
    """
    centres.held(tx, who.centre.id)  # a school that is entered meanwhile waits for the choice
    found = look(tx, who, task_id, now)
    talks.leave(tx, who.id, WHO)
    if not found.changes:
        return Assigned(found)
    revisions.lock(tx, found.roadmap_id)
    known = centres.organisations_of(tx, who.centre.id)
    organisations = with_kinds(tx, who.centre, known, found.kinds, names)
    return _apply(tx, who, found, organisations, now)


def _apply(
    tx: Transaction,
    who: Person,
    found: Assignment,
    organisations: Collection[Organisation],
    now: datetime,
) -> Assigned:
    activity_id, change = found.row.id, _change(found)
    roadmap = active_roadmap(tx, who, found.roadmap_id)
    held = revisions.hold(tx, [activity_id]).get(activity_id, {})
    obliged = taking_part(organisations, roadmap.schools)
    plans = consequences(change, held, obliged, obliged, who.centre.check_in)
    revisions.rewrite(tx, change)
    like = NewTask(who.centre.id, roadmap.id, activity_id, 0, 0, None)
    revisions.carry_out(
        tx,
        [(plan, replace(like, organisation_id=of)) for of, plan in plans.items()],
        who.centre.today(now),
    )
    outdated = [task for plan in plans.values() for task in plan.outdated]
    outbox.drop_about(tx, outdated, Dropped.REVISED, now)
    before = [task for theirs in held.values() for task in theirs]
    terms.follow(tx, who, list(plans.values()), before, now)
    journal.record(
        tx, who.centre.id, now, "assigned", who.id,
        activity=activity_id, **record.facts(change, tuple(plans.values())),
    )  # fmt: skip
    touched = telling.touched(
        tx, who, tuple(organisations), [(activity_id, [of for of in plans if plans[of].touches])]
    )
    told = telling.tell(tx, who, f"{activity_id}@{now.timestamp():.0f}", touched, now)
    return Assigned(
        found, sum(map(_comes, plans.values())), sum(map(_leaves, plans.values())), told
    )


def _comes(plan: Plan) -> bool:
    return bool(plan.added or plan.reopened)


def _leaves(plan: Plan) -> bool:
    return bool(plan.cancelled) and not _comes(plan)


def _change(found: Assignment) -> Change:
    old = found.row
    new = DraftRow(
        title=old.title, section=old.section, responsible=old.responsible, term=old.term,
        reading=old.reading, result=old.result,
    )  # fmt: skip
    chosen = tuple(one.name for one in found.chosen)
    return Change(
        -old.id, old, new, old.number, old.reading, found.kinds, chosen,
        frozenset({Aspect.PARTIES}), by_hand=True,
    )  # fmt: skip


def _in_force(tx: Transaction, who: Person, task_id: int) -> Assignment:
    require_centre(who)
    task = tasks.get(tx, who.centre.id, task_id)
    if task is None:
        raise Refusal("no_such_task")
    roadmap = active_roadmap(tx, who, task.roadmap_id)
    rows = revisions.rows_of(tx, roadmap.id)
    row = next((row for row in rows if row.id == task.activity_id and not row.gone), None)
    if row is None:
        raise Refusal("no_such_activity")
    obliged = taking_part(centres.organisations_of(tx, who.centre.id), roadmap.schools)
    schools = tuple(one for one in obliged if one.kind is OrganisationKind.SCHOOL)
    ids = (one.id for one in named(row.chosen, schools))
    return Assignment(row, roadmap.id, schools, row.parties, _picked(schools, ids))


def _picked(schools: Collection[Organisation], ids: Iterable[int]) -> tuple[Organisation, ...]:
    wanted = set(ids)
    return tuple(one for one in schools if one.id in wanted)


def _keep(tx: Transaction, who: Person, found: Assignment, now: datetime) -> Assignment:
    talks.ask(
        tx, who.id, WHO, now, activity=found.row.id, kinds=" ".join(found.kinds),
        schools=" ".join(str(one.id) for one in found.chosen),
    )  # fmt: skip
    return found
