"""The schools of an order: found in its appendix, and named as their neighbours name them."""

import pytest

from storage import documents
from storage.documents.schools import short

PLAN = "План на 2023 год\n\n№\tМероприятие\tСрок\n1\tСлёт\tмарт\n\n"


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        (
            "Муниципальное казённое учреждение «Средняя общеобразовательная школа №3» с. Верхнее "
            "Озёрного муниципального района",
            "СОШ № 3 с. Верхнее",
        ),
        ("МБОУ СОШ №5", "СОШ № 5"),
        ("МБОУ «Каменская ООШ»", "Каменская ООШ"),
        ("МБОУ «Лесная средняя школа»", "Лесная СОШ"),
        ("МОУ «Гимназия № 1 имени Героя А.А. Ли» города Озёрска", "Гимназия № 1 города Озёрска"),
        ('МКОУ "СОШ им. Ли с.п. Дальнее"', "СОШ с.п. Дальнее"),
        ("МКОУ «СОШ им. А.А. Ли»", "СОШ им. А.А. Ли"),
        ("МБОУ «Начальная школа – детский сад № 7»", "Начальная школа – детский сад № 7"),
        ("ГБОУ «Школа-интернат № 2» г. Озёрск", "Школа-интернат № 2 г. Озёрск"),
    ],
)
def test_a_school_has_a_name_for_a_phone(name, spoken):
    assert short(name) == spoken


@pytest.mark.parametrize(
    "appendix",
    [
        "Перечень школ: МБОУ СОШ № 1, МБОУ «Лицей, № 2»",
        "Список школ-участниц проекта\n1. МБОУ СОШ № 1;\n2. МБОУ «Лицей, № 2».\nИсп.: Ли А.А.",
        "Перечень образовательных организаций\nМБОУ СОШ № 1, МБОУ «Лицей, № 2»",
        "Приложение 2\n\n№\tНаименование ОО\tДиректор\n1\tМБОУ СОШ № 1\tЛи\n"
        "2\tМБОУ «Лицей, № 2»\tКим\n",
    ],
)
def test_an_appendix_lists_schools_in_its_own_way(appendix):
    draft = documents.read((PLAN + appendix).encode())
    assert [school.short for school in draft.organisations] == ["СОШ № 1", "Лицей, № 2"]
    assert [row.title for row in draft.rows] == ["Слёт"]


def test_people_and_points_of_an_order_are_no_schools():
    draft = documents.read(
        f"Утвердить перечень школ.\nРуководителям школ принять меры.\n\n{PLAN}".encode()
    )
    assert draft.organisations == ()
