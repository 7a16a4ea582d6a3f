"""Owns a printed scorecard as a table model: cells as the layout prints them, those of fields to be typed into."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from juesuan_gui.card_book import CardFindings
from juesuan_gui.document import Alignment, Cell, CellRole, Grid
from juesuan_gui.forms import Level
from juesuan_gui.live.card_values import key_of
from juesuan_gui.live.cards import ShownCard
from juesuan_gui.publishing.cards.grids import card_grid
from juesuan_gui.report import CardKey
from juesuan_gui.ui.look.theme import colors, interface_font

_Index = QModelIndex | QPersistentModelIndex
_ALIGNED = {
    Alignment.LEFT: Qt.AlignmentFlag.AlignLeft,
    Alignment.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Alignment.RIGHT: Qt.AlignmentFlag.AlignRight,
}


class CardModel(QAbstractTableModel):
    """One printed card. ``typed`` asks for a cell of the card to say something."""

    typed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._grid: Grid | None = None
        self._shown: ShownCard | None = None
        self._cells: dict[tuple[int, int], Cell] = {}
        self._findings = CardFindings((), ())

    def show(self, shown: ShownCard | None, words: Mapping[str, str]) -> frozenset[int] | None:
        """Show a card as it is now; the rows that say something else than before, ``None`` where the rows themselves
        are others, so that cells must be joined anew."""
        grid = card_grid(shown, words) if shown is not None else None
        cells = {(cell.row, cell.column): cell for cell in grid.cells} if grid is not None else {}
        same = self._grid is not None and grid is not None and _shape(self._cells) == _shape(cells)
        if same:
            changed = [at for at, cell in cells.items() if cell.text != self._cells[at].text]
            self._grid, self._cells, self._shown = grid, cells, shown
            for row, column in changed:
                self.dataChanged.emit(self.index(row, column), self.index(row, column))
            return frozenset(row for row, _ in changed)
        self.beginResetModel()
        self._grid, self._cells, self._shown = grid, cells, shown
        self.endResetModel()
        return None

    def show_findings(self, findings: CardFindings) -> None:
        """Mark the cells that findings and notices point at."""
        self._findings = findings
        if self._cells:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def grid(self) -> Grid | None:
        """The printed card."""
        return self._grid

    def key(self, index: _Index) -> CardKey | None:
        """The cell of the card at a place of the print; ``None`` for words of the layout."""
        cell = self._cells.get((index.row(), index.column()))
        return key_of(cell.place) if cell is not None and cell.place is not None else None

    def place_of_key(self, key: CardKey) -> QModelIndex:
        """Where a cell of the card is printed; an invalid index for one that is not."""
        for (row, column), cell in self._cells.items():
            if cell.place is not None and key_of(cell.place) == key:
                return self.index(row, column)
        return QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        """The printed rows."""
        return self._grid.row_count if self._grid is not None and not _is_child(parent) else 0

    def columnCount(self, parent: _Index | None = None) -> int:
        """The printed columns."""
        return len(self._grid.columns) if self._grid is not None and not _is_child(parent) else 0

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Cells of fields can be typed into."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.key(index) is not None else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, look and tooltip of a cell."""
        cell = self._cells.get((index.row(), index.column()))
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.EditRole:
            return self._to_edit(index, cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | _ALIGNED.get(cell.alignment or Alignment.LEFT, 0))
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(index, cell)
        if role == Qt.ItemDataRole.FontRole and cell.role is CellRole.HEADER:
            return interface_font(9.5, bold=True)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self.words_about(index)) or None
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the cell to say something; "" leaves it to be computed."""
        key = self.key(index)
        if role != Qt.ItemDataRole.EditRole or key is None or str(value) == self.data(index, role):
            return False
        self.typed.emit(key, str(value))
        return True

    def words_about(self, index: _Index) -> list[str]:
        """What findings and notices say of a cell."""
        key = self.key(index)
        if key is None:
            return []
        said = [item.message for item in self._findings.of_cell(key)]
        return said + [item.text for item in self._findings.notices if item.key == key]

    def _to_edit(self, index: _Index, cell: Cell) -> str:
        """What is edited: what was written; a heading with its weight as printed."""
        key = self.key(index)
        if key is None or self._shown is None:
            return ""
        return cell.text.replace("\n（", "（") if key.field in ("first", "second") else self._shown.written(key)

    def _ground(self, index: _Index, cell: Cell) -> object:
        key = self.key(index)
        if key is None:
            return colors().header
        found = self._findings.of_cell(key)
        if any(item.level is Level.ERROR for item in found):
            return colors().error_ground
        if found or any(item.key == key for item in self._findings.notices):
            return colors().warning_ground
        is_computed = self._shown is not None and bool(cell.text) and not self._shown.written(key)
        return colors().computed if is_computed else colors().surface


def _shape(cells: Mapping[tuple[int, int], Cell]) -> list[tuple[int, int, int, int, object]]:
    return [(row, column, cell.row_span, cell.column_span, cell.place) for (row, column), cell in cells.items()]


def _is_child(parent: _Index | None) -> bool:
    return parent is not None and parent.isValid()
