"""Settings, help, and words that mean nothing: what a person can choose, and is told."""

import json

import pytest

from bot.buttons.settings import Erase, Speak
from tests.world import World


async def test_the_language_is_switched_at_once_and_for_good(world: World) -> None:
    await world.irina.says("/settings")
    shown = await world.irina.sees("Здесь вас знают как: Ирина К.")
    assert "Письма приходят в 9:00 (Москва) по рабочим дням." in shown.text
    assert world.irina.labels[:2] == ["• Русский", "English"]
    await world.irina.taps("English")
    await world.irina.sees("You are known here as: Ирина К.")
    assert world.irina.labels[:2] == ["Русский", "• English"]
    await world.restart()
    await world.irina.says("/week")
    shown = await world.irina.sees("In the next 7 days: 3")
    assert "by 18 March (Wed), 2 days left" in shown.text
    await world.irina.taps("Done 1.3")
    await world.irina.sees_toast("1.3 is marked. You can undo until 08:10.")
    await world.irina.says("gibberish")
    await world.irina.sees("I did not understand.")


async def test_the_screens_of_others_stay_in_their_language(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("English")
    await world.irina.sees("You are known here")
    await world.olga.says("/week")
    await world.olga.sees("В ближайшие 7 дней: 3")


async def test_a_language_nobody_speaks_is_an_old_screen(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.sees("Настройки")
    await world.irina.taps_data(Speak("xx").pack())
    await world.irina.sees_toast("Этот экран устарел")
    known = await world.known(world.irina)
    assert known is not None
    assert known.language == "ru"


@pytest.mark.parametrize("words", ["/settings", "настройки", "Settings"])
async def test_settings_are_reached_by_words(world: World, words: str) -> None:
    await world.irina.says(words)
    await world.irina.sees("Настройки")
    await world.irina.taps("Назад")
    await world.irina.sees("16 марта, понедельник")


async def test_an_erasure_that_is_not_sure_asks_first(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.sees("Настройки")
    await world.irina.taps_data(Erase(0).pack())
    await world.irina.sees("Удалить себя?")
    assert await world.known(world.irina) is not None


@pytest.mark.parametrize("words", ["/help", "помощь", "Справка", "?", "help"])
async def test_help_says_what_works_here(world: World, words: str) -> None:
    await world.irina.says(words)
    shown = await world.irina.sees("Что я умею")
    assert "/done 4.4" in shown.text
    assert "/people" not in shown.text


async def test_help_tells_each_what_they_can_do(world: World) -> None:
    await world.gleb.says("/help")
    shown = await world.gleb.sees("/summary")
    assert "/people" not in shown.text
    await world.aminat.says("/help")
    shown = await world.aminat.sees("/people")
    assert "/import" in shown.text


@pytest.mark.parametrize(
    "words", ["здравствуйте!", "😀", "4.4", "/nosuchcommand", "/calendar", "a" * 4096, "готово"]
)
async def test_what_means_nothing_gets_one_sentence(world: World, words: str) -> None:
    await world.irina.says(words)
    await world.irina.sees("Не понимаю. Работают слова: «мои дела», «неделя»")


async def test_what_is_not_words_gets_one_sentence_too(world: World) -> None:
    for content in (b"GIF89a", b"OggS"):
        await world.irina.sends_photo(content)
        await world.irina.sees("Не понимаю.")
    stranger = world.stranger()
    await stranger.sends_photo(b"GIF89a")
    await stranger.sees("Мы ещё не знакомы.")


async def test_the_menu_of_commands_is_offered_in_both_languages(world: World) -> None:
    await world.irina.says("/help")
    await world.irina.sees("Что я умею")
    await world.telegram.settles()
    menus = [
        call.facts
        for call in world.telegram.calls.of("setMyCommands")
        if "scope" not in call.facts
    ]
    assert [menu.get("language_code", "") for menu in menus] == ["", "en"]
    told = [
        {one["command"]: one["description"] for one in json.loads(menu["commands"])}
        for menu in menus
    ]
    assert [menu["tasks"] for menu in told] == ["Все задачи", "All tasks"]
