"""The way to Telegram: one bot object, set up the same for running and for asking."""

from datetime import timedelta

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import Defaults
from telegram.request import HTTPXRequest

from bot.retrying import Retrying, TelegramBot
from bot.settings import Settings
from scheduler.pace import Pace
from storage.domain.permissions import Refusal

POLL = timedelta(seconds=30)
"""How long Telegram holds a request for updates when there are none."""

AT_ONCE = 32
"""Updates under way at once. More would only wait inside the HTTP client's pool."""

DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
)


def telegram(settings: Settings, pace: Pace) -> TelegramBot:
    """Make the bot, which goes at this pace. Raises Refusal `no_token`."""
    if settings.token is None:
        raise Refusal("no_token")
    proxy = settings.proxy_url or None
    return TelegramBot(
        settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.files}/file/bot",
        # A tap is two calls at once; letters and files need room beside them.
        request=HTTPXRequest(
            connection_pool_size=AT_ONCE * 2 + 16, pool_timeout=10, read_timeout=20, proxy=proxy
        ),
        get_updates_request=HTTPXRequest(
            connection_pool_size=4,
            pool_timeout=10,
            read_timeout=POLL.total_seconds() + 10,
            proxy=proxy,
        ),
        defaults=DEFAULTS,
        rate_limiter=Retrying(pace),
    )
