"""Scripted people: they write, tap, send files, block the bot, and look at their screens."""

from collections.abc import Sequence
from dataclasses import dataclass
from re import escape, search

from bot.demo.chats import Account, Chat, Message
from bot.demo.files import picture_sides
from bot.demo.keyboards import Button
from bot.demo.network import Network
from bot.demo.taps import Answer, Tap
from bot.demo.wording import Wording, typed

_USUAL_PHOTO = (1280, 960)


class NotOnScreen(AssertionError):  # noqa: N818 - said as a person would
    """What the script expected is not there; says what is."""


@dataclass(frozen=True, slots=True, eq=False)
class Pressable:
    """A button under a certain message. It can be kept and tapped later, even when it is gone."""

    message: Message
    label: str
    data: str


class Person:
    """Somebody with Telegram in their hands. Chats are private unless a group is named."""

    def __init__(self, network: Network, account: Account, chat: Chat) -> None:
        self._network = network
        self._account = account
        self._chat = chat
        self._looked = 0

    def __repr__(self) -> str:
        return f"Person({self.name!r}, id={self.id})"

    @property
    def id(self) -> int:
        """The Telegram id, also the id of the private chat."""
        return self._account.id

    @property
    def name(self) -> str:
        """The first name the bot sees."""
        return self._account.name

    # What the person does. Each returns as soon as the bot could know of it.

    async def says(
        self, text: str, chat: Chat | None = None, *, topic: int | None = None
    ) -> Message:
        """Write a message; in a group if one is named, and in a topic of it."""
        begun = chat.messages.get(topic) if chat and topic else None
        return self._sends(chat, wording=typed(text), thread=topic, reply_to=begun)

    async def replies(self, message: Message, text: str) -> Message:
        """Write a message in reply to another."""
        return self._sends(message.chat, wording=typed(text), reply_to=message)

    async def sends_file(self, content: bytes, name: str, caption: str = "") -> Message:
        """Send a document."""
        file = self._network.files.add_document(content, name)
        return self._sends(None, wording=typed(caption), file=file)

    async def sends_photo(self, content: bytes, caption: str = "") -> Message:
        """Send a photo."""
        return self._sends_photo(content, typed(caption), album=None)

    async def sends_album(self, photos: Sequence[bytes], caption: str = "") -> list[Message]:
        """Send photos as one album: separate messages with one media group id."""
        album = str(13_900_000_000 + self._network.happenings.last)
        words = [typed(caption), *[Wording()] * (len(photos) - 1)]
        return [
            self._sends_photo(photo, wording, album)
            for photo, wording in zip(photos, words, strict=True)
        ]

    async def taps_in(self, chat: Chat, label: str, within: float = 5.0) -> Tap:
        """Tap a button in a group; what `taps` says holds for it too."""

        def found() -> Pressable | None:
            there = sorted(chat.messages.values(), key=lambda message: -message.shown)
            return _found(there, label)

        await self._network.until_or_settled(lambda: found() is not None, within)
        button = found()
        if button is None:
            raise NotOnScreen(f"{self.name} has no button «{label}» in {chat.title}")
        return self._tap(button)

    async def taps(self, label: str, within: float = 5.0) -> Tap:
        """Tap the button whose label has these words, on the newest message that has such one.

        Waits for the button as long as the bot is at work. Raises `NotOnScreen` with the labels
        that are there.
        """
        await self._network.until_or_settled(lambda: self._find(label) is not None, within)
        return self._tap(self.button(label))

    async def taps_again(self, button: Pressable | Tap) -> Tap:
        """Tap a button met before, whether or not it is still there."""
        return self._tap(button)

    async def taps_data(
        self, data: str, message: Message | None = None, *, accessible: bool = True
    ) -> Tap:
        """Tap with made-up data, as no honest app would; on the newest message if none is named.

        An inaccessible message reaches the bot without its text (as very old ones do).
        """
        target = message or self._newest()
        return self._tap(Pressable(target, "", data), accessible=accessible)

    async def deletes(self, message: Message) -> None:
        """Remove a message from the chat, for both sides."""
        self._network.remove(message)

    async def blocks(self) -> None:
        """Stop the bot."""
        self._account.blocked = True
        self._network.bot_membership(self._account, self._chat, "member", "kicked")
        self._network.happenings.tell("person", person=self.id)

    async def unblocks(self) -> None:
        """Let the bot in again."""
        self._account.blocked = False
        self._network.bot_membership(self._account, self._chat, "kicked", "member")
        self._network.happenings.tell("person", person=self.id)

    # What the person sees.

    @property
    def messages(self) -> list[Message]:
        """Everything in the private chat, in the order it was sent."""
        return [self._chat.messages[number] for number in sorted(self._chat.messages)]

    @property
    def screen(self) -> str:
        """The text of the bot's message that moved last (was sent or edited); "" if none did."""
        shown = self._shown()
        return shown[0].text if shown else ""

    @property
    def labels(self) -> list[str]:
        """The buttons under that message."""
        shown = self._shown()
        return [button.label for row in (shown[0].keyboard if shown else ()) for button in row]

    @property
    def news(self) -> list[Message]:
        """The bot's messages sent or edited since the person last did something."""
        return [message for message in reversed(self._shown()) if message.shown > self._looked]

    @property
    def toast(self) -> str | None:
        """The answer to the person's last tap; None while there is none."""
        answer = self.answer
        return answer.text if answer else None

    @property
    def answer(self) -> Answer | None:
        """The same with all that came with it: whether it is an alert."""
        taps = self._network.taps.of(self._account)
        return taps[-1].answer if taps else None

    def button(self, label: str) -> Pressable:
        """The button with these words, to be kept for later; `NotOnScreen` if there is none."""
        found = self._find(label)
        if found is None:
            there = [
                button.label for one in self._shown() for row in one.keyboard for button in row
            ]
            raise NotOnScreen(f"{self.name} has no button «{label}», but {there or 'none at all'}")
        return found

    async def sees(self, text: str, within: float = 5.0) -> Message:
        """Wait until the bot has shown this text since the person last did something.

        Raises `NotOnScreen` with what is on the screen instead.
        """

        def seen() -> list[Message]:
            return [message for message in self.news if text in message.text]

        if not await self._network.happenings.until(lambda: bool(seen()), within):
            raise NotOnScreen(
                "\n".join(
                    [
                        f"{self.name} does not see «{text}» in {within} s",
                        self.dump(),
                        *self._network.standing(),
                    ]
                )
            )
        return seen()[-1]

    async def sees_toast(self, text: str = "", within: float = 5.0) -> str:
        """Wait until the last tap is answered with this text."""

        def seen() -> bool:
            return self.toast is not None and text in self.toast

        if not await self._network.happenings.until(seen, within):
            raise NotOnScreen(f"{self.name} sees the toast {self.toast!r}, not «{text}»")
        return self.toast or ""

    def dump(self) -> str:
        """What is on the screen: for messages of tests that failed."""
        return f"{self.name} sees: {self.screen!r} {self.labels} toast {self.toast!r}"

    def _sends(self, chat: Chat | None, **content: object) -> Message:
        target = chat or self._chat
        if target is self._chat and self._account.blocked:
            raise AssertionError(f"{self.name} has blocked the bot and cannot write to it")
        message = self._network.person_says(self._account, target, **content)
        self._looked = message.shown
        return message

    def _sends_photo(self, content: bytes, wording: Wording, album: str | None) -> Message:
        sides = picture_sides(content) or _USUAL_PHOTO
        file = self._network.files.add_photo(content, sides)
        return self._sends(None, wording=wording, file=file, album=album)

    def _tap(self, button: Pressable | Tap, *, accessible: bool = True) -> Tap:
        shown = self._shown()
        self._looked = shown[0].shown if shown else 0
        current = button.message.chat.messages.get(button.message.id, button.message)
        return self._network.person_taps(
            self._account, current, button.label, button.data, accessible=accessible
        )

    def _shown(self) -> list[Message]:
        """The bot's messages, the one that moved last first."""
        own = [one for one in self._chat.messages.values() if one.sender is self._network.bot]
        return sorted(own, key=lambda message: message.shown, reverse=True)

    def _newest(self) -> Message:
        shown = self._shown()
        if not shown:
            raise NotOnScreen(f"{self.name} has no message of the bot")
        return shown[0]

    def _find(self, label: str) -> Pressable | None:
        return _found(self._shown(), label)


def _found(messages: Sequence[Message], label: str) -> Pressable | None:
    # «Готово 4.1» must not press «Готово 4.10»: words that end where the label does come first
    whole = rf"(?<![\w.]){escape(label)}(?!\w|\.\d)"
    pressable = [
        (message, button)
        for message in messages
        for row in message.keyboard
        for button in row
        if button.data is not None and label in button.label
    ]
    exact = [found for found in pressable if search(whole, found[1].label)]
    return next((_pressable(*found) for found in exact or pressable), None)


def _pressable(message: Message, button: Button) -> Pressable:
    return Pressable(message, button.label, button.data or "")
