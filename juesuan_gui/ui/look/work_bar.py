"""Owns what a page shows of its work beside the window: what is done, how far it is, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from juesuan_gui.steps import FEW_STEPS
from juesuan_gui.ui.look.pieces import button, quiet
from juesuan_gui.ui.tasks import Task

_WIDTH = 160


class WorkBar(QWidget):
    """Stands in a page while one task goes on, and takes no room at rest."""

    def __init__(self, stop: Callable[[], object], parent: QWidget | None = None) -> None:
        """``stop`` ends the work; it is the owner of the task who knows how."""
        super().__init__(parent)
        self._task: Task | None = None
        self.words = quiet()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(_WIDTH)
        self.progress.setAccessibleName("进度")
        self.cancel = button("取消", stop, "plain", "不再等；什么也没有改")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.words)
        row.addWidget(self.progress)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.hide()

    def follow(self, task: Task, words: str) -> None:
        """Show a task that is about to start, in ``words`` until it says what it does; gone when it has ended."""
        self._task = task
        self._tell(words, 0, 0)
        self.show()
        task.progressed.connect(lambda step, done, total: self._on_progress(task, step, done, total))
        task.ended.connect(lambda: self.rest(task))

    def rest(self, task: Task | None = None) -> None:
        """Nothing goes on any more; a ``task`` that another has followed is not asked."""
        if task is None or task is self._task:
            self._task = None
            self.hide()

    def _on_progress(self, task: Task, step: str, done: int, total: int) -> None:
        if task is self._task:
            self._tell(f"{step}…", done, total)

    def _tell(self, words: str, done: int, total: int) -> None:
        self.words.setText(words)
        self.progress.setAccessibleDescription(words)
        # A step or two of unlike length say nothing of how far it is; the bar only moves.
        self.progress.setRange(0, total if total > FEW_STEPS else 0)
        self.progress.setValue(done)
