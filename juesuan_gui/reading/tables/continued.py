"""Owns tables that a source begins again under 续表: their rows follow those of the table before.

A page of a PDF that goes on is joined where it is read. Here the same heading stands again over the further rows,
on the same page or in a document without pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.document import Block, Cell, Grid, Paragraph
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.tables.titles import is_note

_GOES_ON = re.compile(
    r"\(?(?:接|续)?上?表?续表?\)?\d{0,2}|.{0,60}表(?:\(续表?\d{0,2}\)|续表?\d{0,2})|(?:续|接)上?表.{0,50}|续.{2,50}表"
)
_AROUND = re.compile(
    r"[-－—\s]*(?:第)?\d{1,4}(?:/\d{1,4})?(?:页)?[-－—\s]*|(?:公开|附)?表?\d{1,2}表?|.*(?:部门|单位|编制单位).{0,2}:.*"
)
_FIGURE = re.compile(r"[-－]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+")
#: How many lines may stand between a table and its further rows.
_LINES_BETWEEN = 8


def with_continued(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the rows under every 续表 put below the table that they go on with."""
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) and block.sheet_name is None:
            place = _table_before(result, block)
            before = result[place] if place is not None else None
            whole = _together(before, block) if isinstance(before, Grid) else None
            if place is not None and whole is not None:
                notes = [item for item in result[place + 1 :] if isinstance(item, Paragraph) and is_note(item.text)]
                result[place:] = [whole, *notes]
                continue
        result.append(block)
    return tuple(result)


def _table_before(blocks: Sequence[Block], grid: Grid) -> int | None:
    """Where the table is that a grid under 续表 goes on with; only words around a table stand between both."""
    body = _first_figure_row(grid)
    is_said = any(_says_so(cell.text) for cell in grid.cells if cell.row < body)
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 2 - _LINES_BETWEEN), -1):
        block = blocks[place]
        if isinstance(block, Grid) and not _is_caption(block):
            return place if is_said else None
        texts = [cell.text for cell in block.cells] if isinstance(block, Grid) else [getattr(block, "text", "")]
        for text in texts:
            if _says_so(text):
                is_said = True
            elif not _is_around(text):
                return None
    return None


def _says_so(text: str) -> bool:
    words = folded(text)
    return "续" in words and _GOES_ON.fullmatch(words) is not None


def _is_around(text: str) -> bool:
    words = folded(text)
    return not words or is_note(words) or _AROUND.fullmatch(words) is not None


def _is_caption(grid: Grid) -> bool:
    return all(_says_so(cell.text) or _is_around(cell.text) for cell in grid.cells)


def _together(before: Grid, after: Grid) -> Grid | None:
    """Both as one grid; ``None`` unless they have as many columns and the same headings over their figures."""
    first, second = _first_figure_row(before), _first_figure_row(after)
    if len(before.columns) != len(after.columns) or second >= after.row_count:
        return None
    heads = [
        [
            (cell.column, folded(cell.text))
            for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
            if cell.row < row
            and cell.text.strip()
            and cell.column_span < len(grid.columns)
            and not _is_around(cell.text)
        ]
        for grid, row in ((before, first), (after, second))
    ]
    if heads[0] != heads[1] and heads[1]:
        return None
    shift = before.row_count - second
    moved = [replace(cell, row=cell.row + shift) for cell in after.cells if cell.row >= second]
    return replace(before, cells=(*before.cells, *moved), is_inferred=before.is_inferred or after.is_inferred)


def _first_figure_row(grid: Grid) -> int:
    """The first row with an amount; the number of all rows where there is none."""
    rows = (cell.row for cell in grid.cells if _is_amount(cell))
    return min(rows, default=grid.row_count)


def _is_amount(cell: Cell) -> bool:
    return cell.amount is not None or _FIGURE.fullmatch(folded(cell.text)) is not None
