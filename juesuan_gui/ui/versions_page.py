"""Owns the page of versions: kept states and automatic backups, keeping a new one, returning to one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from juesuan_gui.storage import ReadVersion, StorageError, Version, list_versions, read_version
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.arranging import page_of
from juesuan_gui.ui.look.pieces import button, heading, kind, line, paragraph, quiet
from juesuan_gui.ui.look.work_bar import WorkBar
from juesuan_gui.ui.starting.long_opening import is_long
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark
from juesuan_gui.ui.tasks import Progress, Task
from juesuan_gui.ui.version_differences import figure_edits, figure_lines, summary

_LEAST = 280  # pixels
_ABOUT = "每次打开和关闭时自动备份，保留最近 10 份；自己存的版本一直保留。恢复到某个版本可以撤销。"
_SOON = 120  # milliseconds


def time_words(text: str) -> str:
    """2020-11-22 10:32 from a stored moment."""
    try:
        return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text[:16].replace("T", " ")


def version_line(version: Version) -> Line:
    """A version's line in the list."""
    if version.problem:
        return Line(version.name, "读不出", version, Mark.ERROR, "error", tip=version.problem)
    mark = Mark.HOLLOW if version.is_automatic else Mark.GOOD
    return Line(version.name, time_words(version.time), version, mark, "quiet", tip=str(version.path))


