"""Owns the leaving of an open report: wait for the disk, ask when something could not be written, let go."""

from __future__ import annotations

from collections.abc import Callable

from juesuan_gui.storage import StorageError
from juesuan_gui.ui.keeping_steps import KeepingSteps
from juesuan_gui.ui.steps_window import StepsWindow


class Leaving:
    """Closes the report of one window, now or as soon as it is written."""

    def __init__(self, window: StepsWindow, keeping: KeepingSteps) -> None:
        self._window = window
        self._keeping = keeping
        keeping.written = self.go_on
        self._waiting: Callable[[], object] | None = None

    def leave(self, then: Callable[[], object]) -> None:
        """Close the open report and go on; while it is being written, go on when that is done."""
        window, workspace = self._window, self._window.workspace
        if workspace is None:
            then()
            return
        workspace.pages.finish_typing()
        file = workspace.desk.file
        if file is not None and file.failure is not None:
            drop = ("放弃没存上的修改", lambda: self._abandon(then))
            window.tell("error", str(file.failure), (*self._keeping.rescue(), drop), "write")
            return
        if file is not None and file.pending:
            self._waiting = then
            workspace.header.show_keeping()
            return
        workspace.close_report()
        if workspace.desk.path is not None:
            window.settings.remember_report(workspace.desk.path, workspace.desk.title)
        try:
            workspace.desk.close()
        except StorageError as error:
            window.tell("error", str(error), self._keeping.rescue(), "write")
            return
        window.drop_workspace()
        then()

    def go_on(self) -> None:
        """Everything is on disk: do what was waiting for that."""
        if self._waiting is not None:
            then, self._waiting = self._waiting, None
            self.leave(then)

    def _abandon(self, then: Callable[[], object]) -> None:
        workspace = self._window.workspace
        if workspace is not None:
            workspace.close_report()
            workspace.desk.abandon()
            self._window.drop_workspace()
        then()
