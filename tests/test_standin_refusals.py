"""More of what Telegram refuses: files, albums, captions, commands, odd markup."""

from collections.abc import AsyncIterator
from struct import pack
from typing import Any

import httpx
import pytest

from bot.demo.files import picture_sides
from bot.demo.markup import parse_html
from bot.demo.people import Person
from bot.demo.refusals import Refused
from bot.demo.telegram import Telegram
from bot.demo.wording import formatted, typed
from tests.pictures import png


class Wire:
    """Calls of the Bot API with files beside them."""

    def __init__(self, telegram: Telegram, client: httpx.AsyncClient, chat: int) -> None:
        self.url = f"{telegram.api_url}{telegram.token}/"
        self.client = client
        self.chat = chat

    async def call(self, method: str, files: Any = None, **fields: Any) -> Any:
        data = {"chat_id": str(self.chat), **fields}
        answer = await self.client.post(self.url + method, data=data, files=files)
        return answer.json()

    async def refusal(self, method: str, files: Any = None, **fields: Any) -> str:
        return str((await self.call(method, files, **fields))["description"])


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with await Telegram.start() as running:
        yield running


@pytest.fixture
async def anna(telegram: Telegram) -> Person:
    person = telegram.person("Анна")
    await person.says("/start")
    return person


@pytest.fixture
async def wire(telegram: Telegram, anna: Person) -> AsyncIterator[Wire]:
    async with httpx.AsyncClient() as client:
        yield Wire(telegram, client, anna.id)


async def test_photos_that_are_refused(wire: Wire) -> None:
    for picture, complaint in (
        (b"", "file must be non-empty"),
        (b"GIF89a", "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (png(21, 1), "PHOTO_INVALID_DIMENSIONS"),
        (b"\x89PNG" + bytes(10 * 1024 * 1024), "file is too big"),
    ):
        files = {"photo": ("p.png", picture)}
        assert await wire.refusal("sendPhoto", files) == f"Bad Request: {complaint}"
    assert await wire.refusal("sendPhoto") == "Bad Request: there is no photo in the request"


async def test_file_ids_that_are_refused(wire: Wire) -> None:
    sent = await wire.call("sendDocument", {"document": ("x.txt", b"x")})
    document = sent["result"]["document"]["file_id"]
    assert await wire.refusal("sendPhoto", photo=document) == (
        "Bad Request: can't use file of type Document as Photo"
    )
    assert await wire.refusal("sendDocument", document="no-such") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await wire.refusal("getFile", file_id="no-such") == "Bad Request: invalid file_id"


async def test_captions_are_shorter_than_texts(wire: Wire) -> None:
    document = {"document": ("x.txt", b"x")}
    assert (await wire.call("sendDocument", document, caption="я" * 1024))["ok"]
    assert await wire.refusal("sendDocument", document, caption="я" * 1025) == (
        "Bad Request: message caption is too long"
    )
    sent = await wire.call("sendDocument", document)
    place = {"message_id": str(sent["result"]["message_id"])}
    assert await wire.refusal("editMessageCaption", caption="я" * 1025, **place) == (
        "Bad Request: MEDIA_CAPTION_TOO_LONG"
    )


@pytest.mark.parametrize(
    ("media", "complaint"),
    [
        ('[{"type": "photo", "media": "attach://a"}]', "media group must include 2-10 items"),
        ("[", "can't parse media JSON object"),
        ('[{"type": "photo", "media": "attach://a"}, {"type": "document", "media": "attach://a"}]',
         "can't use the media of the specified type in the album"),
        ('[{"type": "voice", "media": "attach://a"}, {"type": "voice", "media": "attach://a"}]',
         "can't use the media of the specified type in the album"),
    ],
)  # fmt: skip
async def test_albums_that_are_refused(wire: Wire, media: str, complaint: str) -> None:
    refusal = await wire.refusal("sendMediaGroup", {"a": ("a.png", png())}, media=media)
    assert refusal == f"Bad Request: {complaint}"


async def test_an_album_of_documents(wire: Wire) -> None:
    item = (
        '{"type": "document", "media": "attach://a", "caption": "<b>x</b>", "parse_mode": "HTML"}'
    )
    answer = await wire.call("sendMediaGroup", {"a": ("a.txt", b"a")}, media=f"[{item}, {item}]")
    assert [one["caption"] for one in answer["result"]] == ["x", "x"]


async def test_other_calls_that_are_refused(wire: Wire, anna: Person) -> None:
    text = {"message_id": str(anna.messages[0].id)}
    own = await wire.call("sendMessage", text="x")
    place = {"message_id": str(own["result"]["message_id"])}
    for method, fields, complaint in (
        ("editMessageText", {"text": "?"}, "message identifier is not specified"),
        ("editMessageText", {"text": " ", **place}, "message text is empty"),
        ("editMessageText", {"text": "?", **text}, "message can't be edited"),
        ("editMessageCaption", {"caption": "?", **place},
         "there is no caption in the message to edit"),
        ("sendMessage", {"text": "x", "reply_parameters": "[1]"},
         "can't parse reply_parameters: Object expected"),
        ("deleteMessages", {"message_ids": "1"}, "message identifiers are not specified"),
        ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "я" * 201}, "MESSAGE_TOO_LONG"),
        ("setMyCommands", {"commands": "{}"}, "can't parse commands: Array of Objects expected"),
        ("setMyCommands", {"commands": '[{"command": "a", "description": ""}]'},
         "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": str([{}] * 101)}, "BOT_COMMANDS_TOO_MUCH"),
    ):  # fmt: skip
        assert await wire.refusal(method, None, **fields) == f"Bad Request: {complaint}"


