"""A hostile or broken file costs a worker at most; the bot only hears why it was refused."""

import contextlib
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import documents
from storage.documents import Unreadable, read_safely
from storage.documents.conversion import OLD_WORD, as_docx
from storage.documents.safely import OFFICE
from storage.domain.permissions import Refusal
from storage.domain.terms import Window
from tests.offices import Tc, docx, paragraph, pdf, row, ruled, sheet, tbl, tr, xlsx

TEXT = "План на 2023 год\n\n№\tМероприятие\tСрок\tКто\n1\tСлёт\tмарт\tОО\n2\tБал\tмай\tИМЦ\n"


def test_the_worker_reads_what_the_reader_reads():
    assert documents.read_safely(TEXT.encode(), "план.txt") == documents.read(TEXT.encode())


def test_the_worker_is_told_the_period_and_the_name():
    period = Window(date(2020, 9, 1), date(2021, 5, 31))
    draft = documents.read_safely("Мероприятие\tСрок\nСлёт\tмарт\n".encode(), "Карта.txt", period)
    assert draft.period == period
    assert draft.title == "Карта"


def test_a_refusal_crosses_the_border_with_its_facts():
    rows = "".join(f"{n}\tДело\tмарт\n" for n in range(2001))
    with pytest.raises(Refusal) as refusal:
        documents.read_safely(f"№\tМероприятие\tСрок\n{rows}".encode())
    assert (refusal.value.reason, refusal.value.facts["count"]) == ("too_many_rows", 2001)


@pytest.mark.parametrize(
    ("file", "reason"),
    [(b"", "empty_file"), (b"x" * (20 * 1024 * 1024 + 1), "too_large")],
)
def test_size_is_looked_at_before_anything(file, reason):
    with pytest.raises(Unreadable) as refusal:
        documents.read_safely(file)
    assert refusal.value.reason == reason


def test_a_name_from_a_stranger_is_only_a_name():
    name = "..\\..\\etc/" + "я" * 400 + "\n\u202e\0\ud800.docx"
    with pytest.raises(Unreadable, match="no_activities"):
        documents.read_safely("Письмо".encode(), name)


def test_a_file_that_takes_too_long_is_too_heavy():
    with pytest.raises(Unreadable, match="too_heavy"):
        documents.read_safely(TEXT.encode(), seconds=0.01)


def test_a_file_that_needs_too_much_memory_is_too_heavy():
    with pytest.raises(Unreadable, match="too_heavy"):
        documents.read_safely(f"Мероприятие{chr(9) * 15_000_000}".encode())


SAMPLES = [
    TEXT.encode(),
    docx(
        paragraph("План на 2023 год"),
        tbl(tr("№", "Мероприятие", "Срок"), tr(Tc("Раздел", 3)), tr("1", "Слёт", "март")),
    ),
    xlsx({"План": sheet([row(1, "№", "Мероприятие", "Срок"), row(2, 1, "Слёт", "март")])}),
    pdf(ruled(700, [30, 200, 90], [["№", "Мероприятие", "Срок"], ["1", "Слёт", "март"]])),
]


@settings(max_examples=150)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0), st.binary(max_size=4))))
def test_a_damaged_file_is_read_or_refused_and_never_an_error(file, damages):
    damaged = bytearray(file)
    for place, piece in damages:
        start = place % len(damaged)
        damaged[start : start + len(piece)] = piece
    with contextlib.suppress(Unreadable):
        documents.read(bytes(damaged))


cell = st.text(alphabet='аяАЯ 19.,-«»()"\n№х', max_size=12) | st.sampled_from(
    ["№", "Мероприятие", "Срок", "Ответственный", "1.1", "март", "Итого", "-//-"]
)


@settings(max_examples=150)
@given(st.lists(st.lists(cell, max_size=6), max_size=12))
def test_any_table_is_read_or_refused_and_every_row_has_words(table):
    text = "Мероприятие\tСрок\tКто\n" + "\n".join("\t".join(cells) for cells in table)
    try:
        draft = documents.read(text.encode())
    except Unreadable:
        return
    for found in draft.rows:
        assert found.title or found.term or found.responsible or found.result
        assert "\n" not in found.title
        assert found.section is None or found.section in draft.sections
        assert all(window.start <= window.end for window in found.reading.windows)


HOSTILE = Path(__file__).parents[2] / "shared" / "corpus" / "hostile"
EXPECTED = (
    json.loads((HOSTILE / "expected.json").read_text()) if HOSTILE.is_dir() else {"none": {}}
)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="no ../shared")
@pytest.mark.parametrize("name", [n for n in EXPECTED if (HOSTILE / n).is_file()] or ["none"])
def test_a_hostile_file_gets_its_answer_in_time(name):
    expected = EXPECTED[name]
    before = set(Path.cwd().iterdir())
    began = time.monotonic()
    try:
        draft = documents.read_safely((HOSTILE / name).read_bytes(), name)
        answer, rows = "ok", len(draft.rows)
    except Unreadable as refusal:
        answer, rows = refusal.reason, None
    assert answer in expected["accept"]
    if rows is not None and "rows" in expected:
        assert min(expected["rows"]) <= rows <= max(expected["rows"])
    assert time.monotonic() - began < expected.get("max_seconds", 10)
    assert set(Path.cwd().iterdir()) == before


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('left-behind', 'w')",
        "import os; os.open('left-behind', os.O_CREAT)",
        "import pathlib; pathlib.Path('left-behind').mkdir()",
        "import os; os.remove('here')",
    ],
)
def test_a_reader_reaches_nothing_but_its_own_memory(deed, tmp_path):
    (tmp_path / "here").touch()
    root = Path(__file__).parents[1]
    ended = subprocess.run(
        [sys.executable, "-c", f"from storage.documents.sealed import seal; seal(); {deed}"],
        cwd=tmp_path, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "PermissionError: a reader of documents may not do this" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_an_old_word_file_is_read_where_libreoffice_is_installed(tmp_path):
    plan = Document()
    for line in ("План на 2023 год", "1. Слёт – март, ОО", "2. Бал – май, ИМЦ"):
        plan.add_paragraph(line)
    plan.save(str(tmp_path / "plan.docx"))
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "plan.docx")],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    old = (tmp_path / "plan.doc").read_bytes()
    newer = as_docx(old, OFFICE, seconds=60)
    assert newer
    assert [row.title for row in read_safely(newer).rows] == ["Слёт", "Бал"]
    with pytest.raises(Unreadable, match="old_format"):
        read_safely(old, office=None)


def test_a_program_that_does_not_end_is_ended_with_all_it_has_started(tmp_path):
    alive = tmp_path / "alive"
    office = tmp_path / "soffice"
    office.write_text(f"#!/bin/sh\n(sleep 60; touch {alive}) &\necho $! > {alive}.pid\nwait\n")
    office.chmod(0o700)
    assert as_docx(OLD_WORD + b"anything", str(office), seconds=3) is None
    child = int((tmp_path / "alive.pid").read_text())
    assert not _runs(child)


def test_a_program_that_makes_nothing_leaves_the_hint():
    with pytest.raises(Unreadable, match="old_format"):
        read_safely(OLD_WORD + "WordDocument".encode("utf-16-le"), office="/bin/false")


def _runs(pid: int) -> bool:
    """Whether a process runs; one that has ended and is not buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
