"""Owns how a finding of a review looks in the list: two lines of level, check, place, difference, decision, problem."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from juesuan_gui.review import Change, Judged, Verdict
from juesuan_gui.ui.look.palette import Colors
from juesuan_gui.ui.look.theme import colors, figure_font, interface_font
from juesuan_gui.ui.review.marks import level_tone
from juesuan_gui.ui.review.model import JUDGED_ROLE, verdict_words

_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_HEIGHT, _PAD = 48, 8
_VERDICT_TONES = {
    Verdict.PENDING: "quiet",
    Verdict.ACCEPTED: "error",
    Verdict.REJECTED: "quiet",
    Verdict.CORRECTED: "good",
}


class ReviewLineDelegate(QStyledItemDelegate):
    """Two lines a finding: level, check, place, difference and decision; below them the problem."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        size = interface_font().pointSizeF()
        self._bold = interface_font(size, bold=True)
        self._font = interface_font(size)
        self._small = interface_font(size - 1)
        self._figures = figure_font(size - 1)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """All lines have one height."""
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one finding."""
        item = index.data(JUDGED_ROLE)
        if not isinstance(item, Judged):
            return
        widget: QWidget = option.widget  # type: ignore[attr-defined]
        roles = colors(widget)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, roles.selection if chosen else roles.header)
        painter.setPen(roles.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(roles.accent, 1))
            # Around the whole line, with the room of the arrow before it.
            painter.drawRect(QRect(0, rect.top(), rect.right(), rect.height() - 1))
        self._upper(painter, rect.adjusted(_PAD, 5, -_PAD, -_HEIGHT // 2), item, roles)
        self._lower(painter, rect.adjusted(_PAD, _HEIGHT // 2 - 1, -_PAD, -5), item, index, roles)
        painter.restore()

    def _upper(self, painter: QPainter, rect: QRect, item: Judged, roles: Colors) -> None:
        finding = item.finding
        right = self._right(painter, rect, verdict_words(item), self._small, _verdict_ink(item, roles))
        if item.change is not None:
            tone = roles.quiet if item.change is Change.STILL else roles.accent
            right = self._right(painter, right, item.change.value, self._small, tone)
        if finding.difference:
            words = "差 " + finding.difference.replace("-", "−")
            right = self._right(painter, right, words, self._figures, roles.text)
        rest = self._left(painter, right, finding.level.label, self._bold, getattr(roles, level_tone(finding.level)))
        rest = self._left(painter, rest, finding.check, self._small, roles.quiet)
        where = " · ".join(dict.fromkeys(part for part in (finding.where, finding.section) if part))
        painter.setFont(self._small)
        painter.setPen(roles.quiet)
        shown = painter.fontMetrics().elidedText(where, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, shown)

    def _lower(self, painter: QPainter, rect: QRect, item: Judged, index: _Index, roles: Colors) -> None:
        count = index.model().rowCount(index)
        if count:
            rect = self._right(painter, rect, f"另有 {count} 条由此引起", self._small, roles.quiet)
        painter.setFont(self._font)
        painter.setPen(roles.quiet if item.verdict in (Verdict.REJECTED, Verdict.CORRECTED) else roles.text)
        words = " ".join(item.finding.message.split())
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)

    def _right(self, painter: QPainter, rect: QRect, words: str, font: QFont, ink: QColor) -> QRect:
        painter.setFont(font)
        painter.setPen(ink)
        width = painter.fontMetrics().horizontalAdvance(words) + 2
        painter.drawText(QRect(rect.right() - width, rect.top(), width, rect.height()), _MIDDLE, words)
        return rect.adjusted(0, 0, -width - 12, 0)

    def _left(self, painter: QPainter, rect: QRect, words: str, font: QFont, ink: QColor) -> QRect:
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(rect, _MIDDLE, words)
        return rect.adjusted(painter.fontMetrics().horizontalAdvance(words) + 10, 0, 0, 0)


def _verdict_ink(item: Judged, roles: Colors) -> QColor:
    ink: QColor = roles.warning if item.is_stale else getattr(roles, _VERDICT_TONES[item.verdict])
    return ink
