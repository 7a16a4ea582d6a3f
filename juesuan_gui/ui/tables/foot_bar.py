"""Owns the foot of the window: figures of the selection, display unit, zoom, 只看非零."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from juesuan_gui.figures import Figure, NumberStyle, Unit, format_figure
from juesuan_gui.forms import ColumnKind
from juesuan_gui.live import LiveReport
from juesuan_gui.relations import Address, Unread
from juesuan_gui.ui.look.pieces import button, kind, quiet
from juesuan_gui.ui.look.still import StillPlace
from juesuan_gui.ui.look.theme import figure_font

ZOOMS = (50, 75, 90, 100, 110, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class SelectionSum:
    """What the selected cells come to, exactly; ``cells`` counts all, ``count`` those with an amount."""

    cells: int
    count: int
    total: Fraction

    @property
    def mean(self) -> Fraction:
        """The average of the amounts."""
        return self.total / self.count if self.count else Fraction(0)


def sum_of(live: LiveReport, addresses: Iterable[Address]) -> SelectionSum:
    """Add up the amounts that cells show; other kinds of numbers are only counted."""
    cells = count = 0
    total = Fraction(0)
    for address in addresses:
        cells += 1
        column = live.form.table(address.table).column(address.column)
        if column is not None and column.kind is not ColumnKind.MONEY:
            continue
        try:
            figure = live.shown(address)
        except Unread:
            continue
        if figure is not None:
            count += 1
            total += figure.value
    return SelectionSum(cells, count, total)


def sum_words(found: SelectionSum, unit: Unit) -> str:
    """选中 3 格　求和 1,234.56　平均 411.52　计数 3"""
    if not found.cells:
        return ""
    words = f"选中 {found.cells} 格"
    if not found.count:
        return words
    # As many decimals as 分 needs, so that the sum is never a rounded one.
    decimals = 2 if unit is Unit.YUAN else 6
    style = NumberStyle(unit, decimals)
    total, mean = (_trimmed(format_figure(Figure(value), style)) for value in (found.total, found.mean))
    return f"{words}　求和 {total}　平均 {mean}　计数 {found.count}"


class FootBar(QWidget):
    """Follows the selection; holds how amounts are shown."""

    unit_chosen = Signal(object)
    zoom_chosen = Signal(int)
    only_nonzero = Signal(bool)

    def __init__(self, unit: Unit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "foot")
        self._unit = unit
        self._zoom = 100
        self.sums = QLabel()
        self.sums.setFont(figure_font())
        kind(self.sums, "quiet")
        self.unit = QComboBox()
        self.unit.setAccessibleName("显示单位")
        kind(self.unit, "plain")
        for choice in (Unit.YUAN, Unit.WAN_YUAN):
            self.unit.addItem(choice.label, choice)
        self.unit.setCurrentIndex(self.unit.findData(unit))
        self.unit.activated.connect(self._on_unit)
        self.nonzero = QCheckBox("只看非零")
        self.nonzero.toggled.connect(self.only_nonzero)
        self.percent = button("100%", lambda: self.set_zoom(100), "plain", "恢复 100%（Ctrl+0）")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 14, 2)
        row.setSpacing(6)
        row.addWidget(StillPlace(self.sums), 1)
        row.addWidget(self.nonzero)
        row.addSpacing(8)
        row.addWidget(quiet("显示单位"))
        row.addWidget(self.unit)
        row.addSpacing(8)
        row.addWidget(button("−", lambda: self.step_zoom(-1), "plain", "缩小（Ctrl+滚轮）"))
        row.addWidget(self.percent)
        row.addWidget(button("+", lambda: self.step_zoom(1), "plain", "放大（Ctrl+滚轮）"))
        row.addSpacing(8)
        row.addWidget(quiet("本地文件，不联网"))

    @property
    def shown_unit(self) -> Unit:
        """The unit in which amounts are shown."""
        return self._unit

    def show_selection(self, found: SelectionSum) -> None:
        """Show what the selection comes to."""
        self.sums.setText(sum_words(found, self._unit))

    def set_unit(self, unit: Unit) -> None:
        """Switch the unit, as if chosen."""
        self.unit.setCurrentIndex(self.unit.findData(unit))
        self._on_unit()

    def show_zoom(self, percent: int) -> None:
        """The table was zoomed with the wheel."""
        self._zoom = percent
        self.percent.setText(f"{percent}%")

    def set_zoom(self, percent: int) -> None:
        """Zoom to a percentage."""
        self.show_zoom(min(ZOOMS[-1], max(ZOOMS[0], percent)))
        self.zoom_chosen.emit(self._zoom)

    def step_zoom(self, direction: int) -> None:
        """To the next larger or smaller size."""
        if direction > 0:
            self.set_zoom(next((size for size in ZOOMS if size > self._zoom), ZOOMS[-1]))
        else:
            self.set_zoom(next((size for size in reversed(ZOOMS) if size < self._zoom), ZOOMS[0]))

    def _on_unit(self) -> None:
        # Qt hands an enumeration kept in a list box back as such, never as its value.
        unit = self.unit.currentData()
        if isinstance(unit, Unit) and unit is not self._unit:
            self._unit = unit
            self.unit_chosen.emit(unit)


def _trimmed(text: str) -> str:
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}" if decimals else whole
