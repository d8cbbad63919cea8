"""Revisions: writing down what a later document changes in a roadmap."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Table, bindparam, insert, select, update

from storage import past, roadmaps, tasks
from storage.among import among
from storage.database import Transaction
from storage.domain.changes import Change, Held, OldRow, Plan, headings, merged
from storage.domain.draft import Draft, DraftRow
from storage.domain.parties import OrganisationKind
from storage.domain.tasks import State, late_from
from storage.domain.terms import Term, TermKind, Window
from storage.roadmaps import Roadmap
from storage.tables import activities, imports, sections
from storage.tables import roadmaps as roadmap_rows
from storage.tables import tasks as task_rows
from storage.tasks import NewTask


@dataclass(frozen=True, slots=True)
class Place:
    """An activity, what people call it, and its row in the later document if it has one."""

    activity_id: int
    number: str
    row: DraftRow | None


def rows_of(tx: Transaction, roadmap_id: int) -> tuple[OldRow, ...]:
    """List a roadmap's activities in its order, those that are gone too."""
    rows = tx.execute(
        select(activities, sections.c.title.label("section"))
        .outerjoin(sections, sections.c.id == activities.c.section_id)
        .where(activities.c.roadmap_id == roadmap_id)
        .order_by(activities.c.position, activities.c.id)
    )
    return tuple(
        OldRow(
            id=row.id,
            title=row.title,
            number=row.number,
            printed=row.number_as_written is not None,
            section=row.section,
            responsible=row.responsible,
            parties=tuple(OrganisationKind(kind) for kind in row.parties),
            chosen=tuple(row.chosen or ()),
            term=row.term,
            reading=Term(
                TermKind(row.kind),
                tuple(Window(*map(date.fromisoformat, pair)) for pair in row.windows),
                row.recurrence,
            ),
            result=row.result,
            gone=row.gone_at is not None,
            by_hand=row.by_hand,
        )
        for row in rows
    )


def lock(tx: Transaction, roadmap_id: int) -> None:
    """Let nobody else revise the roadmap until the commit."""
    # SQLite has one writer and ignores this.
    tx.execute(select(roadmap_rows.c.id).where(roadmap_rows.c.id == roadmap_id).with_for_update())


