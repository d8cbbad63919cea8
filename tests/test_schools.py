"""Schools: two names of one school are told from the names of two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.schools import named_in, same_school

FULL = (
    "Муниципальное казённое общеобразовательное учреждение "
    "«Средняя общеобразовательная школа № 4» г. Заречный"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("СОШ № 4", FULL),
        ("СОШ №4", FULL),
        ("МКОУ СОШ 4", FULL),
        ("МКОУ «СОШ № 4» г. Заречный", FULL),
        ("средняя общеобразовательная школа № 4", FULL),
        ("СОШ № 4 Заречный", FULL),
        ("Лицей «Родник»", "МБОУ лицей «Родник» с. Луговое"),
        ("Основная общеобразовательная школа с. Речное", "ООШ с. Речное"),
        ("Гимназия № 1", "МАОУ «Гимназия № 1 им. А. С. Пушкина»"),
        ("Тёплое ООШ", "ООШ с. Теплое"),
    ],
)
def test_one_school_by_two_names(one: str, other: str) -> None:
    assert same_school(one, other)
    assert same_school(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("СОШ № 4", "СОШ № 14"),
        ("СОШ № 4", "СОШ"),
        ("СОШ № 4 с. Луговое", "СОШ № 4 г. Заречный"),
        ("СОШ № 4", "ООШ № 4"),
        ("Гимназия № 4", "Лицей № 4"),
        ("СОШ с. Речное", "СОШ с. Горное"),
        ("СОШ № 4", "СОШ № 4 корпус 2"),
        ("", "СОШ № 4"),
        ("№", "МКОУ"),
    ],
)
def test_two_schools_are_two(one: str, other: str) -> None:
    assert not same_school(one, other)
    assert not same_school(other, one)


@given(st.text(max_size=60), st.text(max_size=60))
def test_it_does_not_matter_which_is_named_first(one: str, other: str) -> None:
    assert same_school(one, other) == same_school(other, one)


OURS = (
    "СОШ № 2 г. Заречный",
    "МКОУ «Средняя общеобразовательная школа № 5» с. Луговое",
    "СОШ № 5 п. Озёрный",
    "ООШ д. Верхняя Речка",
    "Лицей «Родник»",
)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("школы № 2, № 5", (0, 1, 2)),
        ("СОШ №№ 2 и 5 с. Луговое", (0, 1)),
        ("директор СОШ № 5 п. Озерный", (2,)),
        ("Луговская СОШ № 5", (1,)),
        ("Верхнереченская школа", ()),
        ("ООШ Верхней Речки", (3,)),
        ("лицей «Родник»", (4,)),
        ("СОШ № 25", ()),
        ("ОО", ()),
        ("Руководители школ", ()),
        ("школы, 2 раза", ()),
    ],
)
def test_a_cell_names_schools(cell: str, meant: tuple[int, ...]) -> None:
    assert named_in(cell, OURS) == tuple(OURS[at] for at in meant)
