"""Owns what is said about keeping: a change that was not written, another place for the report or its form, Ctrl+S."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from juesuan_gui.forms import FormError
from juesuan_gui.forms.copying import copy_form
from juesuan_gui.paths import form_folders, own_forms
from juesuan_gui.storage import SUFFIX
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.file_choosing import choose_target
from juesuan_gui.ui.notices import Action
from juesuan_gui.ui.opening_steps import REPORT_FILTER
from juesuan_gui.ui.steps_window import StepsWindow


class KeepingSteps:
    """Follows the disk for the open report of one window."""

    def __init__(self, window: StepsWindow) -> None:
        self._window = window
        #: Called whenever everything is on disk.
        self.written: Callable[[], object] = lambda: None

    def follow(self, desk: Desk) -> None:
        """Hear of what is written, and of what is not."""
        desk.write_failed.connect(self._on_write_failed)
        desk.keeping_changed.connect(self._on_keeping)
        desk.moved.connect(self._on_moved)
        desk.move_failed.connect(lambda problem: self._window.tell("error", problem, self.rescue(), "write"))
        desk.version_failed.connect(lambda problem: self._window.tell("error", problem))

    def rescue(self) -> tuple[Action, ...]:
        """What may help when something was not written."""
        return (("重试", self._retry), ("另存到别处…", self.ask_move))

    def _on_write_failed(self, problem: str) -> None:
        self._window.tell("error", problem, self.rescue(), "write")
        if self._window.workspace is not None:
            self._window.workspace.header.show_keeping()

    def _retry(self) -> None:
        if self._window.desk is not None:
            self._window.desk.retry()

    def _on_keeping(self) -> None:
        desk = self._window.desk
        if desk is None or desk.file is None:
            return
        if desk.file.failure is None and not desk.file.pending:
            self._window.notices.withdraw("write")
            self.written()

    def ask_move(self) -> None:
        """Choose another place for the report and go on there."""
        desk = self._window.desk
        if desk is None or desk.path is None:
            return
        proposed = desk.path.with_name(f"{desk.path.stem}（副本）{SUFFIX}")
        chosen, _ = choose_target(self._window.widget, "另存到别处", proposed, REPORT_FILTER)
        if chosen:
            target = Path(chosen)
            # The dialog has asked about replacing only when the name it saw is the one that is used.
            replace = target.suffix == SUFFIX
            named = target if replace else target.with_name(target.name + SUFFIX)
            desk.save_elsewhere(named, replace=replace)

    def _on_moved(self, path: str) -> None:
        window = self._window
        window.notices.withdraw("write")
        window.tell("info", f"已另存到 {path}，以后就存在那里。")
        if window.workspace is not None and window.desk is not None and window.desk.path is not None:
            window.workspace.strip.hide()
            window.workspace.refresh()
            window.settings.remember_report(window.desk.path, window.desk.title)

    def save_now(self) -> None:
        """Ctrl+S: nothing is left to do, and that is worth saying."""
        desk = self._window.desk
        if desk is not None and desk.file is not None and desk.file.failure is not None:
            self._retry()
        else:
            self._window.tell("info", "每一步修改都已自动存盘，不用另外保存。", (), "save")

    def copy_form(self) -> None:
        """复制为我的版式: the open report's form into the user's own folder."""
        desk = self._window.desk
        if desk is None:
            return
        try:
            report = desk.report
            folder = copy_form(report.base_form, form_folders(), own_forms(), report.adjustments())
        except (FormError, OSError) as error:
            self._window.tell("error", f"没有复制成：{error}")
            return
        show = ("打开文件夹", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self._window.tell("info", f"已复制到 {folder}。用记事本改好以后，新建时就能选到。", (show,))
