"""Checks: whether an installation is well, for `vekha check` and for whoever asks /health."""

import asyncio
import socket
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.checks import LETTERS_LATE, SILENCE, stored_state
from bot.demo.faults import Fault
from bot.demo.telegram import Telegram
from bot.findings import Aspect, Fact, Finding, Health
from bot.health import serve_health
from bot.views.checks import checks
from locales import Words
from storage import beats
from storage.database import Database
from storage.domain.permissions import Refusal
from tests.shell import TOKEN, Ended, vekha_here
from tests.world import MONDAY, free_port, living

NOW = datetime(2026, 3, 16, 5, 0, tzinfo=UTC)


async def checked(url: str, *arguments: str, token: str = TOKEN) -> Ended:
    """What `vekha check` says beside a Telegram that knows one token."""
    async with await Telegram.start(token=TOKEN, username="school_bot") as telegram:
        return await asyncio.to_thread(
            vekha_here, "check", *arguments, url=url, token=token, api_url=telegram.url
        )


# vekha check


async def test_a_prepared_installation_is_well(peopled_url: str) -> None:
    ended = await checked(peopled_url, "--json")
    assert ended.status == 0
    found = ended.json
    assert found["ok"] is True
    assert {"database", "migrations", "journal", "token", "last_poll", "outbox"} <= set(
        found["checks"]
    )
    assert found["checks"]["token"] == {"ok": True, "what": "@school_bot"}
    assert found["checks"]["last_poll"] == {"ok": True, "what": "never"}


async def test_it_is_said_in_words_too(peopled_url: str) -> None:
    ended = await checked(peopled_url)
    assert ended.status == 0
    assert "хорошо  Цепочка журнала: в порядке" in ended.said
    assert "Последний опрос Telegram: ещё не было" in ended.said
    assert "Всё в порядке." in ended.said
    english = [w for w in ("ok", "never", "empty") if w in ended.said.split()]
    assert english == []


async def test_a_wrong_token_is_found(peopled_url: str) -> None:
    ended = await checked(peopled_url, "--json", token="1:nobody-knows-me")
    assert ended.status == 1
    assert ended.json["checks"]["token"]["ok"] is False
    assert ended.json["ok"] is False


def test_a_silent_telegram_and_a_missing_token_are_found(peopled_url: str) -> None:
    silent = vekha_here("check", "--json", url=peopled_url, api_url="http://127.0.0.1:9")
    for ended in (silent, vekha_here("check", "--json", url=peopled_url, token="")):
        assert ended.status == 1
        assert ended.json["checks"]["token"]["ok"] is False
        assert ended.json["checks"]["journal"]["ok"] is True


def test_a_journal_that_was_changed_is_found(peopled_url: str) -> None:
    with closing(sqlite3.connect(peopled_url.removeprefix("sqlite:///"))) as forger:
        forger.execute("DROP TRIGGER events_refuse_update")
        forger.execute("UPDATE events SET kind = 'nothing' WHERE ordinal = 2 AND centre_id = 1")
        forger.commit()
    ended = vekha_here("check", "--json", url=peopled_url, token="")
    assert ended.status == 1
    assert ended.json["checks"]["journal"] == {"ok": False, "what": "changed at 1:2"}
    said = vekha_here("check", url=peopled_url, token="").said
    assert "ПЛОХО   Цепочка журнала: запечатанное изменено или удалено: changed at 1:2" in said
    assert "Нужно вмешательство." in said


def test_a_database_that_is_not_there_is_found(tmp_path: Path) -> None:
    for url in (
        f"sqlite:///{tmp_path}/no/such/folder.db",
        "postgresql+psycopg://somebody:secret-word@127.0.0.1:9/vekha",
    ):
        ended = vekha_here("check", "--json", url=url, token="")
        assert ended.status == 1
        assert ended.json["checks"]["database"]["ok"] is False
        assert "secret-word" not in ended.said + ended.complained
        assert "sqlalche" not in ended.said
        said = vekha_here("check", url=url, token="").said
        assert "База данных: не открывается: есть ли её папка" in said


