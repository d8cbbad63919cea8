"""The command `vekha` as people run it: in a process of its own, or sooner in this one."""

import contextlib
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from bot.__main__ import main

ROOT = Path(__file__).parents[1]
TOKEN = "7654321:a-secret-that-must-never-be-printed"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its status, and what it wrote where.

    Whatever it was told, it has printed neither a traceback nor the token.
    """

    status: int
    said: str
    complained: str

    def __post_init__(self) -> None:
        everything = self.said + self.complained
        assert "Traceback" not in everything, everything
        assert TOKEN not in everything
        assert TOKEN.partition(":")[2] not in everything

    @property
    def json(self) -> Any:
        """What it said, as JSON."""
        return json.loads(self.said)


def environment(url: str = "", **settings: object) -> dict[str, str]:
    """The environment of a command; `settings` are those of Vekha, by their names without VEKHA_.

    Nobody's own settings come through, and the token is there unless another one is given.
    """
    ours = {"TOKEN": TOKEN, "DATABASE_URL": url, **{k.upper(): v for k, v in settings.items()}}
    others = {name: value for name, value in os.environ.items() if not name.startswith("VEKHA_")}
    return {
        **others,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        **{f"VEKHA_{name}": str(value) for name, value in ours.items()},
    }


def vekha(*args: object, url: str = "", given: bytes = b"", **settings: object) -> Ended:
    """Run `vekha ARGS` as a process of its own, where no `.env` lies about."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *map(str, args)],
        input=given,
        capture_output=True,
        cwd=gettempdir(),
        env=environment(url, **settings),
        timeout=60,
        check=False,
    )
    said, complained = (stream.decode(errors="replace") for stream in (ended.stdout, ended.stderr))
    return Ended(ended.returncode, said, complained)


def vekha_here(*args: object, url: str = "", given: bytes = b"", **settings: object) -> Ended:
    """Run `vekha ARGS` in this process: ten times sooner than in one of its own."""
    said = io.TextIOWrapper(io.BytesIO(), "utf-8")
    complained = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    before, stdin = dict(os.environ), sys.stdin
    os.environ.clear()
    os.environ.update(environment(url, **settings))
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), "utf-8")
    try:
        with (
            contextlib.chdir(gettempdir()),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(complained),
            _logging_of_its_own(),
        ):
            status = main([str(argument) for argument in args])
    except SystemExit as ended:
        status = int(ended.code or 0)
    finally:
        os.environ.clear()
        os.environ.update(before)
        sys.stdin = stdin
    return Ended(status, _written(said), _written(complained))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(errors="replace")


@contextlib.contextmanager
def _logging_of_its_own() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    try:
        yield
    finally:
        root.handlers, root.level = handlers, level
