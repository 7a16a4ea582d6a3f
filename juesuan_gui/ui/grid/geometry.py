"""Owns where cells lie in the visible body: columns that stay, spanning cells, scrolling by stops and whole rows."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Signal
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from juesuan_gui.ui.grid.header import MergedHeader
from juesuan_gui.ui.grid.look import Look, look_of
from juesuan_gui.ui.grid.navigation import Area, Navigator, Place
from juesuan_gui.ui.grid.pinning import NOWHERE, Stop, blocks_of, nearest_stop, stops_of
from juesuan_gui.ui.grid.row_scrolling import RowScrolling
from juesuan_gui.ui.grid.selection import areas_of
from juesuan_gui.ui.grid.sheet_model import SheetModel

_Index = QModelIndex | QPersistentModelIndex
_TALLEST = 4  # lines of a name in one row


class GridGeometry(QTableView):
    """A table whose item columns stay: a column that stays is the same column standing at the left edge."""

    resized = Signal()

    def __init__(self, model: SheetModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows_bar = RowScrolling(self)
        self.grid = model
        self.blocks = blocks_of(model.table)
        self.look: Look = look_of(self, 100)
        self._stops: tuple[Stop, ...] = (NOWHERE,)
        self.header = MergedHeader(model.header_cells, model.header_lines, self.look, self)
        self.setHorizontalHeader(self.header)
        # Qt measures at once. PySide swallows what fails there, keeps Python's lock and may hang for good later.
        self.setModel(model)
        self.navigator = Navigator(model, self.isRowHidden)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(12)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
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
        edges = self.header.edges()
        left, right = edges[cell.position][0], sum(edges[last])
        return QRect(left, self.rowViewportPosition(place.row), right - left, self.rowHeight(place.row))

    def place_at(self, point: QPoint) -> Place | None:
        """The cell under a point of the viewport."""
        row = self.rowAt(point.y())
        if row < 0:
            return None
        column = self.header.column_at(point.x())
        return None if column < 0 else self.navigator.owner(Place(row, column))

    def is_whole(self, row: int) -> bool:
        """Whether a row ends within the pane; half a line of figures cannot be read and is left out."""
        top = self.rowViewportPosition(row)
        return top <= 0 or top + self.rowHeight(row) <= self.viewport().height() + 1

    def area_region(self, area: Area) -> QRegion:
        """What an area covers of the viewport, without what columns that stay hide of it."""
        top = self.rowViewportPosition(area.top)
        bottom = self.rowViewportPosition(area.bottom) + self.rowHeight(area.bottom)
        left = self.grid.cell(area.top, area.left).position
        cell = self.grid.cell(area.bottom, area.right)
        right = cell.position + cell.column_span - 1
        kept, edges = self.header.pinned, self.header.edges()
        if not kept:
            start = edges[left][0]
            seen = QRect(start, top, sum(edges[right]) - start, bottom - top) & self.viewport().rect()
            return QRegion(seen) if not seen.isEmpty() else QRegion()
        region = QRegion()
        pinned = range(max(left, kept.start), min(right + 1, kept.stop))
        if pinned:
            start, end = edges[pinned[0]][0], sum(edges[pinned[-1]])
            region += QRect(start, top, end - start, bottom - top)
        free = max(left, kept.stop)
        if right >= free:
            start = max(self.header.pinned_width(), edges[free][0])
            region += QRect(start, top, sum(edges[right]) - start, bottom - top)
        return region & QRegion(self.viewport().rect())

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
            region += self.area_region(area)
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
