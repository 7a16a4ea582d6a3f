"""Owns that no hand changes a window while something is under way in it that must not be disturbed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

#: What a hand may do to a report. Moving and scrolling change nothing.
_OF_HANDS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
    }
)


class HandsOff(QObject):
    """Between ``begin`` and ``end`` keys, presses and drops go nowhere, except in ``free``; Esc wants it stopped.

    Nothing is shown as disabled and the keyboard stays where it was: it is over in a few seconds.
    """

    stop_wanted = Signal()

    def __init__(self, window: QWidget, free: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._free = free

    def begin(self) -> None:
        """From now on."""
        application = QCoreApplication.instance()
        if application is not None:
            # Installed twice it is still one filter.
            application.installEventFilter(self)

    def end(self) -> None:
        """No more."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _OF_HANDS or not _is_within(watched, self._window) or _is_within(watched, self._free):
            return False
        # An override that is accepted lets no shortcut come of the key; all else is refused.
        event.setAccepted(event.type() is QEvent.Type.ShortcutOverride)
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.stop_wanted.emit()
        return True


def _is_within(watched: QObject | None, outer: QObject) -> bool:
    while watched is not None and watched is not outer:
        watched = watched.parent()
    return watched is not None
