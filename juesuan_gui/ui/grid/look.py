"""Owns the measures of the grid: fonts, paddings and colours at one zoom."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from juesuan_gui.forms import Level
from juesuan_gui.ui.look.palette import Colors
from juesuan_gui.ui.look.theme import colors, figure_font

#: What amounts are written with.
_FIGURE_SIGNS = frozenset("0123456789,.-−%()（）—")
#: So many texts' widths are kept; a screen shows a few hundred.
_MOST_WIDTHS = 4_000


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that painting needs, worked out once per zoom and palette."""

    colors: Colors
    font: QFont
    bold: QFont
    small: QFont
    metrics: QFontMetrics
    bold_metrics: QFontMetrics
    padding: int
    indent: int
    row_height: int
    corner: int
    red_negatives: bool = False
    #: The widest sign of an amount, in pixels.
    widest_sign: int = 0
    _widths: dict[tuple[str, bool], int] = field(default_factory=dict, compare=False, repr=False)

    def width(self, text: str, *, bold: bool) -> int:
        """How wide a text is (pixels); measured once, because the same cells are painted again and again."""
        known = self._widths.get((text, bold))
        if known is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            metrics = self.bold_metrics if bold else self.metrics
            known = self._widths[text, bold] = metrics.horizontalAdvance(text)
        return known

    def has_room(self, text: str, room: int, *, bold: bool) -> bool:
        """Whether a text fits into so many pixels; most amounts do so by far, and need no measuring."""
        if len(text) * self.widest_sign <= room and _FIGURE_SIGNS.issuperset(text):
            return True
        return self.width(text, bold=bold) <= room

    def level_color(self, level: Level) -> QColor:
        """The colour of a finding's mark."""
        by_level = {
            Level.ERROR: self.colors.error,
            Level.WARNING: self.colors.warning,
            Level.INFO: self.colors.accent,
        }
        return by_level[level]

    def level_ground(self, level: Level) -> QColor | None:
        """The ground of the cell that a finding is about; a hint needs none."""
        return {Level.ERROR: self.colors.error_ground, Level.WARNING: self.colors.warning_ground}.get(level)


def look_of(widget: QWidget, zoom: int, *, red_negatives: bool = False) -> Look:
    """The look for a widget's palette at so many per cent."""
    size = QFont(widget.font()).pointSizeF()
    size = (size if size > 0 else 10.0) * zoom / 100
    font, bold = figure_font(size), figure_font(size, bold=True)
    metrics, bold_metrics = QFontMetrics(font), QFontMetrics(bold)
    digit = metrics.horizontalAdvance("0")
    return Look(
        colors(widget),
        font,
        bold,
        figure_font(size * 0.86),
        metrics,
        bold_metrics,
        padding=round(digit * 0.95),
        indent=metrics.horizontalAdvance("国"),
        row_height=round(metrics.height() * 1.42),
        corner=max(5, round(digit * 0.85)),
        red_negatives=red_negatives,
        widest_sign=max(known.horizontalAdvance(sign) for known in (metrics, bold_metrics) for sign in _FIGURE_SIGNS),
    )
