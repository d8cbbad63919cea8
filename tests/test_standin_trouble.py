"""What goes wrong between a bot and Telegram, made to order: faults, limits, webhooks."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.demo.faults import Fault, Trouble
from bot.demo.limits import Limits
from bot.demo.people import Person
from bot.demo.refusals import Refused
from bot.demo.telegram import Telegram


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with await Telegram.start(seed=7) as running:
        yield running


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    async with Bot(telegram.token, base_url=telegram.api_url) as running:
        yield running


@pytest.fixture
async def anna(telegram: Telegram) -> Person:
    person = telegram.person("Анна")
    await person.says("/start")
    telegram.network.updates.forget()
    return person


# Faults


@pytest.mark.parametrize(
    ("trouble", "error", "was_sent"),
    [
        ("drop_before", NetworkError, False),
        ("drop_after", NetworkError, True),
        ("429", RetryAfter, False),
        ("500", NetworkError, False),
        ("502", NetworkError, False),
        ("403", Forbidden, False),
    ],
)
async def test_a_fault_strikes_as_often_as_it_is_told(
    telegram: Telegram,
    bot: Bot,
    anna: Person,
    trouble: Trouble,
    error: type[Exception],
    was_sent: bool,
) -> None:
    telegram.faults.add(Fault(trouble, "sendMessage", times=1))
    with pytest.raises(error):
        await bot.send_message(anna.id, "письмо")
    assert anna.screen == ("письмо" if was_sent else "")
    await bot.send_message(anna.id, "второе письмо")
    assert anna.screen == "второе письмо"
    assert [call.fault for call in telegram.calls.of("sendMessage")] == [trouble, ""]


async def test_an_answer_that_comes_too_late_was_sent_all_the_same(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    telegram.faults.add(Fault("delay", "sendMessage", seconds=30))
    with pytest.raises(TimedOut):
        await bot.send_message(anna.id, "письмо", read_timeout=0.2)
    assert anna.screen == "письмо"


async def test_a_dropped_poll_loses_nothing(telegram: Telegram, bot: Bot, anna: Person) -> None:
    await anna.says("мои дела")
    telegram.faults.add(Fault("drop_after", "getUpdates", times=1))
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_the_same_seed_brings_the_same_faults() -> None:
    async def struck() -> list[str]:
        async with (
            await Telegram.start(seed=3) as telegram,
            Bot(telegram.token, base_url=telegram.api_url) as bot,
        ):
            anna = telegram.person("Анна")
            await anna.says("/start")
            telegram.faults.add(Fault("500", "sendMessage", probability=0.5))
            for number in range(12):
                try:
                    await bot.send_message(anna.id, str(number))
                except NetworkError:
                    continue
            return [message.text for message in anna.messages]

    first = await struck()
    assert first == await struck()
    assert 1 < len(first) < 13


# Limits


async def test_one_chat_gets_a_burst_and_then_one_message_a_second(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    telegram.limits.on = True
    telegram.limits.chat_burst = 3
    for number in range(3):
        await bot.send_message(anna.id, str(number))
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(anna.id, "слишком скоро")
    assert refusal.value.retry_after in (1, timedelta(seconds=1))
    assert telegram.calls.of("sendMessage")[-1].description == ("Too Many Requests: retry after 1")


class Watch:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def passes(limits: Limits, chat: int) -> bool:
    try:
        limits.take(chat)
    except Refused:
        return False
    return True


def test_thirty_a_second_in_all() -> None:
    watch = Watch()
    limits = Limits(on=True, clock=watch)
    assert [passes(limits, chat) for chat in range(1, 32)] == [True] * 30 + [False]
    watch.time = 1.0
    assert passes(limits, 99)


def test_twenty_a_minute_to_a_group() -> None:
    watch = Watch()
    limits = Limits(on=True, clock=watch)
    sent = 0
    for second in range(61):
        watch.time = float(second)
        sent += passes(limits, -100)
    assert sent == 21  # twenty in the minute and the first of the next


def test_a_second_of_rest_for_each_message_beyond_the_burst() -> None:
    watch = Watch()
    limits = Limits(on=True, clock=watch, chat_burst=5)
    assert sum(passes(limits, 7) for _ in range(20)) == 5
    watch.time = 2.0
    assert sum(passes(limits, 7) for _ in range(20)) == 2


# Webhook


class Hook:
    """A bot's end of a webhook: answers with the statuses it is given, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.broken_by = "\0"
        self.requests: list[HTTPServerRequest] = []
        hook = self

        class Receive(RequestHandler):
            def post(self) -> None:
                hook.requests.append(self.request)
                if hook.broken_by in self.request.body.decode():
                    self.set_status(500)
                else:
                    self.set_status(hook.statuses.pop(0) if hook.statuses else 200)

        self.server = HTTPServer(Application([("/hook", Receive)]))
        sockets = bind_sockets(0, "127.0.0.1")
        self.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/hook"
        self.server.add_sockets(sockets)

    async def stop(self) -> None:
        self.server.stop()
        await self.server.close_all_connections()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    running = Hook()
    yield running
    await running.stop()


