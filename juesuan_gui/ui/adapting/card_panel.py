"""Owns the settings of one kind of scorecard: its points, its grade words, its rounding."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.forms import CARD, RawTable, Scorecard
from juesuan_gui.forms.adjustments import AdjustmentError
from juesuan_gui.forms.adjustments_cards import (
    CardSettings,
    labels_of,
    points_field,
    prints_scores,
    settings_of,
    sum_of,
    with_settings,
)
from juesuan_gui.ui.look.arranging import fields_form, side_by_side
from juesuan_gui.ui.look.pieces import button, heading, kind, paragraph, quiet
from juesuan_gui.ui.look.theme import figure_font

#: Rows for grades: four are usual, some places have five.
_GRADE_ROWS = 6
_NUMBER_WIDTH = 90
_MOST_DECIMALS = 4


class CardPanel(QWidget):
    """Changes are made by 应用, all of them in one step."""

    #: (name of the adjustment, declaration): the layout as it is wanted.
    kept = Signal(str, object)
    reset = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self.setMaximumWidth(820)
        self._layout: Scorecard | None = None
        self._declared: RawTable = {}
        self._head = heading("")
        self.full_marks = _number_field("满分")
        self.money_weight = _number_field("预算执行的分值")
        for field in (self.full_marks, self.money_weight):
            field.textChanged.connect(self._show_sum)
        self.points: list[QLineEdit] = []
        self.sum = paragraph("", "quiet")
        self.prescribed = QCheckBox("一级指标的分值固定，与此不同的自评表在审核里列出（P07）")
        self.words = [_field(f"等级 {row + 1}") for row in range(_GRADE_ROWS)]
        self.least = [_number_field(f"等级 {row + 1} 的最低分") for row in range(_GRADE_ROWS)]
        self.rate_decimals, self.score_decimals = QSpinBox(), QSpinBox()
        for box in (self.rate_decimals, self.score_decimals):
            box.setRange(0, _MOST_DECIMALS)
            box.setMaximumWidth(_NUMBER_WIDTH)
        self.apply = button("应用(&A)", self.keep, "accent")
        self.restore = button("恢复版式原样", lambda: self.reset.emit(self._name()))
        self._lay_out()

    def _lay_out(self) -> None:
        self._marks = fields_form(8)
        self._marks.addRow("满分(&F)", self.full_marks)
        self._marks.addRow("预算执行(&B)", self.money_weight)
        self._points_box, points = _group("指标的分值", "新建的自评表按这里的分值开始；已有的自评表不变。")
        self._points_form = fields_form(6)
        points.addLayout(self._points_form)
        points.addWidget(self.sum)
        points.addWidget(self.prescribed)
        self._grades_box, grades = _group("等级", "从高到低写，最后一级的最低分是 0；空着的行不用。")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for at, words in enumerate(("等级", "最低分（含）")):
            grid.addWidget(quiet(words), 0, at)
        for row, (word, least) in enumerate(zip(self.words, self.least, strict=True), 1):
            word.setMaximumWidth(140)
            grid.addWidget(word, row, 0)
            grid.addWidget(least, row, 1)
        grid.setColumnStretch(2, 1)
        grades.addLayout(grid)
        rounding_box, rounding = _group("小数位", "由程序算出的执行率和得分四舍五入到几位，末尾的 0 不印。")
        self._decimals = fields_form(None)
        self._decimals.addRow("执行率(&R)", self.rate_decimals)
        self._decimals.addRow("得分(&S)", self.score_decimals)
        rounding.addLayout(self._decimals)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addLayout(self._marks)
        for part in (self._points_box, self._grades_box, rounding_box):
            column.addWidget(part)
        column.addLayout(side_by_side(self.apply, self.restore))
        column.addStretch(1)

    def _name(self) -> str:
        return CARD + (self._layout.id if self._layout is not None else "")

    # -- showing -----------------------------------------------------------------------------------

    def show_layout(self, layout: Scorecard, declared: RawTable, *, is_changed: bool) -> None:
        """Show what a layout has now; ``declared`` is its declaration."""
        self._layout, self._declared = layout, declared
        now = settings_of(layout)
        self._head.setText(layout.name)
        self.full_marks.setText(now.full_marks)
        self.money_weight.setText(now.money_weight)
        scored, pointed = prints_scores(layout), bool(points_field(layout))
        self._marks.setRowVisible(self.full_marks, pointed)
        self._marks.setRowVisible(self.money_weight, pointed and layout.money_weight is not None)
        while self._points_form.rowCount():
            self._points_form.removeRow(0)
        self.points = []
        for label, text in zip(labels_of(layout), now.points, strict=True) if pointed else ():
            field = _number_field(f"{label} 的分值")
            field.setText(text)
            field.textChanged.connect(self._show_sum)
            self.points.append(field)
            self._points_form.addRow(label, field)
        self.prescribed.setChecked(now.is_prescribed)
        self._points_box.setVisible(pointed)
        for row, (word, least) in enumerate(zip(self.words, self.least, strict=True)):
            name, bound = now.grades[row] if row < len(now.grades) else ("", "")
            word.setText(name)
            least.setText(bound)
        self._grades_box.setVisible(scored)
        self.rate_decimals.setValue(now.rate_decimals)
        self.score_decimals.setValue(now.score_decimals)
        self._decimals.setRowVisible(self.score_decimals, scored)
        self.restore.setVisible(is_changed)
        self._show_sum()

    def _show_sum(self) -> None:
        """What the points come to beside the full marks, while they are typed."""
        texts = [self.money_weight.text(), *(field.text() for field in self.points)]
        whole, full = sum_of(texts), sum_of([self.full_marks.text()])
        if whole is None or full is None:
            self.sum.setText("分值里有不是数字的。")
        else:
            self.sum.setText(f"合计 {whole} 分，满分 {full} 分" + ("。" if whole == full else "，两者应相等。"))
        kind(self.sum, "quiet" if whole is not None and whole == full else "warning")

    # -- keeping -----------------------------------------------------------------------------------

    def wanted(self) -> CardSettings:
        """What the fields say."""
        rows = zip(self.words, self.least, strict=True)
        grades = [(word.text().strip(), least.text().strip()) for word, least in rows]
        return CardSettings(
            self.full_marks.text().strip(),
            self.money_weight.text().strip(),
            tuple(field.text().strip() for field in self.points),
            self.prescribed.isChecked(),
            tuple(grade for grade in grades if any(grade)),
            self.rate_decimals.value(),
            self.score_decimals.value(),
        )

    def keep(self) -> None:
        """Hand over the layout as it is wanted."""
        if self._layout is None:
            return
        try:
            self.kept.emit(self._name(), with_settings(self._declared, self._layout, self.wanted()))
        except AdjustmentError as error:
            self.refused.emit(f"{error}没有改动。")


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    return field


def _number_field(name: str) -> QLineEdit:
    field = _field(name)
    field.setMaximumWidth(_NUMBER_WIDTH)
    field.setFont(figure_font())
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    return field


def _group(title: str, words: str) -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(6)
    column.addWidget(heading(title, 11))
    column.addWidget(quiet(words))
    return part, column
