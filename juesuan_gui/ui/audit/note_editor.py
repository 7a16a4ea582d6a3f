"""Owns the explanation (审核说明) of a finding: shown, written, kept as one undo step, marked when it is stale."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from juesuan_gui.checks import Finding
from juesuan_gui.report import Note, set_note
from juesuan_gui.ui.audit.finding_words import note_state
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.pieces import button, key_within, kind
from juesuan_gui.ui.parts import Observed

_DECISION = "已核实"


class NoteEditor(QWidget):
    """Empty and hidden until a finding has an explanation or gets one."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._finding: Finding | Observed | None = None
        self._writing = False
        self._state = QLabel()
        self._state.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("审核说明")
        self.text.setPlaceholderText("写明核实情况。数字再变动时会标为“已过期”。")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(84)
        self._keep = button("保存说明", self.keep, "accent", "Ctrl+Enter")
        self._drop = button("删除说明", self._remove)
        self._cancel = button("取消", self.cancel, tip="Esc")
        row = QHBoxLayout()
        for widget in (self._keep, self._drop, self._cancel):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._state)
        column.addWidget(self.text)
        column.addLayout(row)
        key_within(self.text, "Ctrl+Return", self.keep)
        self.hide()

    def show_finding(self, finding: Finding | Observed | None) -> None:
        """Show the explanation of a finding, or nothing where there is none. What is being written stays."""
        if self._writing and finding is not None and self._finding is not None:
            if finding.key == self._finding.key:
                self._finding = finding
                return
            self.keep()
        self._finding = finding
        self._writing = False
        note = self._desk.report.note(finding.key) if finding is not None else None
        self.setVisible(note is not None)
        if finding is None or note is None:
            return
        state = note_state(finding, note)
        self._state.setText("说明" if state == "已说明" else "说明已过期：写说明以后数字变了，请重新核实")
        kind(self._state, "quiet" if state == "已说明" else "warning")
        if self.text.toPlainText() != note.text:
            self.text.setPlainText(note.text)
        self._drop.show()
        self._cancel.hide()

    def begin(self, finding: Finding | Observed) -> None:
        """Write an explanation."""
        self._finding = finding
        self._writing = True
        note = self._desk.report.note(finding.key)
        self._state.setText("说明")
        kind(self._state, "quiet")
        self.text.setPlainText(note.text if note else "")
        self._drop.setVisible(note is not None)
        self._cancel.show()
        self.show()
        self.text.setFocus()

    def keep(self) -> None:
        """Keep what is written; an empty text keeps nothing."""
        if self._finding is None:
            return
        text = self.text.toPlainText().strip()
        note = Note(_DECISION, text, self._finding.fingerprint) if text else None
        self._writing = False
        self._desk.do(set_note(self._desk.report, self._finding.key, note))
        self.closed.emit()

    def _remove(self) -> None:
        self.text.setPlainText("")
        self.keep()

    @property
    def is_typed_in(self) -> bool:
        """Whether the keyboard is here."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where the page has no other use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def cancel(self) -> None:
        """Leave what was not kept."""
        self._writing = False
        self.closed.emit()
