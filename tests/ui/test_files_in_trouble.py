"""Owns the proof that no trouble with a file loses anything: each through the window, each with a clear notice."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from juesuan_gui.report import Report, TableKey
from juesuan_gui.storage import Options, ReportFile, holder_of
from juesuan_gui.storage.lock import lock_path
from juesuan_gui.ui import file_choosing
from juesuan_gui.ui.desk import Keeping
from juesuan_gui.ui.look.theme import Theme
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.window import MainWindow

from .hands import WindowHands

CELL = TableKey("T5").cell("2101502", "项目支出")
NEXT_CELL = TableKey("T5").cell("2101502", "基本支出")


def keeping(hands: WindowHands) -> Keeping:
    """How it stands with the disk."""
    return hands.workspace.desk.keeping


def on_disk(path: Path) -> Report:
    """What a report file holds."""
    opened = ReportFile.open(path, read_only=True, options=Options(backups=0))
    opened.file.abandon()
    return opened.report


def fen(report: Report, cell: object = CELL) -> int | None:
    """What a report states in a cell."""
    stated = report.stated(cell)  # type: ignore[arg-type]
    return int(stated.figure.value) if stated is not None and stated.figure is not None else None


@pytest.fixture
def second(qtbot: QtBot, tmp_path: Path, theme: Theme, window: MainWindow) -> Iterator[WindowHands]:
    """Hands at a second window, as a second person has."""
    other = MainWindow(Settings(tmp_path / "second.json"), theme)
    other.resize(1440, 900)
    other.show()
    yield WindowHands(qtbot, other)
    if other.workspace is not None:
        other.workspace.close_report()
        other.workspace.desk.abandon()
        other.drop_workspace()
    other.close()
    other.deleteLater()


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The system's own dialog answers with this path."""
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(path), ""))


# -- a full disk -----------------------------------------------------------------------------------


