"""Owns how a name too long for its place goes on in the next line: between words, into lines of like length."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout

#: What Qt's own views take for the end of a line within a cell.
LINE_END = "\N{LINE SEPARATOR}"
_LONG_WORD = re.compile(r"[!-~]{13,}")  # an address of a page, a long number
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


def line_count(text: str, metrics: QFontMetrics, room: int) -> int:
    """In how many lines a text stands that has so many pixels for each."""
    if metrics.horizontalAdvance(text) <= room:
        return 1
    return max(1, round(_box(text, metrics, room).height() / metrics.lineSpacing()))


def draw_wrapped(painter: QPainter, area: QRect, text: str, metrics: QFontMetrics, *, centered: bool = False) -> bool:
    """Draw a text in as many lines as it needs; ``False``, and nothing drawn, where the area is too low for them."""
    side = _MIDDLE if centered else _LEFT
    lines = line_count(text, metrics, area.width())
    if lines == 1:
        painter.drawText(area, side | int(Qt.TextFlag.TextSingleLine), text)
        return True
    if lines * metrics.lineSpacing() > area.height() + 2:
        return False
    # A last line of a single sign looks lost: the lines share the text where that needs no further line.
    even = metrics.horizontalAdvance(text) // lines + metrics.horizontalAdvance("国")
    if even < area.width() and line_count(text, metrics, even) == lines:
        left = area.left() + ((area.width() - even) // 2 if centered else 0)
        area = QRect(left, area.top(), even, area.height())
    painter.drawText(area, side | _breaking(text), text)
    return True


def broken(text: str, font: QFont, room: int) -> str:
    """A text with the line ends at which it stands in so many pixels, its lines of like length."""
    metrics = QFontMetrics(font)
    lines = line_count(text, metrics, room)
    if lines == 1:
        return text
    even = metrics.horizontalAdvance(text) // lines + metrics.horizontalAdvance("国")
    width = even if even < room and line_count(text, metrics, even) == lines else room
    layout = QTextLayout(text, font)
    layout.beginLayout()
    parts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        parts.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return LINE_END.join(parts)


def _box(text: str, metrics: QFontMetrics, room: int) -> QRect:
    return metrics.boundingRect(QRect(0, 0, max(room, 1), 100_000), _LEFT | _breaking(text), text)


def _breaking(text: str) -> int:
    anywhere = _LONG_WORD.search(text) is not None
    return int(Qt.TextFlag.TextWrapAnywhere if anywhere else Qt.TextFlag.TextWordWrap)
