"""Old Excel and binary Excel → grids, by way of calamine."""

import io

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from storage.documents.blocks import Block
from storage.documents.sheets import Merge, Sheet, written_cells
from storage.documents.unreadable import Unreadable
from storage.documents.wording import clean


def blocks(data: bytes) -> list[Block]:
    """Return a grid for each visible sheet of an xls or xlsb file."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _sheet(book, meta.name).grid()
            for meta in book.sheets_metadata
            if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise Unreadable("encrypted") from error
    except CalamineError as error:
        raise Unreadable("broken_file") from error


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    stored = book.get_sheet_by_name(name)
    cells = written_cells(stored.to_python(skip_empty_area=False))
    merges = [Merge(*start, *end) for start, end in stored.merged_cell_ranges or ()]
    return Sheet(name, {place: clean(text) for place, text in cells.items()}, merges)
