"""What starts: a command brings along what it needs, and nobody waits for the rest."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import pytest

from tests.shell import environment

TELEGRAM = {"telegram", "httpx", "tornado"}
DATABASE = {"sqlalchemy", "alembic", "psycopg", "apscheduler"}
DOCUMENTS = {"lxml", "pdfplumber", "python_calamine", "charset_normalizer"}
LATER = DOCUMENTS | {"alembic", "bot.demo", "docx", "rapidfuzz", "xlsxwriter"}

PLAN = "План на 2023 год;;\n№;Мероприятие;Срок\n1;Слёт школьных команд;март\n2;Игра на улице;май\n"
"""A table in a text file, which no library is needed for while it is in UTF-8."""

TELL = "; import json, sys; sys.stderr.write(json.dumps(sorted(sys.modules)))"


def brought(program: str, *args: object, given: str = "", url: str = "") -> set[str]:
    """Run a program in a process of its own; what had been imported at its end."""
    ended = subprocess.run(
        [sys.executable, "-c", program + TELL, *map(str, args)],
        input=given, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60,
        cwd=gettempdir(), env=environment(url),
    )  # fmt: skip
    return set(json.loads(ended.stderr))


def command(*args: object, given: str = "", url: str = "") -> set[str]:
    """Run `vekha ARGS`, which must go well."""
    program = "import sys; from bot.__main__ import main; assert main(sys.argv[1:]) == 0"
    return brought(program, *args, given=given, url=url)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where there is no database yet."""
    return f"sqlite:///{tmp_path}/new.db"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(PLAN, "utf-8")
    return path


def test_reading_a_document_needs_neither_telegram_nor_a_database(plan: Path, url: str) -> None:
    modules = command("parse", plan, "--json", url=url)
    assert not modules & (TELEGRAM | DATABASE | DOCUMENTS)


def test_reading_terms_does_not_even_know_of_documents(url: str) -> None:
    asked = {"phrase": "март", "roadmap_start": "2026-01-01", "roadmap_end": "2026-12-31"}
    modules = command("terms", "--json", given=json.dumps(asked) + "\n", url=url)
    assert not modules & (TELEGRAM | DATABASE | DOCUMENTS | {"storage.documents"})


def test_a_command_at_a_database_that_is_up_to_date_migrates_nothing(url: str) -> None:
    assert "alembic" in command("centre", "add", "Первый", url=url)
    modules = command("centre", "add", "Второй", url=url)
    assert "sqlalchemy" in modules
    assert not modules & (TELEGRAM | DOCUMENTS | {"alembic", "apscheduler"})


def test_settings_are_read_without_what_they_are_about() -> None:
    assert not brought("import bot.settings") & (TELEGRAM | DATABASE)


def test_the_bot_starts_without_what_is_needed_seldom() -> None:
    modules = brought("import bot.commands.run")
    assert modules >= {"telegram", "sqlalchemy", "apscheduler"}
    assert not modules & LATER


@pytest.mark.parametrize(
    ("content", "needed"),
    [(PLAN.encode(), set()), (PLAN.encode("cp1251"), {"charset_normalizer"})],
    ids=["utf-8", "cp1251"],
)
def test_a_worker_brings_only_the_library_of_its_file(content: bytes, needed: set[str]) -> None:
    program = "import sys; from storage.documents.reading import read; read(eval(sys.argv[1]))"
    assert brought(program, content) & DOCUMENTS == needed
