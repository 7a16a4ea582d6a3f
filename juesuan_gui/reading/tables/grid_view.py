"""Owns looking into a grid by row and column, merged cells included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from juesuan_gui.document import Cell, Grid


class GridView:
    """A grid indexed by position; blank cells count as not there."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.width = len(grid.columns)
        self.height = grid.row_count
        self._rows: dict[int, list[Cell]] = {}
        self._covering: dict[tuple[int, int], Cell] = {}
        for cell in grid.cells:
            if cell.text.strip():
                self._rows.setdefault(cell.row, []).append(cell)
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._covering[row, column] = cell
        for cells in self._rows.values():
            cells.sort(key=lambda cell: cell.column)

    def only(self, cells: Iterable[Cell]) -> GridView:
        """The same grid with some of its cells."""
        return GridView(replace(self.grid, cells=tuple(cells)))

    def starting(self, row: int) -> Sequence[Cell]:
        """The cells with words that begin in a row, from left to right."""
        return self._rows.get(row, ())

    def covering(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position, blank or not."""
        return self._covering.get((row, column))

    def written_rows(self, first: int, last: int) -> list[int]:
        """The rows from first to last (excluded) in which any cell with words begins."""
        return sorted(row for row in self._rows if first <= row < last)
