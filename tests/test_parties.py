"""Who answers for an activity: the responsible cell is split, and each party gets its kind."""

import pytest

from storage.domain.parties import OrganisationKind as Kind
from storage.domain.parties import introduced, split


def kinds(text: str, **extra: Kind) -> list[tuple[str, Kind | None]]:
    return [(party.text, party.kind) for party in split(text, extra)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ОУ", [("ОУ", Kind.SCHOOL)]),
        ("Руководители ОО, ММС", [("Руководители ОО", Kind.SCHOOL), ("ММС", Kind.CENTRE)]),
        ("ИМЦ и ОО", [("ИМЦ", Kind.CENTRE), ("ОО", Kind.SCHOOL)]),
        (
            "руководители МОУО ММС руководители ОО",
            [
                ("руководители МОУО", Kind.CENTRE),
                ("ММС", Kind.CENTRE),
                ("руководители ОО", Kind.SCHOOL),
            ],
        ),
        ("Директора школ\nКураторы", [("Директора школ", Kind.SCHOOL), ("Кураторы", Kind.CENTRE)]),
        ("Руководитель РМО", [("Руководитель РМО", Kind.ASSOCIATION)]),
        ("Методисты ММЦ", [("Методисты ММЦ", Kind.CENTRE)]),
        ("Зам. директора по ВР", [("Зам. директора по ВР", Kind.SCHOOL)]),
        ("Министерство образования и науки", [("Министерство образования и науки", Kind.REGION)]),
        ("Директор школы, ШМО", [("Директор школы", Kind.SCHOOL), ("ШМО", Kind.SCHOOL)]),
        ("МБУ ИМЦ / школы", [("МБУ ИМЦ", Kind.CENTRE), ("школы", Kind.SCHOOL)]),
        ("КГАУ ДПО ИРО ОО", [("КГАУ ДПО ИРО", Kind.REGION), ("ОО", Kind.SCHOOL)]),
        ("Администрация МБОУ СОШ №5", [("Администрация МБОУ СОШ №5", Kind.SCHOOL)]),
        ("Родительские комитеты", [("Родительские комитеты", Kind.SCHOOL)]),
        ("Кураторы школ", [("Кураторы школ", Kind.CENTRE)]),
        ("специалисты УО", [("специалисты УО", Kind.CENTRE)]),
        ("Петрова И.В.", [("Петрова И.В.", None)]),
        ("", []),
        (" - ", []),
    ],
)
def test_a_cell_is_split_into_parties(text, expected):
    assert kinds(text) == expected


def test_a_quoted_name_is_one_party_whatever_stands_in_it():
    name = "МКУ «Центр мониторинга, оценки и развития образования» района"
    assert kinds(f"{name}, ОО") == [(name, Kind.CENTRE), ("ОО", Kind.SCHOOL)]


def test_a_quote_that_is_never_closed_ends_at_the_comma():
    assert kinds("МКУ «Управление образования района, ОО") == [
        ("МКУ «Управление образования района", Kind.CENTRE),
        ("ОО", Kind.SCHOOL),
    ]


def test_a_short_name_that_the_document_introduces_is_known():
    words = introduced("Калинский институт развития образования (далее – КИР НО) и школы")
    assert kinds("КИР НО ОО", **words) == [("КИР НО", Kind.REGION), ("ОО", Kind.SCHOOL)]


def test_a_centre_has_the_last_word_about_its_own_names():
    assert kinds("Технопарк", Технопарк=Kind.ASSOCIATION) == [("Технопарк", Kind.ASSOCIATION)]
    assert kinds("Кураторы", кураторы=Kind.REGION) == [("Кураторы", Kind.REGION)]


def test_the_same_party_twice_is_one_party():
    assert kinds("ОО, ОО") == [("ОО", Kind.SCHOOL)]
