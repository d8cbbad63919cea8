"""Texts on their way into a chat: trimmed, measured, their links and commands found."""

from dataclasses import dataclass, field
from re import compile as pattern

from bot.demo.markup import Entity, parse_html, utf16_length
from bot.demo.refusals import bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_MOST_ENTITIES = 100  # Telegram quietly drops the formatting past this
_FOUND = pattern(
    r"(?P<url>https?://[^\s<>\"«»]*[^\s<>\"«».,;:!?)]"
    r"|(?<![\w@/.])t\.me/[\w?=&+/-]*[\w=-])"
    r"|(?P<bot_command>(?<![\w/>@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and its entities, as they stand in a message."""

    plain: str = ""
    entities: tuple[Entity, ...] = field(default=())


def typed(text: str) -> Wording:
    """What a person typed: no markup, but commands and links are found in it."""
    return _with_found(Wording(text.strip()))


def formatted(text: str, parse_mode: str) -> Wording:
    """What the bot wrote, read by its parse mode; refuses what Telegram refuses.

    Knows HTML alone: a bot that writes Markdown is told that its parse mode is not supported.
    """
    if not parse_mode:
        return _with_found(_trimmed(Wording(text)))
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    plain, entities = parse_html(text)
    return _with_found(_trimmed(Wording(plain, tuple(entities[:_MOST_ENTITIES]))))


def measured(wording: Wording, limit: int, complaint: str) -> Wording:
    """The wording itself, or a 400 with the complaint if it is longer than the limit.

    Counted in UTF-16 units: the stricter of the two readings of "4096 characters".
    """
    if utf16_length(wording.plain) > limit:
        raise bad_request(complaint)
    return wording


def _trimmed(wording: Wording) -> Wording:
    plain = wording.plain.strip()
    lead = utf16_length(wording.plain) - utf16_length(wording.plain.lstrip())
    end = utf16_length(plain)
    kept = []
    for entity in wording.entities:
        first = max(entity["offset"] - lead, 0)
        last = min(entity["offset"] - lead + entity["length"], end)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return Wording(plain, tuple(kept))


def _with_found(wording: Wording) -> Wording:
    taken = [
        range(entity["offset"], entity["offset"] + entity["length"])
        for entity in wording.entities
        if entity["type"] in ("code", "pre", "text_link", "custom_emoji")
    ]
    found = []
    for match in _FOUND.finditer(wording.plain):
        offset = utf16_length(wording.plain[: match.start()])
        if not any(offset in span for span in taken):
            kind = match.lastgroup or ""
            length = utf16_length(match.group())
            found.append({"type": kind, "offset": offset, "length": length})
    entities = sorted([*wording.entities, *found], key=lambda one: (one["offset"], -one["length"]))
    return Wording(wording.plain, tuple(entities))
