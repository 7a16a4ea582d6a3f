"""Owns the selected cells and the active one; as in Excel the active cell stays while a range grows."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QPersistentModelIndex

from juesuan_gui.ui.grid.navigation import Area, Place, area_of
from juesuan_gui.ui.grid.sheet_model import SheetModel

_Flag = QItemSelectionModel.SelectionFlag


def areas_of(selection: QItemSelection) -> list[Area]:
    """The rectangles of one of Qt's selections."""
    # It is a list of ranges, which the stubs do not know.
    ranges: list[QItemSelectionRange] = list(selection)  # type: ignore[call-overload]
    return [Area(item.top(), item.left(), item.bottom(), item.right()) for item in ranges if item.isValid()]


class CellSelection:
    """Works on Qt's selection model, which keeps ranges in place while lines are inserted."""

    def __init__(self, model: SheetModel, selection: QItemSelectionModel) -> None:
        self._model = model
        self._selection = selection
        self._extent = QPersistentModelIndex()

    @property
    def active(self) -> Place | None:
        """The cell that typing goes to."""
        index = self._selection.currentIndex()
        return Place(index.row(), index.column()) if index.isValid() else None

    @property
    def extent(self) -> Place | None:
        """The corner that Shift+arrows move."""
        if self._extent.isValid():
            return Place(self._extent.row(), self._extent.column())
        return self.active

    def areas(self) -> list[Area]:
        """The selected rectangles."""
        return areas_of(self._selection.selection())

    @property
    def is_multiple(self) -> bool:
        """Whether more than one cell is selected; a spanning cell counts as one."""
        areas = self.areas()
        if len(areas) != 1:
            return len(areas) > 1
        area = areas[0]
        cell = self._model.cell(area.top, area.left)
        return area.top != area.bottom or cell.position + cell.column_span - 1 < area.right

    def holds(self, place: Place) -> bool:
        """Whether the place is selected."""
        return any(area.holds(place) for area in self.areas())

    def move_to(self, place: Place) -> None:
        """Select this cell alone."""
        self._set_range(place, place, _Flag.ClearAndSelect)
        self._activate(place)

    def extend_to(self, place: Place) -> None:
        """Select everything between the active cell and this one."""
        active = self.active or place
        self._set_range(active, place, _Flag.ClearAndSelect)

    def add(self, place: Place) -> None:
        """Ctrl+click: one more cell beside those selected."""
        self._set_range(place, place, _Flag.Select)
        self._activate(place)

    def add_range_to(self, place: Place) -> None:
        """Ctrl+drag: the rectangle from the active cell, beside those selected."""
        self._set_range(self.active or place, place, _Flag.Select)

    def activate(self, place: Place) -> None:
        """Move the active cell inside the selection."""
        self._activate(place)
        self._extent = QPersistentModelIndex(self._selection.currentIndex())

    def select(self, area: Area, active: Place) -> None:
        """Select a rectangle, with the active cell in it."""
        self._set_range(Place(area.top, area.left), Place(area.bottom, area.right), _Flag.ClearAndSelect)
        self._activate(active)

    def _activate(self, place: Place) -> None:
        self._selection.setCurrentIndex(self._model.at(*place), _Flag.NoUpdate)

    def _set_range(self, one: Place, other: Place, flag: QItemSelectionModel.SelectionFlag) -> None:
        area = area_of(one, other)
        self._extent = QPersistentModelIndex(self._model.at(*other))
        first, last = self._model.at(area.top, area.left), self._model.at(area.bottom, area.right)
        self._selection.select(QItemSelection(first, last), flag)
