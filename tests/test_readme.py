"""The READMEs: what they promise of commands, settings and files is what there is."""

import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic_core import PydanticUndefined

from bot.__main__ import _parser
from bot.settings import Settings

PROJECT = Path(__file__).parent.parent
READMES = ("README.md", "README.ru.md")

INSTALL = (
    "python3 -m venv .venv && .venv/bin/pip install -r requirements.lock"
    " && .venv/bin/pip install --no-deps ."
)
SHOW = ".venv/bin/vekha demo"
TEST = ".venv/bin/pip install -r requirements-dev.lock && .venv/bin/pytest"

every_readme = pytest.mark.parametrize("readme", READMES)


@every_readme
def test_every_command_is_told_with_all_its_options(
    readme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")  # a usage is one line

    told = [row[0].strip("`") for row in rows(readme) if row[0].startswith("`vekha ")]

    assert sorted(told) == sorted(usages(_parser()))


@every_readme
def test_every_setting_is_told_with_its_default(readme: str) -> None:
    told = {
        row[0].strip("`"): row[1].strip("`")
        for row in rows(readme)
        if row[0].startswith("`VEKHA_")
    }

    assert told == {variable(name): default(name) for name in Settings.model_fields}


def test_settings_are_described_in_the_readme_as_they_are_in_the_code() -> None:
    told = {row[0].strip("`"): row[2] for row in rows("README.md") if row[0].startswith("`VEKHA_")}

    assert told == {variable(n): field.description for n, field in Settings.model_fields.items()}


def test_the_example_of_an_env_file_has_every_setting_at_its_default() -> None:
    lines = (PROJECT / ".env.example").read_text("utf-8").splitlines()
    offered = dict(
        line.lstrip("# ").split("=", 1) for line in lines if re.match(r"#? ?VEKHA_\w+=", line)
    )

    assert offered == {variable(name): default(name) for name in Settings.model_fields}


def test_an_env_file_that_is_only_copied_changes_no_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)

    assert Settings(_env_file=PROJECT / ".env.example") == Settings(_env_file=None)


@every_readme
def test_files_and_pictures_that_are_pointed_at_are_there(readme: str) -> None:
    text = (PROJECT / readme).read_text("utf-8")
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)\)", text)

    assert targets
    assert [target for target in targets if not (PROJECT / target).exists()] == []


@every_readme
def test_the_lines_to_copy_stand_in_every_readme(readme: str) -> None:
    lines = (PROJECT / readme).read_text("utf-8").splitlines()

    assert [line for line in lines if line in (INSTALL, SHOW, TEST)] == [INSTALL, SHOW, TEST]


def test_the_line_that_runs_the_tests_is_the_one_that_is_run_for_every_change() -> None:
    script = (PROJECT / ".ci" / "run").read_text("utf-8")

    assert f" {TEST}\n" in script


def rows(readme: str) -> Iterator[list[str]]:
    """The cells of every row of every table."""
    for line in (PROJECT / readme).read_text("utf-8").splitlines():
        if line.startswith("|"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def usages(parser: ArgumentParser) -> Iterable[str]:
    """How each command is called, without -h."""
    below = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    if not below:
        usage = " ".join(parser.format_usage().split())
        return [usage.removeprefix("usage: ").replace(" [-h]", "")]
    return [usage for action in below for one in action.choices.values() for usage in usages(one)]


def variable(field: str) -> str:
    """The name of a setting's environment variable."""
    return f"VEKHA_{field.upper()}"


def default(field: str) -> str:
    """A setting's default as it is written in an environment; empty for none."""
    value = Settings.model_fields[field].default
    assert value is not PydanticUndefined
    match value:
        case None | ():
            return ""
        case Enum():
            return str(value.value)
        case ZoneInfo():
            return value.key
        case _:
            return str(value)
