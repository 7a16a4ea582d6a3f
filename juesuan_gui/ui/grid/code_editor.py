"""Owns typing a new code row: a line edit with a list of matching codes below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from juesuan_gui.ui.grid.cell_editor import CellLineEdit, EditMode
from juesuan_gui.ui.grid.code_search import Candidate
from juesuan_gui.ui.grid.look import Look

_SHOWN_LINES = 9


class CodeLineEdit(CellLineEdit):
    """Enter takes the marked candidate; the list never takes the focus, so an input method goes on."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, look: Look, search: Callable[[str], list[Candidate]]) -> None:
        super().__init__(parent, look, EditMode.F2, right_aligned=False)
        self._search = search
        self._look = look
        self._candidates: list[Candidate] = []
        self._lines = QStringListModel()
        self.setPlaceholderText("编码、名称或拼音首字母，Enter 插入")
        # Part of the window and not a window of its own: no desktop can misplace it or give it the focus.
        self.popup = QFrame(parent.window())
        self.popup.hide()
        self.destroyed.connect(self.popup.deleteLater)
        self.popup.setAutoFillBackground(True)
        self.popup.setObjectName("codes")
        # Over cells with lines of their own a line would be lost, and quiet ink would be a black box.
        quiet, ground = look.colors.quiet, look.colors.surface
        edge = quiet.darker(160) if look.colors.dark else quiet.lighter(165)
        self.popup.setStyleSheet(
            f"#codes {{ border: 1px solid {edge.name()}; background: {ground.name()}; }}"
            "#codes QListView::item { padding: 3px 5px; }"
        )
        self.popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = QListView(self.popup)
        # The list outlives this editor by a moment and must not lose its model before.
        self._lines.setParent(self.popup)
        self.list.setModel(self._lines)
        self.list.setFont(look.font)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        layout = QVBoxLayout(self.popup)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.list)
        self.textChanged.connect(self.refresh)

    @property
    def candidates(self) -> list[Candidate]:
        """What the list shows now."""
        return self._candidates

    def refresh(self) -> None:
        """Search again and show what was found."""
        self._candidates = self._search(self.text())
        self._lines.setStringList([item.text for item in self._candidates])
        if self._candidates:
            self.list.setCurrentIndex(self._lines.index(0, 0))
        self._place_popup()

    def choose_current(self) -> bool:
        """Take the marked candidate; ``False`` when there is none."""
        return self._choose(self.list.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _SHOWN_LINES,
            Qt.Key.Key_PageUp: -_SHOWN_LINES,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self._candidates:
            row = min(max(0, self.list.currentIndex().row() + step), len(self._candidates) - 1)
            self.list.setCurrentIndex(self._lines.index(row, 0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self.popup.hide()
        super().hideEvent(event)

    def _choose(self, row: int) -> bool:
        if not 0 <= row < len(self._candidates):
            return False
        self.chosen.emit(self._candidates[row])
        return True

    def _place_popup(self) -> None:
        if not self._candidates or not self.isVisible():
            self.popup.hide()
            return
        height = min(_SHOWN_LINES, len(self._candidates)) * max(self.list.sizeHintForRow(0), 1) + 4
        # As wide as the names and their parents, but no wider than where they begin leaves room for.
        widest = max(self._look.indent * 34, self.list.sizeHintForColumn(0) + self._look.indent * 2)
        self.popup.resize(min(widest, max(self.width(), self._look.indent * 34), self.window().width() - 8), height)
        window = self.window()
        place = self.mapTo(window, QPoint(0, self.height() + 2))
        if place.y() + height > window.height():
            place = self.mapTo(window, QPoint(0, -height - 2))
        self.popup.move(place)
        self.popup.show()
        self.popup.raise_()
