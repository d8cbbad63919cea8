"""Screens: whatever is in the plan, each fits Telegram's limits and leads somewhere."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons.tasks import AtTask, Place, ShowHome
from bot.demo.markup import parse_html, utf16_length
from bot.demo.people import Person, Pressable
from bot.showing import keyboard
from bot.usecases.deciding import Decided, Request
from bot.usecases.letters import Opened
from bot.usecases.marking import Marked
from bot.usecases.postponing import Asking, Wanted
from bot.usecases.reasons import Explained, Reason
from bot.views import card as card_view
from bot.views import deciding as deciding_view
from bot.views import letters as letter_view
from bot.views import marking as marking_view
from bot.views import postponing as postponing_view
from bot.views import reasons as reasons_view
from bot.views import tasks as task_view
from bot.views.screen import (
    MOST_ROWS,
    Link,
    Screen,
    clip,
    in_rows,
    letters,
    page_of,
    quoted,
    said,
    screen,
)
from bot.views.tasks import Listing, Viewer
from locales import Words, languages
from storage.domain.letters import (
    Decision,
    DigestFacts,
    Item,
    LetterKind,
    Recipient,
    Stage,
)
from storage.domain.letters import Part as PartOfLetter
from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Organisation, Post, Role
from storage.domain.people import Person as Known
from storage.domain.postponing import (
    LONGEST_REASON,
    Cause,
    Outcome,
    Postponement,
    Settled,
    TermChange,
)
from storage.domain.tasks import Mark, State, Task
from storage.domain.terms import TermKind, Window
from storage.domain.wishes import Wishes
from tests.world import MONDAY, Part, World, found, living

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 3, 16, 8, 0, tzinfo=MOSCOW)
CENTRE = Centre(1, "Заречный", MOSCOW, "ru", 9, "quarter")

FAMILY = "👩‍👩‍👧‍👦"
HOSTILE = (
    "<b>Bold</b> & <script>alert('x')</script> </i>",
    "й" * 9000,
    "слово " * 2000,
    FAMILY * 900,
    "a" + "\u0301" * 9000,
    "\u202eсправа налево\u202c",
    "{number} {0} %s %(x)s {",
    "_Markdown_ *stars* [link](tg://user?id=1) `code`",
    "@somebody /start https://t.me/x?start=1",
    "",
    " ",
    "\n\n\nпустые строки\n\n\n",
)


def facts_of(title: str, n: int = 0, window: Window | None = None) -> Task:
    school = Organisation(n % 2 + 1, 1, OrganisationKind.SCHOOL, title[:300], title[:300])
    return Task(
        id=10**9 + n, centre_id=1, roadmap_id=1, activity_id=1, organisation=school,
        number=f"12.{n}", title=title, section=title, responsible=title, term=title,
        kind=TermKind.WINDOW, result=title, ordinal=n % 4, of=4, window=window,
        state=State.OPEN, mark=None,
    )  # fmt: skip


LATE = Window(date(2026, 1, 1), date(2026, 3, 1))
SOON = Window(date(2026, 1, 1), date(2026, 3, 18))
POSTS = tuple(
    Post(Role.COORDINATOR, Organisation(n, 1, OrganisationKind.SCHOOL, f"S{n}", f"S{n}"))
    for n in (1, 2)
)
IRINA = Known(7, 7, "Ирина", "ru", CENTRE, POSTS)


def screens_of(title: str, language: str) -> Iterator[Screen]:
    viewer = Viewer(IRINA, NOW, Words(language))
    tasks = [facts_of(title, n, window) for n, window in enumerate((LATE, SOON, None) * 8)]
    yield task_view.home(tasks, viewer)
    for place in Place:
        if place is not Place.HOME and place is not Place.LETTER:
            yield task_view.listed(tasks, Listing(place, 1, 1), viewer, title[:300])
    yield card_view.card(tasks[0], Listing(Place.ALL), viewer)
    yield marking_view.which(tasks, viewer)
    marked = Marked(tasks[0], Mark(7, title[:40], NOW, NOW.date()), already=True)
    card = card_view.card(tasks[0], Listing(Place.ALL), viewer)
    yield said(marking_view.toast(marked, viewer), card)
    items = tuple(Item(task, Stage(3)) for task in tasks)
    facts = DigestFacts(1, Recipient(7, 7, "И", language), CENTRE, NOW.date(), items)
    yield letter_view.digest(facts, viewer.words)
    opened = Opened(1, LetterKind.DIGEST, CENTRE, items, {tasks[1].id: NOW.date()})
    for page in range(4):
        yield letter_view.digest_again(opened, page, viewer)
    asked = Postponement(
        1, 1, 7, title[:300], NOW, date(2026, 3, 18), date(2027, 3, 18), title[:LONGEST_REASON],
        Settled(Outcome.REFUSED, title[:300], NOW, title[:LONGEST_REASON]),
    )  # fmt: skip
    change = TermChange(1, Cause.POSTPONED, LATE, SOON, 7, title[:300], NOW, asked.reason)
    yield card_view.card(tasks[1], Listing(Place.ALL), viewer, change, asked)
    decisions = tuple(Decision(task, asked) for task in tasks)
    yield letter_view.digest(
        replace(facts, decisions=decisions, parts=(PartOfLetter(CENTRE, 5, 5),)), viewer.words
    )
    named = replace(CENTRE, name=title)
    parts = tuple(
        PartOfLetter(replace(named, id=n), 5, 5) for n in range(CENTRE.id, CENTRE.id + 12)
    )
    yield letter_view.digest(replace(facts, decisions=decisions[:1], parts=parts), viewer.words)
    yield letter_view.digest(
        replace(facts, kind=LetterKind.DECIDED, items=(), decisions=decisions), viewer.words
    )
    at = AtTask(tasks[1].id, Place.LETTER, 3, 10**9, 1)
    for waiting in (None, asked):
        yield postponing_view.ask(Asking(tasks[1], (SOON.end,) * 4, waiting), at, viewer)
    yield postponing_view.why(Wanted(tasks[1], SOON.end, SOON.end), at, viewer.words)
    yield postponing_view.which(tasks[:6], 10**9, 3, viewer)
    request = Request(tasks[1], asked, 0, 2, 1, SOON.end)
    yield deciding_view.request(request, viewer)
    yield deciding_view.answer(Decided(tasks[1], asked, already=False), viewer.words)
    reasons = tuple(Reason(task, (Stage(-3),), NOW.date(), (title[:40],)) for task in tasks)
    for centres in ((CENTRE,), tuple(part.centre for part in parts)):
        explained = Explained(centres, Wishes().hours(CENTRE), Wishes(), reasons, answers=True)
        yield reasons_view.why(explained, viewer)


def fits(shown: Screen) -> None:
    plain, _ = parse_html(shown.text)
    assert 0 < utf16_length(plain.strip()) <= 4096
    assert len(shown.rows) <= MOST_ROWS
    for row in shown.rows:
        assert 0 < len(row) <= 3
        for label, button in row:
            assert label.strip()
            assert isinstance(button, Link) or len(button.pack().encode()) <= 64


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_no_title_breaks_a_screen(title: str, language: str) -> None:
    for shown in screens_of(title, language):
        fits(shown)


@settings(max_examples=30)
@given(title=st.text(max_size=400))
def test_no_text_at_all_breaks_a_screen(title: str) -> None:
    for shown in screens_of(title, "ru"):
        fits(shown)


def test_markup_of_a_title_is_shown_and_not_obeyed() -> None:
    for shown in screens_of("<b>5</b> & 6", "ru"):
        plain, _ = parse_html(shown.text)
        if "12.0" in plain:
            assert "<b>5</b> & 6" in plain


# Clipping


@pytest.mark.parametrize(
    ("text", "longest", "clipped"),
    [
        ("коротко", 20, "коротко"),
        ("ровно десять", 12, "ровно десять"),
        ("слово за словом", 10, "слово за…"),
        ("слово, за словом", 8, "слово…"),
        ("однодлинноеслово", 6, "однод…"),
        ("я однодлинноеслово", 8, "я однод…"),
        (FAMILY * 3, 25, FAMILY * 2 + "…"),
        (FAMILY, 5, "…"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_where_it_hurts_least(text: str, longest: int, clipped: str) -> None:
    assert clip(text, longest) == clipped


@given(st.text(max_size=300), st.integers(1, 200))
def test_a_clipped_text_fits_and_is_a_beginning(text: str, longest: int) -> None:
    shown = clip(text, longest)
    assert utf16_length(shown) <= longest
    if shown != text:
        assert shown.endswith("…")
        assert text.startswith(shown.removesuffix("…"))
        assert [*letters(shown.removesuffix("…"))] == [*letters(text)][
            : len([*letters(shown.removesuffix("…"))])
        ]


# Pages


@given(st.integers(0, 60), st.integers(0, 10**9), st.integers(1, 9))
def test_a_page_is_never_out_of_range(count: int, number: int, size: int) -> None:
    page = page_of(range(count), number, size)
    assert 0 <= page.number < page.of
    assert 0 <= page.start <= page.end <= count
    pages = [page_of(range(count), n, size) for n in range(page.of)]
    assert [item for p in pages for item in range(p.start, p.end)] == list(range(count))


def test_buttons_lie_side_by_side() -> None:
    a, b, c = ((label, ShowHome()) for label in "abc")
    assert in_rows([a, b, c]) == [(a, b), (c,)]
    assert in_rows([]) == []


def test_a_plain_line_is_escaped_and_empty_rows_are_left_out() -> None:
    shown = screen(["<b>"], [(), ()])
    assert shown.text == "&lt;b&gt;"
    assert shown.rows == ()
    assert keyboard(shown) is None
    assert screen(["5 < 6", "& so on"]).plain == "5 < 6\n& so on"


# Every button of every screen


HOSTILE_PLAN = "\n".join(
    (
        "Дорожная карта <i>на 2026 год</i> & " + "й" * 3000,
        "№\tМероприятие\tОтветственные\tСроки\tРезультат",
        *(
            f"{n // 6 + 1}.{n % 6 + 1}\t{(title or 'x').strip() or 'y'}\tОО, ИМЦ, РМО\t{term}\t"
            + title.replace("\n", " ")
            for n, (title, term) in enumerate(
                (title.replace("\n", " ").replace("\t", " "), term)
                for title in HOSTILE
                for term in ("до 13 марта", "до 18 марта", "апрель", "постоянно", "по графику")
            )
        ),
        "Перечень школ",
        f"1. МБОУ «Средняя школа № 1 <b>имени</b> {'Ж' * 150}» г. Заречный",
        f"2. МБОУ «Лицей № 2 {FAMILY * 8}» с. Луговое",
    )
)

QUIET = ("Удалить", "erase", "Отклонить", "Decline", "English", "Русский")
"""What would end or change the walk itself."""


@pytest.mark.parametrize(("language", "most"), [("Русский", 160), ("English", 50)])
async def test_every_button_leads_to_a_screen_that_fits(
    sqlite_url: str, language: str, most: int
) -> None:
    walkers = (
        Part(501, "<b>Ирина</b>", "Заречный", Role.COORDINATOR),
        Part(504, "Аминат &", "Заречный", Role.METHODIST),
    )
    found(sqlite_url, HOSTILE_PLAN, walkers[1:])
    async with living(sqlite_url) as world:
        school = next(t.organisation for t in await world.everything() if t.organisation.id > 1)
        irina = world.telegram.person("<b>Ирина</b> & 👩‍👩‍👧‍👦")
        await world.joins(irina, Role.COORDINATOR, school.short)
        for walker in (irina, world.aminat):
            await walker.says("/settings")
            await walker.taps(language)
            await world.telegram.settles()
        await world.passes(MONDAY.replace(hour=9, minute=1) - MONDAY)  # letters
        await world.aminat.sends_file((HOSTILE_PLAN + "\n").encode(), "<план>.txt")
        await world.telegram.settles(within=30)
        office = ("/start", "/summary", "/people", "/undated", "/import", "/help")
        assert await _walks(world, irina, ("/start", "/tasks", "/week", "/overdue"), most) > 25
        assert await _walks(world, world.aminat, office, most) > 40


async def _walks(world: World, walker: Person, beginnings: tuple[str, ...], most: int) -> int:
    """Tap every kind of button in every kind of place, once each; return how many."""
    tapped: set[str] = set()
    for beginning in beginnings:
        await walker.says(beginning)
        await world.telegram.settles()
    while len(tapped) < most:
        button = next((b for b in _pressable(walker) if _shape(b.data) not in tapped), None)
        if button is None:
            return len(tapped)
        tapped.add(_shape(button.data))
        await walker.taps_again(button)
        await world.telegram.settles(quiet=0.01)
        said = (walker.toast or "") + walker.screen
        assert walker.toast is not None, button.label
        assert not re.search("сломалось|broken on my side|устарел|out of date", said), button.label
    return len(tapped)


def _pressable(walker: Person) -> Iterator[Pressable]:
    for message in reversed(walker.messages):
        for row in message.keyboard:
            for button in row:
                if button.data and not any(word in button.label for word in QUIET):
                    yield Pressable(message, button.label, button.data)


def _shape(data: str) -> str:
    """A kind of button in a kind of place: ids and pages differ, and do not matter."""
    prefix, *values = data.split(":")
    return ":".join([prefix, *(v if not v.isdigit() or len(v) == 1 else "n" for v in values)])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ОО", "«ОО»"),
        ("—", "«—»"),
        ("МКУ «Управление образования»", "МКУ «Управление образования»"),
        ("МКУ «Управление образования, ОО", "МКУ «Управление образования, ОО"),
        ('МБУ "ИМЦ"', 'МБУ "ИМЦ"'),
    ],
)
def test_quotation_marks_are_not_put_around_others(text: str, shown: str) -> None:
    assert quoted(text) == shown
