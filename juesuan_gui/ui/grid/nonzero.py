"""Owns 只看非零: which lines are hidden. A hidden line keeps everything it holds."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan_gui.forms import TOTAL_ROW, CellRole
from juesuan_gui.relations import Address
from juesuan_gui.ui.grid.navigation import Place
from juesuan_gui.ui.grid.sheet_model import SheetModel
from juesuan_gui.ui.grid.view import GridView


class NonzeroFilter:
    """Hides lines when switched on; while it is on, a line that gets an amount comes back at once.

    A line that becomes zero stays until the filter is switched on again: it must not vanish under the hand.
    """

    def __init__(self, view: GridView) -> None:
        self._view = view
        self.is_active = False

    def set_active(self, active: bool) -> None:
        """Switch on (or on again, with today's amounts) or off."""
        self.is_active = active
        view, model = self._view, self._view.grid
        for row in range(model.rowCount()):
            hidden = active and not is_worth_showing(model, row)
            if view.isRowHidden(row) != hidden:
                view.setRowHidden(row, hidden)
        place = view.cells.active
        if place is not None and view.isRowHidden(place.row):
            view.cells.move_to(Place(view.navigator.page(place, -1).row, place.column))
            if view.isRowHidden(view.cells.active.row if view.cells.active else 0):
                view.cells.move_to(Place(view.navigator.first_line(), place.column))

    def reveal(self, row: int) -> None:
        """Show one line, whatever it holds."""
        if self._view.isRowHidden(row):
            self._view.setRowHidden(row, False)

    def follow(self, addresses: Iterable[Address]) -> None:
        """Lines that got an amount come back."""
        if not self.is_active:
            return
        for address in addresses:
            place = self._view.grid.locate(address)
            if place is not None and is_worth_showing(self._view.grid, place[0]):
                self.reveal(place[0])


def is_worth_showing(model: SheetModel, row: int) -> bool:
    """Whether a line holds an amount, something unread or a finding, or must stay in any case."""
    line = model.row(row)
    if line.is_insert_line or line.key == TOTAL_ROW:
        return True
    for column, cell in enumerate(line.cells):
        if cell.role is CellRole.FIGURE and cell.position == column:
            face = model.face(model.key.cell(cell.row, cell.column))
            if face.is_unread or face.mark is not None or not (face.is_zero or face.is_blank):
                return True
    return False
