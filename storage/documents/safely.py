"""Reading in a process of its own, so that a hostile file hurts neither the bot nor its host."""

import json
import logging
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from storage.documents.size import require_size
from storage.documents.unreadable import Unreadable
from storage.domain.draft import Draft, draft_from_json
from storage.domain.terms import Window

MOST_SECONDS = 15.0
"""Of the wall clock; the worker limits its own processor time and memory further."""

_LONGEST_NAME = 255
_ROOT = Path(__file__).parents[2]
_OUT_OF_LIMITS = frozenset({-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGABRT})

_log = logging.getLogger(__name__)


def read_safely(
    data: bytes, name: str = "", period: Window | None = None, *, seconds: float = MOST_SECONDS
) -> Draft:
    """Do what `read` does, in another process with limits; call it from a thread, it waits.

    Raises `Unreadable` as `read` does, with `too_heavy` for a file that needs more time or memory
    than any real roadmap, and `broken_file` for one that brings its reader down.
    """
    require_size(data)
    days = [day.isoformat() for day in (period.start, period.end)] if period else []
    try:
        # No environment: the worker has no use for anybody's token.
        worker = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-m", "storage.documents", _told(name), *days],
            input=data, capture_output=True, cwd=_ROOT, env={}, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Unreadable("too_heavy", seconds=seconds) from error
    if worker.returncode != 0:
        _log.warning("reading %r ended with %d: %s", name, worker.returncode, _last(worker.stderr))
        raise Unreadable("too_heavy" if worker.returncode in _OUT_OF_LIMITS else "broken_file")
    return _answer(json.loads(worker.stdout))


def _told(name: str) -> str:
    """A name from a stranger as an argument of a program: no zeros, no halves of letters."""
    whole = name.encode("utf-8", "ignore").decode("utf-8")
    return whole.replace("\0", "")[-_LONGEST_NAME:]


def _answer(answer: dict[str, Any]) -> Draft:
    if "refusal" in answer:
        raise Unreadable(answer["refusal"], **answer["facts"])
    return draft_from_json(answer["draft"])


def _last(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "no word"
