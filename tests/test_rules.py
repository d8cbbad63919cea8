"""The rules of a centre, chosen in its chat: who may, what follows, what two at once get."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons.own_days import AskOwnDay, ForgetOwnDay, ShowOwnDays
from bot.buttons.rules import SetRule, ShowRule, ShowRules
from bot.demo.people import Person
from bot.usecases import rules as usecase
from storage import journal
from storage.domain import rules
from storage.domain.ladder import USUAL, Ladder
from storage.domain.people import Centre, Role
from storage.domain.rules import LADDERS, NO_CAP, Rule, changed
from tests.world import MOSCOW, PLAN, World

NINE = datetime(2026, 3, 16, 9, 0, 5, tzinfo=MOSCOW)


async def _opens(person: Person, *labels: str) -> None:
    await person.says("/settings")
    await person.taps("Правила центра")
    await person.sees("Правила центра:")
    for label in labels:
        await person.taps(label)


def _letters(person: Person) -> list[str]:
    return [m.text for m in person.messages if m.text.startswith("Доброе утро")]


async def test_a_methodist_sees_what_the_rules_are_and_when_they_act_next(world: World) -> None:
    await _opens(world.aminat)
    shown = await world.aminat.sees("Правила центра: Заречный")
    assert shown.text.split("\n") == [
        "Правила центра: Заречный",
        "Письма: с 9:00 (Москва) по рабочим дням, до 5 в неделю.",
        "До срока: за 14, 7, 3 дня, накануне и в день срока.",
        "После срока: на 1-й день, на 3-й день, с 7-го раз в неделю.",
        "Просрочку видят: методист с 3-го дня, руководитель с 14-го.",
        "Сроки «постоянно»: отметка раз в квартал.",
        "Без срока: методистам письмо раз в неделю.",
        "Своих выходных и рабочих дней в 2026 году: 0.",
        "",
        "Следующие письма: 16 марта (пн), с 9:00.",
        "Ближайший срок 18 марта (ср), напомним 17 марта (вт).",
    ]


async def test_the_head_may_choose_and_a_coordinator_may_not(world: World) -> None:
    await _opens(world.gleb, "Писем в неделю")
    await world.gleb.taps("3")
    await world.gleb.sees_toast("Сохранено.")
    assert (await world.centre()).weekly_cap == 3
    await world.irina.says("/settings")
    await world.irina.sees("Настройки")
    assert "Правила центра" not in world.irina.labels
    for forged in (
        ShowRules(), ShowRule(Rule.CAP), SetRule(Rule.CAP, "1"), ShowOwnDays(2026, 0),
        AskOwnDay(2026, 0), ForgetOwnDay(20260610, 0),
    ):  # fmt: skip
        await world.irina.taps_data(forged.pack())
        await world.irina.sees_toast("Это могут делать только методисты центра.")
    assert (await world.centre()).weekly_cap == 3
    assert (await world.centre("Горный")).weekly_cap == 5


async def test_letters_come_at_the_new_hour_of_the_centre(world: World) -> None:
    await _opens(world.aminat, "Час писем", "11:00")
    await world.aminat.sees_toast("Сохранено.")
    await world.aminat.sees("Следующие письма: 16 марта (пн), с 11:00.")
    await world.comes(NINE)
    assert _letters(world.irina) == []
    await world.comes(NINE + timedelta(hours=2))
    assert len(_letters(world.irina)) == 1
    assert await world.happened("rule") == 1


async def test_the_centre_lives_by_the_clock_of_another_place(world: World) -> None:
    await _opens(world.aminat, "Часовой пояс", "Калининград")
    await world.aminat.sees("Сейчас: Калининград")
    await world.comes(NINE)
    assert _letters(world.irina) == []
    await world.comes(NINE + timedelta(hours=1))
    assert len(_letters(world.irina)) == 1


async def test_steps_are_taken_in_and_out_one_by_one(world: World) -> None:
    await _opens(world.aminat, "Дни напоминаний")
    await world.aminat.taps("за 14 дней")
    await world.aminat.sees("До срока: за 7, 3 дня, накануне")
    await world.aminat.taps("за 30 дней")
    await world.aminat.sees("До срока: за 30, 7, 3 дня, накануне")
    await world.aminat.taps("за 1 день")
    await world.aminat.sees("До срока: за 30, 7, 3 дня и в день срока")
    await world.aminat.taps("на 3-й день")
    await world.aminat.sees("После срока: на 1-й день, с 7-го раз в неделю")
    assert (await world.centre()).ladder == Ladder((30, 7, 3, 0), (1, 7))
    await world.aminat.taps("Реже")
    await world.aminat.sees("До срока: за 7 дней, накануне и в день срока")
    assert "• Реже" in world.aminat.labels
    await world.comes(NINE)
    assert "2.1" in _letters(world.irina)[0]  # 7 days ahead
    await world.comes(NINE + timedelta(days=1))
    assert "1.3" in _letters(world.irina)[1]  # the eve
    assert "2.1" not in _letters(world.irina)[1]


async def test_who_sees_a_delay_later_is_warned_of_later(world: World) -> None:
    await _opens(world.aminat, "Кто видит просрочку")
    await world.aminat.taps("методист: 7")
    await world.aminat.sees("методист с 7-го дня, руководитель с 14-го")
    await world.comes(NINE)
    assert "Завтра это увидит" not in _letters(world.irina)[0]
    await world.comes(NINE + timedelta(days=1))
    assert "1.2" not in "".join(_letters(world.aminat))
    await world.comes(NINE + timedelta(days=3))  # Thursday, the sixth day
    assert "Завтра это увидит методист" in _letters(world.irina)[-1]
    await world.comes(NINE + timedelta(days=4))
    assert "1.2 СОШ № 1" in _letters(world.aminat)[-1]
    await world.aminat.taps("Почему мне это пришло?")
    await world.aminat.sees("на 7-й день после срока отметки нет, поэтому видит методист")


async def test_a_week_may_be_without_limit(world: World) -> None:
    await _opens(world.aminat, "Писем в неделю", "Без ограничения")
    await world.aminat.sees_toast("Сохранено.")
    await world.aminat.taps("Назад")
    await world.aminat.sees("по рабочим дням, не чаще раза в день")
    await world.comes(NINE)
    await world.irina.taps("Почему мне это пришло?")
    await world.irina.sees("Не больше одного письма в день")


async def test_methodists_need_not_hear_of_what_has_no_date(world: World) -> None:
    await _opens(world.aminat, "Без срока", "Не писать")
    await world.aminat.sees_toast("Сохранено.")
    await world.aminat.taps("Назад")
    await world.aminat.sees("Без срока: писем нет.")
    await world.comes(NINE)
    assert "пока без срока" not in "".join(_letters(world.aminat))
    await _opens(world.aminat, "Без срока", "Раз в неделю")
    await world.aminat.sees_toast("Сохранено.")
    assert (await world.centre()).undated_weekly


async def test_another_pace_counts_for_what_is_accepted_later(world: World) -> None:
    before = await world.everything()
    await _opens(world.aminat, "Сроки «постоянно»")
    shown = await world.aminat.sees("Как часто нужна отметка")
    assert "задачи, которые уже есть, не меняются" in shown.text
    await world.aminat.taps("раз в месяц")
    await world.aminat.sees_toast("Сохранено.")
    assert await world.everything() == before
    plan = PLAN.replace("2.4\tСтраница на сайте школы", "2.7\tПолка новых книг")
    await world.aminat.sends_file(plan.encode(), "новый приказ.txt")
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")
    after = await world.everything()
    assert {task.of for task in after if task.title == "Полка новых книг"} == {12}
    assert {task.of for task in after if task.number == "2.3"} == {4}


async def test_a_day_off_of_the_republic_is_kept(world: World) -> None:
    await _opens(world.aminat, "Свои дни", "Добавить выходной")
    await world.aminat.sees("В какой день 2026 года центр отдыхает?")
    await world.aminat.says("когда рак свистнет")
    await world.aminat.sees("Не вижу дня в словах")
    await world.aminat.says("16 марта, День гор")
    shown = await world.aminat.sees("Выходной: 16 марта (пн).")
    assert "16 марта (пн): выходной (День гор)" in shown.text
    await world.comes(NINE)
    assert _letters(world.irina) == []
    await world.aminat.taps("Убрать 16 марта")
    await world.aminat.sees("Их нет: центр работает по календарю России.")
    await world.passes(timedelta(minutes=1))
    assert len(_letters(world.irina)) == 1
    assert (await world.happened("own_day"), await world.happened("own_day_forgotten")) == (1, 1)


async def test_a_working_saturday_brings_letters(world: World) -> None:
    await _opens(world.aminat, "Свои дни", "Добавить рабочий")
    await world.aminat.says("21.03.2026")
    await world.aminat.sees("Рабочий день: 21 марта (сб).")
    await world.comes(datetime(2026, 3, 21, 9, 0, 5, tzinfo=MOSCOW))
    assert len(_letters(world.irina)) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("10 июня", "Выходной: 10 июня (ср)."),
        ("10.06.2027", "Выходной: 10 июня (чт)."),
        ("с 10 по 14 июня, праздники", "Выходной: 10 июня (ср), 11 июня (чт)."),
        ("5 мая, 7 мая", "Выходной: 5 мая (вт), 7 мая (чт)."),
        ("12 июня", "По календарю России это и так выходной."),
        ("10 марта", "Напишите день с сегодняшнего до конца 2028 года."),
        ("10.06.2031", "Не вижу дня в словах «10.06.2031»."),
        ("июнь", "Слишком много дней: за один раз не больше 14, за год не больше 60."),
        ("31 июня", "Не вижу дня"),
        ("x" * 4000, "Не вижу дня"),
    ],
)
async def test_days_are_read_as_people_write_them(world: World, typed: str, said: str) -> None:
    await _opens(world.aminat, "Свои дни", "Добавить выходной")
    await world.aminat.sees("центр отдыхает?")
    await world.aminat.says(typed)
    await world.aminat.sees(said)


async def test_a_long_year_is_turned_page_by_page(world: World) -> None:
    await _opens(world.aminat, "Свои дни", "2027")
    await world.aminat.sees("2027 год")
    await world.aminat.taps("Добавить выходной")
    await world.aminat.says("с 11 по 22 января, каникулы")
    await world.aminat.sees("18 января (пн): выходной (каникулы)")
    assert "1 / 2" in world.aminat.labels  # ten working days: a weekend is free anyway
    await world.aminat.taps("Дальше")
    await world.aminat.sees("22 января (пт)")
    for n in (19, 20, 21, 22):
        await world.aminat.taps(f"Убрать {n} января")
        await world.telegram.settles()
    await world.aminat.sees("18 января (пн)")
    assert "1 / 2" not in world.aminat.labels


@pytest.mark.parametrize(
    "forged",
    [
        SetRule(Rule.HOUR, "21"), SetRule(Rule.HOUR, "-1"), SetRule(Rule.HOUR, "x"),
        SetRule(Rule.ZONE, "Europe/Paris"), SetRule(Rule.CAP, "0"), SetRule(Rule.CAP, "8"),
        SetRule(Rule.BEFORE, "0-"), SetRule(Rule.BEFORE, "4+"), SetRule(Rule.BEFORE, ""),
        SetRule(Rule.BEFORE, "14"), SetRule(Rule.AFTER, "1-"), SetRule(Rule.LADDER, "0/1"),
        SetRule(Rule.METHODIST, "14"), SetRule(Rule.HEAD, "7"), SetRule(Rule.CHECK_IN, "day"),
        SetRule(Rule.UNDATED, "2"), ShowOwnDays(1999, 0), ShowOwnDays(2025, 0),
        AskOwnDay(2099, 0), ForgetOwnDay(20261399, 0), ForgetOwnDay(19990101, 0),
    ],
)  # fmt: skip
async def test_what_is_not_offered_is_an_old_screen(
    world: World, forged: SetRule | ShowOwnDays | AskOwnDay | ForgetOwnDay
) -> None:
    before = await world.centre()
    await world.aminat.says("/settings")
    await world.aminat.sees("Настройки")
    await world.aminat.taps_data(forged.pack())
    await world.aminat.sees_toast("Этот экран устарел")
    assert await world.centre() == before


async def test_the_later_of_two_sees_what_the_earlier_has_chosen(world: World) -> None:
    second = world.stranger("Фатима Т.")
    await world.joins(second, Role.METHODIST)
    for person in (world.aminat, second):
        await _opens(person, "Дни напоминаний")
        await person.sees("за 14, 7, 3 дня")
    await world.aminat.taps("за 14 дней")
    await world.aminat.sees("за 7, 3 дня")
    assert "• за 14 дней" in second.labels  # an old screen
    await second.taps("за 3 дня")
    await second.sees("До срока: за 7 дней, накануне")
    await world.aminat.taps("за 3 дня")  # it says: take it out; it is out already
    await world.aminat.sees_toast("Так уже и есть.")
    assert (await world.centre()).ladder.before == (7, 1, 0)
    assert await world.happened("rule") == 2


async def test_two_at_once_lose_nothing_of_each_other(world_on_each: World) -> None:
    world = world_on_each
    who = await world.known(world.aminat)
    assert who is not None
    now = datetime.now(UTC)
    chosen = [(Rule.BEFORE, f"{day}+") for day in (30, 21, 10, 5, 2)]
    chosen += [(Rule.CAP, "2"), (Rule.HOUR, "11"), (Rule.CHECK_IN, "month")]
    news = await asyncio.gather(
        *(world.db.write(usecase.choose, who, *one, now) for one in chosen)
    )
    assert all(news)
    centre = await world.centre()
    assert centre.ladder.before == (30, 21, 14, 10, 7, 5, 3, 2, 1, 0)
    assert (centre.weekly_cap, centre.letters_at, centre.check_in) == (2, 11, "month")
    assert await world.db.read(journal.verify) == ()


async def test_the_journal_says_what_was_and_what_is(world: World) -> None:
    await _opens(world.aminat, "Писем в неделю")
    await world.aminat.taps("2")
    await world.aminat.sees_toast("Сохранено.")
    of = await world.centre()
    [event] = await world.db.read(lambda tx: list(journal.events_of(tx, of.id, kind="rule")))
    assert event.facts == {"rule": "cap", "before": "5", "after": "2"}


CENTRE = Centre(1, "Заречный", MOSCOW, "ru", 9, "quarter")

anything = st.one_of(
    st.sampled_from([str(n) for n in range(-1, 40)]),
    st.sampled_from([*LADDERS, *(f"{n}{sign}" for n in range(32) for sign in "+-")]),
    st.text(max_size=6),
)


@given(st.lists(st.tuples(st.sampled_from(Rule), anything), max_size=12))
def test_whatever_is_chosen_the_rules_can_be_kept_and_read_back(
    taps: list[tuple[Rule, str]],
) -> None:
    centre = CENTRE
    for rule, value in taps:
        try:
            centre = changed(centre, rule, value)
        except ValueError:
            continue
        assert Ladder.read(str(centre.ladder)) == centre.ladder
        assert 0 <= centre.letters_at <= 20
        assert 1 <= centre.weekly_cap <= NO_CAP


def test_every_pair_of_days_on_which_others_see_a_delay_goes_together() -> None:
    for methodist in rules.METHODIST:
        for head in rules.HEAD:
            assert Ladder(methodist=methodist, head=head)


def test_a_ladder_written_before_there_was_a_choice_is_the_usual_one() -> None:
    assert Ladder.read("14,7,3,1,0/1,3,7") == USUAL
    with pytest.raises(ValueError, match="methodist first"):
        Ladder(methodist=8, head=14)
