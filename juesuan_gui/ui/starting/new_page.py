"""Owns the page of a new report: form by 地区 and 年度 with its picture, the unit's name, the place to save."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from juesuan_gui.forms import Form, FormError, form_ids, load_form
from juesuan_gui.paths import form_folders
from juesuan_gui.storage import SUFFIX
from juesuan_gui.ui.giving_out.export_box import documents_folder, free_path
from juesuan_gui.ui.look.pieces import ElidedLabel, button, heading, kind, paragraph, quiet
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.starting.form_picture import FormPicture


def usable_forms(folders: Sequence[Path] | None = None, only: Path | None = None) -> tuple[list[Form], list[str]]:
    """The forms that can be used, newest year first, and a sentence for each that cannot.

    ``folders`` are the bundled one and the user's own unless given; ``only`` names one of them.
    """
    places = form_folders() if folders is None else folders
    forms: list[Form] = []
    problems: list[str] = []
    for form_id in form_ids(places if only is None else [only]):
        try:
            forms.append(load_form(form_id, places))
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
        self._bundled: list[Form] = []
        self._shown: Form | None = None
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
        column.addLayout(foot)
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
        self._read_forms()
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

    def _read_forms(self) -> None:
        """The bundled forms once; the user's own each time, because they are edited outside the program."""
        bundled, own_folder = form_folders()
        problems: list[str] = []
        if not self._bundled:
            self._bundled, problems = usable_forms([bundled])
        own, own_problems = usable_forms(form_folders(), own_folder)
        replaced = {form.id for form in own}
        forms = [*own, *(form for form in self._bundled if form.id not in replaced)]
        self._forms = sorted(forms, key=lambda form: -form.year)
        for problem in (*problems, *own_problems):
            self.notice.emit("warning", problem)
        self.picture.forget()

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
        if form is not self._shown:
            self._shown = form
            self.picture.show_form(form)
        if form is None:
            return
        self._form.setText(f"{form.name}，{len(form.printed_tables)} 张表，金额单位{form.unit.label}")
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
        path = free_path(folder / file_name(self.unit_name.text(), form))
        self.created.emit(form, self.unit_name.text().strip(), path)
