"""Owns the visible body: what changed is painted again, each cell once, over nothing of Qt's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from juesuan_gui.forms import CellRole, PrintedCell
from juesuan_gui.relations import Address
from juesuan_gui.ui.grid.cell_painter import CellPainter
from juesuan_gui.ui.grid.geometry import GridGeometry
from juesuan_gui.ui.grid.navigation import Area, Place
from juesuan_gui.ui.grid.selection import CellSelection
from juesuan_gui.ui.grid.sheet_model import SheetModel

_Index = QModelIndex | QPersistentModelIndex
#: A row with its top and its height; a column's left edge and its width (pixels).
_Line = tuple[int, int, int]
_Edge = tuple[int, int]


class _Chosen(NamedTuple):
    """What is selected while one picture is painted: the areas; the active cell with its row and its item columns."""

    areas: list[Area]
    row: int
    items: range
    cell: PrintedCell | None


class GridBody(GridGeometry):
    """Paints all cells itself: an item column that stays is the same column painted at the left edge."""

    active_changed = Signal()
    selection_moved = Signal()

    def __init__(self, model: SheetModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.highlighted: frozenset[Address] = frozenset()
        self.cells = CellSelection(model, self.selectionModel())
        # Every pixel is painted below, so scrolling by one line paints one line.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # -- what changed ------------------------------------------------------------------------------

    def dataChanged(self, top_left: _Index, bottom_right: _Index, roles: Sequence[int] = ()) -> None:
        """Repaint these cells only; an open editor keeps what the user is typing."""
        if self.isVisible():
            area = Area(top_left.row(), top_left.column(), bottom_right.row(), bottom_right.column())
            self.viewport().update(self.area_region(area))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        for index in (previous, current):
            if index.isValid() and index.row() < self.grid.rowCount():
                items = self.items_beside(index.column())
                if items:
                    self.viewport().update(self.area_region(Area(index.row(), items[0], index.row(), items[-1])))
        if current.isValid():
            cell = self.grid.cell(current.row(), current.column())
            self.header.set_active_columns(cell.position, cell.position + cell.column_span - 1)
        self.active_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_moved.emit()

    def set_highlighted(self, addresses: frozenset[Address]) -> None:
        """Frame these cells, and no others."""
        changed = self.highlighted ^ addresses
        self.highlighted = addresses
        for address in changed:
            place = self.grid.locate(address)
            if place is not None:
                self.viewport().update(self.place_rect(Place(*place)))

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        cells = CellPainter(painter, self.look, self.viewport().width())
        edges = self.header.edges()
        columns = range(len(edges))
        chosen = self._chosen()
        is_scrolled = self.horizontalScrollBar().value() > 0
        lines: dict[tuple[int, int], list[_Line]] = {}
        for rect in event.region():  # type: ignore[attr-defined]
            band = rect.top(), rect.bottom()
            if band not in lines:
                lines[band] = self._lines_in(*band)
            if is_scrolled:
                self._paint_beside_pinned(painter, cells, rect, lines[band], edges, chosen)
            else:
                # Qt lets nothing be painted beyond the region, and no column lies over another.
                painter.fillRect(rect, self.look.colors.ground)
                self._paint_cells(cells, lines[band], self._columns_in(rect, edges, columns), edges, chosen)
        if is_scrolled:
            painter.setClipRegion(event.region())
        self.paint_over(painter)
        painter.end()

    def _paint_beside_pinned(
        self,
        painter: QPainter,
        cells: CellPainter,
        rect: QRect,
        lines: list[_Line],
        edges: list[_Edge],
        chosen: _Chosen,
    ) -> None:
        """Columns that are scrolled lie under those that stay, and must not show there."""
        kept, pinned_columns = self.header.pinned_width(), self.header.pinned
        painter.setClipRect(rect)
        painter.fillRect(rect, self.look.colors.ground)
        free = rect.intersected(QRect(kept, rect.top(), self.viewport().width(), rect.height()))
        if not free.isEmpty():
            painter.setClipRect(free)
            columns = self._columns_in(free, edges, range(pinned_columns.stop, len(edges)))
            self._paint_cells(cells, lines, columns, edges, chosen)
        pinned = rect.intersected(QRect(0, rect.top(), kept, rect.height()))
        if not pinned.isEmpty():
            painter.setClipRect(pinned)
            self._paint_cells(cells, lines, self._columns_in(pinned, edges, pinned_columns), edges, chosen)
            edge = QColor(self.look.colors.quiet)
            edge.setAlpha(110)
            painter.fillRect(QRect(kept - 1, rect.top(), 1, rect.height()), edge)

    def paint_over(self, painter: QPainter) -> None:
        """What lies over the cells."""

    def _lines_in(self, top: int, bottom: int) -> list[_Line]:
        first = self.rowAt(top)
        if first < 0:
            return []
        last = self.rowAt(bottom)
        last = self.grid.rowCount() - 1 if last < 0 else last
        rows = (row for row in range(first, last + 1) if not self.isRowHidden(row) and self.is_whole(row))
        return [(row, self.rowViewportPosition(row), self.rowHeight(row)) for row in rows]

    def _columns_in(self, rect: QRect, edges: list[_Edge], columns: range) -> list[int]:
        first, last = rect.left(), rect.right()
        return [column for column in columns if edges[column][0] <= last and sum(edges[column]) > first]

    def _chosen(self) -> _Chosen:
        areas, active = self.cells.areas(), self.cells.active
        if active is None:
            return _Chosen(areas, -1, range(0), None)
        cell = self.grid.cell(*active) if active.row < self.grid.rowCount() else None
        return _Chosen(areas, active.row, self.items_beside(active.column), cell)

    def _paint_cells(
        self, cells: CellPainter, lines: list[_Line], columns: list[int], edges: list[_Edge], chosen: _Chosen
    ) -> None:
        areas, active_row, items, active_cell = chosen
        for row, top, height in lines:
            line = self.grid.row(row)
            painted: PrintedCell | None = None
            for column in columns:
                cell = line.cells[column]
                if cell is painted:
                    continue
                painted = cell
                left, width = edges[column]
                rect = (
                    QRect(left, top, width, height)
                    if cell.column_span == 1
                    else self.place_rect(Place(row, cell.position))
                )
                is_active = cell is active_cell and row == active_row
                place = Place(row, cell.position)
                selected = not is_active and any(area.holds(place) for area in areas)
                if line.is_insert_line:
                    cells.insert_line(rect, self.grid.insert_hint)
                elif cell.role is CellRole.FIGURE:
                    address = self.grid.key.cell(cell.row, cell.column)
                    face = self.grid.face(address)
                    highlighted = address in self.highlighted
                    cells.figure(rect, face, bold=cell.bold, selected=selected, highlighted=highlighted)
                else:
                    in_row = active_row == row and column in items
                    centered = self._is_centered(cell)
                    cells.label(rect, cell, selected=selected, centered=centered, in_active_row=in_row)
                if is_active:
                    cells.active_border(rect)
                    self._paint_corner_again(cells, rect, cell)

    def _paint_corner_again(self, cells: CellPainter, rect: QRect, cell: PrintedCell) -> None:
        """The frame of the active cell must not cover its mark."""
        if cell.role is CellRole.FIGURE:
            mark = self.grid.face(self.grid.key.cell(cell.row, cell.column)).mark
            if mark is not None:
                cells.corner(rect.adjusted(2, 2, -3, -3), mark)

    def _is_centered(self, cell: PrintedCell) -> bool:
        """Totals and footers stand in the middle, as printed; names of codes stand left."""
        if cell.role is not CellRole.NAME or not cell.bold:
            return False
        row = self.grid.table.rows.get(cell.row)
        return not cell.row.isdigit() and not (row is not None and row.code)
