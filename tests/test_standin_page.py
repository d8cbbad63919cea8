"""The chat page in a real browser: what a visitor of the demonstration sees and does."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.demo.clock import MovableClock
from bot.demo.page import ClockHooks, Move, Page, show_page
from bot.demo.people import Person
from bot.demo.telegram import Telegram
from bot.demo.texts import page_texts
from tests.browser import CHROMEDRIVER, CHROMIUM, Browser, browser
from tests.pictures import png

pytestmark = [
    pytest.mark.skipif(
        not (CHROMIUM and CHROMEDRIVER), reason="no Chromium with chromedriver on this machine"
    ),
    pytest.mark.asyncio(loop_scope="module"),  # one browser for all: it is slow to start
]

MORNING = datetime(2021, 1, 25, 6, tzinfo=UTC)
ANNA, BORIS, GROUP = ".column:nth-child(1)", ".column:nth-child(2)", ".column:nth-child(3)"
ENTER, DOWN, TAB = "\ue007", "\ue015", "\ue004"
BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Готово 4.4", callback_data="d:44")],
        [InlineKeyboardButton("Готово 3.4", callback_data="d:34")],
    ]
)


@dataclass(slots=True)
class Stage:
    """The page is open; Anna has started, Boris has not."""

    telegram: Telegram
    bot: Bot
    anna: Person
    boris: Person
    page: Browser
    clock: MovableClock

    async def sees(self, css: str, text: str) -> None:
        await self.page.until(
            "return [...document.querySelectorAll(arguments[0])]"
            ".some((one) => one.innerText.includes(arguments[1]))",
            css,
            text,
        )


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def window() -> AsyncIterator[Browser]:
    async with browser() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def stage(window: Browser) -> AsyncIterator[Stage]:
    clock = MovableClock(MORNING)
    jumps = {"hour": timedelta(hours=1), "day": timedelta(days=1), "deadline": timedelta(days=4)}

    async def move(how: Move) -> None:
        clock.move(jumps[how])

    async with (
        await Telegram.start(now=clock.now) as telegram,
        Bot(telegram.token, base_url=telegram.api_url) as bot,
    ):
        anna, boris = telegram.person("Анна"), telegram.person("Борис")
        await bot.set_my_commands([("tasks", "Мои дела"), ("summary", "Сводка")])
        await anna.says("/start")
        people = [(anna.id, "координатор, школа № 4"), (boris.id, "методист")]
        hooks = ClockHooks(clock.now, move)
        address = show_page(telegram, Page(page_texts(str), hooks, people))
        await window.resize(1280, 900)
        await window.open(address)
        stage = Stage(telegram, bot, anna, boris, window, clock)
        await stage.sees(f"{ANNA} .message", "/start")
        yield stage
        complaints = await window.complaints()
        await window.open("about:blank")
    # a stream that broke is what one of the tests is about
    assert [one for one in complaints if "/control/events" not in one] == []


async def test_people_stand_side_by_side_each_with_their_own_chat(stage: Stage) -> None:
    await stage.bot.send_message(stage.anna.id, "<b>Школа № 4</b>, 25 января", parse_mode="HTML")
    await stage.sees(f"{ANNA} .message b", "Школа № 4")
    assert "координатор, школа № 4" in await stage.page.text(f"{ANNA} .who")
    assert "No messages yet" in await stage.page.text(f"{BORIS} .log")


async def test_start_begins_a_chat(stage: Stage) -> None:
    await stage.page.click(f"{BORIS} .start")
    await stage.sees(f"{BORIS} .message.own", "/start")
    assert [message.text for message in stage.boris.messages] == ["/start"]


async def test_a_tap_a_toast_and_a_redraw_in_place(stage: Stage) -> None:
    sent = await stage.bot.send_message(stage.anna.id, "Список", reply_markup=BUTTONS)
    await stage.sees(f"{ANNA} .keys", "Готово 4.4")
    await stage.page.click(f"{ANNA} .keys button")
    await stage.page.until("return document.querySelector('[aria-busy=true]')")

    *_, update = await stage.bot.get_updates(timeout=5)
    assert update.callback_query is not None
    assert update.callback_query.data == "d:44"
    await update.callback_query.answer("4.4 отмечено")
    await stage.bot.edit_message_text("Сделано", stage.anna.id, sent.message_id)

    await stage.sees(f"{ANNA} .toast", "4.4 отмечено")
    await stage.sees(f"{ANNA} .message", "Сделано")
    assert await stage.page.run("return document.querySelectorAll('.keys').length") == 0
    assert await stage.page.run("return document.querySelectorAll('.message').length") == 2


async def test_an_alert_waits_to_be_closed(stage: Stage) -> None:
    await stage.bot.send_message(stage.anna.id, "Список", reply_markup=BUTTONS)
    await stage.sees(f"{ANNA} .keys", "Готово 4.4")
    await stage.page.click(f"{ANNA} .keys button")
    *_, update = await stage.bot.get_updates(timeout=5)
    assert update.callback_query is not None
    await update.callback_query.answer("Это не ваша школа", show_alert=True)
    await stage.sees("#alert", "Это не ваша школа")
    await stage.page.press(ENTER)
    await stage.page.until("return !document.getElementById('alert').open")


async def test_the_keyboard_alone_is_enough(stage: Stage) -> None:
    sent = await stage.bot.send_message(stage.anna.id, "Список", reply_markup=BUTTONS)
    await stage.sees(f"{ANNA} .keys", "Готово 3.4")
    await stage.page.run(f"document.querySelector('{ANNA} .log').focus()")
    await stage.page.press(TAB, TAB, TAB, ENTER)  # past the command in her «/start», to 3.4

    *_, update = await stage.bot.get_updates(timeout=5)
    assert update.callback_query is not None
    assert update.callback_query.data == "d:34"
    await stage.bot.edit_message_text(
        "Осталось", stage.anna.id, sent.message_id, reply_markup=BUTTONS
    )
    await stage.sees(f"{ANNA} .message", "Осталось")
    focused = await stage.page.run("return document.activeElement.textContent")
    assert focused == "Готово 3.4"


async def test_commands_are_offered_while_typing(stage: Stage) -> None:
    await stage.page.type(f"{ANNA} textarea", "/s")
    await stage.sees(f"{ANNA} .menu", "Сводка")
    await stage.page.press(DOWN, ENTER)
    await stage.sees(f"{ANNA} .message.own", "/summary")


async def test_text_from_outside_is_shown_and_never_run(stage: Stage) -> None:
    await stage.bot.send_message(stage.anna.id, "<img src=x onerror=document.title='!'> & <b>")
    await stage.sees(f"{ANNA} .message", "<img src=x onerror=document.title='!'> & <b>")
    assert await stage.page.run("return document.querySelectorAll('.message img').length") == 0


async def test_pictures_are_shown_and_documents_can_be_kept(stage: Stage) -> None:
    await stage.bot.send_photo(stage.anna.id, png(320, 200), caption="Школы и разделы")
    await stage.bot.send_document(stage.anna.id, b"PK table", filename="отчёт.xlsx")
    await stage.page.until("return document.querySelector('.photo img')?.complete")
    assert await stage.page.run("return document.querySelector('.photo img').naturalWidth") == 320
    link = await stage.page.run("return document.querySelector('.document').href")
    async with httpx.AsyncClient() as client:
        answer = await client.get(link)
    assert answer.content == b"PK table"
    assert answer.headers["content-disposition"].startswith("attachment;")


async def test_a_file_chosen_on_the_page_reaches_the_bot(stage: Stage, tmp_path: Path) -> None:
    order = tmp_path / "приказ.docx"
    order.write_bytes(b"PK order")
    await stage.page.type(f"{ANNA} input[type=file]", str(order))
    await stage.sees(f"{ANNA} .message.own .document", "приказ.docx")
    *_, update = await stage.bot.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.document is not None
    assert update.message.document.file_name == "приказ.docx"


async def test_an_invitation_link_is_opened_by_whom_the_visitor_chooses(stage: Stage) -> None:
    link = f"https://t.me/{stage.telegram.username}?start=abc-1"
    await stage.bot.send_message(stage.anna.id, f"Приглашение: {link}")
    await stage.sees(f"{ANNA} .message a", "start=abc-1")
    await stage.page.click(f"{ANNA} .message:not(.own) a")
    await stage.sees("#chooser", "Борис")
    await stage.page.click("#chooser-people button:nth-child(2)")
    await stage.sees(f"{BORIS} .message.own", "/start abc-1")


async def test_a_group_comes_of_the_link_that_asks_for_one(stage: Stage) -> None:
    ask = InlineKeyboardButton(
        "Выбрать группу", url=f"https://t.me/{stage.telegram.username}?startgroup=here"
    )
    await stage.bot.send_message(
        stage.anna.id, "Группа", reply_markup=InlineKeyboardMarkup([[ask]])
    )
    await stage.sees(f"{ANNA} .keys", "Выбрать группу")
    await stage.page.click(f"{ANNA} .keys a")  # in her chat, so nobody is asked who it is
    await stage.sees(f"{GROUP} .who", "Анна, Борис")
    *_, brought = await stage.bot.get_updates(timeout=5)
    assert brought.my_chat_member
    assert brought.my_chat_member.from_user.id == stage.anna.id
    group = brought.my_chat_member.chat

    await stage.bot.send_message(group.id, "Подключить?", reply_markup=BUTTONS)
    await stage.sees(f"{GROUP} .keys", "Готово 4.4")
    as_anna = f"document.querySelector('{GROUP} select').value = {stage.anna.id}"
    await stage.page.run(as_anna)
    await stage.page.click(f"{GROUP} .keys button")
    *_, tapped = await stage.bot.get_updates(brought.update_id + 1, timeout=5)
    assert tapped.callback_query
    assert tapped.callback_query.from_user.id == stage.anna.id
    await tapped.callback_query.answer("Подключено")
    await stage.sees(f"{GROUP} .toast", "Подключено")

    await stage.page.type(f"{GROUP} textarea", f"/group{ENTER}")
    await stage.sees(f"{GROUP} .message.own .above", "Анна")
    await stage.page.click(f"{GROUP} .block")
    await stage.sees(f"{GROUP} .start", "Bring the bot back")
    await stage.page.click(f"{GROUP} .start")
    await stage.page.until(f"return document.querySelector('{GROUP} .start').hidden")
    assert stage.telegram.network.chats.by_id[group.id].bot_inside


async def test_a_topic_can_be_written_in_and_is_named(stage: Stage) -> None:
    group = stage.telegram.group("Школы", [stage.anna])
    await stage.page.until(f"return document.querySelector('{GROUP} select + select').hidden")
    topic = stage.telegram.topic(group, "Сводки")
    await stage.page.until(f"return !document.querySelector('{GROUP} select + select').hidden")
    await stage.page.run(f"document.querySelector('{GROUP} select + select').value = {topic}")
    await stage.page.type(f"{GROUP} textarea", f"/group{ENTER}")
    await stage.sees(f"{GROUP} .message.own .above", "Анна · Сводки")
    assert await stage.page.run("return document.querySelectorAll('.reply').length") == 0
    grown = stage.telegram.upgrade(group)
    await stage.page.until(
        "return document.querySelectorAll('.column').length === 3"
        " && document.querySelectorAll('#tabs button').length === 3"
    )
    await stage.bot.send_message(grown.id, "Здесь продолжаем")
    await stage.sees(f"{GROUP} .message", "Здесь продолжаем")


async def test_the_clock_is_moved_from_the_page(stage: Stage) -> None:
    await stage.sees("#clock-date", "понедельник, 25 января 2021")
    await stage.page.click("[data-move=day]")
    await stage.sees("#clock-date", "вторник, 26 января 2021")
    await stage.page.click("[data-move=deadline]")
    await stage.sees("#clock-date", "суббота, 30 января 2021")
    await stage.bot.send_message(stage.anna.id, "Напоминание")
    await stage.sees(f"{ANNA} .day", "30 января")


async def test_a_stopped_bot_can_be_let_in_again(stage: Stage) -> None:
    await stage.page.click(f"{ANNA} .block")
    await stage.sees(f"{ANNA} .start", "Let the bot in again")
    await stage.page.click(f"{ANNA} .start")
    await stage.page.until(f"return document.querySelector('{ANNA} .start').hidden")


async def test_what_was_missed_is_caught_up(stage: Stage) -> None:
    """The stream breaks and the browser comes back with what it saw last."""
    await stage.telegram.close_connections()
    await stage.bot.send_message(stage.anna.id, "пока никто не смотрел")
    await stage.page.until(
        "return document.body.innerText.includes(arguments[0])", "никто не смотрел", within=10
    )
    assert await stage.page.run("return document.querySelectorAll('.message').length") == 2


async def test_on_a_phone_one_chat_is_in_view_and_tabs_lead_to_the_others(stage: Stage) -> None:
    await stage.page.resize(390, 844)
    widths = await stage.page.run(
        "return [document.documentElement.scrollWidth,"
        " ...[...document.querySelectorAll('.column')].map((one) => one.offsetWidth)]"
    )
    assert widths == [390, 390, 390]
    await stage.page.until("return document.querySelector('#tabs [aria-current=true]')")
    await stage.page.click("#tabs button:nth-child(2)")
    await stage.page.until(
        "return document.querySelector('#tabs button:nth-child(2)').ariaCurrent === 'true'"
    )
    await stage.bot.send_message(stage.anna.id, "вам письмо")
    await stage.page.until("return document.querySelector('#tabs button.unread')")