def test_a_database_that_was_never_migrated_is_found(tmp_path: Path) -> None:
    ended = vekha_here("check", "--json", url=f"sqlite:///{tmp_path}/empty.db", token="")
    assert ended.status == 1
    assert ended.json["checks"]["migrations"]["ok"] is False


def test_another_program_that_writes_does_not_hide_the_journal(peopled_url: str) -> None:
    with closing(sqlite3.connect(peopled_url.removeprefix("sqlite:///"))) as writer:
        writer.execute("BEGIN IMMEDIATE")
        ended = vekha_here("check", "--json", url=peopled_url, token="")
    assert ended.json["checks"]["journal"]["ok"] is True


# What the database says


@pytest.mark.parametrize(
    ("age", "well"), [(SILENCE, True), (SILENCE + timedelta(seconds=1), False)]
)
async def test_a_wheel_that_stands_still_is_noticed(
    db: Database, age: timedelta, well: bool
) -> None:
    for name in ("poll", "tick"):
        await db.write(beats.beat, name, NOW - age)
    found = {
        finding.aspect: finding.well for finding in await stored_state(db, NOW, thorough=True)
    }
    assert found[Aspect.POLL] is well
    assert found[Aspect.TICK] is well
    assert found[Aspect.JOURNAL]


async def test_letters_that_do_not_go_are_noticed(peopled_url: str) -> None:
    async with living(peopled_url) as world:
        world.telegram.faults.add(Fault("500", "sendMessage", chat_id=world.irina.id))
        await world.comes(MONDAY.replace(hour=9, minute=1))
        due = MONDAY.replace(hour=9, minute=1)
        for late, well in ((LETTERS_LATE, True), (LETTERS_LATE + timedelta(minutes=2), False)):
            found = await stored_state(world.db, due + late, thorough=False)
            assert {f.aspect: f.well for f in found}[Aspect.OUTBOX] is well


# /health


async def test_health_is_well_while_the_bot_runs_and_not_when_it_stands_still(
    peopled_url: str,
) -> None:
    port = free_port()
    async with (
        living(peopled_url, listen=f"127.0.0.1:{port}") as world,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        await world.irina.says("/start")
        await world.irina.sees("16 марта")
        well = await client.get("/health")
        assert well.status_code == 200
        assert well.json()["status"] == "ok"
        assert well.json()["migrations"] == "ok"
        assert world.telegram.token not in well.text

        await world.telegram.settles()
        world.clock.move(SILENCE + timedelta(minutes=1))  # and no look of the bot's clock
        still = await client.get("/health")
        assert still.status_code == 503
        assert still.json()["status"] == "failing"

        assert (await client.get("/")).status_code == 404
        assert (await client.post("/health")).status_code == 405


async def test_health_is_gone_when_the_bot_has_stopped(peopled_url: str) -> None:
    port = free_port()
    async with living(peopled_url, listen=f"127.0.0.1:{port}") as world:
        await world.irina.says("/start")
        await world.irina.sees("16 марта")
        await world.stop()
        with pytest.raises(httpx.ConnectError):
            await _ask(port)
        world.start()


async def _ask(port: int) -> None:
    async with httpx.AsyncClient() as client:
        await client.get(f"http://127.0.0.1:{port}/health")


@pytest.mark.parametrize("listen", ["nonsense", "127.0.0.1:", "127.0.0.1:http", ""])
async def test_an_address_that_is_none_is_refused(listen: str) -> None:
    with pytest.raises(Refusal) as refused:
        serve_health(listen, _never)
    assert refused.value.reason == "bad_listen"


@pytest.mark.usefixtures("tornado_leaves_a_socket")
async def test_a_port_in_use_is_refused() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        with pytest.raises(Refusal) as refused:
            serve_health(f"127.0.0.1:{taken.getsockname()[1]}", _never)
        assert refused.value.reason == "listen_taken"


async def _never() -> Health:
    raise AssertionError("nobody asks")


# Words


def test_every_aspect_has_a_name_in_every_language() -> None:
    for language in ("ru", "en"):
        found = [Finding(aspect, True, Fact.OK) for aspect in Aspect]
        lines = checks(found, UTC, Words(language)).splitlines()
        assert len(lines) == len(Aspect) + 1
        assert len(set(lines)) == len(lines)
