"""A methodist sends a later document of a roadmap: what it changes, and what stays."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.usecases import comparing, importing, joining, marking, people, questions, revising
from bot.usecases.comparing import Revision
from bot.usecases.revising import Revised
from bot.views.importing import names
from locales import Words
from scheduler.planning import plan
from storage import centres, journal, roadmaps, tasks
from storage import people as people_rows
from storage.database import Database, Transaction
from storage.documents import read
from storage.domain.changes import Aspect, ChangeKind, Likeness
from storage.domain.letters import LetterKind
from storage.domain.people import Person, Role
from storage.domain.permissions import Refusal
from storage.domain.tasks import State, Task
from storage.domain.workdays import Workdays
from storage.tables import letter_items, letters
from storage.tables import tasks as task_rows
from storage.tasks import NewTask
from tests.world import (
    AMINAT,
    CENTRE,
    FIRST,
    IRINA,
    MARINA,
    MONDAY,
    OLGA,
    PLAN,
    SECOND,
    ZAREMA,
    Part,
    found,
)

TITLES = [line.split("\t")[1] for line in PLAN.splitlines()[3:] if "\t" in line]
LATER = MONDAY + timedelta(days=1)
NAMES = names(Words("ru"))


@dataclass
class Office:
    """The centre's roadmap in a database, and its people's ways to it."""

    db: Database
    roadmap_id: int

    async def person(self, part: Part) -> Person:
        person = await self.db.read(people_rows.by_telegram, part.id)
        assert person
        return person

    async def sends(self, text: str, by: Part = AMINAT) -> int:
        content = text.encode()
        document = importing.Document("later.txt", sha256(content).hexdigest(), _read(content))
        return await self.db.write(importing.receive, await self.person(by), document, LATER)

    async def compares(self, import_id: int) -> Revision:
        who = await self.person(AMINAT)
        return await self.db.read(comparing.compare, who, import_id, self.roadmap_id)

    async def accepts(self, import_id: int, chosen: Sequence[int] | None = None) -> Revised:
        who = await self.person(AMINAT)
        return await self.db.write(
            revising.revise, who, import_id, self.roadmap_id, NAMES, LATER, chosen
        )

    async def revises(self, *edits: tuple[str, str]) -> Revised:
        return await self.accepts(await self.sends(edited(*edits)))

    async def marks(self, number: str, by: Part = IRINA, school: str = FIRST) -> None:
        task = (await self.tasks(number, school))[0]
        await self.db.write(marking.mark_done, await self.person(by), task.id, MONDAY)

    async def tasks(self, number: str, school: str = FIRST) -> list[Task]:
        """A school's tasks of an activity, in the order of their windows."""
        everything = await self.db.read(_tasks, CENTRE)
        those = (t for t in everything if (t.number, t.organisation.short) == (number, school))
        return sorted(those, key=lambda task: task.ordinal)

    async def stands(self, number: str, school: str = FIRST) -> list[tuple[State, date | None]]:
        found = await self.tasks(number, school)
        return [(task.state, task.window.end if task.window else None) for task in found]

    async def numbers(self) -> list[str]:
        rows = await self.db.read(roadmaps.activities_of, self.roadmap_id)
        return [f"{row.number} {row.title}" for row in rows]

    async def events(self, *kinds: str) -> list[dict[str, Any]]:
        everything = await self.db.read(_events, CENTRE)
        return [dict(event.facts) for event in everything if event.kind in kinds]

    async def letters_about(self, number: str) -> int:
        """In how many unsent digests the tasks of an activity stand."""
        found = [*await self.tasks(number, FIRST), *await self.tasks(number, SECOND)]
        return await self.db.read(_carried, [task.id for task in found])

    async def a_second_methodist(self) -> int:
        """Somebody else at the centre, who has not sent the document."""
        centre = await self.db.read(centres.by_name, CENTRE)
        assert centre
        invited = await self.db.write(
            people.invite_from_shell, centre, Role.METHODIST, None, MONDAY
        )
        newcomer = joining.Newcomer(520, "Лидия П.", "ru")
        await self.db.write(joining.join, invited.token, newcomer, MONDAY)
        return (await self.person(Part(520, "Лидия П.", CENTRE, Role.METHODIST))).id


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    found(database_url)
    db = Database(database_url)
    centre = await db.read(centres.by_name, CENTRE)
    assert centre
    [roadmap] = await db.read(roadmaps.of_centre, centre.id)
    yield Office(db, roadmap.id)
    await db.close()