async def test_a_webhook_gets_updates_with_its_secret(
    telegram: Telegram, bot: Bot, anna: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url, secret_token="s3cret_-")
    await anna.says("мои дела")
    await telegram.settles()
    (request,) = hook.requests
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret_-"
    assert telegram.pending == []
    with pytest.raises(Conflict):
        await bot.get_updates()


async def test_a_webhook_that_fails_is_tried_again_in_order(
    telegram: Telegram, bot: Bot, anna: Person, hook: Hook
) -> None:
    hook.statuses = [500]
    await bot.set_webhook(hook.url)
    await anna.says("первое")
    await anna.says("второе")
    await telegram.settles()
    texts = [request.body.decode() for request in hook.requests]
    assert ["первое" in texts[0], "первое" in texts[1], "второе" in texts[2]] == [True] * 3
    info = await bot.get_webhook_info()
    assert info.last_error_message is not None
    assert "500" in info.last_error_message


async def test_one_chat_that_gets_stuck_holds_up_nobody_else(
    telegram: Telegram, bot: Bot, anna: Person, hook: Hook
) -> None:
    hook.broken_by = "беда"
    await bot.set_webhook(hook.url)
    await anna.says("беда")
    await anna.says("за бедой")
    await telegram.person("Борис").says("привет")

    def waiting() -> list[str]:
        return [update.body["text"] for update in telegram.pending]

    assert await telegram.network.happenings.until(
        lambda: waiting() == ["беда", "за бедой"], within=5
    )


async def test_updates_wait_for_a_webhook_that_is_not_there_yet(
    telegram: Telegram, bot: Bot, anna: Person, hook: Hook
) -> None:
    await anna.says("пока бота нет")
    await bot.set_webhook(hook.url)
    await telegram.settles()
    assert len(hook.requests) == 1


async def test_a_webhook_where_nobody_listens_keeps_its_updates(
    telegram: Telegram, bot: Bot, anna: Person, hook: Hook
) -> None:
    await hook.stop()
    await bot.set_webhook(hook.url)
    await anna.says("мои дела")
    webhook = telegram.network.webhook
    assert await telegram.network.happenings.until(lambda: bool(webhook.last_error), within=5)
    assert webhook.last_error.startswith("Connection failed: ")
    assert len(telegram.pending) == 1


async def test_a_webhook_needs_https_beyond_this_machine(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an https url must be provided"):
        await bot.set_webhook("http://example.org/hook")
    with pytest.raises(BadRequest, match=r"(?i)secret token contains unallowed characters"):
        await bot.set_webhook("https://example.org/hook", secret_token="кириллица")


async def test_setting_a_webhook_ends_the_poll_that_waits(telegram: Telegram, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    assert await telegram.network.happenings.until(lambda: telegram.network.updates.is_polled, 5)
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match=r"(?i)terminated by setwebhook request"):
        await poll
