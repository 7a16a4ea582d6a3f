"""Owns reading the two parts of a table without lines together, where the first page shows too little of its columns.

A page often ends below the header and a row or two; what stands below each other is then told by the rows of the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.reading.pdf.aligned import aligned_table
from juesuan_gui.reading.pdf.lines import Line
from juesuan_gui.reading.pdf.page_ends import moved
from juesuan_gui.reading.pdf.pieces import Piece, pieces_of
from juesuan_gui.reading.pdf.regions import is_row
from juesuan_gui.reading.pdf.tables import PageCell, PageTable

#: With so many rows a page shows its columns by itself.
_ENOUGH_ROWS = 12
#: In sizes of the type: the room between the last line of a page and the first of the next, as between rows.
_ROOM = 1.6
#: How many figures of the second page must stand below something of the first.
_BELOW = 0.8
_TWO_FIGURES = re.compile(r"\d[\d.,]*\s+\d[\d.,]*\d")


def together(before: PageTable, after: PageTable) -> PageTable | None:
    """Both as one table; ``None`` where the first has rows enough, a header is repeated, or no columns show."""
    if not before.lines or not after.lines or any(cell.page != before.page for cell in before.cells):
        return None
    if sum(map(is_row, before.lines)) >= _ENOUGH_ROWS or _plain(before.lines[0]) == _plain(after.lines[0]):
        return None
    if not _stands_below(before.lines, after.lines):
        return None
    shift = before.bottom + _ROOM * before.lines[-1].size - min(line.top for line in after.lines)
    lines = [*before.lines, *(moved(line, shift) for line in after.lines)]
    rules = [*before.rules, *(rule._replace(position=rule.position + shift) for rule in after.rules if rule.horizontal)]
    whole = aligned_table(lines, rules, before.page)
    if whole is None or len(whole.xs) < len(before.xs) or _has_two_in_one(whole.cells):
        return None
    cells = tuple(_on_its_page(cell, before, after.page, shift) for cell in whole.cells)
    return replace(
        whole,
        top=before.top,
        bottom=before.bottom,
        cells=cells,
        lines=(*before.lines, *after.lines),
        rules=before.rules,
    )


def _plain(line: Line) -> str:
    return "".join(line.text.split())


def _stands_below(upper: Sequence[Line], lower: Sequence[Line]) -> bool:
    """Whether the figures of the second page stand below what the first prints, and within it."""
    above = [piece for line in upper for piece in pieces_of(line)]
    figures = [piece for line in lower for piece in pieces_of(line) if piece.is_figure]
    size = upper[-1].size
    if not figures or min(line.left for line in lower) < min(line.left for line in upper) - size:
        return False
    return sum(any(_over(other, piece) for other in above) for piece in figures) >= _BELOW * len(figures)


def _over(upper: Piece, lower: Piece) -> bool:
    return upper.left < lower.right and lower.left < upper.right


def _has_two_in_one(cells: Sequence[PageCell]) -> bool:
    return any(_TWO_FIGURES.fullmatch(line.strip()) for cell in cells if cell.box for line in cell.text.split("\n"))


def _on_its_page(cell: PageCell, before: PageTable, page: int, shift: float) -> PageCell:
    """A cell of the second part is on its own page, where it was read."""
    if cell.box is None or cell.box[1] <= before.bottom:
        return cell
    left, top, right, bottom = cell.box
    return replace(cell, page=page, box=(left, top - shift, right, bottom - shift))
