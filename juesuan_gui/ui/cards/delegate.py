"""Owns how a cell of the printed card is painted and edited: the frame of the current one, words that are not cut."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from juesuan_gui.ui.look.theme import colors
from juesuan_gui.ui.look.wrapping import LINE_END, wrapped

#: Pixels between the edge of a cell and its words.
PADDING = 4
#: Longer texts are read as sentences, not as names; their lines end where the room does.
_LONGEST_NAME = 20


def in_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """A name in the lines that a cell of this width gives it, none of its words cut; sentences unchanged."""
    if len(text) > _LONGEST_NAME:
        return text
    room = max(width - 2 * PADDING, 1)
    return "\n".join(line for part in text.split("\n") for line in wrapped(part, metrics, room))


class CardDelegate(QStyledItemDelegate):
    """The style's own mark of the current cell is a shaded field; here it is the frame that the tables have."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Break names between their words."""
        super().initStyleOption(option, index)
        lines = in_lines(option.text.replace(LINE_END, "\n"), option.fontMetrics, option.rect.width())  # type: ignore[attr-defined]
        option.text = lines.replace("\n", LINE_END)  # type: ignore[attr-defined]

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """What is being typed stays when the card is painted anew, as it is when findings come in."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """As Qt does it, with a frame in the accent."""
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        rect, has_keyboard = QRect(option.rect), bool(state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]
        option.state = state & ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
        super().paint(painter, option, index)
        if has_keyboard:
            painter.save()
            painter.setPen(QPen(colors(option.widget).accent, 2))  # type: ignore[attr-defined]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
            painter.restore()
