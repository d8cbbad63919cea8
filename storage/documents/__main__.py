"""The worker of `read_safely`: a file on stdin, lines of JSON on stdout.

Lines that tell how far it is, `{"progress": [stage, at, of]}`, and then the one that ends it:
`{"draft": …}`, or `{"refusal": reason, "facts": …}`.
"""

import json
import sys
from datetime import date
from time import monotonic

from storage.documents.progress import Progress, heard_by
from storage.documents.reading import read
from storage.documents.sealed import seal
from storage.documents.unreadable import Unreadable
from storage.domain.draft import draft_to_json
from storage.domain.terms import Window

NOT_MORE_OFTEN = 0.2
"""Seconds between two lines of progress."""


def main(name: str, days: list[str]) -> None:
    """Read stdin under limits and answer.

    `days` are the first and the last day of the period, or nothing.
    """
    seal()
    period = Window(*map(date.fromisoformat, days)) if days else None
    answer: dict[str, object]
    try:
        with heard_by(Teller()):
            answer = {"draft": draft_to_json(read(sys.stdin.buffer.read(), name, period))}
    except Unreadable as refusal:
        answer = {"refusal": refusal.reason, "facts": refusal.facts}
    except MemoryError:
        answer = {"refusal": "too_heavy", "facts": {}}
    _say(answer)


class Teller:
    """Tells the beginning of a stage, and then how far it is now and then.

    A person cannot read faster, and lines take their time.
    """

    def __init__(self) -> None:
        self._told = monotonic()

    def __call__(self, progress: Progress) -> None:
        """Tell it, or keep silent."""
        now = monotonic()
        if progress.at == 1 or now - self._told >= NOT_MORE_OFTEN:
            self._told = now
            _say({"progress": [progress.stage, progress.at, progress.of]})


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
