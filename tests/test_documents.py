"""A methodist sends a plan as text: what is found in it, and what is asked about it."""

from datetime import date
from pathlib import Path

import pytest

from storage import documents
from storage.domain.draft import Draft, DraftRow
from storage.domain.parties import OrganisationKind
from storage.domain.terms import Doubt, Window

ORDER = """
УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ОЗЁРНОГО РАЙОНА

П Р И К А З

«9» февраля 2022г.

№ 14 - О

Об утверждении плана поддержки школ

На основании письма министерства от 14.01.2022 № 77/2 приказываю утвердить план.

План мероприятий («дорожная карта»)
поддержки школ Озёрного района на 2022 год

№\tМероприятие\tОтветственные\tСроки\tПланируемый результат
1. Управление\t\t\t\t
1.1\tНазначить координаторов в школах.\tМКУ «ИМЦ Озёрного района», ОО\tФевраль\tИздан приказ.
\tСобрать планы школ.\tОО\tдо 15 марта\tПапка планов.
2. Обучение\t\t\t\t
2.1.\tПровести семинары для учителей с участием\tМКУ «ИМЦ Озёрного\tв течение го\tУчителя

\tлучших школ района.\tрайона», РМО\tда\tобучены.
№\tМероприятие\tОтветственные\tСроки\tПланируемый результат
22.\tСобрать опыт.\tОО\tпо графику\tСборник.
2.3.\tПодвести итоги.\t\t\tСправка.
-----\t---\t---\t---\t---

3. Итоги

3.1.\t<p>Рассмотреть <i>итоги</i> на совете.</p>\t<p>Руководители ОО РМО</p>\t<p>Декабрь</p>\t

Перечень школ с низкими результатами

1. Муниципальное общеобразовательное учреждение «Средняя школа №3» г. Озёрск Озёрного района
2. МБОУ «Лесная ООШ»

Исп. Петрова А.А.
"""


def read(text: str, period: Window | None = None) -> Draft:
    return documents.read(text.encode(), "план.txt", period)


@pytest.fixture(scope="module")
def order() -> Draft:
    return read(ORDER)


def row(draft: Draft, title: str) -> DraftRow:
    return next(row for row in draft.rows if row.title.startswith(title))


def test_every_activity_is_found_once_and_nothing_else(order):
    assert [row.title for row in order.rows] == [
        "Назначить координаторов в школах.",
        "Собрать планы школ.",
        "Провести семинары для учителей с участием лучших школ района.",
        "Собрать опыт.",
        "Подвести итоги.",
        "Рассмотреть итоги на совете.",
    ]


def test_the_document_introduces_itself(order):
    assert order.title == (
        "План мероприятий («дорожная карта») поддержки школ Озёрного района на 2022 год"
    )
    assert order.period == Window(date(2022, 1, 1), date(2022, 12, 31))
    assert (order.order_number, order.order_date) == ("14-О", date(2022, 2, 9))


def test_sections_are_rows_across_the_table_or_lines_between_its_parts(order):
    assert order.sections == ("1. Управление", "2. Обучение", "3. Итоги")
    assert row(order, "Собрать планы").section == "1. Управление"
    assert row(order, "Рассмотреть").section == "3. Итоги"


def test_a_row_torn_by_a_page_is_one_row(order):
    torn = row(order, "Провести семинары")
    assert torn.responsible == "МКУ «ИМЦ Озёрного района», РМО"
    assert torn.result == "Учителя обучены."


def test_a_slip_in_a_number_is_repaired_and_asked_about(order):
    slip = row(order, "Собрать опыт")
    assert (slip.number, slip.number_as_written) == ("2.2", "22.")
    assert Doubt("number_repaired", "22.") in slip.doubts


def test_a_row_without_a_number_stays_without_one(order):
    assert row(order, "Собрать планы").number is None


def test_what_is_missing_is_asked_about(order):
    assert row(order, "Подвести").doubts == (Doubt("no_term"), Doubt("no_responsible"))
    assert row(order, "Назначить").doubts == ()


def test_parties_are_told_apart(order):
    kinds = [party.kind for party in row(order, "Рассмотреть").parties]
    assert kinds == [OrganisationKind.SCHOOL, OrganisationKind.ASSOCIATION]


def test_the_list_of_schools_is_schools_and_no_activities(order):
    assert [school.short for school in order.organisations] == ["СОШ № 3 г. Озёрск", "Лесная ООШ"]


PLAIN = """Мероприятие\tСрок\tОтветственный исполнитель
Закрепить за школами кураторов\tдекабрь 2020\tМинистерство образования (далее – МО КО)
Провести опрос\t\tМО КО

\t<p>Собрать заявки</p>\t<p>март - апрель 2021</p>\t<p>МО КО ИМЦ</p>
<p>Работа со школами</p>\t\t\t
\tПровести совещание по итогам опроса, в\tмай 2021\tИМЦ

том числе дистанционно\t(по графику)\t
"""


