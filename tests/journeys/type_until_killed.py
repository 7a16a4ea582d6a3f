"""A child process: opens a report in the window, types into the grid without end, prints what is on disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from juesuan_gui.report import TableKey
from juesuan_gui.ui.look.theme import Appearance, Theme
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.window import MainWindow
from juesuan_gui.ui.workspace import Workspace
from tests.ui.hands import WindowHands

CELL = TableKey("T5").cell("2101502", "项目支出")

application = QApplication([])
window = MainWindow(Settings(Path(sys.argv[2])), Theme(application, Appearance.LIGHT))
window.show()
hands = WindowHands(QTest, window)  # type: ignore[arg-type] - it offers the same clicks and keys
assert hands.drop(Path(sys.argv[1]))
number = int(sys.argv[3])


def when_open() -> None:
    """Begin once the report is there: a file grown long by its history is opened beside the window."""
    if window.findChild(Workspace) is None:
        QTimer.singleShot(20, when_open)
        return
    hands.workspace.desk.keeping_changed.connect(tell)
    os.write(1, b"ready\n")
    QTimer.singleShot(0, type_one)


def tell() -> None:
    """Say which number is certainly on disk: nothing is pending, so it is the one typed last."""
    desk = hands.workspace.desk
    if desk.file is not None and not desk.file.pending and number:
        os.write(1, f"{number}\n".encode())


def type_one() -> None:
    """Type the next number into the cell, as a person does."""
    global number
    following = number + 1
    hands.enter(CELL, str(following))
    number = following
    QTimer.singleShot(0, type_one)


QTimer.singleShot(0, when_open)
application.exec()
