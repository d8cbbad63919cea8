"""The commands of `vekha`, a module each, with a function `run` that does what is asked.

Only the command that is asked for is imported, with what it needs: `parse` reads a document
without waiting for Telegram's library and the database's. So they are found by their names.
"""

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias

from bot.settings import Settings

Command: TypeAlias = Callable[[Namespace, Settings], None]
"""Does what the arguments ask, and answers on stdout. Raises Refusal when the answer is no."""


def find(name: str) -> Command:
    """Import a command, and nothing of the others."""
    run: Command = import_module(f"{__name__}.{name}").run
    return run
