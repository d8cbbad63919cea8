"""`vekha run`: the bot itself, until it is told to stop."""

import asyncio
import gc
import sys
from argparse import Namespace
from datetime import UTC, datetime

from bot.app import Vekha
from bot.commands.stopping import told_to_stop
from bot.intake import WrongToken
from bot.settings import Settings
from storage.database import Database
from storage.domain.permissions import Refusal
from storage.migrations import migrate

TURN = 0.0005
"""Seconds for which a thread may go on while another waits, such as that of the loop."""


def run(given: Namespace, settings: Settings) -> None:  # noqa: ARG001 - the shape of a command
    """Run the bot until SIGTERM or Ctrl-C; migrate the database first."""
    if settings.token is None:
        raise Refusal("no_token")
    migrate(settings.database_url)
    settle_in()
    asyncio.run(_run(settings))


def settle_in() -> None:
    """Let long work in one thread hold the others as little as Python allows.

    To look for garbage stops all of them, the longer the more objects there are: 0.1 s for those
    that the program itself consists of, which are never garbage. And a database call wants its
    turn again after each of its steps: at Python's 5 ms a tap beside a long import takes 0.3 s
    more than at 0.5.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)


async def _run(settings: Settings) -> None:
    stop = told_to_stop()
    db = Database(settings.database_url)
    try:
        await Vekha(settings, db, lambda: datetime.now(UTC)).run(stop)
    except WrongToken:
        raise Refusal("wrong_token") from None
    finally:
        await db.close()
