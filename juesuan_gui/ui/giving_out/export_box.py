"""Owns the export column: findings still open, formats, folder, progress, and the files that were made."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.checks import Finding
from juesuan_gui.forms import Level
from juesuan_gui.publishing.package.made import Package
from juesuan_gui.ui.audit.finding_words import ListedRow, row_of
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.giving_out.package_choice import PackageChoice
from juesuan_gui.ui.giving_out.publish import FORMATS, export_work, order_of
from juesuan_gui.ui.look.arranging import scrolling
from juesuan_gui.ui.look.pieces import button, heading, kind, paragraph, quiet
from juesuan_gui.ui.parts import Observed
from juesuan_gui.ui.settings import Settings, own_folder
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark
from juesuan_gui.ui.tasks import Task

_MARKS = {Level.ERROR: Mark.ERROR, Level.WARNING: Mark.WARNING, Level.INFO: Mark.HOLLOW}
_HINTS = {"docx": "可继续编辑", "pdf": "用于公开", "xlsx": "表格带公式"}


def open_findings(desk: Desk) -> list[ListedRow]:
    """Roots without an explanation for their present figures."""
    rows = [row_of(desk.session, finding) for finding in desk.findings(now=True) if finding.root is None]
    return [row for row in rows if not row.is_settled]


def documents_folder() -> Path:
    """The user's folder for documents; the home folder where there is none, or a dialog takes it for a file's name."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
    return folder if folder.is_dir() else Path.home()


def free_path(path: Path) -> Path:
    """The path, or the same with a number where something stands already."""
    number, candidate = 1, path
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return candidate


