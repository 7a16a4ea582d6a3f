"""Owns the measures of the grid: fonts, paddings and colours at one zoom."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from juesuan_gui.forms import Level
from juesuan_gui.ui.look.palette import Colors
from juesuan_gui.ui.look.theme import colors, figure_font


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
    metrics = QFontMetrics(font)
    digit = metrics.horizontalAdvance("0")
    return Look(
        colors(widget),
        font,
        bold,
        figure_font(size * 0.86),
        metrics,
        QFontMetrics(bold),
        padding=round(digit * 0.95),
        indent=metrics.horizontalAdvance("国"),
        row_height=round(metrics.height() * 1.42),
        corner=max(5, round(digit * 0.85)),
        red_negatives=red_negatives,
    )
