"""Bytes of a text file → text, whatever program saved it."""

import codecs
import re

from storage.documents.unreadable import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Unrestricted guessing takes short Russian texts for Thai or Latvian.
_RUSSIAN = ["cp1251", "koi8_r", "cp866"]


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or a Russian 8-bit encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding)
    wide = _utf16_without_mark(data)
    if wide:
        return _decode(data, wide)
    data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("broken_file") from error


def _utf16_without_mark(data: bytes) -> str | None:
    # In UTF-16 every space and line end has a zero beside it, and never on the other side.
    sample = data[:4096]
    spaces = re.findall(rb"[ \t\r\n;,]\x00", sample), re.findall(rb"\x00[ \t\r\n;,]", sample)
    zeros = sample.count(0)
    if zeros < 4 or zeros * 20 < len(sample):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 9 * even and spaces[0]:
        return "utf-16-le"
    if even > 9 * odd and spaces[1]:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str:
    # Most texts say what they are, and are read without the library that guesses.
    from charset_normalizer import from_bytes

    # It takes tabs and line ends for noise, and a plan of a few rows is full of them.
    best = from_bytes(re.sub(rb"[\t\r\n]+", b" ", data), cp_isolation=_RUSSIAN).best()
    if best is None:
        raise Unreadable("wrong_type")
    return _decode(data, best.encoding)
