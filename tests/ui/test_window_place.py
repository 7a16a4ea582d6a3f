"""Where the window stands between starts: its place with a frame, only its size without one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.window_place import keep_place, restore_place


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


def test_without_a_frame_only_the_size_is_kept(qtbot: QtBot, settings: Settings) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(60, 70, 500, 400)
    keep_place(window, settings)
    assert settings.numbers("window_size") == [500, 400] and not settings.text("geometry")
    again = QWidget()
    qtbot.addWidget(again)
    was = again.pos()
    restore_place(again, settings)
    assert again.size() == QSize(500, 400) and again.pos() == was


def test_with_a_frame_the_place_is_kept(qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(60, 70, 500, 400)
    # As a window manager frames it; the platform of the tests has none.
    monkeypatch.setattr(window, "frameGeometry", lambda: QRect(59, 46, 502, 425))
    keep_place(window, settings)
    assert settings.text("geometry") and not settings.numbers("window_size")
    again = QWidget()
    qtbot.addWidget(again)
    restore_place(again, settings)
    assert again.size() == QSize(500, 400)


@pytest.mark.parametrize("kept", [[], [9], [1, 2, 3], [90_000, 80_000]])
def test_nonsense_and_a_smaller_screen_leave_a_window_that_fits(
    qtbot: QtBot, settings: Settings, kept: list[int]
) -> None:
    settings.put("window_size", kept)
    settings.put("geometry", "nonsense")
    window = QWidget()
    qtbot.addWidget(window)
    restore_place(window, settings)
    room = window.screen().availableSize()
    # With room for a title bar: the lowest line of the window must not lie below the screen.
    assert 0 < window.width() <= room.width() and 0 < window.height() < room.height() - 30