class ExportBox(QWidget):
    """Open findings are named first, but never in the way."""

    go_requested = Signal(object)
    notice = Signal(str, str)

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self.setFixedWidth(316)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._desk = desk
        self._settings = settings
        self._task: Task | None = None
        self._open = paragraph()
        self.findings = LineList(single=True, height=26, inset=0)
        self.findings.setAccessibleName("未处理的审核结果")
        self.findings.chosen.connect(self._go)
        self.formats = {suffix: QCheckBox(f"{name}　{_HINTS[suffix]}") for suffix, name in FORMATS.items()}
        self.folder = QLineEdit()
        self.folder.setAccessibleName("导出文件夹")
        # Too narrow for most paths.
        self.folder.textChanged.connect(self.folder.setToolTip)
        self.package = PackageChoice(settings)
        self.package.changed.connect(self._show_problem)
        self.accept = button("导出", self.start, "accent")
        self.cancel = button("取消", self._cancel, "plain")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.step = quiet()
        self._made = QVBoxLayout()
        self._made.setSpacing(2)
        for suffix, box in self.formats.items():
            box.setChecked(suffix in (settings.text("formats", " ".join(FORMATS)).split()))
            box.toggled.connect(self._on_format)
        self._lay_out()
        self.progress.hide()
        self.cancel.hide()

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(6)
        place.addWidget(self.folder, 1)
        place.addWidget(button("选择…", self._choose_folder))
        content = QWidget()
        kind(content, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(heading("导出文件", 12))
        column.addWidget(self._open)
        column.addWidget(self.findings, 100)
        column.addSpacing(4)
        column.addWidget(quiet("格式"))
        for box in self.formats.values():
            column.addWidget(box)
        column.addSpacing(4)
        column.addWidget(quiet("文件夹"))
        column.addLayout(place)
        column.addSpacing(4)
        column.addWidget(self.package)
        column.addSpacing(6)
        column.addWidget(self.accept)
        column.addWidget(self.cancel)
        column.addWidget(self.progress)
        column.addWidget(self.step)
        column.addLayout(self._made)
        self._spare = QWidget()
        column.addWidget(self._spare, 1)
        # In a low window the files that were made would press the fields together.
        self._area = scrolling(self, content)
        self._area.verticalScrollBar().rangeChanged.connect(self._show_end)

    def refresh(self) -> None:
        """Name what is open now."""
        rows = open_findings(self._desk)
        counts = Counter(row.finding.level for row in rows)
        words = "，".join(f"{level.label} {counts[level]} 处" for level in Level if counts[level])
        # In two lines by itself: a last sign alone in the second looks lost.
        self._open.setText(f"未处理：{words}。\n可以照常导出。" if rows else "审核没有未处理的发现。")
        kind(self._open, "warning" if counts[Level.ERROR] else "quiet" if rows else "good")
        self.findings.lines.show(
            [Line(row.where, "", row.finding, _MARKS[row.finding.level], tip=row.sentence) for row in rows]
        )
        self.findings.setVisible(bool(rows))
        self.findings.setMaximumHeight(min(260, self.findings.content_height() + 4))
        if not self.folder.text():
            self.folder.setText(self._default_folder())
        self._show_problem()

    def _default_folder(self) -> str:
        kept = self._settings.text("export_folder")
        if kept and Path(kept).is_dir():
            return kept
        path = self._desk.path
        # The sample lies in the program's own folder, where nobody would look for a file again.
        return str(documents_folder() if path is None or own_folder() in path.parents else path.parent)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "导出到文件夹", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def chosen(self) -> list[str]:
        """The formats that are ticked."""
        return [suffix for suffix, box in self.formats.items() if box.isChecked()]

    def _on_format(self) -> None:
        self.accept.setEnabled(bool(self.chosen()))
        self._settings.put("formats", " ".join(self.chosen()))
        self._show_problem()

    def _show_problem(self) -> str:
        """What stands against the choice; the name of the files shows itself beside it."""
        return self.package.problem(self._desk.report, self.chosen())

    def _go(self, finding: object) -> None:
        if isinstance(finding, (Finding, Observed)):
            self.go_requested.emit(finding)

    # -- making ------------------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether files are being made."""
        return self._task is not None and self._task.is_running

    def start(self) -> None:
        """Make the chosen files."""
        text = self.folder.text().strip()
        if not text:
            self.notice.emit("warning", "请先选择导出到哪个文件夹。")
            return
        if problem := self._show_problem():
            self.notice.emit("warning", problem)
            return
        folder = Path(text).expanduser()
        counts = Counter(row.finding.level.label for row in open_findings(self._desk))
        order = order_of(self.chosen(), self.package)
        self._settings.put("export_folder", str(folder))
        self._show_made([])
        # A disabled button passes the focus on, to 撤销 of all things; the page keeps it meanwhile.
        self.setFocus()
        self.accept.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        self.cancel.show()
        task = Task("导出", export_work(self._desk.session, folder, order, counts), self)
        task.progressed.connect(self._on_progress)
        task.finished.connect(self._on_finished)
        task.failed.connect(self._on_failed)
        task.ended.connect(self._on_ended)
        self._task = task
        task.start()

    def _on_progress(self, step: str, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.step.setText(f"{step}…")

    def _on_finished(self, package: object) -> None:
        assert isinstance(package, Package)
        files = list(package.files)
        self.step.setText(f"已导出 {len(files)} 个文件：")
        self._show_made(files)
        self.notice.emit("info", f"已导出 {len(files)} 个文件到 {self.folder.text()}。")
        if package.remarks:
            self.notice.emit("warning", "".join(package.remarks))

    def _on_failed(self, problem: str) -> None:
        self.step.setText("没有导出")
        self.cancel.hide()
        self.notice.emit("error", problem)

    def _on_ended(self) -> None:
        self.progress.hide()
        self.cancel.hide()
        self.accept.setEnabled(True)
        if self.hasFocus():
            self.accept.setFocus()

    def _cancel(self) -> None:
        """Stop before the next file; those that are made already stay."""
        if self._task is not None:
            self._task.cancel()
        self.step.setText("已取消")

    def _show_made(self, files: list[Path]) -> None:
        while self._made.count():
            if (widget := self._made.takeAt(0).widget()) is not None:
                widget.deleteLater()
        for path in files:
            self._made.addWidget(button(path.name, partial(_open, path), "link", str(path)))
        if files:
            self._made.addWidget(button("打开文件夹", partial(_open, files[0].parent), "link"))

    def _show_end(self, _least: int, most: int) -> None:
        """Files that were made stand at the end; what is being made or was must not lie out of sight."""
        if self._made.count():
            self._area.verticalScrollBar().setValue(most)

    def made(self) -> list[QLabel]:
        """The widgets that name the files made last."""
        return [self._made.itemAt(index).widget() for index in range(self._made.count())]  # type: ignore[misc]

    def close_report(self) -> None:
        """Wait for files that are being made: half an export helps nobody."""
        if self._task is not None:
            self._task.wait()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
