"""Letters as people get them: a morning's digest with its buttons, and why it came."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.buttons.letters import AskLater, WhyLetter
from bot.buttons.marking import MarkDone
from bot.buttons.tasks import Place
from bot.demo.faults import Fault
from bot.demo.people import Person
from bot.usecases.putting_off import ALL
from storage.domain.people import Role
from storage.tables import letters
from tests.world import CAST, CENTRE, FIRST, MOSCOW, PLAN, SECOND, Part, World, found, living

GREETINGS = ("Доброе утро", "Добрый день", "Добрый вечер", "Good morning")

NINE = datetime(2026, 3, 16, 9, 0, 5, tzinfo=MOSCOW)


async def test_the_digest_comes_at_the_centres_hour(world: World) -> None:
    await world.comes(NINE - timedelta(minutes=1))
    assert _letters_of(world.irina) == []
    await world.comes(NINE)
    shown = await world.irina.sees(f"Доброе утро. На сегодня, {FIRST}:")
    soon, late = shown.text.split("\n\nПросрочено\n")
    assert "1.3 Анкета для учителей" in soon
    assert "2.1 Пары наставников" in soon
    assert "1.2 Самообследование школы" in late
    assert "2.2" not in shown.text  # April is far
    assert {"✅ Готово 1.2", "✅ Готово 1.3", "✅ Готово 4.4", "Все задачи",
            "Почему мне это пришло?"} <= set(world.irina.labels)  # fmt: skip


async def test_buttons_stand_in_the_order_of_the_lines(world: World) -> None:
    await world.comes(NINE)
    shown = await world.irina.sees("Доброе утро")
    lines = [line.split()[0] for line in shown.text.split("\n") if line[:1].isdigit()]
    done = [label.split()[-1] for label in world.irina.labels if label.startswith("✅")]
    assert done == lines
    assert len(done) > 2


async def test_it_comes_once_a_day_however_often_the_clock_looks(world: World) -> None:
    await world.comes(NINE)
    for _ in range(5):
        await world.passes(timedelta(hours=1))
    assert [len(_letters_of(p)) for p in (world.irina, world.olga, world.marina)] == [1, 1, 1]
    await world.passes(timedelta(days=1))
    assert len(_letters_of(world.irina)) == 2


async def test_everybody_gets_their_own(world: World) -> None:
    await world.comes(NINE)
    assert FIRST in _letters_of(world.olga)[0]
    assert SECOND in _letters_of(world.marina)[0]
    assert "Сверка итогов" in _letters_of(world.aminat)[0]
    assert _letters_of(world.gleb) == []


async def test_nothing_comes_on_a_sunday(world: World) -> None:
    await world.comes(datetime(2026, 3, 15, 10, tzinfo=MOSCOW) + timedelta(days=7))
    assert _letters_of(world.irina) == []


async def test_done_in_the_letter_redraws_the_letter(world: World) -> None:
    await world.comes(NINE)
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    shown = await world.irina.sees("Сделано")
    assert "Доброе утро" in shown.text
    assert "↩ Отменить 1.3" in world.irina.labels
    assert "✅ Готово 1.2" in world.irina.labels
    await world.irina.taps("Отменить 1.3")
    await world.irina.sees_toast("1.3: отметка отменена.")
    await world.telegram.settles()
    assert "✅ Готово 1.3" in world.irina.labels
    assert await world.marks() == []


async def test_a_colleagues_mark_shows_in_the_letter(world: World) -> None:
    await world.comes(NINE)
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.olga.taps("Готово 1.3")
    await world.olga.sees_toast("1.3: уже есть отметка, Ирина К., 09:00")
    shown = await world.olga.sees("Сделано")
    assert "Доброе утро" in shown.text


async def test_later_puts_one_task_off_and_says_until_when(world: World) -> None:
    await world.comes(NINE)
    await world.irina.taps("Позже 1.3")
    shown = await world.irina.sees("Когда напомнить снова?")
    assert "О последнем дне я напомню в любом случае" in shown.text
    assert world.irina.labels == [
        "Завтра: 17 марта (вт)", "Через три дня: 19 марта (чт)", "В понедельник: 23 марта (пн)",
        "← Назад",
    ]  # fmt: skip
    await world.irina.taps("Через три дня")
    await world.irina.sees_toast("1.3: напомню 19 марта (чт).")
    shown = await world.irina.sees("Отложено до 19 марта (чт).")
    assert "Доброе утро" in shown.text
    await world.comes(NINE + timedelta(days=1))
    assert "1.3" not in _letters_of(world.irina)[-1]
    assert "1.3" in _letters_of(world.olga)[-1]
    await world.comes(NINE + timedelta(days=2))
    assert "Сегодня последний день\n1.3" in _letters_of(world.irina)[-1]
    assert "сегодня последний день" not in _letters_of(world.irina)[-1]


async def test_on_a_friday_monday_is_not_called_tomorrow(world: World) -> None:
    await world.comes(NINE + timedelta(days=4))
    await world.irina.taps("Позже")
    await world.irina.sees("Когда напомнить снова?")
    assert world.irina.labels == ["В понедельник: 23 марта (пн)", "← Назад"]


async def test_all_of_a_letter_is_put_off_at_once(world: World) -> None:
    await world.comes(NINE)
    await world.irina.taps("Позже 1.3")
    await world.irina.taps("Завтра")
    await world.irina.sees_toast("1.3: напомню 17 марта (вт).")
    await world.irina.taps("Готово 4.4")
    await world.irina.sees_toast("4.4 отмечено")
    await world.irina.taps("Позже всё")
    await world.irina.sees("2 задачи из этого письма")
    await world.irina.taps("В понедельник")
    await world.irina.sees_toast("2 задачи: напомню 23 марта (пн).")
    shown = await world.irina.sees("Доброе утро")
    assert shown.text.count("Отложено до 23 марта (пн).") == 2
    assert shown.text.count("Отложено до 17 марта (вт).") == 1
    assert "⏰ Позже всё" not in world.irina.labels
    letter = int(world.irina.button("Почему мне это пришло?").data.split(":")[1])
    await world.irina.taps_data(AskLater(letter, 0, ALL).pack())
    await world.irina.sees_toast("В этом письме больше нечего откладывать.")
    assert await world.happened("put_off") == 3


async def test_a_letter_goes_on_saying_what_it_said_besides_its_tasks(world: World) -> None:
    await world.comes(NINE)
    await world.aminat.taps("Готово 1.1")
    await world.aminat.sees_toast("1.1 отмечено")
    shown = await world.aminat.sees("Сделано")
    assert "2 мероприятия пока без срока" in shown.text
    assert "Без срока: 2 мероприятия" in world.aminat.labels
    assert "Завтра это увидит" not in shown.text  # it is done
    await world.comes(NINE + timedelta(days=1))
    assert "пока без срока" not in _letters_of(world.aminat)[-1]
    await world.aminat.taps("Позже")  # the second letter of a week has not said it
    await world.aminat.taps("Завтра")
    shown = await world.aminat.sees("Отложено до")
    assert "пока без срока" not in shown.text


async def test_a_delay_is_warned_of_and_then_shown_to_the_methodist(world: World) -> None:
    await world.comes(NINE)
    assert (
        "1.2 Самообследование школы: срок был 13 марта (пт), 3 дня назад. Завтра это увидит"
        in (_letters_of(world.irina)[0])
    )
    assert "Завтра это увидит руководитель управления" in _letters_of(world.aminat)[0]
    await world.marina.taps("Готово 1.2")
    await world.marina.sees_toast("1.2 отмечено")
    await world.comes(NINE + timedelta(days=1))
    shown = _letters_of(world.aminat)[-1]
    assert f"Срок прошёл, отметки от ответственных нет\n1.2 {FIRST}: Самообследование" in shown
    assert SECOND not in shown
    await world.aminat.taps("Подробнее 1.2")
    await world.aminat.sees("Самообследование школы")
    assert "Сверка итогов" in _letters_of(world.gleb)[0]
    assert (await world.happened("escalation_warned"), await world.happened("escalated")) == (3, 2)


async def test_what_many_schools_are_late_with_is_one_line(sqlite_url: str) -> None:
    schools = [f"{n}. МБОУ «СОШ № {n}» п. Озёрный" for n in range(4, 17)]
    cast = [Part(600 + n, f"Координатор {n}", CENTRE, Role.COORDINATOR, f"СОШ № {n} п. Озёрный")
            for n in range(4, 17)]  # fmt: skip
    found(sqlite_url, "\n".join((PLAN, *schools)), (*CAST, *cast))
    async with living(sqlite_url) as world:
        for part in cast:
            world.old_friend(part)
        await world.comes(NINE)
        await world.comes(NINE + timedelta(days=1))
        shown = _letters_of(world.aminat)[-1]
        assert shown.count("Самообследование школы") == 1
        assert "3 дня назад" not in shown
        assert "4 дня назад. Нет отметки: " in shown
        assert "СОШ № 4 п. Озёрный и ещё 12" in shown
        await world.aminat.taps("Подробнее 1.2, 15 организаций")
        await world.aminat.sees("СОШ № 4 п. Озёрный: срок был 13 марта (пт), 4 дня назад")
        await world.aminat.taps("Дальше")
        await world.aminat.sees("СОШ № 16 п. Озёрный")
        await world.aminat.taps("СОШ № 16 п. Озёрный")
        await world.aminat.sees("Лист самообследования")  # its card
        await world.marina.taps("Готово 1.2")
        await world.marina.sees_toast("1.2 отмечено")
        await world.aminat.taps("Назад")
        await world.aminat.taps("Подробнее 1.2, 14 организаций")
        await world.aminat.taps("Назад")
        await world.aminat.sees("Доброе утро")


async def test_a_methodist_hears_on_monday_of_what_has_no_date(world: World) -> None:
    await world.comes(NINE)
    assert "2 мероприятия пока без срока" in _letters_of(world.aminat)[0]
    await world.aminat.taps("Без срока: 2")
    await world.aminat.sees("2.5")


async def test_what_was_marked_before_nine_is_not_reminded_of(world: World) -> None:
    for number in ("1.2", "1.3", "2.1", "4.4"):
        await world.irina.says(f"{number} готово")
        await world.irina.sees(f"{number} отмечено")
    await world.comes(NINE)
    assert _letters_of(world.olga) == []
    assert len(_letters_of(world.marina)) == 1


async def test_the_letter_leads_to_the_list(world: World) -> None:
    await world.comes(NINE)
    await world.irina.taps("Все задачи")
    await world.irina.sees("Все задачи: 14")


async def test_why_names_the_rule_and_the_stage(world: World) -> None:
    await world.comes(NINE)
    await world.irina.taps("Почему мне это пришло?")
    shown = await world.irina.sees("Почему это пришло")
    assert "в 9:00. О том, что отмечено, не напоминают." in shown.text
    assert (
        "1.3, срок 18 марта (ср): напоминание за 3 дня до срока. "
        "Следующее напоминание: 17 марта (вт)."
    ) in shown.text
    assert "1.2, срок 13 марта (пт): напоминание через 3 дня после срока; предупр" in shown.text
    assert shown.text.count("Также получают: Ольга В.") == 1  # the same of every task
    assert "Правила для всего центра" not in shown.text
    assert _letters_of(world.irina)  # the letter itself stays


async def test_why_tells_a_methodist_of_the_weeks_first_letter(world: World) -> None:
    await world.comes(NINE)
    await world.aminat.taps("Почему мне это пришло?")
    await world.aminat.sees("В первом письме недели методистам приходит сводка по центру.")
    await world.irina.taps("Почему мне это пришло?")
    shown = await world.irina.sees("Почему это пришло")
    assert "сводка по центру" not in shown.text


async def test_why_says_how_many_tasks_it_leaves_out(world: World) -> None:
    await world.joins(world.irina, Role.DEPUTY, SECOND)
    await world.comes(datetime(2026, 5, 18, 9, 1, tzinfo=MOSCOW))
    await world.irina.sees("Доброе утро")
    await world.irina.taps("Почему мне это пришло?")
    shown = await world.irina.sees("Почему это пришло")
    assert "и ещё 8" in shown.text  # of 16, on four pages


async def test_who_works_for_two_schools_gets_one_letter_with_both(world: World) -> None:
    await world.joins(world.irina, Role.DEPUTY, SECOND)
    await world.comes(NINE)
    shown = await world.irina.sees("Доброе утро. На сегодня, несколько организаций:")
    assert f"1.3 {FIRST}: Анкета" in shown.text
    assert f"1.3 {SECOND}: Анкета" in shown.text
    assert len(_letters_of(world.irina)) == 1


async def test_a_heap_comes_in_pages_and_every_page_can_be_acted_on(world: World) -> None:
    await world.joins(world.irina, Role.DEPUTY, SECOND)
    await world.comes(datetime(2026, 5, 18, 9, 1, tzinfo=MOSCOW))
    await world.irina.sees("Доброе утро")
    assert sum("Готово" in label for label in world.irina.labels) == 5
    assert "1 / 4" in world.irina.labels
    for page in ("2 / 4", "3 / 4", "4 / 4"):
        await world.irina.taps("Дальше")
        await world.telegram.settles()
        assert page in world.irina.labels
    assert sum("Готово" in label for label in world.irina.labels) == 1
    await world.irina.taps("Готово 1.2")
    await world.irina.sees_toast("1.2 отмечено")
    await world.irina.sees("Сделано")
    assert "4 / 4" in world.irina.labels


async def test_who_has_stopped_the_bot_gets_none_and_is_shown(world: World) -> None:
    world.telegram.network.chats.accounts[world.irina.id].blocked = True  # nobody has told us
    await world.comes(NINE)
    assert _letters_of(world.irina) == []
    await world.aminat.says("/people")
    await world.aminat.sees("Ирина К., координатор: письма не доходят")
    await world.aminat.says("/summary")
    await world.aminat.sees("отправлено 3 · ждут 0 · не доходят до 1 человека")
    assert len(_letters_of(world.olga)) == 1


async def test_a_bad_network_delays_a_letter_and_does_not_lose_it(world: World) -> None:
    world.telegram.faults.add(Fault("500", "sendMessage", times=2, chat_id=world.irina.id))
    await world.comes(NINE)
    assert _letters_of(world.irina) == []
    for _ in range(6):
        await world.passes(timedelta(minutes=10))
    assert len(_letters_of(world.irina)) == 1


async def test_a_restart_sends_no_letter_twice(world: World) -> None:
    await world.comes(NINE)
    await world.restart()
    await world.passes(timedelta(minutes=5))
    assert len(_letters_of(world.irina)) == 1


async def test_a_morning_missed_is_caught_up_in_one_letter(peopled_url: str) -> None:
    async with living(peopled_url) as world:
        await world.passes(timedelta(minutes=5))
        await world.stop()
        world.clock.move_to(datetime(2026, 3, 19, 15, 0, tzinfo=MOSCOW))
        world.start()
        shown = await world.irina.sees("Добрый день. На сегодня")
        assert "1.3 Анкета для учителей: срок был 18 марта (ср), 1 день назад" in shown.text
        assert "Бот не работал с 16 марта, 08:05 до 19 марта, 15:00. Если вы отмечали" in (
            shown.text
        )
        await world.passes(timedelta(minutes=5))
        assert len(_letters_of(world.irina)) == 1
        await world.irina.taps("Готово 1.3")
        shown = await world.irina.sees("Сделано")
        assert "Бот не работал с 16 марта, 08:05" in shown.text  # it is the same letter


async def test_letters_speak_the_language_of_their_reader(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("English")
    await world.irina.sees("You are known here")
    await world.comes(NINE)
    await world.irina.sees("Good morning. For today")
    assert "Why did I get this?" in world.irina.labels


# When the answer is no


async def test_a_letter_of_another_explains_nothing(world: World) -> None:
    await world.comes(NINE)
    theirs = world.marina.button("Почему мне это пришло?").data
    task = await world.task("1.3", SECOND)
    letter = int(theirs.split(":")[1])
    await world.irina.taps_data(theirs)
    await world.irina.sees_toast("Этот экран устарел")
    await world.irina.taps_data(MarkDone(task.id, Place.LETTER, 0, letter).pack())
    await world.irina.sees_toast("Эту отметку ставит")
    await world.irina.taps_data(WhyLetter(987654).pack())
    await world.irina.sees_toast("Этот экран устарел")
    assert await world.marks() == []


async def test_an_erased_person_has_no_letters_left(world: World) -> None:
    await world.comes(NINE)
    why = world.irina.button("Почему мне это пришло?")
    await world.irina.says("/settings")
    await world.irina.taps("Удалить меня")
    await world.irina.taps("Да, удалить меня")
    await world.irina.sees("Вы удалены.")
    await world.irina.taps_again(why)
    await world.irina.sees_toast("Мы ещё не знакомы.")
    left = await world.db.read(
        lambda tx: tx.execute(select(func.count()).select_from(letters)).scalar_one()
    )
    assert left == 4  # of Olga, Marina, Aminat and Zarema
    await world.passes(timedelta(days=1))
    assert len(_letters_of(world.irina)) == 1


def _letters_of(person: Person) -> list[str]:
    return [m.text for m in person.messages if m.text.startswith(GREETINGS)]
