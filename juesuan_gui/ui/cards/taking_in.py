"""Owns taking the scorecards of a file into the open report: read beside the window, added in one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from juesuan_gui.report.card_contents import take_in_cards
from juesuan_gui.report.cards import CardReading
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.file_choosing import choose_file
from juesuan_gui.ui.look.work_bar import WorkBar
from juesuan_gui.ui.tasks import Progress, Task, Work

_FILES = "自评表文件 (*.xlsx *.xls *.xlsm *.docx *.pdf *.txt *.html *.htm);;所有文件 (*)"
_MOST_NOTICES = 3
_NONE = "文件里没有找到绩效自评表（“项目名称”开头的表或整体自评表）。没有改动。"


def read_cards_of(path: Path) -> Work:
    """The work of reading the scorecards of a file, to be done on a thread."""
    return lambda progress: _read(path, progress)


def _read(path: Path, progress: Progress) -> CardReading:
    # Only who imports waits for the libraries of reading.
    from juesuan_gui.reading import ReadingWorker
    from juesuan_gui.reading.cards.reader import read_cards
    from juesuan_gui.reading.open_source import read_any

    progress("正在读取文件", 0, 2)
    with ReadingWorker(lambda: progress("正在读取文件", 0, 2)) as worker:
        source = read_any(path, worker)
    progress("正在认自评表", 1, 2)
    return read_cards(source.document)


class CardsTakingIn(QObject):
    """One file at a time."""

    notice = Signal(str, str)
    running = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget, done: Callable[[], object]) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self._done = done
        self._task: Task | None = None
        self.is_running = False
        self.bar = WorkBar(self.stop, parent)

    def ask(self) -> None:
        """Choose a file; while one is being read, stop that instead."""
        if self.is_running:
            self.stop()
            return
        chosen = choose_file(self._window, "导入绩效自评表", "", _FILES)
        if chosen is not None:
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Read the cards of a file beside the window and add them in one step."""
        if self.is_running:
            return
        self._set_running(True)
        self._task = Task("导入自评表", read_cards_of(path), self)
        self._task.finished.connect(self._take_in)
        self._task.failed.connect(lambda words: self.notice.emit("error", words))
        self._task.ended.connect(lambda: self._set_running(False))
        self.bar.follow(self._task, f"正在读取“{path.name}”…")
        self._task.start()

    def _take_in(self, reading: object) -> None:
        if not isinstance(reading, CardReading):
            return
        if not reading.cards:
            self.notice.emit("warning", _NONE)
            return
        taken = take_in_cards(self._desk.report, reading.cards)
        self._desk.do(taken.change)
        self._done()
        self.notice.emit("info", f"导入了 {len(reading.cards)} 张自评表，可以撤销。")
        unread = [f"“{item.quote[:20]}”{item.why}" for item in reading.unread]
        told = [*taken.notices, *unread]
        for words in told[:_MOST_NOTICES]:
            self.notice.emit("warning", words)
        if len(told) > _MOST_NOTICES:
            self.notice.emit("warning", f"另有 {len(told) - _MOST_NOTICES} 处要核对，见各张自评表下面的“待核”。")

    def _set_running(self, running: bool) -> None:
        self.is_running = running
        self.running.emit(running)

    def stop(self) -> None:
        """End what runs beside the window; what is not whole is not kept."""
        if self._task is not None:
            self._task.cancel()
