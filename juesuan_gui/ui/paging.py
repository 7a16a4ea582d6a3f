"""Owns the keys that page through what is only read: a preview, a source under review."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar

#: So much of the page before stays in sight.
_KEPT = 40


def paged(bar: QScrollBar, key: int) -> bool:
    """Scroll for Home, End, the page keys and the space bar; whether the key was one of them."""
    wanted = {
        Qt.Key.Key_Home: 0,
        Qt.Key.Key_End: bar.maximum(),
        Qt.Key.Key_PageDown: bar.value() + bar.pageStep() - _KEPT,
        Qt.Key.Key_Space: bar.value() + bar.pageStep() - _KEPT,
        Qt.Key.Key_PageUp: bar.value() - bar.pageStep() + _KEPT,
    }.get(Qt.Key(key))
    if wanted is None:
        return False
    bar.setValue(wanted)
    return True
