"""Owns the proof of what stands around the pages: theme, settings, faults, notices, tasks, preview, start of Qt."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from juesuan_gui.storage import DiskFullError
from juesuan_gui.ui.application import chosen_appearance, has_fcitx
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.faults import FAULT_WORDS, Faults
from juesuan_gui.ui.giving_out.preview_page import PreviewPage
from juesuan_gui.ui.look.palette import Colors, dark_colors, light_colors
from juesuan_gui.ui.look.theme import Appearance, palette_of
from juesuan_gui.ui.notices import NoticeArea
from juesuan_gui.ui.qt_words import choose_date_words, translate
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.tasks import Courier, Progress, Task, plain_words


def contrast(first: QColor, second: QColor) -> float:
    """The contrast of two colours as WCAG counts it."""

    def light(color: QColor) -> float:
        parts = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
            for part in (color.redF(), color.greenF(), color.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("roles", [light_colors(), dark_colors()], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(roles: Colors) -> None:
    for ground in (roles.ground, roles.surface, roles.header, roles.computed, roles.selection):
        assert contrast(roles.text, ground) > 7
    for ink, ground in (
        (roles.error, roles.error_ground),
        (roles.warning, roles.warning_ground),
        (roles.quiet, roles.surface),
        (roles.good, roles.surface),
        (roles.on_accent, roles.accent),
        (roles.accent, roles.surface),
    ):
        assert contrast(ink, ground) > 4


def test_the_palette_is_filled_from_the_roles() -> None:
    roles = dark_colors()
    palette = palette_of(roles)
    assert palette.window().color() == roles.ground
    assert palette.base().color() == roles.surface


def test_settings_survive_a_restart_and_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "below" / "settings.json"
    settings = Settings(path)
    settings.put("zoom", 125)
    settings.remember_report(tmp_path / "a.jsgk", "甲")
    settings.remember_report(tmp_path / "b.jsgk", "乙")
    settings.remember_report(tmp_path / "a.jsgk", "甲")
    again = Settings(path)
    assert again.number("zoom") == 125
    assert [item.title for item in again.recent()] == ["甲", "乙"]
    path.write_text("{broken", encoding="utf-8")
    assert Settings(path).recent() == []
    path.write_text('{"recent": 3, "zoom": "x", "widths": [1, "a"], "appearance": "pink"}', encoding="utf-8")
    odd = Settings(path)
    assert (odd.recent(), odd.number("zoom", 7), odd.numbers("widths")) == ([], 7, [])
    assert chosen_appearance(odd) is Appearance.SYSTEM


def test_settings_that_cannot_be_written_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings.json")
    settings.put("zoom", 125)
    assert settings.number("zoom", 100) == 125


@pytest.mark.allow_log("juesuan_gui.faults")
def test_a_fault_goes_to_the_log_and_is_told_calmly(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    handlers = list(logging.getLogger().handlers)
    faults = Faults()
    told: list[str] = []
    faults.happened.connect(told.append)
    try:
        faults._log_to(tmp_path)
        faults._on_exception(ValueError, ValueError("secret detail"), None)
    finally:
        for handler in set(logging.getLogger().handlers) - set(handlers):
            logging.getLogger().removeHandler(handler)
            handler.close()
        faults.close()
    assert told == [FAULT_WORDS]
    assert "secret detail" in (tmp_path / "juesuan.log").read_text(encoding="utf-8")


def test_qt_speaks_chinese(qapp: QApplication) -> None:
    assert translate(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    # Qt's Chinese does not have the kinds of its own file dialog.
    assert QCoreApplication.translate("QAbstractFileIconProvider", "Folder") == "文件夹"
    assert QCoreApplication.translate("juesuan", "Untold") == "Untold"


def test_dates_of_the_file_dialog_are_chinese_whatever_the_system_says() -> None:
    environment = {"LANG": "en_US.UTF-8", "LC_ALL": "C"}
    choose_date_words(environment)
    if sys.platform != "linux":
        assert environment == {"LANG": "en_US.UTF-8", "LC_ALL": "C"}
        return
    assert environment["LC_TIME"].startswith("zh_CN") and "LC_ALL" not in environment
    # Qt takes the words for bytes from LANG alone; how file names are encoded stays as it was told.
    assert environment["LANG"].startswith("zh_CN") and environment["LC_CTYPE"] == "C"


def test_what_was_told_of_the_encoding_is_not_told_anew() -> None:
    environment = {"LANG": "C", "LC_CTYPE": "C.UTF-8"}
    choose_date_words(environment)
    assert environment["LC_CTYPE"] == "C.UTF-8"


def test_fcitx_is_seen_among_the_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XMODIFIERS", raising=False)
    monkeypatch.delenv("QT_IM_MODULE", raising=False)
    assert not has_fcitx(tmp_path)
    (tmp_path / "77").mkdir()
    (tmp_path / "77" / "comm").write_text("fcitx5\n")
    assert has_fcitx(tmp_path)
    assert not has_fcitx(tmp_path / "nowhere")


class Ear(QObject):
    """Hears a task on the window's thread."""

    heard = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.news: list[object] = []
        self.threads: set[int] = set()

    def take(self, *news: object) -> None:
        self.news.append(news)
        self.threads.add(threading.get_ident())
        self.heard.emit(news)


