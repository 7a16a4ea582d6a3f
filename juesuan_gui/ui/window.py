"""Owns the main window: start page or open report, opening and leaving reports, files dropped on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget

from juesuan_gui.forms import Form
from juesuan_gui.publishing.compose import UNIT_NAME
from juesuan_gui.report import Report, set_text
from juesuan_gui.storage import SUFFIX, LockedError, StorageError, holder_of, salvage
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.editors import EditorFactory, table_editor
from juesuan_gui.ui.export_box import documents_folder
from juesuan_gui.ui.importing import WORKBOOK_FILTER, is_workbook
from juesuan_gui.ui.leaving import Leaving
from juesuan_gui.ui.new_page import NewPage
from juesuan_gui.ui.notices import Action, NoticeArea
from juesuan_gui.ui.opening import offers_for, salvage_target
from juesuan_gui.ui.settings import Settings, log_folder
from juesuan_gui.ui.start_page import StartPage
from juesuan_gui.ui.tasks import plain_words
from juesuan_gui.ui.theme import Theme
from juesuan_gui.ui.window_actions import make_actions
from juesuan_gui.ui.workspace import DATA, Workspace

REPORT_FILTER = f"决算文件 (*{SUFFIX});;所有文件 (*)"
_NAME = "决算公开编审"


class MainWindow(QMainWindow):
    """One window with at most one report."""

    another_wanted = Signal(object)

    def __init__(self, settings: Settings, theme: Theme, factory: EditorFactory = table_editor) -> None:
        super().__init__()
        self.settings = settings
        self.theme = theme
        self._factory = factory
        self.leaving = Leaving(self)
        self.workspace: Workspace | None = None
        self.setWindowTitle(_NAME)
        self.setAcceptDrops(True)
        self.pages = QStackedWidget()
        self.start = StartPage(settings)
        self.new = NewPage(settings)
        self.pages.addWidget(self.start)
        self.pages.addWidget(self.new)
        self.setCentralWidget(self.pages)
        self.notices = NoticeArea(self)
        self.actions_ = make_actions(self)
        self.actions_.set_has_report(False)
        self._connect()
        self._restore()

    def _connect(self) -> None:
        self.start.new_requested.connect(self.show_new)
        self.start.open_requested.connect(self.ask_open)
        self.start.sample_requested.connect(self.open_sample)
        self.start.recent_chosen.connect(self.open_path)
        self.new.created.connect(self._create)
        self.new.closed.connect(self.show_start)
        self.new.notice.connect(self.tell)

    def _restore(self) -> None:
        kept = self.settings.text("geometry")
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self.resize(1440, 900)
        # Below this the head of the window would have to drop words.
        self.setMinimumSize(900, 600)

    # -- notices -----------------------------------------------------------------------------------

    def tell(self, level: str, text: str, actions: tuple[Action, ...] = (), topic: str = "") -> None:
        """Say something below the head of the window. What is undone is said with a way back."""
        if level == "undo":
            level, topic, actions = "info", "undo", (("重做", self.redo),) if text.startswith("已撤销") else ()
        self.notices.tell(level, text, actions, topic)

    def _tell_change(self, text: str) -> None:
        self.notices.tell("info", text, (("撤销", self.undo),), "undo")

    # -- pages -------------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk | None:
        """The open report."""
        return self.workspace.desk if self.workspace else None

    def show_start(self) -> None:
        """The start page."""
        self.start.refresh()
        self.pages.setCurrentWidget(self.workspace or self.start)

    def show_new(self, source: Path | None = None) -> None:
        """The page of a new report."""
        self.new.begin(source)
        self.pages.setCurrentWidget(self.new)
        self.new.unit_name.setFocus()

    # -- opening -----------------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Choose a report's file."""
        folder = self.settings.text("folder") or str(documents_folder())
        chosen, _ = QFileDialog.getOpenFileName(self, "打开决算文件", folder, REPORT_FILTER)
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path, read_only: bool = False, take_over: bool = False) -> None:
        """Open a report once the one that is open is safely on disk."""
        self.leave_report(lambda: self._open(path, read_only, take_over))

    def _open(self, path: Path, read_only: bool, take_over: bool) -> None:
        try:
            desk = Desk.open(path, read_only=read_only, take_over=take_over)
        except StorageError as error:
            offers = offers_for(error, path, self.open_path, self._salvage)
            self.tell("warning" if isinstance(error, LockedError) else "error", str(error), tuple(offers), "open")
            self.show_start()
            return
        except OSError as error:
            self.tell("error", plain_words(error, "打开"), (), "open")
            self.show_start()
            return
        self.notices.withdraw("open")
        holder = holder_of(path) if read_only else None
        if holder is not None:
            desk.holder_words = f"{holder.user}（电脑 {holder.host}）正打开这份报告。这里是只读，修改不会写回原文件。"
        self.show_desk(desk)
        for words in desk.notices:
            self.tell("warning", words)

    def _salvage(self, path: Path) -> None:
        target = salvage_target(path)
        try:
            saved = salvage(path, target)
        except StorageError as error:
            self.tell("error", str(error), (), "open")
            return
        self.open_path(target)
        lost = "".join(saved.lost[:3]) or "没有发现丢失的内容。"
        self.tell("warning", f"已抢救到“{target.name}”，共 {saved.slots} 项。{lost}请核对。")

    def _create(self, form: Form, unit_name: str, path: Path) -> None:
        source = self.new.source

        def make() -> None:
            try:
                desk = Desk.create(path, form, lambda report: _first_texts(report, unit_name))
            except (StorageError, OSError) as error:
                self.tell("error", plain_words(error, "新建"))
                self.pages.setCurrentWidget(self.new)
                return
            self.show_desk(desk)
            if self.workspace is not None:
                self.workspace.go_to_step(DATA)
                if source is not None:
                    self.workspace.show_import(source)

        self.leave_report(make)

    def open_sample(self) -> None:
        """A fresh copy of the sample in the program's own folder."""
        # Reading takes a moment and needs a report's form; the whole way belongs to one owner.
        from juesuan_gui.ui.sample import SampleOpening

        self.tell("info", "正在准备示例…", (), "sample")
        opening = SampleOpening(self)
        opening.ready.connect(self._on_sample)
        opening.failed.connect(lambda problem: self.tell("error", problem, (), "sample"))
        opening.start()

    def _on_sample(self, path: object) -> None:
        self.notices.withdraw("sample")
        if isinstance(path, Path):
            self.open_path(path)

    def show_desk(self, desk: Desk) -> None:
        """Show an open report."""
        workspace = Workspace(desk, self.settings, self._factory)
        self.workspace = workspace
        workspace.notice.connect(self.tell)
        workspace.change_notice.connect(self._tell_change)
        workspace.move_requested.connect(self.ask_move)
        workspace.import_requested.connect(self.ask_import)
        workspace.open_requested.connect(self.another_wanted)
        desk.write_failed.connect(self._on_write_failed)
        desk.keeping_changed.connect(self._on_keeping)
        desk.moved.connect(self._on_moved)
        desk.move_failed.connect(lambda problem: self.tell("error", problem, self.rescue(), "write"))
        desk.version_failed.connect(lambda problem: self.tell("error", problem))
        # At once, not with the findings: Ctrl+Y right after Ctrl+Z must find its action enabled.
        desk.edited.connect(self._follow)
        self.pages.addWidget(workspace)
        self.pages.setCurrentWidget(workspace)
        self.actions_.set_has_report(True)
        self._follow()
        if desk.path is not None:
            self.settings.remember_report(desk.path, desk.title)

    def _follow(self, _event: object = None) -> None:
        if self.desk is not None:
            history = self.desk.session.history
            self.actions_.show_history(history.undo_label, history.redo_label)
            self.setWindowTitle(f"{self.desk.title} — {_NAME}")

    # -- keeping -----------------------------------------------------------------------------------

    def rescue(self) -> tuple[Action, ...]:
        """What may help when something was not written."""
        return (("重试", self._retry), ("另存到别处…", self.ask_move))

    def _on_write_failed(self, problem: str) -> None:
        self.tell("error", problem, self.rescue(), "write")
        if self.workspace is not None:
            self.workspace.header.show_keeping()

    def _retry(self) -> None:
        if self.desk is not None:
            self.desk.retry()

    def _on_keeping(self) -> None:
        desk = self.desk
        if desk is None or desk.file is None:
            return
        if desk.file.failure is None and not desk.file.pending:
            self.notices.withdraw("write")
            self.leaving.go_on()

    def ask_move(self) -> None:
        """Choose another place for the report and go on there."""
        if self.desk is None or self.desk.path is None:
            return
        path = self.desk.path
        proposed = path.with_name(f"{path.stem}（副本）{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(self, "另存到别处", str(proposed), REPORT_FILTER)
        if chosen:
            target = Path(chosen)
            # The dialog has asked about replacing only when the name it saw is the one that is used.
            replace = target.suffix == SUFFIX
            self.desk.save_elsewhere(target if replace else target.with_name(target.name + SUFFIX), replace=replace)

    def _on_moved(self, path: str) -> None:
        self.notices.withdraw("write")
        self.tell("info", f"已另存到 {path}，以后就存在那里。")
        if self.workspace is not None and self.desk is not None and self.desk.path is not None:
            self.workspace.strip.hide()
            self.workspace.refresh()
            self.settings.remember_report(self.desk.path, self.desk.title)

    def save_now(self) -> None:
        """Ctrl+S: nothing is left to do, and that is worth saying."""
        if self.desk is not None and self.desk.file is not None and self.desk.file.failure is not None:
            self._retry()
        else:
            self.tell("info", "每一步修改都已自动存盘，不用另外保存。", (), "save")

    # -- leaving -----------------------------------------------------------------------------------

    def leave_report(self, then: Callable[[], object]) -> None:
        """Close the open report once it is on disk, and go on."""
        self.leaving.leave(then)

    def drop_workspace(self) -> None:
        """Take the page of a closed report away."""
        if self.workspace is not None:
            self.pages.removeWidget(self.workspace)
            self.workspace.deleteLater()
            self.workspace = None
        self.notices.withdraw("write")
        self.notices.withdraw("undo")
        self.actions_.set_has_report(False)
        self.setWindowTitle(_NAME)

    def close_report(self) -> None:
        """Back to the start page."""
        self.leave_report(self.show_start)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for the disk; ask once when something could not be written."""
        if self.workspace is not None:
            # Closing again from within a close event does nothing, hence by way of the event loop.
            event.ignore()
            self.leave_report(lambda: QTimer.singleShot(0, self.close))
            return
        self.settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        event.accept()

    # -- dropping ----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take our own files and workbooks."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A workbook is imported, a report opened."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Open a report, or import a workbook into the open one or into a new one."""
        if path.suffix.lower() == SUFFIX:
            self.open_path(path)
        elif self.workspace is not None:
            self.workspace.show_import(path)
        else:
            self.show_new(path)

    def ask_import(self) -> None:
        """Choose a workbook to import."""
        folder = self.settings.text("import_folder") or str(documents_folder())
        chosen, _ = QFileDialog.getOpenFileName(self, "导入表格", folder, WORKBOOK_FILTER)
        if chosen:
            self.settings.put("import_folder", str(Path(chosen).parent))
            self.take_file(Path(chosen))

    # -- for actions -------------------------------------------------------------------------------

    def undo(self) -> None:
        """One key for everything."""
        if self.workspace is not None:
            self.workspace.undo()

    def redo(self) -> None:
        """One key for everything."""
        if self.workspace is not None:
            self.workspace.redo()

    def show_logs(self) -> None:
        """Show where the log is."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))


def _first_texts(report: Report, unit_name: str) -> list:
    return [set_text(report, UNIT_NAME, unit_name)] if unit_name else []


def _dropped(event: QDropEvent) -> Path | None:
    """The one local file that is dropped, if it is one we can take."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() == SUFFIX or is_workbook(path) else None