def edited(*edits: tuple[str, str]) -> str:
    """The plan with words replaced; each stands in it once."""
    text = PLAN + "\n"  # another file, even where nothing is said anew
    for before, now in edits:
        assert text.count(before) == 1, before
        text = text.replace(before, now)
    return text


LINE_11 = (
    "1.1\tСверка итогов прошлого года\tУправление образования\tдо 20 февраля\tСводная таблица\n"
)
LINE_12 = "1.2\tСамообследование школы\tОО\tдо 13 марта\tЛист самообследования\n"
LINE_32 = "3.2\tПробный экзамен\tОО\tдо 30 апреля\tАнализ работ\n"
NEW_33 = "3.3\tКнижная выставка\tОО\tдо 25 апреля\tФотографии\n"


async def test_a_later_document_is_known_as_one_of_the_same_roadmap(office: Office) -> None:
    import_id = await office.sends(edited(("до 13 марта", "до 27 марта")))
    who = await office.person(AMINAT)
    [earlier] = await office.db.read(comparing.earlier, who, import_id)
    assert earlier.roadmap.id == office.roadmap_id
    assert earlier.likeness is Likeness.SAME


FOREIGN = """
1. Кадры
1.1\tНабор студентов колледжа\tУправление образования\tдо 20 февраля\tСписок
1.2\tСамообследование школы\tОО\tдо 13 марта\tЛист самообследования
1.3\tАнкета для родителей\tОО\tдо 18 марта\tСводка ответов
2. Здания
2.1\tПокраска фасадов\tОО\tдо 23 марта\tАкт
2.2\tОткрытые уроки\tОО\tапрель\tРазборы уроков
2.3\tПроверка котельных\tОО\tпостоянно\tЖурнал
2.4\tСтраница на сайте школы\tОО\tв течение года\tДействующая страница
2.5\tОграждение спортивных площадок\tОО\tдо 1 июня\tФотографии
3. Лето
3.1\tЛагерь на берегу\tОО\tдо 1 июля\tСписок участников
3.2\tПоход выходного дня\tОО\tдо 30 апреля\tМаршрут
"""


async def test_an_order_of_mostly_other_rows_is_offered_and_not_presumed(office: Office) -> None:
    """A title of set phrases and some rows of the usual kind make no later version."""
    import_id = await office.sends("\n".join((*PLAN.splitlines()[:3], FOREIGN)))
    found = await office.db.read(comparing.propose, await office.person(AMINAT), import_id)
    assert found.revision is None
    assert found.earlier
    assert found.earlier.roadmap.id == office.roadmap_id


async def test_next_years_roadmap_is_another_one(office: Office) -> None:
    import_id = await office.sends(edited(("на 2026 год", "на 2027 год")))
    who = await office.person(AMINAT)
    assert await office.db.write(comparing.earlier, who, import_id) == ()


async def test_the_document_as_it_was_changes_nothing(office: Office) -> None:
    before = await office.db.read(_tasks, CENTRE)
    revision = await office.compares(await office.sends(edited()))
    assert revision.changes.choices == ()
    assert {change.kind for change in revision.changes.rows} == {ChangeKind.SAME}
    revised = await office.revises()
    assert revised == Revised(office.roadmap_id, questions=1)  # 2.6 has no term
    assert await office.db.read(_tasks, CENTRE) == before


WITHOUT_A_YEAR = (
    (" на 2026 год", ""),
    ("до 20 февраля", "до 20 февраля 2026 года"),
    ("до 30 апреля", "до 30 апреля 2026 года"),
    ("до 15 мая", "до 15 мая 2026 года"),
)
"""Only its terms tell when such a document runs: from February to May."""


async def test_a_document_that_does_not_tell_its_year_is_read_by_the_roadmaps(
    office: Office,
) -> None:
    revision = await office.compares(await office.sends(edited(*WITHOUT_A_YEAR)))
    assert not any(Aspect.DATES in change.aspects for change in revision.changes.rows)
    revision = await office.compares(await office.sends(edited(WITHOUT_A_YEAR[0])))
    assert revision.changes.choices == ()


