"""Work that takes a while shows a bar and a 取消 wherever it goes on; whoever cancels has everything as it was."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from juesuan_gui import reading
from juesuan_gui.document import Document, Paragraph, Section
from juesuan_gui.reading import open_source
from juesuan_gui.reading.container import FileKind
from juesuan_gui.ui.cards.taking_in import CardsTakingIn
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.explanation.last_year import LastYearImport
from juesuan_gui.ui.giving_out import print_dialog
from juesuan_gui.ui.giving_out.print_dialog import PrintDialog
from juesuan_gui.ui.look.work_bar import WorkBar
from juesuan_gui.ui.notices import Notice, NoticeArea
from juesuan_gui.ui.review import source_pane
from juesuan_gui.ui.review.desk import ReviewDesk
from juesuan_gui.ui.review.source_pane import SourcePane
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.starting.batch import BatchDialog
from juesuan_gui.ui.tasks import Progress, Task
from tests.reading import readers
from tests.review.contents import finding, review

SAMPLE = Path(__file__).parents[1] / "reading" / "samples" / "t3.xls"


@pytest.fixture
def area(qtbot: QtBot) -> NoticeArea:
    over = QWidget()
    over.resize(900, 600)
    qtbot.addWidget(over)
    over.show()
    return NoticeArea(over)


def names(notice: Notice) -> list[str]:
    return [item.text() for item in notice.findChildren(QAbstractButton)]


def test_a_notice_of_work_has_a_moving_bar_and_a_way_to_stop_it_that_stays_the_same(area: NoticeArea) -> None:
    stopped: list[str] = []
    first = area.tell("info", "正在结转…", (("取消", lambda: stopped.append("first")),), "years")
    assert first.progress.isVisible() and first.progress.maximum() == 0
    assert names(first) == ["取消"]
    # The next step changes the words of the same notice, so that a button under the hand is not taken away.
    again = area.tell("info", "正在结转：写入…", (("取消", lambda: stopped.append("second")),), "years")
    assert again is first and area.notices() == [first]
    assert "写入" in first.text and any("写入" in label.text() for label in first.findChildren(QLabel))
    area.show_progress("years", 5, 12)
    assert (first.progress.value(), first.progress.maximum()) == (5, 12)
    area.show_progress("years", 1, 2)  # steps of unlike length are no measure
    assert first.progress.maximum() == 0
    first.first_button().click()
    assert stopped == ["second"] and not area.notices()


def test_news_push_out_news_but_not_what_is_under_way(area: NoticeArea) -> None:
    work = area.tell("info", "正在导出…", (("取消", lambda: None),), "export")
    for number in range(6):
        area.tell("info", f"第 {number} 条")
    assert work in area.notices() and len(area.notices()) <= 4
    done = area.tell("info", "已导出。", (), "export")
    assert work not in area.notices() and not done.progress.isVisible() and names(done) == ["×"]


def test_a_bar_follows_one_task_and_is_gone_with_it(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    goes_on = threading.Event()

    def work(progress: Progress) -> None:
        progress("正在数", 7, 20)
        goes_on.wait()

    bar = WorkBar(lambda: None, parent)
    first, second = (Task("数", work, parent) for _ in range(2))
    assert not bar.isVisible()
    bar.follow(first, "正在开始…")
    assert bar.isVisible() and bar.progress.maximum() == 0 and "开始" in bar.words.text()
    first.start()
    qtbot.waitUntil(lambda: bar.progress.value() == 7)
    assert bar.progress.maximum() == 20
    bar.follow(second, "另一件…")
    ended: list[bool] = []
    first.ended.connect(lambda: ended.append(True))
    goes_on.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert bar.isVisible()  # the end of one is not the end of the other
    second.start()
    qtbot.waitUntil(lambda: not bar.isVisible())


def batch(desk: Desk, settings: Settings, parent: QWidget) -> tuple[WorkBar, Callable[[], object]]:
    dialog = BatchDialog([SAMPLE], settings, parent)
    dialog.show()
    return dialog.running, dialog.start


def cards(desk: Desk, settings: Settings, parent: QWidget) -> tuple[WorkBar, Callable[[], object]]:
    part = CardsTakingIn(desk, parent, lambda: None)
    return part.bar, lambda: part.read(SAMPLE)


def words(desk: Desk, settings: Settings, parent: QWidget) -> tuple[WorkBar, Callable[[], object]]:
    part = LastYearImport(desk, parent)
    return part.bar, lambda: part.read(SAMPLE)


@pytest.mark.parametrize("make", [batch, cards, words])
def test_a_reading_is_cancelled_beside_its_bar_and_changes_nothing(
    make: Callable[[Desk, Settings, QWidget], tuple[WorkBar, Callable[[], object]]],
    desk: Desk,
    settings: Settings,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(reading, "read_workbook", readers.sleep_long)
    monkeypatch.setitem(open_source._READERS, FileKind.XLS, readers.sleep_long)
    settings.put("folder", str(tmp_path / "做成"))
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    bar, begin = make(desk, settings, parent)
    before = dict(desk.report.slots())
    begin()
    assert bar.isVisible() and bar.progress.maximum() == 0
    bar.cancel.click()
    qtbot.waitUntil(lambda: not bar.isVisible())
    qtbot.waitUntil(lambda: not any(task.is_running for task in parent.findChildren(Task)))
    assert dict(desk.report.slots()) == before
    assert not list((tmp_path / "做成").glob("*"))


def test_laying_out_for_the_printer_is_cancelled_before_anything_is_printed(
    desk: Desk, settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[object] = []
    may_go_on = threading.Event()

    def held_up(*_arguments: object) -> Callable[[Progress], object]:
        def work(progress: Progress) -> object:
            may_go_on.wait()
            progress("正在编排", 0, 2)
            return Path("nowhere.pdf")

        return work

    monkeypatch.setattr(print_dialog, "print_work", held_up)
    monkeypatch.setattr(print_dialog, "print_pdf", lambda *arguments: printed.append(arguments) or 1)
    dialog = PrintDialog(desk, settings, ask=lambda *_arguments: True)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.start()
    assert dialog.laying_out.isVisible() and not dialog.accept_button.isEnabled()
    dialog.laying_out.cancel.click()
    may_go_on.set()
    assert not dialog.laying_out.isVisible() and dialog.accept_button.isEnabled()
    dialog.reject()
    assert not printed


def test_the_text_of_a_review_is_read_beside_its_bar_and_may_be_asked_for_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    may_go_on = threading.Event()
    document = Document("某局决算", (Section((Paragraph.of("第一部分 概况"),)),))

    def held_up(_name: str, _content: bytes, progress: Progress) -> object:
        progress("正在读取送审文件", 0, 1)
        may_go_on.wait()
        progress("正在读取送审文件", 0, 1)
        return SimpleNamespace(document=document)

    monkeypatch.setattr(source_pane, "read_copy", held_up)
    desk = ReviewDesk.create(tmp_path / "a.jssh", review(finding("A:1"), source="某局".encode()), "某局".encode())
    pane = SourcePane(desk, None)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_source()
    assert pane.reading.isVisible() and not pane.again.isVisible()
    pane.reading.cancel.click()
    may_go_on.set()
    assert not pane.reading.isVisible() and pane.again.isVisible()
    qtbot.waitUntil(lambda: not any(task.is_running for task in pane.findChildren(Task)))
    assert not pane.source.is_shown
    pane.again.click()
    qtbot.waitUntil(lambda: pane.source.is_shown and not pane.reading.isVisible())
    assert not pane.again.isVisible()
    pane.close_pane()
    desk.close()
