"""Owns the printed card to be filled in: the view of one scorecard as its layout prints it, and its current cell."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard
from juesuan_gui.report import CardKey
from juesuan_gui.report.card_sheets import CardLine
from juesuan_gui.ui.cards.model import CardModel

_NARROWEST = 640


class CardView(QTableView):
    """Cells join as they are printed; typing, F2 and double-click edit, Delete clears."""

    current_changed = Signal()
    #: (CardKey, text): a cell is to say something.
    typed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = CardModel()
        self.card.typed.connect(self.typed)
        self.setModel(self.card)
        self.setAccessibleName("自评表内容")
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())

    def show_card(self, shown: ShownCard | None, words: Mapping[str, str]) -> None:
        """Show a card as it is now; the current cell stays where it is still printed."""
        key = self.key()
        if self.card.show(shown, words):
            self._join_cells()
            if key is not None:
                self.go_to(key)
        self._fit_rows()

    def key(self) -> CardKey | None:
        """The cell of the card that is current; ``None`` on words of the layout."""
        return self.card.key(self.currentIndex())

    def line(self, shown: ShownCard | None) -> CardLine | None:
        """The indicator in whose row the current cell is."""
        key = self.key()
        if key is None or shown is None or key.card != shown.sheet.id or key.part != CardPart.INDICATOR:
            return None
        return next((line for line in shown.sheet.lines(CardPart.INDICATOR) if line.id == key.line), None)

    def go_to(self, key: CardKey) -> bool:
        """Make a cell current; ``False`` when the layout does not print it."""
        place = self.card.place_of_key(key)
        if not place.isValid():
            return False
        self.setCurrentIndex(place)
        self.scrollTo(place)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete clears a cell: what the card works out comes back."""
        key = self.key()
        if event.key() == Qt.Key.Key_Delete and key is not None:
            self.card.setData(self.currentIndex(), "")
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The printed card is as wide as the view."""
        super().resizeEvent(event)
        self._fit_columns()

    def _join_cells(self) -> None:
        grid = self.card.grid
        self.clearSpans()
        if grid is None:
            return
        for cell in grid.cells:
            if cell.row_span > 1 or cell.column_span > 1:
                self.setSpan(cell.row, cell.column, cell.row_span, cell.column_span)
        self._fit_columns()

    def _fit_columns(self) -> None:
        grid = self.card.grid
        if grid is None:
            return
        whole = sum(column.weight or 1 for column in grid.columns)
        room = max(self.viewport().width() - 2, _NARROWEST)
        for number, column in enumerate(grid.columns):
            self.setColumnWidth(number, room * (column.weight or 1) // whole)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Rows as high as their words; a cell over several rows makes the last of them higher where it needs more."""
        self.resizeRowsToContents()
        grid = self.card.grid
        for cell in grid.cells if grid is not None else ():
            if cell.row_span < 2 or not cell.text:
                continue
            width = sum(self.columnWidth(at) for at in range(cell.column, cell.column + cell.column_span))
            box = self.fontMetrics().boundingRect(
                QRect(0, 0, max(width - 8, 1), 10_000), int(Qt.TextFlag.TextWordWrap), cell.text
            )
            rows = range(cell.row, cell.row + cell.row_span)
            lacking = box.height() + 8 - sum(self.rowHeight(row) for row in rows)
            if lacking > 0:
                self.setRowHeight(rows[-1], self.rowHeight(rows[-1]) + lacking)
