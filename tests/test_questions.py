"""What the reading asks a methodist, and what each answer does to the draft."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.documents import read
from storage.domain import periods, questions
from storage.domain.draft import Draft, draft_from_json, draft_to_json
from storage.domain.parties import OrganisationKind
from storage.domain.questions import Answer
from storage.domain.terms import TermKind, Window
from tests.world import World

PLAN = (
    "План работы со школами на 2026 год\n\n"
    "№\tМероприятие\tОтветственные\tСрок\n"
    "1\tОткрытый урок\tОО\tмарт\n"
    "2\tПоход в музей\tклуб «Компас»\tапрель\n"
    "3\tСубботник\tОО\t\n"
    "4\tЧаепитие\tОО\t31 апреля\n"
)


def draft() -> Draft:
    return read(PLAN.encode())


def test_only_rows_with_doubts_are_asked_about() -> None:
    assert [q.row.title for q in questions.questions(draft())] == [
        "Поход в музей",
        "Субботник",
        "Чаепитие",
    ]


def test_a_row_taken_as_it_was_read_is_asked_about_no_more() -> None:
    settled = questions.answered(draft(), 2, Answer.AS_READ)
    assert [q.place for q in questions.questions(settled)] == [1, 3]
    assert settled.rows[2].reading == draft().rows[2].reading


def test_a_row_that_is_no_activity_keeps_its_place_but_is_left_out() -> None:
    settled = questions.answered(draft(), 2, Answer.NOT_ACTIVITY)
    assert [row.title for row in settled.activities] == [
        "Открытый урок",
        "Поход в музей",
        "Чаепитие",
    ]
    assert settled.rows[3].title == "Чаепитие"


def test_no_date_settles_an_impossible_one() -> None:
    settled = questions.answered(draft(), 3, Answer.NO_DATE)
    assert settled.rows[3].reading.kind is TermKind.NONE
    assert 3 not in [q.place for q in questions.questions(settled)]
    assert settled.rows[3].term == "31 апреля"


def test_an_unknown_party_is_settled_in_every_row_that_names_it() -> None:
    twice = read((PLAN + "5\tВстреча с шефами\tклуб «Компас»\tмай\n").encode())
    settled = questions.given(twice, 1, {OrganisationKind.ASSOCIATION})
    assert [q.place for q in questions.questions(settled)] == [2, 3]
    assert all(
        [party.kind for party in settled.rows[place].parties] == [OrganisationKind.ASSOCIATION]
        for place in (1, 4)
    )


def test_what_a_centre_has_said_once_is_not_asked_again() -> None:
    known = questions.known_parties(draft(), {"клуб «компас»": OrganisationKind.ASSOCIATION})
    assert [q.place for q in questions.questions(known)] == [2, 3]


def test_a_leap_day_moves_to_the_last_of_february() -> None:
    leap = read("План на 2024 год\n\nМероприятие\tСрок\nСмотр\t29 февраля 2024\n".encode())
    moved = periods.in_another_year(leap, 2)
    assert moved.rows[0].reading.windows == (Window(date(2026, 2, 28), date(2026, 2, 28)),)
    assert moved.period == Window(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(list(Answer))), max_size=8))
def test_answers_in_any_order_never_lose_a_row_and_survive_a_restart(
    answers: list[tuple[int, Answer]],
) -> None:
    settled = draft()
    for place, answer in answers:
        before = len(questions.questions(settled))
        settled = questions.answered(settled, place, answer)
        assert len(questions.questions(settled)) <= before
    assert [row.title for row in settled.rows] == [row.title for row in draft().rows]
    assert draft_from_json(draft_to_json(settled)) == settled


async def test_a_methodist_settles_the_questions_one_by_one(world: World) -> None:
    aminat = world.aminat
    await aminat.sends_file(PLAN.encode(), "план.txt")
    await aminat.sees("Вопросов: 3")
    await aminat.taps("Вопросы")
    await aminat.sees("Вопрос 1 из 3")
    assert "клуб «Компас»" in aminat.screen

    await aminat.taps("объединения")
    await aminat.sees("Вопрос 1 из 2")
    assert "Субботник" in aminat.screen

    await aminat.taps("Указать срок")
    await aminat.sees("Напишите срок")
    await aminat.says("ну очень скоро")
    await aminat.sees("Не понимаю «ну очень скоро»")
    await aminat.says("до 15 мая")
    await aminat.sees("Вопрос 1 из 1")

    await aminat.taps("Не мероприятие")
    shown = await aminat.sees("Вопросов больше нет")
    assert "3 мероприятия" in shown.text, "the preview comes of itself"
    assert "Принять" in aminat.labels


async def test_a_term_is_the_answer_while_its_question_is_shown(world: World) -> None:
    aminat = world.aminat
    await aminat.sends_file(PLAN.encode(), "план.txt")
    await aminat.sees("Вопросов: 3")
    await aminat.taps("Вопросы")
    await aminat.sees("клуб «Компас»")
    await aminat.says("20 мая")
    await aminat.sees("Не понимаю")  # the question is who does it, not when

    await aminat.taps("Дальше")
    await aminat.sees("Субботник")
    await aminat.says("20 мая")
    await aminat.sees("Чаепитие")
    await aminat.says("до 30 апреля")
    await aminat.sees("клуб «Компас»")
    await aminat.taps("объединения")
    await aminat.sees("Вопросов больше нет")
    await aminat.taps("Все строки")
    await aminat.sees("31 апреля → с 1 января по 30 апреля")
    assert "20 мая" in aminat.screen


async def test_a_term_typed_once_answers_one_question_however_often_it_arrives(
    world: World,
) -> None:
    aminat = world.aminat
    await _is_asked_when(world)
    await aminat.says("20 мая")
    await aminat.sees("Чаепитие")
    await world.hears_again("text")
    assert "Чаепитие" in aminat.screen
    assert "Вопрос 2 из 2" in aminat.screen


async def test_words_after_the_questions_were_left_set_no_term(world: World) -> None:
    aminat = world.aminat
    await _is_asked_when(world)
    await aminat.taps("Назад")
    await aminat.sees("Вопросов: 3")
    await aminat.says("20 мая")
    await aminat.sees("Не понимаю")


async def _is_asked_when(world: World) -> None:
    """Bring Аминат to a question that a term answers."""
    await world.aminat.sends_file(PLAN.encode(), "план.txt")
    await world.aminat.sees("Вопросов: 3")
    await world.aminat.taps("Вопросы")
    await world.aminat.sees("Компас")
    await world.aminat.taps("Дальше")
    await world.aminat.sees("Субботник")


async def test_the_centre_remembers_who_a_party_is(world: World) -> None:
    aminat = world.aminat
    await aminat.sends_file(PLAN.encode(), "план.txt")
    await aminat.sees("Вопросов: 3")
    await aminat.taps("Вопросы")
    await aminat.sees("Компас")
    await aminat.taps("объединения")
    await aminat.sees("Субботник")

    await aminat.sends_file(PLAN.replace("музей", "театр").encode(), "ещё план.txt")
    await aminat.sees("Вопросов: 2")


async def test_who_does_what_can_be_switched_but_never_to_nobody(world: World) -> None:
    aminat = world.aminat
    await aminat.sends_file(PLAN.encode(), "план.txt")
    await aminat.sees("Вопросов: 3")
    await aminat.taps("Кто что делает")
    await aminat.sees("«ОО»\nшколы, 3 мероприятия")
    await aminat.taps("Изменить 1")
    await aminat.sees("Кто это?")
    await aminat.taps("центр")
    await world.telegram.settles()
    assert {"☑ школы", "☑ центр"} <= set(aminat.labels)

    await aminat.taps("школы")
    await world.telegram.settles()
    await aminat.taps("центр")
    await world.telegram.settles()
    assert {"☐ школы", "☑ центр"} <= set(aminat.labels), "somebody has to answer"


@pytest.mark.parametrize("forged", ["answer:1:99:ok", "answer:1:0:maybe", "give:1:0:navy"])
async def test_a_forged_answer_is_an_old_screen(world: World, forged: str) -> None:
    aminat = world.aminat
    await aminat.sends_file(PLAN.encode(), "план.txt")
    shown = await aminat.sees("Вопросов: 3")
    await aminat.taps_data(forged, message=shown)
    await aminat.sees_toast("устарел")


async def test_a_coordinator_cannot_answer_for_the_methodist(world: World) -> None:
    aminat, irina = world.aminat, world.irina
    await aminat.sends_file(PLAN.encode(), "план.txt")
    await aminat.sees("Вопросов: 3")
    await aminat.taps("Вопросы")
    await aminat.sees("Вопрос 1")
    answer = aminat.button("Не мероприятие")
    await irina.says("/start")
    hers = await irina.sees("СОШ № 1")
    await irina.taps_data(answer.data, message=hers)
    await irina.sees_toast("только методисты")


async def test_the_draft_comes_as_a_table_with_the_same_rows(world: World) -> None:
    aminat = world.aminat
    await aminat.sends_file(PLAN.encode(), "план.txt")
    await aminat.sees("Вопросов: 3")
    await aminat.taps("Таблица в Excel")
    await world.telegram.settles()
    sent = aminat.messages[-1].file
    assert sent
    assert sent.name == "дорожная карта.xlsx"
    assert [row.title for row in read(sent.content).rows] == [row.title for row in draft().rows]
