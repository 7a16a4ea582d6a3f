"""Owns the list of several files that are examined one after the other, each with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from juesuan_gui.forms import Level
from juesuan_gui.ui.look.pieces import button, heading, kind, quiet
from juesuan_gui.ui.review.opening import BatchReview, Examined, Failed
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark


def batch_line(
    path: Path, outcome: Examined | Failed | None, words: str = "", number: int = 0, reviewed: str = ""
) -> Line:
    """A file's line: waiting, what is being done, its verdict and how far it is reviewed, or why it was not read."""
    if outcome is None:
        return Line(path.name, words or "等待", number, Mark.HOLLOW, "quiet", tip=str(path), is_faded=not words)
    if isinstance(outcome, Failed):
        # Most problems begin with the name of the file, which the line has already.
        problem = outcome.problem.removeprefix(f"“{path.name}”")
        return Line(f"{path.name}　{problem}", "没有读出", number, Mark.WARNING, "warning", tip=outcome.problem)
    content = outcome.submission.content
    counts = [f"{level.label} {content.count(level)}" for level in Level if content.count(level)]
    counts += [f"未能核对 {len(content.unread)}"] if content.unread else []
    mark = Mark.ERROR if content.count(Level.ERROR) else Mark.WARNING if content.count(Level.WARNING) else Mark.GOOD
    tone = {Mark.ERROR: "error", Mark.WARNING: "warning", Mark.GOOD: "good"}[mark]
    unit = outcome.submission.unit_name
    name = "　".join(part for part in (path.name, unit, reviewed) if part)
    return Line(name, " · ".join(counts) or "没有发现问题", number, mark, tone, tip=str(path))


class BatchPage(QWidget):
    """Several files. Enter opens one as a review; those that failed say why."""

    #: (Examined)
    opened = Signal(object)
    closed = Signal()
    notice = Signal(str, str)

    def __init__(self, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._paths = list(paths)
        self.outcomes: dict[int, Examined | Failed] = {}
        self._doing: dict[int, str] = {}
        #: How far the reviews of the files are, by file: 已处理 3 / 7.
        self._reviewed: dict[Path, str] = {}
        self.files = LineList(single=False, height=34)
        self.files.setAccessibleName("待审文件")
        self.files.chosen.connect(self._choose)
        self._state = quiet()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.progress.setRange(0, len(self._paths))
        self.progress.setAccessibleName("进度")
        self.stop = button("停止", self._stop, "plain")
        self.back = button("返回", self.closed.emit)
        head = QHBoxLayout()
        head.addWidget(heading(f"待审报告 {len(self._paths)} 份", 14))
        head.addSpacing(12)
        head.addWidget(self._state)
        head.addSpacing(12)
        head.addWidget(self.progress)
        head.addStretch(1)
        head.addWidget(self.stop)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 28, 40, 24)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.files, 1)
        column.addWidget(quiet("双击或按回车打开一份，逐条处理；读不出的会说明原因，不影响其他文件。"))
        self._batch = BatchReview(self._paths, self)
        self._batch.progressed.connect(self._on_progress)
        self._batch.examined.connect(self._on_examined)
        self._batch.ended.connect(self._on_ended)
        self._show()

    def start(self) -> None:
        """Begin."""
        self.files.setFocus()
        self._batch.start()

    @property
    def is_done(self) -> bool:
        """Whether nothing more is examined."""
        return not self.stop.isEnabled()

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes back goes on with the next file; the button beside the list would leave it."""
        super().showEvent(event)
        self.files.setFocus()

    def show_reviewed(self, path: Path, words: str) -> None:
        """Say beside a file how far its review is."""
        self._reviewed[path] = words
        self._show()

    def _show(self) -> None:
        self.files.lines.show(
            [
                batch_line(
                    path, self.outcomes.get(number), self._doing.get(number, ""), number, self._reviewed.get(path, "")
                )
                for number, path in enumerate(self._paths)
            ]
        )
        errors = sum(
            isinstance(outcome, Examined) and bool(outcome.submission.content.count(Level.ERROR))
            for outcome in self.outcomes.values()
        )
        failed = sum(isinstance(outcome, Failed) for outcome in self.outcomes.values())
        words = f"已审 {len(self.outcomes) - failed} 份，{errors} 份有错误"
        self.progress.setValue(len(self.outcomes))
        self._state.setText(words + (f"，{failed} 份没有读出" if failed else ""))

    def _on_progress(self, number: int, words: str) -> None:
        self._doing = {number: words.partition("“")[0] + "…"}
        self._show()

    def _on_examined(self, number: int, outcome: object) -> None:
        if isinstance(outcome, Examined | Failed):
            self.outcomes[number] = outcome
            self._doing = {}
            self._show()

    def _on_ended(self) -> None:
        self._doing = {}
        self.stop.setEnabled(False)
        self.stop.hide()
        self.progress.hide()
        self._show()

    def _stop(self) -> None:
        self._batch.cancel()
        self.stop.setEnabled(False)

    def _choose(self, number: object) -> None:
        outcome = self.outcomes.get(number) if isinstance(number, int) else None
        if isinstance(outcome, Examined):
            self.opened.emit(outcome)
        elif outcome is None:
            self.notice.emit("info", "这一份还没有审完。")

    def close_page(self) -> None:
        """Nobody waits for what is not wanted any more."""
        self._batch.cancel()
