"""A later document of a roadmap comes from a shell: what it changes, and that nothing doubles."""

from pathlib import Path
from typing import Any

import pytest

from tests.shell import Ended, vekha_here
from tests.world import CENTRE, PLAN

LATER = (
    PLAN.replace("до 13 марта", "до 27 марта")
    .replace("4.4\tШкольный тур олимпиад", "4.4\tТур олимпиад в школе")
    .replace(
        "3.2\tПробный экзамен\tОО\tдо 30 апреля\tАнализ работ",
        "3.3\tКнижная выставка\tОО\tдо 25 апреля\tФотографии",
    )
)
"""Of 13 rows one has another term, one another title, one is gone and one is new."""


class Desk:
    """A shell at a centre that has accepted the plan."""

    def __init__(self, path: Path) -> None:
        self.path = path / "план.txt"
        self.url = f"sqlite:///{path}/new.db"
        vekha_here("centre", "add", CENTRE, url=self.url)

    def imports(self, text: str, *given: str) -> Ended:
        self.path.write_text(text)
        ended = vekha_here("import", self.path, "--centre", CENTRE, *given, url=self.url)
        assert ended.status == 0, ended
        return ended

    @property
    def summary(self) -> Any:
        return vekha_here("summary", "--centre", CENTRE, "--json", url=self.url).json


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = Desk(tmp_path)
    found.imports(PLAN, "--yes")
    return found


def test_a_later_document_is_shown_as_what_it_changes(desk: Desk) -> None:
    before = desk.summary
    shown = desk.imports(LATER).said
    assert "Новый документ дорожной карты: Дорожная карта поддержки школ Заречного" in shown
    assert (
        "изменено 2 · из них с другим сроком 1 · новое 1 · исключено 1 · без изменений 10" in shown
    )
    assert "1.2 Самообследование школы\nизменено\nсрок: с 1 января по 13 марта 2026 →" in shown
    assert "название было: «Школьный тур олимпиад»" in shown
    assert "3.3 Книжная выставка\nновое" in shown
    assert "3.2 Пробный экзамен\nисключено" in shown
    assert "Ничего не изменено. Чтобы принять, добавьте --yes." in shown
    assert desk.summary == before


def test_a_later_document_changes_the_roadmap_and_founds_none(desk: Desk) -> None:
    taken = desk.imports(LATER, "--yes").said
    assert len(taken.strip().splitlines()) == 1
    assert "Изменено 2, из них с другим сроком 1 · новых 1 · исключено 1" in taken
    assert (desk.summary["activities"], desk.summary["tasks"]["cancelled"]) == (13, 2)


@pytest.mark.parametrize("given", [(), ("--yes",)])
def test_the_same_later_document_again_changes_nothing(desk: Desk, given: tuple[str, ...]) -> None:
    desk.imports(LATER, "--yes")
    before = desk.summary
    again = desk.imports(LATER, *given).said
    assert "Этот документ уже принят. Ничего не удвоилось." in again
    assert desk.summary == before


def test_what_is_accepted_over_its_questions_says_how_many(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    founded = desk.imports(PLAN, "--yes").said
    assert "Вопросов осталось: 1. Принято так, как прочитано." in founded
    assert "а в центре их пока нет" not in founded
    later = LATER.replace("до 25 апреля", "")
    assert "Вопросов осталось: 2. Приняты так, как" in desk.imports(later, "--yes").said
    assert "Вопросов осталось" not in desk.imports(later, "--yes").said


def test_a_centre_without_schools_hears_what_is_for_schools(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    said = desk.imports(PLAN.partition("Перечень школ")[0], "--yes").said
    assert "11 мероприятий поручено школам, а в центре их пока нет." in said


def test_what_only_resembles_a_roadmap_is_a_new_one_and_says_so(desk: Desk) -> None:
    """The shell does what the chat does when nobody taps «Это новая версия действующей»."""
    head = PLAN.splitlines()[:3]
    rows = ("1.1\tПокраска фасадов\tОО\tдо 20 мая\tАкт", "1.2\tОткрытые уроки\tОО\tапрель\tРазбор",
            "1.3\tПоход выходного дня\tОО\tдо 1 июня\tМаршрут")  # fmt: skip
    text = "\n".join((*head, *rows))
    for given in ((), ("--yes",)):
        said = desk.imports(text, *given).said
        assert "Это новая дорожная карта, хотя она похожа на «Дорожная карта поддержки" in said
    assert desk.summary["activities"] == 16
