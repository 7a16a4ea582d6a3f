"""Owns the scorecards as a file of their own: where to, made beside the window, opened from the notice."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from juesuan_gui.publishing.naming import file_stem
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.file_choosing import choose_target
from juesuan_gui.ui.giving_out.export_box import documents_folder, free_path
from juesuan_gui.ui.giving_out.publish import frozen
from juesuan_gui.ui.look.work_bar import WorkBar
from juesuan_gui.ui.tasks import Progress, Task, Work

_KINDS = {"Word 文件 (*.docx)": ".docx", "PDF 文件 (*.pdf)": ".pdf", "Excel 文件 (*.xlsx)": ".xlsx"}
_NONE = "还没有绩效自评表，没有可以导出的内容。请先新建或导入。"


class CardsGivingOut(QObject):
    """One file at a time: summary of all projects, every card, the picture."""

    notice = Signal(str, str)
    running = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self._task: Task | None = None
        self.is_running = False
        self.bar = WorkBar(self.stop, parent)

    def ask(self) -> None:
        """Choose where the file goes, its kind says what it is; while one is being made, stop that instead."""
        if self.is_running:
            self.stop()
            return
        if not self._desk.report.card_ids():
            self.notice.emit("warning", _NONE)
            return
        proposed = documents_folder() / f"{file_stem(self._desk.report)}绩效自评表.docx"
        name, kind = choose_target(self._window, "导出绩效自评表", proposed, ";;".join(_KINDS))
        if name:
            path = Path(name)
            named = path.suffix.lower() in _KINDS.values()
            # The dialog has asked about replacing only the name that it saw.
            self.write(path if named else free_path(path.with_name(path.name + _KINDS[kind])))

    def write(self, path: Path) -> None:
        """Make the file beside the window."""
        if self.is_running:
            return
        self._set_running(True)
        self._task = Task("导出自评表", self._work(path), self)
        self._task.finished.connect(lambda _: self.notice.emit("info", f"已导出：{path}"))
        self._task.failed.connect(lambda words: self.notice.emit("error", words))
        self._task.ended.connect(lambda: self._set_running(False))
        self.bar.follow(self._task, f"正在导出“{path.name}”…")
        self._task.start()

    def _work(self, path: Path) -> Work:
        thaw = frozen(self._desk.session)

        def work(progress: Progress) -> Path:
            # The renderers' libraries take longer to load than the window.
            from juesuan_gui.publishing.cards.files import write_cards

            pause = partial(progress, "正在导出自评表", 0, 0)
            pause()
            return write_cards(thaw().report, [path.with_suffix(path.suffix.lower())], pause)[0]

        return work

    def _set_running(self, running: bool) -> None:
        self.is_running = running
        self.running.emit(running)

    def stop(self) -> None:
        """End what runs beside the window; what is not whole is not kept."""
        if self._task is not None:
            self._task.cancel()
