"""Reading in a process of its own, so that a hostile file hurts neither the bot nor its host."""

import json
import logging
import signal
import subprocess
import sys
from collections import deque
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE
from threading import Thread, Timer
from typing import Any

from storage.documents.conversion import as_docx, program
from storage.documents.progress import Progress, Stage, Tell, nobody
from storage.documents.size import require_size
from storage.documents.unreadable import Unreadable
from storage.domain.draft import Draft, draft_from_json
from storage.domain.terms import Window

MOST_SECONDS = 15.0
"""Of the wall clock; the worker limits its own processor time and memory further."""

OFFICE = program()
"""LibreOffice, where it is installed."""

_LONGEST_NAME = 255
_ROOT = Path(__file__).parents[2]
_OUT_OF_LIMITS = frozenset({-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGABRT})

_log = logging.getLogger(__name__)


def read_safely(
    data: bytes,
    name: str = "",
    period: Window | None = None,
    *,
    seconds: float = MOST_SECONDS,
    tell: Tell = nobody,
    office: str | None = OFFICE,
) -> Draft:
    """Do what `read` does, in another process with limits; call it from a thread, it waits.

    `tell` hears now and then how far it is. Raises `Unreadable` as `read` does, with `too_heavy`
    for a file that needs more time or memory than any real roadmap, and `broken_file` for one
    that brings its reader down. `office` is a LibreOffice that may make a newer file of an old
    one first.
    """
    require_size(data)
    try:
        return _read(data, name, period, seconds, tell)
    except Unreadable as refusal:
        newer = as_docx(data, office) if refusal.reason == "old_format" else None
        if newer is None:
            raise
        try:
            return _read(newer, name, period, seconds, tell)
        except Unreadable:
            raise refusal from None  # what was lost on the way, Word itself may still save


def _read(data: bytes, name: str, period: Window | None, seconds: float, tell: Tell) -> Draft:
    days = [day.isoformat() for day in (period.start, period.end)] if period else []
    # No environment: the worker has no use for anybody's token.
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, "-m", "storage.documents", _told(name), *days],
        stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=_ROOT, env={},
    ) as worker:  # fmt: skip
        watch = Timer(seconds, worker.kill)
        watch.start()
        try:
            answer, last_words = _converse(worker, data, tell)
        except BaseException:
            worker.kill()
            raise
        finally:
            watch.cancel()
    if worker.returncode != 0 or answer is None:
        _log.warning("reading %r ended with %d: %s", name, worker.returncode, last_words)
        raise Unreadable("too_heavy" if worker.returncode in _OUT_OF_LIMITS else "broken_file")
    return _answer(answer)


def _converse(
    worker: subprocess.Popen[bytes], data: bytes, tell: Tell
) -> tuple[dict[str, Any] | None, str]:
    """Hand the file over and listen to the end; return the answer, and the last line of stderr."""
    assert worker.stdin
    assert worker.stdout
    assert worker.stderr
    complaints: deque[bytes] = deque(maxlen=1)
    # A pipe that nobody empties stops who writes into it.
    listening = Thread(target=complaints.extend, args=(worker.stderr,), daemon=True)
    listening.start()
    with suppress(BrokenPipeError):  # it died, and how it ended says why
        worker.stdin.write(data)
    with suppress(BrokenPipeError):
        worker.stdin.close()
    answer: dict[str, Any] | None = None
    for line in worker.stdout:
        said = _json(line)
        if "progress" in said:
            stage, at, of = said["progress"]
            tell(Progress(Stage(stage), at, of))
        elif said:
            answer = said
    worker.wait()
    listening.join()
    return answer, b"".join(complaints).decode("utf-8", "replace").strip() or "no word"


def _json(line: bytes) -> dict[str, Any]:
    """Read a line; one that ends in the middle is that of a worker that was ended there."""
    try:
        said: dict[str, Any] = json.loads(line)
    except ValueError:
        return {}
    return said


def _told(name: str) -> str:
    """A name from a stranger as an argument of a program: no zeros, no halves of letters."""
    whole = name.encode("utf-8", "ignore").decode("utf-8")
    return whole.replace("\0", "")[-_LONGEST_NAME:]


def _answer(answer: dict[str, Any]) -> Draft:
    if "refusal" in answer:
        raise Unreadable(answer["refusal"], **answer["facts"])
    return draft_from_json(answer["draft"])
