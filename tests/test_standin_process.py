"""The stand-in as a process of its own, driven over HTTP from outside."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

TOKEN = "77:for-this-test"
KEYS = {"inline_keyboard": [[{"text": "Готово 4.4", "callback_data": "d:44"}]]}


class Outside:
    """A script that plays both the people and the bot."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=20)

    def control(self, what: str, **facts: Any) -> Any:
        answer = self.client.post(f"/control/{what}", json=facts)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def look(self, what: str, **query: str) -> Any:
        return self.client.get(f"/control/{what}", params=query).json()

    def bot(self, method: str, **arguments: Any) -> Any:
        return self.client.post(f"/bot{TOKEN}/{method}", json=arguments).json()


@pytest.fixture
def outside() -> Iterator[Outside]:
    command = [sys.executable, "-m", "bot.demo.standin", "--token", TOKEN, "--person", "Анна"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        started = json.loads(process.stdout.readline())
        script = Outside(started["url"])
        yield script
        script.client.close()
        process.terminate()
        assert process.wait(10) == 0


def test_a_conversation_from_outside(outside: Outside) -> None:
    anna = outside.look("chats")["people"][0]["id"]
    outside.control("say", person=anna, text="/start abc")
    (update,) = outside.bot("getUpdates")["result"]
    assert update["message"]["text"] == "/start abc"
    outside.bot("sendMessage", chat_id=anna, text="Список", reply_markup=KEYS)

    tap = outside.control("tap", person=anna, label="Готово 4.4")
    message = outside.look("chats")["messages"][-1]["id"]
    outside.control("tap", person=anna, message=message, data="чужое")
    taps = outside.bot("getUpdates", offset=update["update_id"] + 1)["result"]
    assert [one["callback_query"]["data"] for one in taps] == ["d:44", "чужое"]

    done = taps[-1]["update_id"] + 1
    outside.bot("getUpdates", offset=done)
    outside.control("settle")
    outside.control("again", tap=tap["tap"])
    (again,) = outside.bot("getUpdates", offset=done)["result"]
    assert again == taps[0]
    assert [call["method"] for call in outside.look("calls", method="sendMessage")["calls"]] == [
        "sendMessage"
    ]


def test_the_queue_outlives_the_bot(outside: Outside) -> None:
    boris = outside.control("person", name="Борис", id=500)["id"]
    for number in range(20):
        outside.control("say", person=boris, text=str(number))
    before_the_crash = outside.bot("getUpdates", limit=5)["result"]
    after_it = outside.bot("getUpdates")["result"]
    assert after_it[:5] == before_the_crash
    assert [update["message"]["text"] for update in after_it] == [str(n) for n in range(20)]
    assert len(outside.look("pending")["updates"]) == 20


def test_files_travel_both_ways(outside: Outside) -> None:
    anna = outside.look("chats")["people"][0]["id"]
    query = {"person": anna, "name": "план.txt", "caption": "вот"}
    outside.client.post("/control/file", params=query, content=b"2.1")
    (update,) = outside.bot("getUpdates")["result"]
    file_id = update["message"]["document"]["file_id"]
    path = outside.bot("getFile", file_id=file_id)["result"]["file_path"]
    assert outside.client.get(f"/file/bot{TOKEN}/{path}").content == b"2.1"
    outside.bot("sendDocument", chat_id=anna, document=file_id)
    shown = outside.look("chats")["messages"][-1]["file"]
    assert outside.client.get(f"/control/file/{shown['id']}").content == b"2.1"


def test_faults_and_limits_are_switched_from_outside(outside: Outside) -> None:
    outside.control("faults", trouble="500", method="getMe", times=1)
    assert outside.bot("getMe")["error_code"] == 500
    assert outside.bot("getMe")["ok"]
    outside.control("faults", trouble="403", method="getMe")
    outside.client.delete("/control/faults")
    assert outside.bot("getMe")["ok"]
    outside.control("limits", on=True)


@pytest.mark.parametrize(
    ("what", "facts", "complaint"),
    [
        ("say", {"person": 1, "text": "?"}, "KeyError: 1"),
        ("say", {"text": "?"}, "KeyError: 'person'"),
        ("tap", {"person": 1001, "label": "Готово"}, "NotOnScreen: Анна has no button «Готово»"),
        ("faults", {"trouble": "rain"}, "ValueError: trouble is one of drop_before"),
        ("again", {"tap": "0"}, "KeyError: '0'"),
    ],
)
def test_a_wrong_wish_is_told_plainly(
    outside: Outside, what: str, facts: dict[str, Any], complaint: str
) -> None:
    answer = outside.client.post(f"/control/{what}", json=facts)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(complaint)


def test_an_unheard_bot_is_told_after_the_time_is_over(outside: Outside) -> None:
    outside.control("say", person=1001, text="?")
    answer = outside.client.post("/control/settle", json={"within": 0.1})
    assert answer.status_code == 409
    assert "updates not confirmed" in answer.json()["error"]


def test_the_clock_of_the_process_can_be_moved(outside: Outside) -> None:
    before = outside.look("clock")["now"]
    after = outside.control("clock", move="day")["now"]
    assert after > before
    wrong = outside.client.post("/control/clock", json={"move": "year"})
    assert wrong.status_code == 400


def test_unknown_paths_are_not_found(outside: Outside) -> None:
    assert outside.client.get("/control/secrets").status_code == 404
    assert outside.client.post("/control/secrets", json={}).status_code == 404
    assert outside.client.get("/control/file/nothing").status_code == 404
    assert outside.client.post("/control/say", content=b"{").status_code == 400
