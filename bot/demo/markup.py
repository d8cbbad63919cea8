"""Telegram's HTML, read as strictly as Telegram reads it."""

from dataclasses import dataclass
from html import unescape
from re import compile as pattern
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from bot.demo.refusals import Refused, bad_request

Entity: TypeAlias = dict[str, Any]

_KINDS = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
_REFERENCE = pattern(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});?")
_NAME_TOKEN = pattern(r"[A-Za-z0-9.\-]*")


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities (offsets in UTF-16 units), or Telegram's 400."""
    return _Reader(source).read()


def utf16_length(text: str) -> int:
    """The length as Telegram counts it in entities."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def link_target(url: str) -> str | None:
    """The address as Telegram would keep it, or None: a link that leads nowhere is dropped."""
    address = url.strip()
    if "://" not in address:
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme in ("tg", "ton"):
        return address
    if parts.scheme not in ("http", "https") or "." not in host.strip("."):
        return None
    return address


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    plain_from: int


class _Reader:
    """One pass over the source; `at` is where it stands."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.plain: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            here = self.source[self.at]
            if here == "<":
                self._tag()
            elif here == "&":
                self._reference()
            else:
                self._put(here)
                self.at += 1
        if self.open:
            raise self._refusal(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"'
            )
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.plain), self.entities

    def _put(self, text: str) -> None:
        self.plain.append(text)
        self.length += utf16_length(text)

    def _reference(self) -> None:
        found = _REFERENCE.match(self.source, self.at)
        written = found.group() if found else "&"
        self._put(unescape(written) if found else written)
        self.at += len(written)

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._here() == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        tag = self._until_space_or(">").lower()
        if not self._here():
            raise self._refusal(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in _KINDS:
            raise self._refusal(
                f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}'
            )
        argument = ""
        while self._skip_space() != ">":
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise self._refusal(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}'
            )
        self.open.append(_Open(tag, argument, self.length, len(self.plain)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._until_space_or("=>")
        if not name:
            raise self._refusal(
                f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}'
            )
        if self._skip_space() != "=":
            if (tag, name) == ("blockquote", "expandable") and self._here():
                return name, ""
            raise self._refusal(
                "Expected equal sign in declaration of an attribute of the tag "
                f'"{tag}" at byte offset {self._byte(begin)}'
            )
        self.at += 1
        quote = self._skip_space()
        value = self._quoted(quote) if quote in {"'", '"'} else self._name_token()
        if not self._here():
            raise self._refusal(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return name, value

    def _quoted(self, quote: str) -> str:
        end = self.source.find(quote, self.at + 1)
        end = len(self.source) if end < 0 else end
        value = _REFERENCE.sub(lambda found: unescape(found[0]), self.source[self.at + 1 : end])
        self.at = end + 1
        return value

    def _name_token(self) -> str:
        begin = self.at
        token = _NAME_TOKEN.match(self.source, begin)
        assert token is not None  # the pattern matches nothing too
        self.at = token.end()
        if self._here() and not self._here().isspace() and self._here() != ">":
            raise self._refusal(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return token.group().lower()

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise self._refusal(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 1
        tag = self._until_space_or(">").lower()
        if self._skip_space() != ">":
            raise self._refusal(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise self._refusal(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self.length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Entity = {
            "type": _KINDS[opened.tag],
            "offset": opened.offset,
            "length": self.length - opened.offset,
        }
        if opened.tag == "a":
            url = link_target(opened.argument or "".join(self.plain[opened.plain_from :]))
            if url is None:
                return
            entity["url"] = url
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdigit():
                raise bad_request("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _here(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip_space(self) -> str:
        while self._here().isspace():
            self.at += 1
        return self._here()

    def _until_space_or(self, stops: str) -> str:
        begin = self.at
        while self._here() and not self._here().isspace() and self._here() not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    @staticmethod
    def _refusal(what: str) -> Refused:
        return bad_request(f"can't parse entities: {what}")


def _argument(tag: str, name: str, value: str) -> str:
    """What of an attribute Telegram keeps."""
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if (tag, name) == ("blockquote", "expandable"):
        return "expandable"
    return ""