def test_a_task_tells_its_progress_and_result_on_the_windows_thread(qtbot: QtBot) -> None:
    ear = Ear()

    def work(progress: Progress) -> int:
        progress("step", 1, 2)
        return 7

    task = Task("试", work)
    task.progressed.connect(ear.take)
    task.finished.connect(ear.take)
    with qtbot.waitSignal(task.ended):
        task.start()
    qtbot.waitUntil(lambda: len(ear.news) == 2)
    assert ear.news == [("step", 1, 2), (7,)]
    assert ear.threads == {threading.get_ident()}


def test_whoever_listens_to_a_task_is_called_on_the_windows_thread(qtbot: QtBot) -> None:
    """A function that is no method of a QObject too: it may make a notice or switch a button."""
    threads: list[int] = []
    task = Task("试", lambda progress: progress("step", 1, 2))
    task.progressed.connect(lambda *_: threads.append(threading.get_ident()))
    task.finished.connect(lambda _: threads.append(threading.get_ident()))
    task.ended.connect(lambda: threads.append(threading.get_ident()))
    task.start()
    qtbot.waitUntil(lambda: len(threads) == 3)
    assert set(threads) == {threading.get_ident()}


def test_a_task_may_be_deleted_while_it_works(qtbot: QtBot) -> None:
    """A window closes when it likes; its thread goes on telling for a while and nobody hears it."""
    heard: list[object] = []
    entered, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        entered.set()
        go_on.wait()
        for number in range(100):
            progress("step", number, 100)
        done.set()

    window = QWidget()
    task = Task("试", work, window)
    task.progressed.connect(lambda *news: heard.append(news))
    task.start()
    entered.wait()
    window.deleteLater()
    del window
    qtbot.waitUntil(lambda: not isValid(task))
    go_on.set()
    done.wait()
    task.wait()
    QApplication.processEvents()
    assert heard == []
    application = QCoreApplication.instance()
    assert application is not None
    qtbot.waitUntil(lambda: not application.findChildren(Courier))


@pytest.mark.allow_log("juesuan_gui.ui.tasks")
def test_a_task_that_fails_says_so_in_words(qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        raise KeyError("x")

    task = Task("导出", work)
    with qtbot.waitSignal(task.failed) as failed:
        task.start()
    assert failed.args is not None and failed.args[0].startswith("导出没有成功")
    assert plain_words(DiskFullError("磁盘满了。"), "导出") == "磁盘满了。"
    assert "权限" in plain_words(PermissionError(13, "x"), "导出")
    assert "KeyError" not in plain_words(KeyError("x"), "导出")


def test_a_cancelled_task_ends_silently(qtbot: QtBot) -> None:
    ear = Ear()
    entered, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        entered.set()
        go_on.wait()
        progress("never", 0, 1)

    task = Task("试", work)
    task.finished.connect(ear.take)
    task.progressed.connect(ear.take)
    with qtbot.waitSignal(task.ended):
        task.start()
        entered.wait()
        task.cancel()
        go_on.set()
    assert ear.news == []


def test_notices_replace_their_topic_and_make_room(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(900, 600)
    over.show()
    area = NoticeArea(over)
    acted: list[str] = []
    area.tell("error", "没有存上", (("重试", lambda: acted.append("again")),), "write")
    area.tell("error", "还是没有存上", (("重试", lambda: acted.append("again")),), "write")
    assert [notice.text for notice in area.notices()] == ["还是没有存上"]
    for number in range(5):
        area.tell("info", f"第 {number} 件")
    texts = [notice.text for notice in area.notices()]
    assert "还是没有存上" in texts and len(texts) == 3
    assert over.rect().contains(area.geometry())
    area.withdraw("write")
    assert all(notice.level == "info" for notice in area.notices())
    area.clear()
    assert area.isHidden()


def test_a_preview_that_is_cancelled_rests_until_it_is_asked_for(qtbot: QtBot, desk: Desk, settings: Settings) -> None:
    page = PreviewPage(desk, settings)
    qtbot.addWidget(page)
    page.show()
    page.show_report()
    assert page.cancel.isVisible() and page.progress.isVisible() and not page.again.isVisible()
    # The window has not gone back to its events: whatever the thread has made is not taken.
    page.cancel.click()
    qtbot.wait(50)
    assert page.again.isVisible() and not page.cancel.isVisible() and not page.progress.isVisible()
    assert page.pages.page_count == 0 and "取消" in page.state.text()
    page.again.click()
    qtbot.waitUntil(lambda: page.pages.page_count > 0)
    assert not page.again.isVisible() and not page.cancel.isVisible()
    page.close_report()


def test_the_preview_shows_the_real_pdf_and_follows_edits(qtbot: QtBot, desk: Desk, settings: Settings) -> None:
    page = PreviewPage(desk, settings)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.show_report()
    qtbot.waitUntil(lambda: page.pages.page_count > 0)
    qtbot.waitUntil(lambda: page.pages.has_picture(0) and page.thumbnails.has_picture(0))
    assert "共" in page.state.text()
    page.pages.go_to_page(5)
    assert page.pages.current_page == 5
    page.pages.set_zoom(1.5)
    qtbot.waitUntil(lambda: page.pages.has_picture(5))
    page.close_report()
