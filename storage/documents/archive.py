"""The zip that office files are: looked over before anything is unpacked, never extracted."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache

from lxml import etree

from storage.documents.unreadable import Unreadable

MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 100
_RATIO_MATTERS_FROM = 5 * 1024 * 1024
_MOST_PARTS = 5000
_ENCRYPTED = 0x1
_HEAD = 4096
# What zipfile raises on damaged bytes: a name that is no text, a version from the future …
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    struct.error,
)


class Archive:
    """A zip whose declared sizes are sane and whose XML declares no document type."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Unreadable("broken_file") from error
        self._parts = {part.filename: part for part in self._zip.infolist()}
        self._require_sane_sizes(len(data))
        if any(part.flag_bits & _ENCRYPTED for part in self._parts.values()):
            raise Unreadable("encrypted")
        self._require_no_document_type()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def has_macros(self) -> bool:
        """Whether programs are carried along; they are never looked at."""
        return any(name.endswith("vbaProject.bin") for name in self._parts)

    def read(self, name: str) -> bytes:
        """Return a part, unpacked to no more than the size it declares."""
        try:
            return self._zip.read(self._parts[name])
        except _BROKEN as error:
            raise Unreadable("broken_file") from error

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML part; nothing outside the part is ever looked up."""
        return parse_xml(self.read(name))

    def _require_sane_sizes(self, packed: int) -> None:
        unpacked = sum(part.file_size for part in self._parts.values())
        swollen = unpacked > _RATIO_MATTERS_FROM and unpacked > MOST_RATIO * packed
        if unpacked > MOST_UNPACKED or swollen or len(self._parts) > _MOST_PARTS:
            raise Unreadable("too_large_unpacked", size=unpacked, most=MOST_UNPACKED)

    def _require_no_document_type(self) -> None:
        """No office format allows a DTD: it is there only to blow up or to reach outside."""
        for name, part in self._parts.items():
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                with self._zip.open(part) as stream:
                    head = stream.read(_HEAD)
            except _BROKEN as error:
                raise Unreadable("broken_file") from error
            if b"<!DOCTYPE" in head.replace(b"\0", b""):
                raise Unreadable("dtd_forbidden")


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML from a stranger: no entities, no network, no document type, no huge trees."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("broken_file") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("dtd_forbidden")
    return root


def elements(data: bytes, *names: str) -> Iterator[etree._Element]:
    """Walk through the elements of an XML part as they end, without holding it whole."""
    events = etree.iterparse(
        io.BytesIO(data), tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False, no_network=True, huge_tree=False,
    )  # fmt: skip
    try:
        for _, element in events:
            yield element
    except etree.XMLSyntaxError as error:
        raise Unreadable("broken_file") from error


def local_name(element: etree._Element) -> str:
    """Return a tag without its namespace, which differs between transitional and strict files."""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@cache
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def value_of(element: etree._Element | None, name: str = "val") -> str:
    """Return an attribute whatever its namespace, "" when it is absent."""
    if element is None:
        return ""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
