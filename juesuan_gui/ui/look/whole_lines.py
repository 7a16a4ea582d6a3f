"""Owns lists that show whole lines only: one cut by an edge of the view cannot be read and is left out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

_AIR = 6  # pixels of a line over and under its words, which may be out of sight


class WholeLines(QStyledItemDelegate):
    """Leaves out what is cut; the view must paint all of it again when it is scrolled."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.verticalScrollBar().valueChanged.connect(view.viewport().update)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """As Qt does it, where all of the words are in sight; one higher than the view is shown as far as it goes."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        height = self._view.viewport().height()
        is_cut = rect.top() < -_AIR or rect.bottom() - height > _AIR
        if not is_cut or rect.height() > height:
            super().paint(painter, option, index)