async def test_what_a_methodist_has_said_of_a_row_is_not_read_again(office: Office) -> None:
    import_id = await office.sends(edited(*WITHOUT_A_YEAR))
    who = await office.person(AMINAT)
    rows = (await office.compares(import_id)).draft.rows
    place = [row.number for row in rows].index("1.2")
    await office.db.write(
        questions.set_row_date, who, import_id, place, "до 1 июня 2026 года", MONDAY
    )
    await office.accepts(import_id)
    assert await office.stands("1.2") == [(State.OPEN, date(2026, 6, 1))]


async def test_a_moved_term_moves_the_open_tasks_and_no_mark(office: Office) -> None:
    await office.marks("1.2")
    revised = await office.revises(("до 13 марта", "до 27 марта"))
    assert (revised.changed, revised.moved) == (1, 1)
    assert await office.stands("1.2", FIRST) == [(State.REPORTED, date(2026, 3, 13))]
    assert await office.stands("1.2", SECOND) == [(State.OPEN, date(2026, 3, 27))]
    [marked] = await office.tasks("1.2", FIRST)
    assert marked.mark
    assert marked.mark.by == IRINA.name
    [event] = await office.events("activity_changed")
    assert event["term"] == ["до 13 марта", "до 27 марта"]
    assert [days[0][1] for days in event["dates"]] == ["2026-03-13", "2026-03-27"]


async def test_only_those_who_have_something_to_learn_are_touched(office: Office) -> None:
    await office.marks("1.2")
    revised = await office.revises(("до 13 марта", "до 27 марта"))
    [touched] = revised.touched
    [task] = await office.tasks("1.2", SECOND)
    assert touched.organisation_id == task.organisation.id
    assert touched.activity_ids == (task.activity_id,)
    assert touched.person_ids == ((await office.person(MARINA)).id,)


async def test_the_centres_own_work_touches_its_methodists(office: Office) -> None:
    lidia = await office.a_second_methodist()
    revised = await office.revises(("до 20 февраля", "до 20 апреля"))
    [touched] = revised.touched
    assert lidia in touched.person_ids


async def test_what_falls_to_the_associations_touches_the_centres_methodists(
    office: Office,
) -> None:
    lidia = await office.a_second_methodist()
    revised = await office.revises((LINE_32, LINE_32 + NEW_33.replace("ОО", "РМО")))
    [touched] = revised.touched
    assert lidia in touched.person_ids


async def test_a_new_row_becomes_an_activity_with_tasks(office: Office) -> None:
    revised = await office.revises((LINE_32, LINE_32 + NEW_33))
    assert revised.new == 1
    for school in (FIRST, SECOND):
        assert await office.stands("3.3", school) == [(State.OPEN, date(2026, 4, 25))]
    order = await office.numbers()
    assert order.index("3.3 Книжная выставка") == order.index("3.2 Пробный экзамен") + 1
    [task] = await office.tasks("3.3")
    assert task.section == "3. Ученики"
    people_touched = {person for one in revised.touched for person in one.person_ids}
    expected = [(await office.person(part)).id for part in (IRINA, OLGA, MARINA)]
    assert people_touched == set(expected)


async def test_a_gone_row_is_cancelled_and_stays_on_record(office: Office) -> None:
    await office.marks("1.2")
    revised = await office.revises((LINE_12, ""))
    assert revised.gone == 1
    assert await office.stands("1.2", FIRST) == [(State.REPORTED, date(2026, 3, 13))]
    assert await office.stands("1.2", SECOND) == [(State.CANCELLED, date(2026, 3, 13))]
    assert "1.2 Самообследование школы" not in await office.numbers()
    who = await office.person(AMINAT)
    assert await office.db.read(roadmaps.count_activities, who.centre.id) == len(TITLES) - 1
    [event] = await office.events("activity_gone")
    assert event["number"] == "1.2"
    assert len(event["cancelled"]) == 1


async def test_a_school_that_joins_later_gets_no_task_of_what_is_gone(office: Office) -> None:
    await office.revises((LINE_12, ""))
    centre = await office.db.read(centres.by_name, CENTRE)
    assert centre
    await office.db.write(
        people.invite_from_shell, centre, Role.COORDINATOR, "Гимназия № 9", LATER
    )
    assert await office.stands("1.2", "Гимназия № 9") == []
    assert len(await office.tasks("1.3", "Гимназия № 9")) == 1


