"""Owns what hands do to the body: keys, input method, mouse, wheel."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from juesuan_gui.ui.grid.body import GridBody
from juesuan_gui.ui.grid.fill_handle import FillHandle
from juesuan_gui.ui.grid.navigation import Area, Place
from juesuan_gui.ui.grid.sheet_model import SheetModel

_Index = QModelIndex | QPersistentModelIndex


class GridView(GridBody):
    """Selects by itself, as Excel does, and passes on what has a meaning beyond moving."""

    key_pressed = Signal(QKeyEvent)
    input_method_started = Signal()
    text_committed = Signal(str)
    edit_requested = Signal()
    zoom_stepped = Signal(int)
    mouse_pressed = Signal()
    #: (Area, Area): the square was dragged from the first to fill the whole second.
    fill_dragged = Signal(object, object)

    def __init__(self, model: SheetModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.handle = FillHandle(self)
        self.viewport().setMouseTracking(True)
        self.selection_moved.connect(self.handle.follow_selection)
        self.header.columns_picked.connect(self._pick_columns)

    def paint_over(self, painter: QPainter) -> None:
        if self.state() is not QAbstractItemView.State.EditingState:
            self.handle.paint(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.key_pressed.emit(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab belongs to the cells; F6 and the mouse leave the grid."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt would repaint every cell, and switch the input method off on all but exotic cells."""
        self._offer_input_method()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt would repaint every cell whenever an editor opens."""

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._offer_input_method()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Typing through an input method starts an edit.

        Qt keeps the focus where a composition began and passes it on; a text that comes without one
        (a digit in Chinese mode) would open the editor and be lost.
        """
        if self.state() is not QAbstractItemView.State.EditingState:
            if event.commitString() and not event.preeditString():
                self.text_committed.emit(event.commitString())
                event.accept()
                return
            self.input_method_started.emit()
        super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        self.mouse_pressed.emit()
        if place is None:
            return
        if event.button() is Qt.MouseButton.RightButton:
            if not self.cells.holds(place):
                self.cells.move_to(place)
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.handle.press(event.position().toPoint()):
            return
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.cells.extend_to(place)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.cells.add(place)
        else:
            self.cells.move_to(place)
            if self.grid.row(place.row).is_insert_line:
                self.edit_requested.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton or self.cells.active is None:
            on_handle = self.handle.rect().contains(event.position().toPoint())
            self.viewport().setCursor(Qt.CursorShape.CrossCursor if on_handle else Qt.CursorShape.ArrowCursor)
            return
        inside = self.viewport().rect()
        point = event.position().toPoint()
        point.setX(min(max(point.x(), inside.left()), inside.right()))
        point.setY(min(max(point.y(), inside.top()), inside.bottom()))
        place = self.place_at(point)
        if place is not None and self.handle.move(place):
            self.scroll_to(place)
            return
        if place is None or place == self.cells.extent or self.grid.row(place.row).is_insert_line:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.cells.add_range_to(place)
        else:
            self.cells.extend_to(place)
        self.scroll_to(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        areas = self.handle.release()
        if areas is not None:
            self.fill_dragged.emit(*areas)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.place_at(event.position().toPoint()) is not None:
            self.edit_requested.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_stepped.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        if event.angleDelta().x() or not event.angleDelta().y():
            super().wheelEvent(event)
            return
        event.accept()
        self.rows_bar.wheel(event, self.look.row_height)

    def selectionCommand(self, index: _Index, event: object = None) -> QItemSelectionModel.SelectionFlag:
        """Selecting is done by ``cells`` alone."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def _offer_input_method(self) -> None:
        is_editable = bool(self.grid.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable)
        if self.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) is not is_editable:
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, is_editable)

    def _pick_columns(self, first: int, last: int) -> None:
        top = self.navigator.first_line()
        self.cells.select(Area(top, first, self.navigator.last_line(), last), self.navigator.owner(Place(top, first)))
