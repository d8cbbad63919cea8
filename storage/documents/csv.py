"""Separated values → one grid."""

import csv
import re
from collections.abc import Sequence

from storage.documents.blocks import Block, grid
from storage.documents.wording import clean

_DELIMITERS = (";", ",", "|")
_MOST_COLUMNS = 200
_LONGEST_LABEL = 6  # words
_SAMPLE = 200  # records looked at to tell a table from prose with commas


def blocks(text: str) -> list[Block] | None:
    """Return the grid of a text whose lines are separated values, None when they are not."""
    if _is_tabbed(text):
        return None
    for delimiter in _DELIMITERS:
        records = _records(text, delimiter)
        if _is_table(records):
            return [grid([clean(value) for value in record] for record in records)]
    return None


def _is_tabbed(text: str) -> bool:
    """A lone tab may stand in a cell; rows that hold two of them are a table of their own kind."""
    return sum(line.count("\t") >= 2 for line in text.splitlines()) > 1


def _records(text: str, delimiter: str) -> list[list[str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)
    try:
        return [record for record in csv.reader(lines, delimiter=delimiter) if record]
    except csv.Error:
        return []


def _is_table(records: Sequence[Sequence[str]]) -> bool:
    """A table has nearly all its records of one width, of three columns or more.

    A title, a stamp or a signature is often saved as a line of one value: above labels, or below
    a table, it says nothing of the width.
    """
    widths = [len(record) for record in records[:_SAMPLE]]
    if _opens_with_labels(records):
        widths = [width for width in widths if width > 1]
    usual = max(set(widths), key=widths.count, default=0)
    return 3 <= usual <= _MOST_COLUMNS and widths.count(usual) * 10 >= len(widths) * 8


def _opens_with_labels(records: Sequence[Sequence[str]]) -> bool:
    """Whether the first record of several values can be a header: all filled, short, no digits."""
    wide = [record for record in records[:_SAMPLE] if len(record) > 1]
    return len(wide) > 1 and all(
        value.strip() and len(value.split()) <= _LONGEST_LABEL and not re.search(r"\d", value)
        for value in wide[0]
    )
