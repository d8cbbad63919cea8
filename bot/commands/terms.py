"""`vekha terms`: answer each JSON line of stdin with the reading of its phrase."""

import json
import sys
from argparse import Namespace
from datetime import date

from bot.commands.printing import say_json
from bot.exports import as_json
from bot.settings import Settings
from storage.domain import phrases
from storage.domain.permissions import Refusal
from storage.domain.terms import Window


def run(given: Namespace, settings: Settings) -> None:  # noqa: ARG001 - the shape of a command
    """Read lines until there are no more. Raises Refusal `bad_line`; blank lines are skipped."""
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            phrase, period = _asked(line)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Refusal("bad_line", line=number) from error
        say_json({"phrase": phrase, **as_json.term(phrases.read(phrase, period))}, indent=None)


def _asked(line: bytes) -> tuple[str, Window]:
    asked = json.loads(line)
    period = Window(
        date.fromisoformat(asked["roadmap_start"]), date.fromisoformat(asked["roadmap_end"])
    )
    return str(asked["phrase"]), period