async def test_what_is_not_there_is_passed_over_when_many_are_deleted(
    wire: Wire, anna: Person
) -> None:
    sent = await wire.call("sendMessage", text="лишнее")
    number = sent["result"]["message_id"]
    assert (await wire.call("deleteMessages", message_ids=f"[{number}, 999]"))["result"]
    assert anna.screen == ""


async def test_commands_can_be_taken_away(wire: Wire, telegram: Telegram, anna: Person) -> None:
    await wire.call("setMyCommands", commands='[{"command": "/tasks", "description": "Дела"}]')
    assert telegram.network.commands.menu(anna.id, None) == [
        {"command": "tasks", "description": "Дела"}
    ]
    await wire.call("deleteMyCommands")
    assert telegram.network.commands.menu(anna.id, None) == []


async def test_keyboards_of_the_phone_itself_are_let_through_unseen(
    wire: Wire, anna: Person
) -> None:
    for markup in ('{"force_reply": true}', '{"keyboard": [[{"text": "A"}]]}', "null", " "):
        assert (await wire.call("sendMessage", text="x", reply_markup=markup))["ok"]
    assert anna.labels == []
    for markup, complaint in (
        ('{"inline_keyboard": 1}', 'field "inline_keyboard" must be of type Array'),
        ('{"inline_keyboard": [1]}',
         'can\'t parse inline keyboard: field "inline_keyboard" must be an Array of Arrays'),
        ('{"inline_keyboard": [[1]]}',
         "can't parse inline keyboard button: Inline keyboard button must be an Object"),
        ('{"inline_keyboard": [[{"text": "A", "callback_data": 1}]]}',
         'can\'t parse inline keyboard button: Field "callback_data" must be of type String'),
    ):  # fmt: skip
        refusal = await wire.refusal("sendMessage", text="x", reply_markup=markup)
        assert refusal == f"Bad Request: {complaint}"


async def test_a_body_that_is_no_json_object(wire: Wire) -> None:
    for body, complaint in (
        (b"{", "can't parse JSON object"),
        (b"[]", "can't parse JSON object: Object expected"),
    ):
        headers = {"Content-Type": "application/json"}
        answer = await wire.client.post(wire.url + "sendMessage", content=body, headers=headers)
        assert answer.json()["description"] == f"Bad Request: {complaint}"


def jpeg(width: int, height: int) -> bytes:
    size = pack(">HBHHB", 11, 8, height, width, 1) + bytes(3)
    return b"\xff\xd8\xff\xe0" + pack(">H", 4) + b"xx" + b"\xff\xc0" + size


def test_the_sides_of_a_picture_are_read_from_the_picture() -> None:
    assert picture_sides(png(120, 80)) == (120, 80)
    assert picture_sides(jpeg(640, 480)) == (640, 480)
    assert picture_sides(b"\xff\xd8\xff") is None
    assert picture_sides(b"%PDF") is None


@pytest.mark.parametrize(
    ("source", "plain", "kinds"),
    [
        ('<a href="https://a.ru">я</a>', "я", ["text_link"]),
        ("<a>https://a.ru</a>", "https://a.ru", ["text_link"]),
        ("<a href='никуда'>я</a>", "я", []),
        ("<a href='http://[x'>я</a>", "я", []),
        ('<a href="tg://user?id=1">я</a>', "я", ["text_link"]),
        ("<A href=a.ru>я</A>", "я", ["text_link"]),
        ("<blockquote expandable>я</blockquote>", "я", ["expandable_blockquote"]),
        ("<blockquote>я</blockquote>", "я", ["blockquote"]),
        ('<span class="tg-spoiler">я</span>', "я", ["spoiler"]),
        ('<tg-emoji emoji-id="5">я</tg-emoji>', "я", ["custom_emoji"]),
        ("<b></b>&#1103;&#x44f;&nbsp;", "яя&nbsp;", []),
        ('<b id = "x" >я</ >', "я", ["bold"]),
    ],
)
def test_markup_that_is_read(source: str, plain: str, kinds: list[str]) -> None:
    text, entities = parse_html(source)
    assert (text, [entity["type"] for entity in entities]) == (plain, kinds)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<b id="x', "Unclosed start tag at byte offset 0"),
        ("<b =1>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<b id=1_>", "Unexpected end of name token at byte offset 6"),
        ("<b>я</b", "Unclosed end tag at byte offset 5"),
    ],
)
def test_markup_that_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_an_emoji_without_a_number_is_refused() -> None:
    with pytest.raises(Refused, match="Invalid custom emoji identifier"):
        parse_html('<tg-emoji emoji-id="x">я</tg-emoji>')


def test_commands_and_links_are_found_where_they_are() -> None:
    wording = typed(" /done 4.4, см. https://a.ru/x. и t.me/vekha_bot?start=a-1 но не a/b ")
    found = [wording.plain[one["offset"] :][: one["length"]] for one in wording.entities]
    assert found == ["/done", "https://a.ru/x", "t.me/vekha_bot?start=a-1"]
    inside = formatted('<code>/done</code> <a href="a.ru">https://b.ru</a>', "HTML")
    assert [one["type"] for one in inside.entities] == ["code", "text_link"]
