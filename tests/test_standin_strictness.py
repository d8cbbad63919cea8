"""The stand-in refuses what Telegram refuses, in the same words."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.markup import parse_html, utf16_length
from bot.demo.people import Person
from bot.demo.refusals import Refused
from bot.demo.telegram import Telegram


class Wire:
    """Calls of the Bot API as plain HTTP."""

    def __init__(self, telegram: Telegram, client: httpx.AsyncClient) -> None:
        self.telegram = telegram
        self.client = client

    async def get(self, method: str, **arguments: Any) -> httpx.Response:
        return await self.client.post(
            f"{self.telegram.api_url}{self.telegram.token}/{method}", json=arguments
        )

    async def refusal(self, method: str, **arguments: Any) -> str:
        response = await self.get(method, **arguments)
        body = response.json()
        assert body["ok"] is False
        assert body["error_code"] == response.status_code
        return str(body["description"])


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with await Telegram.start() as running:
        yield running


@pytest.fixture
async def wire(telegram: Telegram) -> AsyncIterator[Wire]:
    async with httpx.AsyncClient() as client:
        yield Wire(telegram, client)


@pytest.fixture
async def anna(telegram: Telegram, wire: Wire) -> Person:
    person = telegram.person("Анна")
    await person.says("/start")
    await wire.get("getUpdates", offset=telegram.pending[-1].id + 1)
    return person


async def test_four_ways_to_call_a_method(telegram: Telegram, anna: Person) -> None:
    url = f"{telegram.api_url}{telegram.token}/sendMessage"
    fields = {"chat_id": str(anna.id), "text": "раз"}
    async with httpx.AsyncClient() as client:
        answers = [
            await client.get(url, params=fields),
            await client.post(url, data=fields),
            await client.post(url, json=fields),
            await client.post(url.lower().replace(telegram.token.lower(), telegram.token),
                              files={name: (None, value) for name, value in fields.items()}),
        ]  # fmt: skip
    assert [answer.json()["result"]["text"] for answer in answers] == ["раз"] * 4


async def test_a_wrong_token_and_an_unknown_method(telegram: Telegram) -> None:
    async with httpx.AsyncClient() as client:
        wrong = await client.get(f"{telegram.api_url}1:nobody/getMe")
        garbled = await client.get(f"{telegram.api_url}nobody/getMe")
        unknown = await client.get(f"{telegram.api_url}{telegram.token}/doMagic")
        file = await client.get(f"{telegram.file_url}1:nobody/documents/file_1.txt")
    assert wrong.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert garbled.status_code == file.status_code == 401
    assert unknown.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_second_poll_ends_the_one_that_waits(telegram: Telegram, wire: Wire) -> None:
    older = asyncio.create_task(wire.get("getUpdates", timeout=50))
    assert await telegram.network.happenings.until(lambda: telegram.network.updates.is_polled, 5)
    newer = asyncio.create_task(wire.get("getUpdates", timeout=50))
    conflict = (await older).json()
    assert conflict["error_code"] == 409
    assert conflict["description"] == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    await telegram.person("Анна").says("привет")
    (update,) = (await newer).json()["result"]
    assert update["message"]["text"] == "привет"


async def test_a_bot_that_was_killed_while_polling_leaves_no_conflict(telegram: Telegram) -> None:
    url = f"{telegram.api_url}{telegram.token}/getUpdates"
    updates = telegram.network.updates
    async with httpx.AsyncClient() as killed:
        poll = asyncio.create_task(killed.get(url, params={"timeout": 50}, timeout=60))
        assert await telegram.network.happenings.until(lambda: updates.is_polled, 5)
        poll.cancel()
    assert await telegram.network.happenings.until(lambda: not updates.is_polled, 5)
    await telegram.person("Анна").says("привет")
    async with httpx.AsyncClient() as restarted:
        answer = await restarted.get(url)
    assert len(answer.json()["result"]) == 1


async def test_no_polling_beside_a_webhook(wire: Wire) -> None:
    assert (await wire.get("setWebhook", url="http://127.0.0.1:9/hook")).json()["ok"]
    assert (await wire.refusal("getUpdates")).startswith(
        "Conflict: can't use getUpdates method while webhook is active"
    )
    assert (await wire.get("deleteWebhook")).json()["ok"]
    assert (await wire.get("getUpdates")).json()["result"] == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"text": "  \n "}, "message text is empty"),
        ({"text": "я" * 4097}, "message is too long"),
        ({"text": "<b>нет конца", "parse_mode": "HTML"},
         'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'),
        ({"text": "до <br> после", "parse_mode": "HTML"},
         'can\'t parse entities: Unsupported start tag "br" at byte offset 5'),
        ({"text": "<b><i>test</b></i>", "parse_mode": "HTML"},
         "can't parse entities: Unmatched end tag at byte offset 10, "
         'expected "</i>", found "</b>"'),
        ({"text": "Анна <3", "parse_mode": "HTML"},
         "can't parse entities: Unclosed start tag at byte offset 9"),
        ({"text": "конец</b>", "parse_mode": "HTML"},
         "can't parse entities: Unexpected end tag at byte offset 10"),
        ({"text": "<a href>x</a>", "parse_mode": "HTML"},
         "can't parse entities: Expected equal sign in declaration of an attribute of the tag "
         '"a" at byte offset 0'),
        ({"text": '<span class="red">x</span>', "parse_mode": "HTML"},
         'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ({"text": "*x*", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({"text": "x", "reply_parameters": {"message_id": 999}},
         "message to be replied not found"),
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
        ({"text": "x", "reply_markup": "{"},
         "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
    ],
)  # fmt: skip
async def test_messages_that_are_refused(
    wire: Wire, anna: Person, arguments: dict[str, Any], complaint: str
) -> None:
    refusal = await wire.refusal("sendMessage", chat_id=anna.id, **arguments)
    assert refusal == f"Bad Request: {complaint}"
    assert anna.screen == ""


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        ({"text": "Да", "callback_data": "я" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "Да", "callback_data": ""},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "x"},
         'can\'t parse inline keyboard button: Can\'t find field "text"'),
        ({"text": 4, "callback_data": "x"},
         'can\'t parse inline keyboard button: Field "text" must be of type String'),
        ({"text": " ", "callback_data": "x"}, "REPLY_MARKUP_INVALID"),
        ({"text": "Да", "url": "not-a-url"},
         "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
        ({"text": "Да", "url": "ftp://example.com"},
         "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol"),
    ],
)  # fmt: skip
async def test_buttons_that_are_refused(
    wire: Wire, anna: Person, button: dict[str, Any], complaint: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    refusal = await wire.refusal("sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    assert refusal == f"Bad Request: {complaint}"


async def test_callback_data_of_64_bytes_passes(wire: Wire, anna: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "я" * 32}]]}
    answer = await wire.get(
        "sendMessage", chat_id=anna.id, text="?", reply_markup=json.dumps(markup)
    )
    assert answer.json()["result"]["reply_markup"] == markup


async def test_a_keyboard_of_a_hundred_buttons_is_the_most(wire: Wire, anna: Person) -> None:
    row = [{"text": "1", "callback_data": "1"}]
    for count, ok in ((100, True), (101, False)):
        answer = await wire.get(
            "sendMessage",
            chat_id=anna.id,
            text="?",
            reply_markup={"inline_keyboard": [row] * count},
        )
        assert answer.json()["ok"] is ok


async def test_the_length_is_counted_after_the_tags(wire: Wire, anna: Person) -> None:
    for size, ok in ((4096, True), (4097, False)):
        text = f" <b>{'я' * size}</b>\n"
        answer = await wire.get("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
        assert answer.json()["ok"] is ok


async def test_a_long_edit_is_refused_in_other_words(wire: Wire, anna: Person) -> None:
    sent = await wire.get("sendMessage", chat_id=anna.id, text="?")
    place = {"chat_id": anna.id, "message_id": sent.json()["result"]["message_id"]}
    refusal = await wire.refusal("editMessageText", **place, text="я" * 4097)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"


async def test_calls_without_a_chat(wire: Wire) -> None:
    assert await wire.refusal("sendMessage", text="?") == "Bad Request: chat_id is empty"
    assert await wire.refusal("sendMessage", text="?", chat_id="@nobody") == (
        "Bad Request: chat not found"
    )


async def test_every_call_is_logged_without_the_token(
    telegram: Telegram, wire: Wire, anna: Person
) -> None:
    await wire.get("sendMessage", chat_id=anna.id, text="раз")
    await wire.refusal("sendMessage", chat_id=5, text="два")
    first, second = telegram.calls.of("sendMessage")
    assert (first.ok, first.chat_id, first.facts["text"]) == (True, anna.id, "раз")
    assert (second.status, second.description) == (400, "Bad Request: chat not found")
    assert telegram.token not in repr(list(telegram.calls))


_PARTS = st.lists(
    st.one_of(
        st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<a href='t.me/x'>", "</a>", "<", "&lt;"]),
        st.text(max_size=5),
    ),
    max_size=12,
).map("".join)


@given(_PARTS)
def test_html_is_read_or_refused_and_entities_stay_inside_the_text(source: str) -> None:
    try:
        plain, entities = parse_html(source)
    except Refused as refusal:
        assert refusal.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017
        return
    for entity in entities:
        assert entity["length"] > 0
        assert entity["offset"] + entity["length"] <= utf16_length(plain)


@given(st.text())
def test_escaped_text_always_comes_through_whole(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped) == (text, [])