async def test_what_was_gone_comes_back_with_its_marks(office: Office) -> None:
    await office.marks("1.2")
    await office.revises((LINE_12, ""))
    revised = await office.revises(("Лист самообследования", "Лист"))
    assert revised.returned == 1
    assert await office.stands("1.2", FIRST) == [(State.REPORTED, date(2026, 3, 13))]
    assert await office.stands("1.2", SECOND) == [(State.OPEN, date(2026, 3, 13))]
    [event] = await office.events("activity_returned")
    assert event["result"] == ["Лист самообследования", "Лист"]


async def test_numbers_follow_the_document_and_marks_their_activity(office: Office) -> None:
    await office.marks("1.3")
    first = "1.2\tВходная диагностика\tОО\tдо 10 марта\tСправка\n"
    await office.revises(
        (LINE_12, first + LINE_12.replace("1.2", "1.3")), ("1.3\tАнк", "1.4\tАнк")
    )
    assert (await office.numbers())[:4] == [
        "1.1 Сверка итогов прошлого года",
        "1.2 Входная диагностика",
        "1.3 Самообследование школы",
        "1.4 Анкета для учителей",
    ]
    assert [task.mark is not None for task in await office.tasks("1.4")] == [True]
    assert [task.mark is not None for task in await office.tasks("1.3")] == [False]


async def test_one_check_in_more_and_one_less(office: Office) -> None:
    [*_, autumn] = await office.tasks("2.4")
    assert autumn.of == 4
    await office.marks("2.4")
    await office.revises(("в течение года", "апрель – июнь"))
    assert await office.stands("2.4") == [
        (State.REPORTED, date(2026, 3, 31)),
        (State.OPEN, date(2026, 6, 30)),
        (State.CANCELLED, date(2026, 9, 30)),
        (State.CANCELLED, date(2026, 12, 31)),
    ]
    assert [task.of for task in await office.tasks("2.4")][:2] == [2, 2]
    await office.revises(("Действующая страница", "Живая страница"))
    assert [state for state, _ in await office.stands("2.4")] == [
        State.REPORTED, *[State.OPEN] * 3,
    ]  # fmt: skip


async def test_other_parties_give_and_take_tasks_but_no_marks(office: Office) -> None:
    await office.marks("3.1")
    await office.revises(("Летняя школа чтения\tОО", "Летняя школа чтения\tИМЦ"))
    assert [state for state, _ in await office.stands("3.1", FIRST)] == [State.REPORTED]
    assert [state for state, _ in await office.stands("3.1", SECOND)] == [State.CANCELLED]
    assert [state for state, _ in await office.stands("3.1", CENTRE)] == [State.OPEN]


async def test_a_date_set_by_hand_outlives_a_document_that_says_nothing_of_it(
    office: Office,
) -> None:
    day = date(2026, 5, 5)
    for task in [*await office.tasks("2.5", FIRST), *await office.tasks("2.5", SECOND)]:
        await office.db.write(_set_day, task.id, day)
    revised = await office.revises(("Дневники", "Дневники и отзывы"))
    assert revised.changed == 1
    assert await office.stands("2.5") == [(State.OPEN, day)]


async def test_a_school_that_was_spared_by_hand_is_not_asked_again(office: Office) -> None:
    [task] = await office.tasks("1.2", FIRST)
    await office.db.write(_set_state, task.id, State.CANCELLED)
    await office.revises(("до 13 марта", "до 15 марта и до 15 июня"))
    assert await office.stands("1.2", FIRST) == [(State.CANCELLED, date(2026, 3, 13))]
    assert [state for state, _ in await office.stands("1.2", SECOND)] == [State.OPEN] * 2


async def test_a_school_that_was_given_an_activity_by_hand_goes_with_it(office: Office) -> None:
    [centres_own] = await office.tasks("1.1", CENTRE)
    [schools] = await office.tasks("1.2", FIRST)
    given = NewTask(
        schools.centre_id, office.roadmap_id, centres_own.activity_id, schools.organisation.id, 0,
        centres_own.window,
    )  # fmt: skip
    await office.db.write(tasks.add, [given], MONDAY.date())
    await office.revises(("до 20 февраля", "до 20 апреля"))
    assert await office.stands("1.1", FIRST) == [(State.OPEN, date(2026, 4, 20))]
    await office.revises((LINE_11, ""))
    assert [state for state, _ in await office.stands("1.1", FIRST)] == [State.CANCELLED]


