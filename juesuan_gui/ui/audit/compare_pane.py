"""Owns the pane beside the table that holds a cross-table finding: both tables' cells side by side."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from juesuan_gui.checks import Finding
from juesuan_gui.relations import Address
from juesuan_gui.session import Session
from juesuan_gui.ui.audit.comparing import Comparison, comparison_of, difference_words, shown_words
from juesuan_gui.ui.look.pieces import button, kind, quiet
from juesuan_gui.ui.look.theme import colors, figure_font
from juesuan_gui.ui.look.whole_lines import WholeLines
from juesuan_gui.ui.look.wrapping import LINE_END, broken, wrapped

_NAME, _LEFT, _RIGHT, _DIFFERENCE = range(4)
_LEAST, _WIDTH = 260, 376  # pixels
_LINE_HEIGHT = 26
_AROUND = 18  # pixels of a cell beside its words
_HEADING = 7  # signs in a line of a heading


class ComparePane(QWidget):
    """Shown when a finding between two tables is gone to; Enter or a double click goes to a cell of it."""

    go_requested = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._session = session
        self._shown: Comparison | None = None
        self.table = _Cells(self)
        self.table.wanted.connect(self._go)
        head = QHBoxLayout()
        head.addWidget(quiet("两表对照"))
        head.addStretch(1)
        head.addWidget(button("×", self.closed.emit, "plain", "关闭对照（Esc）"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 8, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.setMinimumWidth(_LEAST)
        self.hide()

    def sizeHint(self) -> QSize:
        """Wide enough for a name and three amounts."""
        return QSize(_WIDTH, super().sizeHint().height())

    def show_finding(self, finding: Finding | None) -> None:
        """Show the cells of a finding between two tables; hide for any other."""
        self._shown = comparison_of(self._session, finding) if finding is not None else None
        self.setVisible(self._shown is not None)
        self.refresh()
        if self._shown is not None:
            self._take_room()
            self.table.setCurrentCell(self._shown.chosen, _LEFT)

    def _take_room(self) -> None:
        """At most half of the room beside the table."""
        beside = self.parentWidget()
        if isinstance(beside, QSplitter) and beside.width() > 2 * _LEAST:
            own = min(_WIDTH, beside.width() // 2)
            beside.setSizes([beside.width() - own, own])

    def refresh(self) -> None:
        """Show the figures as they are now."""
        shown = self._shown
        if shown is None:
            return
        table, roles = self.table, colors(self)
        headings = map(self._heading, (shown.left_title, shown.right_title))
        table.setHorizontalHeaderLabels(["项目", *headings, "差额"])
        table.setRowCount(len(shown.lines))
        for row, line in enumerate(shown.lines):
            difference = difference_words(self._session, line)
            sides = (shown_words(self._session, line.left), shown_words(self._session, line.right))
            for column, text in enumerate((line.name, *sides, difference)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column != _NAME:
                    item.setFont(figure_font())
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if difference:
                    item.setForeground(roles.error)
                table.setItem(row, column, item)
        table.fit_lines()

    def _heading(self, title: str) -> str:
        """A long heading must not take the room of the amounts."""
        metrics = self.table.horizontalHeader().fontMetrics()
        room = metrics.horizontalAdvance("国") * _HEADING
        return "\n".join(line for part in title.split("\n") for line in wrapped(part, metrics, room))

    @property
    def comparison(self) -> Comparison | None:
        """What is shown."""
        return self._shown

    def _go(self, row: int, column: int) -> None:
        if self._shown is None or not 0 <= row < len(self._shown.lines):
            return
        line = self._shown.lines[row]
        cell = line.right if column >= _RIGHT and line.right is not None else line.left or line.right
        if isinstance(cell, Address):
            self.go_requested.emit(cell)


class _Cells(QTableWidget):
    """The lines; nothing is typed here."""

    wanted = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 4, parent)
        self.setAccessibleName("两表对照")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setItemDelegate(WholeLines(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_LINE_HEIGHT)
        self.setShowGrid(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        kind(header, "list")
        header.sectionResized.connect(self.fit_lines)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        header.setMinimumSectionSize(60)
        header.setSectionsClickable(False)
        self.cellDoubleClicked.connect(self.wanted)

    def fit_lines(self) -> None:
        """A name that is too long for its column goes on in the next line."""
        room = self.columnWidth(_NAME) - _AROUND
        for row in range(self.rowCount()):
            item = self.item(row, _NAME)
            if item is not None:
                # The tooltip has the name as it is.
                item.setText(broken(item.toolTip(), self.font(), room))
                more = item.text().count(LINE_END)
                self.setRowHeight(row, _LINE_HEIGHT + more * self.fontMetrics().lineSpacing())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)