def test_a_full_disk_is_told_typing_goes_on_and_everything_is_written_at_last(
    open_hands: WindowHands, report_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("juesuan_gui.storage.reportfile.store_change", full)
        open_hands.enter(CELL, "0.11")
        open_hands.wait(lambda: keeping(open_hands) is Keeping.FAILED)
        open_hands.wait(lambda: any("磁盘空间不足" in text for text in open_hands.notices()))
        assert open_hands.workspace.header.keeping.text() == "没有存上"
        open_hands.enter(NEXT_CELL, "0.12")
    open_hands.press_notice("重试")
    open_hands.wait(lambda: keeping(open_hands) is Keeping.SAVED)
    open_hands.wait(lambda: not any("磁盘空间不足" in text for text in open_hands.notices()))
    open_hands.wait(lambda: open_hands.workspace.header.keeping.text().startswith("已保存"))
    assert (fen(on_disk(report_path)), fen(on_disk(report_path), NEXT_CELL)) == (11, 12)


def test_a_full_disk_at_the_export_leaves_no_half_file(
    open_hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    open_hands.ctrl(Qt.Key.Key_E)
    box = open_hands.workspace.pages.preview.export
    open_hands.tab_to(box.folder)
    open_hands.retype(str(tmp_path / "out"))
    with monkeypatch.context() as patch:
        patch.setattr("os.replace", full)
        patch.setattr(Path, "replace", full)
        patch.setattr("os.link", full)
        open_hands.click(box.accept)
        open_hands.wait(lambda: box.step.text() == "没有导出")
    assert any("没有成功" in text or "空间" in text for text in open_hands.notices())
    assert not [path for path in (tmp_path / "out").glob("*.*") if not path.name.startswith(".")]
    # Told first, ended a moment later.
    open_hands.wait(box.accept.isEnabled)


# -- a vanished folder -----------------------------------------------------------------------------


def test_a_folder_that_vanishes_and_comes_back(hands: WindowHands, report_path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path = report_path.rename(stick / report_path.name)
    assert hands.drop(path)
    stick.rename(tmp_path / "pulled out")
    hands.enter(CELL, "3.21")
    hands.wait(lambda: keeping(hands) is Keeping.FAILED)
    hands.wait(hands.notices)
    # The window does not close over what is not on disk.
    hands.ctrl(Qt.Key.Key_Q)
    assert hands.window.isVisible()
    (tmp_path / "pulled out").rename(stick)
    hands.press_notice("重试")
    hands.wait(lambda: keeping(hands) is Keeping.SAVED)
    assert fen(on_disk(path)) == 321


def test_a_folder_that_stays_away_is_left_by_saving_elsewhere(
    open_hands: WindowHands, report_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_path.unlink()
    open_hands.enter(CELL, "3.21")
    open_hands.wait(lambda: keeping(open_hands) is Keeping.FAILED)
    open_hands.wait(open_hands.notices)
    target = tmp_path / "elsewhere.jsgk"
    choose_file(monkeypatch, target)
    open_hands.press_notice("另存到别处…")
    open_hands.wait(lambda: keeping(open_hands) is Keeping.SAVED)
    assert open_hands.workspace.desk.path == target
    open_hands.enter(NEXT_CELL, "6.54")
    open_hands.wait(lambda: keeping(open_hands) is Keeping.SAVED)
    assert (fen(on_disk(target)), fen(on_disk(target), NEXT_CELL)) == (321, 654)


def test_giving_up_what_could_not_be_written_is_a_choice(open_hands: WindowHands, report_path: Path) -> None:
    report_path.unlink()
    open_hands.enter(CELL, "1")
    open_hands.wait(lambda: keeping(open_hands) is Keeping.FAILED)
    open_hands.ctrl(Qt.Key.Key_W)
    assert open_hands.window.workspace is not None
    open_hands.press_notice("放弃没存上的修改")
    assert open_hands.window.workspace is None


def test_a_new_report_in_a_place_that_cannot_be_written_says_so_and_loses_nothing(
    hands: WindowHands, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    hands.click(hands.window.start.new)
    hands.tab_to(hands.window.new.folder)
    hands.retype(str(tmp_path / "file" / "below"))
    hands.tab_to(hands.window.new.unit_name)
    hands.type("某局")
    hands.key(Qt.Key.Key_Return)
    assert hands.window.desk is None
    assert hands.window.new.unit_name.text() == "某局"
    assert len(hands.notices()) == 1
    assert "Error" not in hands.notices()[0]


# -- a file opened twice ---------------------------------------------------------------------------


def test_a_second_window_is_told_and_may_read_while_the_first_goes_on(
    open_hands: WindowHands, second: WindowHands, report_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert second.drop(report_path)
    assert second.window.desk is None
    assert len(second.notices()) == 1
    second.press_notice("只读打开")
    assert keeping(second) is Keeping.READ_ONLY
    assert second.workspace.strip.isVisible()

    open_hands.enter(CELL, "1.11")
    open_hands.wait(lambda: keeping(open_hands) is Keeping.SAVED)
    second.enter(CELL, "2.22")
    second.wait(lambda: keeping(second) is Keeping.FAILED)
    second.wait(lambda: any("只读" in text for text in second.notices()))
    target = tmp_path / "copy.jsgk"
    choose_file(monkeypatch, target)
    second.press_notice("另存到别处…")
    second.wait(lambda: keeping(second) is Keeping.SAVED)
    second.wait(lambda: not second.workspace.strip.isVisible())
    assert (fen(on_disk(report_path)), fen(on_disk(target))) == (111, 222)


def test_a_report_open_on_another_computer_is_offered_read_only_with_the_holders_name(
    hands: WindowHands, report_path: Path
) -> None:
    content = '{"user":"会计甲","host":"财务科","time":"2020-11-22T10:32:00","pid":1,"mark":"?","token":"x"}'
    lock_path(report_path).write_text(content, encoding="utf-8")
    hands.drop(report_path)
    assert hands.window.desk is None
    assert "会计甲" in hands.notices()[0]
    hands.press_notice("只读打开")
    assert keeping(hands) is Keeping.READ_ONLY
    assert any("会计甲" in label.text() for label in hands.workspace.strip.findChildren(QLabel))
    holder = holder_of(report_path)
    assert holder is not None and holder.user == "会计甲"


# -- a damaged, a newer, a foreign file ------------------------------------------------------------


def cut_short(path: Path) -> None:
    """The end of the copying to a stick went wrong."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 19 // 20])


def spoil_a_row(path: Path) -> None:
    """One entry is nonsense, all others are whole."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO slot VALUES ('text', '[\"甲\"]', 'nonsense')")


@pytest.mark.parametrize("damage", [cut_short, spoil_a_row])
def test_a_damaged_file_is_not_touched_and_what_is_left_is_saved_beside_it(
    hands: WindowHands, report_path: Path, damage: object
) -> None:
    whole = len(list(on_disk(report_path).slots()))
    damage(report_path)  # type: ignore[operator]
    content = report_path.read_bytes()
    hands.drop(report_path)
    assert hands.window.desk is None
    assert len(hands.notices()) == 1 and "损坏" in hands.notices()[0]
    assert report_path.read_bytes() == content
    hands.press_notice("抢救成新文件")
    path = hands.workspace.desk.path
    assert path is not None and path != report_path
    found = len(list(hands.workspace.desk.report.slots()))
    assert 0 < found <= whole
    assert damage is cut_short or found == whole
    words = next(text for text in hands.notices() if "抢救" in text)
    assert str(found) in words and "请核对" in words
    assert report_path.read_bytes() == content


def test_a_file_of_which_nothing_is_left_is_said_to_be_lost(hands: WindowHands, report_path: Path) -> None:
    content = report_path.read_bytes()[: report_path.stat().st_size // 10]
    report_path.write_bytes(content)
    hands.drop(report_path)
    hands.press_notice("抢救成新文件")
    assert hands.window.workspace is None
    assert len(hands.notices()) == 1 and "抢救" in hands.notices()[0]
    assert report_path.read_bytes() == content
    assert [path.name for path in report_path.parent.glob("*.jsgk")] == [report_path.name]


def test_a_newer_file_is_refused_untouched(hands: WindowHands, report_path: Path) -> None:
    with closing(sqlite3.connect(report_path)) as connection, connection:
        connection.execute("PRAGMA user_version = 9999")
    content = report_path.read_bytes()
    hands.drop(report_path)
    assert hands.window.desk is None
    assert "新" in hands.notices()[0]
    assert report_path.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"not a report at all", b"PK\x03\x04"])
def test_a_foreign_file_is_refused_in_words(hands: WindowHands, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.jsgk"
    path.write_bytes(content)
    hands.drop(path)
    assert hands.window.desk is None
    assert len(hands.notices()) == 1
    assert path.read_bytes() == content


def test_a_workbook_that_cannot_be_read_changes_nothing(open_hands: WindowHands, tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    before = dict(open_hands.workspace.desk.report.slots())
    assert open_hands.drop(path)
    page = open_hands.workspace.pages.importing
    open_hands.wait(lambda: not page.is_reading)
    open_hands.wait(lambda: "坏.xlsx" in page._summary.text())
    assert not page.accept.isEnabled()
    open_hands.key(Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert dict(open_hands.workspace.desk.report.slots()) == before


def test_a_workbook_that_is_gone_is_told(open_hands: WindowHands, tmp_path: Path) -> None:
    assert open_hands.drop(tmp_path / "gone.xlsx")
    page = open_hands.workspace.pages.importing
    open_hands.wait(lambda: not page.is_reading)
    assert not page.accept.isEnabled()
    open_hands.wait(lambda: "gone.xlsx" in page._summary.text())
