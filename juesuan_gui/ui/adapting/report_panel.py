"""Owns the settings for all tables of a report: money unit, 24 or 26 lines, whose totals count, the 尾差 note."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from juesuan_gui.figures import Unit
from juesuan_gui.forms import declaration_of
from juesuan_gui.forms.adjustments_lines import function_lines, with_debt_lines
from juesuan_gui.live.approving import approve_totals, stated_totals
from juesuan_gui.publishing.rounding import ROUNDING_NOTE, STANDARD_NOTE, rounded_sums_in_steps
from juesuan_gui.report import Change, adopt_computed, set_text
from juesuan_gui.steps import Steps
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.arranging import fields_form, side_by_side
from juesuan_gui.ui.look.pieces import button, heading, kind, paragraph, quiet
from juesuan_gui.ui.slices import Slices

_WORDS = 480  # pixels


class ReportPanel(QWidget):
    """Every choice is kept at once, as one step."""

    changed = Signal(str, object)
    form_changed = Signal(str, str)
    edited = Signal(object)
    copy_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self.setMaximumWidth(820)
        self._desk = desk
        self.unit = QComboBox()
        for unit in (Unit.YUAN, Unit.WAN_YUAN):
            self.unit.addItem(unit.label, unit.label)
        self.decimals = QComboBox()
        for decimals in range(7):
            self.decimals.addItem(str(decimals), decimals)
        self.thousands = QCheckBox("金额加千分位逗号")
        self.keep_numbers = button("应用", self._keep_numbers)
        self.debt_lines = QComboBox()
        self.debt_lines.addItem("26 行（列债务还本、债务付息）", True)
        self.debt_lines.addItem("24 行（不列债务还本、债务付息）", False)
        self.debt_lines.activated.connect(self._keep_lines)
        self.approve = button("全部以批复数为准", self._approve, tip="把现在的合计固定为批复数，改分项不再变；可以撤销")
        self.adopt = button("全部改由公式计算", self._adopt)
        self._totals = paragraph("", "quiet")
        self.note = QCheckBox("表下加注尾差说明")
        self.note.clicked.connect(self._keep_note)
        self.note.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._rounding = paragraph("", "quiet")
        # All totals of a long report take seconds.
        self._comparing = Slices(self)
        desk.edited.connect(self._compare_again)
        for words in (self._totals, self._rounding):
            # A form lays a paragraph out as if it were narrow, and leaves the lines empty that it does not need.
            words.setMinimumWidth(_WORDS)
        self.copy = button("复制为我的版式…", self.copy_requested.emit)
        self._lay_out()

    def _lay_out(self) -> None:
        formats = (self.unit, quiet("小数位"), self.decimals, self.thousands, self.keep_numbers)
        numbers = side_by_side(*formats, spacing=12)
        totals = side_by_side(self.approve, self.adopt, spacing=8)
        form = fields_form()
        form.addRow("公开的金额单位", numbers)
        form.addRow("", quiet("数都按填的存着，换单位只换印法：每格由自己的元四舍五入。"))
        self.debt_lines.setMaximumWidth(320)
        form.addRow("功能分类(&L)", self.debt_lines)
        form.addRow("合计", totals)
        form.addRow("", self._totals)
        form.addRow("尾差", self.note)
        form.addRow("", self._rounding)
        form.addRow("版式", side_by_side(self.copy))
        form.addRow("", quiet("复制到自己的版式文件夹，用记事本改好，新建时就能选到。"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        column.addWidget(heading("整份报告"))
        column.addLayout(form)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show what the report says now."""
        form = self._desk.form
        self.unit.setCurrentIndex(max(0, self.unit.findData(form.unit.label)))
        self.decimals.setCurrentIndex(max(0, self.decimals.findData(form.numbers.decimals)))
        self.thousands.setChecked(form.numbers.thousands)
        lined = [table for table in form.tables if function_lines(declaration_of(form, table))]
        has_debt = any("债务还本支出" in form.table(table).rows for table in lined)
        self.debt_lines.setCurrentIndex(0 if has_debt else 1)
        self.debt_lines.setEnabled(bool(lined))
        self.note.setChecked(bool(self._desk.report.text(ROUNDING_NOTE)))
        if self.isVisible():
            self._show_totals()

    def showEvent(self, event: QShowEvent) -> None:
        """Only who looks is told of the totals."""
        super().showEvent(event)
        self._show_totals()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._comparing.drop()

    def _show_totals(self) -> None:
        stated = len(stated_totals(self._desk.session.live))
        self._totals.setText(f"现有 {stated} 个合计以填报或批复数为准。" if stated else "合计都由公式计算。")
        self.adopt.setEnabled(bool(stated))
        self._rounding.setText("正在核对各表合计的尾差…")
        self._comparing.begin(self._compare_sums())

    def _compare_again(self, _event: object) -> None:
        # What is half done was begun of other figures.
        if self._comparing.is_working:
            self._comparing.begin(self._compare_sums())

    def _compare_sums(self) -> Steps[None]:
        form = self._desk.form
        off = len((yield from rounded_sums_in_steps(self._desk.session.live)))
        self._rounding.setText(
            f"四舍五入到{form.unit.label}后，有 {off} 个合计与分项相加差末位，建议加注“{STANDARD_NOTE}”"
            if off
            else f"四舍五入到{form.unit.label}后，合计与分项相加都相符。"
        )

    def _keep_numbers(self) -> None:
        wanted = {
            "unit": self.unit.currentData(),
            "decimals": self.decimals.currentData(),
            "thousands": self.thousands.isChecked(),
        }
        numbers = self._desk.report.base_form.numbers
        before = {"unit": numbers.unit.label, "decimals": numbers.decimals, "thousands": numbers.thousands}
        text = "" if wanted == before else json.dumps({"numbers": wanted}, ensure_ascii=False)
        self.form_changed.emit("金额单位", text)

    def _keep_lines(self) -> None:
        printed = bool(self.debt_lines.currentData())
        self.changed.emit("26 行" if printed else "24 行", partial(with_debt_lines, printed=printed))

    def _approve(self) -> None:
        self.edited.emit(approve_totals(self._desk.session.live))

    def _adopt(self) -> None:
        self.edited.emit(adopt_computed(self._desk.report, stated_totals(self._desk.session.live)))
        self.refresh()

    def _keep_note(self) -> None:
        change: Change = set_text(self._desk.report, ROUNDING_NOTE, STANDARD_NOTE if self.note.isChecked() else "")
        self.edited.emit(change)
