"""Owns the search panel (Ctrl+F): what was typed, and the cells it was found at."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from juesuan_gui.figures import Unit
from juesuan_gui.relations import Address
from juesuan_gui.session import Session
from juesuan_gui.steps import Steps
from juesuan_gui.ui.look.pieces import button, kind, quiet
from juesuan_gui.ui.slices import Slices
from juesuan_gui.ui.tables.rows_view import Line, LineList
from juesuan_gui.ui.tables.search import LIMIT, Hit, search_steps

_TYPING_PAUSE = 150  # milliseconds


class FindPanel(QWidget):
    """Finds over all tables while typing; Enter and the arrow keys go through the list."""

    go_requested = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._session = session
        self._unit = session.form.unit
        self.words = _SearchLine()
        self.words.setPlaceholderText("科目名称、编码或金额")
        self.words.setClearButtonEnabled(True)
        self.words.setAccessibleName("查找")
        self.count = quiet()
        self.results = LineList(single=True, height=26)
        self.results.setAccessibleName("查找结果")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_PAUSE)
        self._timer.timeout.connect(lambda: self._begin())
        # A report of many thousand rows is gone through while one types on.
        self._slices = Slices(self)
        self.words.textChanged.connect(self._timer.start)
        self.words.moved.connect(self._move)
        self.words.entered.connect(self._enter)
        self.results.chosen.connect(self._choose)
        head = QHBoxLayout()
        head.addWidget(quiet("在所有表中查找"))
        head.addStretch(1)
        head.addWidget(button("返回追踪", self.closed.emit, "plain", "Esc"))
        top = QVBoxLayout()
        top.setContentsMargins(14, 8, 12, 0)
        top.addLayout(head)
        top.addWidget(self.words)
        top.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.results, 1)

    def begin(self, unit: Unit) -> None:
        """Take the keyboard; amounts are typed in the unit that is shown."""
        self.words.setFocus()
        self.words.selectAll()
        self.show_in(unit)

    def show_in(self, unit: Unit) -> None:
        """Amounts are typed and shown in this unit."""
        self._unit = unit
        self._begin()

    def search(self) -> None:
        """Search for what is typed now, and have the list when this returns."""
        self._begin()
        self._slices.finish()

    def _begin(self, chosen: int = 0) -> None:
        self._timer.stop()
        self._slices.begin(self._steps(chosen))

    def _steps(self, chosen: int) -> Steps[None]:
        self._show((yield from search_steps(self._session, self.words.text(), self._unit)))
        if 0 < chosen < self.results.lines.rowCount():
            self.results.setCurrentIndex(self.results.lines.index(chosen))

    @property
    def _is_searching(self) -> bool:
        return self._timer.isActive() or self._slices.is_working

    def _show(self, hits: list[Hit]) -> None:
        self.results.lines.show(
            [Line(hit.name, hit.value, hit.address, tip=f"{hit.name}　{hit.value}") for hit in hits]
        )
        if not self.words.text().strip():
            self.count.setText("")
        elif len(hits) == LIMIT:
            self.count.setText(f"只列前 {LIMIT} 处，请写得具体些。")
        else:
            self.count.setText(f"{len(hits)} 处" if hits else "没有找到。金额要写全，如 1,234.56。")
        if hits:
            self.results.setCurrentIndex(self.results.lines.index(0))

    def follow(self) -> None:
        """The report changed: figures and places as they are now; what was chosen stays chosen."""
        self._begin(self.results.currentIndex().row())

    def _move(self, step: int) -> None:
        if self._is_searching:
            self.search()
        row = self.results.currentIndex().row() + step
        if 0 <= row < self.results.lines.rowCount():
            self.results.setCurrentIndex(self.results.lines.index(row))

    def _enter(self) -> None:
        if self._is_searching:
            self.search()
        row = self.results.currentIndex().row()
        if 0 <= row < len(self.results.lines.lines):
            self._choose(self.results.lines.lines[row].payload)

    def _choose(self, address: object) -> None:
        if isinstance(address, Address):
            self.go_requested.emit(address)


class _SearchLine(QLineEdit):
    """A line whose arrow keys move in the list below."""

    moved = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, down and Enter belong to the results."""
        if event.key() == Qt.Key.Key_Down:
            self.moved.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.moved.emit(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
