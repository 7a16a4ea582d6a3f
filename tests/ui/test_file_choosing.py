"""Owns the proof of which files are opened and offered: given at the start, chosen, dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from juesuan_gui.storage import lock_path
from juesuan_gui.ui.application import open_files
from juesuan_gui.ui.file_choosing import choose_file, choose_files, file_dialog, target_dialog
from juesuan_gui.ui.file_taking import asked_for, dropped_files
from juesuan_gui.ui.window import MainWindow

from .hands import WindowHands
from .review_files import write_text


def test_a_report_that_the_program_is_started_with_is_open(window: MainWindow, report_path: Path, qtbot: QtBot) -> None:
    open_files([report_path], lambda: window)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk is not None and window.desk.path == report_path
    assert window.notices.notices() == []


def test_a_published_file_that_the_program_is_started_with_is_reviewed(hands: WindowHands, tmp_path: Path) -> None:
    text = write_text(tmp_path / "甲局决算.txt")
    open_files([text, text], lambda: hands.window)
    hands.wait(lambda: hands.window.reviews.page is not None)
    assert hands.window.reviews.page is not None
    review = hands.window.reviews.page.desk.path
    # The review that came of it is opened in the same way.
    hands.window.close_report()
    assert review is not None
    open_files([review], lambda: hands.window)
    assert hands.window.reviews.page is not None


def test_a_workbook_that_the_program_is_started_with_is_asked_about(hands: WindowHands, tmp_path: Path) -> None:
    path = tmp_path / "决算表.xlsx"
    path.write_bytes(b"")
    open_files([path], lambda: hands.window)
    assert any("审核" in words and "导入" in words for words in hands.notices())


def test_reports_get_a_window_each_and_published_files_one_together(tmp_path: Path) -> None:
    names = ("甲.jsgk", "丙.pdf", "乙.JSSH", "丁.docx")
    for name in names:
        (tmp_path / name).write_bytes(b"")
    asked = asked_for([tmp_path / name for name in names])
    assert [[path.name for path in group] for group in asked.groups] == [
        ["甲.jsgk"],
        ["乙.JSSH"],
        ["丙.pdf", "丁.docx"],
    ]
    assert asked.refused == ""


@pytest.mark.parametrize("name", ["不在.jsgk", "不在.pdf", "图.png", "文件夹", "~$甲.jsgk", "旧.doc"])
def test_what_cannot_be_opened_is_named_and_the_rest_opens(
    window: MainWindow, report_path: Path, name: str, qtbot: QtBot
) -> None:
    bad = report_path.with_name(name)
    if name == "文件夹":
        bad.mkdir()
    elif not name.startswith("不在"):
        bad.write_bytes(b"x")
    open_files([bad, report_path], lambda: window)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk is not None and window.desk.path == report_path
    (notice,) = window.notices.notices()
    assert notice.level == "error" and name in notice.text


def test_many_files_that_cannot_be_opened_are_one_notice(tmp_path: Path) -> None:
    asked = asked_for([tmp_path / f"{number}.png" for number in range(9)])
    assert asked.groups == ()
    assert "0.png" in asked.refused and "8.png" not in asked.refused and "6 个" in asked.refused


def _offered(dialog: QFileDialog, qtbot: QtBot, expected: str) -> set[str]:
    tree = dialog.findChild(QTreeView, "treeView")
    assert isinstance(tree, QTreeView)

    def names() -> set[str]:
        model, root = tree.model(), tree.rootIndex()
        return {str(model.index(row, 0, root).data()) for row in range(model.rowCount(root))}

    qtbot.waitUntil(lambda: expected in names())
    return names()


def test_lock_files_are_not_offered(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    for path in (folder / "甲.jsgk", folder / "~乙.jsgk"):
        path.write_bytes(b"")
        lock_path(path).write_bytes(b"")
    kinds = "决算文件 (*.jsgk)"
    opening = file_dialog(window, "打开", str(folder), kinds, QFileDialog.FileMode.ExistingFile)
    saving = target_dialog(window, "另存到别处", folder / "新.jsgk", kinds)
    for dialog in (opening, saving):
        qtbot.addWidget(dialog)
        dialog.show()
        assert _offered(dialog, qtbot, "~乙.jsgk") == {"甲.jsgk", "~乙.jsgk"}
    assert saving.selectedFiles() == [str(folder / "新.jsgk")]
    anywhere = file_dialog(window, "打开", "", kinds, QFileDialog.FileMode.ExistingFile)
    qtbot.addWidget(anywhere)
    assert anywhere.directory() != QDir.current(), "nobody looks for files where the program happens to run"
    assert saving.acceptMode() is QFileDialog.AcceptMode.AcceptSave


def test_a_choice_is_given_back_and_none_is_none(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / "甲.jsgk", tmp_path / "乙.jsgk"]
    for path in files:
        path.write_bytes(b"")
    answers = [QDialog.DialogCode.Accepted, QDialog.DialogCode.Accepted, QDialog.DialogCode.Rejected]
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: answers.pop(0))
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(path) for path in files])
    assert choose_files(window, "打开", str(tmp_path), "*") == files
    assert choose_file(window, "打开", str(tmp_path), "*") == files[0]
    assert choose_file(window, "打开", str(tmp_path), "*") is None


def test_lock_files_among_dropped_ones_are_left_aside(qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("甲.docx", "~$甲.docx", "乙.pdf")])
    widget = QWidget()
    qtbot.addWidget(widget)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPoint(1, 1), Qt.DropAction.CopyAction, data, buttons, keys)
    assert [path.name for path in dropped_files(event)] == ["甲.docx", "乙.pdf"]
