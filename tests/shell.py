"""The command `vekha` as people run it: a process of its own, its answer, its exit status."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any

ROOT = Path(__file__).parents[1]
TOKEN = "7654321:a-secret-that-must-never-be-printed"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its status, and what it wrote where."""

    status: int
    said: str
    complained: str

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
        **{f"VEKHA_{name}": str(value) for name, value in ours.items()},
    }


def vekha(*args: object, url: str = "", given: bytes = b"", **settings: object) -> Ended:
    """Run `vekha ARGS`, where no `.env` lies about.

    Whatever it is told, it prints neither a traceback nor the token.
    """
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *map(str, args)],
        input=given,
        capture_output=True,
        cwd=gettempdir(),
        env=environment(url, **settings),
        timeout=60,
        check=False,
    )
    said, complained = ended.stdout.decode(), ended.stderr.decode()
    assert "Traceback" not in said + complained, complained
    assert TOKEN not in said + complained
    assert TOKEN.partition(":")[2] not in said + complained
    return Ended(ended.returncode, said, complained)
