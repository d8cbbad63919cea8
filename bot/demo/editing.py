"""Bot API methods that change or remove what stands in a chat, and that answer taps."""

from typing import Any

from bot.demo.arguments import Arguments
from bot.demo.chats import Json, Message
from bot.demo.keyboards import parse_keyboard
from bot.demo.markup import utf16_length
from bot.demo.network import Network
from bot.demo.refusals import NOT_MODIFIED, bad_request
from bot.demo.sending import chat_of
from bot.demo.taps import Answer
from bot.demo.wording import CAPTION_LIMIT, TEXT_LIMIT, formatted, measured

_TOAST_LIMIT = 200


def edit_message_text(network: Network, args: Arguments) -> Json:
    """`editMessageText`; without `reply_markup` the keyboard goes."""
    wording = formatted(args.text("text"), args.text("parse_mode"))
    if not wording.plain:
        raise bad_request("message text is empty")
    measured(wording, TEXT_LIMIT, "MESSAGE_TOO_LONG")
    message = _editable(network, args)
    if message.file is not None:
        raise bad_request("there is no text in the message to edit")
    return _edit(network, args, message, wording=wording)


def edit_message_caption(network: Network, args: Arguments) -> Json:
    """`editMessageCaption`; without `reply_markup` the keyboard goes."""
    wording = formatted(args.text("caption"), args.text("parse_mode"))
    measured(wording, CAPTION_LIMIT, "MEDIA_CAPTION_TOO_LONG")
    message = _editable(network, args)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    return _edit(network, args, message, wording=wording)


def edit_message_reply_markup(network: Network, args: Arguments) -> Json:
    """`editMessageReplyMarkup`."""
    return _edit(network, args, _editable(network, args))


def delete_message(network: Network, args: Arguments) -> bool:
    """`deleteMessage`."""
    chat = chat_of(network, args)
    message = chat.messages.get(args.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if (network.now() - message.date).total_seconds() > 48 * 3600:
        raise bad_request("message can't be deleted for everyone")
    network.remove(message)
    return True


def delete_messages(network: Network, args: Arguments) -> bool:
    """`deleteMessages`: those that are there; the others are passed over in silence."""
    chat = chat_of(network, args)
    wanted = args.value("message_ids")
    if not isinstance(wanted, list):
        raise bad_request("message identifiers are not specified")
    for message in [one for one in chat.messages.values() if one.id in wanted]:
        network.remove(message)
    return True


def answer_callback_query(network: Network, args: Arguments) -> bool:
    """`answerCallbackQuery`."""
    text = args.text("text")
    if utf16_length(text) > _TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = Answer(text, args.flag("show_alert"), args.text("url"))
    network.answer_tap(args.text("callback_query_id"), answer)
    return True


def _editable(network: Network, args: Arguments) -> Message:
    chat = chat_of(network, args)
    if not args.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(args.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not network.bot:
        raise bad_request("message can't be edited")
    return message


def _edit(network: Network, args: Arguments, message: Message, **content: Any) -> Json:
    content["keyboard"] = parse_keyboard(args.text("reply_markup"))
    if all(getattr(message, name) == value for name, value in content.items()):
        raise bad_request(NOT_MODIFIED)
    if message.chat.kind != "private":
        network.limits.take(message.chat.id)  # a group's minute counts edits too
    return network.bot_edits(message, **content).as_json()
