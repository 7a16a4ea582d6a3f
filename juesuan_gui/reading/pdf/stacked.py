"""Owns taking tables apart that stand on a page one right below the other in one frame."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from juesuan_gui.reading.pdf.tables import PageCell, PageTable

#: The words of a table's title, as they stand alone in a row from edge to edge.
_TITLE = re.compile(r"[^。，：:;；]{3,50}表(?:[（(][^（）()]{1,12}[）)])?")
_NOTE = ("注", "说明", "备注")
#: The number of a table (公开01表, 附表1) in a row of its own stands below its title.
_NUMBER = re.compile(r"(?:公开|附|预算公开|决算公开)?表?\d{1,2}(?:-\d{1,2})?表?")


def apart_at_titles(table: PageTable) -> Iterator[PageTable]:
    """The tables of a frame: each row with nothing but a title begins one, with column edges of its own.

    Without it the rest of a table from the page before would have the columns of all that follows it here.
    """
    starts = [0, *(cell.row for cell in table.cells if cell.row and _is_title(cell, table)), table.rows]
    for first, last in pairwise(starts):
        yield table if last - first == table.rows else _part(table, first, last)


def _is_title(cell: PageCell, table: PageTable) -> bool:
    words = "".join(cell.text.split())
    return (
        cell.column_span == len(table.xs) - 1
        and cell.row_span == 1
        and _TITLE.fullmatch(words) is not None
        and not words.startswith(_NOTE)
        and _NUMBER.fullmatch(words) is None
    )


def _part(table: PageTable, first: int, last: int) -> PageTable:
    """The rows from first up to last as a table of their own."""
    cells = [cell for cell in table.cells if first <= cell.row < last]
    used = sorted({edge for cell in cells for edge in (cell.column, cell.column + cell.column_span)})
    boxes = [cell.box for cell in cells if cell.box is not None]
    moved = tuple(
        replace(
            cell,
            row=cell.row - first,
            row_span=min(cell.row_span, last - cell.row),
            column=bisect_left(used, cell.column),
            column_span=bisect_left(used, cell.column + cell.column_span) - bisect_left(used, cell.column),
        )
        for cell in cells
    )
    top = min((box[1] for box in boxes), default=table.top)
    bottom = max((box[3] for box in boxes), default=table.bottom)
    return PageTable(table.page, top, bottom, tuple(table.xs[edge] for edge in used), last - first, moved)
