"""Groups over HTTP: making one, bringing the bot there and putting it out, beginning a topic."""

from bot.demo.chats import Chat, Json
from bot.demo.local import given, who
from bot.demo.scene import Scene


def group_of(scene: Scene, body: Json) -> Chat:
    """The group that a body names as its "chat"; ValueError if there is none."""
    number = int(given(body, "chat"))
    chat = scene.network.chats.by_id.get(number)
    if chat is None or chat.kind == "private":
        raise ValueError(f"there is no group {number}")
    return chat


async def make(scene: Scene, body: Json) -> Json:
    """Make a group of people, the first of whom takes the bot in."""
    members = [who(scene, {"person": number}) for number in given(body, "members")]
    if not members:
        raise ValueError("a group has members")
    return {"chat": scene.group(str(given(body, "title")), members).id}


async def bring(scene: Scene, body: Json) -> Json:
    """Let a person bring the bot to a group in which it is not."""
    group = group_of(scene, body)
    if not group.bot_inside:
        scene.take_in(group, who(scene, body))
    return {}


async def expel(scene: Scene, body: Json) -> Json:
    """Put the bot out of a group."""
    group = group_of(scene, body)
    if group.bot_inside:
        scene.expel(group)
    return {}


async def begin_topic(scene: Scene, body: Json) -> Json:
    """Begin a topic in a group."""
    return {"topic": scene.topic(group_of(scene, body), str(given(body, "name")))}
