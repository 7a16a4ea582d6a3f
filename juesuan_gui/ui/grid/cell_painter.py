"""Owns the painting of one cell: grounds, thin lines, text, marks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygon

from juesuan_gui.forms import CellRole, PrintedCell
from juesuan_gui.ui.grid.faces import Face
from juesuan_gui.ui.grid.look import Look
from juesuan_gui.ui.grid.marks import Mark
from juesuan_gui.ui.look.wrapping import draw_wrapped

#: What stands for an amount that its column is too narrow for; a cut amount would be a wrong one.
TOO_NARROW = "###"
#: What stands for an amount whose column goes on beyond the pane.
GOES_ON = "…"
INSERT_HINT = "＋ 插入科目：输入编码、名称或拼音首字母"

_QUIET_CORNER = 180  # of 255: quiet, and still told from the ground (3 : 1) in light and in dark

# As plain numbers: joining Qt's flags for each cell costs as much as drawing it.
_LINE = int(Qt.TextFlag.TextSingleLine)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | _LINE
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | _LINE
_CENTER = int(Qt.AlignmentFlag.AlignCenter) | _LINE


def elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """The beginning of a text with … where it has no room."""
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def words_area(rect: QRect, cell: PrintedCell, look: Look) -> QRect:
    """The part of a cell in which its name or words stand."""
    if cell.role is CellRole.FIGURE:
        return rect.adjusted(look.padding // 2, 0, -look.padding - 1, 0)
    return rect.adjusted(look.padding + cell.indent * look.indent, 0, -look.padding // 2, 0)


class CellPainter:
    """Paints cells of one look with one painter. ``edge``: where the pane ends; no text reaches over it."""

    def __init__(self, painter: QPainter, look: Look, edge: int = 1_000_000) -> None:
        self._painter = painter
        self._look = look
        self._colors = look.colors
        self._edge = edge - 1

    def label(self, rect: QRect, cell: PrintedCell, *, selected: bool, centered: bool, in_active_row: bool) -> None:
        """A code, name, line number or blank."""
        # Where nothing can ever stand, nothing looks as if it could be filled in.
        empty = self._colors.surface if cell.text else self._colors.ground
        self._ground(rect, self._colors.selection if selected else empty)
        if not cell.text:
            return
        quiet = cell.role is CellRole.LINE
        self._painter.setFont(self._look.bold if cell.bold else self._look.font)
        self._painter.setPen(
            self._colors.accent if in_active_row and not quiet else self._colors.quiet if quiet else self._colors.text
        )
        if quiet:
            self._text(rect, _CENTER, cell.text, cell.bold)
            return
        self._words(words_area(rect, cell, self._look), cell.text, cell.bold, centered=centered)

    def figure(self, rect: QRect, face: Face, *, bold: bool, selected: bool, highlighted: bool) -> None:
        """A figure with everything that is to be said about it."""
        self._ground(rect, self._figure_ground(face, selected, highlighted))
        painter, look = self._painter, self._look
        inner = rect.adjusted(look.padding // 2, 0, -look.padding - 1, 0)
        is_whole = rect.right() <= self._edge
        if not is_whole:
            inner.setRight(self._edge)
        if face.is_words:
            painter.setFont(look.bold if bold else look.font)
            painter.setPen(self._figure_pen(face))
            self._words(inner, face.text, bold)
        elif face.text:
            painter.setFont(look.bold if bold else look.font)
            painter.setPen(self._figure_pen(face))
            text = face.text
            if not look.has_room(text, inner.width(), bold=bold):
                metrics = look.bold_metrics if bold else look.metrics
                short = TOO_NARROW if is_whole else GOES_ON
                text = elided(text, metrics, inner.width()) if face.is_unread else short
            painter.drawText(inner, _RIGHT, text)
        is_raw = face.is_unread and not face.is_computed
        if face.differs or is_raw:
            painter.setFont(look.small)
            painter.setPen(self._colors.warning)
            painter.drawText(inner, _LEFT, "？" if is_raw else "≠")
        if face.mark is not None:
            self.corner(rect, face.mark)
        if highlighted:
            painter.setPen(QPen(self._colors.accent, 1, Qt.PenStyle.DashLine))
            painter.drawRect(rect.adjusted(1, 1, -3, -3))

    def insert_line(self, rect: QRect, hint: str) -> None:
        """The line in which something new is typed."""
        self._ground(rect, self._colors.ground)
        self._painter.setFont(self._look.font)
        self._painter.setPen(self._colors.quiet)
        self._text(rect.adjusted(self._look.padding, 0, 0, 0), _LEFT, hint, False)

    def active_border(self, rect: QRect) -> None:
        """The frame of the active cell."""
        self._painter.setPen(
            QPen(
                self._colors.accent,
                2,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.SquareCap,
                Qt.PenJoinStyle.MiterJoin,
            )
        )
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _figure_ground(self, face: Face, selected: bool, highlighted: bool) -> QColor:
        if selected or highlighted:
            return self._colors.selection
        if face.mark is not None and face.mark.is_place:
            ground = self._look.level_ground(face.mark.level)
            if ground is not None:
                return ground
        if face.is_unread and not face.is_computed:
            return self._colors.warning_ground
        return self._colors.computed if face.is_computed else self._colors.surface

    def _figure_pen(self, face: Face) -> QColor:
        if face.mark is not None and face.mark.is_place and self._look.level_ground(face.mark.level) is not None:
            return self._look.level_color(face.mark.level)
        if face.is_negative and self._look.red_negatives:
            return self._colors.error
        return self._colors.quiet if face.is_zero or (face.is_unread and face.is_computed) else self._colors.text

    def _ground(self, rect: QRect, color: QColor) -> None:
        # Two fills are much cheaper than two lines; what the second leaves are the thin lines.
        self._painter.fillRect(rect, self._colors.line)
        self._painter.fillRect(rect.x(), rect.y(), rect.width() - 1, rect.height() - 1, color)

    def _words(self, rect: QRect, text: str, bold: bool, *, centered: bool = False) -> None:
        """A name or words: in so many lines as the cell has room for."""
        look = self._look
        if rect.right() > self._edge:
            self._text(rect, _LEFT, text, bold)
        elif look.has_room(text, rect.width(), bold=bold):
            self._painter.drawText(rect, _CENTER if centered else _LEFT, text)
        elif not draw_wrapped(
            self._painter, rect, text, look.bold_metrics if bold else look.metrics, centered=centered
        ):
            self._text(rect, _LEFT, text, bold)

    def _text(self, rect: QRect, alignment: int, text: str, bold: bool) -> None:
        look = self._look
        rect.setRight(min(rect.right(), self._edge))
        if not look.has_room(text, rect.width(), bold=bold):
            text = elided(text, look.bold_metrics if bold else look.metrics, rect.width())
        self._painter.drawText(rect, alignment, text)

    def corner(self, rect: QRect, mark: Mark) -> None:
        """The triangle of a cell with a finding; small and quiet where a finding only rests on the cell.

        A wrong sum rests on a dozen right addends: in the level's colour they would all cry out.
        """
        painter = self._painter
        color = QColor(self._look.level_color(mark.level) if mark.is_place else self._colors.quiet)
        color.setAlpha(255 if mark.is_place else _QUIET_CORNER)
        size = self._look.corner if mark.is_place else round(self._look.corner * 0.7)
        right, top = rect.right(), rect.top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygon([QPoint(right - size, top), QPoint(right, top), QPoint(right, top + size)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
