"""Owns how the parts of a page stand: rows that begin at the left, forms of fields, columns of a width, side panels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from juesuan_gui.ui.look.whole_scroll import WholeScroll

_BESIDE_NAMES = 18  # pixels between the names of fields and the fields


def side_by_side(*widgets: QWidget, spacing: int | None = None) -> QHBoxLayout:
    """Widgets side by side from the left; ``spacing`` in pixels, the style's own where it is not given."""
    row = QHBoxLayout()
    if spacing is not None:
        row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def fields_form(spacing: int | None = 10) -> QFormLayout:
    """An empty form of names and fields; ``spacing`` in pixels between its rows, ``None`` for the style's own."""
    form = QFormLayout()
    form.setHorizontalSpacing(_BESIDE_NAMES)
    if spacing is not None:
        form.setVerticalSpacing(spacing)
    return form


def page_of(width: int) -> tuple[QWidget, QVBoxLayout]:
    """A page no wider than so many pixels, and the column that its parts stand in."""
    page = QWidget()
    page.setMaximumWidth(width)
    column = QVBoxLayout(page)
    column.setContentsMargins(28, 20, 28, 16)
    column.setSpacing(8)
    return page, column


def scrolling(owner: QWidget, content: QWidget) -> QScrollArea:
    """Let a side panel show its content in its own width, scrolling up and down only."""
    area = WholeScroll()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    outer = QVBoxLayout(owner)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    return area
