"""The shell: every command with good and bad input, its exit status, its JSON, its one line."""

import asyncio
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest

from bot.demo.telegram import Telegram
from storage import beats
from storage.database import Database
from tests.shell import TOKEN, Ended, environment, vekha, vekha_here
from tests.world import CENTRE, FIRST, PLAN, living

SHARED = Path(__file__).parents[1] / ".." / "shared"

COUNTS = {"total", "done", "accepted", "waiting_review", "open", "soon", "overdue", "planned",
          "undated", "cancelled"}  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan as a file."""
    path = tmp_path / "план.txt"
    path.write_text(PLAN)
    return path


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where there is no database yet."""
    return f"sqlite:///{tmp_path}/new.db"


def refused(ended: Ended, said: str) -> None:
    """It ended with 1 and one line that says why."""
    assert ended.status == 1
    assert said in ended.complained
    assert len(ended.complained.strip().splitlines()) == 1
    assert not ended.said or "error" in ended.json


# parse


def test_parse_prints_what_was_understood(plan: Path) -> None:
    ended = vekha_here("parse", plan)
    assert ended.status == 0
    assert "Дорожная карта поддержки школ Заречного округа на 2026 год" in ended.said
    assert "4 раздела · 13 мероприятий" in ended.said
    assert "2.5  Стажировка у соседей" in ended.said
    assert "2.6 В строке не указан срок." in ended.said


def test_parse_says_it_in_json(plan: Path) -> None:
    draft = vekha_here("parse", plan, "--json").json
    assert {"title", "period", "order", "organisations", "sections", "rows", "doubts"} <= set(
        draft
    )
    assert draft["period"] == {"start": "2026-01-01", "end": "2026-12-31"}
    assert draft["order"] == {"number": None, "date": None}
    assert [o["kind"] for o in draft["organisations"]] == ["school", "school"]
    assert set(draft["organisations"][0]) == {"name", "short", "kind"}
    row = draft["rows"][1]
    assert {
        "number",
        "number_as_written",
        "section",
        "title",
        "responsible",
        "parties",
        "term",
        "result",
        "kind",
        "windows",
        "recurrence",
        "needs_review",
        "doubts",
    } <= set(row)
    assert row["number"] == "1.2"
    assert row["parties"] == [{"text": "ОО", "kind": "school"}]
    assert (row["kind"], row["windows"]) == ("window", [["2026-01-01", "2026-03-13"]])
    assert (row["needs_review"], row["doubts"]) == (False, [])
    assert draft["rows"][8]["doubts"] == ["В строке не указан срок."]


def test_parse_reads_terms_in_the_period_that_is_given(plan: Path) -> None:
    plan.write_text(PLAN.replace(" на 2026 год", ""))
    draft = vekha_here("parse", plan, "--json", "--from", "2030-01-01", "--to", "2030-12-31").json
    assert draft["period"]["start"] == "2030-01-01"
    assert draft["rows"][1]["windows"] == [["2030-01-01", "2030-03-13"]]


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (("--from", "2026-01-01"), "Для периода нужны обе даты"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "Для периода нужны обе даты"),
    ],
)
def test_half_a_period_is_refused(plan: Path, period: tuple[str, ...], said: str) -> None:
    refused(vekha_here("parse", plan, *period), said)


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "empty_file", "Файл пустой."),
        ("Письмо без плана".encode(), "no_activities", "В файле нет таблицы с мероприятиями."),
        (b"PK\x03\x04 broken", "broken_file", "Файл повреждён"),
        (b"\x7fELF\0\0\0" * 99, "wrong_type", "Такие файлы я не читаю."),
        (b"x" * (20 * 1024 * 1024 + 1), "too_large", "Файл больше 20 МБ."),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line_and_in_json(
    tmp_path: Path, content: bytes, code: str, said: str
) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(content)
    ended = vekha_here("parse", path, "--json")
    refused(ended, said)
    assert ended.json == {"error": code, "message": ended.complained.strip()}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing.txt", "такого файла нет"),
        (".", "это папка, а не файл"),
        ("\udcff.txt", "такого файла нет"),
        ("й" * 300, "File name too long"),  # rare enough to be said as the system says it
    ],
)
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str, why: str) -> None:
    ended = vekha_here("parse", tmp_path / name, "--json")
    refused(ended, "Не удаётся прочитать")
    assert ended.complained.endswith(f": {why}.\n")
    assert ended.json["error"] == "no_file"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("parse",),
        ("parse", "a.txt", "--from", "yesterday"),
        ("import", "a.txt"),
        ("centre",),
        ("centre", "add"),
        ("centre", "add", "  "),
        ("centre", "add", "ж" * 301),
        ("centre", "add", "X", "--timezone", "Mars/Olympus"),
        ("centre", "add", "X", "--timezone", "../../etc/passwd"),
        ("centre", "add", "X", "--language", "tlh"),
        ("invite", "--centre", "X"),
        ("invite", "--centre", "X", "--role", "king"),
        ("summary",),
        ("demo", "--port", "many"),
    ],
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    ended = vekha_here(*arguments)
    assert ended.status == 2
    assert "usage: vekha" in ended.complained