def hold(
    tx: Transaction, activity_ids: Collection[int]
) -> Mapping[int, Mapping[int, Sequence[Held]]]:
    """Return the tasks of activities by organisation; nobody marks them until the commit."""
    rows = tx.execute(
        select(task_rows)
        .where(among(task_rows.c.activity_id, activity_ids))
        .order_by(task_rows.c.id)
        .with_for_update()
    )
    found: defaultdict[int, defaultdict[int, list[Held]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        window = None if row.due_on is None else Window(row.starts_on, row.due_on)
        came_late = window is not None and row.late_from > window.end
        found[row.activity_id][row.organisation_id].append(
            Held(row.id, row.ordinal, window, State(row.state), came_late)
        )
    return found


def retitle(tx: Transaction, roadmap: Roadmap, draft: Draft) -> None:
    """Give a roadmap the head of a later document, as far as that says anything."""
    period = draft.period or roadmap.period
    tx.execute(
        update(roadmap_rows)
        .where(roadmap_rows.c.id == roadmap.id)
        .values(
            title=draft.title or roadmap.title,
            order_number=draft.order_number or roadmap.order_number,
            order_date=draft.order_date or roadmap.order_date,
            starts_on=period.start,
            ends_on=period.end,
        )
    )


def place_sections(
    tx: Transaction, roadmap_id: int, titles: Sequence[str]
) -> dict[str | None, int]:
    """Take over the headings of a later document; return their ids by title.

    A heading that was reworded stays the same section; one that is left out stays for the
    activities below it.
    """
    known = tx.execute(
        select(sections).where(sections.c.roadmap_id == roadmap_id).order_by(sections.c.position)
    ).all()
    pairs = headings([row.title for row in known], titles)
    ids: dict[str | None, int] = {titles[j]: known[i].id for i, j in pairs}
    for title in titles:
        if title not in ids:
            new = insert(sections).values(roadmap_id=roadmap_id, position=0, title=title)
            ids[title] = tx.execute(new.returning(sections.c.id)).scalar_one()
    kept = {i: (row.id, row.title) for i, row in enumerate(known) if row.id not in ids.values()}
    order = merged([(ids[title], title) for title in titles], kept, pairs)
    _update(
        tx, sections,
        [
            {"of": section_id, "title": title, "position": position}
            for position, (section_id, title) in enumerate(order)
        ],
    )  # fmt: skip
    return ids


def place(tx: Transaction, places: Sequence[Place], section_ids: Mapping[str | None, int]) -> None:
    """Let activities stand in this order, under their numbers and headings.

    One that the later document has not keeps its heading.
    """
    order = [
        {"of": place.activity_id, "position": position, "number": place.number}
        for position, place in enumerate(places)
    ]
    written = [
        {
            "of": place.activity_id,
            "number_as_written": place.row.number_as_written,
            "section_id": section_ids.get(place.row.section),
        }
        for place in places
        if place.row is not None
    ]
    _update(tx, activities, order)
    _update(tx, activities, written)


def enter(tx: Transaction, roadmap_id: int, change: Change) -> int:
    """Write a new activity down and return its id; `place` puts it where it belongs."""
    assert change.new
    return int(
        tx.execute(
            insert(activities)
            .values(
                roadmap_id=roadmap_id,
                position=0,
                number=change.number,
                **roadmaps.cells(
                    change.new, change.reading, change.parties, change.chosen, change.by_hand
                ),
            )
            .returning(activities.c.id)
        ).scalar_one()
    )


def rewrite(tx: Transaction, change: Change) -> None:
    """Let an activity say what the later document says; one that was gone is back."""
    assert change.old
    assert change.new
    tx.execute(
        update(activities)
        .where(activities.c.id == change.old.id)
        .values(
            gone_at=None,
            **roadmaps.cells(
                change.new, change.reading, change.parties, change.chosen, change.by_hand
            ),
        )
    )


def take_out(tx: Transaction, activity_id: int, now: datetime) -> None:
    """Note that a later document has an activity no more; it stays on record."""
    tx.execute(update(activities).where(activities.c.id == activity_id).values(gone_at=now))


def carry_out(tx: Transaction, plans: Sequence[tuple[Plan, NewTask]], today: date) -> None:
    """Change tasks today by the plan of each activity at each organisation.

    The new ones of a plan are like the task beside it. A large document has thousands of plans:
    a statement for each kind of change serves them all.
    """
    _update(
        tx, task_rows,
        [
            {"of": task_id, "state": state}
            for plan, _ in plans
            for state, ids in ((State.CANCELLED, plan.cancelled), (State.OPEN, plan.reopened))
            for task_id in ids
        ],
    )  # fmt: skip
    _update(
        tx, task_rows,
        [
            {
                "of": task_id,
                "starts_on": window and window.start,
                "due_on": window and window.end,
                "late_from": late_from(window, today),
            }
            for plan, _ in plans
            for task_id, window in plan.moved.items()
        ],
    )  # fmt: skip
    # An ordinal is a task's own at any moment, so those that swap theirs step aside first.
    places = [place for plan, _ in plans for place in plan.ordinals.items()]
    for aside in (True, False):
        changed = [{"of": task, "ordinal": -1 - to if aside else to} for task, to in places]
        _update(tx, task_rows, changed)
    tasks.add(
        tx,
        (
            replace(like, ordinal=at, window=window)
            for plan, like in plans
            for at, window in plan.added.items()
        ),
        today,
    )
    past.learn(tx, [task_id for plan, _ in plans for task_id in plan.reopened], today)


def left_out(tx: Transaction, import_id: int) -> frozenset[int] | None:
    """Return the changes that a methodist does not want; None when nobody has said so far."""
    found = tx.execute(
        select(imports.c.left_out).where(imports.c.id == import_id)
    ).scalar_one_or_none()
    return None if found is None else frozenset(found)


def leave_out(tx: Transaction, import_id: int, change_ids: Collection[int]) -> None:
    """Keep which changes a methodist does not want."""
    tx.execute(
        update(imports).where(imports.c.id == import_id).values(left_out=sorted(change_ids))
    )


def _update(tx: Transaction, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        tx.execute(update(table).where(table.c.id == bindparam("of")), rows)
