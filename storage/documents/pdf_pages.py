"""The pages of a PDF put together: running heads left out, what a page has parted joined again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storage.documents.blocks import Block, Cell, Grid, Paragraph, Row
from storage.documents.wording import one_line, starts_lower


def joined(pages: Sequence[list[Block]]) -> list[Block]:
    """Return the blocks of all pages in order, as the document had them before it was printed."""
    whole = list(_whole_lines(_without_running_heads(pages)))
    for place, (above, below) in enumerate(pairwise(whole), 1):
        if isinstance(above, Grid) and isinstance(below, Grid) and above.width == below.width:
            whole[place] = _carried(above, below)
    return whole


def _carried(above: Grid, below: Grid) -> Grid:
    """Give what a merged cell says to the rows that it covers on the next page.

    The text was printed on the page where the cell begins; below it is an empty frame.
    """
    same = (one == other for one, other in zip(above.rows, below.rows, strict=False))
    head = next((at for at, repeated in enumerate(same) if not repeated), 0)
    rows = [list(row) for row in below.rows]
    for place, said in enumerate(above.rows[-1]):
        frame = _frame(below.rows[head:], place)
        if said.text and (frame > 1 or (frame and said.from_above)):
            torn = _is_torn(below.rows[head])
            for row in rows[head + torn : head + frame]:
                row[place] = replace(row[place], text=said.text, from_above=True)
    return replace(below, rows=tuple(map(tuple, rows)))


def _frame(rows: Sequence[Row], place: int) -> int:
    """Return how many rows an empty cell at the top covers; 0 when it is not empty."""
    if not rows or not _is_empty(rows[0][place]) or rows[0][place].from_above:
        return 0
    covered = 1
    while covered < len(rows) and _is_empty(rows[covered][place], from_above=True):
        covered += 1
    return covered


def _is_empty(cell: Cell, *, from_above: bool = False) -> bool:
    return not cell.text and cell.across == 1 and cell.from_above == from_above


def _is_torn(row: Row) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    words = [cell.text for cell in row if cell.text]
    return not row[0].text or starts_lower(words[0])


def _without_running_heads(pages: Sequence[list[Block]]) -> Iterator[Block]:
    """Leave out the lines that stand at the edge of several pages."""
    edges = Counter(block for page in pages for block in {*page[:1], *page[-1:]})
    for page in pages:
        for place, block in enumerate(page):
            at_edge = place in (0, len(page) - 1)
            if not (at_edge and isinstance(block, Paragraph) and edges[block] > 1):
                yield block


def _whole_lines(blocks: Iterator[Block]) -> Iterator[Block]:
    """Join the lines of a sentence that goes on below."""
    held: Paragraph | None = None
    for block in blocks:
        if held and isinstance(block, Paragraph) and _goes_on(held.text, block.text):
            held = Paragraph(one_line(f"{held.text}\n{block.text}"))
            continue
        if held:
            yield held
        held = block if isinstance(block, Paragraph) else None
        if held is None:
            yield block
    if held:
        yield held


def _goes_on(line: str, below: str) -> bool:
    return starts_lower(below) and not line.endswith((".", ";", ":"))