@pytest.mark.parametrize("name", ["  ", "ж" * 301])
def test_a_centre_without_a_fit_name_is_told_what_a_name_is(name: str) -> None:
    ended = vekha_here("centre", "add", name)
    assert "в названии должно быть от 1 до 300 знаков" in ended.complained


def test_help_names_every_command() -> None:
    ended = vekha_here("--help")
    assert ended.status == 0
    for command in ("run", "demo", "parse", "terms", "import", "centre", "invite", "summary",
                    "check"):  # fmt: skip
        assert f"    {command} " in ended.said


def test_the_real_roadmaps_are_read_whole() -> None:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("no ../shared")
    for name, rows, schools in (("urvan-2021.txt", 48, 2), ("kaluga-2021.txt", 53, 0)):
        draft = vekha_here("parse", SHARED / "seeds" / name, "--json").json
        assert len(draft["rows"]) == rows
        kinds = [organisation["kind"] for organisation in draft["organisations"]]
        assert kinds.count("school") >= schools


# terms


def line(phrase: str = "до 13 марта", start: str | None = "2026-01-01") -> bytes:
    end = "2026-12-31"
    asked = {"phrase": phrase, "roadmap_start": start, "roadmap_end": end}
    return json.dumps(asked, ensure_ascii=False).encode() + b"\n"


def test_terms_answers_each_line() -> None:
    ended = vekha("terms", "--json", given=line() + b"\n" + line("ежемесячно") + line("куку"))
    assert ended.status == 0
    answers = [json.loads(answer) for answer in ended.said.splitlines()]
    assert [set(answer) for answer in answers] == [
        {"phrase", "kind", "windows", "recurrence", "needs_review"}
    ] * 3
    assert answers[0]["windows"] == [["2026-01-01", "2026-03-13"]]
    assert answers[1]["recurrence"].endswith("FREQ=MONTHLY")
    assert [answer["needs_review"] for answer in answers] == [False, False, True]


def test_terms_of_nothing_is_nothing() -> None:
    assert vekha_here("terms").said == ""


@pytest.mark.parametrize(
    "bad",
    [b"nonsense\n", b"[" * 100_000, b"[]\n", b"{}\n", b"7\n", b'"text"\n', b"\xff\xfe\n",
     line(start="soon"), line(start=None), line(start="2027-01-01")],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_good_ones_before_it_are_answered(bad: bytes) -> None:
    ended = vekha_here("terms", given=line() + bad)
    assert ended.status == 1
    assert ended.complained.startswith("Строка 2: нужен объект JSON")
    assert len(ended.said.splitlines()) >= 1


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    command = f"{sys.executable} -m bot terms | head -n 1"
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], input=line() * 3000, capture_output=True,
        env=environment(), cwd=gettempdir(), check=False, timeout=60,
    )  # fmt: skip
    assert b"Traceback" not in ended.stderr
    assert b"Error" not in ended.stderr