async def test_a_new_wording_is_news_for_those_who_still_owe_it(office: Office) -> None:
    await office.marks("2.1")
    revised = await office.revises(("Издан приказ о наставничестве", "Приказ и план работы пар"))
    [touched] = revised.touched
    assert touched.person_ids == ((await office.person(MARINA)).id,)


async def test_row_by_row_only_what_was_chosen_is_applied(office: Office) -> None:
    import_id = await office.sends(
        edited(("до 13 марта", "до 27 марта"), ("до 18 марта", "до 28 марта"), (LINE_32, ""))
    )
    revision = await office.compares(import_id)
    moved = [c for c in revision.changes.rows if Aspect.DATES in c.aspects]
    assert [c.number for c in moved] == ["1.2", "1.3"]
    revised = await office.accepts(import_id, [moved[1].id])
    assert (revised.moved, revised.gone, revised.refused) == (1, 0, 2)
    assert await office.stands("1.2") == [(State.OPEN, date(2026, 3, 13))]
    assert await office.stands("1.3") == [(State.OPEN, date(2026, 3, 28))]
    assert await office.stands("3.2") == [(State.OPEN, date(2026, 4, 30))]


async def test_an_activity_that_is_kept_gives_its_number_away(office: Office) -> None:
    import_id = await office.sends(edited((LINE_12, ""), ("1.3\tАнк", "1.2\tАнк")))
    await office.accepts(import_id, [])
    assert (await office.numbers())[1:3] == [
        "1.2-1 Самообследование школы",
        "1.2 Анкета для учителей",
    ]
    events = {event["number"][1] for event in await office.events("activity_changed")}
    assert events == {"1.2", "1.2-1"}


async def test_what_is_left_out_is_remembered_until_it_is_taken_in_again(office: Office) -> None:
    import_id = await office.sends(edited(("до 13 марта", "до 27 марта"), (LINE_32, "")))
    who = await office.person(AMINAT)
    [moved, gone] = (await office.compares(import_id)).changes.choices
    for expected in ({gone.id}, {moved.id, gone.id}):
        before = await office.compares(import_id)
        revision = await office.db.write(comparing.toggle, who, before, moved.id)
        assert revision.chosen == expected
        assert (await office.compares(import_id)).chosen == expected


async def test_an_order_of_three_rows_takes_nothing_away(office: Office) -> None:
    kept = ("1.2", "1.3", "2.1")
    lines = [
        line.replace("до 13 марта", "до 27 марта")
        for line in PLAN.splitlines()
        if "\t" not in line or line.startswith(("№", *kept))
    ]
    before = await office.numbers()
    lines[0] = "Изменения в дорожную карту поддержки школ Заречного округа на 2026 год"
    revised = await office.accepts(await office.sends("\n".join(lines)))
    assert (revised.moved, revised.gone) == (1, 0)
    assert await office.numbers() == before
    who = await office.person(AMINAT)
    [roadmap] = await office.db.read(roadmaps.of_centre, who.centre.id)
    assert roadmap.title == PLAN.splitlines()[0]
    assert await office.stands("1.2") == [(State.OPEN, date(2026, 3, 27))]


async def test_letters_about_what_has_moved_are_not_sent(office: Office) -> None:
    await plan(office.db, MONDAY.replace(hour=10), Workdays())
    assert await office.letters_about("1.2") >= 3
    others = await office.letters_about("1.3")
    await office.revises(("до 13 марта", "до 13 сентября"))
    assert await office.letters_about("1.2") == 0
    assert await office.letters_about("1.3") == others


async def test_a_second_yes_changes_nothing(office: Office) -> None:
    import_id = await office.sends(edited(("до 13 марта", "до 27 марта"), (LINE_32, NEW_33)))
    first = await office.accepts(import_id)
    after = await office.db.read(_tasks, CENTRE)
    events = await office.db.read(_events, CENTRE)
    again = await office.accepts(import_id)
    assert not first.again
    assert again == Revised(office.roadmap_id, again=True)
    assert await office.db.read(_tasks, CENTRE) == after
    assert await office.db.read(_events, CENTRE) == events
    assert (await office.compares(import_id)).document.roadmap_id == office.roadmap_id


