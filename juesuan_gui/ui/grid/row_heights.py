"""Owns how high the lines of one grid are: one line of text, or as many as a long name needs at its width."""

from __future__ import annotations

from PySide6.QtCore import QRect

from juesuan_gui.ui.grid.body import GridBody
from juesuan_gui.ui.grid.cell_painter import words_area
from juesuan_gui.ui.grid.fitting import is_wordy, text_width
from juesuan_gui.ui.look.wrapping import line_count

#: A longer text is shown with …; its cell's editor has the whole of it.
_MOST_LINES = 6


class RowHeights:
    """Follows the widths: a name that its column is too narrow for goes on in the next line of its cell."""

    def __init__(self, view: GridBody) -> None:
        self._view = view

    def fit(self) -> None:
        """Set the height of every line that has another one now."""
        grid, header = self._view.grid, self._view.verticalHeader()
        tall = {row: height for row in range(grid.rowCount()) if (height := self._needed(row))}
        usual = self._view.look.row_height
        for row in range(grid.rowCount()):
            height = tall.get(row, usual)
            if header.sectionSize(row) != height:
                header.resizeSection(row, height)

    def _needed(self, row: int) -> int:
        """The height of a line with a text that has to be broken, 0 for all others."""
        view, look, needed = self._view, self._view.look, 0
        if view.grid.row(row).is_insert_line:
            return 0
        painted = None
        for cell in view.grid.row(row).cells:
            if cell is painted:
                continue
            painted = cell
            if not is_wordy(view.grid, cell):
                continue
            width = sum(view.columnWidth(at) for at in range(cell.position, cell.position + cell.column_span))
            area = words_area(QRect(0, 0, width, 10_000), cell, look)
            if text_width(view.grid, look, row, cell.position) - cell.indent * look.indent <= area.width():
                continue
            metrics = look.bold_metrics if cell.bold else look.metrics
            lines = min(_MOST_LINES, line_count(view.grid.text(row, cell.position), metrics, area.width()))
            if lines > 1:
                needed = max(needed, look.row_height + (lines - 1) * metrics.lineSpacing())
        return needed
