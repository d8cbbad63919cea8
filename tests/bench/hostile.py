"""What hostile files do to the bot that reads them while it serves another chat.

Every file of ../shared/corpus/hostile is sent to the running bot. A line for each says what the
person was told, in how many seconds, how much memory the reading process took at its most (with
whatever it may have started), whether it held a socket, and how long somebody else waited for
the slowest of their taps. At the end: what was written outside the database's folder.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.demo.people import Person
from bot.demo.telegram import Telegram
from storage.documents import Unreadable, read_safely
from storage.migrations import migrate
from tests.bench.documents import LEILA, PATIENCE, Bench
from tests.bench.probed import Probed
from tests.world import AMINAT, CAST, found

HOSTILE = Path(__file__).parents[3] / "shared" / "corpus" / "hostile"
ROOT = Path(__file__).parents[2]
SAMPLE = 0.01


@dataclass(slots=True)
class Watched:
    """What the processes below the bot did: memory in bytes at the most, sockets ever held."""

    memory: int = 0
    sockets: int = 0

    async def watch(self, pid: int) -> None:
        """Look again and again, until cancelled."""
        while True:
            together = 0
            for child in _below(pid):
                with suppress(OSError, ValueError):
                    together += _resident(child)
                    self.sockets += _sockets(child)
            self.memory = max(self.memory, together)
            await asyncio.sleep(SAMPLE)


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text().split()):
                if not _is_copy(child, pid):
                    yield child
                    yield from _below(child)


def _is_copy(child: int, parent: int) -> bool:
    """Whether a process has just come to be and is still what started it."""
    one, other = (Path(f"/proc/{pid}/cmdline").read_bytes() for pid in (child, parent))
    return one == other


def _sockets(pid: int) -> int:
    held = Path(f"/proc/{pid}/fd").iterdir()
    return sum(path.readlink().name.startswith("socket:") for path in held)


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _files(*folders: Path) -> dict[Path, tuple[int, int]]:
    """Every file below the folders, with its size and when it was written."""
    found: dict[Path, tuple[int, int]] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            with suppress(OSError):
                if path.is_file() and not _ours(path):
                    state = path.stat()
                    found[path] = (state.st_size, state.st_mtime_ns)
    return found


def _ours(path: Path) -> bool:
    """What Python and the tools beside the bot keep for themselves."""
    return bool({".venv", ".git", "__pycache__", ".cache"} & set(path.parts))


async def _told(telegram: Telegram, person: Person, content: bytes, name: str) -> str:
    await person.sends_file(content, name)
    first = person.messages[-1].id

    def answered() -> bool:
        newest = person.messages[-1]
        waits = ("Читаю файл", "Получаю файл", "Разбираю сроки", "Файл прочитан")
        return newest.id > first and not newest.text.startswith(waits)

    if not await telegram.network.happenings.until(answered, PATIENCE):
        return "NO ANSWER"
    return person.messages[-1].text.splitlines()[0]


def _code(content: bytes, name: str) -> str:
    try:
        return f"ok {len(read_safely(content, name).rows)}"
    except Unreadable as refusal:
        return refusal.reason


async def _send(bench: Bench, name: str, accepted: list[str]) -> bool:
    """Send one file, print its line, and say whether the answer was right."""
    content = (HOSTILE / name).read_bytes()
    code = await asyncio.to_thread(_code, content, name)
    right = code.split()[0] in accepted
    watched = Watched()
    watching = asyncio.create_task(watched.watch(bench.bot.pid))
    bench.waits.clear()
    begun = perf_counter()
    told = await _told(bench.telegram, bench.aminat, content, name)
    took = perf_counter() - begun
    watching.cancel()
    sys.stdout.write(
        f"{name[:28]:<28} {code:<18} {'' if right else 'WRONG '}{took:5.2f} s "
        f"{watched.memory / 2**20:4.0f} MB  sockets {watched.sockets}  "
        f"tap {max(bench.waits, default=0) * 1000:4.0f} ms  {told[:50]}\n"
    )
    sys.stdout.flush()
    return right


async def send_all(folder: Path, names: dict[str, list[str]]) -> int:
    """Send every file to a bot with its database in a folder; count the wrong answers."""
    url = f"sqlite:///{folder / 'bench.db'}"
    migrate(url)
    cast = (*CAST, LEILA)
    found(url, cast=cast)
    async with await Telegram.start() as telegram:
        people = {part: telegram.person(part.name, part.id) for part in cast}
        for part in cast:
            telegram.network.chats.accounts[part.id].started = True
        async with Probed(url, telegram.url, telegram.token) as bot:
            bench = Bench(telegram, bot, people[AMINAT], people[LEILA], 0)
            tapping = asyncio.create_task(bench.taps_all_the_time())
            await telegram.network.happenings.until(lambda: len(bench.waits) > 10, PATIENCE)
            right = [await _send(bench, name, accepted) for name, accepted in names.items()]
            tapping.cancel()
    return right.count(False)


def main() -> int:
    """Send every file and print; 1 when an answer is not what it should be."""
    if not HOSTILE.is_dir():
        sys.stdout.write("no ../shared/corpus/hostile: nothing to send\n")
        return 0
    expected = json.loads((HOSTILE / "expected.json").read_text())
    names = {n: expected[n]["accept"] for n in sorted(expected) if (HOSTILE / n).is_file()}
    before = _files(ROOT, Path.home())
    with TemporaryDirectory() as folder:
        wrong = asyncio.run(send_all(Path(folder), names))
        left = sorted(path.name for path in Path(folder).iterdir())
    after = _files(ROOT, Path.home())
    touched = [str(path) for path, state in after.items() if before.get(path) != state]
    sys.stdout.write(f"in the database's folder: {', '.join(left)}\n")
    sys.stdout.write(f"written elsewhere: {', '.join(touched) or 'nothing'}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
