"""Owns tables whose last columns stand on later pages: put beside the first ones again, row by row.

Spreadsheets print a wide sheet down first and then over: the pages of the right part have headings and figures but no
names. They belong to the rows of the left part where there are as many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.document import Block, Cell, Grid, Paragraph

_AMOUNT = re.compile(r"[-－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%％]?|[-－—/]")
_PAGE = re.compile(r"[-－—\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?[-－—\s]*")
_FEWEST_ROWS = 3


def with_right_parts(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with every right part put beside its table; only a page's number may stand between both."""
    result: list[Block] = []
    for block in blocks:
        place = _last_grid(result) if isinstance(block, Grid) and block.sheet_name is None else None
        if isinstance(block, Grid) and place is not None:
            left = result[place]
            whole = beside(left, block) if isinstance(left, Grid) else None
            if whole is not None:
                result[place:] = [whole]
                continue
        result.append(block)
    return tuple(result)


def _last_grid(blocks: Sequence[Block]) -> int | None:
    """Where the grid is that nothing but a page's number follows."""
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if isinstance(block, Grid):
            return place
        if not isinstance(block, Paragraph) or (block.text.strip() and _PAGE.fullmatch(block.text.strip()) is None):
            return None
    return None


def beside(left: Grid, right: Grid) -> Grid | None:
    """Both as one grid; ``None`` unless the right one has headings over figures, no names, and as many rows."""
    if left.row_count != right.row_count or left.sheet_name is not None:
        return None
    if _page(left) is not None and _page(left) == _page(right):
        return None
    body, names = _first_body_row(right), _first_body_row(left)
    if body is None or body != names or right.row_count - body < _FEWEST_ROWS:
        return None
    below = [cell for cell in right.cells if cell.row >= body and cell.text.strip()]
    headed = any(cell.row < body and cell.text.strip() and not _is_amount(cell) for cell in right.cells)
    if not headed or not all(map(_is_amount, below)):
        return None
    if not any(
        cell.row >= body and cell.column == 0 and not _is_amount(cell) for cell in left.cells if cell.text.strip()
    ):
        return None
    width = len(left.columns)
    moved = [replace(cell, column=cell.column + width) for cell in right.cells]
    return replace(
        left,
        columns=(*left.columns, *right.columns),
        cells=(*left.cells, *moved),
        is_inferred=left.is_inferred or right.is_inferred,
    )


def _page(grid: Grid) -> int | None:
    return grid.place.page if grid.place is not None else None


def _is_amount(cell: Cell) -> bool:
    return cell.amount is not None or _AMOUNT.fullmatch(cell.text.strip()) is not None


def _first_body_row(grid: Grid) -> int | None:
    """The first row with an amount that is no number of a column."""
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        if cell.text.strip() and _is_amount(cell):
            rows.setdefault(cell.row, []).append(cell.text.strip())
    for row in sorted(rows):
        texts = rows[row]
        numbering = all(text.isdigit() and len(text) < len("100") for text in texts) and [
            int(text) for text in texts
        ] == list(range(int(texts[0]), int(texts[0]) + len(texts)))
        if not numbering:
            return row
    return None
