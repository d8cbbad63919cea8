"""Log lines: text or JSON, and never the token in them, whatever goes wrong."""

import asyncio
import io
import json
import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from tempfile import gettempdir

import pytest
from pydantic import SecretStr

from bot import logs
from bot.demo.faults import Fault
from bot.demo.telegram import Telegram
from bot.settings import LogFormat
from tests.shell import TOKEN, environment

SECRET = TOKEN.partition(":")[2]


@contextmanager
def written(level: str, style: LogFormat, token: str | None = TOKEN) -> Iterator[io.StringIO]:
    """What is logged meanwhile."""
    root, lines = logging.getLogger(), io.StringIO()
    handlers, before = root.handlers[:], root.level
    root.handlers = []
    try:
        with redirect_stderr(lines):
            logs.set_up(level, style, SecretStr(token) if token else None)
            yield lines
    finally:
        root.handlers = handlers
        root.setLevel(before)


def careless() -> None:
    """Fail with the token in the error, and in the one before it."""
    try:
        int(TOKEN)
    except ValueError as error:
        raise RuntimeError(f"about {TOKEN}") from error


def test_a_line_of_text_has_its_time_its_level_and_its_place() -> None:
    with written("INFO", LogFormat.TEXT) as lines:
        logging.getLogger("bot.somewhere").info("%s letters went", 5)
        logging.getLogger("bot.somewhere").debug("unheard")
    (line,) = lines.getvalue().splitlines()
    assert line.endswith(" INFO bot.somewhere: 5 letters went")


def test_a_line_of_json_is_one_object() -> None:
    with written("DEBUG", LogFormat.JSON) as lines:
        logging.getLogger("bot").warning("осторожно:\n%s", "две строки")
        try:
            careless()
        except RuntimeError:
            logging.getLogger("bot").exception("it broke")
    first, second = (json.loads(line) for line in lines.getvalue().splitlines())
    assert first["message"] == "осторожно:\nдве строки"
    assert set(first) == {"at", "level", "logger", "message"}
    assert second["level"] == "ERROR"
    assert "RuntimeError: about <token>" in second["error"]


@pytest.mark.parametrize("style", LogFormat)
def test_the_token_is_taken_out_of_messages_arguments_and_tracebacks(style: LogFormat) -> None:
    with written("DEBUG", style) as lines:
        log = logging.getLogger("anybody")
        log.info(f"https://api.telegram.org/bot{TOKEN}/getMe")
        log.info("POST %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
        log.info("settings: %r", {"token": TOKEN})
        try:
            careless()
        except RuntimeError:
            log.exception("of %s", TOKEN)
    assert SECRET not in lines.getvalue()
    assert lines.getvalue().count("<token>") >= 6


def test_without_a_token_lines_are_left_alone() -> None:
    with written("INFO", LogFormat.TEXT, token=None) as lines:
        logging.getLogger("bot").info("as it is")
    assert "as it is" in lines.getvalue()


async def test_a_run_with_every_trouble_at_debug_never_writes_the_token(peopled_url: str) -> None:
    async with await Telegram.start(token=TOKEN, seed=5) as telegram:
        anna = telegram.person("Анна", 501)
        bot = await _started(peopled_url, telegram)
        await anna.says("/start")
        await anna.sees("СОШ № 1", within=30)
        for trouble in ("drop_before", "drop_after", "500", "429"):
            telegram.faults.clear()
            telegram.faults.add(Fault(trouble, "*", times=3))
            await anna.says("/tasks")
            await telegram.settles(within=60)
        telegram.faults.clear()
        await telegram.close_connections()
        await anna.says("/week")
        await telegram.settles(within=60)
        bot.send_signal(signal.SIGTERM)
        said, complained = await bot.communicate()
    everything = (said + complained).decode()
    assert bot.returncode == 0
    assert SECRET not in everything
    assert "running as @vekha_demo_bot" in everything
    levels = {json.loads(line)["level"] for line in complained.decode().splitlines()}
    assert {"DEBUG", "INFO"} <= levels


async def _started(url: str, telegram: Telegram) -> asyncio.subprocess.Process:
    settings = environment(
        url, api_url=telegram.url, listen="127.0.0.1:0", log_level="debug", log_format="json"
    )
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        env=settings, cwd=gettempdir(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
