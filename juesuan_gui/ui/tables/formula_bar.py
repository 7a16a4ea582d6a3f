"""Owns the formula bar: the current cell in words, with its numbers, and 采用计算值 beside a stated total."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from juesuan_gui.relations import Address
from juesuan_gui.session import Session
from juesuan_gui.ui.look.pieces import ElidedLabel, button, kind
from juesuan_gui.ui.look.theme import figure_font, interface_font
from juesuan_gui.ui.tables.cell_words import cell_words


class FormulaBar(QFrame):
    """Two quiet lines: what the cell is, and the same in figures."""

    adopt_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "box")
        self._session = session
        self._address: Address | None = None
        self._name = QLabel()
        self._name.setFont(interface_font(bold=True))
        self._formula = ElidedLabel()
        self._numbers = ElidedLabel()
        self._numbers.setFont(figure_font())
        kind(self._numbers, "quiet")
        self._adopt = button("采用计算值", self._ask, "link", "去掉录入或导入的合计，改由公式计算（一步撤销）")
        # The button comes and goes with the cell; the table below must not move.
        keeps = self._adopt.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._adopt.setSizePolicy(keeps)
        self._adopt.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 12, 6)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._formula, 0, 1)
        grid.addWidget(self._adopt, 0, 2)
        grid.addWidget(self._numbers, 1, 0, 1, 3)
        self.show_cell(None)

    def show_cell(self, address: Address | None, *, inserts: bool = False) -> None:
        """Show another cell, or the same one after an edit; ``inserts``: the line in which a 科目 is typed."""
        self._address = address
        if address is None:
            self._name.setText("插入科目行" if inserts else "没有选中金额格")
            self._formula.setText("输入编码（如 2080505）、名称或拼音首字母，回车插入" if inserts else "")
            self._numbers.setText(
                "上级科目自动补上；也可以从 Excel、WPS 整块粘贴" if inserts else "选中一格，这里用文字说明它怎样得来"
            )
            self._adopt.hide()
            self._show_tip()
            return
        words = cell_words(self._session, address)
        self._name.setText(words.name)
        self._formula.setText(words.formula)
        self._numbers.setText(words.numbers)
        self._adopt.setVisible(words.adoptable)
        self._show_tip()

    def set_compact(self, compact: bool) -> None:
        """One line in a low window: the second is then the tooltip."""
        if compact == self._numbers.isHidden():
            return
        self._numbers.setHidden(compact)
        self._show_tip()

    def _show_tip(self) -> None:
        self.setToolTip(self._numbers.text() if self._numbers.isHidden() else "")

    def words(self) -> tuple[str, str, str]:
        """Name, formula and numbers as shown."""
        return self._name.text(), self._formula.text(), self._numbers.text()

    def _ask(self) -> None:
        if self._address is not None:
            self.adopt_requested.emit(self._address)