def test_a_terminal_that_knows_no_russian_breaks_nothing(plan: Path, url: str) -> None:
    env = environment(url) | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for arguments in (["parse", str(plan), "--json"], ["summary", "--centre", "Нет"]):
        ended = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            capture_output=True, env=env, cwd=gettempdir(), check=False, timeout=60,
        )  # fmt: skip
        assert ended.returncode in (0, 1)
        assert b"Traceback" not in ended.stderr


# centre, import, summary


def test_an_installation_is_prepared_without_a_chat(plan: Path, url: str) -> None:
    made = vekha("centre", "add", CENTRE, "--timezone", "Asia/Omsk", "--language", "en", url=url)
    assert made.status == 0
    assert "Центр «Заречный» создан." in made.said
    refused(vekha_here("centre", "add", CENTRE, url=url), "Центр «Заречный» уже есть.")

    looked = vekha_here("import", plan, "--centre", CENTRE, url=url)
    assert looked.status == 0
    assert "Ничего не изменено. Чтобы принять, добавьте --yes." in looked.said
    assert vekha_here("summary", "--centre", CENTRE, "--json", url=url).json["tasks"]["total"] == 0

    taken = vekha_here("import", plan, "--centre", CENTRE, "--yes", url=url)
    assert taken.status == 0
    assert "13 мероприятий, 33 задачи." in taken.said
    again = vekha_here("import", plan, "--centre", CENTRE, "--yes", url=url)
    assert again.status == 0
    assert "Этот документ уже принят. Ничего не удвоилось." in again.said

    told = vekha_here("summary", "--centre", CENTRE, "--json", url=url).json
    assert set(told) >= {"centre", "day", "activities", "tasks", "schools", "sections", "letters"}
    assert set(told["tasks"]) == COUNTS
    assert (told["centre"], told["activities"], told["tasks"]["total"]) == (CENTRE, 13, 33)
    assert {*COUNTS, "name"} <= set(told["schools"][0])
    assert {*COUNTS, "title"} <= set(told["sections"][0])
    assert set(told["letters"]) == {"planned", "sent", "retrying", "unreachable"}
    assert date.fromisoformat(told["day"])
    assert "13 мероприятий, 33 задачи" in vekha_here("summary", "--centre", CENTRE, url=url).said


def test_an_unknown_centre_is_refused_with_the_known_ones(url: str, plan: Path) -> None:
    for arguments in (
        ("summary", "--centre", "Тьмутаракань", "--json"),
        ("import", plan, "--centre", "Тьмутаракань", "--yes"),
        ("invite", "--centre", "Тьмутаракань", "--role", "methodist", "--json"),
    ):
        refused(vekha_here(*arguments, url=url), "Центров пока нет. Сначала создайте")
    vekha_here("centre", "add", CENTRE, url=url)
    refused(
        vekha_here("summary", "--centre", "Тьмутаракань", url=url),
        "Центра «Тьмутаракань» нет. Есть: Заречный.",
    )


def test_a_period_nobody_knows_is_refused_by_the_shell(plan: Path, url: str) -> None:
    vekha_here("centre", "add", CENTRE, url=url)
    plan.write_text("№\tМероприятие\tСрок\tОтветственный\n1.1\tВыставка\tпостоянно\tОО\n")
    refused(
        vekha_here("import", plan, "--centre", CENTRE, "--yes", url=url),
        "В документе не указан период дорожной карты. Добавьте --from и --to.",
    )
    given = ("--from", "2026-01-01", "--to", "2026-12-31")
    assert vekha_here("import", plan, "--centre", CENTRE, "--yes", *given, url=url).status == 0


def test_a_refused_document_leaves_nothing_in_the_database(tmp_path: Path, url: str) -> None:
    vekha_here("centre", "add", CENTRE, url=url)
    path = tmp_path / "letter.txt"
    path.write_text("Письмо без плана")
    refused(vekha_here("import", path, "--centre", CENTRE, "--yes", url=url), "нет таблицы")
    assert vekha_here("summary", "--centre", CENTRE, "--json", url=url).json["activities"] == 0


