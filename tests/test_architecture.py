"""The house: what may know what, as the contracts in pyproject.toml put it."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
RUN = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint_imports(project: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of a project, from its own folder."""
    return subprocess.run(
        [sys.executable, "-c", RUN, "--no-cache"],
        cwd=project, env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_every_import_goes_the_way_the_house_allows() -> None:
    found = lint_imports(PROJECT)

    assert found.returncode == 0, found.stdout
    assert " 0 broken" in found.stdout


def test_a_query_that_knows_telegram_is_noticed(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "pyproject.toml").write_bytes((PROJECT / "pyproject.toml").read_bytes())
    for room in ("bot", "scheduler", "storage", "locales"):
        for module in (PROJECT / room).rglob("*.py"):
            copy = house / module.relative_to(PROJECT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(module.read_bytes())
    talks = house / "storage" / "talks.py"
    talks.write_text(talks.read_text("utf-8") + "\nimport telegram\n", "utf-8")

    found = lint_imports(house)

    assert found.returncode == 1
    assert "Only bot talks to Telegram BROKEN" in found.stdout
