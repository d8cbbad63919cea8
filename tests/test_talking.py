"""Questions that take typed words: after «Назад» the words are no answer to them."""

from datetime import date

from bot.buttons.dating import AskDate
from bot.buttons.own_days import AskOwnDay
from bot.buttons.postponing import AskAnswer, AskPostponing, ChooseUntil
from bot.buttons.settings import AskAway
from bot.buttons.tasks import Place
from bot.usecases import postponing
from bot.usecases.talking import pending
from tests.world import World


async def test_after_going_back_from_a_question_typed_words_are_no_answer_to_it(
    world: World,
) -> None:
    task, undated, other = [await world.task(number) for number in ("4.4", "2.5", "2.1")]
    irina = await world.known(world.irina)
    assert irina
    asked = await world.db.write(
        postponing.ask, irina, other.id, date(2026, 3, 31), "болезнь", world.clock.now()
    )
    at = (task.id, Place.ALL, 0, 0)
    await world.aminat.says("/start")
    await world.aminat.sees("16 марта")
    for question in (
        AskPostponing(*at),
        AskPostponing(*at, 1),
        ChooseUntil(*at, 1, 20260327),
        AskAnswer(asked.postponement.id),
        AskDate(undated.activity_id, 0),
        AskAway(),
        AskOwnDay(2026, 0),
    ):
        await world.aminat.taps_data(question.pack())
        assert await _is_asked(world), question
        for _ in range(
            2 if isinstance(question, ChooseUntil) else 1
        ):  # from the reason to the day
            await world.aminat.taps("Назад")
            await world.telegram.settles()
        assert not await _is_asked(world), question


async def _is_asked(world: World) -> bool:
    await world.telegram.settles()
    aminat = await world.known(world.aminat)
    assert aminat
    return await world.db.read(pending, aminat, world.clock.now()) is not None