def test_the_real_roadmaps_are_imported_by_the_shell(url: str) -> None:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("no ../shared")
    vekha_here("centre", "add", CENTRE, url=url)
    for name, activities in (("urvan-2021.txt", 48), ("kaluga-2021.txt", 101)):
        path = SHARED / "seeds" / name
        assert vekha_here("import", path, "--centre", CENTRE, "--yes", url=url).status == 0
        told = vekha_here("summary", "--centre", CENTRE, "--json", url=url).json
        assert told["activities"] == activities
    assert len(told["schools"]) == 2


# invite


async def test_an_invitation_from_the_shell_opens_the_chat(peopled_url: str) -> None:
    async with living(peopled_url) as world:
        await world.irina.says("/start")
        await world.irina.sees("16 марта")  # the bot has polled, and noted its name
        made = await asyncio.to_thread(
            vekha, "invite", "--centre", CENTRE, "--role", "coordinator", "--school", "СОШ 1",
            "--json", url=peopled_url,
        )  # fmt: skip
        assert made.status == 0
        assert set(made.json) == {"link", "code", "expires"}
        assert made.json["link"].startswith("https://t.me/vekha_demo_bot?start=")
        newcomer = world.stranger()
        world.clock.move_to(datetime.now(UTC))
        await newcomer.says("/start " + made.json["link"].partition("=")[2])
        shown = await newcomer.sees("Вас пригласили, ваша роль: координатор.")
        assert FIRST in shown.text
        await newcomer.says(made.json["code"])
        await newcomer.sees("Вас пригласили")


def test_an_invitation_asks_telegram_for_the_name_when_the_bot_has_never_run(
    peopled_url: str,
) -> None:
    async def invites() -> Ended:
        async with await Telegram.start(token=TOKEN, username="another_bot") as telegram:
            return await asyncio.to_thread(
                vekha, "invite", "--centre", CENTRE, "--role", "head",
                url=peopled_url, api_url=telegram.url,
            )  # fmt: skip

    ended = asyncio.run(invites())
    assert ended.status == 0
    assert "https://t.me/another_bot?start=" in ended.said
    assert re.search(r"Код: \S+, действует до \d+ [а-я]+ \d{4}$", ended.said.strip())


def invitations(url: str) -> int:
    path = url.removeprefix("sqlite:///")
    count = subprocess.run(
        [sys.executable, "-c", "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("
         "'SELECT count(*) FROM invitations WHERE used_at IS NULL').fetchone()[0])", path],
        capture_output=True, check=True,
    )  # fmt: skip
    return int(count.stdout)


def test_an_invitation_that_cannot_be_printed_is_not_made(peopled_url: str) -> None:
    asks = ("invite", "--centre", CENTRE, "--role", "head", "--json")
    ended = vekha_here(*asks, url=peopled_url, api_url="http://127.0.0.1:9")
    refused(ended, "Telegram не отвечает, поэтому имя бота для ссылки неизвестно.")
    assert ended.json["error"] == "bot_unknown"
    refused(vekha_here(*asks, url=peopled_url, token=""), "Не задан VEKHA_TOKEN.")

    async def with_another_token() -> Ended:
        async with await Telegram.start() as telegram:
            return await asyncio.to_thread(
                vekha_here, *asks, url=peopled_url, api_url=telegram.url
            )

    refused(asyncio.run(with_another_token()), "Telegram не принимает токен.")
    assert invitations(peopled_url) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "coordinator"), "Роль coordinator относится к школе: добавьте --school"),
        (("--role", "coordinator", "--school", "школа"), None),
    ],
)
def test_which_school_is_meant_has_to_be_clear(
    peopled_url: str, arguments: tuple[str, ...], said: str | None
) -> None:
    noted(peopled_url)
    ended = vekha_here("invite", "--centre", CENTRE, *arguments, url=peopled_url)
    if said:
        refused(ended, said)
    else:
        assert ended.status == 0  # a school of that name, entered with its tasks
        told = vekha_here("summary", "--centre", CENTRE, "--json", url=peopled_url).json
        assert [s["total"] for s in told["schools"] if s["name"] == "школа"] == [14]


