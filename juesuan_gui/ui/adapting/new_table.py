"""Owns the declaring of a table that the county wants besides those of the form."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from juesuan_gui.forms.adjustments import AdjustmentError, NewColumn, new_table
from juesuan_gui.ui.look.arranging import fields_form, side_by_side
from juesuan_gui.ui.look.pieces import button, heading, kind, quiet

_KINDS = {"金额": "money", "数量": "count", "小数": "number", "百分比": "percent", "日期": "date", "文字": "text"}


def read_columns(text: str) -> list[NewColumn]:
    """The columns of a text with one a line: ``预算数``, ``人数，数量``. Raises AdjustmentError for an unknown kind."""
    found = []
    for line in text.splitlines():
        title, _, words = line.replace(",", "，").strip().partition("，")
        if not title.strip():
            continue
        words = words.strip() or "金额"
        if words not in _KINDS:
            raise AdjustmentError(f"“{title.strip()}”一栏的种类应是 {'、'.join(_KINDS)}，写成了“{words}”。")
        found.append(NewColumn(title.strip(), _KINDS[words]))
    return found


class NewTablePanel(QWidget):
    """Title, columns and rows, one a line."""

    made = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self.setMaximumWidth(820)
        self._taken: Collection[str] = ()
        self.title = QLineEdit()
        self.title.setPlaceholderText("例如：会议费、培训费情况表")
        self.columns = QPlainTextEdit()
        self.columns.setPlaceholderText("每行一栏，逗号后写种类：\n预算数\n决算数\n人数，数量")
        self.rows = QPlainTextEdit()
        self.rows.setPlaceholderText("每行一个项目")
        for field, name in ((self.columns, "栏目"), (self.rows, "行")):
            field.setTabChangesFocus(True)
            field.setFixedHeight(120)
            field.setAccessibleName(name)
        self.total = QCheckBox("第一行是合计，由程序相加")
        self.total.setChecked(True)
        self.accept = button("加这张表(&A)", self._make, "accent")
        form = fields_form()
        form.addRow("表名(&T)", self.title)
        form.addRow("栏目(&C)", self.columns)
        form.addRow("", quiet(f"种类：{'、'.join(_KINDS)}；不写就是金额"))
        form.addRow("行(&R)", self.rows)
        form.addRow("", self.total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        column.addWidget(heading("加一张表"))
        column.addWidget(quiet("排在公开表的最后，一起填、一起审、一起公开。"))
        column.addLayout(form)
        column.addLayout(side_by_side(self.accept))
        column.addStretch(1)

    def begin(self, taken: Collection[str]) -> None:
        """Start anew; these names are taken."""
        self._taken = taken
        for field in (self.title, self.columns, self.rows):
            field.clear()

    def _make(self) -> None:
        try:
            table = new_table(
                self.title.text(),
                read_columns(self.columns.toPlainText()),
                self.rows.toPlainText().splitlines(),
                total=self.total.isChecked(),
                taken=self._taken,
            )
        except AdjustmentError as error:
            self.refused.emit(str(error))
            return
        self.made.emit(table)
