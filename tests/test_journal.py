"""The journal tells when anybody has meddled with it, and lets nobody meddle by mistake."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import ColumnElement, Executable, delete, insert, text, update
from sqlalchemy.exc import DBAPIError

from storage import journal
from storage.database import Database, Transaction
from storage.journal import Break, Damage
from storage.tables import centres, chains, events

NOW = datetime(2026, 11, 21, 9, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
async def two_centres(db: Database) -> tuple[int, int]:
    return await db.write(found_centre, "Urvan"), await db.write(found_centre, "Kaluga")


def found_centre(tx: Transaction, name: str) -> int:
    row = {"name": name, "timezone": "Europe/Moscow", "language": "ru", "created_at": NOW}
    return int(tx.execute(insert(centres).values(row).returning(centres.c.id)).scalar_one())


def five_marks(tx: Transaction, centre_id: int) -> None:
    for task in range(1, 6):
        journal.record(tx, centre_id, NOW, "marked", 7, task=task, said="сделано")


def meddle(tx: Transaction, *statements: Executable) -> None:
    """Change the journal as somebody could who has the database in their hands."""
    if tx.dialect.name == "sqlite":
        tx.execute(text("DROP TRIGGER events_refuse_update"))
        tx.execute(text("DROP TRIGGER events_refuse_delete"))
    else:
        tx.execute(text("DROP TRIGGER events_refuse_change ON events"))
    for statement in statements:
        tx.execute(statement)


def at(centre_id: int, ordinal: int) -> ColumnElement[bool]:
    return (events.c.centre_id == centre_id) & (events.c.ordinal == ordinal)


async def test_what_happened_can_be_read_again(db: Database, two_centres: tuple[int, int]) -> None:
    urvan, kaluga = two_centres
    await db.write(five_marks, urvan)
    await db.write(journal.record, kaluga, NOW, "imported", rows=53, doubts=["2.5", None, 0.1])
    in_urvan = await db.read(lambda tx: list(journal.events_of(tx, urvan, after=3)))
    assert [(event.ordinal, event.facts["task"]) for event in in_urvan] == [(4, 4), (5, 5)]
    [imported] = await db.read(lambda tx: list(journal.events_of(tx, kaluga, kind="imported")))
    assert imported.at == NOW
    assert imported.person_id is None
    assert imported.facts == {"rows": 53, "doubts": ["2.5", None, 0.1]}


async def test_an_untouched_journal_holds(db: Database, two_centres: tuple[int, int]) -> None:
    assert await db.read(journal.verify) == ()
    for centre_id in two_centres:
        await db.write(five_marks, centre_id)
    assert await db.read(journal.verify) == ()


async def test_a_moment_is_the_same_in_every_zone(
    db: Database, two_centres: tuple[int, int]
) -> None:
    moscow = NOW.astimezone(timezone(timedelta(hours=3)))
    await db.write(journal.record, two_centres[0], moscow, "marked")
    assert await db.read(journal.verify) == ()


async def test_people_who_act_at_one_moment_stand_in_one_chain(
    db: Database, two_centres: tuple[int, int]
) -> None:
    # From the very first event, where there is no end of a chain to hold yet.
    acting = [db.write(five_marks, centre_id) for centre_id in two_centres * 8]
    await asyncio.gather(*acting)
    assert await db.read(journal.verify) == ()
    of_urvan = await db.read(lambda tx: list(journal.events_of(tx, two_centres[0])))
    assert [event.ordinal for event in of_urvan] == list(range(1, 41))


async def test_an_undone_write_leaves_no_event(db: Database, two_centres: tuple[int, int]) -> None:
    def mark_and_fail(tx: Transaction) -> None:
        five_marks(tx, two_centres[0])
        raise RuntimeError("and then it broke")

    with pytest.raises(RuntimeError):
        await db.write(mark_and_fail)
    await db.write(five_marks, two_centres[0])
    assert await db.read(journal.verify) == ()


@pytest.mark.parametrize(
    "change",
    [update(events).values(kind="never_happened"), delete(events)],
    ids=["changing", "deleting"],
)
async def test_the_database_itself_refuses_to_change_an_event(
    db: Database, two_centres: tuple[int, int], change: Executable
) -> None:
    await db.write(five_marks, two_centres[0])
    with pytest.raises(DBAPIError, match="append-only"):
        await db.write(lambda tx: tx.execute(change))
    with pytest.raises(DBAPIError, match="append-only"):
        await db.write(lambda tx: tx.execute(delete(centres)))


@pytest.mark.parametrize(
    "forged",
    [
        {"facts": {"task": 3, "said": "не сделано"}},
        {"at": NOW + timedelta(days=1)},
        {"person_id": 8},
        {"kind": "unmarked"},
        {"hash": "0" * 64},
    ],
    ids=lambda forged: next(iter(forged)),
)
async def test_a_changed_event_is_found(
    db: Database, two_centres: tuple[int, int], forged: dict[str, object]
) -> None:
    urvan, kaluga = two_centres
    await db.write(five_marks, urvan)
    await db.write(five_marks, kaluga)
    await db.write(meddle, update(events).where(at(kaluga, 3)).values(forged))
    first, *_ = await db.read(journal.verify)
    assert first == Break(kaluga, 3, Damage.CHANGED)


async def test_a_changed_event_that_is_sealed_anew_breaks_the_next(
    db: Database, two_centres: tuple[int, int]
) -> None:
    urvan, _ = two_centres
    await db.write(five_marks, urvan)

    def forge(tx: Transaction) -> None:
        rows = tx.execute(events.select().order_by(events.c.ordinal)).all()
        event = journal.Event(urvan, 3, NOW, 7, "marked", {"task": 99})
        seal = journal._seal(event, rows[1].hash)
        meddle(tx, update(events).where(at(urvan, 3)).values(facts={"task": 99}, hash=seal))

    await db.write(forge)
    assert await db.read(journal.verify) == (Break(urvan, 4, Damage.CHANGED),)


async def test_a_missing_event_is_found(db: Database, two_centres: tuple[int, int]) -> None:
    urvan, kaluga = two_centres
    await db.write(five_marks, urvan)
    await db.write(five_marks, kaluga)
    await db.write(meddle, delete(events).where(at(urvan, 3)), delete(events).where(at(kaluga, 1)))
    assert await db.read(journal.verify) == (
        Break(urvan, 3, Damage.MISSING),
        Break(kaluga, 1, Damage.MISSING),
    )


async def test_a_missing_event_whose_place_is_closed_up_is_found(
    db: Database, two_centres: tuple[int, int]
) -> None:
    urvan, _ = two_centres
    await db.write(five_marks, urvan)
    close_up = [update(events).where(at(urvan, n)).values(ordinal=n - 1) for n in (4, 5)]
    await db.write(meddle, delete(events).where(at(urvan, 3)), *close_up)
    first, *_ = await db.read(journal.verify)
    assert first == Break(urvan, 3, Damage.CHANGED)


async def test_a_cut_tail_is_found(db: Database, two_centres: tuple[int, int]) -> None:
    urvan, kaluga = two_centres
    await db.write(five_marks, urvan)
    await db.write(five_marks, kaluga)
    everything_of_kaluga = delete(events).where(events.c.centre_id == kaluga)
    await db.write(meddle, delete(events).where(at(urvan, 5)), everything_of_kaluga)
    assert await db.read(journal.verify) == (
        Break(urvan, 5, Damage.CUT),
        Break(kaluga, 1, Damage.CUT),
    )


async def test_a_lost_end_is_found(db: Database, two_centres: tuple[int, int]) -> None:
    await db.write(five_marks, two_centres[0])
    await db.write(lambda tx: tx.execute(delete(chains)))
    assert await db.read(journal.verify) == (Break(two_centres[0], 6, Damage.CUT),)


async def test_events_that_changed_places_are_found(
    db: Database, two_centres: tuple[int, int]
) -> None:
    urvan, _ = two_centres
    await db.write(five_marks, urvan)
    moves = [
        update(events).where(at(urvan, old)).values(ordinal=new)
        for old, new in ((2, 99), (3, 2), (99, 3))
    ]
    await db.write(meddle, *moves)
    first, *_ = await db.read(journal.verify)
    assert first == Break(urvan, 2, Damage.CHANGED)
