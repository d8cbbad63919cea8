"""Small true pictures for tests."""

from struct import pack
from zlib import compress, crc32


def png(width: int = 4, height: int = 3) -> bytes:
    """A grey PNG of this size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", crc32(kind + body))

    rows = (b"\0" + b"\x80" * width) * height
    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", compress(rows))
        + chunk(b"IEND", b"")
    )
