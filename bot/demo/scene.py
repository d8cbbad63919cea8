"""A scene: the network and the people in it, as whoever scripts them holds it."""

from collections.abc import Sequence

from bot.demo.calls import Calls
from bot.demo.chats import Account, Chat, Json, Message
from bot.demo.faults import Faults
from bot.demo.limits import Limits
from bot.demo.network import QUIET, Network
from bot.demo.people import Person
from bot.demo.taps import Tap
from bot.demo.updates import MESSAGE_LIFE, Update

_FIRST_PERSON = 1001


class Scene:
    """People around one bot, and what can befall them."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.people: dict[int, Person] = {}

    @property
    def calls(self) -> Calls:
        """What the bot asked so far."""
        return self.network.calls

    @property
    def faults(self) -> Faults:
        """What is to go wrong."""
        return self.network.faults

    @property
    def limits(self) -> Limits:
        """Limits on sending; off unless switched on."""
        return self.network.limits

    @property
    def pending(self) -> list[Update]:
        """Updates the bot has not confirmed."""
        return self.network.updates.pending

    def person(
        self,
        name: str,
        id: int | None = None,  # noqa: A002 - it is the person's id
        language: str | None = "ru",
        username: str | None = None,
    ) -> Person:
        """Somebody new with Telegram, who has not pressed Start yet; or the one of this id."""
        number = id if id is not None else max([_FIRST_PERSON - 1, *self.people]) + 1
        if number not in self.people:
            account = Account(number, name, username, language)
            chat = self.network.chats.add_person(account)
            self.people[number] = Person(self.network, account, chat)
            self.network.happenings.tell("person", person=number)
        return self.people[number]

    def group(self, title: str, members: Sequence[Person], *, supergroup: bool = True) -> Chat:
        """A group with these people, made by the first of them, who takes the bot in."""
        accounts = [self.network.chats.accounts[person.id] for person in members]
        chat = self.network.chats.add_group(title, accounts, supergroup=supergroup)
        self._changed(chat)
        self.network.bot_membership(accounts[0], chat, "left", "member")
        return chat

    def upgrade(self, group: Chat) -> Chat:
        """Turn a group into a supergroup: another id, and both sides are told."""
        chats, now = self.network.chats, self.network.now()
        owner = group.person
        new = chats.add_group(group.title, list(group.members.values()), supergroup=True)
        group.became = new
        self._changed(new)
        for chat, service in (
            (group, ("migrate_to_chat_id", new.id)),
            (new, ("migrate_from_chat_id", group.id)),
        ):
            message = chats.put(chat, owner, now, service=(service,))
            self.network.updates.add("message", message.as_json(), MESSAGE_LIFE, f"chat {chat.id}")
        return new

    def expel(self, group: Chat) -> None:
        """Put the bot out of a group."""
        group.bot_inside = False
        self._changed(group)
        self.network.bot_membership(group.person, group, "member", "kicked")

    def take_in(self, group: Chat, by: Person) -> None:
        """Let a person bring the bot to a group in which it is not."""
        group.bot_inside = True
        self._changed(group)
        account = self.network.chats.accounts[by.id]
        self.network.bot_membership(account, group, "left", "member")

    def mute(self, group: Chat, *, told: bool = True) -> None:
        """Forbid the bot to write; it is not told when the whole group may not."""
        group.bot_may_write = False
        if told:
            self.network.bot_membership(group.person, group, "member", "restricted")

    def unmute(self, group: Chat) -> None:
        """Let it write again."""
        group.bot_may_write = True
        self.network.bot_membership(group.person, group, "restricted", "member")

    def topic(self, group: Chat, name: str) -> int:
        """Begin a topic, which makes the group a forum; return its thread."""
        colour = {"name": name, "icon_color": 7322096}
        begun = self._says_of(group, "forum_topic_created", colour, None)
        group.topics[begun.id] = name
        self._changed(group)
        return begun.id

    def close_topic(self, group: Chat, thread: int) -> None:
        """Let nobody but admins write in a topic."""
        group.closed.add(thread)
        self._says_of(group, "forum_topic_closed", {}, thread)

    def reopen_topic(self, group: Chat, thread: int) -> None:
        """Let everybody write there again."""
        group.closed.remove(thread)
        self._says_of(group, "forum_topic_reopened", {}, thread)

    def delete_topic(self, group: Chat, thread: int) -> None:
        """Remove a topic with all that was said in it; nobody tells the bot."""
        del group.topics[thread]

    def deliver_again(self, tap: Tap) -> None:
        """Deliver a tap that was confirmed already once more, with the same ids."""
        assert tap.update_id is not None, "the bot did not ask for taps"
        self.network.updates.deliver_again(tap.update_id)

    async def settles(self, within: float = 5.0, quiet: float = QUIET) -> None:
        """Wait until no update waits and no call is under way, for `quiet` seconds on end.

        (A bot may go on working after it has confirmed an update; hence the quiet.)
        Raises `TimeoutError` that says what is still going on.
        """
        if (
            not await self.network.until_or_settled(lambda: False, within, quiet)
            and not self.network.is_settled
        ):
            raise TimeoutError(f"not settled in {within} s\n{self.dump()}")

    def dump(self) -> str:
        """What stands where: for messages of tests that failed."""
        people = [person.dump() for person in self.people.values()]
        return "\n".join([*self.network.standing(), *people])

    def _changed(self, group: Chat) -> None:
        self.network.happenings.tell("group", chat=group.id)

    def _says_of(self, group: Chat, what: str, facts: Json, thread: int | None) -> Message:
        network = self.network
        message = network.chats.put(
            group, group.person, network.now(), service=((what, facts),), thread=thread
        )
        network.updates.add("message", message.as_json(), MESSAGE_LIFE, f"chat {group.id}")
        return message
