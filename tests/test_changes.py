"""A later document of a roadmap is compared with the roadmap row by row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.changes import (
    Aspect,
    ChangeKind,
    Held,
    Likeness,
    OldRow,
    compare,
    kept_numbers,
    likeness,
    replan,
)
from storage.domain.changes.assignment import best_pairs
from storage.domain.draft import DraftRow
from storage.domain.duties import kinds_of
from storage.domain.numbers import numbers_of
from storage.domain.parties import OrganisationKind, Party
from storage.domain.tasks import State
from storage.domain.terms import Doubt, Term, TermKind, Window

SCHOOLS = (Party("ОО", OrganisationKind.SCHOOL),)
TITLES = (
    "Сверка итогов прошлого года по каждой школе",
    "Самообследование условий обучения",
    "Анкета для учителей начальных классов",
    "Назначение наставников молодым педагогам",
    "Неделя открытых уроков математики",
    "Консультации психолога для семей",
    "Страница поддержки на сайте отдела",
    "Стажировка завучей у соседей",
    "Единый методический день округа",
    "Летняя школа чтения и письма",
    "Пробный экзамен по русскому языку",
    "Собрания родителей выпускников",
    "Олимпиада для пятых классов",
    "Ремонт кабинетов физики и химии",
    "Закупка наборов для лабораторных работ",
    "Договоры с колледжами о профильных сменах",
)


def window(end: date) -> Window:
    return Window(date(end.year, 1, 1), end)


def term(*ends: date) -> Term:
    kind = TermKind.WINDOW if len(ends) == 1 else TermKind.CHECKPOINTS
    return Term(kind, tuple(window(end) for end in ends))


def row(title: str, number: str | None = None, **facts: object) -> DraftRow:
    drafted = DraftRow(
        title, number, number, "1. Школы", "ОО", SCHOOLS, "до 1 марта", term(date(2026, 3, 1)),
        "Справка",
    )  # fmt: skip
    return replace(drafted, **facts)  # type: ignore[arg-type]  # fields by name


def known(rows: Sequence[DraftRow]) -> list[OldRow]:
    """Rows as activities of a roadmap, once they have been accepted; ids from 1."""
    return [
        OldRow(
            place, r.title, number, r.number is not None, r.section, r.responsible, kinds_of(r),
            r.term, r.reading, r.result,
        )
        for place, (r, number) in enumerate(zip(rows, numbers_of(rows), strict=True), start=1)
    ]  # fmt: skip


def numbered(titles: Sequence[str]) -> list[DraftRow]:
    return [row(title, f"1.{place}") for place, title in enumerate(titles, start=1)]


def kinds(old: Sequence[OldRow], new: Sequence[DraftRow]) -> list[ChangeKind]:
    return [change.kind for change in compare(old, new).rows]


texts = st.text(alphabet="абв гд1", max_size=12)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
any_rows = st.lists(
    st.builds(
        DraftRow,
        title=texts,
        number=st.none() | st.sampled_from(["1", "1.1", "1.2", "2"]),
        section=st.none() | st.sampled_from(["Школы", "Центр"]),
        responsible=texts,
        parties=st.just(SCHOOLS) | st.just(()),
        term=texts,
        reading=days.map(term) | st.just(Term(TermKind.BY_SCHEDULE)),
        result=texts,
        left_out=st.booleans(),
    ),
    max_size=9,
)


@given(any_rows)
def test_a_roadmap_compared_with_itself_has_not_changed(rows):
    rows = [replace(r, left_out=False) for r in rows]
    changes = compare(known(rows), rows)
    assert [change.kind for change in changes.rows] == [ChangeKind.SAME] * len(rows)
    assert not any(change.aspects for change in changes.rows)
    assert changes.choices == ()


@given(any_rows, any_rows)
def test_every_row_is_told_of_exactly_once(before, later):
    old = known([r for r in before if not r.left_out])
    changes = compare(old, later)
    assert sorted(c.old.id for c in changes.rows if c.old) == [r.id for r in old]
    places = [place for place, r in enumerate(later) if not r.left_out]
    assert [c.id for c in changes.rows if c.new] == places
    assert all(c.id == -c.old.id for c in changes.rows if c.old and not c.new)
    numbers = [c.number for c in changes.rows if c.new]
    numbers += kept_numbers(changes, {c.id for c in changes.rows}).values()
    assert len(set(numbers)) == len(changes.rows)
    assert changes == compare(old, later)


@given(st.data(), st.booleans())
def test_what_was_shuffled_dropped_added_and_reworded_is_found_exactly(data, printed):
    titles = data.draw(st.permutations(TITLES))
    before, added = titles[:10], titles[10 : 10 + data.draw(st.integers(0, 5))]
    dropped = data.draw(st.sets(st.sampled_from(before), max_size=5))
    reworded = data.draw(st.sets(st.sampled_from(before), max_size=5)) - dropped
    later = data.draw(st.permutations([t for t in [*before, *added] if t not in dropped]))
    drafted = [row(t, f"1.{n}" if printed else None) for n, t in enumerate(later, start=1)]
    for place, title in enumerate(later):
        if title in reworded:
            drafted[place] = replace(drafted[place], title=f"Ежегодная {title.lower()}")
    old = known([row(t, f"1.{n}" if printed else None) for n, t in enumerate(before, start=1)])
    found = {
        (c.old.title if c.old else None, later[c.id] if c.new else None): c
        for c in compare(old, drafted).rows
    }
    assert found.keys() == {
        *((title, None) for title in dropped),
        *((None, title) for title in added),
        *((title, title) for title in before if title not in dropped),
    }
    assert {here for (_, here), c in found.items() if Aspect.TITLE in c.aspects} == reworded


def test_a_new_row_at_the_top_renumbers_the_others_and_asks_nothing_about_them():
    changes = compare(known(numbered(TITLES[:4])), numbered([TITLES[8], *TITLES[:4]]))
    assert [c.kind for c in changes.rows] == [ChangeKind.NEW, *[ChangeKind.SAME] * 4]
    assert [c.number for c in changes.rows] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert changes.count(Aspect.NUMBER) == 4
    assert [c.id for c in changes.choices] == [0]


def test_an_activity_without_a_printed_number_keeps_the_one_people_know():
    before = [row(title) for title in TITLES[:3]]
    changes = compare(known(before), [row(TITLES[8]), *before])
    assert [c.number for c in changes.rows] == ["1-1", "1", "2", "3"]


@pytest.mark.parametrize(
    ("later", "aspects"),
    [
        ({"title": "Анкетирование учителей начальных классов"}, {Aspect.TITLE}),
        ({"result": "Приказ"}, {Aspect.RESULT}),
        ({"term": "не позднее 1 марта"}, {Aspect.TERM}),
        (
            {"term": "до 1 апреля", "reading": term(date(2026, 4, 1))},
            {Aspect.TERM, Aspect.DATES},
        ),
        ({"responsible": "Руководители ОО"}, {Aspect.RESPONSIBLE}),
        (
            {"responsible": "ИМЦ", "parties": (Party("ИМЦ", OrganisationKind.CENTRE),)},
            {Aspect.RESPONSIBLE, Aspect.PARTIES},
        ),
        ({"number": "1.7"}, {Aspect.NUMBER}),
        ({"section": "2. Кадры"}, {Aspect.SECTION}),
        ({"title": "«анкета»  для учителей – начальных классов."}, set()),
    ],
)
def test_each_thing_that_differs_in_a_row_is_named(later, aspects):
    before = numbered(TITLES[:4])
    changes = compare(known(before), [*before[:2], replace(before[2], **later), before[3]])
    assert [set(c.aspects) for c in changes.rows] == [set(), set(), aspects, set()]


def test_another_activity_under_the_same_number_is_not_the_old_one_reworded():
    before, later = numbered(TITLES[:4]), numbered([*TITLES[:3], "Экскурсия в музей"])
    assert kinds(known(before), later) == [
        *[ChangeKind.SAME] * 3, ChangeKind.GONE, ChangeKind.NEW,
    ]  # fmt: skip


def test_of_two_that_could_be_meant_the_likelier_is():
    old = known([row("Мониторинг планов школ"), row("Мониторинг планов школ округа")])
    changes = compare(old, [row("Мониторинг планов школ округа за год")])
    assert [c.old for c in changes.rows if c.new] == [old[1]]


def test_of_rows_with_one_title_the_one_with_the_same_term_is_the_same():
    march, june = (
        row("Педагогический совет", term=text, reading=term(day))
        for text, day in (("март", date(2026, 3, 31)), ("июнь", date(2026, 6, 30)))
    )
    changes = compare(known([march, june]), [june])
    assert {c.old.term: c.kind for c in changes.rows if c.old} == {
        "март": ChangeKind.GONE,
        "июнь": ChangeKind.SAME,
    }


def test_what_was_settled_holds_while_the_words_are_the_same_and_in_doubt():
    [settled] = known([row(TITLES[0], term="в срок", reading=term(date(2026, 5, 1)))])
    again = row(
        TITLES[0], term="в срок",
        reading=Term(TermKind.NONE, doubts=(Doubt("not_understood", "в срок"),)),
    )  # fmt: skip
    [change] = compare([settled], [again]).rows
    assert change.reading == settled.reading
    assert Aspect.DATES not in change.aspects
    [change] = compare([settled], [replace(again, term="в другой срок")]).rows
    assert change.reading == again.reading
    assert Aspect.DATES in change.aspects


def test_who_was_settled_to_answer_holds_while_the_words_are_the_same_and_in_doubt():
    nobody = row(
        TITLES[0], responsible="Актив", parties=(Party("Актив", None),),
        doubts=(Doubt("party_unknown", "Актив"),),
    )  # fmt: skip
    [settled] = known([replace(nobody, parties=SCHOOLS)])
    assert compare([settled], [nobody]).rows[0].parties == settled.parties
    [change] = compare([settled], [replace(nobody, responsible="Совет")]).rows
    assert change.parties == (OrganisationKind.CENTRE,)
    assert Aspect.PARTIES in change.aspects


def test_one_term_without_days_is_like_another():
    [old] = known([row(TITLES[0], term="по графику", reading=Term(TermKind.BY_SCHEDULE))])
    later = row(TITLES[0], term="по мере готовности", reading=Term(TermKind.CONDITIONAL))
    [change] = compare([old], [later]).rows
    assert change.aspects >= {Aspect.TERM}
    assert Aspect.DATES not in change.aspects
    assert change.reading.kind is TermKind.CONDITIONAL


def test_an_activity_that_was_gone_comes_back_by_its_own_title_only():
    first, second = known(numbered(TITLES[:2]))
    gone = replace(second, gone=True)
    assert kinds([first, gone], numbered(TITLES[:1])) == [ChangeKind.SAME]
    assert kinds([first, gone], numbered(TITLES[:2])) == [ChangeKind.SAME, ChangeKind.RETURNED]
    nearly = numbered([TITLES[0], f"{TITLES[1]} в школах"])
    assert kinds([first, gone], nearly) == [ChangeKind.SAME, ChangeKind.NEW]


def test_an_order_that_names_only_the_rows_it_changes_takes_nothing_away_unasked():
    before = numbered(TITLES[:9])
    later = [replace(before[4], reading=term(date(2026, 9, 1)), term="до 1 сентября")]
    changes = compare(known(before), later)
    assert changes.partial
    assert changes.offered == {0}
    assert len(changes.choices) == 9
    whole = compare(known(before), before[:7])
    assert not whole.partial
    assert whole.offered == {-8, -9}


def test_a_gone_row_is_shown_where_it_stood():
    changes = compare(known(numbered(TITLES[:4])), [numbered(TITLES[:4])[i] for i in (0, 3)])
    assert [c.old.number for c in changes.rows if c.old] == ["1.1", "1.2", "1.3", "1.4"]


def test_a_kept_activity_gives_its_number_to_the_row_that_the_document_calls_so():
    before, later = numbered(TITLES[:2]), [row(TITLES[1], "1.1")]
    changes = compare(known(before), later)
    assert kept_numbers(changes, {-1}) == {-1: "1.1-1"}


# Which roadmap a document belongs to

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
NEXT = Window(date(2027, 1, 1), date(2027, 12, 31))
PLAN = "Дорожная карта поддержки школ округа на 2026 год"


@pytest.mark.parametrize(
    ("title", "period", "shared", "answer"),
    [
        (PLAN, YEAR, 0.9, Likeness.SAME),
        ("О внесении изменений", YEAR, 0.9, Likeness.SAME),
        (PLAN, YEAR, 0.5, Likeness.SAME),
        (PLAN, YEAR, 0.4, Likeness.MAYBE),
        (PLAN, YEAR, 0.0, Likeness.MAYBE),
        (PLAN, None, 0.9, Likeness.MAYBE),
        ("План летнего отдыха", YEAR, 0.2, Likeness.MAYBE),
        ("План летнего отдыха", YEAR, 0.0, Likeness.OTHER),
        ("Дорожная карта поддержки школ округа на 2027 год", NEXT, 1.0, Likeness.OTHER),
        (PLAN, Window(date(2026, 9, 1), date(2027, 8, 31)), 0.9, Likeness.MAYBE),
    ],
)
def test_a_later_version_is_known_by_title_period_and_rows(title, period, shared, answer):
    assert likeness(PLAN, YEAR, title, period, shared) is answer


def test_a_row_that_is_known_by_its_number_alone_makes_no_version():
    before = numbered(("Неделя открытых уроков математики", "Ремонт кабинетов физики"))
    later = numbered(("Неделя открытых дверей колледжей", "Ремонт кабинетов физики"))
    changes = compare(known(before), later)
    assert [change.kind for change in changes.rows] == [ChangeKind.CHANGED, ChangeKind.SAME]
    assert changes.shared == 0.5


# Tasks under a new term

MARCH, APRIL, JUNE, SEPTEMBER = (date(2026, m, 30) for m in (3, 4, 6, 9))


def held(id_: int, end: date | None, state: State = State.OPEN, ordinal: int = 0) -> Held:
    return Held(id_, ordinal, window(end) if end else None, state)


def test_a_moved_term_moves_the_open_task_and_leaves_the_mark_on_its_day():
    open_one = replan([held(1, MARCH)], [window(APRIL)], [window(MARCH)])
    assert open_one.moved == {1: window(APRIL)}
    assert not open_one.cancelled
    assert not open_one.added
    marked = replan([held(1, MARCH, State.REPORTED)], [window(APRIL)], [window(MARCH)])
    assert not marked.touches


def test_a_mark_for_one_checkpoint_is_not_taken_for_another():
    first = Window(date(2026, 1, 1), MARCH)
    third = Window(date(2026, 7, 1), SEPTEMBER)
    plan = replan([Held(1, 0, first, State.REPORTED)], [third], [first, window(JUNE)])
    assert list(plan.added.values()) == [third]
    assert not plan.moved


def test_one_checkpoint_less_cancels_the_farthest_and_keeps_the_others_days():
    tasks = [held(1, MARCH), held(2, JUNE, ordinal=1), held(3, SEPTEMBER, ordinal=2)]
    plan = replan(tasks, [window(JUNE), window(date(2026, 9, 15))])
    assert plan.moved == {3: window(date(2026, 9, 15))}
    assert plan.cancelled == (1,)
    assert plan.ordinals == {1: 2, 2: 0, 3: 1}


def test_one_checkpoint_more_comes_in_the_order_of_days():
    tasks = [held(1, MARCH), held(2, SEPTEMBER, ordinal=1)]
    plan = replan(tasks, [window(MARCH), window(JUNE), window(SEPTEMBER)])
    assert plan.added == {1: window(JUNE)}
    assert plan.ordinals == {2: 2}


def test_what_a_document_cancelled_comes_back_with_its_window():
    plan = replan([held(1, MARCH, State.CANCELLED)], [window(MARCH)])
    assert plan.reopened == (1,)
    assert not plan.added


def test_what_a_methodist_set_aside_is_not_asked_for_again():
    for state in (State.CANCELLED, State.NOT_APPLICABLE):
        plan = replan([held(1, MARCH, state)], [window(APRIL)], [window(MARCH)])
        assert not plan.touches


def test_what_was_set_aside_for_its_day_being_over_is_asked_for_on_another_day():
    aside = Held(1, 0, window(MARCH), State.NOT_APPLICABLE, came_late=True)
    assert not replan([aside], [window(MARCH)], [window(MARCH)]).touches
    plan = replan([aside], [window(SEPTEMBER)], [window(MARCH)])
    assert (plan.moved, plan.reopened) == ({1: window(SEPTEMBER)}, (1,))
    assert not plan.added
    assert replan([aside], [], [window(MARCH)]).cancelled == (1,)


def test_a_task_without_a_date_gets_one_and_loses_it_again():
    assert replan([held(1, None)], [window(MARCH)], [None]).moved == {1: window(MARCH)}
    assert replan([held(1, MARCH)], [None], [window(MARCH)]).moved == {1: None}


ends = st.lists(days, max_size=5, unique=True)
states = st.sampled_from(State)


@given(st.lists(st.tuples(days, states), max_size=5), ends, ends)
def test_after_a_replanning_every_window_has_its_task_and_a_second_one_changes_nothing(
    tasks, wanted, before
):
    now = [held(i, end, state, i) for i, (end, state) in enumerate(tasks)]
    windows, old = [window(end) for end in wanted], [window(end) for end in before]
    after = _after(now, replan(now, windows, old))
    ordinals = [task.ordinal for task in after]
    assert sorted(ordinals) == list(range(len(after)))
    open_ones = [task.window for task in after if task.state is State.OPEN]
    assert all(w in windows for w in open_ones)
    assert len(after) <= len(now) + len(windows)
    marks = {State.REPORTED, State.ACCEPTED, State.NOT_APPLICABLE}
    assert [t for t in _plain(now) if t[1] in marks] == [t for t in _plain(after) if t[1] in marks]
    if not any(state is not State.OPEN for _, state in tasks):
        assert sorted(open_ones) == sorted(windows)
        assert not replan(after, windows, windows).touches


def _plain(tasks: Sequence[Held]) -> list[tuple[int, State, Window | None]]:
    return sorted((t.id, t.state, t.window) for t in tasks)


def _after(now, plan):
    def done(task: Held) -> Held:
        state = State.CANCELLED if task.id in plan.cancelled else task.state
        state = State.OPEN if task.id in plan.reopened else state
        ordinal = plan.ordinals.get(task.id, task.ordinal)
        return Held(task.id, ordinal, plan.moved.get(task.id, task.window), state)

    added = (Held(100 + o, o, w, State.OPEN) for o, w in plan.added.items())
    return [*map(done, now), *added]


gains = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9).map(float), max_size=14
)


@given(gains)
def test_no_other_pairing_is_worth_more(gains):
    found = best_pairs(gains)
    assert len({left for left, _ in found}) == len({right for _, right in found}) == len(found)
    best = max(
        sum(gains.get(pair, 0.0) for pair in enumerate(order)) for order in permutations(range(5))
    )
    assert sum(gains[pair] for pair in found) == best


def test_a_thousand_rows_that_are_all_alike_are_paired_in_a_moment():
    before = [row(f"Семинар номер {n} для учителей школ округа", f"{n}") for n in range(1000)]
    later = [replace(r, title=f"{r.title} и района") for r in before]
    changes = compare(known(before), later)
    assert {c.kind for c in changes.rows} == {ChangeKind.CHANGED}
    assert all(c.old and c.new and c.old.number == c.new.number for c in changes.rows)


def test_the_days_of_a_term_are_compared_and_not_its_words():
    [old] = known([row(TITLES[0])])
    same_days = row(TITLES[0], term="I квартал", reading=term(date(2026, 3, 1)))
    assert compare([old], [same_days]).rows[0].aspects == {Aspect.TERM}
    later = row(TITLES[0], reading=term(date(2026, 3, 1) + timedelta(days=1)))
    assert compare([old], [later]).rows[0].aspects == {Aspect.DATES}
