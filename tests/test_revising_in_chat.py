"""A later order in the chat: what it changes is shown, chosen and applied; marks stay."""

from datetime import timedelta

from storage.domain.tasks import State
from tests.world import FIRST, MONDAY, PLAN, World

LATER = (
    PLAN.replace(
        "Школьный тур олимпиад\tОО\tдо 20 марта", "Школьный тур олимпиад\tОО\tдо 10 апреля"
    )
    .replace("3.2\tПробный экзамен\tОО\tдо 30 апреля\tАнализ работ\n", "")
    .replace(
        "4.1\tРодительские собрания\tОО\tдо 15 мая\tПротоколы\n",
        "4.1\tРодительские собрания\tОО\tдо 15 мая\tПротоколы\n"
        "4.2\tДень открытых дверей\tОО\tдо 25 мая\tФотографии\n",
    )
)


async def sends(world: World, plan: str) -> None:
    await world.aminat.sends_file(plan.encode(), "новый приказ.txt")
    await world.telegram.settles(within=60)


async def test_a_later_document_is_shown_as_its_changes(world: World) -> None:
    aminat = world.aminat
    await sends(world, LATER)
    await aminat.sees("Новый документ дорожной карты")
    assert "изменено 1 · из них с другим сроком 1 · новое 1 · исключено 1" in aminat.screen

    await aminat.taps("Изменения: 3")
    await aminat.sees("Изменений: 3")
    assert "срок: с 1 января по 20 марта 2026 → с 1 января по 10 апреля 2026" in aminat.screen
    assert "День открытых дверей\nновое" in aminat.screen
    assert "Пробный экзамен\nисключено" in aminat.screen


async def test_accepting_moves_the_terms_and_keeps_the_marks(world: World) -> None:
    irina, aminat = world.irina, world.aminat
    await irina.says("4.4 готово")
    await irina.sees("4.4 отмечено")

    await sends(world, LATER)
    await aminat.sees("Новый документ")
    await aminat.taps("Принять")
    await aminat.sees("Принято.")
    assert "Изменено 1, из них с другим сроком 1 · новых 1 · исключено 1" in aminat.screen

    marked = await world.task("4.4")
    assert marked.mark
    assert marked.mark.by == "Ирина К."
    assert (await world.task("4.2")).window is not None
    assert (await world.task("3.2")).state is State.CANCELLED


async def test_a_change_that_is_left_out_does_not_happen(world: World) -> None:
    aminat = world.aminat
    await sends(world, LATER)
    await aminat.sees("Новый документ")
    await aminat.taps("Изменения")
    await aminat.sees("будет применено: 3")
    await aminat.taps("☑ 3.2")
    await aminat.sees("будет применено: 2")
    await aminat.taps("Назад")
    await aminat.sees("Будет применено: 2")
    await aminat.taps("Принять")
    await aminat.sees("оставлено как было 1")
    assert (await world.task("3.2")).state is State.OPEN


async def test_accepting_twice_changes_nothing_more(world: World) -> None:
    aminat = world.aminat
    await sends(world, LATER)
    shown = await aminat.sees("Новый документ")
    accept = aminat.button("Принять")
    await aminat.taps_again(accept)
    await aminat.sees("Принято.")
    await aminat.taps_data(accept.data, message=shown)
    await aminat.sees("уже принят")


async def test_a_methodist_may_say_that_it_is_another_roadmap(world: World) -> None:
    aminat = world.aminat
    await sends(world, LATER)
    await aminat.sees("Новый документ")
    await aminat.taps("Это другая дорожная карта")
    await aminat.sees("Уже действует другая дорожная карта")
    await aminat.taps("Это новая версия действующей")
    await aminat.sees("Новый документ дорожной карты")


async def test_a_coordinator_cannot_apply_it(world: World) -> None:
    irina, aminat = world.irina, world.aminat
    await sends(world, LATER)
    await aminat.sees("Новый документ")
    accept = aminat.button("Принять")
    await irina.says("/start")
    hers = await irina.sees(FIRST)
    await irina.taps_data(accept.data, message=hers)
    await irina.sees_toast("только методисты")
    assert (await world.task("3.2")).state is State.OPEN


async def test_another_centre_cannot_reach_the_document(world: World) -> None:
    zarema, aminat = world.zarema, world.aminat
    await sends(world, LATER)
    await aminat.sees("Новый документ")
    accept = aminat.button("Принять")
    await zarema.says("/start")
    hers = await zarema.sees("Горный")
    await zarema.taps_data(accept.data, message=hers)
    await zarema.sees_toast("предпросмотра уже нет")


async def test_only_those_it_touches_get_a_letter_about_it(world: World) -> None:
    aminat, irina, gleb = world.aminat, world.irina, world.gleb
    await world.comes(MONDAY + timedelta(hours=3))  # the morning's digests are out
    await sends(world, LATER)
    await aminat.sees("Новый документ")
    await aminat.taps("Принять")
    await aminat.sees("3 человека узнают")
    await world.passes(timedelta(minutes=2))
    told = await irina.sees("Дорожную карту изменили, СОШ № 1")
    assert "4.4 Школьный тур олимпиад: до 10 апреля" in told.text
    assert "4.2 День открытых дверей: до 25 мая" in told.text
    assert "3.2 Пробный экзамен: отменено" in told.text
    assert not [m for m in gleb.messages if "изменили" in m.text]

    await world.passes(timedelta(minutes=2))
    assert len([m for m in irina.messages if "изменили" in m.text]) == 1


async def test_the_earlier_version_sent_again_is_the_way_back(world: World) -> None:
    aminat = world.aminat
    await sends(world, LATER)
    await aminat.sees("Новый документ")
    await aminat.taps("Принять")
    await aminat.sees("Принято.")

    await sends(world, PLAN)  # the very bytes that were accepted first
    await aminat.sees("Новый документ дорожной карты")
    assert "изменено 1 · из них с другим сроком 1" in aminat.screen
    assert "исключено 1 · возвращено 1" in aminat.screen
    await aminat.taps("Принять")
    await aminat.sees("Принято.")
    assert (await world.task("3.2")).state is State.OPEN

    await sends(world, PLAN)
    await aminat.sees("Этот документ уже принят.")
    await sends(world, LATER)
    await aminat.sees("Новый документ дорожной карты")
