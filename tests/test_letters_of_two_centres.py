"""Letters of somebody who works for two centres: one digest a day, with what both owe."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, update

from bot.buttons.tasks import ShowCentre
from storage import (
    centres,
    group_letters,
    groups,
    outbox,
    people,
    tables,
    tasks,
    wishes,
    workdays,
)
from storage.database import Database, Transaction
from storage.domain.groups import Group, Place
from storage.domain.letters import LetterKind
from storage.domain.parties import OrganisationKind
from storage.domain.people import Organisation, Role
from storage.domain.wishes import NO_WISHES
from storage.migrations.upgrading import SCRIPTS
from tests import mail
from tests.mail import MONDAY, at
from tests.world import FIRST, MOSCOW, OTHER_CENTRE, World, living


@pytest.fixture
async def world(db: Database) -> mail.World:
    return await mail.World(db).founded()


@pytest.fixture
async def chat(peopled_url: str) -> AsyncIterator[World]:
    async with living(peopled_url) as world:
        yield world


async def _hills(world: mail.World, zone: str = "Europe/Moscow") -> Organisation:
    """Found another centre with a school, for which Irina works too."""
    centre = await world.new_centre("Hills", zone)
    school = await world.new_school("School of the hills", centre=centre)
    await world.also_works_for(world.irina, school)
    return school


async def _rules(world: mail.World, centre_id: int, **facts: object) -> None:
    of = tables.centres.c.id == centre_id
    await world.db.write(lambda tx: tx.execute(update(tables.centres).where(of).values(**facts)))


async def test_what_both_owe_is_one_digest(world: mail.World) -> None:
    hills = await _hills(world)
    await world.owes(world.school, "Report", MONDAY + timedelta(days=1))
    await world.owes(hills, "Plan", MONDAY)
    await world.plan()
    await world.deliver()
    [facts] = world.bag.carried
    assert [part.centre.name for part in facts.parts] == ["Municipality", "Hills"]
    assert world.bag.letters == ["Irina: Plan D+0, Report D-1"]
    assert await world.tick() == []


async def test_both_know_that_they_were_written_to(world: mail.World) -> None:
    hills = await _hills(world)
    await world.owes(world.school, "Report", MONDAY)
    await world.tick()
    for centre_id in (world.centre.id, hills.centre_id):
        assert list((await world.db.read(outbox.last_sent, centre_id)).values()) == [world.time()]


async def test_what_the_other_owes_later_that_day_waits_unless_it_is_due_today(
    world: mail.World,
) -> None:
    hills = await _hills(world)
    await world.owes(world.school, "Report", MONDAY + timedelta(days=1))
    assert await world.tick() == ["Irina: Report D-1"]
    world.time.advance(hours=2)
    await world.owes(hills, "Plan", MONDAY)
    await world.owes(hills, "Olympiad", MONDAY + timedelta(days=3))
    await world.plan()
    await world.deliver()
    assert [facts.kind for facts in world.bag.carried] == [LetterKind.LAST_DAY]
    assert world.bag.letters == ["Irina: Plan D+0"]
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Report D+0, Olympiad D-3, Plan D+1"]


async def test_the_cap_of_the_week_is_for_all_letters_of_a_person(world: mail.World) -> None:
    hills = await _hills(world)
    await _rules(world, world.centre.id, weekly_cap=1)
    await _rules(world, hills.centre_id, weekly_cap=1)
    await world.owes(world.school, "Report", MONDAY + timedelta(days=14))
    await world.owes(hills, "Plan", MONDAY + timedelta(days=15))
    await world.owes(hills, "Olympiad", MONDAY + timedelta(days=4))
    told = {}
    for day in (15, 16, 17, 18, 19, 22):
        world.time.now = at(f"2021-03-{day} 09:00")
        told[day] = await world.tick()
    assert told == {
        15: ["Irina: Olympiad D-7, Report D-14"],
        16: [],
        17: [],
        18: ["Irina: Olympiad D-1, Plan D-14"],  # one of them presses, and takes the other along
        19: ["Irina: Olympiad D+0"],
        22: ["Irina: Report D-7, Olympiad D+3"],
    }


async def test_no_letter_comes_before_the_hour_of_any_of_them(world: mail.World) -> None:
    kamchatka = await _hills(world, "Asia/Kamchatka")
    await world.owes(world.school, "Report", MONDAY - timedelta(days=1))
    await world.owes(kamchatka, "Plan", MONDAY)
    for early in ("2021-03-15 00:00", "2021-03-15 05:00", "2021-03-15 08:59"):
        world.time.now = at(early)
        assert await world.tick() == []
    world.time.now = at("2021-03-15 09:00")  # six in the evening there, and the same day
    assert await world.tick() == ["Irina: Plan D+0, Report D+1"]


async def test_an_hour_of_their_own_counts_for_both(world: mail.World) -> None:
    kamchatka = await _hills(world, "Asia/Kamchatka")
    irina = await world.db.read(people.id_of, world.irina)
    assert irina
    await world.db.write(
        wishes.choose,
        irina,
        replace(NO_WISHES, letters_at=7, timezone=ZoneInfo("Asia/Kamchatka")),
    )
    await world.owes(world.school, "Report", MONDAY - timedelta(days=1))
    await world.owes(kamchatka, "Plan", MONDAY)
    world.time.now = at("2021-03-15 06:59", "Asia/Kamchatka")
    assert await world.tick() == []
    world.time.advance(minutes=1)
    assert await world.tick() == ["Irina: Plan D+0, Report D+1"]


async def test_on_a_day_off_of_one_the_other_writes_alone(world: mail.World) -> None:
    hills = await _hills(world)
    await world.db.write(workdays.overrule, hills.centre_id, MONDAY, "a fair", working=False)
    await world.owes(world.school, "Report", MONDAY)
    await world.owes(hills, "Plan", MONDAY)
    await world.owes(hills, "Olympiad", MONDAY + timedelta(days=1))
    assert await world.tick() == ["Irina: Report D+0"]
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Olympiad D+0, Report D+1, Plan D+1"]


async def test_a_letter_that_is_late_goes_on_the_day_off_of_whom_it_was_begun_for(
    world: mail.World,
) -> None:
    hills = await _hills(world)
    tuesday = MONDAY + timedelta(days=1)
    await world.db.write(workdays.overrule, world.centre.id, tuesday, "a fair", working=False)
    await world.owes(world.school, "Report", MONDAY)
    await world.plan()  # and then the machine is down
    await world.owes(hills, "Plan", tuesday)
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Plan D+0, Report D+0"]


async def test_who_has_left_one_of_them_since_hears_of_the_other_alone(world: mail.World) -> None:
    hills = await _hills(world)
    await world.owes(world.school, "Report", MONDAY)
    await world.owes(hills, "Plan", MONDAY)
    await world.plan()
    irina = await world.db.read(people.id_of, world.irina)
    assert irina
    await world.db.write(people.dismiss, world.centre.id, irina)
    await world.deliver()
    [facts] = world.bag.carried
    assert [part.centre.name for part in facts.parts] == ["Hills"]
    assert world.bag.letters == ["Irina: Plan D+0"]


async def test_the_week_of_a_methodist_of_both_begins_with_both(world: mail.World) -> None:
    hills = await _hills(world)
    for centre_id, school in ((world.centre.id, world.school), (hills.centre_id, hills)):
        office = await world.db.write(
            centres.add_organisation, centre_id, OrganisationKind.CENTRE, "Office", "Office"
        )
        await world.also_works_for(world.irina, office, Role.METHODIST)
        await world.owes(school, "Plan", MONDAY + timedelta(days=60))
        await world.owes(school, "Idea", None)
    await world.plan()
    await world.deliver()
    [facts] = world.bag.carried
    assert [(part.centre.name, part.undated) for part in facts.parts] == [
        ("Municipality", 1),
        ("Hills", 1),
    ]
    assert all(part.week for part in facts.parts)


async def test_a_delay_told_to_a_methodist_of_both_is_told_in_the_group_of_its_centre(
    world: mail.World,
) -> None:
    hills = await world.new_centre("Hills")
    for centre in (world.centre, hills):
        office = await world.new_school("Office", OrganisationKind.CENTRE, centre)
        await world.also_works_for(world.irina, office, Role.METHODIST)
        school = await world.new_school("School 5", centre=centre)
        await world.joins("Olga", school)
        await world.owes(school, f"Plan of {centre.name}", MONDAY)
    for day in (15, 16, 17):
        world.time.now = at(f"2021-03-{day} 09:00")
        await world.tick()
    world.time.now = at("2021-03-18 09:00")
    await world.plan()
    for chat, centre in enumerate((world.centre, hills)):
        group = await world.db.write(_connected, centre.id, -500 - chat, world.time())
        delays = await world.db.read(group_letters.seen_above, group, at("2021-03-18 00:00"))
        told = await world.db.read(tasks.by_ids, [delay.task_id for delay in delays])
        assert [task.title for task in told.values()] == [f"Plan of {centre.name}"]


def _connected(tx: Transaction, centre_id: int, chat_id: int, now: datetime) -> Group:
    group = groups.connect(tx, centre_id, Place(chat_id), "Teachers", None, now)
    assert group
    return group


async def test_digests_that_waited_by_centres_become_one(world: mail.World) -> None:
    hills = await _hills(world)
    await world.owes(world.school, "Report", MONDAY - timedelta(days=1))
    await world.plan()
    plan = await world.owes(hills, "Plan", MONDAY)
    await world.db.write(_planned_by_centre, hills.centre_id, plan, world.time())
    await world.db.write(_upgraded)
    await world.deliver()
    assert world.bag.letters == ["Irina: Plan D+0, Report D+1"]
    assert await world.letters() == [(True, None), (False, "carried")]


def _planned_by_centre(tx: Transaction, centre_id: int, task_id: int, now: datetime) -> None:
    """Write what versions before 0013 would have for Irina and the other centre."""
    letter = {"id": 99, "key": f"digest:1:{centre_id}:{MONDAY}", "not_before": now}
    of = {"centre_id": centre_id, "person_id": 1, "kind": "digest"}
    tx.execute(insert(tables.letters).values(letter | of))
    item = {"key": f"1:{task_id}:{MONDAY}:D+0", "letter_id": 99, "stage": "D+0"}
    tx.execute(insert(tables.letter_items).values(item | {"task_id": task_id}))


def _upgraded(tx: Transaction) -> None:
    with Operations.context(MigrationContext.configure(tx)):
        SCRIPTS.get_revision("0013").module.upgrade()


NINE = datetime(2026, 3, 16, 9, 0, tzinfo=MOSCOW)


async def _joins_other(chat: World, role: Role, school: str | None) -> None:
    invited = await chat.invites(role, school, OTHER_CENTRE)
    await chat.irina.says(f"/start {invited.token}")
    await chat.irina.taps("Это я")
    await chat.irina.sees_toast("Добро пожаловать")


async def test_tasks_of_both_are_marked_in_the_one_letter(chat: World) -> None:
    await _joins_other(chat, Role.COORDINATOR, FIRST)
    await chat.comes(NINE)
    letter = await chat.irina.sees("— Заречный —")
    assert letter.text.count("Доброе утро") == 1
    assert "— Горный —" in letter.text
    await chat.irina.taps("✅ Готово 4.4")
    await chat.irina.sees("Сделано")
    await chat.irina.taps("✅ Готово 4.4")
    await chat.irina.sees_toast("4.4")
    for centre in ("Заречный", "Горный"):
        assert (await chat.task("4.4", centre=centre)).mark
    await chat.irina.taps("↩ Отменить 4.4")
    await chat.irina.sees("— Заречный —")
    assert not (await chat.task("4.4")).mark
    assert (await chat.task("4.4", centre="Горный")).mark


async def test_a_letter_of_both_leads_to_each(chat: World) -> None:
    await _joins_other(chat, Role.METHODIST, None)
    await chat.comes(NINE)
    await chat.irina.sees("— Заречный —")
    await chat.irina.taps("Почему мне это пришло?")
    why = await chat.irina.sees("Почему это пришло")
    assert why.text.index("— Заречный —") < why.text.index("— Горный —")
    await chat.irina.taps("Заречный")
    await chat.irina.sees(FIRST)
    known = await chat.known(chat.irina)
    assert known
    assert known.centre.name == "Заречный"


async def test_the_settings_lead_from_one_centre_to_the_other(chat: World) -> None:
    await _joins_other(chat, Role.METHODIST, None)
    for name in ("Заречный", "Горный"):
        await chat.irina.says("/settings")
        await chat.irina.taps(f"Перейти: {name}")
        await chat.telegram.settles()
        known = await chat.known(chat.irina)
        assert known
        assert known.centre.name == name


async def test_who_has_lost_the_post_in_the_centre_that_was_shown_is_shown_the_other(
    chat: World,
) -> None:
    await _joins_other(chat, Role.COORDINATOR, FIRST)
    known = await chat.known(chat.irina)
    assert known
    assert known.centre.name == "Горный"
    await chat.db.write(people.dismiss, known.centre.id, known.id)
    known = await chat.known(chat.irina)
    assert known
    assert (known.centre.name, known.others) == ("Заречный", frozenset())


async def test_a_centre_that_is_not_theirs_is_not_shown(chat: World) -> None:
    other = await chat.centre(OTHER_CENTRE)
    await chat.irina.says("/start")
    await chat.irina.sees(FIRST)
    await chat.irina.taps_data(ShowCentre(other.id).pack())
    await chat.irina.sees_toast("устарел")
    known = await chat.known(chat.irina)
    assert known
    assert known.centre.name == "Заречный"
