"""Owns a sheet between its file format and the neutral grid: raw cells, merges, the grid of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from juesuan_gui.document import Cell, Column, Grid, Place
from juesuan_gui.reading.limits import Limits

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class RawCell:
    """A used cell; row and column count from 0."""

    row: int
    column: int
    text: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as its format gives it; ``refusal`` says why nothing was read of it."""

    name: str
    cells: tuple[RawCell, ...] = ()
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: tuple[int, ...] = field(default=())
    hidden_columns: tuple[int, ...] = field(default=())
    refusal: str = ""


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell as a spreadsheet shows it, e.g. ``C5``."""
    return f"{column_letters(column)}{row + 1}"


def grid_of(sheet: RawSheet, limits: Limits) -> Grid | None:
    """The used part of a sheet as a grid with the sheet's own row and column numbers; ``None`` when empty."""
    if not sheet.cells:
        return None
    spans = _spans(sheet.merges, sheet.cells, limits)
    owner = {
        (row, column): (merge.first_row, merge.first_column)
        for merge in spans.values()
        for row in range(merge.first_row, merge.last_row + 1)
        for column in range(merge.first_column, merge.last_column + 1)
    }
    cells: list[Cell] = []
    for raw in sheet.cells:
        position = (raw.row, raw.column)
        # Only its first cell counts in a merged range; what hides under the others is printed nowhere.
        if owner.get(position, position) != position:
            continue
        merge = spans.get(position)
        cells.append(
            Cell(
                raw.row,
                raw.column,
                raw.text,
                row_span=merge.last_row - merge.first_row + 1 if merge else 1,
                column_span=merge.last_column - merge.first_column + 1 if merge else 1,
                amount=raw.amount,
                place=Place(sheet=sheet.name, cell=cell_name(raw.row, raw.column)),
            )
        )
    filled = {(cell.row, cell.column) for cell in cells}
    cells += [
        Cell(
            merge.first_row,
            merge.first_column,
            row_span=merge.last_row - merge.first_row + 1,
            column_span=merge.last_column - merge.first_column + 1,
            place=Place(sheet=sheet.name, cell=cell_name(*position)),
        )
        for position, merge in spans.items()
        if position not in filled
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    width = max(cell.column + cell.column_span for cell in cells)
    return Grid(
        key=sheet.name,
        columns=tuple(Column(is_hidden=column in sheet.hidden_columns) for column in range(width)),
        cells=tuple(cells),
        sheet_name=sheet.name,
        place=Place(sheet=sheet.name),
    )


def _spans(merges: Iterable[Merge], cells: Iterable[RawCell], limits: Limits) -> dict[tuple[int, int], Merge]:
    """The merges clipped to the used cells, without those that overlap or cover more than a sheet holds."""
    last_row, last_column = 0, 0
    for cell in cells:
        last_row, last_column = max(last_row, cell.row), max(last_column, cell.column)
    taken: set[tuple[int, int]] = set()
    kept: dict[tuple[int, int], Merge] = {}
    for merge in merges:
        first_row, first_column = merge.first_row, merge.first_column
        clipped = Merge(first_row, first_column, min(merge.last_row, last_row), min(merge.last_column, last_column))
        height, width = clipped.last_row - first_row + 1, clipped.last_column - first_column + 1
        if height < 1 or width < 1 or len(taken) + height * width > limits.cells:
            continue
        covered = {
            (row, column)
            for row in range(first_row, clipped.last_row + 1)
            for column in range(first_column, clipped.last_column + 1)
        }
        if taken.isdisjoint(covered):
            taken |= covered
            kept[first_row, first_column] = clipped
    return kept
