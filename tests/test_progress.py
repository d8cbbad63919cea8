"""Long imports say where they are, in one message; whatever comes at once is done once each."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from telegram import Bot

from bot.demo.chats import Message
from bot.demo.people import Person
from bot.demo.telegram import Telegram
from bot.progress import progress
from bot.views.screen import Screen, screen
from storage import documents
from storage.documents import Progress, Stage
from storage.documents.progress import heard_by
from storage.domain.people import Role
from tests.offices import pdf, ruled
from tests.test_importing import NEXT_ORDER, PNG
from tests.world import World

BEGUN = screen(["Читаю файл…"])
PAGE = [["№", "Мероприятие", "Срок"], ["1", "Слёт", "март"], ["2", "Бал", "май"]]


@pytest.fixture
async def chat():
    """A person's chat with one message in it, and the bot that wrote it."""
    async with await Telegram.start() as telegram:
        anna = telegram.person("Анна")
        await anna.says("/start")
        async with Bot(
            telegram.token, base_url=telegram.api_url, base_file_url=telegram.file_url
        ) as bot:
            sent = await bot.send_message(anna.id, BEGUN.text)
            yield telegram, anna, bot, sent.message_id


def said(*texts: str) -> list[Screen]:
    return [screen([text]) for text in texts]


async def test_what_is_over_at_once_is_not_told(chat) -> None:
    telegram, anna, bot, message_id = chat
    async with progress(bot, anna.id, message_id, BEGUN, pace=3600) as say:
        for one in said("страница 1", "страница 2"):
            say(one)
    assert telegram.calls.of("editMessageText") == []


async def test_only_the_newest_is_told_and_only_when_it_is_new(chat) -> None:
    telegram, anna, bot, message_id = chat
    async with progress(bot, anna.id, message_id, BEGUN, pace=0) as say:
        for one in said("страница 1", "страница 2"):
            say(one)
        await anna.sees("страница 2")
        for one in said("страница 2", "страница 3"):
            say(one)
        await anna.sees("страница 3")
    edits = [call.facts["text"] for call in telegram.calls.of("editMessageText")]
    assert edits == ["страница 2", "страница 3"]
    assert len(telegram.calls.of("sendMessage")) == 1


async def test_a_message_that_is_gone_stops_no_work(chat) -> None:
    telegram, anna, bot, message_id = chat
    async with progress(bot, anna.id, message_id + 1, BEGUN, pace=0) as say:
        say(*said("страница 1"))
        assert await telegram.network.happenings.until(
            lambda: bool(telegram.calls.of("editMessageText")), 5
        )


def test_pages_and_rows_are_counted() -> None:
    seen: list[Progress] = []
    with heard_by(seen.append):
        documents.read(pdf(ruled(700, [30, 200, 90], PAGE), ruled(700, [30, 200, 90], PAGE)))
    pages = [one for one in seen if one.stage is Stage.PAGES]
    rows = [one for one in seen if one.stage is Stage.ROWS]
    assert pages == [Progress(Stage.PAGES, 1, 2), Progress(Stage.PAGES, 2, 2)]
    assert rows == [Progress(Stage.ROWS, n, 4) for n in range(1, 5)]


def test_the_worker_tells_how_far_it_is() -> None:
    rows = "".join(f"{n}\tДело {n}\tдо {n % 28 + 1} марта\n" for n in range(1, 501))
    seen: list[Progress] = []
    draft = documents.read_safely(
        f"План на 2026 год\n\n№\tМероприятие\tСрок\n{rows}".encode(), tell=seen.append
    )
    assert len(draft.rows) == 500
    assert seen[0] == Progress(Stage.ROWS, 1, 500)
    assert [one.at for one in seen] == sorted(one.at for one in seen)


# In the chat


async def test_a_document_that_comes_again_goes_on_in_the_same_message(world: World) -> None:
    update = await _sends(world, world.aminat, NEXT_ORDER)
    before = len(world.aminat.messages)
    world.telegram.network.updates.deliver_again(update)
    await world.telegram.settles()
    assert len(world.aminat.messages) == before
    assert "Принять" in world.aminat.labels


async def test_a_file_that_is_sent_while_another_is_read_is_read_after_it(world: World) -> None:
    aminat = world.aminat
    await aminat.sends_file(NEXT_ORDER.encode(), "первый.txt")
    await aminat.sends_file(b"", "второй.txt")
    await aminat.sends_file(NEXT_ORDER.replace("1.1", "1.9").encode(), "третий.txt")
    await world.telegram.settles(within=60)
    answers = [message.text for message in _from_bot(world, aminat)]
    assert [("5 мероприятий" in text, "Файл пустой." in text) for text in answers] == [
        (True, False),
        (False, True),
        (True, False),
    ]


async def test_two_methodists_send_the_same_file_at_once(world_on_each: World) -> None:
    world = world_on_each
    fatima = world.stranger("Фатима")
    await world.joins(fatima, Role.METHODIST)
    await asyncio.gather(
        *(who.sends_file(NEXT_ORDER.encode(), "план.txt") for who in (world.aminat, fatima))
    )
    await world.telegram.settles(within=60)
    assert world.aminat.button("Принять").data == fatima.button("Принять").data


async def test_an_album_of_files_is_read_one_by_one(world: World) -> None:
    aminat = world.aminat
    for name in ("а.txt", "б.txt"):
        await aminat.sends_file(NEXT_ORDER.replace("2026", name).encode(), name, caption="Приказ")
    await world.telegram.settles(within=60)
    shown = [message.text for message in _from_bot(world, aminat)]
    assert len(shown) == 2
    assert all("5 мероприятий" in text for text in shown)


@pytest.mark.parametrize(
    ("send", "said"),
    [
        (lambda who: who.says("https://disk.example.org/plan.docx"), "Ссылки я не открываю."),
        (lambda who: who.says("вот план: www.example.org/x"), "Ссылки я не открываю."),
        (lambda who: who.sends_photo(PNG, "план"), "По фото таблицу не прочитать."),
        (lambda who: who.sends_file(PNG, "план.png"), "Такие файлы я не читаю."),
    ],
)
async def test_what_is_no_file_of_a_plan_gets_a_sentence(
    world: World, send: Callable[[Person], Awaitable[object]], said: str
) -> None:
    await send(world.aminat)
    await world.aminat.sees(said, within=30)


async def test_a_link_from_a_coordinator_is_only_words(world: World) -> None:
    await world.irina.says("https://disk.example.org/plan.docx")
    await world.irina.sees("Не понимаю.")


async def _sends(world: World, person: Person, content: str) -> int:
    """Send a document, wait for its preview, and return the update by which it came."""
    await person.sends_file(content.encode(), "план.txt")
    await world.telegram.settles(within=60)
    return next(
        int(update["update_id"])
        for call in reversed(world.telegram.calls.of("getUpdates"))
        for update in call.result
        if "document" in update.get("message", {})
    )


def _from_bot(world: World, person: Person) -> list[Message]:
    """What the bot has written, in the order in which it began."""
    return [m for m in person.messages if m.sender is world.telegram.network.bot]
