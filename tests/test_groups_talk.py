"""What is said and tapped in a group: little is answered there, and nothing personal."""

from bot.buttons.groups import ChooseForGroup, ConnectGroup, DisconnectGroup
from bot.buttons.tasks import Place, ShowTasks
from bot.demo.people import Pressable
from storage.domain.groups import Bound
from tests.groups import NAMES, connected, kept, of_centre, said
from tests.world import World


async def test_ordinary_talk_and_commands_of_others_are_not_answered(world: World) -> None:
    group = await connected(world)
    before = len(said(group))
    for text in ("1.3 готово", "сводка", "/tasks", "/summary", "/start", "/tasks@other_bot",
                 "@vekha_demo_bot когда сдавать?"):  # fmt: skip
        await world.irina.says(text, group)
    await world.irina.says("/group", group)  # hers is perhaps another bot's
    await world.irina.replies(said(group)[0], "спасибо")
    await world.telegram.settles()
    assert len(said(group)) == before
    assert await world.marks() == []


async def test_what_is_said_to_the_bot_is_answered_without_anything_personal(world: World) -> None:
    group = await connected(world)
    for text in ("/tasks@vekha_demo_bot", "/done@vekha_demo_bot 1.3", "/settings@vekha_demo_bot"):
        await world.irina.says(text, group)
        await world.telegram.settles()
        assert said(group)[-1].text == "Это не для группы: напишите мне в личный чат."
    assert await world.marks() == []
    await world.irina.says("/summary@vekha_demo_bot", group)
    await world.telegram.settles()
    assert "Просрочено: 3" in said(group)[-1].text
    assert not [name for name in NAMES if name in said(group)[-1].text]


async def test_a_group_that_is_not_connected_gets_no_numbers(world: World) -> None:
    group = world.telegram.group("Чужие", [world.stranger()])
    await world.aminat.says("/summary@vekha_demo_bot", group)
    await world.telegram.settles()
    assert said(group)[-1].text == "Это не для группы: напишите мне в личный чат."


async def test_forged_taps_in_a_group_show_nothing_there(world: World) -> None:
    group = await connected(world)
    message = said(group)[-1]
    for forged in (ShowTasks(Place.ALL, 0).pack(), ChooseForGroup(Bound.WEEKLY, 0).pack(),
                   DisconnectGroup(1).pack(), "nonsense"):  # fmt: skip
        for person in (world.aminat, world.irina, world.stranger()):
            await person.taps_again(Pressable(message, "", forged))
            assert await person.sees_toast("Это не для группы")
    await world.telegram.settles()
    assert said(group)[-1].text == message.text
    assert (await kept(world)).weekly


async def test_a_connecting_button_in_private_is_an_old_screen(world: World) -> None:
    await world.aminat.says("/start")
    await world.telegram.settles()
    centre = await world.centre()
    await world.aminat.taps_data(ConnectGroup(centre.id, 0).pack())
    await world.aminat.sees_toast("Этот экран устарел")
    assert await of_centre(world) is None


async def test_who_comes_from_a_group_sees_what_is_theirs(world: World) -> None:
    await world.aminat.says("/start open")
    await world.aminat.sees("Требует внимания")
    await world.irina.says("/start open")
    await world.irina.sees("1.3")
    stranger = world.stranger()
    await stranger.says("/start open")
    await stranger.sees("Мы ещё не знакомы")
