"""Log lines: as text or JSON, and never with the token in them."""

import json
import logging
from datetime import UTC, datetime

from pydantic import SecretStr

from bot.settings import LogFormat

HIDDEN = "<token>"


class WithoutToken(logging.Filter):
    """Takes the bot's token out of every line: HTTP clients like to print whole addresses."""

    def __init__(self, token: SecretStr | None) -> None:
        super().__init__()
        self._token = token.get_secret_value() if token else ""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; keep it always."""
        if self._token:
            record.msg, record.args = self._hide(record.getMessage()), ()
            if record.exc_info:
                record.exc_text = self._hide(logging.Formatter().formatException(record.exc_info))
                record.exc_info = None
        return True

    def _hide(self, text: str) -> str:
        return text.replace(self._token, HIDDEN)


class AsJson(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the moment, the level, the logger, the message, and the traceback if any."""
        facts = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text or record.exc_info:
            facts["error"] = record.exc_text or self.formatException(
                record.exc_info or (None,) * 3
            )
        return json.dumps(facts, ensure_ascii=False)


def set_up(level: str, style: LogFormat, token: SecretStr | None) -> None:
    """Send log lines to stderr."""
    handler = logging.StreamHandler()
    handler.addFilter(WithoutToken(token))
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(AsJson() if style is LogFormat.JSON else text)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "apscheduler", "alembic", "telegram.ext.Application"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
