"""What an installation gets: everything that the checkout has, and no more."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent
ROOMS = ("bot", "scheduler", "storage", "locales")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    """The built package, from a copy: building leaves things behind."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for room in ROOMS:
        shutil.copytree(
            PROJECT / room, source / room, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, source)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--no-index", "--wheel-dir", built, source],
        check=True, timeout=120,
    )  # fmt: skip
    with ZipFile(next(built.glob("vekha-*.whl"))) as package:
        yield package


def test_the_package_has_every_file_of_the_rooms_and_nothing_else(wheel: ZipFile) -> None:
    ours = {
        path.relative_to(PROJECT).as_posix()
        for room in ROOMS
        for path in (PROJECT / room).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert packed == ours
    assert {"locales/ru.po", "bot/demo/roadmap.txt", "bot/demo/page/index.html"} <= packed
    assert any(name.startswith("storage/migrations/versions/0001") for name in packed)


def test_the_package_names_its_command_its_licence_and_its_python(wheel: ZipFile) -> None:
    told = {name.rpartition("/")[2]: wheel.read(name) for name in wheel.namelist()}
    metadata = message_from_bytes(told["METADATA"])

    assert b"vekha = bot.__main__:main" in told["entry_points.txt"]
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert b"Vekha contributors" in told["LICENSE"]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locked_libraries_are_pinned_by_hash_and_come_from_nowhere_in_particular(
    name: str,
) -> None:
    lines = (PROJECT / name).read_text("utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith((" ", "#"))]

    assert len(pinned) > 30
    assert all("==" in line and line.endswith("\\") for line in pinned)
    assert sum("--hash=sha256:" in line for line in lines) >= len(pinned)
    assert not any("://" in line or line.lstrip("# ").startswith("--index") for line in lines)


def test_the_locks_answer_what_the_project_asks_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    runtime, development = locked("requirements.lock"), locked("requirements-dev.lock")

    assert runtime.items() <= development.items()
    for asked, pinned in (
        (project["dependencies"], runtime),
        (project["optional-dependencies"]["dev"], development),
    ):
        for requirement in map(Requirement, asked):
            version = pinned[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), requirement


def locked(name: str) -> dict[str, str]:
    """The version of every library in a lock."""
    lines = (PROJECT / name).read_text("utf-8").splitlines()
    pins = [line.split()[0].split("==") for line in lines if "==" in line and line[0] != "#"]
    return dict(pins)
