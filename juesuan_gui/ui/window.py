"""Owns the main window: which page is shown, one report at most, and what is said below its head."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from juesuan_gui.ui.garbage import keep_open_report, let_go_of_report
from juesuan_gui.ui.late_steps import LateSteps
from juesuan_gui.ui.look.theme import Theme
from juesuan_gui.ui.notices import Action, NoticeArea
from juesuan_gui.ui.settings import Settings, log_folder
from juesuan_gui.ui.starting.start_page import StartPage
from juesuan_gui.ui.window_actions import make_actions
from juesuan_gui.ui.window_place import keep_place, restore_place

if TYPE_CHECKING:
    from juesuan_gui.ui.desk import Desk
    from juesuan_gui.ui.tables.editors import EditorFactory
    from juesuan_gui.ui.workspace import Workspace

_NAME = "决算公开编审"


class MainWindow(QMainWindow, LateSteps):
    """One window with at most one report."""

    another_wanted = Signal(object)

    def __init__(self, settings: Settings, theme: Theme, factory: EditorFactory | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.theme = theme
        self._factory = factory
        self.workspace: Workspace | None = None
        self.show_title()
        self.setAcceptDrops(True)
        # Nothing is docked here; Qt would set up a movement whenever something within asks to be laid out.
        self.setAnimated(False)
        self.pages = QStackedWidget()
        self.start = StartPage(settings)
        self.pages.addWidget(self.start)
        self.setCentralWidget(self.pages)
        self.notices = NoticeArea(self)
        self.actions_ = make_actions(self)
        self.actions_.set_has_report(False)
        self._connect()
        self._restore()

    def _connect(self) -> None:
        self.start.new_requested.connect(self.show_new)
        self.start.open_requested.connect(lambda: self.opening.ask())
        self.start.review_requested.connect(lambda: self.reviews.ask())
        self.start.sample_requested.connect(lambda: self.opening.sample())
        self.start.recent_chosen.connect(self.open_path)

    def _restore(self) -> None:
        restore_place(self, self.settings)
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

    def _tell_editing(self, level: str, text: str) -> None:
        self.notices.tell(level, text, (), "editing")

    def _tell_change(self, text: str) -> None:
        self.notices.tell("info", text, (("撤销", self.undo),), "undo")

    def show_title(self, title: str = "") -> None:
        """Name what is open in the window's title."""
        self.setWindowTitle(f"{title} — {_NAME}" if title else _NAME)

    # -- pages -------------------------------------------------------------------------------------

    @property
    def widget(self) -> QMainWindow:
        """The window as a parent of dialogs."""
        return self

    @property
    def desk(self) -> Desk | None:
        """The open report."""
        return self.workspace.desk if self.workspace else None

    def show_start(self) -> None:
        """The start page."""
        self.start.refresh()
        self.pages.setCurrentWidget(self.workspace or self.review_front or self.start)

    def show_new(self, source: Path | None = None) -> None:
        """The page of a new report."""
        self.new.begin(source)
        self.pages.setCurrentWidget(self.new)
        self.new.unit_name.setFocus()

    # -- the open report ---------------------------------------------------------------------------

    def open_path(
        self, path: Path, read_only: bool = False, take_over: bool = False, then: Callable[[], object] | None = None
    ) -> None:
        """Open a report, or a review, once the one that is open is safely on disk; ``then`` when it is shown."""
        self.opening.open_path(path, read_only, take_over, then)

    def show_desk(self, desk: Desk) -> None:
        """Show an open report."""
        self._show_workspace(desk)
        self.keeping.follow(desk)
        self.large.follow(desk)
        desk.large.ended.connect(self._after_large)
        # At once, not with the findings: Ctrl+Y right after Ctrl+Z must find its action enabled.
        desk.edited.connect(self._follow)
        # Not from inside the widget that asked for it: it is gone afterwards.
        desk.form_changed.connect(lambda: QTimer.singleShot(0, self._renew_workspace))
        self.actions_.set_has_report(True)
        self._follow()
        if desk.path is not None:
            self.settings.remember_report(desk.path, desk.title)
        keep_open_report()

    def _after_large(self, was_made: bool) -> None:
        if was_made:
            # Most of what the report consists of is new.
            keep_open_report()
        elif self.workspace is not None:
            # What was chosen in a field and not taken over stands there no more.
            self.workspace.refresh()

    def _show_workspace(self, desk: Desk) -> None:
        from juesuan_gui.ui.tables.editors import table_editor
        from juesuan_gui.ui.workspace import Workspace

        workspace = Workspace(desk, self.settings, self._factory or table_editor)
        self.workspace = workspace
        workspace.notice.connect(self.tell)
        workspace.editing_notice.connect(self._tell_editing)
        workspace.change_notice.connect(self._tell_change)
        workspace.move_requested.connect(self.keeping.ask_move)
        workspace.import_requested.connect(self.files.ask)
        workspace.open_requested.connect(self.another_wanted)
        workspace.copy_form_requested.connect(self.keeping.copy_form)
        self.pages.addWidget(workspace)
        self.pages.setCurrentWidget(workspace)
        workspace.take_keyboard()

    def _renew_workspace(self) -> None:
        """The report's form is another now: the same place in new pages."""
        old, desk = self.workspace, self.desk
        if old is None or desk is None:
            return
        step, was_form = old.step, old.shows_form
        old.close_report()
        # The old pages go; what stays with the report is kept again when the new ones stand.
        let_go_of_report()
        self._show_workspace(desk)
        assert self.workspace is not None
        self.workspace.go_to_step(step)
        if was_form:
            self.workspace.show_form()
            self.workspace.pages.form_page.show_again(old.pages.form_page.chosen)
        self.pages.removeWidget(old)
        old.deleteLater()
        QTimer.singleShot(0, keep_open_report)
        self._follow()

    def _follow(self, _event: object = None) -> None:
        if self.desk is not None:
            history = self.desk.session.history
            self.actions_.show_history(history.undo_label, history.redo_label)
            self.show_title(self.desk.title)

    # -- leaving -----------------------------------------------------------------------------------

    def leave_report(self, then: Callable[[], object]) -> None:
        """Close the open report once it is on disk, and go on; what is still being opened is not wanted any more."""
        self.opening.cancel()
        self.stop_years()
        if self.desk is not None:
            self.desk.large.cancel()
        self.reviews.leave(lambda: self.leaving.leave(then))

    def drop_workspace(self) -> None:
        """Take the page of a closed report away."""
        if self.workspace is not None:
            self.pages.removeWidget(self.workspace)
            self.workspace.deleteLater()
            # Otherwise what listens to it would hold the closed report in memory.
            self.workspace.desk.deleteLater()
            self.workspace = None
            let_go_of_report()
        self.notices.withdraw("write")
        self.notices.withdraw("undo")
        self.actions_.set_has_report(False)
        self.show_title()

    def close_report(self) -> None:
        """Back to the start page."""
        self.leave_report(self.show_start)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for the disk; ask once when something could not be written."""
        if self.workspace is not None or self.review_page is not None:
            # Closing again from within a close event does nothing, hence by way of the event loop.
            event.ignore()
            self.leave_report(lambda: QTimer.singleShot(0, self.close))
            return
        self.stop_steps()
        keep_place(self, self.settings)
        event.accept()

    # -- dropping ----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take our own files, workbooks and published reports."""
        from juesuan_gui.ui.file_taking import dropped_files

        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A workbook is imported, a report opened; several workbooks each become a report."""
        from juesuan_gui.ui.file_taking import dropped_files

        paths = dropped_files(event)
        if paths:
            event.acceptProposedAction()
            self.files.take(paths)

    def take_files(self, paths: list[Path]) -> None:
        """The files that the program was started with."""
        self.files.begin(paths)

    # -- for actions -------------------------------------------------------------------------------

    def undo(self) -> None:
        """One key for everything."""
        if self.review_page is not None:
            self.review_page.undo()
        elif self.workspace is not None:
            self.workspace.undo()

    def redo(self) -> None:
        """One key for everything."""
        if self.workspace is not None:
            self.workspace.redo()

    def show_logs(self) -> None:
        """Show where the log is."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))