class VersionsPage(QWidget):
    """Lists the versions of the open report."""

    returned = Signal(str)
    failed = Signal(str)
    closed = Signal()
    open_requested = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._desk = desk
        self.name = QLineEdit()
        self.name.setPlaceholderText("给现在的状态起个名字，如“送审稿”")
        self.name.setAccessibleName("版本名称")
        self.name.returnPressed.connect(self.keep)
        self.keep_button = button("存为版本", self.keep, "accent")
        self.list = LineList(single=False, height=30)
        self.list.setAccessibleName("版本")
        self.list.selectionModel().currentChanged.connect(lambda *_: self._follow())
        self.list.lines.modelReset.connect(self._follow)
        self.back = button("恢复到此版本", self.return_to, tip="作为一步操作，可以撤销")
        self.open_button = button("只读打开看看", self._open, tip="在另一个窗口里只读打开；现在的报告不变")
        self._nothing = paragraph("", "quiet")
        self._chosen = heading("", 12)
        self._chosen.setWordWrap(True)
        self.difference = paragraph()
        self.changed = LineList(single=False, height=25, inset=0)
        self.changed.setAccessibleName("恢复会改动的数")
        #: What the chosen version says, once it was read.
        self._read: ReadVersion | None = None
        self._task: Task | None = None
        #: Who waits for that: what goes on with it, and what hears why not.
        self._waiting: list[tuple[Callable[[ReadVersion], object], Callable[[str], object]]] = []
        self._bar = WorkBar(self.stop)
        self._lay_out()
        # Whoever goes through the list with the arrow keys waits for none of the versions on the way.
        self._compare_soon = QTimer(self)
        self._compare_soon.setSingleShot(True)
        self._compare_soon.timeout.connect(self._compare)
        desk.version_kept.connect(self._on_kept)
        desk.version_failed.connect(self.failed)

    def _lay_out(self) -> None:
        keep = QHBoxLayout()
        keep.addWidget(self.name, 1)
        keep.addWidget(self.keep_button)
        actions = QHBoxLayout()
        actions.addWidget(self.back)
        actions.addWidget(self.open_button)
        actions.addStretch(1)
        actions.addWidget(button("回到报告", self.closed.emit, "plain"))
        page, column = page_of(1000)
        column.addWidget(heading("版本"))
        column.addWidget(paragraph(_ABOUT, "quiet"))
        column.addSpacing(4)
        column.addLayout(keep)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 100)
        column.addLayout(actions)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(page, 2)
        row.addWidget(line(vertical=True))
        row.addWidget(self._difference_panel(), 1)

    def _difference_panel(self) -> QWidget:
        """Beside the list: what returning to the chosen version would change."""
        panel = QWidget()
        kind(panel, "surface")
        panel.setMinimumWidth(_LEAST)
        column = QVBoxLayout(panel)
        # The list reaches further out than the words, so that its names stand under them.
        column.setContentsMargins(10, 20, 10, 16)
        column.setSpacing(12)
        words = QVBoxLayout()
        words.setContentsMargins(6, 0, 6, 0)
        words.setSpacing(8)
        words.addWidget(quiet("与现在相比"))
        words.addWidget(self._chosen)
        words.addWidget(self.difference)
        words.addWidget(self._bar)
        column.addLayout(words)
        column.addWidget(self.changed, 1)
        return panel

    def refresh(self) -> None:
        """Look at the folder of versions again."""
        versions = list_versions(self._desk.path) if self._desk.path else []
        self.list.lines.show([version_line(version) for version in versions])
        self._nothing.setText("" if versions else "还没有版本。")
        self._nothing.setVisible(not versions)
        self.list.setVisible(bool(versions))
        self.list.setMaximumHeight(self.list.content_height() + 4)
        for widget in (self.back, self.open_button):
            widget.setVisible(bool(versions))
        if versions and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.lines.index(0))
        self._follow()

    def current(self) -> Version | None:
        """The chosen version."""
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self.list.lines.lines):
            return None
        payload = self.list.lines.lines[row].payload
        return payload if isinstance(payload, Version) else None

    def keep(self) -> None:
        """Keep the present state under the name that was typed."""
        self._desk.keep_version(self.name.text().strip() or "手动保存的版本")

    def return_to(self) -> None:
        """Make the report say what the chosen version says."""
        version = self.current()
        if version is None:
            return
        self._with_read(version, lambda read: self._return_to(version, read), self.failed.emit)

    def _return_to(self, version: Version, read: ReadVersion) -> None:
        try:
            change = self._desk.change_to(read)
        except StorageError as error:
            self.failed.emit(str(error))
            return
        said = f"现在的内容与“{version.name}”完全一样，没有改动。"
        if change:
            said = f"已恢复到“{version.name}”（{time_words(version.time)}）。"
        self._desk.carry_out(change, lambda: self.returned.emit(said))

    def _open(self) -> None:
        version = self.current()
        if version is not None:
            self.open_requested.emit(version.path)

    def _on_kept(self, _name: str) -> None:
        self.name.clear()
        self.list.setCurrentIndex(self.list.lines.index(-1))
        self.refresh()

    def _follow(self) -> None:
        version = self.current()
        usable = version is not None and not version.problem
        self.back.setEnabled(usable)
        self.open_button.setEnabled(usable)
        self.stop()
        self._chosen.setText(f"{version.name}　{time_words(version.time)}" if version is not None else "还没有版本")
        self.difference.setText("")
        self.changed.lines.show([])
        self._compare_soon.start(_SOON)

    def showEvent(self, event: QShowEvent) -> None:
        """Only who looks is told what is other."""
        super().showEvent(event)
        self._compare_soon.start(0)

    def _compare(self) -> None:
        version = self.current()
        if version is None or not self.isVisible():
            self.difference.setText("" if version else "起个名字存一份，以后可以和它比较，也可以恢复到它。")
            return
        if version.problem:
            self.difference.setText(version.problem)
            return
        self._with_read(version, self._show_difference, self.difference.setText)

    def _with_read(
        self, version: Version, then: Callable[[ReadVersion], object], refused: Callable[[str], object]
    ) -> None:
        """Go on with what a version says; a long one is read beside the window."""
        if self._read is not None and self._read.version == version:
            then(self._read)
            return
        if self._task is not None:
            # It is of this version: what was begun for another one ended with the choice.
            self._waiting.append((then, refused))
            return
        if not is_long(version.path):
            try:
                self._read = read_version(version)
            except StorageError as error:
                refused(str(error))
                return
            then(self._read)
            return

        def work(progress: Progress) -> ReadVersion:
            progress(f"正在读取版本“{version.name}”", 0, 0)
            return read_version(version)

        self._waiting = [(then, refused)]
        task = self._task = Task("读取版本", work, self)
        task.finished.connect(self._on_read)
        task.failed.connect(self._on_refused)
        task.ended.connect(lambda: self._forget(task))
        self._bar.follow(task, f"正在读取版本“{version.name}”…")
        task.start()

    def _on_read(self, read: object) -> None:
        if isinstance(read, ReadVersion):
            self._read, waiting, self._waiting = read, self._waiting, []
            for then, _ in waiting:
                then(read)

    def _on_refused(self, problem: str) -> None:
        waiting, self._waiting, self._task = self._waiting, [], None
        for _, refused in waiting:
            refused(problem)

    def _forget(self, task: Task) -> None:
        if self._task is task:
            self._task = None
        task.deleteLater()

    def stop(self) -> None:
        """Read no more; nothing has changed."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._waiting = []
            self._bar.rest()

    def _show_difference(self, read: ReadVersion) -> None:
        try:
            change = self._desk.change_to(read)
        except StorageError as error:
            self.difference.setText(str(error))
            return
        edits = figure_edits(change)
        self.difference.setText(summary(change, len(edits)))
        self.changed.lines.show(figure_lines(edits, self._desk.form, self._desk.session.wording))
