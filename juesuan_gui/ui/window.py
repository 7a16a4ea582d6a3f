"""Owns the main window: start page or open report, opening and leaving reports, files dropped on it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget

from juesuan_gui.forms import Form, FormError
from juesuan_gui.forms.copying import copy_form
from juesuan_gui.paths import form_folders, own_forms
from juesuan_gui.publishing.compose import UNIT_NAME
from juesuan_gui.report import Report, set_text
from juesuan_gui.storage import REVIEW_SUFFIX, SUFFIX, LockedError, StorageError, holder_of, salvage
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.editors import EditorFactory, table_editor
from juesuan_gui.ui.export_box import documents_folder
from juesuan_gui.ui.importing import WORKBOOK_FILTER, is_workbook
from juesuan_gui.ui.leaving import Leaving
from juesuan_gui.ui.long_opening import LongOpening, is_long
from juesuan_gui.ui.new_page import NewPage
from juesuan_gui.ui.notices import Action, NoticeArea
from juesuan_gui.ui.opening import offers_for, salvage_target
from juesuan_gui.ui.review_opening import is_published
from juesuan_gui.ui.review_steps import ReviewSteps
from juesuan_gui.ui.settings import Settings, log_folder
from juesuan_gui.ui.start_page import StartPage
from juesuan_gui.ui.tasks import plain_words
from juesuan_gui.ui.theme import Theme
from juesuan_gui.ui.window_actions import make_actions
from juesuan_gui.ui.workspace import DATA, Workspace
from juesuan_gui.ui.years import YearSteps

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
        self.reviews = ReviewSteps(self)
        self.years = YearSteps(self)
        self.workspace: Workspace | None = None
        self._opening: LongOpening | None = None
        self._opening_words = ""
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
        self.start.review_requested.connect(self.reviews.ask)
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

    def tell(
        self, level: str, text: str, actions: tuple[Action, ...] = (), topic: str = "", *, stays: bool = False
    ) -> None:
        """Say something below the head of the window. What is undone is said with a way back."""
        if level == "undo":
            level, topic, actions = "info", "undo", (("重做", self.redo),) if text.startswith("已撤销") else ()
        self.notices.tell(level, text, actions, topic, stays=stays)

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
        self.pages.setCurrentWidget(self.workspace or self.reviews.front or self.start)

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
        """Open a report, or a review, once the one that is open is safely on disk."""
        if path.suffix.lower() == REVIEW_SUFFIX:
            self.reviews.open(path, read_only=read_only, take_over=take_over)
            return
        self.leave_report(lambda: self._open(path, read_only, take_over))

    def _open(self, path: Path, read_only: bool, take_over: bool) -> None:
        self.cancel_opening()
        if is_long(path):
            self._open_beside(LongOpening(path, read_only, take_over, self))
            return
        try:
            desk = Desk.open(path, read_only=read_only, take_over=take_over)
        except (StorageError, OSError) as error:
            self._refuse(error, path)
            return
        self._welcome(desk, path, read_only)

    def _open_beside(self, opening: LongOpening) -> None:
        """A long report takes seconds; meanwhile the window answers, and the opening can be cancelled."""
        self._opening = opening
        cancel = (("取消", self.cancel_opening),)
        opening.progressed.connect(lambda words: self._tell_opening(opening, words, cancel))
        opening.opened.connect(lambda desk: self._welcome(desk, opening.path, opening.read_only))
        opening.refused.connect(lambda error: self._refuse(error, opening.path))
        opening.failed.connect(lambda problem: self.tell("error", problem, (), "open"))
        self.show_start()
        opening.start()

    def _tell_opening(self, opening: LongOpening, words: str, actions: tuple[Action, ...]) -> None:
        if self._opening is opening and words != self._opening_words:
            self._opening_words = words
            self.tell("info", f"正在打开“{opening.path.stem}”：{words}…", actions, "open")

    def cancel_opening(self) -> None:
        """Stop opening a long report, if one is being opened; its file is let go."""
        opening, self._opening, self._opening_words = self._opening, None, ""
        if opening is not None:
            opening.cancel()
            self.notices.withdraw("open")

    def _refuse(self, error: StorageError | OSError, path: Path) -> None:
        self._opening = None
        if isinstance(error, StorageError):
            offers = offers_for(error, path, self.open_path, self._salvage)
            self.tell("warning" if isinstance(error, LockedError) else "error", str(error), tuple(offers), "open")
        else:
            self.tell("error", plain_words(error, "打开"), (), "open")
        self.show_start()

    def _welcome(self, desk: Desk, path: Path, read_only: bool) -> None:
        self._opening, self._opening_words = None, ""
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
        self._show_workspace(desk)
        desk.write_failed.connect(self._on_write_failed)
        desk.keeping_changed.connect(self._on_keeping)
        desk.moved.connect(self._on_moved)
        desk.move_failed.connect(lambda problem: self.tell("error", problem, self.rescue(), "write"))
        desk.version_failed.connect(lambda problem: self.tell("error", problem))
        # At once, not with the findings: Ctrl+Y right after Ctrl+Z must find its action enabled.
        desk.edited.connect(self._follow)
        # Not from inside the widget that asked for it: it is gone afterwards.
        desk.form_changed.connect(lambda: QTimer.singleShot(0, self._renew_workspace))
        self.actions_.set_has_report(True)
        self._follow()
        if desk.path is not None:
            self.settings.remember_report(desk.path, desk.title)

    def _show_workspace(self, desk: Desk) -> None:
        workspace = Workspace(desk, self.settings, self._factory)
        self.workspace = workspace
        workspace.notice.connect(self.tell)
        workspace.change_notice.connect(self._tell_change)
        workspace.move_requested.connect(self.ask_move)
        workspace.import_requested.connect(self.ask_import)
        workspace.open_requested.connect(self.another_wanted)
        workspace.copy_form_requested.connect(self.copy_form)
        self.pages.addWidget(workspace)
        self.pages.setCurrentWidget(workspace)

    def _renew_workspace(self) -> None:
        """The report's form is another now: the same place in new pages."""
        old, desk = self.workspace, self.desk
        if old is None or desk is None:
            return
        step, was_form = old.step, old.shows_form
        old.close_report()
        self._show_workspace(desk)
        assert self.workspace is not None
        self.workspace.go_to_step(step)
        if was_form:
            self.workspace.show_form()
        self.pages.removeWidget(old)
        old.deleteLater()
        self._follow()

    def copy_form(self) -> None:
        """复制为我的版式: the open report's form into the user's own folder."""
        if self.desk is None:
            return
        try:
            report = self.desk.report
            folder = copy_form(report.base_form, form_folders(), own_forms(), report.adjustments())
        except (FormError, OSError) as error:
            self.tell("error", f"没有复制成：{error}")
            return
        show = ("打开文件夹", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self.tell("info", f"已复制到 {folder}。用记事本改好以后，新建时就能选到。", (show,))

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
        """Close the open report once it is on disk, and go on; what is still being opened is not wanted any more."""
        self.cancel_opening()
        self.reviews.leave(lambda: self.leaving.leave(then))

    def drop_workspace(self) -> None:
        """Take the page of a closed report away."""
        if self.workspace is not None:
            self.pages.removeWidget(self.workspace)
            self.workspace.deleteLater()
            self.workspace = None
            gc.unfreeze()
        self.notices.withdraw("write")
        self.notices.withdraw("undo")
        self.actions_.set_has_report(False)
        self.setWindowTitle(_NAME)

    def close_report(self) -> None:
        """Back to the start page."""
        self.leave_report(self.show_start)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for the disk; ask once when something could not be written."""
        if self.workspace is not None or self.reviews.page is not None:
            # Closing again from within a close event does nothing, hence by way of the event loop.
            event.ignore()
            self.leave_report(lambda: QTimer.singleShot(0, self.close))
            return
        self.cancel_opening()
        self.reviews.close()
        self.settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        event.accept()

    # -- dropping ----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take our own files, workbooks and published reports."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A workbook is imported, a report opened; several workbooks each become a report."""
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.take_files(paths)

    def take_files(self, paths: list[Path]) -> None:
        """Take one file; review several published ones, or make a report of each of several workbooks."""
        if len(paths) == 1:
            self._take_dropped(paths[0])
            return
        if not all(map(is_workbook, paths)):
            self.reviews.take(paths)
            return
        from juesuan_gui.ui.batch import BatchDialog

        dialog = BatchDialog(paths, self.settings, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _take_dropped(self, path: Path) -> None:
        """A workbook beside an open report is for that one; where a file may be meant either way it is asked."""
        if not is_published(path) or (is_workbook(path) and self.workspace is not None):
            self.take_file(path)
        else:
            self.reviews.offer(path, self.take_file if is_workbook(path) else self.reviews.uses.convert_file)

    def take_file(self, path: Path) -> None:
        """Open a report or a review, review a published file, or import a workbook."""
        if path.suffix.lower() in (SUFFIX, REVIEW_SUFFIX):
            self.open_path(path)
        elif is_published(path) and not is_workbook(path):
            self.reviews.open(path)
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
        if self.reviews.page is not None:
            self.reviews.page.undo()
        elif self.workspace is not None:
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


def _dropped(event: QDropEvent) -> list[Path]:
    """The local files that are dropped, if we can take them: one of ours, or one or several published ones."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if len(paths) != len(event.mimeData().urls()):
        return []
    if len(paths) == 1 and paths[0].suffix.lower() in (SUFFIX, REVIEW_SUFFIX):
        return paths
    return paths if all(is_workbook(path) or is_published(path) for path in paths) else []
