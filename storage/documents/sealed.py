"""Sealing a process: what reads a stranger's file reaches nothing but its own memory."""

import os
import resource
import sys

MOST_MEMORY = 256 * 1024 * 1024
"""Address space. A plan of 1500 rows takes 80 MB as a PDF and 50 MB in Word."""
MOST_PROCESSOR_SECONDS = 8

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
              "os.system", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link",
              "os.symlink", "os.chmod", "os.chown", "os.truncate", "os.kill", "pty.", "ctypes.",
              "shutil.", "ftplib.", "smtplib.", "urllib.Request", "http.client.")  # fmt: skip
"""Beginnings of what Python calls the events (PEP 578) that a reader has no use for."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def seal() -> None:
    """Limit this process for good: memory, processor time, no writing, no network, no children.

    The kernel keeps the limits. The rest is kept by Python, which is told of whatever its own
    code and its libraries begin; PermissionError is what they meet.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_PROCESSOR_SECONDS, MOST_PROCESSOR_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, given: tuple[object, ...]) -> None:
    if event == "open":
        _, mode, flags = given
        refused = isinstance(mode, str) and not set(mode).isdisjoint("wax+")
        refused = refused or (isinstance(flags, int) and bool(flags & _WRITING))
    else:
        refused = event.startswith(_FORBIDDEN)
    if refused:
        raise PermissionError(f"a reader of documents may not do this: {event}")
