"""Owns the page of a new report: form by 地区 and 年度, the unit's name, the place to save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from juesuan_gui.forms import Form, FormError, form_ids, load_form
from juesuan_gui.storage import SUFFIX
from juesuan_gui.ui.desk import form_folders
from juesuan_gui.ui.export_box import documents_folder
from juesuan_gui.ui.pieces import button, heading, kind, paragraph, quiet
from juesuan_gui.ui.settings import Settings


def usable_forms() -> tuple[list[Form], list[str]]:
    """The forms that can be used, newest year first, and a sentence for each that cannot."""
    folders = form_folders()
    forms: list[Form] = []
    problems: list[str] = []
    for form_id in form_ids(folders):
        try:
            forms.append(load_form(form_id, folders))
        except FormError as error:
            problems.append(str(error))
    return sorted(forms, key=lambda form: (-form.year, form.id)), problems


def file_name(unit_name: str, form: Form) -> str:
    """The proposed name of the report's file."""
    clean = "".join("_" if mark in '\\/:*?"<>|' else mark for mark in unit_name.strip()).strip(". ")
    return f"{clean or '新报告'}{form.year}决算{SUFFIX}"


class NewPage(QWidget):
    """Asks for as little as possible; everything can be changed later."""

    created = Signal(object, str, object)
    closed = Signal()
    notice = Signal(str, str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._settings = settings
        self._forms: list[Form] = []
        self.source: Path | None = None
        self.region = QComboBox()
        self.year = QComboBox()
        self.unit_name = QLineEdit()
        self.unit_name.setPlaceholderText("部门或单位全称，也可以以后再填")
        self.folder = QLineEdit()
        self._file = quiet()
        self._form = quiet()
        self._source = paragraph("", "quiet")
        self.accept = button("新建(&C)", self._create, "accent")
        self.region.currentIndexChanged.connect(self._show_years)
        self.year.currentIndexChanged.connect(self._show_form)
        self.unit_name.textChanged.connect(self._show_form)
        self.unit_name.returnPressed.connect(self._create)
        self._lay_out()

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(button("选择…", self._choose_folder))
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(10)
        form.addRow("地区(&R)", self.region)
        form.addRow("年度(&Y)", self.year)
        form.addRow("", self._form)
        form.addRow("单位名称(&U)", self.unit_name)
        form.addRow("保存到(&F)", place)
        form.itemAt(form.rowCount() - 1, QFormLayout.ItemRole.LabelRole).widget().setBuddy(self.folder)  # type: ignore[attr-defined]
        form.addRow("文件名", self._file)
        foot = QHBoxLayout()
        foot.addWidget(self.accept)
        foot.addWidget(button("返回", self.closed.emit))
        foot.addStretch(1)
        page = QWidget()
        page.setMaximumWidth(640)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading("新建报告", 18))
        column.addWidget(self._source)
        column.addSpacing(8)
        column.addLayout(form)
        column.addSpacing(12)
        column.addLayout(foot)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 56, 40, 24)
        row.addStretch(1)
        row.addWidget(page, 3)
        row.addStretch(1)

    def begin(self, source: Path | None = None) -> None:
        """Start anew; ``source`` is a workbook to import once the report is there."""
        self.source = source
        self._source.setText(f"新建后导入：{source}" if source else "")
        self._source.setVisible(source is not None)
        if not self._forms:
            self._forms, problems = usable_forms()
            for problem in problems:
                self.notice.emit("warning", problem)
        kept = self._settings.text("region")
        regions = list(dict.fromkeys(form.region for form in self._forms))
        self.region.clear()
        self.region.addItems(regions)
        if kept in regions:
            self.region.setCurrentIndex(regions.index(kept))
        self.unit_name.clear()
        folder = self._settings.text("folder")
        self.folder.setText(folder if folder and Path(folder).is_dir() else str(documents_folder()))
        self._show_years()
        self.accept.setEnabled(bool(self._forms))
        self.unit_name.setFocus()

    def form(self) -> Form | None:
        """The form that is chosen."""
        index = self.year.currentData()
        return self._forms[index] if isinstance(index, int) else None

    def _show_years(self) -> None:
        self.year.clear()
        same = [(n, form) for n, form in enumerate(self._forms) if form.region == self.region.currentText()]
        for number, form in same:
            twice = sum(other.year == form.year for _, other in same) > 1
            self.year.addItem(f"{form.year} 年度" + (f"　{form.name}" if twice else ""), number)
        self._show_form()

    def _show_form(self) -> None:
        form = self.form()
        if form is None:
            return
        self._form.setText(f"{form.name}，{len(form.tables)} 张表，金额单位{form.unit.label}")
        self._file.setText(file_name(self.unit_name.text(), form))

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
        path = _free(folder / file_name(self.unit_name.text(), form))
        self.created.emit(form, self.unit_name.text().strip(), path)


def _free(path: Path) -> Path:
    """The path, or the same with a number where something stands already."""
    number, candidate = 1, path
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return candidate
