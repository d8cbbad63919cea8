"""Answers of commands, on stdout."""

import json
import sys
from typing import Any


def say(text: str) -> None:
    """Print lines for a person."""
    sys.stdout.write(text + "\n")


def say_json(facts: dict[str, Any], indent: int | None = 2) -> None:
    """Print facts for a program; without `indent` on one line."""
    say(json.dumps(facts, ensure_ascii=False, indent=indent))
