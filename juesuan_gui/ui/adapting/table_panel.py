"""Owns the settings of one table: title, code columns, headings, the lines that are printed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.forms import RawTable
from juesuan_gui.forms.adjustments import (
    AdjustmentError,
    code_columns,
    headings,
    reheaded,
    retitled,
    splits_codes,
    with_code_columns,
)
from juesuan_gui.forms.adjustments_codes import has_fixed_codes, splits_fixed_codes, with_split_codes
from juesuan_gui.forms.adjustments_lines import with_line, without_lines
from juesuan_gui.forms.adjustments_print import (
    relabelled,
    total_place,
    with_notes,
    with_total,
    with_zero_sentence,
)
from juesuan_gui.ui.look.arranging import fields_form, side_by_side
from juesuan_gui.ui.look.pieces import button, heading, kind, paragraph, quiet
from juesuan_gui.ui.look.whole_lines import WholeLines

_CODES = (
    ("一栏（2010601）", (1, False)),
    ("三栏，合起来印（2010601）", (3, False)),
    ("三栏，分开印（201、06、01）", (3, True)),
)
_TOTALS = (("第一行", "first"), ("最后一行", "last"))
_NOTE_LINES = 4


class TablePanel(QWidget):
    """Changes are made by 应用, by Enter in a line, or by leaving; all of them in one step."""

    kept = Signal(object)
    reset = Signal(str)
    approved = Signal(str)
    adopted = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self.setMaximumWidth(820)
        self._table: RawTable = {}
        self._as_shown: RawTable | None = None
        self._head = heading("")
        self._where = paragraph("", "quiet")
        self.title = QLineEdit()
        self.codes = QComboBox()
        for words, value in _CODES:
            self.codes.addItem(words, value)
        self.apart = QCheckBox("科目编码类、款分两栏印（301、01）")
        self.total = QComboBox()
        for words, place in _TOTALS:
            self.total.addItem(words, place)
        self.notes = QPlainTextEdit()
        self.notes.setAccessibleName("表下注释")
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(self.notes.fontMetrics().lineSpacing() * _NOTE_LINES + 14)
        self.zero_sentence = QLineEdit()
        self.headings: dict[str, QLineEdit] = {}
        self._headings_form = fields_form(None)
        self.lines = QListWidget()
        self.lines.setAccessibleName("印出的行")
        self.lines.setMinimumHeight(220)
        self.lines.setSpacing(2)
        self.lines.setItemDelegate(WholeLines(self.lines))
        self.new_line = QLineEdit()
        self.new_line.setPlaceholderText("新行的名称，加在选中的行下面")
        self.new_line.returnPressed.connect(self._add_line)
        self.add = button("加一行", self._add_line)
        self.apply = button("应用(&A)", self.keep, "accent")
        self.restore = button("恢复版式原样", lambda: self.reset.emit(str(self._table["id"])))
        self.approve = button("本表合计以批复数为准", lambda: self.approved.emit(str(self._table["id"])))
        self.adopt = button("改由公式计算", lambda: self.adopted.emit(str(self._table["id"])))
        for field in (self.title, self.zero_sentence):
            field.returnPressed.connect(self.keep)
        self._lay_out()

    def _lay_out(self) -> None:
        self._top = fields_form()
        self._top.addRow("表名(&T)", self.title)
        self._top.addRow("科目编码(&C)", self.codes)
        self._top.addRow("", self.apart)
        self._top.addRow("合计行(&U)", self.total)
        self._top.addRow("表下注释(&N)", self.notes)
        self._top.addRow("空表说明(&Z)", self.zero_sentence)
        self._line_box = QWidget()
        box = QVBoxLayout(self._line_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(heading("行", 11))
        box.addWidget(
            quiet("双击可改行名。去掉勾的行不印，序号、行次和表下注释重新编。有数的行去掉后，数一起清除，撤销就回来。")
        )
        box.addWidget(self.lines)
        adding = QHBoxLayout()
        adding.addWidget(self.new_line, 1)
        adding.addWidget(self.add)
        box.addLayout(adding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._where)
        column.addLayout(self._top)
        column.addSpacing(8)
        column.addWidget(heading("栏目", 11))
        column.addWidget(quiet("改成本地表上印的名称；导入时原来的名称也认。"))
        column.addLayout(self._headings_form)
        column.addSpacing(8)
        column.addWidget(self._line_box)
        column.addLayout(side_by_side(self.apply, self.restore))
        column.addSpacing(8)
        column.addWidget(heading("合计", 11))
        column.addWidget(quiet("以批复数为准：把现在的合计固定下来，改分项不再变；两者的差列在审核里。"))
        column.addLayout(side_by_side(self.approve, self.adopt))
        column.addStretch(1)

    def show_table(self, table: RawTable, *, is_changed: bool, is_own: bool) -> None:
        """Show a table's declaration; ``is_own``: the report itself added the table."""
        self._table = table
        self._head.setText(str(table["title"]))
        self._where.setText(f"数据来源：{table['where_found']}" if table.get("where_found") else "")
        self._where.setVisible(bool(table.get("where_found")))
        self.title.setText(str(table["title"]))
        columns = code_columns(table)
        self._top.setRowVisible(self.codes, bool(columns))
        split = splits_codes(table)
        self._top.setRowVisible(self.apart, has_fixed_codes(table))
        self.apart.setChecked(splits_fixed_codes(table))
        position = next((n for n, (_, value) in enumerate(_CODES) if value == (min(columns, 3), split)), 0)
        self.codes.setCurrentIndex(position)
        place = total_place(table)
        self._top.setRowVisible(self.total, place in ("first", "last"))
        self.total.setCurrentIndex(max(0, self.total.findData(place)))
        self.notes.setPlainText("\n".join(table.get("notes", [])))
        self.zero_sentence.setText(str(table.get("zero_sentence", "")))
        while self._headings_form.rowCount():
            self._headings_form.removeRow(0)
        self.headings = {}
        for text in headings(table):
            field = QLineEdit(text)
            field.setAccessibleName(f"栏目 {text}")
            field.returnPressed.connect(self.keep)
            self.headings[text] = field
            self._headings_form.addRow(text, field)
        self._show_lines()
        self._line_box.setVisible(not table.get("coded"))
        self.restore.setText("删除这张表" if is_own else "恢复版式原样")
        self.restore.setVisible(is_changed)
        self._as_shown = self._wanted()

    def _show_lines(self) -> None:
        self.lines.clear()
        self.new_line.clear()
        self._labels: dict[str, str] = {}
        for rows in self._table.get("rows", {}).values():
            for row in rows:
                if row.get("key"):
                    item = QListWidgetItem(str(row.get("label") or row["key"]))
                    item.setData(Qt.ItemDataRole.UserRole, row["key"])
                    self._labels[str(row["key"])] = item.text()
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable)
                    item.setCheckState(Qt.CheckState.Checked)
                    self.lines.addItem(item)

    def _add_line(self) -> None:
        if self.new_line.text().strip():
            # With what stands in the other fields, which would be lost when the page is made anew.
            self.keep()
        else:
            self.refused.emit("请写新行的名称。")
            self.new_line.setFocus()

    def _with_new_line(self, table: RawTable) -> RawTable:
        """The table with the line that is being named, below the chosen one. Raises AdjustmentError."""
        if not self.lines.count() or not self.new_line.text().strip():
            return table
        row = self.lines.currentRow()
        chosen = self.lines.item(row if row >= 0 else self.lines.count() - 1)
        return with_line(table, str(chosen.data(Qt.ItemDataRole.UserRole)), self.new_line.text())

    def keep(self) -> None:
        """Hand over the table as it is wanted."""
        wanted = self._wanted()
        if wanted is not None:
            self._as_shown = wanted
            self.kept.emit(wanted)

    def touched(self) -> RawTable | None:
        """The table as it is wanted, where that is another than was shown or handed over; told once."""
        wanted = self._wanted()
        if wanted == self._as_shown:
            return None
        self._as_shown = wanted
        return wanted

    def _wanted(self) -> RawTable | None:
        """The table as the fields say; ``None``, and a word to the user, where that cannot be."""
        table = self._table
        try:
            table = retitled(table, self.title.text())
            for text, field in self.headings.items():
                if field.text().strip() != text:
                    table = reheaded(table, text, field.text())
            if code_columns(table):
                count, split = self.codes.currentData()
                table = with_code_columns(table, count, split=split)
            if has_fixed_codes(table):
                table = with_split_codes(table, split=self.apart.isChecked())
            if total_place(table) in ("first", "last"):
                table = with_total(table, str(self.total.currentData()))
            if (notes := self.notes.toPlainText().splitlines()) != list(table.get("notes", [])):
                table = with_notes(table, notes)
            if self.zero_sentence.text() != table.get("zero_sentence", ""):
                table = with_zero_sentence(table, self.zero_sentence.text())
            items = [self.lines.item(row) for row in range(self.lines.count())]
            for item in items:
                key = str(item.data(Qt.ItemDataRole.UserRole))
                if not table.get("coded") and item.text() != self._labels.get(key, item.text()):
                    table = relabelled(table, key, item.text())
            table = self._with_new_line(table)
            gone = [
                str(item.data(Qt.ItemDataRole.UserRole))
                for item in items
                if item.checkState() is not Qt.CheckState.Checked
            ]
            if gone and not table.get("coded"):
                table = without_lines(table, gone)
        except AdjustmentError as error:
            self.refused.emit(str(error))
            return None
        return table
