"""The Bot API methods the stand-in knows, by name; and those about the bot itself."""

from collections.abc import Awaitable, Callable, Mapping
from re import fullmatch
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from bot.demo import editing, sending
from bot.demo.arguments import Arguments
from bot.demo.chats import Json
from bot.demo.files import DOWNLOAD_LIMIT
from bot.demo.network import Network, Webhook
from bot.demo.refusals import bad_request

Method: TypeAlias = Callable[[Network, Arguments], Any | Awaitable[Any]]


def get_me(network: Network, _: Arguments) -> Json:
    """`getMe`."""
    return {
        **network.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(network: Network, args: Arguments) -> list[Json]:
    """`getUpdates`."""
    network.updates.allow(_allowed(args))
    limit = args.integer("limit", 100)
    updates = await network.updates.poll(args.integer("offset"), limit, args.integer("timeout"))
    return [update.as_json() for update in updates]


def set_webhook(network: Network, args: Arguments) -> bool:
    """`setWebhook`. Telegram wants https; here plain http will do on this machine's loopback."""
    url = args.text("url")
    if not url:
        return delete_webhook(network, args)
    parts = urlsplit(url)
    on_loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and on_loopback):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = args.text("secret_token")
    if not fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    if args.flag("drop_pending_updates"):
        network.updates.forget()
    network.updates.allow(_allowed(args))
    network.webhook = Webhook(url, secret, args.integer("max_connections", 40))
    network.updates.use_webhook(True)
    network.happenings.ring()
    return True


def delete_webhook(network: Network, args: Arguments) -> bool:
    """`deleteWebhook`."""
    if args.flag("drop_pending_updates"):
        network.updates.forget()
    network.webhook = Webhook()
    network.updates.use_webhook(False)
    network.happenings.ring()
    return True


def get_webhook_info(network: Network, _: Arguments) -> Json:
    """`getWebhookInfo`."""
    webhook = network.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(network.updates.pending),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
    if webhook.last_error_at is not None:
        info["last_error_date"] = int(webhook.last_error_at.timestamp())
        info["last_error_message"] = webhook.last_error
    if network.updates.allowed:
        info["allowed_updates"] = list(network.updates.allowed)
    return info


def get_file(network: Network, args: Arguments) -> Json:
    """`getFile`."""
    file = network.files.get(args.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.as_json(), "file_path": file.path}


def set_my_commands(network: Network, args: Arguments) -> bool:
    """`setMyCommands`."""
    network.commands.set(args)
    network.happenings.tell("commands")
    return True


def get_my_commands(network: Network, args: Arguments) -> list[dict[str, str]]:
    """`getMyCommands`."""
    return network.commands.get(args)


def delete_my_commands(network: Network, args: Arguments) -> bool:
    """`deleteMyCommands`."""
    network.commands.delete(args)
    network.happenings.tell("commands")
    return True


def _allowed(args: Arguments) -> list[str] | None:
    kinds = args.value("allowed_updates")
    return [str(kind) for kind in kinds] if isinstance(kinds, list) else None


METHODS: Mapping[str, Method] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "getfile": get_file,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "sendmessage": sending.send_message,
    "senddocument": sending.send_document,
    "sendphoto": sending.send_photo,
    "sendmediagroup": sending.send_media_group,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "answercallbackquery": editing.answer_callback_query,
}
"""Names are compared without regard to case, as Telegram does."""
