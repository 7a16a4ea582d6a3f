"""Owns what the journeys share: the window's fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import (
    clipboard_let_go,
    form,
    hands,
    news_stays,
    nothing_fails_within_qt,
    open_hands,
    open_window,
    own_folders,
    qtbot,
    recognised,
    report_path,
    settings,
    theme,
    window,
)

__all__ = [
    "clipboard_let_go",
    "form",
    "hands",
    "news_stays",
    "nothing_fails_within_qt",
    "open_hands",
    "open_window",
    "own_folders",
    "qtbot",
    "recognised",
    "report_path",
    "settings",
    "theme",
    "window",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says this of every window; it says nothing of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
