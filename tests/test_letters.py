"""From a deadline to a digest in somebody's chat."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from storage import people, roadmaps, tables, tasks
from storage.database import Database, Transaction
from storage.domain.parties import OrganisationKind
from storage.domain.people import Role
from storage.domain.terms import Window
from tests.mail import MONDAY, World, at


@pytest.fixture
async def world(db: Database) -> World:
    return await World(db).founded()


async def test_three_tasks_are_one_digest_with_the_most_pressing_first(world: World) -> None:
    await world.owes(world.school, "Old report", MONDAY - timedelta(days=40))
    await world.owes(world.school, "Olympiad", MONDAY + timedelta(days=3))
    await world.owes(world.school, "Report", MONDAY - timedelta(days=1))
    await world.owes(world.school, "Plan", MONDAY)
    assert await world.tick() == ["Irina: Plan D+0, Olympiad D-3, Report D+1, Old report D+35"]


async def test_however_often_we_look_a_reminder_comes_once(world: World) -> None:
    await world.owes(world.school, "Plan", MONDAY)
    assert await world.tick() == ["Irina: Plan D+0"]
    assert await world.plan() == 0
    assert await world.tick() == []


async def test_each_stage_has_its_day_and_between_them_there_is_silence(world: World) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 31))  # a Wednesday
    said = {}
    for _ in range(35):
        said[f"{world.time():%d.%m}"] = await world.tick()
        world.time.advance(days=1)
    assert {day: letters[0].split()[-1] for day, letters in said.items() if letters} == {
        "17.03": "D-14",
        "24.03": "D-7",
        "26.03": "D-3",  # its day is Sunday the 28th, so it is said on Friday
        "30.03": "D-1",
        "31.03": "D+0",
        "01.04": "D+1",
        "05.04": "D+3",  # its day is Saturday the 3rd; a delay is not told before
        "07.04": "D+7",
        "14.04": "D+14",
    }


async def test_before_the_hour_and_at_night_nothing_is_said(world: World) -> None:
    await world.owes(world.school, "Plan", MONDAY)
    world.time.now = at("2021-03-15 08:59")
    assert await world.tick() == []
    world.time.now = at("2021-03-15 21:00")
    assert await world.tick() == []
    world.time.now = at("2021-03-15 20:59")
    assert await world.tick() == ["Irina: Plan D+0"]


async def test_a_heap_of_delays_of_many_days_is_one_letter(world: World) -> None:
    days = [MONDAY - timedelta(days=14 + n) for n in range(200)]
    for day in days:
        await world.owes(world.school, "Plan", day)
    world.time.now = at("2021-03-15 09:00")
    [letter] = await world.tick()
    assert letter.count("Plan") == len(days)


async def test_a_deadline_on_sunday_is_reminded_of_on_friday_and_not_at_the_weekend(
    world: World,
) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 21))
    world.time.now = at("2021-03-18 09:00")
    assert await world.tick() == ["Irina: Plan D-3"]
    world.time.now = at("2021-03-19 09:00")
    assert await world.tick() == ["Irina: Plan D+0"]
    for day in (20, 21):
        world.time.now = at(f"2021-03-{day} 09:00")
        assert await world.tick() == []


async def test_a_silence_over_the_weekend_is_made_up_for_by_one_letter(world: World) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 19))
    await world.owes(world.school, "Report", date(2021, 3, 23))
    world.time.now = at("2021-03-18 10:00")
    assert await world.tick() == ["Irina: Plan D-1, Report D-7"]
    # The machine is down from here to Monday afternoon: Friday's reminders did not go.
    world.time.now = at("2021-03-22 14:30")
    assert await world.tick() == ["Irina: Report D-1, Plan D+3"]
    assert await world.tick() == []


async def test_a_digest_that_did_not_get_out_takes_the_next_days_in(world: World) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 16))
    await world.plan()  # Monday: planned, and then the machine is down
    await world.owes(world.school, "Report", date(2021, 3, 15))
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Plan D+0, Report D+1"]
    assert await world.letters() == [(True, None)]


async def test_nobody_gets_two_digests_on_one_day(world: World) -> None:
    await world.owes(world.school, "Plan", MONDAY)
    assert await world.tick() == ["Irina: Plan D+0"]
    await world.owes(world.school, "Report", date(2021, 3, 18))  # entered at noon
    world.time.advance(hours=3)
    assert await world.tick() == []
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Report D-3, Plan D+1"]


async def test_yesterdays_digest_sent_today_is_todays(world: World) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 18))
    await world.plan()
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Plan D-3"]
    await world.owes(world.school, "Report", date(2021, 3, 17))
    world.time.advance(hours=1)
    assert await world.tick() == []


async def test_what_is_done_meanwhile_is_not_reminded_of(world: World) -> None:
    plan = await world.owes(world.school, "Plan", MONDAY)
    report = await world.owes(world.school, "Report", MONDAY)
    await world.plan()
    await world.marks(plan)
    await world.deliver()
    assert world.bag.letters == ["Irina: Report D+0"]

    world.time.now = at("2021-03-16 09:00")
    await world.plan()
    await world.marks(report)
    await world.deliver()
    assert world.bag.letters == []
    assert await world.letters() == [(True, None), (False, "done")]


async def test_a_mark_taken_back_the_same_morning_is_reminded_of_again(world: World) -> None:
    plan = await world.owes(world.school, "Plan", MONDAY)
    await world.plan()
    await world.marks(plan)
    assert await world.tick() == []
    await world.takes_back(plan)
    assert await world.tick() == ["Irina: Plan D+0"]


async def test_an_archived_roadmap_reminds_nobody(world: World) -> None:
    await world.owes(world.school, "Old plan", MONDAY, active=False)
    assert await world.tick() == []

    await world.owes(world.school, "Plan", MONDAY)
    await world.plan()
    [_, active] = sorted(r.id for r in await world.db.read(roadmaps.of_centre, world.centre.id))
    await world.db.write(roadmaps.archive, world.centre.id, active)
    await world.deliver()
    assert world.bag.letters == []
    assert await world.letters() == [(False, "nothing_left")]


async def test_who_has_left_the_school_hears_no_more_of_it(world: World) -> None:
    await world.owes(world.school, "Plan", MONDAY)
    await world.plan()
    irina = await world.db.read(people.id_of, world.irina)
    assert irina is not None
    await world.db.write(people.dismiss, world.centre.id, irina)
    await world.deliver()
    assert world.bag.letters == []
    assert await world.letters() == [(False, "nothing_left")]


async def test_a_deadline_that_was_moved_begins_its_ladder_again(world: World) -> None:
    plan = await world.owes(world.school, "Plan", MONDAY)
    await world.plan()
    later = Window(MONDAY, date(2021, 3, 18))
    await world.db.write(tasks.set_window, [plan], later, MONDAY)
    await world.deliver()
    assert world.bag.letters == []
    assert await world.tick() == ["Irina: Plan D-3"]


async def test_a_task_without_a_date_reminds_nobody(world: World) -> None:
    await world.owes(world.school, "Plan", None)
    assert await world.tick() == []


async def test_a_deputy_is_reminded_and_a_curator_is_not(world: World) -> None:
    await world.joins("Deputy", world.school, Role.DEPUTY)
    await world.joins("Curator", world.school, Role.CURATOR)
    await world.owes(world.school, "Plan", MONDAY)
    assert await world.tick() == ["Deputy: Plan D+0", "Irina: Plan D+0"]


async def test_each_school_hears_of_its_own_tasks_only(world: World) -> None:
    other = await world.new_school("School 2")
    await world.joins("Boris", other)
    await world.owes(world.school, "Plan", MONDAY)
    await world.owes(other, "Report", MONDAY)
    assert await world.tick() == ["Boris: Report D+0", "Irina: Plan D+0"]


async def test_what_the_centre_and_associations_owe_goes_to_the_methodists(world: World) -> None:
    centre = await world.new_school("Municipality", OrganisationKind.CENTRE)
    association = await world.new_school("Mathematicians", OrganisationKind.ASSOCIATION)
    await world.joins("Vera", centre, Role.METHODIST)
    await world.joins("Head", centre, Role.HEAD)
    await world.joins("Chair", association)
    await world.owes(centre, "Order", MONDAY)
    await world.owes(association, "Seminar", MONDAY)
    await world.owes(world.school, "Plan", MONDAY)
    assert await world.tick() == [
        "Chair: Seminar D+0",
        "Irina: Plan D+0",
        "Vera: Order D+0, Seminar D+0",
    ]


async def test_a_methodist_who_also_coordinates_is_told_once(world: World) -> None:
    centre = await world.new_school("Municipality", OrganisationKind.CENTRE)
    vera = await world.joins("Vera", centre, Role.METHODIST)
    await world.db.write(_also_coordinates, vera, centre.id, world.time.now)
    await world.owes(centre, "Order", MONDAY)
    assert await world.tick() == ["Vera: Order D+0"]


def _also_coordinates(tx: Transaction, chat: int, organisation_id: int, now: object) -> None:
    person_id = people.id_of(tx, chat)
    centre_id = tx.execute(tables.centres.select()).one().id
    tx.execute(
        tables.roles.insert().values(
            person_id=person_id,
            centre_id=centre_id,
            organisation_id=organisation_id,
            role=Role.COORDINATOR,
            since=now,
        )
    )


async def test_what_the_region_owes_goes_to_those_who_hold_a_post_there(world: World) -> None:
    region = await world.new_school("Institute", OrganisationKind.REGION)
    await world.joins("Vera", await world.new_school("Municipality"), Role.METHODIST)
    await world.owes(region, "Courses", MONDAY)
    assert await world.tick() == []
    await world.joins("Regina", region, Role.REGION)
    assert await world.tick() == ["Regina: Courses D+0"]


async def test_a_methodist_of_another_centre_is_told_nothing(world: World) -> None:
    other = await world.new_centre("Neighbours")
    there = await world.new_school("Neighbours", OrganisationKind.CENTRE, other)
    await world.joins("Nina", there, Role.METHODIST)
    await world.owes(await world.new_school("Municipality", OrganisationKind.CENTRE), "A", MONDAY)
    assert await world.tick() == []


async def test_kamchatka_and_kaliningrad_each_get_theirs_at_nine_in_the_morning(
    world: World,
) -> None:
    for name, zone in (("Kam", "Asia/Kamchatka"), ("Kal", "Europe/Kaliningrad")):
        centre = await world.new_centre(name, zone)
        school = await world.new_school(name, centre=centre)
        await world.joins(name, school)
        await world.owes(school, "Plan", MONDAY)
    said = {}
    world.time.now = at("2021-03-14 18:00", "UTC")
    for _ in range(24):
        world.time.advance(hours=1)
        for letter in await world.tick():
            said[letter] = f"{world.time():%d %H:%M}"
    assert said == {"Kam: Plan D+0": "14 21:00", "Kal: Plan D+0": "15 07:00"}


async def test_a_new_roadmap_with_a_hundred_late_tasks_is_one_letter(world: World) -> None:
    for n in range(100):
        await world.owes(world.school, f"Task {n}", date(2021, 1, 1) + timedelta(days=n // 2))
    await world.plan()
    await world.deliver()
    [facts] = world.bag.carried
    assert len(facts.items) == 100
    ends = [item.task.window.end for item in facts.items if item.task.window]
    assert ends == sorted(ends, reverse=True), "the freshest delay first"


async def test_a_holiday_morning_is_nobodys_and_a_republic_can_add_its_own(world: World) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 8))
    world.time.now = at("2021-03-08 09:00")
    assert await world.tick() == []
    world.workdays = type(world.workdays)({date(2021, 3, 9): False})
    world.time.now = at("2021-03-09 09:00")
    assert await world.tick() == []
    world.time.now = at("2021-03-10 09:00")
    assert await world.tick() == ["Irina: Plan D+1"]


async def test_two_who_plan_at_once_plan_it_once(world: World) -> None:
    await world.owes(world.school, "Plan", MONDAY)
    await asyncio.gather(world.plan(), world.plan(), world.plan())
    assert await world.tick() == ["Irina: Plan D+0"]
    assert await world.letters() == [(True, None)]


async def test_who_cannot_be_reached_is_not_written_to(world: World) -> None:
    await world.owes(world.school, "Plan", MONDAY)
    await world.db.write(people.unreachable, world.irina, "blocked", world.time())
    assert await world.plan() == 0
    assert await world.tick() == []
    await world.db.write(people.reachable, world.irina)
    assert await world.tick() == ["Irina: Plan D+0"]


async def test_the_hour_of_a_centre_can_be_another(world: World) -> None:
    await world.db.write(
        lambda tx: tx.execute(update(tables.centres).values(letters_at=12)) and None
    )
    await world.owes(world.school, "Plan", MONDAY)
    world.time.now = at("2021-03-15 11:59")
    assert await world.tick() == []
    world.time.now = at("2021-03-15 12:00")
    assert await world.tick() == ["Irina: Plan D+0"]
