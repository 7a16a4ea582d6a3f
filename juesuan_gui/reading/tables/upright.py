"""Owns the one shape to which “三公” tables laid out otherwise are turned: one row, every kind a group of columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from juesuan_gui.checks.print.three_public import Expense
from juesuan_gui.document import Cell, Column, Grid, Place

PLANNED, SPENT = "预算数", "决算数"
#: The items that every form has, in its order.
ITEMS = (Expense.TOTAL, Expense.TRIP, Expense.CAR, Expense.BUYING, Expense.RUNNING, Expense.RECEPTION)
_FURTHER = (Expense.MEETING, Expense.TRAINING)
_OF_CARS = (Expense.CAR, Expense.BUYING, Expense.RUNNING)
_SUBTOTAL = "小计"


@dataclass(frozen=True, slots=True)
class KindLine:
    """The figures of one kind (预算数, 决算数) by item; ``place`` is where the kind is named."""

    kind: str
    place: Place | None
    cells: Mapping[Expense, Cell]


def one_row(
    grid: Grid,
    above: Collection[Cell],
    lines: Sequence[KindLine],
    below: Collection[Cell],
    items: Collection[Expense] = ITEMS,
) -> Grid:
    """The lines as one row of figures between what stands above and below them in a grid.

    ``items`` are those that the grid has a heading for; a figure stays at its own place.
    """
    order = [item for item in (*ITEMS, *_FURTHER) if item in items]
    width = len(order)
    cells = _moved(above, 0)
    first = 1 + max((cell.row for cell in cells), default=-1)
    for side, line in enumerate(lines):
        start = side * width
        cells.append(Cell(first, start, line.kind, place=line.place))
        cells += [replace(cell, column=start + cell.column, place=line.place) for cell in _headings(order, first + 1)]
        cells += [
            replace(cell, row=first + 3, column=start + order.index(item), row_span=1, column_span=1)
            for item, cell in line.cells.items()
        ]
    cells += _moved(below, first + 4)
    columns = max(len(lines) * width, *(cell.column + cell.column_span for cell in cells))
    return replace(grid, columns=(Column(),) * columns, cells=tuple(cells), header_rows=0, leading_rows=frozenset())


def _headings(order: Sequence[Expense], row: int) -> list[Cell]:
    cells: list[Cell] = []
    cars = [item for item in order if item in _OF_CARS]
    for column, item in enumerate(order):
        if item not in _OF_CARS:
            cells.append(Cell(row, column, item.value))
            continue
        if item is cars[0]:
            cells.append(Cell(row, column, Expense.CAR.value))
        cells.append(Cell(row + 1, column, _SUBTOTAL if item is Expense.CAR else item.value))
    return cells


def _moved(cells: Collection[Cell], first: int) -> list[Cell]:
    """Cells in rows of their own from one on, in their order and without blank rows."""
    rows = sorted({cell.row for cell in cells if cell.text.strip()})
    return [replace(cell, row=first + rows.index(cell.row), row_span=1) for cell in cells if cell.text.strip()]
