"""Owns turning a “三公” table whose items are headings and whose kinds (预算数, 决算数) are rows into one with one row.

The kinds may stand beside their rows, or over blocks one under the other. Nothing is guessed: with any other row of
figures, or a kind that stands twice, the table stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.checks.print.three_public import Expense
from juesuan_gui.document import Cell, Grid
from juesuan_gui.reading.mending import without_surroundings
from juesuan_gui.reading.normal import folded, heading
from juesuan_gui.reading.tables.grid_view import GridView
from juesuan_gui.reading.tables.three_public_items import (
    ItemBlock,
    blocks_of,
    cell_at,
    has_amounts,
    is_kind,
    is_planned,
    is_spent,
)
from juesuan_gui.reading.tables.upright import PLANNED, SPENT, KindLine, one_row

_NEEDED = frozenset({Expense.TOTAL, Expense.TRIP, Expense.RECEPTION})
_CARS = frozenset({Expense.CAR, Expense.BUYING, Expense.RUNNING})


def with_kinds_beside(grid: Grid) -> Grid:
    """The same figures as a table with one row, each at its own place; any other grid unchanged."""
    if not any("国" in cell.text and "出国" in folded(cell.text) for cell in grid.cells):
        return grid
    view = GridView(grid).only(without_surroundings(grid.cells))
    blocks = list(blocks_of(view))
    lines: list[KindLine] = []
    for block in blocks:
        found = _lines(view, block)
        if found is None:
            return grid
        lines += found
    items = {item for block in blocks for columns in block.groups.values() for item in columns}
    kinds = _kinds(lines)
    if kinds is None or not items >= _NEEDED or items.isdisjoint(_CARS):
        return grid
    last = max(row for block in blocks for row in block.body if _kind_at(view, row) or has_amounts(view, row))
    above = [cell for cell in grid.cells if cell.row < blocks[0].first]
    # Of two budgets that differ it is not known which the form means: both stay rows of their own, listed as unread.
    left_out = () if PLANNED in {line.kind for line in kinds} else lines
    others = {id(cell) for line in left_out if not is_spent(line.kind) for cell in line.cells.values()}
    below = [cell for cell in grid.cells if cell.row > last or id(cell) in others]
    return one_row(grid, above, kinds, below, items)


def _lines(view: GridView, block: ItemBlock) -> list[KindLine] | None:
    """The figures of every kind in a block; ``None`` where the kinds are no rows, or a row is none of them."""
    if len(block.groups) != 1:
        return None
    ((name, columns),) = block.groups.items()
    lines: list[KindLine] = []
    for row in block.body:
        kind = _kind_at(view, row) or block.caption
        word = kind.text if kind is not None else name
        if kind is None and not has_amounts(view, row):
            continue
        if not is_kind(word):
            return None
        cells = {item: cell for item, column in columns.items() if (cell := cell_at(view, row, column)) is not None}
        place = kind.place if kind is not None else next((cell.place for cell in cells.values()), None)
        lines.append(KindLine(word, place, cells))
    return lines


def _kind_at(view: GridView, row: int) -> Cell | None:
    """The cell that says of which kind the figures of a row are."""
    return next((cell for cell in view.starting(row) if is_kind(cell.text)), None)


def _kinds(lines: Sequence[KindLine]) -> list[KindLine] | None:
    """The lines by the words of the forms, budget first; of budgets that say the same one, of others none.

    ``None`` without a budget, without exactly one line of the final accounts, or where a kind stands twice.
    """
    planned = {heading(line.kind): line for line in lines if is_planned(line.kind)}
    spent = [replace(line, kind=SPENT) for line in lines if is_spent(line.kind)]
    if not planned or len(spent) != 1 or len(planned) + 1 != len(lines):
        return None
    said = {tuple((item, cell.text.strip()) for item, cell in line.cells.items()) for line in planned.values()}
    budgets = [replace(line, kind=PLANNED) for line in planned.values()]
    return [*budgets[-1:], *spent] if len(said) == 1 else spent
