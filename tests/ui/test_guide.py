"""Owns the proof of 使用说明: every page is there, leads only to what is there, and opens from the menu."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from pytestqt.qtbot import QtBot

from juesuan_gui.paths import MissingDataError
from juesuan_gui.ui import guide
from juesuan_gui.ui.guide import PAGES, GuideWindow, guide_pages
from juesuan_gui.ui.window import MainWindow

DOCS = Path(__file__).parents[2] / "docs"


def test_every_page_is_offered_and_leads_only_to_pages() -> None:
    pages = guide_pages()
    assert [page.name for page in pages] == list(PAGES)
    assert {path.stem for path in DOCS.glob("*.md")} == set(PAGES)
    assert len({page.title for page in pages}) == len(pages) and all(page.title for page in pages)
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)", page.text):
            assert (DOCS / target).is_file(), f"{page.name}: {target}"


def test_it_opens_from_the_menu_and_a_link_opens_its_page(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_.action("guide").trigger()
    (opened,) = window.findChildren(GuideWindow)
    assert opened.isVisible()
    first = opened.page.toPlainText()
    assert guide_pages()[0].title in first
    opened.list.setFocus()
    qtbot.keyClick(opened.list, Qt.Key.Key_Down)
    assert opened.page.toPlainText() != first
    opened.page.anchorClicked.emit(QUrl("files.md"))
    assert next(page.title for page in guide_pages() if page.name == "files") in opened.page.toPlainText()
    opened.close()


def test_without_its_folder_it_says_what_is_missing(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_name: str) -> Path:
        raise MissingDataError("缺少 docs")

    monkeypatch.setattr(guide, "data_folder", missing)
    opened = GuideWindow(window)
    qtbot.addWidget(opened)
    assert "重新安装" in opened.page.toPlainText()
