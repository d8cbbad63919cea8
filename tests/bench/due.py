"""Finding what is due out of a million open tasks, beside the same question to bare sqlite3.

`python -m tests.bench.due` prints the query plan and medians of fifteen rounds: ours, bare sqlite3
with the very same statement, and the least that could be asked, written by hand.
"""

import sqlite3
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import event

from bot.commands.run import settle_in
from scheduler import policy
from storage import reminders
from storage.connections import open_engine
from storage.database import Transaction
from storage.domain.ladder import USUAL, Step
from storage.domain.workdays import Workdays
from storage.migrations import migrate
from storage.reminders import Asked

CENTRES, SCHOOLS, ACTIVITIES, WINDOWS = 100, 10, 100, 10
ROUNDS = 15
MONDAY = date(2026, 3, 16)
FOUNDED = "2026-01-12 09:00:00.000000"

# The question itself, written by hand in the best order: CROSS JOIN is SQLite's «as I say».
DUE = """
SELECT roles.person_id, tasks.centre_id, tasks.id, tasks.due_on
FROM tasks INDEXED BY ix_tasks_owed
CROSS JOIN roadmaps ON roadmaps.id = tasks.roadmap_id AND roadmaps.status = 'active'
CROSS JOIN organisations ON organisations.id = tasks.organisation_id
CROSS JOIN roles ON roles.organisation_id = tasks.organisation_id
    AND roles.role IN ('coordinator', 'deputy')
CROSS JOIN people ON people.id = roles.person_id AND people.unreachable_at IS NULL
WHERE tasks.state = 'open' AND tasks.late_from <= ?
    AND NOT EXISTS (
        SELECT 1 FROM letter_items WHERE letter_items.key =
            roles.person_id || ':' || tasks.id || ':' || tasks.due_on || ':D+0'
    )
"""


def fill(path: Path) -> None:
    """A thousand schools with a thousand open tasks each; one of those is due today."""
    with sqlite3.connect(path) as db:
        for centre in range(1, CENTRES + 1):
            db.execute(
                "INSERT INTO centres (id, name, timezone, language, letters_at, check_in,"
                " ladder, weekly_cap, created_at)"
                " VALUES (?, ?, 'Europe/Moscow', 'ru', 9, 'quarter', ?, 5, ?)",
                (centre, f"Centre {centre}", str(USUAL), FOUNDED),
            )
            db.execute(
                "INSERT INTO roadmaps (id, centre_id, title, starts_on, ends_on, status,"
                " created_at) VALUES (?, ?, 'Plan', '2026-01-01', '2027-12-31', 'active', ?)",
                (centre, centre, FOUNDED),
            )
            db.executemany(
                "INSERT INTO activities (id, roadmap_id, position, number, title, responsible,"
                " term, kind, windows, parties, result)"
                " VALUES (?, ?, ?, ?, 'Title', 'ОО', '', 'checkpoints', '[]', '[]', '')",
                ((centre * 1000 + n, centre, n, f"1.{n + 1}") for n in range(ACTIVITIES)),
            )
            _fill_organisation(db, centre, centre * 100, "centre", "methodist")
            for school in range(centre * 100 + 1, centre * 100 + 1 + SCHOOLS):
                _fill_organisation(db, centre, school, "school", "coordinator")
                _fill_tasks(db, centre, school)


def _fill_organisation(
    db: sqlite3.Connection, centre: int, number: int, kind: str, role: str
) -> None:
    """An organisation and the one person who works there, of the same number."""
    db.execute(
        "INSERT INTO organisations (id, centre_id, kind, name, short) VALUES (?, ?, ?, ?, ?)",
        (number, centre, kind, f"{kind} {number}", f"{kind} {number}"),
    )
    db.execute(
        "INSERT INTO people (id, telegram_id, name, language, centre_id, created_at)"
        " VALUES (?, ?, ?, 'ru', ?, ?)",
        (number, number, role, centre, FOUNDED),
    )
    db.execute(
        "INSERT INTO roles (person_id, centre_id, organisation_id, role, since)"
        " VALUES (?, ?, ?, ?, ?)",
        (number, centre, number, role, FOUNDED),
    )


def _fill_tasks(db: sqlite3.Connection, centre: int, school: int) -> None:
    db.executemany(
        "INSERT INTO tasks (centre_id, roadmap_id, activity_id, organisation_id, ordinal,"
        " starts_on, due_on, late_from, state)"
        " VALUES (?, ?, ?, ?, ?, '2026-01-01', ?6, ?6, 'open')",
        (
            (centre, centre, centre * 1000 + n, school, window, _due(n * WINDOWS + window))
            for n in range(ACTIVITIES)
            for window in range(WINDOWS)
        ),
    )


def _due(n: int) -> str:
    """The first is due today, the rest after all that is reminded of now."""
    return (MONDAY + timedelta(days=n and 30 + n % 600)).isoformat()


def asked(tx: Transaction) -> Asked:
    """The question as planning asks it."""
    morning = policy.morning(MONDAY, Workdays(), USUAL)
    found = reminders.deadlines(tx, morning.horizon)
    return Asked(
        MONDAY,
        {of: stages for of in found if (stages := morning.stages(of))},
        range(1, CENTRES + 1),
        (),
        dict.fromkeys(Step, ()),
        datetime.fromisoformat("2026-03-01T00:00:00+00:00"),
    )


def timed(*works: Callable[[], object]) -> list[float]:
    """Milliseconds that each takes, the medians of all rounds, side by side on a busy machine."""
    took: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for n, work in enumerate(works):
            begun = perf_counter()
            work()
            took[n].append(perf_counter() - begun)
    return [median(each) * 1000 for each in took]


def main() -> None:
    """Build, measure and print."""
    settle_in()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "due.db"
        migrate(f"sqlite:///{path}")
        fill(path)
        engine = open_engine(f"sqlite:///{path}", "read")
        # Each with pages of its own: none finds what another has just read.
        bare, least = sqlite3.connect(path), sqlite3.connect(path)
        horizon = (MONDAY + timedelta(days=16)).isoformat()
        statements: list[tuple[str, object]] = []
        with engine.connect() as tx:
            event.listen(
                engine,
                "before_cursor_execute",
                lambda _c, _cur, statement, given, *_: statements.append((statement, given)),
            )
            rows = len(reminders.owed(tx, asked(tx)))
            assert rows == len(bare.execute(DUE, (horizon,)).fetchall())
            for statement, given in statements:
                sys.stdout.write(f"{' '.join(statement.split())[:70]}…\n")
                for step in bare.execute(f"EXPLAIN QUERY PLAN {statement}", given):  # type: ignore[arg-type]  # as it was sent
                    sys.stdout.write(f"    {step[3]}\n")
            same = [one for one in statements if one[0].startswith("WITH reached")]
            ours, bared, by_hand = timed(
                lambda: reminders.owed(tx, asked(tx)),
                lambda: [bare.execute(*one).fetchall() for one in same],  # type: ignore[arg-type]
                lambda: least.execute(DUE, (horizon,)).fetchall(),
            )
        total = bare.execute("SELECT count(*) FROM tasks WHERE state = 'open'").fetchone()[0]
        sys.stdout.write(
            f"{rows} due of {total} open: ours {ours:.1f} ms; bare sqlite3, the same statement "
            f"{bared:.1f} ms, ratio {ours / bared:.2f}; the least by hand {by_hand:.1f} ms, "
            f"ratio {ours / by_hand:.2f}\n"
        )


if __name__ == "__main__":
    main()
