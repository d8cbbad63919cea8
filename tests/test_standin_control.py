"""The stand-in's people driven over HTTP, by a script or by the chat page."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.demo.clock import MovableClock
from bot.demo.page import ClockHooks, Move, Page, show_page
from bot.demo.people import Person
from bot.demo.telegram import Telegram
from tests.pictures import png

NOON = datetime(2026, 1, 25, 12, tzinfo=UTC)
KEYS = {"inline_keyboard": [[{"text": "Готово 4.4", "callback_data": "d:44"}]]}


@dataclass(slots=True)
class Outside:
    """A script that plays both the people and the bot."""

    telegram: Telegram
    client: httpx.AsyncClient
    anna: Person

    async def control(self, what: str, **facts: Any) -> Any:
        answer = await self.client.post(f"/control/{what}", json=facts)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def look(self, what: str, **query: str) -> Any:
        return (await self.client.get(f"/control/{what}", params=query)).json()

    async def bot(self, method: str, **arguments: Any) -> Any:
        path = f"/bot{self.telegram.token}/{method}"
        return (await self.client.post(path, json=arguments)).json()


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    clock = MovableClock(NOON)

    async def move(how: Move) -> None:
        clock.move_to(NOON + {"hour": 1, "day": 24, "deadline": 96}[how] * timedelta(hours=1))

    async with await Telegram.start(now=clock.now) as telegram:
        anna = telegram.person("Анна")
        people = [(anna.id, "координатор")]
        show_page(telegram, Page({"title": "Веха"}, ClockHooks(clock.now, move), people))
        async with httpx.AsyncClient(base_url=telegram.url) as client:
            yield Outside(telegram, client, anna)


async def test_a_conversation_from_outside(outside: Outside) -> None:
    anna = outside.anna.id
    await outside.control("say", person=anna, text="/start abc")
    (update,) = (await outside.bot("getUpdates"))["result"]
    assert update["message"]["text"] == "/start abc"
    await outside.bot("sendMessage", chat_id=anna, text="Список", reply_markup=KEYS)

    tap = await outside.control("tap", person=anna, label="Готово 4.4")
    message = (await outside.look("chats"))["messages"][-1]["id"]
    await outside.control("tap", person=anna, message=message, data="чужое")
    taps = (await outside.bot("getUpdates", offset=update["update_id"] + 1))["result"]
    assert [one["callback_query"]["data"] for one in taps] == ["d:44", "чужое"]

    done = taps[-1]["update_id"] + 1
    await outside.bot("getUpdates", offset=done)
    await outside.control("settle")
    await outside.control("again", tap=tap["tap"])
    assert len((await outside.look("pending"))["updates"]) == 1
    (again,) = (await outside.bot("getUpdates", offset=done))["result"]
    assert again == taps[0]
    (call,) = (await outside.look("calls", method="sendMessage"))["calls"]
    assert (call["status"], call["facts"]["text"]) == (200, "Список")


async def test_a_person_is_made_blocks_and_comes_back(outside: Outside) -> None:
    boris = (await outside.control("person", name="Борис", id=500))["id"]
    await outside.control("say", person=boris, text="/start")
    assert (await outside.control("block", person=boris))["blocked"]
    refused = await outside.bot("sendMessage", chat_id=boris, text="?")
    assert refused["description"] == "Forbidden: bot was blocked by the user"
    assert not (await outside.control("unblock", person=boris))["blocked"]
    assert (await outside.bot("sendMessage", chat_id=boris, text="?"))["ok"]


async def test_files_travel_both_ways(outside: Outside) -> None:
    anna = outside.anna.id
    query: dict[str, str | int] = {"person": anna, "name": "план.txt", "caption": "вот"}
    await outside.client.post("/control/file", params=query, content=b"2.1")
    photo: dict[str, str | int] = {"person": anna, "photo": "1"}
    await outside.client.post("/control/file", params=photo, content=png())
    document, picture = (await outside.bot("getUpdates"))["result"]
    assert document["message"]["caption"] == "вот"
    file_id = document["message"]["document"]["file_id"]
    path = (await outside.bot("getFile", file_id=file_id))["result"]["file_path"]
    download = await outside.client.get(f"/file/bot{outside.telegram.token}/{path}")
    assert download.content == b"2.1"

    shown = (await outside.look("chats"))["messages"]
    kept = await outside.client.get(f"/control/file/{shown[0]['file']['id']}")
    assert kept.content == b"2.1"
    assert kept.headers["content-disposition"].startswith("attachment;")
    seen = await outside.client.get(f"/control/file/{shown[1]['file']['id']}")
    assert seen.headers["content-type"] == "image/png"
    assert "content-disposition" not in seen.headers
    assert picture["message"]["photo"][0]["width"] == 4


async def test_faults_and_limits_are_switched_from_outside(outside: Outside) -> None:
    await outside.control("faults", trouble="500", method="getMe", times=1)
    assert (await outside.bot("getMe"))["error_code"] == 500
    assert (await outside.bot("getMe"))["ok"]
    await outside.control("faults", trouble="403", method="getMe")
    await outside.client.delete("/control/faults")
    assert (await outside.bot("getMe"))["ok"]
    await outside.control("limits", on=True)
    assert outside.telegram.limits.on


@pytest.mark.parametrize(
    ("what", "facts", "complaint"),
    [
        ("say", {"person": 1, "text": "?"}, "there is no person 1"),
        ("say", {"text": "?"}, "“person” is missing"),
        ("tap", {"person": 1001, "label": "Готово"}, "Анна has no button «Готово»"),
        ("faults", {"trouble": "rain"}, "trouble is one of drop_before"),
        ("again", {"tap": "0"}, "there was no tap 0"),
        ("tap", {"person": 1001, "message": 77, "data": "x"}, "Анна has no message 77"),
        ("clock", {"move": "year"}, "move is one of hour, day, deadline"),
    ],
)
async def test_a_wrong_wish_is_told_plainly(
    outside: Outside, what: str, facts: dict[str, Any], complaint: str
) -> None:
    answer = await outside.client.post(f"/control/{what}", json=facts)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(complaint)


async def test_who_has_blocked_the_bot_cannot_write_to_it(outside: Outside) -> None:
    await outside.control("block", person=outside.anna.id)
    words = {"person": outside.anna.id, "text": "?"}
    answer = await outside.client.post("/control/say", json=words)
    assert answer.status_code == 400
    assert "has blocked the bot" in answer.json()["error"]


async def test_an_unheard_bot_is_told_after_the_time_is_over(outside: Outside) -> None:
    await outside.control("say", person=outside.anna.id, text="?")
    answer = await outside.client.post("/control/settle", json={"within": 0.1})
    assert answer.status_code == 409
    assert "updates not confirmed" in answer.json()["error"]


async def test_the_clock_is_moved_and_told(outside: Outside) -> None:
    assert (await outside.look("clock"))["now"].startswith("2026-01-25T12:00")
    moved = await outside.control("clock", move="day")
    assert moved["now"].startswith("2026-01-26T12:00")
    assert (await outside.look("page"))["texts"] == {"title": "Веха"}


async def test_a_watcher_gets_the_picture_then_the_news_then_what_it_missed(
    outside: Outside,
) -> None:
    async def next_event(lines: AsyncIterator[str]) -> tuple[str, Any]:
        number = (await anext(lines)).removeprefix("id: ")
        facts = json.loads((await anext(lines)).removeprefix("data: "))
        assert await anext(lines) == ""
        return number, facts

    await outside.anna.says("раньше")
    async with outside.client.stream("GET", "/control/events") as stream:
        lines = stream.aiter_lines()
        _, picture = await next_event(lines)
        assert [message["text"] for message in picture["messages"]] == ["раньше"]
        await outside.anna.says("при нём")
        seen, news = await next_event(lines)
        assert news["message"]["text"] == "при нём"

    missed = await outside.anna.says("без него")
    gone = await outside.anna.says("удалённое")
    await outside.anna.deletes(gone)
    again = {"Last-Event-ID": seen}
    async with outside.client.stream("GET", "/control/events", headers=again) as stream:
        lines = stream.aiter_lines()
        assert (await next_event(lines))[1]["message"]["id"] == missed.id
        assert [(await next_event(lines))[1]["kind"] for _ in range(2)] == ["removed"] * 2

    stranger = {"Last-Event-ID": "another-1"}
    async with outside.client.stream("GET", "/control/events", headers=stranger) as stream:
        assert (await next_event(stream.aiter_lines()))[1]["kind"] == "picture"


async def test_other_sites_may_not_speak_for_people(outside: Outside) -> None:
    words = {"person": outside.anna.id, "text": "чужой"}
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
        answer = await outside.client.post("/control/say", json=words, headers=headers)
        assert answer.status_code == 403
    looked = await outside.client.get("/control/events", headers={"Host": "evil.example"})
    assert looked.status_code == 403
    assert outside.anna.messages == []


async def test_unknown_paths_and_people_are_refused(outside: Outside) -> None:
    client = outside.client
    assert (await client.get("/control/secrets")).status_code == 404
    assert (await client.post("/control/secrets", json={})).status_code == 404
    assert (await client.delete("/control/secrets")).status_code == 404
    assert (await client.get("/control/file/nothing")).status_code == 404
    assert (await client.post("/control/say", content=b"{")).status_code == 400
    assert (await client.post("/control/say", json=[])).status_code == 400
    assert (await client.post("/control/file?person=5", content=b"")).status_code == 400


async def test_a_group_from_outside(outside: Outside) -> None:
    anna = outside.anna.id
    group = (await outside.control("group", title="Школы", members=[anna]))["chat"]
    topic = (await outside.control("topic", chat=group, name="Сводки"))["topic"]
    await outside.control("say", person=anna, text="/group", chat=group, topic=topic)
    updates = (await outside.bot("getUpdates"))["result"]
    assert updates[0]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert updates[-1]["message"]["message_thread_id"] == topic
    await outside.bot("sendMessage", chat_id=group, text="Подключить?", reply_markup=KEYS)
    tap = await outside.control("tap", person=anna, label="Готово 4.4", chat=group)
    message = (await outside.look("chats"))["messages"][-1]["id"]
    again = await outside.control("tap", person=anna, message=message, data="чужое", chat=group)
    assert (tap["data"], again["data"]) == ("d:44", "чужое")

    for _ in range(2):  # a second time changes nothing
        await outside.control("expel", chat=group)
    assert not (await outside.look("chats"))["groups"][0]["started"]
    for _ in range(2):
        await outside.control("bring", chat=group, person=anna)
    (known,) = (await outside.look("chats"))["groups"]
    assert known["started"]
    assert known["topics"] == [{"id": topic, "name": "Сводки"}]
    changes = (await outside.look("pending"))["updates"]
    assert sum("my_chat_member" in update for update in changes) == 3


@pytest.mark.parametrize(
    ("what", "facts"),
    [
        ("group", {"title": "Школы", "members": []}),
        ("say", {"text": "/group", "chat": 1001}),
        ("expel", {}),
    ],
)
async def test_a_group_that_is_none_is_refused(
    outside: Outside, what: str, facts: dict[str, Any]
) -> None:
    answer = await outside.client.post(
        f"/control/{what}", json={"person": outside.anna.id, **facts}
    )
    assert answer.status_code == 400
    assert answer.json()["error"]
