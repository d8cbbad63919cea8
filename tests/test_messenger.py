"""Letters through Telegram: what arrives, and what becomes of each of its answers."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.demo.faults import Fault
from bot.demo.people import Person
from bot.demo.telegram import Telegram
from bot.messenger import TelegramMessenger, outcome_of
from bot.retrying import Retrying, TelegramBot
from scheduler.delivery import Later, OurFault, Sent, Unreachable
from scheduler.pace import Pace
from storage.domain.letters import DigestFacts, Item, Recipient, Stage
from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Organisation
from storage.domain.tasks import State, Task
from storage.domain.terms import TermKind, Window

TODAY = date(2021, 3, 15)
CENTRE = Centre(1, "Municipality", ZoneInfo("Europe/Moscow"), "ru", 9, "quarter")
SCHOOL = Organisation(1, 1, OrganisationKind.SCHOOL, "School 4", "School 4")
PLAN = Task(
    id=7,
    centre_id=1,
    roadmap_id=1,
    activity_id=1,
    organisation=SCHOOL,
    number="3.4",
    title="Plans of teachers' growth <2021>",
    section=None,
    responsible="ОУ",
    term="март",
    kind=TermKind.WINDOW,
    result="",
    ordinal=0,
    of=1,
    window=Window(date(2021, 3, 1), TODAY),
    state=State.OPEN,
)


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with await Telegram.start() as running:
        yield running


@pytest.fixture
async def messenger(telegram: Telegram) -> AsyncIterator[TelegramMessenger]:
    request = HTTPXRequest(read_timeout=0.3)
    async with TelegramBot(
        telegram.token,
        base_url=telegram.api_url,
        request=request,
        rate_limiter=Retrying(Pace()),
    ) as bot:
        yield TelegramMessenger(bot)


@pytest.fixture
async def irina(telegram: Telegram) -> Person:
    person = telegram.person("Irina")
    await person.says("/start")
    return person


def to(person: Person, language: str = "en") -> DigestFacts:
    reader = Recipient(1, person.id, person.name, language)
    return DigestFacts(5, reader, CENTRE, TODAY, (Item(PLAN, Stage(0)),))


async def test_a_digest_arrives_with_its_task_and_a_button_to_mark_it(
    messenger: TelegramMessenger, irina: Person
) -> None:
    outcome = await messenger.send(to(irina))
    assert "Plans of teachers' growth <2021>" in irina.screen
    assert outcome == Sent(irina.messages[-1].id)
    assert irina.button("Done 3.4")


async def test_each_reader_gets_it_in_their_language(
    messenger: TelegramMessenger, irina: Person
) -> None:
    await messenger.send(to(irina, "ru"))
    assert irina.button("Готово 3.4")


async def test_who_has_blocked_the_bot_is_unreachable(
    messenger: TelegramMessenger, irina: Person
) -> None:
    await irina.blocks()
    outcome = await messenger.send(to(irina))
    assert isinstance(outcome, Unreachable)
    assert "blocked" in outcome.why


async def test_who_never_pressed_start_is_unreachable(
    messenger: TelegramMessenger, telegram: Telegram
) -> None:
    assert isinstance(await messenger.send(to(telegram.person("Boris"))), Unreachable)


async def test_telegram_says_how_long_to_wait(
    messenger: TelegramMessenger, telegram: Telegram, irina: Person
) -> None:
    telegram.faults.add(Fault("429", "sendMessage", seconds=17, times=1))
    assert await messenger.send(to(irina)) == Later(timedelta(seconds=17), "told to wait")
    assert isinstance(await messenger.send(to(irina)), Sent)


@pytest.mark.parametrize("trouble", ["500", "502", "drop_before", "drop_after"])
async def test_what_is_telegrams_trouble_is_tried_again(
    messenger: TelegramMessenger, telegram: Telegram, irina: Person, trouble: str
) -> None:
    telegram.faults.add(Fault(trouble, "sendMessage", times=1))  # type: ignore[arg-type]  # one of Trouble
    outcome = await messenger.send(to(irina))
    assert isinstance(outcome, Later)
    assert outcome.wait == timedelta(0)


async def test_an_answer_that_does_not_come_is_tried_again(
    messenger: TelegramMessenger, telegram: Telegram, irina: Person
) -> None:
    telegram.faults.add(Fault("delay", "sendMessage", seconds=0.8, times=1))
    outcome = await messenger.send(to(irina))
    assert isinstance(outcome, Later)
    assert "TimedOut" in outcome.why


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (BadRequest("Chat not found"), Unreachable("Chat not found")),
        (BadRequest("Peer_id_invalid"), Unreachable("Peer_id_invalid")),
        (Forbidden("User is deactivated"), Unreachable("User is deactivated")),
        (BadRequest("Can't parse entities"), OurFault("Can't parse entities")),
        (BadRequest("Message is too long"), OurFault("Message is too long")),
        (RetryAfter(5), Later(timedelta(seconds=5), "told to wait")),
        (TimedOut(), Later(timedelta(0), "TimedOut: Timed out")),
        (NetworkError("Bad Gateway"), Later(timedelta(0), "NetworkError: Bad Gateway")),
        (Conflict("Other poll"), Later(timedelta(0), "Conflict: Other poll")),
        (InvalidToken("12:secret"), Later(timedelta(0), "the token is refused")),
        (TelegramError("?"), Later(timedelta(0), "TelegramError: ?")),
    ],
)
def test_every_answer_has_its_outcome(error: TelegramError, outcome: object) -> None:
    assert outcome_of(error) == outcome


def test_a_chat_that_became_another_is_not_a_persons() -> None:
    assert isinstance(outcome_of(ChatMigrated(-100)), OurFault)