def test_a_name_that_fits_two_schools_is_asked_back(peopled_url: str) -> None:
    noted(peopled_url)
    for name in ("Лицей № 5 г. Заречный", "Лицей № 5 с. Луговое"):
        arguments = ("--role", "coordinator", "--school", name)
        assert vekha_here("invite", "--centre", CENTRE, *arguments, url=peopled_url).status == 0
    refused(
        vekha_here("invite", "--centre", CENTRE, "--role", "coordinator", "--school", "Лицей 5",
              url=peopled_url),
        "«Лицей 5» подходит к нескольким школам",
    )  # fmt: skip


def noted(url: str) -> None:
    """Let the bot have run once, so that its name is known."""

    async def note() -> None:
        db = Database(url)
        await db.write(beats.beat, "poll", datetime.now(UTC), "vekha_demo_bot")
        await db.close()

    asyncio.run(note())


# Settings and the database


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"timezone": "Mars/Olympus"}, "VEKHA_TIMEZONE: такого часового пояса нет"),
        ({"tick_seconds": "0"}, "VEKHA_TICK_SECONDS: нужно число больше 0"),
        ({"tick_seconds": "99999"}, "VEKHA_TICK_SECONDS: нужно число не больше 3600"),
        ({"log_level": "LOUD"}, "VEKHA_LOG_LEVEL: нужно одно из: DEBUG, INFO, WARNING, ERROR"),
        ({"log_format": "xml"}, "VEKHA_LOG_FORMAT: нужно одно из: text, json"),
        ({"language": "xx"}, "VEKHA_LANGUAGE: нужно одно из: ru, en"),
        ({"owners": "me"}, "VEKHA_OWNERS: нужно число"),
    ],
)
def test_a_wrong_setting_is_named(url: str, settings: dict[str, Any], said: str) -> None:
    refused(vekha_here("summary", "--centre", CENTRE, url=url, **settings), said)


@pytest.mark.parametrize(
    "address",
    ["sqlite:////nonexistent/folder/x.db", "postgresql+psycopg://nobody:secret@127.0.0.1:9/x",
     "mysql://localhost/x", "nonsense", "sqlite://", "postgresql+nodriver://x/y"],
)  # fmt: skip
def test_a_database_that_cannot_be_had_is_said_so(address: str) -> None:
    ended = vekha_here("summary", "--centre", CENTRE, url=address)
    refused(ended, "VEKHA_DATABASE_URL")
    assert "secret" not in ended.complained


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_text("это не база данных, а письмо\n" * 100)
    ended = vekha("summary", "--centre", CENTRE, url=f"sqlite:///{path}")
    refused(ended, "База данных недоступна. Проверьте VEKHA_DATABASE_URL.")


def test_another_language_is_spoken_by_the_shell(plan: Path, url: str) -> None:
    ended = vekha_here("summary", "--centre", "X", url=url, language="en")
    refused(ended, "There is no centre yet.")


# run


def test_a_wrong_token_ends_the_run_with_one_sentence(url: str) -> None:
    async def runs() -> Ended:
        async with await Telegram.start() as telegram:
            return await asyncio.to_thread(
                vekha, "run", url=url, api_url=telegram.url, listen="127.0.0.1:0"
            )

    ended = asyncio.run(runs())
    assert ended.status == 1
    assert ended.complained.strip().splitlines()[-1] == (
        "Telegram не принимает токен. Проверьте VEKHA_TOKEN."
    )


def test_a_run_without_a_token_says_where_to_get_one(url: str) -> None:
    refused(
        vekha_here("run", url=url, token=""), "Не задан VEKHA_TOKEN. Получите токен у @BotFather"
    )


async def test_a_port_that_is_taken_ends_the_run(url: str) -> None:
    async with await Telegram.start(token=TOKEN) as telegram:
        taken = telegram.url.removeprefix("http://")
        ended = await asyncio.to_thread(vekha, "run", url=url, api_url=telegram.url, listen=taken)
        refused(
            ended, f"Порт {taken.rpartition(':')[2]} занят: возможно, здесь уже работает другой"
        )
        assert "VEKHA_LISTEN" in ended.complained
