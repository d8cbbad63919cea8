"""Office files as small as they can be, written part by part, for tests of the readers."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True)
class Tc:
    """A cell of a Word table: text, columns it covers, `merge` is "restart" or "continue"."""

    text: str = ""
    across: int = 1
    merge: str = ""


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Zip parts into a file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph; a line end is a line break in it."""
    lines = "<w:br/>".join(f"<w:t>{escape(line)}</w:t>" for line in text.split("\n"))
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{lines}</w:r></w:p>"


def tc(cell: Tc | str) -> str:
    """A cell of a Word table; a string that begins with "<w:" is put in as it is."""
    cell = cell if isinstance(cell, Tc) else Tc(cell)
    properties = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    if cell.merge:
        value = ' w:val="restart"' if cell.merge == "restart" else ""
        properties += f"<w:vMerge{value}/>"
    inner = cell.text if cell.text.startswith("<w:") else paragraph(cell.text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: Tc | str, properties: str = "") -> str:
    """A row of a Word table."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(tc, cells))}</w:tr>"


def tbl(*rows: str) -> str:
    """A Word table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def docx(*body: str, numbering: str = "", before: str = "", **parts: str | bytes) -> bytes:
    """A Word file; `before` stands above the root element, where a DTD would."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": HEAD + "<Types/>",
        "word/document.xml": f"{HEAD}{before}<w:document {W}><w:body>{''.join(body)}"
        "</w:body></w:document>",
    }
    if numbering:
        files["word/numbering.xml"] = f"{HEAD}<w:numbering {W}>{numbering}</w:numbering>"
    return archive({**files, **parts})


def c(reference: str, value: object, style: int = 0) -> str:
    """A cell of a sheet: text inline, numbers as numbers."""
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def sheet(rows: Sequence[str], merges: Sequence[str] = (), columns: str = "") -> str:
    """A worksheet of rows that `row` has written."""
    merged = "".join(f'<mergeCell ref="{m}"/>' for m in merges)
    tail = f"<mergeCells>{merged}</mergeCells>" if merges else ""
    cols = f"<cols>{columns}</cols>" if columns else ""
    body = f"{cols}<sheetData>{''.join(rows)}</sheetData>{tail}"
    return f"{HEAD}<worksheet {S}>{body}</worksheet>"


def row(number: int, *values: object, first: str = "A", hidden: bool = False) -> str:
    """A row of a sheet that begins in column `first`; None leaves a cell out."""
    cells = "".join(
        c(f"{chr(ord(first) + i)}{number}", value)
        for i, value in enumerate(values)
        if value is not None
    )
    return (
        f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if hidden else ""}>{cells}</row>'
    )


def xlsx(sheets: Mapping[str, str], formats: Sequence[int] = (0, 14)) -> bytes:
    """An Excel file with sheets by name; cell style N has the number format `formats[N]`."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{R}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    styles = "".join(f'<xf numFmtId="{f}"/>' for f in formats)
    return archive(
        {
            "[Content_Types].xml": HEAD + "<Types/>",
            "xl/workbook.xml": f'{HEAD}<workbook {S} xmlns:r="{R}"><sheets>{listed}</sheets>'
            "</workbook>",
            "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="urn:r">{relations}'
            "</Relationships>",
            "xl/styles.xml": f"{HEAD}<styleSheet {S}><cellXfs>{styles}</cellXfs></styleSheet>",
            **{f"xl/worksheets/sheet{i}.xml": s for i, s in enumerate(sheets.values(), 1)},
        }
    )


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF whose pages are drawing commands; `write` and `box` make them.

    The font has no shapes, only widths and the letters that its codes mean: enough for a reader.
    """
    meant = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
        "endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
    )
    kids = " ".join(f"{6 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]"
        "/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/F/DW 500/CIDSystemInfo<</Registry(Adobe)"
        "/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/F"
        "/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700"
        "/StemV 80>>>>",
        f"<</Length {len(meant)}>>stream\n{meant}\nendstream",
    ]
    for place, commands in enumerate(pages):
        content = "\n".join(commands)
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {7 + 2 * place} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
        ]
    file = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(file)
    tail = f"<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer{tail}".encode()
    return file


def write(x: float, y: float, text: str, size: int = 10) -> str:
    """Write a line at a point, from the bottom left of the page."""
    codes = text.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {x} {y} Td <{codes}> Tj ET"


def box(x: float, y: float, width: float, height: float) -> str:
    """Draw the border of a cell."""
    return f"{x} {y} {width} {height} re S"


def ruled(top: float, widths: Sequence[float], rows: Sequence[Sequence[str | None]]) -> list[str]:
    """Draw a ruled table; the lines of a cell are its lines, None is covered from the left."""
    commands: list[str] = []
    for cells in rows:
        height = 12.0 * max(len((cell or "").split("\n")) for cell in cells) + 6
        x = 40.0
        for place, cell in enumerate(cells):
            width = widths[place]
            if cell is not None:
                covered = place + 1
                while covered < len(cells) and cells[covered] is None:
                    width += widths[covered]
                    covered += 1
                commands.append(box(x, top - height, width, height))
                for number, line in enumerate(cell.split("\n")):
                    commands.append(write(x + 3, top - 12 - 12 * number, line))
            x += widths[place]
        top -= height
    return commands
