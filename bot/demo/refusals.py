"""Telegram's refusals, in Telegram's own words."""

from collections.abc import Mapping

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_IS_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
TERMINATED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"


class Refused(Exception):  # noqa: N818 - it is what Telegram did, as in "the call was refused"
    """Telegram said no: an HTTP status, a description and, for some, what to do about it."""

    def __init__(
        self, code: int, description: str, parameters: Mapping[str, int] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})


def bad_request(what: str) -> Refused:
    """A 400: the call itself is wrong."""
    return Refused(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refused:
    """A 403: the call is right, the person or the chat does not let the bot."""
    return Refused(403, f"Forbidden: {what}")


def too_many_requests(seconds: int) -> Refused:
    """A 429: come back in so many whole seconds."""
    return Refused(
        429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds}
    )
