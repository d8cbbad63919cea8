"""Letters on their way: taken, sent, written down, and what can go wrong in between."""

import asyncio
import logging
from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from scheduler.delivery import TRIES, Delivery, Later, OurFault, Sent, Unreachable
from scheduler.pace import Pace
from storage import decisions, digests, journal, outbox, people, postponements, tasks
from storage.database import Database, Transaction
from storage.domain.letters import DigestFacts, Dropped, Letter, LetterKind
from storage.domain.people import Role
from storage.domain.postponing import Outcome
from storage.domain.summary import Letters
from tests.mail import MONDAY, Mailbag, World, at

BLOCKED = Unreachable("Forbidden: bot was blocked by the user")


@pytest.fixture
async def world(db: Database) -> World:
    world = await World(db).founded()
    await world.owes(world.school, "Plan", MONDAY)
    await world.plan()
    return world


async def test_a_letter_that_was_sent_is_not_sent_again(world: World) -> None:
    await world.deliver()
    assert world.bag.letters == ["Irina: Plan D+0"]
    await world.deliver()
    assert world.bag.letters == []
    assert await world.counts() == Letters(planned=0, sent=1, retrying=0, unreachable=0)


async def test_a_letter_waits_as_long_as_telegram_asks(world: World) -> None:
    world.bag.answers = [Later(timedelta(seconds=90), "Too Many Requests")]
    await world.deliver()
    assert await world.counts() == Letters(planned=0, sent=0, retrying=1, unreachable=0)
    world.time.advance(seconds=89)
    await world.deliver()
    assert world.bag.letters == ["Irina: Plan D+0"]
    world.time.advance(seconds=1)
    await world.deliver()
    assert world.bag.letters == ["Irina: Plan D+0"]
    assert await world.letters() == [(True, None)]


async def test_tries_go_further_and_further_apart_and_never_end(world: World) -> None:
    pauses = []
    for _ in range(12):
        world.bag.answers = [Later(timedelta(0), "Bad Gateway")]
        await world.deliver()
        assert world.bag.letters == ["Irina: Plan D+0"]
        pauses.append(await world.next_try() - world.time.now)
        world.time.now += pauses[-1]
    assert timedelta(seconds=5) <= pauses[0] <= timedelta(seconds=10)
    assert pauses[0] < pauses[2] < pauses[4] < pauses[6]
    assert timedelta(minutes=30) <= min(pauses[9:]) <= max(pauses) <= timedelta(hours=1)
    await world.deliver()
    assert world.bag.letters == ["Irina: Plan D+0"]
    assert await world.letters() == [(True, None)]


async def test_a_try_in_the_evening_goes_on_in_the_morning_and_costs_no_attempt(
    world: World,
) -> None:
    world.time.now = at("2021-03-15 23:00")
    await world.deliver()
    assert world.bag.letters == []
    assert await world.counts() == Letters(planned=1, sent=0, retrying=0, unreachable=0)
    world.time.now = at("2021-03-16 08:59")
    await world.deliver()
    assert world.bag.letters == []
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Plan D+1"]


async def test_who_has_blocked_the_bot_is_shown_and_written_to_no_more(world: World) -> None:
    world.bag.answers = [BLOCKED]
    await world.deliver()
    assert await world.counts() == Letters(planned=0, sent=0, retrying=0, unreachable=1)
    assert await world.letters() == [(False, Dropped.UNREACHABLE)]
    [event] = await world.db.read(
        lambda tx: list(journal.events_of(tx, world.centre.id, kind="unreachable"))
    )
    assert event.person_id == await world.db.read(people.id_of, world.irina)
    assert event.facts == {"why": BLOCKED.why}

    world.bag.letters.clear()
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == []


async def test_who_comes_back_gets_what_they_missed(world: World) -> None:
    world.bag.answers = [BLOCKED]
    await world.deliver()
    world.bag.letters.clear()
    world.time.advance(minutes=30)
    await world.db.write(people.reachable, world.irina)
    assert await world.tick() == ["Irina: Plan D+0"]
    assert await world.counts() == Letters(planned=0, sent=1, retrying=0, unreachable=0)


