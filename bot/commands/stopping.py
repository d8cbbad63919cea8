"""How commands that go on are told to stop: SIGTERM, or Ctrl-C."""

import asyncio
import signal
from contextlib import suppress


def told_to_stop() -> asyncio.Event:
    """Return what is set when the program has to end; called inside the loop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no such handlers; Ctrl-C still works
            loop.add_signal_handler(number, stop.set)
    return stop
