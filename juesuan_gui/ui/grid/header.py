"""Owns the printed header: merged cells over several lines, 栏次, frozen item columns, resizing by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from juesuan_gui.forms import CellRole, PrintedCell
from juesuan_gui.ui.grid.look import Look
from juesuan_gui.ui.grid.pinning import NOWHERE, Stop
from juesuan_gui.ui.look.wrapping import wrapped

#: How near to a border the mouse may be to take hold of it.
_GRIP = 4
_NARROWEST = 24


def heading_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """A heading broken as it is printed, between words and into lines of like length; unchanged where it fits."""
    return text if "\n" in text else "\n".join(wrapped(text, metrics, width))


class MergedHeader(QHeaderView):
    """One view for the whole header; Qt's own header paints and resizes a single line of sections only."""

    #: (column, width): the user dragged a border.
    width_dragged = Signal(int, int)
    #: (column): the user double-clicked a border.
    border_double_clicked = Signal(int)
    #: (first, last): the user clicked a header cell over these columns.
    columns_picked = Signal(int, int)

    def __init__(self, cells: Sequence[PrintedCell], lines: int, look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._cells = tuple(cells)
        self._lines = lines
        self._stop = NOWHERE
        self._look = look
        self._heights = [0] * lines
        self._dragged: tuple[int, int, int] | None = None
        self._active: tuple[int, int] = (-1, -1)
        #: Left edge and width of every column (pixels), with where the header stood then.
        self._edges: tuple[tuple[int, Stop], list[tuple[int, int]]] | None = None
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(_NARROWEST)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sectionResized.connect(self._measure)
        self.sectionCountChanged.connect(self._forget_edges)

    def set_look(self, look: Look) -> None:
        """Take on another zoom or palette."""
        self._look = look
        self._measure()
        self.viewport().update()

    @property
    def pinned(self) -> range:
        """The item columns that stay at the left edge where the table stands now."""
        return self._stop.pinned

    def stand_at(self, stop: Stop) -> None:
        """Scroll to a stop."""
        changed = stop != self._stop
        self._stop = stop
        if self.offset() != stop.offset:
            self.setOffset(stop.offset)
        if changed:
            self.viewport().update()

    def left_of(self, column: int) -> int:
        """Where a column begins in the viewport."""
        if column in self._stop.pinned:
            return self.sectionPosition(column) - self.sectionPosition(self._stop.pinned.start)
        return self.sectionViewportPosition(column)

    def edges(self) -> list[tuple[int, int]]:
        """Where every column begins in the viewport, and how wide it is (pixels)."""
        stands = (self.offset(), self._stop)
        if self._edges is None or self._edges[0] != stands:
            columns = range(self.count())
            self._edges = stands, [(self.left_of(column), self.sectionSize(column)) for column in columns]
        return self._edges[1]

    def _forget_edges(self) -> None:
        self._edges = None

    def column_at(self, across: int) -> int:
        """The column under a point of the viewport, -1 beside the table."""
        if across < self.pinned_width():
            # Qt adds the offset by itself.
            return self.logicalIndexAt(across - self.offset() + self.sectionPosition(self._stop.pinned.start))
        return self.logicalIndexAt(across)

    def set_active_columns(self, first: int, last: int) -> None:
        """Say which columns the active cell covers; their own header cells are shown in the accent."""
        if (first, last) != self._active:
            before, self._active = self._active, (first, last)
            for cell in self._cells:
                if _covers(cell, before) or _covers(cell, self._active):
                    self.viewport().update(self.cell_rect(cell))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """What is selected shows in the cells alone; Qt would paint the headings over them again."""

    def cell_rect(self, cell: PrintedCell) -> QRect:
        """Where a header cell is painted."""
        left = self.left_of(cell.position)
        last = cell.position + cell.column_span - 1
        right = self.left_of(last) + self.sectionSize(last)
        top = sum(self._heights[: cell.line])
        bottom = sum(self._heights[: cell.line + cell.row_span])
        return QRect(left, top, right - left, bottom - top)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), sum(self._heights))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.colors.ground)
        for cell in self._cells:
            rect, clip = self.cell_rect(cell), self._clip_of(cell)
            if rect.intersects(event.rect()) and rect.intersects(clip):
                painter.setClipRect(clip)
                self._paint_cell(painter, rect, cell, rect.intersected(clip))
        painter.end()

    def pinned_width(self) -> int:
        """How wide the columns are that stay at the left edge."""
        kept = self._stop.pinned
        if not kept or self.count() < kept.stop:
            return 0
        last = kept.stop - 1
        return self.sectionPosition(last) + self.sectionSize(last) - self.sectionPosition(kept.start)

    def _clip_of(self, cell: PrintedCell) -> QRect:
        """Where a cell may be painted: not over the columns that stay, unless it begins with them."""
        begins_pinned = cell.position in self._stop.pinned
        return self.viewport().rect().adjusted(0 if begins_pinned else self.pinned_width(), 0, 0, 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        border = self._border_at(point)
        if border is not None:
            self._dragged = (border, point.x(), self.sectionSize(border))
            return
        cell = self._cell_at(point)
        if cell is not None:
            self.columns_picked.emit(cell.position, cell.position + cell.column_span - 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._dragged is None:
            self._show_grip(self._border_at(point) is not None)
            return
        column, start, width = self._dragged
        self.width_dragged.emit(column, max(_NARROWEST, width + point.x() - start))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self._show_grip(self._border_at(event.position().toPoint()) is not None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        border = self._border_at(event.position().toPoint())
        if border is not None:
            self.border_double_clicked.emit(border)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._show_grip(False)
        return super().viewportEvent(event)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: PrintedCell, seen: QRect) -> None:
        colors = self._look.colors
        active = _covers(cell, self._active)
        painter.fillRect(rect, colors.header)
        # Filled as the body's are: at 200 % a stroke would lie half a pixel beside them.
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.line)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colors.line)
        is_number = cell.role is CellRole.NUMBER
        painter.setFont(self._look.small if is_number else self._look.font)
        painter.setPen(colors.accent if active and not is_number else colors.quiet if is_number else colors.text)
        inner = rect.adjusted(3, 1, -4, -2)
        if seen != rect:
            # A heading over several columns stays in sight while they scroll; a stroke of one says nothing.
            inner = seen.adjusted(3, 1, -4, -2)
            if painter.fontMetrics().horizontalAdvance(cell.text) > inner.width():
                return
        painter.drawText(inner, _FLAGS, heading_lines(cell.text, painter.fontMetrics(), inner.width()))

    def _measure(self) -> None:
        """Line heights for the wrapped texts at the present widths."""
        self._forget_edges()
        heights = [round(self._look.row_height * 0.85)] * self._lines
        flat = sorted(self._cells, key=lambda cell: cell.row_span)
        for cell in flat:
            font = self._look.small if cell.role is CellRole.NUMBER else self._look.font
            width = sum(self.sectionSize(column) for column in range(cell.position, cell.position + cell.column_span))
            metrics, room_across = QFontMetrics(font), max(1, width - 7)
            text = heading_lines(cell.text, metrics, room_across)
            box = metrics.boundingRect(QRect(0, 0, room_across, 10_000), _FLAGS, text)
            room = sum(heights[cell.line : cell.line + cell.row_span])
            lacking = box.height() + (4 if cell.role is CellRole.NUMBER else 10) - room
            for line in range(cell.line, cell.line + cell.row_span):
                heights[line] += max(0, -(-lacking // cell.row_span))
        if heights != self._heights:
            self._heights = heights
            self.geometriesChanged.emit()
        self.viewport().update()

    def _cell_at(self, point: QPoint) -> PrintedCell | None:
        for cell in self._cells:
            if self.cell_rect(cell).contains(point) and self._clip_of(cell).contains(point):
                return cell
        return None

    def _border_at(self, point: QPoint) -> int | None:
        """The column whose right border is under the mouse; inside a merged cell there is none."""
        cell = self._cell_at(QPoint(point.x() - _GRIP, point.y()))
        if cell is None or abs(point.x() - self.cell_rect(cell).right()) > _GRIP:
            return None
        return cell.position + cell.column_span - 1

    def _show_grip(self, on_border: bool) -> None:
        self.viewport().setCursor(Qt.CursorShape.SplitHCursor if on_border else Qt.CursorShape.ArrowCursor)


_FLAGS = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


def _covers(cell: PrintedCell, columns: tuple[int, int]) -> bool:
    """Whether this is a lowest header cell over these columns."""
    return (
        cell.role is CellRole.HEADER
        and cell.position <= columns[0]
        and columns[1] < cell.position + cell.column_span
        and cell.column_span <= columns[1] - columns[0] + 1
    )
