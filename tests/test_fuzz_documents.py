"""Damaged files of every format are read or refused, whatever has happened to them on the way."""

import io
import json
import random
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pytest

from bot.exports.draft_document import draft_document
from bot.exports.draft_sheet import draft_sheet
from locales import Words
from storage import documents
from storage.documents import Unreadable
from storage.domain.draft import Draft, draft_from_json, draft_to_json
from tests.offices import Tc, archive, docx, paragraph, pdf, row, ruled, sheet, tbl, tr, xlsx

SEED = 20231
MOST_SECONDS = 2  # of processor time, for one small file: a loop that never ends is a crash too

PLAN = """Приложение к приказу от 12.01.2023 № 7
План мероприятий на 2023 год

№\tМероприятие\tСрок\tОтветственные\tРезультат
1. Подготовка
1.1\tСобрать команду\tянварь\tИМЦ, ОО\tПриказ
1.2\tСоставить списки\tдо 15 февраля\tОО\tСписок
2. Работа
2.1\tСлёт наставников\tкогда сойдёт снег\tКружок\t
2.2\tПосещать уроки\tежемесячно\t\tСправка

Перечень школ, участвующих в проекте
МКОУ «СОШ № 1»
"""
ROWS = [["№", "Мероприятие", "Срок"], ["1", "Слёт", "март"], ["2", "Бал\nи смотр", "до 5 мая"]]
LEVELS = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
)
AUTO = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>'


