"""Owns the proof of the window around the grid: start page, keeping, undo, search, selection, versions, files."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from juesuan_gui.figures import Figure, Unit
from juesuan_gui.paths import resource
from juesuan_gui.publishing.compose import UNIT_NAME
from juesuan_gui.report import TableKey, set_figure
from juesuan_gui.storage import holder_of
from juesuan_gui.storage.lock import lock_path
from juesuan_gui.ui.desk import Keeping
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.theme import Appearance, Theme, colors
from juesuan_gui.ui.window import MainWindow

CELL = TableKey("T5").cell("2101502", "项目支出")


def notice_texts(window: MainWindow) -> list[str]:
    return [notice.text for notice in window.notices.notices()]


def press(window: MainWindow, words: str) -> None:
    """Press a button of a notice."""
    for notice in window.notices.notices():
        for found in notice.findChildren(QPushButton):
            if found.text() == words:
                found.click()
                return
    raise AssertionError(f"no button {words} in {notice_texts(window)}")


def saved(window: MainWindow) -> bool:
    return window.desk is not None and window.desk.keeping is Keeping.SAVED


def test_a_new_report_is_made_by_region_year_name_and_place(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.start.new.click()
    window.new.region.setCurrentText("宁夏")
    window.new.folder.setText(str(tmp_path / "新文件夹"))
    qtbot.keyClicks(window.new.unit_name, "Test")
    window.new.accept.click()
    assert window.desk is not None
    assert window.desk.form.id == "ningxia-2020"
    assert window.desk.report.text(UNIT_NAME) == "Test"
    assert window.desk.path == tmp_path / "新文件夹" / "Test2020决算.jsgk"
    assert window.desk.path.is_file()
    assert window.workspace is not None
    assert "还没有数据" in window.workspace.data.audit.verdict()


def test_a_new_report_in_a_place_that_cannot_be_written_says_so_and_loses_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    window.show_new()
    window.new.folder.setText(str(tmp_path / "file" / "below"))
    qtbot.keyClicks(window.new.unit_name, "Test")
    window.new.accept.click()
    assert window.desk is None
    assert window.new.unit_name.text() == "Test"
    assert len(notice_texts(window)) == 1
    assert "Error" not in notice_texts(window)[0]


def test_recent_reports_name_those_that_are_gone(
    qtbot: QtBot, settings: Settings, window: MainWindow, report_path: Path, tmp_path: Path
) -> None:
    settings.remember_report(tmp_path / "gone.jsgk", "某局 2020 年度")
    window.open_path(report_path)
    window.close_report()
    qtbot.waitUntil(lambda: window.workspace is None)
    lines = window.start.recent.lines.lines
    assert [line.value for line in lines] == ["", "找不到了"]
    assert "固原市医疗保障局" in lines[0].name
    window.start.forget.click()
    assert [item.path for item in settings.recent()] == [report_path]


def test_every_edit_is_kept_and_the_head_says_so(qtbot: QtBot, open_window: MainWindow, report_path: Path) -> None:
    desk = open_window.desk
    assert desk is not None
    desk.do(set_figure(desk.report, CELL, Figure(123)))
    assert desk.keeping is Keeping.SAVING or saved(open_window)
    qtbot.waitUntil(lambda: saved(open_window))
    assert open_window.workspace is not None
    qtbot.waitUntil(lambda: open_window.workspace.header.keeping.text().startswith("已保存"))
    open_window.close_report()
    qtbot.waitUntil(lambda: open_window.workspace is None)
    open_window.open_path(report_path)
    assert open_window.desk is not None
    stated = open_window.desk.report.stated(CELL)
    assert stated is not None and stated.figure == Figure(123)
    assert open_window.desk.session.history.undo_label


def test_one_key_undoes_and_redoes_everything(qtbot: QtBot, open_window: MainWindow) -> None:
    desk, workspace = open_window.desk, open_window.workspace
    assert desk is not None and workspace is not None
    desk.do(set_figure(desk.report, CELL, Figure(123)))
    workspace.go_to_step("数据")
    workspace.data.go_to(CELL)
    QApplication.processEvents()
    assert "修改" in open_window.actions_.action("undo").text()
    qtbot.keyClick(workspace.data.editors.editor.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    before = desk.report.stated(CELL)
    assert before is not None and before.figure != Figure(123)
    assert any(text.startswith("已撤销") for text in notice_texts(open_window))
    qtbot.keyClick(workspace.data.editors.editor.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    stated = desk.report.stated(CELL)
    assert stated is not None and stated.figure == Figure(123)


def test_search_finds_names_codes_and_amounts_over_all_tables(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    panel = workspace.data.search_panel
    open_window.actions_.action("find").trigger()
    for text in ("行政运行", "2101501"):
        panel.words.setText(text)
        panel.search()
        tables = {line.payload.table for line in panel.results.lines.lines}  # type: ignore[attr-defined]
        assert {"T2", "T3", "T5"} <= tables
    panel.words.setText("1,234,620.63")
    panel.search()
    shown = {line.value for line in panel.results.lines.lines}
    assert "1,234,620.63" in shown
    qtbot.keyClick(panel.words, Qt.Key.Key_Down)
    qtbot.keyClick(panel.words, Qt.Key.Key_Return)
    assert workspace.data.editors.editor.current_address() == panel.results.lines.lines[1].payload
    panel.words.setText("绝无此名")
    panel.search()
    assert "没有找到" in panel.count.text()


def test_the_foot_adds_up_the_selection_exactly(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    workspace.data.go_to(TableKey("T5").cell("2101501", "合计"))
    view = workspace.data.editors.editor.view
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "选中 2 格" in workspace.foot.sums.text())
    assert "求和 1,280,620.63" in workspace.foot.sums.text()
    assert "计数 2" in workspace.foot.sums.text()
    open_window.actions_.action("unit").trigger()
    assert workspace.foot.shown_unit is Unit.WAN_YUAN
    assert "求和 128.062063" in workspace.foot.sums.text()


def test_zoom_and_only_nonzero_reach_the_table(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    open_window.actions_.action("zoom_in").trigger()
    assert workspace.data.editors.editor.zoom == 110
    open_window.actions_.action("zoom_reset").trigger()
    assert workspace.data.editors.editor.zoom == 100
    open_window.actions_.action("nonzero").trigger()
    assert workspace.foot.nonzero.isChecked()


def test_the_trace_names_sources_targets_and_witnesses(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    workspace.data.go_to(TableKey("T3").cell("21015", "本年支出合计"))
    workspace.data.show_words()
    lists = {name: lines for name, (_, lines) in workspace.data.trace._lists.items()}
    assert len(lists["由哪些数得来"].lines.lines) >= 2
    assert lists["去往何处"].lines.lines
    source = lists["由哪些数得来"].lines.lines[0].payload
    workspace.data.trace.go_requested.emit(source)
    assert workspace.data.editors.editor.current_address() == source


def test_the_outline_follows_edits(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    lines = {line.payload: line for line in workspace.data.outline.list.lines.lines if line.payload}
    assert lines[TableKey("T1")].value == ""
    assert "错误" in lines[TableKey("T5")].value
    workspace.desk.do(set_figure(workspace.desk.report, TableKey("T1").cell("其他收入", "决算数"), Figure(5)))

    def now_wrong() -> bool:
        found = {line.payload: line for line in workspace.data.outline.list.lines.lines if line.payload}
        return "错误" in found[TableKey("T1")].value or "错误" in found[TableKey("T2")].value

    qtbot.waitUntil(now_wrong)


def test_a_version_is_kept_and_returned_to_in_one_step(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    desk = workspace.desk
    before = desk.report.stated(CELL)
    open_window.actions_.action("versions").trigger()
    qtbot.keyClicks(workspace.versions.name, "A1")
    qtbot.keyClick(workspace.versions.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(line.name == "A1" for line in workspace.versions.list.lines.lines))
    desk.do(set_figure(desk.report, CELL, Figure(99)))
    steps = len(desk.session.history)
    open_window.actions_.action("versions").trigger()
    row = next(n for n, line in enumerate(workspace.versions.list.lines.lines) if line.name == "A1")
    workspace.versions.list.setCurrentIndex(workspace.versions.list.lines.index(row))
    workspace.versions.back.click()
    assert desk.report.stated(CELL) == before
    assert len(desk.session.history) == steps + 1
    press(open_window, "撤销")
    stated = desk.report.stated(CELL)
    assert stated is not None and stated.figure == Figure(99)


def test_a_report_open_elsewhere_is_offered_read_only_with_the_holders_name(
    qtbot: QtBot, window: MainWindow, report_path: Path
) -> None:
    content = '{"user":"张三","host":"财务科","time":"2020-11-22T10:32:00","pid":1,"mark":"?","token":"x"}'
    lock_path(report_path).write_text(content, encoding="utf-8")
    window.open_path(report_path)
    assert window.desk is None
    assert "张三" in notice_texts(window)[0]
    press(window, "只读打开")
    assert window.desk is not None and window.workspace is not None
    assert window.desk.keeping is Keeping.READ_ONLY
    assert not window.workspace.strip.isHidden()
    assert any("张三" in label.text() for label in window.workspace.strip.findChildren(QLabel))
    holder = holder_of(report_path)
    assert holder is not None and holder.user == "张三"


def test_a_damaged_file_is_not_touched_and_salvage_is_offered(
    qtbot: QtBot, window: MainWindow, report_path: Path
) -> None:
    content = bytearray(report_path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 9000] = b"\xff" * 9000
    report_path.write_bytes(bytes(content))
    window.open_path(report_path)
    if window.desk is None:
        assert "已损坏" in notice_texts(window)[0]
        assert report_path.read_bytes() == bytes(content)
        press(window, "抢救成新文件")
        assert window.desk is not None or any("抢救" in text or "损坏" in text for text in notice_texts(window))
    assert report_path.read_bytes()[:16] == bytes(content)[:16]


@pytest.mark.parametrize("content", [b"", b"not a report at all", b"PK\x03\x04"])
def test_a_foreign_file_is_refused_in_words(window: MainWindow, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.jsgk"
    path.write_bytes(content)
    window.open_path(path)
    assert window.desk is None
    assert len(notice_texts(window)) == 1
    assert path.read_bytes() == content


def test_a_newer_file_is_refused_untouched(window: MainWindow, report_path: Path) -> None:
    connection = sqlite3.connect(report_path)
    connection.execute("PRAGMA user_version = 9999")
    connection.commit()
    connection.close()
    content = report_path.read_bytes()
    window.open_path(report_path)
    assert window.desk is None
    assert "新" in notice_texts(window)[0]
    assert report_path.read_bytes() == content


def test_a_vanished_folder_is_told_and_saving_elsewhere_keeps_everything(
    qtbot: QtBot, open_window: MainWindow, report_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_window.desk
    assert desk is not None
    report_path.unlink()
    desk.do(set_figure(desk.report, CELL, Figure(321)))
    qtbot.waitUntil(lambda: desk.keeping is Keeping.FAILED)
    qtbot.waitUntil(lambda: bool(open_window.notices.notices()))
    assert open_window.workspace is not None
    assert open_window.workspace.header.keeping.text() == "没有存上"
    open_window.close()
    assert open_window.isVisible()
    target = tmp_path / "elsewhere.jsgk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    press(open_window, "另存到别处…")
    qtbot.waitUntil(lambda: saved(open_window))
    assert desk.path == target
    open_window.close_report()
    qtbot.waitUntil(lambda: open_window.workspace is None)
    open_window.open_path(target)
    assert open_window.desk is not None
    stated = open_window.desk.report.stated(CELL)
    assert stated is not None and stated.figure == Figure(321)


def test_a_dropped_workbook_is_imported_in_one_step(
    qtbot: QtBot, open_window: MainWindow, report_path: Path
) -> None:

    workspace = open_window.workspace
    assert workspace is not None
    desk = workspace.desk
    desk.do(set_figure(desk.report, CELL, Figure(99)))
    steps = len(desk.session.history)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(resource("samples", "guyuan-2020.xlsx")))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    open_window.dropEvent(event)
    qtbot.waitUntil(workspace.importing.accept.isEnabled, timeout=60_000)
    words = workspace.importing._summary.text()
    assert "认出 9 张表" in words
    assert "改动 1 个数" in words
    workspace.importing.accept.click()
    assert len(desk.session.history) == steps + 1
    open_window.undo()
    stated = desk.report.stated(CELL)
    assert stated is not None and stated.figure == Figure(99)


def test_light_and_dark_change_the_palette_and_are_remembered(
    window: MainWindow, theme: Theme, settings: Settings
) -> None:
    window.actions_.appearances[Appearance.DARK].trigger()
    assert colors(window).dark
    assert settings.text("appearance") == "dark"
    window.actions_.appearances[Appearance.LIGHT].trigger()
    assert not colors(window).dark
    assert theme.appearance is Appearance.LIGHT




def test_what_is_typed_into_a_read_only_report_is_kept_by_saving_elsewhere(
    qtbot: QtBot, window: MainWindow, report_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_path(report_path, read_only=True)
    desk = window.desk
    assert desk is not None and window.workspace is not None
    content = report_path.read_bytes()
    desk.do(set_figure(desk.report, CELL, Figure(5)))
    qtbot.waitUntil(lambda: desk.keeping is Keeping.FAILED)
    qtbot.waitUntil(lambda: any("只读" in text for text in notice_texts(window)))
    target = tmp_path / "copy.jsgk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    press(window, "另存到别处…")
    qtbot.waitUntil(lambda: desk.keeping is Keeping.SAVED)
    qtbot.waitUntil(lambda: window.workspace.strip.isHidden())
    assert report_path.read_bytes() == content
    assert not desk.file.read_only


def test_giving_up_what_could_not_be_written_is_a_choice(
    qtbot: QtBot, open_window: MainWindow, report_path: Path
) -> None:
    desk = open_window.desk
    assert desk is not None
    report_path.unlink()
    desk.do(set_figure(desk.report, CELL, Figure(1)))
    qtbot.waitUntil(lambda: desk.keeping is Keeping.FAILED)
    open_window.close_report()
    assert open_window.workspace is not None
    press(open_window, "放弃没存上的修改")
    assert open_window.workspace is None


def test_basics_are_kept_as_they_are_chosen(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    open_window.actions_.action("step_0").trigger()
    name = workspace.basics.unit_name
    name.clear()
    qtbot.keyClicks(name, "Bureau")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert workspace.desk.report.text(UNIT_NAME) == "Bureau"
    box = workspace.basics.settings["单位性质"]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert workspace.desk.report.setting("单位性质") == "行政"
    assert workspace.header._name.text() in ("Bureau", "固原市医疗保障局")
    qtbot.waitUntil(lambda: workspace.header._name.text() == "Bureau")


def test_prior_year_and_budget_have_their_own_tables(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    editors = workspace.data.editors
    editors.open_table(TableKey("T5"))
    words = [editors._which.itemText(index) for index in range(editors._which.count())]
    assert words == ["本年决算", "年初预算", "全年预算", "上年决算"]
    editors._choose_which(3)
    assert editors.key == TableKey("T5", "上年")
    assert editors.editor.key == TableKey("T5", "上年")


def test_ctrl_s_says_that_everything_is_kept(open_window: MainWindow) -> None:
    open_window.actions_.action("save").trigger()
    assert any("已自动存盘" in text for text in notice_texts(open_window))


def test_closing_the_window_closes_the_file(qtbot: QtBot, open_window: MainWindow, report_path: Path) -> None:
    desk = open_window.desk
    assert desk is not None
    desk.do(set_figure(desk.report, CELL, Figure(77)))
    open_window.close()
    qtbot.waitUntil(lambda: not open_window.isVisible())
    assert holder_of(report_path) is None


def test_a_full_disk_is_told_and_retried(
    qtbot: QtBot, open_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_window.desk
    assert desk is not None and open_window.workspace is not None

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("juesuan_gui.storage.reportfile.store_change", full)
        desk.do(set_figure(desk.report, CELL, Figure(11)))
        desk.do(set_figure(desk.report, CELL, Figure(12)))
        qtbot.waitUntil(lambda: desk.keeping is Keeping.FAILED)
        qtbot.waitUntil(lambda: any("磁盘空间不足" in text for text in notice_texts(open_window)))
    press(open_window, "重试")
    qtbot.waitUntil(lambda: saved(open_window))
    qtbot.waitUntil(lambda: not any("磁盘空间不足" in text for text in notice_texts(open_window)))
    header = open_window.workspace.header
    qtbot.waitUntil(lambda: header.keeping.text().startswith("已保存"))


def test_an_empty_report_offers_to_import(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_new()
    window.new.folder.setText(str(tmp_path))
    window.new.region.setCurrentText("宁夏")
    window.new.accept.click()
    workspace = window.workspace
    assert workspace is not None
    assert not workspace.data.audit.begin.isHidden()
    source = str(resource("samples", "guyuan-2020.xlsx"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (source, ""))
    workspace.data.audit.begin.click()
    qtbot.waitUntil(workspace.importing.accept.isEnabled, timeout=60_000)
    workspace.importing.accept.click()
    qtbot.waitUntil(lambda: workspace.data.audit.begin.isHidden())
    assert workspace.desk.report.text(UNIT_NAME) == "固原市医疗保障局"
