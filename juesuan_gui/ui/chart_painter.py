"""Owns drawings on the screen: the shapes that PDF and Word print, in the theme's own inks."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from juesuan_gui.document import Alignment, Box, Drawing, Fill, Label, Stroke, hatch_of
from juesuan_gui.document.drawings import OUTLINE_WIDTH
from juesuan_gui.ui.look.palette import Colors
from juesuan_gui.ui.look.theme import colors

_SHARES = {Alignment.LEFT: 0.0, Alignment.CENTER: 0.5, Alignment.RIGHT: 1.0, Alignment.JUSTIFY: 0.0}
_LARGEST = 1.5  # times the printed size; wider windows only show more white around


def paint_drawing(painter: QPainter, drawing: Drawing, area: QRectF, inks: Colors) -> None:
    """Paint the drawing as large as the area allows, in the middle of its width, at its top."""
    scale = scale_in(drawing, area.width(), area.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.left() + (area.width() - drawing.width * scale) / 2, area.top())
    painter.scale(scale, scale)
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            _write(painter, shape, inks)
        elif isinstance(shape, Stroke):
            _line(painter, shape, inks)
        else:
            _box(painter, shape, inks)
    painter.restore()


def scale_in(drawing: Drawing, width: float, height: float) -> float:
    """How many pixels a point takes in an area of this size."""
    return max(0.1, min(width / drawing.width, height / drawing.height, _LARGEST))


def _box(painter: QPainter, box: Box, inks: Colors) -> None:
    area = QRectF(box.x, box.y, box.width, box.height)
    grounds = {Fill.DARK: inks.accent, Fill.LIGHT: inks.selection, Fill.HATCHED: inks.surface, Fill.BLANK: inks.surface}
    painter.fillRect(area, grounds[box.fill])
    for stroke in hatch_of(box):
        _line(painter, stroke, inks, inks.accent)
    if box.outlined:
        painter.setPen(QPen(inks.accent, OUTLINE_WIDTH))
        painter.drawRect(area)


def _line(painter: QPainter, stroke: Stroke, inks: Colors, ink: QColor | None = None) -> None:
    painter.setPen(QPen(inks.quiet if ink is None else ink, stroke.width))
    painter.drawLine(QLineF(stroke.x1, stroke.y1, stroke.x2, stroke.y2))


def _write(painter: QPainter, label: Label, inks: Colors) -> None:
    font = QFont(painter.font())
    # The painter is scaled to points already.
    font.setPixelSize(max(1, round(label.size)))
    font.setBold(label.bold)
    painter.setFont(font)
    painter.setPen(inks.text)
    metrics = QFontMetricsF(font)
    x = label.x - _SHARES[label.alignment] * metrics.horizontalAdvance(label.text)
    painter.drawText(QPointF(x, label.y + (metrics.ascent() - metrics.descent()) / 2), label.text)


class DrawingView(QWidget):
    """Shows one drawing with its caption in words for screen readers."""

    def __init__(self, drawing: Drawing | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing: Drawing | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_drawing(drawing)

    def show_drawing(self, drawing: Drawing | None) -> None:
        """Show another drawing, or none."""
        self._drawing = drawing
        self.setAccessibleName(drawing.caption.text if drawing is not None and drawing.caption is not None else "")
        self.setAccessibleDescription(drawing.words if drawing is not None else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The printed size."""
        if self._drawing is None:
            return QSize(0, 0)
        return QSize(round(self._drawing.width), round(self._drawing.height))

    def hasHeightForWidth(self) -> bool:
        """The picture keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that shows the whole picture at this width."""
        if self._drawing is None:
            return 0
        scale = max(0.1, min(width / self._drawing.width, _LARGEST))
        return round(self._drawing.height * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawing into the whole widget."""
        if self._drawing is not None:
            painter = QPainter(self)
            paint_drawing(painter, self._drawing, QRectF(self.rect()), colors(self))
            painter.end()