async def test_the_same_changes_in_another_file_find_nothing_more_to_change(
    office: Office,
) -> None:
    edits = (("до 13 марта", "до 27 марта"), (LINE_32, NEW_33), ("Анкета для", "Опрос"))
    await office.revises(*edits)
    revision = await office.compares(await office.sends(edited(*edits) + "\n"))
    assert revision.changes.choices == ()


async def test_a_roadmap_takes_the_later_orders_head_and_the_journal_holds(
    office: Office,
) -> None:
    await office.revises(("на 2026 год", "на 2026 год (с изменениями)"), (LINE_32, ""))
    who = await office.person(AMINAT)
    [roadmap] = await office.db.read(roadmaps.of_centre, who.centre.id)
    assert roadmap.title.endswith("(с изменениями)")
    [event] = await office.events("revised")
    assert event["roadmap"] == office.roadmap_id
    assert event["file"] == "later.txt"
    assert await office.db.read(journal.verify) == ()


async def test_who_may_not_revise_is_told_so(office: Office) -> None:
    import_id = await office.sends(edited(("до 13 марта", "до 27 марта")))
    for part, reason in ((IRINA, "for_methodists"), (ZAREMA, "no_such_import")):
        who = await office.person(part)
        with pytest.raises(Refusal, match=reason):
            await office.db.write(revising.revise, who, import_id, office.roadmap_id, NAMES, LATER)
    assert await office.stands("1.2") == [(State.OPEN, date(2026, 3, 13))]


async def test_a_roadmap_of_another_centre_is_not_there(office: Office) -> None:
    theirs = await office.sends(edited(("до 13 марта", "до 27 марта")), by=ZAREMA)
    who = await office.person(ZAREMA)
    with pytest.raises(Refusal, match="no_such_roadmap"):
        await office.db.write(comparing.compare, who, theirs, office.roadmap_id)


async def test_an_archived_roadmap_is_not_revised(office: Office) -> None:
    import_id = await office.sends(edited(("до 13 марта", "до 27 марта")))
    who = await office.person(AMINAT)
    await office.db.write(roadmaps.archive, who.centre.id, office.roadmap_id)
    assert await office.db.read(comparing.earlier, who, import_id) == ()
    with pytest.raises(Refusal, match="no_such_roadmap"):
        await office.accepts(import_id)


async def test_a_declined_document_is_not_applied(office: Office) -> None:
    import_id = await office.sends(edited(("до 13 марта", "до 27 марта")))
    await office.db.write(importing.decline, await office.person(AMINAT), import_id, LATER)
    with pytest.raises(Refusal, match="import_declined"):
        await office.accepts(import_id)


async def test_a_change_that_is_no_more_is_refused_and_nothing_is_done(office: Office) -> None:
    import_id = await office.sends(edited(("до 13 марта", "до 27 марта")))
    with pytest.raises(Refusal, match="changes_outdated"):
        await office.accepts(import_id, [1, 999])
    assert await office.stands("1.2") == [(State.OPEN, date(2026, 3, 13))]
    assert not (await office.compares(import_id)).document.settled


def _read(content: bytes) -> Any:
    return read(content, "later.txt")


def _tasks(tx: Transaction, centre: str) -> tuple[Task, ...]:
    found = centres.by_name(tx, centre)
    assert found
    ids = [o.id for o in centres.organisations_of(tx, found.id)]
    return tasks.of_organisations(tx, found.id, ids)


def _events(tx: Transaction, centre: str) -> list[journal.Event]:
    found = centres.by_name(tx, centre)
    assert found
    return list(journal.events_of(tx, found.id))


def _set_day(tx: Transaction, task_id: int, day: date) -> None:
    tx.execute(
        task_rows.update()
        .where(task_rows.c.id == task_id)
        .values(starts_on=date(2026, 3, 1), due_on=day, late_from=day)
    )


def _set_state(tx: Transaction, task_id: int, state: State) -> None:
    tx.execute(task_rows.update().where(task_rows.c.id == task_id).values(state=state))


def _carried(tx: Transaction, task_ids: Sequence[int]) -> int:
    query = (
        select(func.count())
        .select_from(letter_items)
        .join(letters, letters.c.id == letter_items.c.letter_id)
        .where(letter_items.c.task_id.in_(task_ids), letters.c.kind == LetterKind.DIGEST)
    )
    return int(tx.execute(query).scalar_one())
