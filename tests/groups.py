"""A group that a methodist has connected, and what a test looks for in it."""

from datetime import timedelta

from bot.demo.chats import Chat, Message
from storage import groups
from storage.domain.groups import Group
from tests.world import CAST, CENTRE, MONDAY, World

NINE = MONDAY.replace(hour=9)
NAMES = [part.name for part in CAST]
DAY = timedelta(days=1)


async def connected(world: World, *, supergroup: bool = True) -> Chat:
    """A group that Аминат has brought the bot to and connected."""
    members = [world.aminat, world.irina]
    group = world.telegram.group("Школы района", members, supergroup=supergroup)
    await world.aminat.taps_in(group, f"Подключить к центру «{CENTRE}»")
    await world.telegram.settles()
    return group


def said(group: Chat) -> list[Message]:
    """What the bot has said in a group, as it stands now."""
    return [m for _, m in sorted(group.messages.items()) if m.sender.is_bot]


async def of_centre(world: World, centre: str = CENTRE) -> Group | None:
    return await world.db.read(groups.of_centre, (await world.centre(centre)).id)


async def kept(world: World) -> Group:
    group = await of_centre(world)
    assert group
    return group


def weeklies(group: Chat) -> int:
    return sum("Срок до" in m.text or "сроков нет" in m.text for m in said(group))


def forgive(world: World) -> None:
    """Let go what Telegram was meant to refuse here."""
    for call in world.telegram.calls:
        call.status = 200 if call.status == 400 else call.status
