"""Owns what the grid's view asks of a sheet, whatever the sheet is of: a table of the form, or all projects."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex

from juesuan_gui.forms import CellRole, ColumnKind, PrintedCell, Table
from juesuan_gui.relations import Address
from juesuan_gui.report import TableKey
from juesuan_gui.ui.grid.cell_painter import INSERT_HINT
from juesuan_gui.ui.grid.faces import Face
from juesuan_gui.ui.grid.rows import GridRow

_Index = QModelIndex | QPersistentModelIndex


class SheetModel(QAbstractTableModel):
    """Lines of printed cells; a figure cell has an address, and a face that says how it is painted."""

    key: TableKey
    table: Table
    header_cells: tuple[PrintedCell, ...]
    header_lines: int
    widths: tuple[int, ...]
    #: What stands in the line in which something new is typed.
    insert_hint: str = INSERT_HINT
    _rows: list[GridRow]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.widths)

    def at(self, row: int, column: int) -> QModelIndex:
        """The index of a place that is known to exist; Qt's own way asks for both counts first."""
        return self.createIndex(row, column)

    def row(self, row: int) -> GridRow:
        """One line of the grid."""
        return self._rows[row]

    def cell(self, row: int, column: int) -> PrintedCell:
        """The printed cell at a place; a spanning cell stands at each place that it covers."""
        return self._rows[row].cells[column]

    def address(self, row: int, column: int) -> Address | None:
        """The figure's address at a place, ``None`` for labels and blanks."""
        cell = self._rows[row].cells[column]
        return self.key.cell(cell.row, cell.column) if cell.role is CellRole.FIGURE else None

    def kind(self, address: Address) -> ColumnKind:
        """What the figures of the address's column are."""
        column = self.table.column(address.column)
        return column.kind if column is not None else ColumnKind.MONEY

    @abstractmethod
    def locate(self, address: Address) -> tuple[int, int] | None:
        """Line and position of an address, ``None`` when it is not in this sheet."""

    @abstractmethod
    def face(self, address: Address) -> Face:
        """The face of a figure cell."""

    @abstractmethod
    def text(self, row: int, column: int) -> str:
        """What the cell at a place shows."""

    @abstractmethod
    def is_input(self, row: int, column: int) -> bool:
        """Whether something may be typed at a place."""

    @abstractmethod
    def exact_text(self, address: Address, *, thousands: bool = False) -> str:
        """The text of a figure cell that reads back as what is there."""

    @property
    def last_line(self) -> int:
        """The last line that holds data; the line for a new code does not count."""
        count = len(self._rows)
        return count - 2 if count and self._rows[-1].is_insert_line else count - 1
