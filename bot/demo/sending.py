"""Bot API methods that put something new into a chat."""

from typing import Any

from bot.demo.arguments import Arguments, Upload
from bot.demo.chats import Account, Chat, Json, Message
from bot.demo.files import PHOTO_LIMIT, StoredFile, photo_fits, picture_sides
from bot.demo.keyboards import parse_keyboard
from bot.demo.network import Network
from bot.demo.refusals import Refused, bad_request, forbidden
from bot.demo.wording import CAPTION_LIMIT, TEXT_LIMIT, Wording, formatted, measured

_ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
)  # fmt: skip


def send_message(network: Network, args: Arguments) -> Json:
    """`sendMessage`."""
    wording = formatted(args.text("text"), args.text("parse_mode"))
    if not wording.plain:
        raise bad_request("message text is empty")
    measured(wording, TEXT_LIMIT, "message is too long")
    return _send(network, args, wording=wording).as_json()


def send_document(network: Network, args: Arguments) -> Json:
    """`sendDocument`."""
    file = _document(network, args, "document")
    return _send(network, args, wording=_caption(args), file=file).as_json()


def send_photo(network: Network, args: Arguments) -> Json:
    """`sendPhoto`."""
    file = _photo(network, args, "photo")
    return _send(network, args, wording=_caption(args), file=file).as_json()


def send_media_group(network: Network, args: Arguments) -> list[Json]:
    """`sendMediaGroup`: 2 to 10 photos, or as many documents, as one album."""
    media = args.objects("media")
    if not 2 <= len(media) <= 10:
        raise bad_request("media group must include 2-10 items")
    if len({item.get("type") for item in media}) > 1:
        raise bad_request("can't use the media of the specified type in the album")
    contents = [_album_item(network, args, item) for item in media]
    chat = writable_chat(network, args)
    album = str(13_000_000_000 + network.happenings.last)
    return [network.bot_says(chat, album=album, **content).as_json() for content in contents]


def send_chat_action(network: Network, args: Arguments) -> bool:
    """`sendChatAction`."""
    chat_of(network, args)
    if args.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def chat_of(network: Network, args: Arguments) -> Chat:
    """The chat of a call, if the bot may reach it; else Telegram's 400 or 403."""
    given = args.text("chat_id")
    if not given:
        raise bad_request("chat_id is empty")
    chat = network.chats.by_id.get(args.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    if chat.became is not None:
        raise Refused(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.became.id},
        )
    if chat.kind == "private":
        _check_person(chat.person)
    else:
        _check_group(chat)
    return chat


def writable_chat(network: Network, args: Arguments) -> Chat:
    """The same, counted against the limits of sending."""
    chat = chat_of(network, args)
    if not chat.bot_may_write:
        raise bad_request("not enough rights to send text messages to the chat")
    network.limits.take(chat.id)
    return chat


def _check_group(chat: Chat) -> None:
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    if not chat.bot_inside:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")


def _check_person(person: Account) -> None:
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _send(network: Network, args: Arguments, **content: Any) -> Message:
    keyboard = parse_keyboard(args.text("reply_markup"))
    chat = writable_chat(network, args)
    reply_to = _replied(chat, args.object("reply_parameters"))
    thread = args.integer("message_thread_id") or None
    if thread is not None and thread not in chat.topics:
        raise bad_request("message thread not found")
    if thread in chat.closed:
        raise bad_request("TOPIC_CLOSED")
    return network.bot_says(chat, keyboard=keyboard, reply_to=reply_to, thread=thread, **content)


def _replied(chat: Chat, parameters: Json) -> Message | None:
    if not parameters:
        return None
    message = chat.messages.get(parameters.get("message_id", 0))
    if message is None and not parameters.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def _caption(args: Arguments) -> Wording:
    wording = formatted(args.text("caption"), args.text("parse_mode"))
    return measured(wording, CAPTION_LIMIT, "message caption is too long")


def _document(network: Network, args: Arguments, field: str) -> StoredFile:
    upload = args.upload(field)
    if upload is None:
        return _known(network, args.text(field), field)
    _check_not_empty(upload)
    return network.files.add_document(upload.content, upload.name)


def _photo(network: Network, args: Arguments, field: str) -> StoredFile:
    upload = args.upload(field)
    if upload is None:
        return _known(network, args.text(field), field)
    _check_not_empty(upload)
    if len(upload.content) > PHOTO_LIMIT:
        raise bad_request("file is too big")
    sides = picture_sides(upload.content)
    if sides is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if not photo_fits(sides):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return network.files.add_photo(upload.content, sides)


def _check_not_empty(upload: Upload) -> None:
    if not upload.content:
        raise bad_request("file must be non-empty")


def _known(network: Network, file_id: str, kind: str) -> StoredFile:
    if not file_id:
        raise bad_request(f"there is no {kind} in the request")
    file = network.files.get(file_id)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if (file.sides is not None) != (kind == "photo"):
        have = "Photo" if file.sides is not None else "Document"
        raise bad_request(f"can't use file of type {have} as {kind.capitalize()}")
    return file


def _album_item(network: Network, args: Arguments, item: Json) -> dict[str, Any]:
    words = Arguments(
        {
            **{key: str(item.get(key) or "") for key in ("caption", "parse_mode")},
            "media": str(item.get("media") or ""),
        },
        args.uploads,
    )
    if item.get("type") not in ("photo", "document"):
        raise bad_request("can't use the media of the specified type in the album")
    read = _photo if item["type"] == "photo" else _document
    return {"wording": _caption(words), "file": read(network, words, "media")}
