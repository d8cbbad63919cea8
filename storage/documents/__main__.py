"""The worker of `read_safely`: a file on stdin, a draft or a refusal as JSON on stdout."""

import json
import resource
import sys
from datetime import date

from storage.documents.reading import read
from storage.documents.unreadable import Unreadable
from storage.domain.draft import draft_to_json
from storage.domain.terms import Window

MOST_MEMORY = 256 * 1024 * 1024
"""Address space. A plan of 1500 rows takes 80 MB as a PDF and 50 MB in Word."""
MOST_PROCESSOR_SECONDS = 8


def main(name: str, days: list[str]) -> None:
    """Read stdin under limits and answer with `draft`, or with `refusal` and its facts.

    `days` are the first and the last day of the period, or nothing.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_PROCESSOR_SECONDS, MOST_PROCESSOR_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nothing is written anywhere
    period = Window(*map(date.fromisoformat, days)) if days else None
    answer: dict[str, object]
    try:
        answer = {"draft": draft_to_json(read(sys.stdin.buffer.read(), name, period))}
    except Unreadable as refusal:
        answer = {"refusal": refusal.reason, "facts": refusal.facts}
    except MemoryError:
        answer = {"refusal": "too_heavy", "facts": {}}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
