"""Owns scrolling down by whole rows, as in Excel: half a line below the header is hard to read."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QTableView

_NOTCH = 120  # eighths of a degree, as Qt counts a notch of the wheel


class RowScrolling(QObject):
    """The vertical scroll bar of a table view whose offsets are pixels, held at the edges of rows."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        #: What a touchpad has moved since the last row, in pixels.
        self._wheeled = 0.0
        view.verticalScrollBar().actionTriggered.connect(self._stop_at_row)

    def edge(self, offset: int, *, after: bool = False) -> int:
        """Where the row begins that an offset (pixels from the first row's top) falls into; ``after``: or the next."""
        rows = self._view.verticalHeader()
        row = rows.logicalIndexAt(offset - rows.offset())
        if row < 0:
            return max(0, offset)
        top = rows.sectionPosition(row)
        return top + rows.sectionSize(row) if after and top < offset else top

    def settle(self, stood: int) -> None:
        """After Qt has measured the rows anew: the last row can be scrolled to its whole, the first is not cut."""
        bar = self._view.verticalScrollBar()
        if bar.maximum() > 0:
            bar.setMaximum(self.edge(bar.maximum(), after=True))
            bar.setValue(self.edge(stood))

    def wheel(self, event: QWheelEvent, row_height: int) -> None:
        """So many rows a notch as the system says; what a touchpad brings in pieces is added up to a row."""
        notches = event.angleDelta().y() / _NOTCH * QApplication.wheelScrollLines()
        pixels = event.pixelDelta().y() or notches * row_height
        self._wheeled = pixels if self._wheeled * pixels < 0 else self._wheeled + pixels
        bar = self._view.verticalScrollBar()
        target = bar.value() - round(self._wheeled)
        edge = max(0, min(self.edge(target, after=target < bar.value()), bar.maximum()))
        if edge != bar.value():
            self._wheeled = 0.0
            bar.setValue(edge)

    def _stop_at_row(self, _action: int) -> None:
        bar = self._view.verticalScrollBar()
        wanted = bar.sliderPosition()
        bar.setSliderPosition(self.edge(wanted, after=wanted > bar.value()))
