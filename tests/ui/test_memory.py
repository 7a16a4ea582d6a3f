"""Who opens one report after another all day must not pile them up in memory."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from juesuan_gui.ui.window import MainWindow
from juesuan_gui.ui.workspace import Workspace


def settled() -> None:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def opened(window: MainWindow, path: Path) -> Workspace:
    window.open_path(path)
    assert window.workspace is not None
    return window.workspace


@pytest.mark.parametrize("times", [1, 2])
def test_nothing_of_a_closed_report_stays(window: MainWindow, report_path: Path, times: int) -> None:
    for _ in range(times):
        workspace = opened(window, report_path)
        left = [weakref.ref(workspace.desk.session), weakref.ref(workspace.data), weakref.ref(workspace.cards_watch)]
        workspace.close_report()
        workspace.desk.abandon()
        window.drop_workspace()
        del workspace
        settled()
        assert [reference() for reference in left] == [None, None, None]


def test_pages_made_anew_leave_nothing_of_the_old_ones(window: MainWindow, report_path: Path) -> None:
    workspace = opened(window, report_path)
    left = [weakref.ref(workspace), weakref.ref(workspace.data)]
    workspace.desk.form_changed.emit()
    del workspace
    settled()
    assert [reference() for reference in left] == [None, None]
    assert window.workspace is not None
