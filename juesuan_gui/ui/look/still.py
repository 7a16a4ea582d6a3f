"""Owns places whose words change with every key press without the window being laid out for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from juesuan_gui.ui.look.theme import colors


class StillPlace(QWidget):
    """Takes what room there is in a row and gives all of it to one label.

    A label that says something else asks for another size, and every layout up to the window's is gone through.
    Here it stands in no layout, and there is nobody to ask. It paints its own ground, or whatever it stands on would
    be painted as well, up to the window.
    """

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        label.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """As high as a line of the label."""
        return QSize(0, self._label.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All of it is the label's."""
        super().resizeEvent(event)
        self._label.resize(event.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the bars of the window."""
        _paint_ground(self, event)


class StillLabel(QLabel):
    """A label as wide as the longest of what it has said so far: others beside it stay where they are.

    It paints its own ground, as a still place does.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        #: What it has room for.
        self._said: set[str] = set()

    def say(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        if words not in self._said:
            self._said.add(words)
            self._take_room(self.minimumSize())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, then the words."""
        _paint_ground(self, event)
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._said = {self.text()}
            self._take_room(QSize(0, 0))

    def _take_room(self, least: QSize) -> None:
        wanted = self.sizeHint().expandedTo(least)
        if wanted != self.minimumSize():
            self.setFixedSize(wanted)


def _paint_ground(widget: QWidget, event: QPaintEvent) -> None:
    painter = QPainter(widget)
    painter.fillRect(event.rect(), colors(widget).surface)
    painter.end()
