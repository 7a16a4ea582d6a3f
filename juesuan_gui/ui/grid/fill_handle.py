"""Owns the little square at the corner of a selection, by which values are dragged down or right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPen

from juesuan_gui.forms import CellRole
from juesuan_gui.ui.grid.body import GridBody
from juesuan_gui.ui.grid.navigation import Area, Place

_SIZE = 6


class FillHandle:
    """One drag at a time: from the selected area to the area that is to be filled."""

    def __init__(self, body: GridBody) -> None:
        self._body = body
        self._shown = QRect()
        self._source: Area | None = None
        self.target: Area | None = None

    def rect(self) -> QRect:
        """Where the square is; empty when the selection cannot be dragged."""
        body = self._body
        areas = body.cells.areas()
        if len(areas) != 1:
            return QRect()
        place = Place(areas[0].bottom, areas[0].right)
        if place.row > body.grid.last_line or body.grid.cell(*place).role is not CellRole.FIGURE:
            return QRect()
        corner = body.place_rect(place)
        if corner.right() < body.header.pinned_width() or not body.is_whole(place.row):
            return QRect()
        return QRect(corner.right() - _SIZE, corner.bottom() - _SIZE, _SIZE, _SIZE)

    def follow_selection(self) -> None:
        """Repaint where the square was and where it is now."""
        for rect in (self._shown, self.rect()):
            if not rect.isEmpty():
                self._body.viewport().update(rect.adjusted(-1, -1, 1, 1))

    def press(self, point: QPoint) -> bool:
        """Begin a drag; ``False`` when the mouse is not on the square."""
        if not self.rect().adjusted(-2, -2, 2, 2).contains(point):
            return False
        self._source = self._body.cells.areas()[0]
        self.target = None
        return True

    def move(self, place: Place) -> bool:
        """Drag on to a cell; ``False`` when no drag is going on."""
        source = self._source
        if source is None:
            return False
        down, right = place.row - source.bottom, place.column - source.right
        target = None
        if max(down, right) > 0 and place.row <= self._body.grid.last_line:
            target = source._replace(bottom=place.row) if down >= right else source._replace(right=place.column)
        if target != self.target:
            self.target = target
            self._body.viewport().update()
        return True

    def release(self) -> tuple[Area, Area] | None:
        """End the drag: what to fill from and the whole area to fill, if there is one."""
        source, target = self._source, self.target
        self._source = self.target = None
        if source is None or target is None:
            return None
        self._body.viewport().update()
        return source, target

    def paint(self, painter: QPainter) -> None:
        """The square, and a dashed frame around what is to be filled."""
        colors = self._body.look.colors
        self._shown = self.rect()
        if not self._shown.isEmpty():
            painter.fillRect(self._shown.adjusted(-1, -1, 0, 0), colors.surface)
            painter.fillRect(self._shown, colors.accent)
        if self.target is not None:
            first = self._body.place_rect(Place(self.target.top, self.target.left))
            last = self._body.place_rect(Place(self.target.bottom, self.target.right))
            painter.setPen(QPen(colors.accent, 1, Qt.PenStyle.DashLine))
            painter.drawRect(first.united(last).adjusted(1, 1, -2, -2))
