"""`vekha demo`: everything on this machine, without a token or a network."""

import asyncio
from argparse import Namespace

from bot.commands.stopping import told_to_stop
from bot.demo.show import show
from bot.settings import Settings


def run(given: Namespace, settings: Settings) -> None:
    """Show everything until Ctrl-C."""
    asyncio.run(_show(given, settings))


async def _show(given: Namespace, settings: Settings) -> None:
    await show(
        told_to_stop(),
        port=given.port,
        browser=not given.no_browser,
        roadmap=given.roadmap,
        language=settings.language,
    )
