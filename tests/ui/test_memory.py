"""Who opens one report after another all day must not pile them up in memory."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from juesuan_gui.ui import garbage
from juesuan_gui.ui.window import MainWindow
from juesuan_gui.ui.workspace import Workspace


def settled() -> None:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def opened(window: MainWindow, path: Path) -> Workspace:
    window.open_path(path)
    while window.workspace is None:
        QApplication.processEvents()
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


@pytest.mark.long
def test_an_open_report_is_set_aside_and_woken_when_it_goes(
    window: MainWindow, report_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for act in ("keep_open_report", "let_go_of_report"):
        monkeypatch.setattr(f"juesuan_gui.ui.window.{act}", getattr(garbage, act))
    gc.unfreeze()
    workspace = opened(window, report_path)
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    kept = [weakref.ref(workspace.desk.session), weakref.ref(workspace)]
    workspace.desk.form_changed.emit()
    settled()
    settled()
    assert gc.get_freeze_count() > 0
    renewed = window.workspace
    assert renewed is not None and kept[1]() is not renewed
    renewed.close_report()
    renewed.desk.abandon()
    window.drop_workspace()
    del workspace, renewed
    settled()
    assert [reference() for reference in kept] == [None, None]
    # What the session set aside was woken too.
    gc.freeze()