async def test_a_letter_that_telegram_does_not_take_is_given_up_and_said_aloud(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.bag.answers = [OurFault("can't parse entities")] * 5
    for _ in range(5):
        await world.tick()
        world.time.advance(hours=1)
    assert await world.letters() == [(False, "can't parse entities")]
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 3
    assert "is given up: can't parse entities" in caplog.text

    world.bag.answers = []
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Plan D+1"], "the next stage tries anew"


async def test_a_letter_that_cannot_be_made_does_not_keep_the_others(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.joins("Deputy", world.school, Role.DEPUTY)
    await world.plan()
    world.bag.answers = [KeyError("a word is missing")]
    await world.deliver()
    sent = [sent for sent, _ in await world.letters()]
    assert sorted(sent) == [False, True]
    assert "a word is missing" in caplog.text


async def test_a_crash_between_sending_and_writing_down_repeats_one_letter(world: World) -> None:
    await world.dies_while_sending()
    await world.deliver()
    assert world.bag.letters == [], "held: nobody else sends it meanwhile"
    world.time.advance(minutes=1)
    await world.deliver()
    assert world.bag.letters == []
    world.time.advance(minutes=1)
    await world.deliver()
    assert world.bag.letters == ["Irina: Plan D+0"]
    assert await world.letters() == [(True, None)]


async def test_a_task_done_while_its_letter_is_under_way_does_not_repeat_it(world: World) -> None:
    plan = await world.owes(world.school, "Report", MONDAY)
    await world.plan()

    async def tap(_: DigestFacts) -> None:
        await world.marks(plan)

    world.bag.while_carrying = tap
    await world.deliver()
    assert await world.letters() == [(True, None)]


async def test_a_digest_under_way_takes_nothing_new_in(world: World) -> None:
    async def new_task(_: DigestFacts) -> None:
        await world.owes(world.school, "Report", MONDAY)
        await world.plan()

    world.bag.while_carrying = new_task
    await world.deliver()
    [facts] = world.bag.carried
    letter = await world.db.read(digests.sent, facts.recipient.id, facts.letter_id)
    assert letter
    assert len(letter.stages) == 1, "what nobody has read is not written down as said"
    assert world.bag.letters == ["Irina: Plan D+0"]
    world.bag.while_carrying = None
    world.time.now = at("2021-03-16 09:00")
    assert await world.tick() == ["Irina: Plan D+1, Report D+1"]


async def test_two_workers_never_carry_the_same_letter(world: World) -> None:
    for n in range(40):
        await world.joins(f"Deputy {n}", world.school, Role.DEPUTY)
    await world.plan()
    one, other = Mailbag(), Mailbag()
    await asyncio.gather(world.deliver(one), world.deliver(other))
    carried = one.letters + other.letters
    assert len(carried) == 41
    assert len(set(carried)) == 41


async def test_a_decision_does_not_join_a_digest_that_is_being_taken(
    world: World, database_url: str
) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("one writes at a time there")
    irina = await world.db.read(people.id_of, world.irina)
    assert irina
    decision = Letter(2, "", world.centre.id, irina, LetterKind.DECIDED, 0)
    engine = create_engine(database_url)
    with engine.begin() as taking:
        later = world.time() + timedelta(minutes=1)
        taken = outbox.claim(taking, world.time(), world.time(), later)
        assert taken
        assert taken.kind is LetterKind.DIGEST
        joining = asyncio.ensure_future(
            world.db.write(decisions.join_digest, decision, world.time())
        )
        waits = text(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        while not joining.done() and not taking.scalar(waits):  # noqa: ASYNC110 - the server says
            await asyncio.sleep(0.01)
    assert not await joining
    engine.dispose()


async def test_a_digest_that_telegram_refuses_leaves_its_decision_to_a_letter_of_its_own(
    world: World,
) -> None:
    await world.tick()
    report = await world.owes(world.school, "Report", MONDAY + timedelta(days=1))
    await world.db.write(_agreed_to_postpone, report, world.irina, at("2021-03-15 22:00"))
    world.time.now = at("2021-03-16 09:00")
    await world.plan()
    world.bag.answers = [OurFault("400") for _ in range(TRIES)]
    for _ in range(TRIES + 1):
        await world.deliver()
        world.time.advance(hours=1)
    kinds = [LetterKind.DIGEST] * TRIES + [LetterKind.DECIDED]
    assert [facts.kind for facts in world.bag.carried] == kinds
    assert [len(facts.decisions) for facts in world.bag.carried] == [1] * len(kinds)


def _agreed_to_postpone(tx: Transaction, task_id: int, chat: int, now: datetime) -> None:
    who, task = people.by_telegram(tx, chat), tasks.by_ids(tx, [task_id])[task_id]
    assert who
    asked = postponements.ask(tx, task, who, MONDAY, MONDAY + timedelta(days=9), "ill", now)
    postponements.settle(tx, asked, Outcome.AGREED, who, now)
    decided = postponements.get(tx, task.centre_id, asked)
    assert decided
    decisions.tell(tx, task.centre_id, decided, [who.id], now)


async def test_letters_go_several_at_once_but_one_chat_gets_one_at_a_time(world: World) -> None:
    neighbours = await world.new_centre("Neighbours")
    there = await world.new_school("School 1", centre=neighbours)
    await world.owes(there, "Report", MONDAY)
    await world.joins("Boris", there)
    await world.also_works_for(world.irina, there, Role.DEPUTY)
    await world.plan()
    await world.changes(await world.owes(world.school, "Plan", None), world.irina)
    under_way: list[str] = []
    crowds: list[list[str]] = []
    together = asyncio.Event()

    async def carry(facts: DigestFacts) -> None:
        under_way.append(facts.recipient.name)
        crowds.append(sorted(under_way))
        if crowds[-1] == ["Boris", "Irina"]:
            together.set()
        await asyncio.wait_for(together.wait(), 10)
        under_way.remove(facts.recipient.name)

    world.bag.while_carrying = carry
    await world.deliver()
    await world.deliver()
    assert len(world.bag.carried) == 3
    assert ["Boris", "Irina"] in crowds
    assert all(crowd.count("Irina") <= 1 for crowd in crowds)


async def test_a_delivery_that_is_stopped_finishes_what_is_under_way(world: World) -> None:
    for n in range(40):
        await world.joins(f"Deputy {n}", world.school, Role.DEPUTY)
    await world.plan()

    async def stop(_: DigestFacts) -> None:
        delivery.stop()
        await asyncio.sleep(0)

    bag = Mailbag(while_carrying=stop)
    delivery = Delivery(world.db, bag, world.time, world.workdays, Pace(per_second=10_000))
    await delivery.deliver_due(world.time())
    counted = await world.counts()
    assert 0 < counted.sent == len(bag.carried) < 41
    assert counted.planned == 41 - counted.sent


async def test_a_chat_that_telegram_wants_quiet_is_left_alone_and_the_letter_kept(
    world: World,
) -> None:
    pace = Pace(per_second=10_000)
    pace.hold(world.irina, 30)
    delivery = Delivery(world.db, world.bag, world.time, world.workdays, pace)
    await delivery.deliver_due(world.time())
    assert world.bag.letters == []
    assert await world.counts() == Letters(planned=1, sent=0, retrying=0, unreachable=0)
    world.time.advance(seconds=31)
    await world.deliver()
    assert world.bag.letters == ["Irina: Plan D+0"]


async def test_when_telegram_refuses_two_chats_all_are_quiet(world: World) -> None:
    await world.joins("Deputy", world.school, Role.DEPUTY)
    await world.plan()
    pace = Pace(per_second=10_000)
    world.bag.answers = [Later(timedelta(seconds=30), "Too Many Requests")] * 2
    delivery = Delivery(world.db, world.bag, world.time, world.workdays, pace)
    await delivery.deliver_due(world.time())
    assert pace.silence(12345) == pytest.approx(30, abs=2)
    world.time.advance(minutes=2)
    world.bag.letters.clear()
    await delivery.deliver_due(world.time())
    assert world.bag.letters == [], "the world's clock was moved, Telegram's patience was not"


async def test_a_tap_on_a_letter_finds_what_stood_in_it_and_only_its_reader_does(
    world: World,
) -> None:
    async def look(facts: DigestFacts) -> None:
        letter.append(facts.letter_id)

    letter: list[int] = []
    world.bag.while_carrying = look
    await world.deliver()
    [carried] = world.bag.carried
    deputy = await world.joins("Deputy", world.school, Role.DEPUTY)
    mine = await world.db.read(digests.sent, carried.recipient.id, letter[0])
    assert mine
    assert mine.stages == {carried.items[0].task.id: (carried.items[0].stage,)}
    stranger = await world.db.read(people.id_of, deputy)
    assert await world.db.read(digests.sent, stranger or 0, letter[0]) is None


async def test_how_long_a_letter_is_late_is_told_from_when_it_was_due(world: World) -> None:
    due = world.time.now

    async def oldest() -> object:
        return await world.db.read(outbox.oldest_due, world.time.now)

    for _ in range(8):
        world.bag.answers = [Later(timedelta(0), "Bad Gateway")]
        await world.deliver()
        world.time.now = await world.next_try()
        assert await oldest() == due
    await world.deliver()
    assert await oldest() is None


async def test_a_letter_that_waits_for_the_morning_is_not_late(world: World) -> None:
    world.time.now = at("2021-03-15 21:30")
    await world.deliver()
    assert await world.db.read(outbox.oldest_due, world.time.now) is None


async def test_the_record_says_which_message_it_was(world: World) -> None:
    world.bag.answers = [Sent(777)]
    await world.deliver()
    assert await world.message_ids() == [777]