def test_a_plan_without_numbers_and_with_an_empty_column_on_some_pages():
    draft = read(PLAIN)
    assert [row.title for row in draft.rows] == [
        "Закрепить за школами кураторов",
        "Провести опрос",
        "Собрать заявки",
        "Провести совещание по итогам опроса, в том числе дистанционно",
    ]
    assert draft.rows[3].term == "май 2021 (по графику)"
    assert [row.section for row in draft.rows] == [None, None, None, "Работа со школами"]
    assert [party.text for party in draft.rows[2].parties] == ["МО КО", "ИМЦ"]


def test_a_lone_cell_under_a_heading_begins_the_row_below_and_is_asked_about():
    draft = read(
        "Мероприятие\tСрок\tОтветственный\nРаздел А\t\t\n\t\tруководители ОО\n\n"
        "Провести смотр\tмай\tИМЦ\n"
    )
    (only,) = draft.rows
    assert only.responsible == "руководители ОО ИМЦ"
    assert Doubt("row_glued", "руководители ОО") in only.doubts


def test_the_period_is_inferred_from_terms_that_name_their_year():
    draft = read(
        "Мероприятие\tСрок\n"
        "Опрос\tноябрь 2020\nСмотр\tмарт 2021\nИтог\tиюнь 2021\nОтчёт\tв течение года\n"
    )
    assert draft.period == Window(date(2020, 11, 1), date(2021, 6, 30))
    assert Doubt("period_inferred", "2020-11-01 2021-06-30") in draft.doubts


def test_a_period_that_nobody_tells_is_asked_for():
    draft = read("Мероприятие\tСрок\tКто\nОпрос\tноябрь\tОО\nСмотр\tмарт\tОО\n")
    assert draft.period is None
    assert Doubt("period_unknown") in draft.doubts


def test_the_word_of_the_methodist_is_the_period():
    said = Window(date(2023, 9, 1), date(2024, 5, 31))
    assert read(ORDER, said).period == said


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("План на 2021/2022 учебный год", date(2021, 9, 1), date(2022, 8, 31)),
        ("План на 2021-22 уч. год", date(2021, 9, 1), date(2022, 8, 31)),
        ("План на II полугодие 2023 года", date(2023, 7, 1), date(2023, 12, 31)),
        ("План на I полугодие 2023-2024 учебного года", date(2023, 9, 1), date(2023, 12, 31)),
        ("Комплекс мер на 2022 – 2024 годы", date(2022, 1, 1), date(2024, 12, 31)),
        ("План работы на 2025 год по итогам 2024 года", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_title_tells_the_period(title, start, end):
    assert read(f"{title}\n\nМероприятие\tСрок\nСмотр\tмарт\n").period == Window(start, end)


def test_columns_are_known_by_their_words_in_any_order():
    draft = read("Когда\tКто отвечает\tЧто делаем\tИтог\nмай\tОО\tСубботник\tЧистый двор\n")
    (only,) = draft.rows
    assert (only.term, only.responsible, only.title, only.result) == (
        "май", "ОО", "Субботник", "Чистый двор",
    )  # fmt: skip


def test_a_letter_is_no_plan():
    with pytest.raises(documents.Unreadable) as refusal:
        read("Уважаемые коллеги! Совещание переносится на 15 марта.")
    assert refusal.value.reason == "no_activities"


def test_invisible_marks_and_zeros_are_taken_out():
    draft = read("Мероприятие\tСрок\nСме\u202eна\u200b мебе\0ли\tмарт\n")
    assert draft.rows[0].title == "Смена мебели"


def test_thousands_of_activities_are_refused_with_their_number():
    rows = "".join(f"{n}\tДело {n}\tмарт\n" for n in range(2001))
    with pytest.raises(documents.Unreadable) as refusal:
        read(f"№\tМероприятие\tСрок\n{rows}")
    assert refusal.value.reason == "too_many_rows"
    assert refusal.value.facts["count"] == 2001


SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="no ../shared")


@needs_seeds
def test_the_urvan_roadmap_is_read_whole():
    draft = documents.read((SEEDS / "urvan-2021.txt").read_bytes())
    assert (len(draft.rows), len(draft.sections), len(draft.organisations)) == (48, 7, 2)
    assert [r.number for r in draft.rows if r.number_as_written == "25."] == ["2.5"]
    assert (draft.order_number, draft.order_date) == ("5-ОД", date(2021, 1, 18))
    assert all(party.kind for r in draft.rows for party in r.parties)


@needs_seeds
def test_the_kaluga_plan_is_read_whole():
    draft = documents.read((SEEDS / "kaluga-2021.txt").read_bytes())
    assert (len(draft.rows), len(draft.sections)) == (53, 3)
    assert draft.period == Window(date(2020, 11, 1), date(2021, 12, 31))
    assert all(party.kind for r in draft.rows for party in r.parties)


def test_a_clause_of_the_order_is_no_school_although_it_speaks_of_schools() -> None:
    text = (
        "1. Утвердить дорожную карту и перечень школ (приложение 2).\n\n"
        "2. Руководителям школ обеспечить выполнение дорожной карты.\n\n"
        "№\tМероприятие\tОтветственный\tСрок\n1\tОткрытый урок\tОО\tмарт\n\n"
        "Перечень школ\n\n1. МБОУ «СОШ № 5» с. Речное\n"
    )
    draft = read(text)
    assert [school.short for school in draft.organisations] == ["СОШ № 5 с. Речное"]
