"""Word files from before 2007, and OpenDocument texts: made into .docx by LibreOffice, if any."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"

MOST_SECONDS = 6.0
"""Of the wall clock, after which the hint to save it as .docx is the quicker way."""
_MOST_PROCESSOR_SECONDS = 6
_MOST_MEMORY = 1024 * 1024 * 1024
"""Address space, of which it uses a fifth."""
_MOST_WRITTEN = 64 * 1024 * 1024

_ROOT = Path(__file__).parents[2]
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
"""No macros, and nothing that a document refers to is fetched."""


def as_docx(data: bytes, office: str | None, *, seconds: float = MOST_SECONDS) -> bytes | None:
    """Return an old text as a .docx, None when `office` cannot make one of it in time.

    `office` is the program `soffice`. It runs with limits, in a folder of its own that holds its
    profile too and is gone afterwards; what it makes is as strange as the file it came from.
    """
    if office is None or not data.startswith((OLD_WORD, _ZIP)):
        return None
    with TemporaryDirectory(prefix="vekha-") as folder:
        home = Path(folder)
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS)
        (home / "old.doc").write_bytes(data)
        _run([sys.executable, "-m", __name__, office, folder], home, seconds)
        made = home / "old.docx"
        return made.read_bytes() if made.is_file() else None


def _run(command: list[str], home: Path, seconds: float) -> None:
    path = f"{os.defpath}:/usr/local/bin"
    # A session of its own: the program starts others, and they have to end with it.
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        command, cwd=_ROOT, env={"HOME": str(home), "PATH": path}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as program:  # fmt: skip
        try:
            program.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)


def _become(office: str, folder: str) -> None:
    """Limit this process and become the program: limits outlive what sets them."""
    for limit, most in (
        (resource.RLIMIT_AS, _MOST_MEMORY),
        (resource.RLIMIT_CPU, _MOST_PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, _MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    profile = Path(folder, "profile").as_uri()
    asked = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", folder]
    os.execv(  # noqa: S606 - no shell is what we want
        office, [office, f"-env:UserInstallation={profile}", *asked, f"{folder}/old.doc"]
    )


def program() -> str | None:
    """Return where LibreOffice is, None where it is not installed."""
    return shutil.which("soffice")


if __name__ == "__main__":
    _become(*sys.argv[1:])
