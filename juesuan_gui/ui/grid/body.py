"""Owns the visible body: geometry with item columns that stay and spanning cells, scrolling, painting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from juesuan_gui.forms import CellRole, PrintedCell
from juesuan_gui.relations import Address
from juesuan_gui.ui.grid.cell_painter import CellPainter
from juesuan_gui.ui.grid.header import MergedHeader
from juesuan_gui.ui.grid.look import Look, look_of
from juesuan_gui.ui.grid.navigation import Area, Navigator, Place
from juesuan_gui.ui.grid.pinning import NOWHERE, Stop, blocks_of, nearest_stop, stops_of
from juesuan_gui.ui.grid.row_scrolling import RowScrolling
from juesuan_gui.ui.grid.selection import CellSelection, areas_of
from juesuan_gui.ui.grid.sheet_model import SheetModel

_Index = QModelIndex | QPersistentModelIndex
_TALLEST = 4  # lines of a name in one row


class GridBody(QTableView):
    """Paints all cells itself: an item column that stays is the same column painted at the left edge."""

    active_changed = Signal()
    selection_moved = Signal()
    resized = Signal()

    def __init__(self, model: SheetModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows_bar = RowScrolling(self)
        self.grid = model
        self.blocks = blocks_of(model.table)
        self.look: Look = look_of(self, 100)
        self.highlighted: frozenset[Address] = frozenset()
        self._stops: tuple[Stop, ...] = (NOWHERE,)
        self.setModel(model)
        self.cells = CellSelection(model, self.selectionModel())
        self.navigator = Navigator(model, self.isRowHidden)
        self.header = MergedHeader(model.header_cells, model.header_lines, self.look, self)
        self.setHorizontalHeader(self.header)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(12)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        # Every pixel is painted below, so scrolling by one line paints one line.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCornerButtonEnabled(False)
        # The style's own corner between the scroll bars is a framed box.
        self.setCornerWidget(QWidget(self))
        self.setAutoScroll(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Only an input method comes this way; every other key is decided in keys.py.
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)

    def set_look(self, look: Look) -> None:
        """Take on another zoom or palette."""
        self.look = look
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        self.header.set_look(look)
        self.verticalScrollBar().setSingleStep(look.row_height)
        self.viewport().update()

    # -- geometry ----------------------------------------------------------------------------------

    def left_of(self, column: int) -> int:
        """Where a column begins in the viewport."""
        return self.header.left_of(column)

    def items_beside(self, column: int) -> range:
        """The item columns of the block that a column stands in."""
        block = next(block for block in self.blocks if column < block.end)
        return range(block.first, block.figures)

    def place_rect(self, place: Place) -> QRect:
        """The rectangle of the cell covering a place; under the columns that stay when scrolled away."""
        cell = self.grid.cell(place.row, place.column)
        last = cell.position + cell.column_span - 1
        left, right = self.left_of(cell.position), self.left_of(last) + self.columnWidth(last)
        return QRect(left, self.rowViewportPosition(place.row), right - left, self.rowHeight(place.row))

    def place_at(self, point: QPoint) -> Place | None:
        """The cell under a point of the viewport."""
        row = self.rowAt(point.y())
        if row < 0:
            return None
        column = self.header.column_at(point.x())
        return None if column < 0 else self.navigator.owner(Place(row, column))

    def visualRect(self, index: _Index) -> QRect:
        if not index.isValid() or self.isRowHidden(index.row()):
            return QRect()
        return self.place_rect(Place(index.row(), index.column()))

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = self.place_at(point)
        return QModelIndex() if place is None else self.grid.index(*place)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for area in areas_of(selection):
            region += self._area_region(area)
        return region

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if index.isValid():
            self.scroll_to(Place(index.row(), index.column()), centered=hint == self.ScrollHint.PositionAtCenter)

    def scroll_to(self, place: Place, *, centered: bool = False) -> None:
        """Bring a cell into sight, beside the columns that stay and not under them."""
        rect, view = self.place_rect(place), self.viewport().rect()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        if centered and not view.contains(rect):
            vertical.setValue(self.rows_bar.edge(vertical.value() + rect.center().y() - view.center().y()))
        elif rect.top() < 0 or rect.height() > view.height():
            vertical.setValue(vertical.value() + rect.top())
        elif rect.bottom() > view.bottom():
            vertical.setValue(self.rows_bar.edge(vertical.value() + rect.bottom() - view.bottom(), after=True))
        cell = self.grid.cell(*place)
        columns = range(cell.position, cell.position + cell.column_span)
        horizontal.setValue(
            nearest_stop(
                self._stops, self._widths(), columns, view.width(), min(horizontal.value(), len(self._stops) - 1)
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def updateGeometries(self) -> None:
        """Qt scrolls by pixels; here the bar counts the stops, and a row is never cut by the header."""
        stood = self.verticalScrollBar().value()
        super().updateGeometries()
        self.rows_bar.settle(stood)
        self._stops = stops_of(self._widths(), self.blocks, self.viewport().width())
        bar = self.horizontalScrollBar()
        bar.setSingleStep(1)
        bar.setPageStep(max(1, len(self._stops) - 1))
        bar.setRange(0, len(self._stops) - 1)
        self._stand()

    def scrollContentsBy(self, across: int, down: int) -> None:
        super().scrollContentsBy(across, down)
        if across:
            self._stand()
            # What stays was moved along with the rest; both are painted again in the same pass.
            self.viewport().update()
            self.header.viewport().update()
        if down:
            # The line that was left out at the lower edge has moved with the rest, or another is cut there now.
            height = self.viewport().height()
            above = _TALLEST * self.look.row_height - min(down, 0)
            self.viewport().update(0, height - above, self.viewport().width(), above)

    def _stand(self) -> None:
        """Bring header and cells to the stop that the bar names."""
        stop = self._stops[min(self.horizontalScrollBar().value(), len(self._stops) - 1)]
        if stop.pinned != self.header.pinned or stop.offset != self.header.offset():
            self.viewport().update()
        self.header.stand_at(stop)

    def _widths(self) -> list[int]:
        return [self.columnWidth(column) for column in range(self.grid.columnCount())]

    # -- what changed ------------------------------------------------------------------------------

    def dataChanged(self, top_left: _Index, bottom_right: _Index, roles: Sequence[int] = ()) -> None:
        """Repaint these cells only; an open editor keeps what the user is typing."""
        if self.isVisible():
            area = Area(top_left.row(), top_left.column(), bottom_right.row(), bottom_right.column())
            self.viewport().update(self._area_region(area))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        for index in (previous, current):
            if index.isValid() and index.row() < self.grid.rowCount():
                items = self.items_beside(index.column())
                if items:
                    self.viewport().update(self._area_region(Area(index.row(), items[0], index.row(), items[-1])))
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

    def _area_region(self, area: Area) -> QRegion:
        top = self.rowViewportPosition(area.top)
        bottom = self.rowViewportPosition(area.bottom) + self.rowHeight(area.bottom)
        left = self.grid.cell(area.top, area.left).position
        cell = self.grid.cell(area.bottom, area.right)
        right = cell.position + cell.column_span - 1
        kept, region = self.header.pinned, QRegion()
        pinned = range(max(left, kept.start), min(right + 1, kept.stop))
        if pinned:
            start, end = self.left_of(pinned[0]), self.left_of(pinned[-1]) + self.columnWidth(pinned[-1])
            region += QRect(start, top, end - start, bottom - top)
        free = max(left, kept.stop)
        if right >= free:
            start = max(self.header.pinned_width(), self.left_of(free))
            region += QRect(start, top, self.left_of(right) + self.columnWidth(right) - start, bottom - top)
        return region & QRegion(self.viewport().rect())

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        cells = CellPainter(painter, self.look, self.viewport().width())
        areas = self.cells.areas()
        active = self.cells.active
        kept = self.header.pinned_width()
        columns = range(self.grid.columnCount())
        edges = [(self.left_of(column), self.columnWidth(column)) for column in columns]
        for rect in event.region():  # type: ignore[attr-defined]
            painter.setClipRect(rect)
            painter.fillRect(rect, self.look.colors.ground)
            rows = self._rows_in(rect)
            free = rect.intersected(QRect(kept, rect.top(), self.viewport().width(), rect.height()))
            if not free.isEmpty():
                painter.setClipRect(free)
                self._paint_cells(cells, rows, self._columns_in(free, edges, False), edges, areas, active)
            pinned = rect.intersected(QRect(0, rect.top(), kept, rect.height()))
            if not pinned.isEmpty():
                painter.setClipRect(pinned)
                self._paint_cells(cells, rows, self._columns_in(pinned, edges, True), edges, areas, active)
                if self.horizontalScrollBar().value() > 0:
                    edge = QColor(self.look.colors.quiet)
                    edge.setAlpha(110)
                    painter.setPen(edge)
                    painter.drawLine(kept - 1, rect.top(), kept - 1, rect.bottom())
        painter.setClipRegion(event.region())
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """What lies over the cells."""

    def _rows_in(self, rect: QRect) -> list[int]:
        first = self.rowAt(rect.top())
        if first < 0:
            return []
        last = self.rowAt(rect.bottom())
        last = self.grid.rowCount() - 1 if last < 0 else last
        return [row for row in range(first, last + 1) if not self.isRowHidden(row) and self.is_whole(row)]

    def is_whole(self, row: int) -> bool:
        """Whether a row ends within the pane; half a line of figures cannot be read and is left out."""
        top = self.rowViewportPosition(row)
        return top <= 0 or top + self.rowHeight(row) <= self.viewport().height() + 1

    def _columns_in(self, rect: QRect, edges: list[tuple[int, int]], pinned: bool) -> list[int]:
        first, last = rect.left(), rect.right()
        columns = self.header.pinned if pinned else range(self.header.pinned.stop, len(edges))
        return [column for column in columns if edges[column][0] <= last and sum(edges[column]) > first]

    def _paint_cells(
        self,
        cells: CellPainter,
        rows: list[int],
        columns: list[int],
        edges: list[tuple[int, int]],
        areas: list[Area],
        active: Place | None,
    ) -> None:
        active_row = active.row if active is not None else -1
        items = self.items_beside(active.column) if active is not None else range(0)
        active_cell = self.grid.cell(*active) if active and active.row < self.grid.rowCount() else None
        for row in rows:
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
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
