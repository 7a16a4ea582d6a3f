"""Owns side panels that scroll and show whole lines only: words cut by the lower edge are covered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QListView, QScrollArea, QWidget

from juesuan_gui.ui.look.pieces import kind

_AIR = 4  # pixels of a line below its words, which may be out of sight
_WORDS = (QLabel, QAbstractButton, QListView)


class WholeScroll(QScrollArea):
    """Covers half a line at its lower edge with the panel's ground; the scroll bar says that there is more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cover = QWidget(self.viewport())
        self._cover.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        kind(self._cover, "surface")
        self._cover.hide()
        # What the content shows changes in several steps; it is looked at once they are through.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.cover)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another edge cuts other lines."""
        super().resizeEvent(event)
        self._soon.start()

    def scrollContentsBy(self, across: int, down: int) -> None:
        """The content lies elsewhere under the edge."""
        super().scrollContentsBy(across, down)
        self.cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The content has come to lie otherwise."""
        if watched is self.widget() and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._soon.start()
        return super().eventFilter(watched, event)

    def cover(self) -> None:
        """Cover what is cut, if anything is."""
        edge, width = self.viewport().height(), self.viewport().width()
        top = min((cut for words in self._words() if (cut := self._cut(words, edge)) > 0), default=edge)
        self._cover.setVisible(top < edge)
        if top < edge:
            self._cover.setGeometry(0, top, width, edge - top)
            self._cover.raise_()

    def _words(self) -> list[QWidget]:
        found = self.viewport().findChildren(QWidget)
        return [widget for widget in found if isinstance(widget, _WORDS) and widget.isVisible()]

    def _cut(self, words: QWidget, edge: int) -> int:
        """Where in the view the line of these words begins that the edge cuts; ``edge`` where it cuts none."""
        top = words.mapTo(self.viewport(), QPoint(0, 0)).y()
        if not top < edge < top + words.height() - _AIR:
            return edge
        if isinstance(words, QListView):
            row = words.visualRect(words.indexAt(QPoint(words.width() // 2, edge - top - 1)))
            is_whole = not row.isValid() or row.bottom() + top - edge < _AIR
            return edge if is_whole else top + row.top()
        if isinstance(words, QLabel) and words.wordWrap():
            height = words.fontMetrics().lineSpacing()
            return top + (edge - top) // height * height
        return top
