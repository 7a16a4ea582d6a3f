"""Owns 导入上年说明: last year's published document read beside the window, its words laid beside the questions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from juesuan_gui.narrative.drafting.last_year import LastYearWords, laid_beside, words_of_last_year
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.file_choosing import choose_file
from juesuan_gui.ui.giving_out.publish import frozen
from juesuan_gui.ui.look.work_bar import WorkBar
from juesuan_gui.ui.tasks import Progress, Task, Work

_FILES = "说明文件 (*.docx *.pdf *.txt *.html *.htm *.md);;所有文件 (*)"
_NAMED = 3


class LastYearImport(QObject):
    """Reads one file at a time; what was found is one undo step."""

    notice = Signal(str, str)
    running = Signal(bool)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._task: Task | None = None
        self.bar = WorkBar(self.ask, page)

    def ask(self) -> None:
        """Choose last year's document; while one is being read, stop that instead."""
        if self._task is not None:
            self.stop()
            self.notice.emit("info", "已取消导入上年说明，什么也没有改。")
            return
        folder = str(self._desk.path.parent) if self._desk.path is not None else ""
        chosen = choose_file(self._page, "导入上年说明：选上年公开的文件", folder, _FILES)
        if chosen is not None:
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Read a document, and lay its words beside the questions."""
        self.stop()
        task = Task("导入上年说明", self._work(path), self)
        task.finished.connect(self._on_read)
        task.failed.connect(self._on_failed)
        self._task = task
        self.running.emit(True)
        self.bar.follow(task, f"正在读“{path.name}”…")
        task.start()

    def stop(self) -> None:
        """Forget what is being read."""
        if self._task is not None:
            self._task.cancel()
            self._end()

    def _end(self) -> None:
        self._task = None
        self.bar.rest()
        self.running.emit(False)

    def _work(self, path: Path) -> Work:
        thaw = frozen(self._desk.session)

        def work(progress: Progress) -> LastYearWords:
            # Only who imports waits for the libraries of reading.
            from juesuan_gui.reading import ReadingWorker
            from juesuan_gui.reading.intake import read_source

            progress("正在读取文件", 0, 2)
            with ReadingWorker(lambda: progress("正在读取文件", 0, 2)) as worker:
                source = read_source(path, worker)
            progress("正在认说明", 1, 2)
            return words_of_last_year(thaw(), source.document)

        return work

    def _on_failed(self, problem: str) -> None:
        if self.sender() is not self._task:
            return
        self._end()
        self.notice.emit("error", problem)

    def _on_read(self, words: object) -> None:
        if self.sender() is not self._task:
            return
        self._end()
        if not isinstance(words, LastYearWords):
            return
        if not words.found:
            found = "这份文件里没有认出与本报告各处问题相对应的话，什么也没有改。请核对选的是不是上年的说明。"
            self.notice.emit("warning", "".join([*words.notes, found]))
            return
        change = laid_beside(self._desk.report, words.found)
        if change:
            self._desk.do(change)
        rest = "、".join(words.missing[:_NAMED]) + (" 等" if len(words.missing) > _NAMED else "")
        missing = f"{len(words.missing)} 处没有找到（{rest}）。" if words.missing else ""
        found = f"上年的说明里找到 {len(words.found)} 处写法，填写时列在旁边，不会自动填入。{missing}"
        self.notice.emit("warning" if words.notes else "info", "".join([*words.notes, found]))
