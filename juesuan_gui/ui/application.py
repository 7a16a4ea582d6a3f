"""Owns the start of the window: Qt itself, input methods, faults, settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from juesuan_gui.paths import resource
from juesuan_gui.ui.faults import Faults
from juesuan_gui.ui.look.theme import Appearance, Theme
from juesuan_gui.ui.qt_words import choose_date_words, translate
from juesuan_gui.ui.settings import APPLICATION, Settings, log_folder, settings_file
from juesuan_gui.ui.warming import Warming
from juesuan_gui.ui.window import MainWindow

_PROCESSES = Path("/proc")


def run_application(paths: Sequence[Path] = ()) -> int:
    """Show the window until it is closed."""
    choose_input_method()
    choose_date_words()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(sys.argv[:1])
    application.setApplicationName(APPLICATION)
    application.setApplicationDisplayName("决算公开编审")
    application.setWindowIcon(QIcon(str(resource("icons", "juesuan.svg"))))
    faults = Faults(application)
    faults.install(log_folder())
    translate(application)
    settings = Settings(settings_file())
    theme = Theme(application, chosen_appearance(settings))
    windows: list[MainWindow] = []

    def show_window() -> MainWindow:
        window = MainWindow(settings, theme)
        window.another_wanted.connect(lambda path: show_window().open_path(path, read_only=True))
        faults.happened.connect(lambda words: window.tell("error", words, (("打开日志文件夹", window.show_logs),)))
        windows.append(window)
        window.show()
        return window

    open_files(paths, show_window)
    Warming(application).begin_soon()
    return application.exec()


def open_files(paths: Sequence[Path], show_window: Callable[[], MainWindow]) -> None:
    """Each report and each review in a window of its own, published files together in one; one window at least."""
    first = show_window()
    if not paths:
        return
    # Whoever starts with the start page does not wait for what a file needs.
    from juesuan_gui.ui.file_taking import asked_for

    asked = asked_for(paths)
    if asked.refused:
        first.tell("error", asked.refused)
    for number, group in enumerate(asked.groups):
        (show_window() if number else first).take_files(list(group))


def chosen_appearance(settings: Settings) -> Appearance:
    """What the user chose last; the system's appearance when nothing or nonsense is kept."""
    try:
        return Appearance(settings.text("appearance", Appearance.SYSTEM.value))
    except ValueError:
        return Appearance.SYSTEM


def choose_input_method() -> None:
    """Qt's wheel speaks ibus only; fcitx5 answers to that name, so Chinese can be typed on 统信 and 麒麟."""
    if not sys.platform.startswith("linux"):
        return
    wanted = os.environ.get("QT_IM_MODULE", "")
    if wanted in ("", "fcitx", "fcitx5") and has_fcitx():
        os.environ["QT_IM_MODULE"] = "ibus"


def has_fcitx(processes: Path = _PROCESSES) -> bool:
    """Whether fcitx5 runs or is the session's input method."""
    if "fcitx" in os.environ.get("XMODIFIERS", "") or "fcitx" in os.environ.get("QT_IM_MODULE", ""):
        return True
    try:
        return any(
            (entry / "comm").read_text(encoding="utf-8", errors="replace").strip() == "fcitx5"
            for entry in processes.iterdir()
            if entry.name.isdigit()
        )
    except OSError:
        return False