def ods() -> bytes:
    """An OpenDocument sheet."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{n}="{urn}:{n}:1.0"' for n in ("office", "table", "text"))
    cells = [
        '<table:table-cell office:value-type="string" table:number-columns-repeated="1">'
        f"<text:p>{cell}</text:p></table:table-cell>"
        for row in ROWS
        for cell in row
    ]
    rows = ["".join(cells[at : at + 3]) for at in range(0, len(cells), 3)]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table "
        f'table:name="П">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<m:manifest xmlns:m="{urn}:manifest:1.0"/>'
    return archive({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def word_with_everything() -> bytes:
    """Auto-numbering, merges, tracked changes, a content control, a text box, a nested table."""
    return docx(
        paragraph("План на 2023 год"),
        "<w:p><w:r><w:txbxContent><w:p><w:r><w:t>Утверждено приказом от 1.02.2023 № 3</w:t></w:r>"
        "</w:p></w:txbxContent></w:r></w:p>",
        tbl(
            tr("№", "Мероприятие", "Срок", properties="<w:tblHeader/>"),
            tr(Tc("1. Раздел", 3)),
            tr(paragraph("", AUTO), "Слёт", Tc("март", merge="restart")),
            tr(paragraph("", AUTO), "Бал", Tc(merge="continue")),
            tr("5", f"<w:p/>{tbl(tr('a', 'b', 'c'), tr('d', 'e', 'f'), tr('1', '2', '3'))}", "май",
               properties='<w:gridBefore w:val="0"/>'),
            "<w:sdt><w:sdtContent>" + tr("6", "<w:p><w:ins><w:r><w:t>Смотр</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>Парад</w:delText></w:r></w:del></w:p>", "май")
            + "</w:sdtContent></w:sdt>",
        ),
        numbering=LEVELS,
    )  # fmt: skip


def excel_with_everything() -> bytes:
    """Dates, merges, hidden rows and columns, shared strings and two sheets."""
    cells = [row(1, "№", "Мероприятие", "Срок"), row(2, "1. Раздел"), row(3, 1, "Слёт", 44986),
             row(4, 2, "Бал", "май"), row(5, 3, "Скрыто", "июнь", hidden=True)]  # fmt: skip
    return xlsx(
        {
            "План": sheet(cells, ["A2:C2", "C3:C4"], '<col min="5" max="9" hidden="1"/>'),
            "Школы": sheet([row(1, "№", "Школа"), row(2, 1, "СОШ № 1")]),
        }
    )


def xls() -> bytes:
    """A book of Excel before 2007: a sheet of labels in a compound file."""
    head = xls_record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    name = "План".encode("utf-16-le")
    at = len(head) + 12 + len(name) + 4  # where the sheet begins: after its entry and the end
    book = head + xls_record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name) // 2, 1) + name)
    book += xls_record(0xA) + xls_record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0))
    for number, cells in enumerate(ROWS):
        for place, text in enumerate(cells):
            label = struct.pack("<HHHHB", number, place, 0, len(text), 1)
            book += xls_record(0x204, label + text.encode("utf-16-le"))
    return in_compound("Workbook", (book + xls_record(0xA)).ljust(4096, b"\0"))


def xls_record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def in_compound(name: str, stream: bytes) -> bytes:
    """One stream of whole sectors in the container that old office files are."""
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    sectors = len(stream) // 512
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    chains = [0xFFFFFFFD, end, *range(3, sectors + 2), end]
    entries = [("Root Entry", 5, 1, end, 0), (name, 2, none, 2, len(stream))]
    listed = b"".join(
        f"{called}\0".encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB3I36xIQ", 2 * len(called) + 2, kind, 1, none, none, child, start, size)
        for called, kind, child, start, size in entries
    )
    return (
        head + struct.pack("<109I", 0, *[none] * 108)
        + struct.pack("<128I", *chains, *[none] * (128 - len(chains)))
        + listed.ljust(512, b"\0") + stream
    )  # fmt: skip


def samples() -> Mapping[str, bytes]:
    draft, words = documents.read(PLAN.encode()), Words("ru")
    pages = ruled(700, [30, 200, 90], ROWS), ruled(700, [30, 200, 90], ROWS[1:])
    return {
        "txt": PLAN.encode(),
        "csv, cp1251": "\n".join(";".join(f'"{c}"' for c in cells) for cells in ROWS).encode(
            "cp1251"
        ),
        "txt, utf-16": PLAN.encode("utf-16"),
        "docx": word_with_everything(),
        "docx, ours": draft_document(draft, words),
        "xlsx": excel_with_everything(),
        "xlsx, ours": draft_sheet(draft, words),
        "ods": ods(),
        "pdf": pdf(*pages),
        "xls": xls(),
    }


SAMPLES = samples()
ROUNDS = dict.fromkeys(SAMPLES, 120) | {"pdf": 25, "xls": 12}


def flipped(file: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(file)
    for _ in range(chance.choice([1, 3, 30])):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut(file: bytes, chance: random.Random) -> bytes:
    start = chance.choice([0, 0, 0, chance.randrange(len(file))])
    return file[start : chance.randrange(start, len(file)) + 1]


def doubled(file: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(file)) for _ in range(2))
    return file[:end] + file[start:end] + file[end:]


def with_noise(file: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(file))
    return file[:place] + chance.randbytes(chance.choice([1, 8, 200])) + file[place:]


ODD = ["", "0", "-1", "1", "999999999", "99999999999999999999", "1e308", "nan", "²", "٣", "A0",
       "XFD1048577", "A1:A", "_xD800_", "\t", "я" * 500, "%1%2%9", "../../x.xml"]  # fmt: skip
ATTRIBUTE = re.compile(r'(?<==")[^"]*(?=")')
TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
NAME = re.compile(r"(?<=<)/?[a-z:]+", re.IGNORECASE)


def respelled(
    pattern: re.Pattern[str], words: Callable[[random.Random], str]
) -> Callable[[str, random.Random], str]:
    """Damage to XML: some of what the pattern finds becomes something else."""

    def damage(xml: str, chance: random.Random) -> str:
        found = list(pattern.finditer(xml))
        for match in sorted(chance.sample(found, min(len(found), chance.choice([1, 2, 10]))),
                            key=lambda m: -m.start()):  # fmt: skip
            xml = xml[: match.start()] + words(chance) + xml[match.end() :]
        return xml

    return damage


def names_of(chance: random.Random) -> str:
    return chance.choice(
        ["w:tbl", "/w:tbl", "w:tr", "w:p", "row", "c", "/c", "sheet", "!--", "?x"]
    )


INSIDE = [respelled(ATTRIBUTE, lambda c: c.choice(ODD)), respelled(TEXT, lambda c: c.choice(ODD)),
          respelled(NAME, names_of)]  # fmt: skip


def parts_of(file: bytes) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(file))
    return {name: package.read(name) for name in package.namelist()}


def rewritten(file: bytes, chance: random.Random) -> bytes:
    """A zip that is whole while the XML in it is not."""
    parts = parts_of(file)
    name = chance.choice([n for n in parts if n.endswith((".xml", ".rels"))])
    xml = parts[name].decode("utf-8", "replace")
    return archive({**parts, name: chance.choice(INSIDE)(xml, chance)})


def swapped(file: bytes, chance: random.Random) -> bytes:
    """A zip in which one part stands for another, or is missing."""
    parts = parts_of(file)
    one, other = chance.choice(list(parts)), chance.choice(list(parts))
    if one == other:
        del parts[one]
    else:
        parts[one], parts[other] = parts[other], parts[one]
    return archive(parts)


def tampered(file: bytes, chance: random.Random) -> bytes:
    """A zip whose directory lies about sizes, sums or methods."""
    place = file.rfind(b"PK\x01\x02", 0, chance.randrange(len(file) // 2, len(file)))
    at = max(place, 0) + chance.randrange(4, 46)
    return file[:at] + chance.randbytes(chance.choice([1, 2, 4])) + file[at + 4 :]


def restuffed(file: bytes, chance: random.Random) -> bytes:
    """A PDF with a damaged page content, or numbers that are odd."""
    text = file.decode("latin-1")
    numbers = list(re.finditer(r"\d+", text))
    for match in sorted(chance.sample(numbers, 3), key=lambda m: -m.start()):
        odd = chance.choice(["0", "-1", "99999999999", "1e9", "/x", "[", ">>", "R"])
        text = text[: match.start()] + odd + text[match.end() :]
    return text.encode("latin-1")


Damage: TypeAlias = Callable[[bytes, random.Random], bytes]

ANY: list[Damage] = [flipped, cut, doubled, with_noise]
ZIP: list[Damage] = [rewritten, rewritten, rewritten, swapped, tampered]


def damages_for(file: bytes) -> list[Damage]:
    if file.startswith(b"PK"):
        return ANY + ZIP
    return [*ANY, restuffed] if file.startswith(b"%PDF") else ANY


def test_a_raised_sign_beside_a_number_is_no_error():
    plan = "№\tМероприятие\tСрок\n1.²\tСлёт\tмарт\n²\tБал\tмай\n3\tСмотр\tмай\n"
    assert [row.title for row in documents.read(plan.encode()).rows] == ["Слёт", "Бал", "Смотр"]


@dataclass
class Outcomes:
    read: int = 0
    refused: int = 0


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_read_as_it_is(name):
    assert len(documents.read(SAMPLES[name]).rows) >= 2


@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_file_is_read_or_refused(name):
    file = SAMPLES[name]
    # A seed of its own: another sample or another round before it changes nothing.
    chance = random.Random(SEED + zlib.crc32(name.encode()))  # noqa: S311 - no secret
    # The reader of old books takes as much memory as a damaged one asks for: only a worker may.
    read = documents.read_safely if name == "xls" else documents.read
    outcomes = Outcomes()
    for number in range(ROUNDS[name]):
        damage = chance.choice(damages_for(file))
        told = f"{name}, {damage.__name__}, round {number}"
        attempt(read, damage(file, chance), told, outcomes)
    assert outcomes.refused > 0


def attempt(read: Callable[[bytes], Draft], damaged: bytes, told: str, outcomes: Outcomes) -> None:
    began = time.process_time()
    try:
        draft = read(damaged)
    except Unreadable:
        outcomes.refused += 1
    except Exception as error:
        error.add_note(told)
        raise
    else:
        outcomes.read += 1
        assert isinstance(draft, Draft)
        stored = json.dumps(draft_to_json(draft), ensure_ascii=False).encode()
        assert draft_from_json(json.loads(stored)) == draft
    assert time.process_time() - began < MOST_SECONDS, told
