"""Words: Russian says everything that the code says, with the same facts and the same tags."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from markupsafe import Markup

from locales import FIRST, SOURCE, Words, languages

ROOT = Path(__file__).parents[1]
KEYWORDS = {"words": None, "html": None, "count": (1, 2), "count_html": (1, 2), "msgid": None}
FORMS = {"ru": 3}

KEPT = {
    # names and file formats that Russians write in Latin letters too
    "Telegram", "Word", "Excel", "PDF", "CSV", "JSON", "QR", "UTF", "Ctrl", "BotFather",
    "GET", "MB",
    # what has to be typed as it stands
    "vekha", "centre", "add", "invite", "role", "methodist", "run", "env", "host", "port",
    "phrase", "roadmap_start", "roadmap_end",
}  # fmt: skip


def said() -> dict[str, str | tuple[str, ...]]:
    """Every msgid in the code, by its singular."""
    found: dict[str, str | tuple[str, ...]] = {}
    for _, _, message, _, _ in extract_from_dir(ROOT / "bot", keywords=KEYWORDS):
        found[message if isinstance(message, str) else message[0]] = message
    return found


def catalogue(language: str) -> Catalog:
    with (ROOT / "locales" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def entries(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def translated() -> list[str]:
    return [language for language in languages() if language != SOURCE]


def texts(entry: str | Sequence[str] | None) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry or [""])


def singular(message: Message) -> str:
    return texts(message.id)[0]


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def tags(text: str) -> list[str]:
    return sorted(re.findall(r"</?\w+>", text))


def test_russian_has_an_entry_for_each_sentence_and_none_besides() -> None:
    known = {singular(message): message.id for message in entries(FIRST)}
    wanted = said()
    assert len(wanted) > 200
    assert set(wanted) - set(known) == set(), "say these in locales/ru.po"
    assert set(known) - set(wanted) == set(), "nobody says these any more"
    plurals = {key for key, message in wanted.items() if not isinstance(message, str)}
    assert plurals == {key for key, message in known.items() if not isinstance(message, str)}


@pytest.mark.parametrize("language", translated())
def test_every_form_of_every_entry_is_filled_and_sure(language: str) -> None:
    for message in entries(language):
        forms = texts(message.string)
        assert all(forms), message.id
        assert not message.fuzzy, message.id
        if message.pluralizable:
            assert len(forms) == FORMS[language], message.id


@pytest.mark.parametrize("language", translated())
def test_a_translation_has_the_facts_and_the_tags_of_its_sentence(language: str) -> None:
    for message in entries(language):
        for form in texts(message.string):
            assert facts(form) == facts(texts(message.id)[-1]), message.id
            assert tags(form) == tags(texts(message.id)[-1]), message.id
            assert form.startswith("\n") == singular(message).startswith("\n")
            assert form.endswith("\n") == singular(message).endswith("\n")


def test_no_english_is_left_in_the_russian() -> None:
    for message in entries(FIRST):
        for form in texts(message.string):
            text = re.sub(r"\{\w*\}|</?\w+>|VEKHA_\w+|--\w+|/\w+|\.\w+|t\.me\S*", " ", form)
            assert set(re.findall(r"[A-Za-z_]{2,}", text)) <= KEPT, form


def test_nobody_is_shouted_at_and_quotes_are_russian() -> None:
    for message in entries(FIRST):
        for form in texts(message.string):
            assert "!" not in form, form
            assert '"' not in form, form
            assert "“" not in form, form
            assert "  " not in form, form


@pytest.mark.parametrize("language", ["xx", "", "kbd", "EN", "ru-RU", "../ru"])
def test_an_unknown_language_speaks_russian(language: str) -> None:
    words = Words(language)
    assert words.language == "ru"
    assert words("Summary") == "Сводка"


@pytest.mark.parametrize(
    ("n", "days"),
    [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (14, "14 дней"),
     (21, "21 день"), (22, "22 дня"), (111, "111 дней"), (0, "0 дней")],
)  # fmt: skip
def test_russian_counts(n: int, days: str) -> None:
    one, many = "reminder {n} day after the deadline", "reminder {n} days after the deadline"
    assert Words("ru").count(one, many, n) == f"напоминание через {days} после срока"


def test_english_counts() -> None:
    words = Words("en")
    one, many = "{n} task", "{n} tasks"
    assert [words.count(one, many, n) for n in (0, 1, 2, 21)] == [
        "0 tasks", "1 task", "2 tasks", "21 tasks"
    ]  # fmt: skip


@pytest.mark.parametrize("language", languages())
def test_facts_are_escaped_and_markup_is_not(language: str) -> None:
    words = Words(language)
    assert words.html("<b>{title}</b>", title="<i>&") == "<b>&lt;i&gt;&amp;</b>"
    assert words.html("<b>{title}</b>", title=Markup("<i>x</i>")) == "<b><i>x</i></b>"
    one, many = "{whose}: {late}, the oldest by {n} day", "{whose}: {late}, the oldest by {n} days"
    assert "&lt;" in words.count_html(one, many, 2, whose="<", late="x")


def test_a_sentence_without_facts_keeps_its_placeholders() -> None:
    assert Words("ru")("{size} KB") == "{size} КБ"


@pytest.mark.parametrize(
    ("language", "day", "with_year", "full", "short"),
    [
        ("ru", "28 февраля (сб)", "28 февраля 2026 (сб)", "28 февраля, суббота", "28.02.2026"),
        ("en", "28 February (Sat)", "28 February 2026 (Sat)", "28 February, Saturday",
         "28.02.2026"),
    ],
)  # fmt: skip
def test_days_are_named_as_people_do(
    language: str, day: str, with_year: str, full: str, short: str
) -> None:
    words, february = Words(language), date(2026, 2, 28)
    assert words.day(february) == day
    assert words.day(february, year=True) == with_year
    assert words.weekday(february) == full
    assert words.short_day(february) == short
    assert words.clock(datetime(2026, 2, 28, 9, 5, tzinfo=UTC)) == "09:05"
