"""Owns the page of a new report: form by 地区 and 年度 with its picture, the unit's name, the place to save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from juesuan_gui.forms import Form, FormError, FormHead
from juesuan_gui.storage import SUFFIX
from juesuan_gui.ui.giving_out.export_box import documents_folder, free_path
from juesuan_gui.ui.look.arranging import fields_form, side_by_side
from juesuan_gui.ui.look.pieces import ElidedLabel, button, heading, kind, paragraph, quiet
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.starting.form_picture import FormPicture
from juesuan_gui.ui.starting.offered_forms import OfferedForms, in_usual_order

_WAIT = 120  # milliseconds: running through the years with an arrow key reads a form only where one stays


def file_name(unit_name: str, year: int) -> str:
    """The proposed name of the report's file."""
    clean = "".join("_" if mark in '\\/:*?"<>|' else mark for mark in unit_name.strip()).strip(". ")
    return f"{clean or '新报告'}{year}决算{SUFFIX}"


class NewPage(QWidget):
    """Asks for as little as possible; everything can be changed later."""

    created = Signal(object, str, object)
    closed = Signal()
    notice = Signal(str, str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._settings = settings
        self._offered = OfferedForms()
        self._shown: FormHead | None = None
        self._details = QTimer(self)
        self._details.setSingleShot(True)
        self._details.setInterval(_WAIT)
        self._details.timeout.connect(self._show_details)
        self.picture = FormPicture()
        self.source: Path | None = None
        self.region = QComboBox()
        self.year = QComboBox()
        self.unit_name = QLineEdit()
        self.unit_name.setPlaceholderText("部门或单位全称，也可以以后再填")
        self.folder = QLineEdit()
        self._file = quiet()
        self._form = ElidedLabel()
        kind(self._form, "quiet")
        self._source = paragraph("", "quiet")
        self.accept = button("新建(&C)", self._create, "accent")
        self.region.currentIndexChanged.connect(self._show_years)
        self.year.currentIndexChanged.connect(self._show_form)
        self.unit_name.textChanged.connect(self._show_form)
        self.unit_name.returnPressed.connect(self._create)
        QShortcut(QKeySequence("Esc"), self, self.closed.emit)
        self._lay_out()

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(button("选择…", self._choose_folder))
        form = fields_form()
        form.addRow("地区(&R)", self.region)
        form.addRow("年度(&Y)", self.year)
        form.addRow("", self._form)
        form.addRow("单位名称(&U)", self.unit_name)
        form.addRow("保存到(&F)", place)
        form.itemAt(form.rowCount() - 1, QFormLayout.ItemRole.LabelRole).widget().setBuddy(self.folder)  # type: ignore[attr-defined]
        form.addRow("文件名", self._file)
        page = QWidget()
        page.setMinimumWidth(420)
        page.setMaximumWidth(560)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading("新建报告", 18))
        column.addWidget(self._source)
        column.addSpacing(8)
        column.addLayout(form)
        column.addSpacing(12)
        column.addLayout(side_by_side(self.accept, button("返回", self.closed.emit)))
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 56, 40, 24)
        row.setSpacing(36)
        row.addWidget(page, 5)
        row.addWidget(self.picture, 6)

    def begin(self, source: Path | None = None) -> None:
        """Start anew; ``source`` is a workbook to import once the report is there."""
        self.source = source
        self._source.setText(f"新建后导入：{source}" if source else "")
        self._source.setVisible(source is not None)
        for problem in self._offered.look():
            self.notice.emit("warning", problem)
        self.picture.forget()
        self._shown = None
        kept = self._settings.text("region")
        regions = in_usual_order(head.region for head in self._offered.heads)
        self.region.clear()
        self.region.addItems(regions)
        if kept in regions:
            self.region.setCurrentIndex(regions.index(kept))
        self.unit_name.clear()
        folder = self._settings.text("folder")
        self.folder.setText(folder if folder and Path(folder).is_dir() else str(documents_folder()))
        self._show_years()
        self.accept.setEnabled(bool(self._offered.heads))
        self.unit_name.setFocus()

    def head(self) -> FormHead | None:
        """What the form that is chosen is for."""
        index = self.year.currentData()
        return self._offered.heads[index] if isinstance(index, int) else None

    def form(self) -> Form | None:
        """The form that is chosen, read now; ``None``, and said why, when it cannot be read."""
        head = self.head()
        if head is None:
            return None
        try:
            return self._offered.form(head)
        except FormError as error:
            self.notice.emit("warning", str(error))
            return None

    def _show_years(self) -> None:
        self.year.clear()
        same = [
            (number, head)
            for number, head in enumerate(self._offered.heads)
            if head.region == self.region.currentText()
        ]
        for number, head in same:
            twice = sum(other.year == head.year for _, other in same) > 1
            self.year.addItem(f"{head.year} 年度" + (f"　{head.name}" if twice else ""), number)
        self._show_form()

    def _show_form(self) -> None:
        head = self.head()
        if head is not None:
            self._file.setText(file_name(self.unit_name.text(), head.year))
        if head != self._shown:
            self._shown = head
            self._form.setText(head.name if head is not None else "")
            self._details.start()

    def _show_details(self) -> None:
        """What only the whole form can tell: how many tables, in which unit, and how the first one looks."""
        form = self.form()
        if form is not None:
            self._form.setText(f"{form.name}，{len(form.printed_tables)} 张表，金额单位{form.unit.label}")
        self.picture.show_form(form)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "保存到文件夹", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _create(self) -> None:
        form = self.form()
        if form is None:
            return
        folder = Path(self.folder.text().strip() or documents_folder()).expanduser()
        self._settings.put("folder", str(folder))
        self._settings.put("region", form.region)
        path = free_path(folder / file_name(self.unit_name.text(), form.year))
        self.created.emit(form, self.unit_name.text().strip(), path)
