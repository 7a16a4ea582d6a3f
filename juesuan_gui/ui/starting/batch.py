"""Owns making many reports of many workbooks at once: the form, the folder, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.forms import Form, FormError
from juesuan_gui.ui.giving_out.export_box import documents_folder
from juesuan_gui.ui.look.arranging import side_by_side
from juesuan_gui.ui.look.pieces import button, paragraph
from juesuan_gui.ui.look.work_bar import WorkBar
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.starting.offered_forms import OfferedForms
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark
from juesuan_gui.ui.tasks import Progress, Task

if TYPE_CHECKING:
    from juesuan_gui.report_files import Made


class BatchDialog(QDialog):
    """Every workbook becomes a report of its own; one that cannot be read does not stop the others."""

    def __init__(self, sources: Sequence[Path], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("批量导入")
        self.resize(720, 460)
        self._sources = list(sources)
        self._settings = settings
        self._offered = OfferedForms()
        self._offered.look()
        self._task: Task | None = None
        self.made: list[Made] = []
        self.form = QComboBox()
        self.form.addItems([head.name for head in self._offered.heads])
        kept = settings.text("region")
        same = (number for number, head in enumerate(self._offered.heads) if head.region == kept)
        self.form.setCurrentIndex(next(same, 0))
        self.folder = QLineEdit(settings.text("folder") or str(documents_folder()))
        self._words = paragraph(f"{len(self._sources)} 个文件，每个做成一份报告。")
        self.files = LineList(single=True, height=25)
        self.files.setAccessibleName("文件")
        self.files.lines.show([Line(path.name, mark=Mark.HOLLOW, tip=str(path)) for path in self._sources])
        self.running = WorkBar(self._stop)
        self.accept_button = button("开始导入", self.start, "accent")
        self.close_button = button("关闭", self.close)
        self._lay_out()

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(button("选择…", self._choose_folder))
        fields = QFormLayout()
        fields.addRow("版式(&F)", self.form)
        fields.addRow("保存到", place)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        column.addLayout(fields)
        column.addWidget(self.running)
        column.addWidget(self.files, 1)
        column.addLayout(side_by_side(self.accept_button, self.close_button))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "保存到文件夹", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def start(self) -> None:
        """Make the reports beside the window."""
        if not self._offered.heads or (self._task is not None and self._task.is_running):
            return
        try:
            form = self._offered.form(self._offered.heads[self.form.currentIndex()])
        except FormError as error:
            self._words.setText(str(error))
            return
        folder = Path(self.folder.text().strip() or documents_folder()).expanduser()
        self._settings.put("folder", str(folder))
        self.accept_button.setEnabled(False)
        sources = list(self._sources)
        made: list[Made] = []
        self.made = made
        self._task = Task("批量导入", lambda progress: _make(sources, form, folder, progress, made), self)
        self.running.follow(self._task, "正在导入…")
        self._task.progressed.connect(self._on_progress)
        self._task.finished.connect(self._on_made)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def _stop(self) -> None:
        """What was made stays; the file at hand leaves nothing behind."""
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self.running.rest()
        self.accept_button.setEnabled(True)
        self._show_made()
        self._words.setText(f"已取消，做成了 {len(self.made)} 份报告，其余没有动。")

    def _on_progress(self, step: str, done: int, total: int) -> None:
        self._words.setText(f"{step}（{done + 1}/{total}）…")

    def _on_made(self, result: object) -> None:
        self.made = cast("list[Made]", result)
        self._show_made()
        good = sum(item.target is not None for item in self.made)
        bad = len(self.made) - good
        self._words.setText(f"做成 {good} 份报告" + (f"，{bad} 个文件没有做成。" if bad else "。"))

    def _show_made(self) -> None:
        rest = self._sources[len(self.made) :]
        lines = [Line(path.name, mark=Mark.HOLLOW, tip=str(path)) for path in rest]
        self.files.lines.show([*map(_line, self.made), *lines])

    def _on_failed(self, problem: str) -> None:
        self._words.setText(problem)
        self.accept_button.setEnabled(True)

    def done(self, result: int) -> None:
        """Leave; what is still being read is forgotten, what was made stays."""
        if self._task is not None:
            self._task.cancel()
        super().done(result)


def _line(item: Made) -> Line:
    if item.target is None or item.intake is None:
        return Line(f"{item.source.name}　{item.problem}", mark=Mark.WARNING, tip=item.problem)
    found = item.intake.recognised
    left = sum(len(table.unmatched_rows) + len(table.unmatched_columns) + len(table.unread) for table in found.tables)
    parts = [f"缺 {len(found.missing)} 张表"] if found.missing else []
    parts += [f"{left} 处没对上"] if left else []
    words = "，".join(parts) or "全部读出"
    mark = Mark.WARNING if parts else Mark.GOOD
    return Line(f"{item.source.name} → {item.target.name}", words, mark=mark, tip=str(item.target))


def _make(
    sources: list[Path], form: Form, folder: Path, progress: Progress, made: list[Made] | None = None
) -> list[Made]:
    """Make the reports one after the other; ``made`` grows meanwhile."""
    # Only who imports waits for the libraries of reading.
    from juesuan_gui.reading import ReadingWorker
    from juesuan_gui.report_files import import_many

    made = [] if made is None else made
    progress("正在导入", 0, len(sources))
    with ReadingWorker(lambda: progress("正在导入", len(made), len(sources))) as worker:
        for item in import_many(sources, form, folder, worker):
            made.append(item)
            if len(made) < len(sources):
                progress("正在导入", len(made), len(sources))
    return made
