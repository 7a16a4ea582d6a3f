"""Owns the printed card to be filled in: the view of one scorecard as its layout prints it, and its current cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from juesuan_gui.document import Cell, CellRole
from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard
from juesuan_gui.report import CardKey
from juesuan_gui.report.card_sheets import CardLine
from juesuan_gui.ui.cards.delegate import PADDING, CardDelegate, in_lines
from juesuan_gui.ui.cards.model import CardModel
from juesuan_gui.ui.grid.clipboard import clip_on
from juesuan_gui.ui.look.theme import interface_font

_NARROWEST = 640
_EDITING = QAbstractItemView.State.EditingState


class CardView(QTableView):
    """Cells join as they are printed; typing, F2 and double-click edit, Delete clears."""

    current_changed = Signal()
    #: (CardKey, text): a cell is to say something.
    typed = Signal(object, str)
    #: (list of (CardKey, text)): cells are to say what was copied elsewhere.
    pasted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[str, int, bool], int] = {}
        self.card = CardModel()
        self.card.typed.connect(self.typed)
        self.setModel(self.card)
        self.setItemDelegate(CardDelegate(self))
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
        changed = self.card.show(shown, words)
        if changed is None:
            self._join_cells()
            if key is not None:
                self.go_to(key)
        elif changed:
            self._fit_rows(changed)

    def key(self) -> CardKey | None:
        """The cell of the card that is current; ``None`` on words of the layout."""
        return self.card.key(self.currentIndex())

    def line(self, shown: ShownCard | None, part: CardPart = CardPart.INDICATOR) -> CardLine | None:
        """The line of a part (an indicator, a listed project) in whose row the current cell is."""
        key = self.key()
        if key is None or shown is None or key.card != shown.sheet.id or key.part != part:
            return None
        return next((line for line in shown.sheet.lines(part) if line.id == key.line), None)

    def go_to(self, key: CardKey) -> bool:
        """Make a cell current; ``False`` when the layout does not print it."""
        place = self.card.place_of_key(key)
        if not place.isValid():
            return False
        self.setCurrentIndex(place)
        self.scrollTo(place)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the tables. Delete clears a cell: what the card works out comes back."""
        here = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            QGuiApplication.clipboard().setText(str(self.card.data(here) or ""))
            if event.matches(QKeySequence.StandardKey.Cut):
                self.card.setData(here, "")
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() == Qt.Key.Key_Delete:
            self.card.setData(here, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() is not _EDITING:
            self._step_down(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on to the cell below, as in the tables."""
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._step_down()

    def _step_down(self, *, back: bool = False) -> None:
        """To the next cell below, or above, that can be typed into."""
        here = self.currentIndex()
        rows = range(here.row() - 1, -1, -1) if back else range(here.row() + 1, self.card.rowCount())
        places = (self.card.index(row, here.column()) for row in rows)
        below = next((place for place in places if self.card.key(place) is not None), None)
        if below is not None:
            self.setCurrentIndex(below)

    def _paste(self) -> None:
        """What was copied goes into this cell; a block goes on to the cells at its right and below."""
        here, block = self.currentIndex(), clip_on(QGuiApplication.clipboard().mimeData()).block
        columns = range(here.column(), self.card.columnCount())
        rows = range(here.row(), self.card.rowCount())
        lines = [[key for column in columns if (key := self._key_at(row, column)) is not None] for row in rows]
        told = zip((line for line in lines if line), block, strict=False)
        texts = [(key, text) for line, said in told for key, text in zip(line, said, strict=False) if text is not None]
        if texts and self.key() is not None:
            self.pasted.emit(texts)

    def _key_at(self, row: int, column: int) -> CardKey | None:
        return self.card.key(self.card.index(row, column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The printed card is as wide as the view."""
        super().resizeEvent(event)
        if self._fit_columns():
            self._fit_rows()

    def changeEvent(self, event: QEvent) -> None:
        """Another font makes other lines of the same words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_heights"):
            self._heights.clear()
            self._fit_rows()

    def _join_cells(self) -> None:
        grid = self.card.grid
        self.clearSpans()
        if grid is None:
            return
        for cell in grid.cells:
            if cell.row_span > 1 or cell.column_span > 1:
                self.setSpan(cell.row, cell.column, cell.row_span, cell.column_span)
        self._fit_columns()
        self._fit_rows()

    def _fit_columns(self) -> bool:
        """Share the room among the columns; whether any of them is another now."""
        grid = self.card.grid
        if grid is None:
            return False
        whole = sum(column.weight or 1 for column in grid.columns)
        room = max(self.viewport().width() - 2, _NARROWEST)
        widths = [room * (column.weight or 1) // whole for column in grid.columns]
        if widths == [self.columnWidth(number) for number in range(len(widths))]:
            return False
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)
        return True

    def _fit_rows(self, changed: Collection[int] | None = None) -> None:
        """Rows as high as their words; a cell over several rows makes the last of them higher where it needs more.

        After an edit only the rows that ``changed`` are looked at, and those joined to them: asking the whole card
        again took longer than the key press itself.
        """
        grid = self.card.grid
        if grid is None:
            return
        joined = [cell for cell in grid.cells if cell.row_span > 1 and cell.text]
        wanted = set(range(grid.row_count)) if changed is None else set(changed)
        for cell in joined if changed is not None else ():
            rows = range(cell.row, cell.row + cell.row_span)
            if wanted.intersection(rows):
                wanted.update(rows)
        heights = dict.fromkeys(wanted, self._height("", 0, bold=False))
        for cell in grid.cells:
            if cell.row_span == 1 and cell.row in wanted and cell.text:
                heights[cell.row] = max(heights[cell.row], self._height_of(cell))
        for cell in joined:
            rows = range(cell.row, cell.row + cell.row_span)
            if rows[-1] in wanted:
                lacking = self._height_of(cell) - sum(heights.get(row, self.rowHeight(row)) for row in rows)
                heights[rows[-1]] += max(lacking, 0)
        for row, height in heights.items():
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)

    def _height_of(self, cell: Cell) -> int:
        # The last pixel of a column is its line; a heading that just fitted would be cut.
        width = sum(self.columnWidth(at) for at in range(cell.column, cell.column + cell.column_span)) - 1
        return self._height(cell.text, width, bold=cell.role is CellRole.HEADER)

    def _height(self, text: str, width: int, *, bold: bool) -> int:
        """How high words in a cell of this width are; measured once, the same words come again and again."""
        key = text, width, bold
        height = self._heights.get(key)
        if height is None:
            metrics = QFontMetrics(interface_font(9.5, bold=True)) if bold else self.fontMetrics()
            room = QRect(0, 0, max(width - 2 * PADDING, 1), 10_000)
            lines = in_lines(text, metrics, width)
            box = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), lines) if text else QRect()
            height = self._heights[key] = max(box.height(), metrics.lineSpacing()) + 2 * PADDING
        return height
