"""Owns the opening of a long report beside the window: read, checked once, and only then shown; can be cancelled."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from juesuan_gui.storage import StorageError
from juesuan_gui.ui.desk import Desk, OpenedReport
from juesuan_gui.ui.tasks import Progress, Task

#: Bytes. A shorter report is open before a thread would have begun; from here on the window would stand still.
LONG_FILE = 1_000_000


def is_long(path: Path) -> bool:
    """Whether opening this file takes longer than a hand notices; a file that cannot be asked is not."""
    try:
        return path.stat().st_size >= LONG_FILE
    except OSError:
        return False


class LongOpening(QObject):
    """Opens one report file on a thread of its own. Nothing of it stays open after ``cancel``."""

    #: (what is being done, Chinese)
    progressed = Signal(str)
    opened = Signal(object)
    #: (StorageError or OSError)
    refused = Signal(object)
    failed = Signal(str)

    def __init__(self, path: Path, read_only: bool, take_over: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.read_only = read_only
        self._take_over = take_over
        self._cancelled = False
        self._made: OpenedReport | None = None
        self._task = Task("打开", self._work, self)
        self._task.progressed.connect(self._on_progress)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self.failed)
        self._task.ended.connect(self._on_ended)

    def start(self) -> None:
        """Begin."""
        self._task.start()

    def cancel(self) -> None:
        """Stop at the next step; the file is let go."""
        self._cancelled = True
        self._task.cancel()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._task.wait()

    def _work(self, progress: Progress) -> object:
        progress("正在读取文件", 0, 0)
        try:
            made = OpenedReport.read(self.path, read_only=self.read_only, take_over=self._take_over)
        except (StorageError, OSError) as error:
            return error
        try:
            made.check(lambda: progress("正在核对各表", 0, 0)).audit.result()
            progress("正在打开表格", 0, 0)
        except BaseException:
            made.let_go()
            raise
        self._made = made
        return made

    def _on_progress(self, words: str, _done: int, _total: int) -> None:
        if not self._cancelled:
            self.progressed.emit(words)

    def _on_finished(self, found: object) -> None:
        if self._cancelled:
            return
        if isinstance(found, OpenedReport):
            self._made = None
            self.opened.emit(Desk.of(found))
        else:
            self.refused.emit(found)

    def _on_ended(self) -> None:
        if self._made is not None and self._cancelled:
            self._made.let_go()
        self._made = None
        self.deleteLater()
