"""Owns the field that filters a list: Esc takes the filter off, Enter and ↓ go on into the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_ONWARD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class FilterField(QLineEdit):
    """Belongs to the view whose lines it lets through."""

    def __init__(self, words: str, view: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)

    def event(self, event: QEvent) -> bool:
        """Esc is the field's own while it filters: a page's Esc would leave the filter where it is."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the filter off, or go on into the list."""
        if self._takes(event):
            self.clear()
        elif event.key() == Qt.Key.Key_Escape or (event.key() in _ONWARD and self._view.isVisible()):
            self._view.setFocus()
        else:
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())
