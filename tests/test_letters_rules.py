"""What is beyond the ladder: the cap, the extra, warnings, those above, days away, silences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from scheduler import besides, readers
from scheduler.besides import Occasion
from storage import journal, people, snoozes, tables, tasks, wishes, workdays
from storage.database import Database, Transaction
from storage.domain.ladder import Step
from storage.domain.letters import LetterKind
from storage.domain.parties import OrganisationKind
from storage.domain.people import Organisation, Role
from storage.domain.terms import Window
from storage.domain.wishes import NO_WISHES, Wishes
from tests.mail import MONDAY, World, at


@pytest.fixture
async def world(db: Database) -> World:
    return await World(db).founded()


async def _office(world: World) -> Organisation:
    return await world.new_school("Municipality", OrganisationKind.CENTRE)


async def _wishes(world: World, chat: int, wish: Callable[[Wishes], Wishes]) -> None:
    person_id = await world.db.read(people.id_of, chat)
    assert person_id is not None
    await world.db.write(wishes.choose, person_id, wish(NO_WISHES))


async def _mornings(world: World, *days: int) -> dict[int, list[str]]:
    """What comes at nine on some days of March 2021, where anything does."""
    said = {}
    for day in days:
        world.time.now = at(f"2021-03-{day:02} 09:00")
        if letters := await world.tick():
            said[day] = letters
    return said


async def _events(world: World, kind: str) -> list[str]:
    def read(tx: Transaction) -> list[str]:
        found = journal.events_of(tx, world.centre.id, kind=kind)
        return [f"{event.facts['step']} {event.at.astimezone(MOSCOW):%d.%m}" for event in found]

    return await world.db.read(read)


MOSCOW = ZoneInfo("Europe/Moscow")


# The extra, and the cap


async def test_what_falls_due_today_after_the_digest_comes_today_and_once(world: World) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 18))
    assert await world.tick() == ["Irina: Plan D-3"]
    dated = await world.owes(world.school, "Report", None)
    await world.owes(world.school, "Survey", date(2021, 3, 17))
    await world.db.write(tasks.set_window, [dated], Window(MONDAY, MONDAY), MONDAY)
    await world.plan()
    await world.deliver()
    [facts] = world.bag.carried
    assert facts.kind is LetterKind.LAST_DAY
    assert world.bag.letters == ["Irina: Report D+0"]
    assert await world.tick() == []
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Survey D-1, Report D+1"]


async def test_an_extra_that_did_not_go_out_today_is_tomorrows_digest(world: World) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 18))
    await world.tick()
    await world.owes(world.school, "Report", MONDAY)
    await world.plan()
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Report D+1"]
    assert await world.letters() == [(True, None), (False, "late"), (True, None)]


async def test_beyond_the_weekly_cap_only_what_presses_comes(world: World) -> None:
    await world.db.write(
        lambda tx: tx.execute(update(tables.centres).values(weekly_cap=1)) and None
    )
    await world.owes(world.school, "Plan", date(2021, 3, 22))
    await world.owes(world.school, "Report", date(2021, 3, 30))
    assert await _mornings(world, 15, 16, 17, 18, 19, 22) == {
        15: ["Irina: Plan D-7"],
        19: ["Irina: Plan D-1, Report D-14"],  # Report's day was Tuesday; Plan presses on Friday
        22: ["Irina: Plan D+0"],
    }


async def test_a_centre_climbs_a_ladder_of_its_own(world: World) -> None:
    await world.db.write(
        lambda tx: tx.execute(update(tables.centres).values(ladder="2,0/1,5")) and None
    )
    await world.owes(world.school, "Plan", date(2021, 3, 17))
    assert await _mornings(world, *range(8, 27)) == {
        15: ["Irina: Plan D-2"],
        17: ["Irina: Plan D+0"],
        18: ["Irina: Plan D+1"],
        22: ["Irina: Plan D+5"],
        24: ["Irina: Plan D+7"],
    }


async def test_a_centre_rests_on_days_of_its_own(world: World) -> None:
    await world.db.write(
        workdays.overrule, world.centre.id, date(2021, 3, 16), "Republic Day", working=False
    )
    await world.owes(world.school, "Plan", date(2021, 3, 16))
    assert await _mornings(world, 15, 16, 17) == {
        15: ["Irina: Plan D+0"],
        17: ["Irina: Plan D+1"],
    }


# Those above


async def test_a_delay_that_others_are_about_to_see_is_not_hidden_by_what_lies_ahead(
    world: World,
) -> None:
    await world.joins("Vera", await _office(world), Role.METHODIST)
    for n in range(8):
        await world.owes(world.school, f"Ahead {n}", date(2021, 3, 19))
    await world.owes(world.school, "Tomorrow", date(2021, 3, 18))
    await world.owes(world.school, "Late", MONDAY)
    world.time.now = at("2021-03-17 09:00")
    await world.plan()
    await world.deliver()
    [facts] = [letter for letter in world.bag.carried if letter.items]
    assert [item.task.title for item in facts.items][:3] == ["Tomorrow", "Late", "Ahead 0"]
    assert facts.items[1].seen


async def test_a_delay_is_warned_of_and_only_then_seen_above(world: World) -> None:
    office = await _office(world)
    await world.joins("Vera", office, Role.METHODIST)
    await world.joins("Head", office, Role.HEAD)
    await world.owes(world.school, "Plan", MONDAY)
    world.time.now = at("2021-03-17 09:00")
    await world.plan()
    await world.deliver()
    [facts] = [letter for letter in world.bag.carried if letter.items]
    assert facts.items[0].seen == (Step.METHODIST, date(2021, 3, 18))
    world.bag.carried.clear()
    assert await _mornings(world, *range(18, 32)) == {
        18: ["Irina: Plan D+3", "Vera: Plan E+3"],
        22: ["Irina: Plan D+7"],
        26: ["Irina: Plan W+14"],
        29: ["Head: Plan E+14", "Irina: Plan D+14"],
    }
    assert await _events(world, "escalation_warned") == ["methodist 17.03", "head 26.03"]
    assert await _events(world, "escalated") == ["methodist 18.03", "head 29.03"]


async def test_a_warning_that_comes_late_leaves_its_day_all_the_same(world: World) -> None:
    await world.joins("Vera", await _office(world), Role.METHODIST)
    await world.owes(world.school, "Plan", date(2021, 3, 11))
    assert await world.tick() == ["Irina: Plan W+3"]  # on the fourth day: the bot came late
    world.time.advance(hours=1)
    assert await world.tick() == []
    assert await _mornings(world, 16) == {16: ["Vera: Plan E+3"]}


async def test_what_is_marked_after_the_warning_is_seen_by_nobody(world: World) -> None:
    office = await _office(world)
    await world.joins("Vera", office, Role.METHODIST)
    plan = await world.owes(world.school, "Plan", MONDAY)
    said = await _mornings(world, 17)
    assert said == {17: ["Irina: Plan W+3"]}
    world.time.now = at("2021-03-18 09:00")
    await world.plan()
    await world.marks(plan)
    await world.deliver()
    assert world.bag.letters == []
    assert await _events(world, "escalated") == []


async def test_a_school_with_a_curator_is_the_curators_to_see(world: World) -> None:
    office = await _office(world)
    await world.joins("Vera", office, Role.METHODIST)
    await world.joins("Kira", world.school, Role.CURATOR)
    other = await world.new_school("School 2")
    await world.joins("Boris", other)
    for school in (world.school, other):
        await world.owes(school, f"Plan of {school.name}", MONDAY)
    said = await _mornings(world, 17, 18)
    assert [letter for letter in said[18] if "E+3" in letter] == [
        "Kira: Plan of School 4 E+3",
        "Vera: Plan of School 2 E+3",
    ]


async def test_where_nobody_can_be_reached_to_be_warned_the_methodist_sees_it(
    world: World,
) -> None:
    await world.joins("Vera", await _office(world), Role.METHODIST)
    await world.owes(world.school, "Plan", MONDAY)
    await world.db.write(people.unreachable, world.irina, "blocked", world.time())
    assert await _mornings(world, 16, 17, 18, 19) == {18: ["Vera: Plan E+3"]}


async def test_a_moved_deadline_begins_the_steps_again(world: World) -> None:
    await world.joins("Vera", await _office(world), Role.METHODIST)
    plan = await world.owes(world.school, "Plan", MONDAY)
    await _mornings(world, 17)
    await world.db.write(tasks.set_window, [plan], Window(MONDAY, date(2021, 3, 18)), MONDAY)
    assert "Vera: Plan E+3" not in (await _mornings(world, 18)).get(18, [])
    assert await _mornings(world, 19, 22, 23) == {
        19: ["Irina: Plan W+3"],
        22: ["Irina: Plan D+3", "Vera: Plan E+3"],
    }


async def test_methodists_hear_once_a_week_of_what_has_no_date(world: World) -> None:
    await world.joins("Vera", await _office(world), Role.METHODIST)
    await world.owes(world.school, "Plan", None)
    told = {}
    for day in range(15, 31):
        world.time.now = at(f"2021-03-{day} 09:00")
        await world.plan()
        await world.deliver()
        for facts in world.bag.carried:
            told[day] = sum(part.undated for part in facts.parts)
        world.bag.carried.clear()
    assert told == {15: 1, 22: 1, 29: 1}


# What people wish


async def test_a_person_has_their_own_hour_and_zone(world: World) -> None:
    await _wishes(
        world,
        world.irina,
        lambda w: replace(w, letters_at=8, timezone=ZoneInfo("Asia/Kamchatka")),
    )
    await world.joins("Boris", world.school)
    await world.owes(world.school, "Plan", MONDAY)
    said = {}
    world.time.now = at("2021-03-14 18:00", "UTC")
    for _ in range(24):
        world.time.advance(hours=1)
        for letter in await world.tick():
            said[letter] = f"{world.time():%d %H:%M}"
    assert said == {"Irina: Plan D+0": "14 20:00", "Boris: Plan D+0": "15 06:00"}


async def test_who_wants_less_hears_of_the_last_day_and_of_what_is_late(world: World) -> None:
    await _wishes(world, world.irina, lambda w: replace(w, less=True))
    await world.owes(world.school, "Plan", date(2021, 3, 18))
    assert await _mornings(world, *range(10, 23)) == {
        18: ["Irina: Plan D+0"],
        19: ["Irina: Plan D+1"],
        22: ["Irina: Plan D+3"],
    }


async def test_while_one_is_away_the_colleague_hears_of_it(world: World) -> None:
    await world.joins("Vera", await _office(world), Role.METHODIST)
    away = Window(date(2021, 3, 15), date(2021, 3, 17))
    await _wishes(world, world.irina, lambda w: replace(w, away=away))
    boris = await world.joins("Boris", world.school)
    await world.owes(world.school, "Plan", date(2021, 3, 18))
    assert await _mornings(world, 15) == {15: ["Boris: Plan D-3"]}
    await _wishes(world, boris, lambda w: replace(w, away=away))
    world.time.now = at("2021-03-16 09:00")
    await world.plan()
    await world.deliver()
    [facts] = world.bag.carried
    assert (facts.recipient.name, facts.items[0].instead) == ("Vera", True)
    world.bag.carried.clear()
    assert await _mornings(world, 18) == {18: ["Boris: Plan D+0", "Irina: Plan D+0"]}


async def test_who_leaves_before_the_letter_does_is_left_in_peace(world: World) -> None:
    await world.owes(world.school, "Plan", MONDAY)
    await world.plan()
    away = Window(MONDAY, date(2021, 3, 15))
    await _wishes(world, world.irina, lambda w: replace(w, away=away))
    assert await world.tick() == []
    assert await world.letters() == [(False, "away")]
    assert await _mornings(world, 16) == {16: ["Irina: Plan D+1"]}


async def test_what_is_put_off_comes_on_the_day_that_was_chosen(world: World) -> None:
    plan = await world.owes(world.school, "Plan", date(2021, 3, 22))
    await world.owes(world.school, "Report", date(2021, 3, 22))
    assert await _mornings(world, 15) == {15: ["Irina: Plan D-7, Report D-7"]}
    irina = await world.db.read(people.id_of, world.irina)
    assert irina is not None
    await world.db.write(snoozes.put_off, irina, plan, date(2021, 3, 18))
    assert await _mornings(world, 16, 17, 18) == {18: ["Irina: Plan D-7"]}
    await world.db.write(snoozes.put_off, irina, plan, date(2021, 3, 25))
    assert await _mornings(world, 19, 22, 23) == {
        19: ["Irina: Report D-1"],
        22: ["Irina: Plan D+0, Report D+0"],  # of the last day one hears all the same
        23: ["Irina: Report D+1"],
    }


# Silences


async def test_after_a_silence_the_first_letter_tells_of_it_and_no_other(world: World) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 18))
    world.time.now = at("2021-03-15 09:00")
    await world.tick()
    await world.owes(world.school, "Report", date(2021, 3, 15))
    world.time.now = at("2021-03-15 16:40")
    await world.plan()
    await world.deliver()
    [facts] = world.bag.carried
    assert facts.silence == (at("2021-03-15 09:00"), at("2021-03-15 16:40"))
    world.bag.carried.clear()
    assert await world.tick() == []


@pytest.mark.parametrize(
    ("kind", "tells"),
    [(LetterKind.DIGEST, True), (LetterKind.DECIDED, False), (LetterKind.REVISED, False)],
)
async def test_a_letter_about_a_change_speaks_of_nothing_else(
    world: World, kind: LetterKind, tells: bool
) -> None:
    await world.tick()
    world.time.advance(hours=6)
    await world.plan()
    irina = await world.db.read(people.id_of, world.irina)
    assert irina
    reader = await world.db.read(
        readers.reader, irina, world.centre.id, world.time(), world.workdays
    )
    occasion = Occasion(kind, reader, world.time())
    assert (await world.db.read(besides.missed, occasion) is not None) is tells


async def test_a_night_is_no_silence(world: World) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 18))
    world.time.now = at("2021-03-15 20:55")
    await world.tick()
    await world.owes(world.school, "Report", date(2021, 3, 16))
    world.time.now = at("2021-03-16 09:05")
    await world.plan()
    await world.deliver()
    assert [facts.silence for facts in world.bag.carried] == [None]


async def test_who_was_at_work_and_is_owed_nothing_hears_of_a_silence_too(world: World) -> None:
    await world.joins("Boris", world.school)
    irina = await world.db.read(people.id_of, world.irina)
    await world.tick()
    await world.db.write(journal.record, world.centre.id, world.time(), "marked", irina)
    world.time.advance(hours=4)
    await world.plan()
    await world.deliver()
    [facts] = world.bag.carried
    assert (facts.recipient.name, facts.kind) == ("Irina", LetterKind.SILENCE)
    world.bag.carried.clear()
    world.time.advance(minutes=1)
    assert await world.tick() == []


async def test_an_outage_that_ends_at_night_is_told_of_in_the_morning(world: World) -> None:
    await world.owes(world.school, "Plan", date(2021, 3, 16))
    await world.tick()
    for moment in ("2021-03-15 23:00", "2021-03-16 08:59", "2021-03-16 09:00"):
        world.time.now = at(moment)
        await world.plan()
        await world.deliver()
        world.time.advance(minutes=1)
    [_, facts] = [None, *world.bag.carried]
    assert facts is not None
    assert facts.silence is not None
