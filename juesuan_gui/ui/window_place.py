"""Owns where the window stands on the screen between starts."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

from juesuan_gui.ui.settings import Settings

_FIRST_SIZE = QSize(1440, 900)
_FRAME = QSize(16, 40)  # the widest that desktops draw: a title above, borders at the sides
_GEOMETRY, _SIZE = "geometry", "window_size"


def restore_place(window: QWidget, settings: Settings) -> None:
    """Put the window where it was, or give it its size on a screen that has room for it."""
    kept = settings.text(_GEOMETRY)
    if kept and window.restoreGeometry(QByteArray.fromBase64(kept.encode())):
        return
    size = settings.numbers(_SIZE)
    wanted = QSize(*size) if len(size) == 2 else _FIRST_SIZE
    # Its frame stands on the screen too, and nobody knows it before the window is shown.
    window.resize(wanted.boundedTo(window.screen().availableSize() - _FRAME))


def keep_place(window: QWidget, settings: Settings) -> None:
    """Remember where the window stands; only its size where nobody frames it.

    Qt restores a place by the frame it expects. Without a window manager there is none, and the window would come
    back further down at every start.
    """
    framed = window.frameGeometry() != window.geometry() or window.isMaximized() or window.isFullScreen()
    settings.put(_GEOMETRY, bytes(window.saveGeometry().toBase64().data()).decode() if framed else "")
    settings.put(_SIZE, [] if framed else [window.width(), window.height()])
