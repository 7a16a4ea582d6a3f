"""Owns the page 基本信息: the unit's name, the report's settings, its form and its file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from juesuan_gui.publishing.compose import UNIT_NAME
from juesuan_gui.publishing.cover import COVER_DATE
from juesuan_gui.report import set_setting, set_text
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.arranging import fields_form, page_of, side_by_side
from juesuan_gui.ui.look.pieces import ElidedLabel, button, heading, kind, paragraph, quiet

_HINTS = {
    "单位性质": "决定哪些核实性审核要做",
    "文种": "封面和说明里称“部门”还是“单位”",
    "口径": "本级数还是汇总数",
    "涉密科目不公开": "选“是”时，下级科目可以少列",
    "合理性审核": "另查可疑的地方，如几个科目金额相同、原因与年度不合",
    "图表": "说明里是否附统计图",
}


class BasicsPage(QWidget):
    """Every field is kept as soon as it is left."""

    next_requested = Signal()
    move_requested = Signal()
    form_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._desk = desk
        self.unit_name = QLineEdit()
        self.unit_name.setPlaceholderText("部门或单位全称，与印章一致")
        self.unit_name.editingFinished.connect(self._keep_name)
        self.cover_date = QLineEdit()
        self.cover_date.setPlaceholderText("例如 2021年10月；空着就不印")
        self.cover_date.setMaxLength(40)
        self.cover_date.editingFinished.connect(self._keep_cover_date)
        self.settings: dict[str, QComboBox] = {}
        self._path = ElidedLabel(is_path=True)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        form = fields_form()
        form.addRow("单位名称(&N)", self.unit_name)
        for name, allowed in self._desk.form.settings.items():
            box = QComboBox()
            box.addItem("未选", "")
            for value in allowed:
                box.addItem(value, value)
            box.activated.connect(lambda _index, name=name: self._keep_setting(name))
            self.settings[name] = box
            box.setMinimumWidth(120)
            form.addRow(name, side_by_side(box, quiet(_HINTS.get(name, "")), spacing=12))
        form.addRow("封面日期(&D)", self.cover_date)
        layout = QHBoxLayout()
        layout.addWidget(paragraph(f"{self._desk.form.name}　{self._desk.form.unit.label}"), 1)
        self.form_button = button(
            "版式设置…", self.form_requested.emit, tip="少印的行、栏目名称、附加表、金额单位、尾差说明"
        )
        layout.addWidget(self.form_button)
        form.addRow("版式", layout)
        place = QHBoxLayout()
        place.addWidget(self._path, 1)
        place.addWidget(button("另存到别处…", self.move_requested.emit))
        form.addRow("文件", place)
        page, column = page_of(760)
        column.addWidget(heading("基本信息"))
        column.addWidget(quiet("随填随存，不用另外保存；拿不准的可以先不选。"))
        column.addSpacing(8)
        column.addLayout(form)
        column.addSpacing(12)
        column.addLayout(side_by_side(button("下一步：填数据", self.next_requested.emit, "accent")))
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(page, 1)
        row.addStretch(0)

    def refresh(self) -> None:
        """Show what the report says now."""
        report = self._desk.report
        if self.unit_name.text() != report.text(UNIT_NAME) and not self.unit_name.hasFocus():
            self.unit_name.setText(report.text(UNIT_NAME))
        if self.cover_date.text() != report.text(COVER_DATE) and not self.cover_date.hasFocus():
            self.cover_date.setText(report.text(COVER_DATE))
        for name, box in self.settings.items():
            box.setCurrentIndex(max(0, box.findData(report.setting(name))))
        self._path.setText(str(self._desk.path) if self._desk.path else "还没有存成文件")

    def is_complete(self) -> bool:
        """Whether the unit has a name."""
        return bool(self._desk.report.text(UNIT_NAME))

    def _keep_name(self) -> None:
        text = self.unit_name.text().strip()
        if text != self._desk.report.text(UNIT_NAME):
            self._desk.do(set_text(self._desk.report, UNIT_NAME, text))

    def _keep_cover_date(self) -> None:
        text = self.cover_date.text().strip()
        if text != self._desk.report.text(COVER_DATE):
            self._desk.do(set_text(self._desk.report, COVER_DATE, text))

    def _keep_setting(self, name: str) -> None:
        value = self.settings[name].currentData()
        if value != self._desk.report.setting(name):
            self._desk.carry_out(set_setting(self._desk.report, name, value))
