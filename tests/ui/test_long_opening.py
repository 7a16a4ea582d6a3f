"""A report appears when it is ready, a long one beside the window, and nothing of it stays when cancelled."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from juesuan_gui.session import Session
from juesuan_gui.storage import LockedError, Options, ReportFile
from juesuan_gui.ui.desk import OpenedReport
from juesuan_gui.ui.starting import long_opening
from juesuan_gui.ui.window import MainWindow


@pytest.fixture(autouse=True)
def every_report_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_opening, "LONG_FILE", 0)


def can_be_opened(path: Path) -> bool:
    try:
        ReportFile.open(path, options=Options(backups=0)).file.close()
    except LockedError:
        return False
    return True


def test_the_report_appears_when_it_is_ready(window: MainWindow, qtbot: QtBot, report_path: Path) -> None:
    window.open_path(report_path)
    assert window.workspace is None
    assert window.pages.currentWidget() is window.start
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.desk is not None
    assert window.desk.path == report_path
    assert window.desk.result().findings
    assert not [notice for notice in window.notices.notices() if notice.topic == "open"]
    window.close_report()
    qtbot.waitUntil(lambda: window.workspace is None)
    assert can_be_opened(report_path)


def test_cancelling_leaves_nothing_open(
    window: MainWindow, qtbot: QtBot, report_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_read, may_go_on = Event(), Event()
    check = OpenedReport.check

    def held_up(opened: OpenedReport, step: Callable[[], None] | None = None) -> Session:
        is_read.set()
        may_go_on.wait()
        return check(opened, step)

    monkeypatch.setattr(OpenedReport, "check", held_up)
    window.open_path(report_path)
    qtbot.waitUntil(is_read.is_set)
    assert not can_be_opened(report_path)
    window.opening.cancel()
    may_go_on.set()
    qtbot.waitUntil(lambda: window.findChild(long_opening.LongOpening) is None)
    assert window.workspace is None
    assert can_be_opened(report_path)


def test_another_report_may_be_asked_for_meanwhile(window: MainWindow, qtbot: QtBot, report_path: Path) -> None:
    other = report_path.with_name("另一份.jsgk")
    other.write_bytes(report_path.read_bytes())
    window.open_path(report_path)
    window.open_path(other)
    qtbot.waitUntil(lambda: window.workspace is not None)
    qtbot.waitUntil(lambda: window.findChild(long_opening.LongOpening) is None)
    assert window.desk is not None and window.desk.path == other
    assert can_be_opened(report_path)


def test_a_file_that_is_open_elsewhere_is_refused_with_offers(
    window: MainWindow, qtbot: QtBot, report_path: Path
) -> None:
    elsewhere = ReportFile.open(report_path, options=Options(backups=0))
    try:
        window.open_path(report_path)
        qtbot.waitUntil(lambda: any(notice.level == "warning" for notice in window.notices.notices()))
        assert window.workspace is None
    finally:
        elsewhere.file.close()


def test_a_damaged_file_is_refused(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "坏.jsgk"
    path.write_bytes(b"SQLite format 3\x00" + b"\x01" * 5000)
    window.open_path(path)
    qtbot.waitUntil(lambda: any(notice.level == "error" for notice in window.notices.notices()))
    assert window.workspace is None


def test_a_short_report_that_is_not_wanted_any_more_is_let_go(
    window: MainWindow, qtbot: QtBot, report_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_opening, "LONG_FILE", 1_000_000_000)
    window.open_path(report_path)
    # It is read and held; checking and showing it are turns of the event loop that have not come yet.
    assert window.workspace is None and not can_be_opened(report_path)
    window.opening.cancel()
    assert can_be_opened(report_path)
    QApplication.processEvents()
    assert window.workspace is None
    window.open_path(report_path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.desk is not None and window.desk.is_audited
    assert window.desk.result().findings


def test_a_short_report_asked_for_twice_is_opened_once(
    window: MainWindow, qtbot: QtBot, report_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_opening, "LONG_FILE", 1_000_000_000)
    window.open_path(report_path)
    window.open_path(report_path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert not window.notices.notices()
    assert window.pages.currentWidget() is window.workspace
