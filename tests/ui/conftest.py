"""Owns what the window's tests share: a filled report on disk, a window, its theme."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from juesuan_gui.forms import Form, load_form
from juesuan_gui.live import computed_cells
from juesuan_gui.paths import data_folder, resource
from juesuan_gui.reading import Limits, Recognised, import_change, read_workbook, recognise
from juesuan_gui.report import Report
from juesuan_gui.session import Session
from juesuan_gui.storage import Options, ReportFile
from juesuan_gui.ui import notices
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.theme import Appearance, Theme
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.window import MainWindow

from .hands import WindowHands
from .patience import PatientBot
from .python_lock import times_held

SAMPLE = "guyuan-2020.xlsx"
_AN_HOUR = 3_600_000  # milliseconds


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says this of every window; it says nothing of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """What is to be deleted waits for a loop that a test never returns to: every window would stay for good."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def form() -> Form:
    return load_form("ningxia-2020", [data_folder("templates")])


@pytest.fixture(scope="session")
def recognised(form: Form) -> Recognised:
    """The sample as the reader sees it."""
    source = read_workbook(resource("samples", SAMPLE), Limits())
    session = Session(Report(form))
    first = recognise(source, form)
    rows = {table.id: [row.code for row in table.code_rows] for table in first.tables}
    return recognise(source, form, computed_cells(form, session.function_codes, session.live.rules, rows))


@pytest.fixture
def report_path(tmp_path: Path, form: Form, recognised: Recognised) -> Path:
    """A report file that holds the sample."""
    report = Report(form)
    report.apply(import_change(report, recognised))
    path = tmp_path / "决算.jsgk"
    ReportFile.create(path, report, options=Options(backups=0)).close()
    return path


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folders lie in the test's."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture(scope="session", autouse=True)
def clipboard_let_go(qapp: QApplication) -> Iterator[None]:
    """The platform without a screen holds what was copied until Python is gone, and would crash letting it go."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session", autouse=True)
def at_rest_stays_at_rest() -> Iterator[None]:
    """A closing report wakes what the whole session set aside; going through all of it at every test takes minutes."""
    with pytest.MonkeyPatch.context() as patch:
        for act in ("keep_open_report", "let_go_of_report"):
            patch.setattr(f"juesuan_gui.ui.window.{act}", lambda: None)
        yield


@pytest.fixture(autouse=True)
def nothing_fails_within_qt(qapp: QApplication) -> Iterator[None]:
    """PySide can swallow what an override of ours raises; it then keeps Python's lock, and may hang at any later call.

    The lock is counted, because nothing else is seen of it.
    """
    held = times_held()
    yield
    assert times_held() == held, "an override that Qt called has raised something, and nobody was told"


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """A bot that waits for slow machines."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def news_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """News goes away by itself after some seconds, and a busy machine may take longer from a key to the next look."""
    monkeypatch.setattr(notices, "_STAY", _AN_HOUR)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Appearance.LIGHT)


@pytest.fixture
def make_desk(report_path: Path) -> Iterator[Callable[[], Desk]]:
    made: list[Desk] = []

    def make() -> Desk:
        desk = Desk.open(report_path)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.abandon()
        if isValid(desk):
            desk.deleteLater()


@pytest.fixture
def desk(qapp: QApplication, make_desk: Callable[[], Desk]) -> Desk:
    return make_desk()


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, theme: Theme, own_folders: Path) -> Iterator[MainWindow]:
    """An empty window; its report is let go at the end whatever happened."""
    shown = MainWindow(settings, theme)
    shown.resize(1440, 900)
    shown.show()
    yield shown
    if shown.workspace is not None:
        shown.workspace.close_report()
        shown.workspace.desk.abandon()
        shown.drop_workspace()
    if shown.reviews.page is not None:
        shown.reviews.page.desk.abandon()
        shown.reviews.drop()
    shown.close()
    shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()


@pytest.fixture
def open_window(window: MainWindow, report_path: Path, qtbot: QtBot) -> MainWindow:
    """A window with the sample open in the data view."""
    window.open_path(report_path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    return window


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> WindowHands:
    """Hands at an empty window."""
    return WindowHands(qtbot, window)


@pytest.fixture
def open_hands(open_window: MainWindow, qtbot: QtBot) -> WindowHands:
    """Hands at a window with the sample open."""
    return WindowHands(qtbot, open_window)
