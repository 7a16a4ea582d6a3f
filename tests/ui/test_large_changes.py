"""A very large step shows a bar and a 取消, keeps hands off, and is made whole or not at all; the window goes on."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt

from juesuan_gui import session as session_module
from juesuan_gui.figures import Figure, Unit
from juesuan_gui.forms import Form
from juesuan_gui.report import TableKey, set_figure
from juesuan_gui.session import LargeMove
from juesuan_gui.steps import Steps
from juesuan_gui.storage import Options, ReadVersion, ReportFile, Version
from juesuan_gui.ui import versions_page
from juesuan_gui.ui.desk import Keeping
from juesuan_gui.ui.grid import clipboard, composing
from juesuan_gui.ui.grid.clipboard import Copy
from juesuan_gui.ui.starting import long_opening
from juesuan_gui.ui.window import MainWindow

from .hands import WindowHands
from .sheets import as_html, as_text, sheet_of
from .test_window import CELL, WORKBOOK, figure

OTHER = TableKey("T5").cell("2101505", "项目支出")
TYPED = Figure(99)


@pytest.fixture(autouse=True)
def every_step_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "_VERY_MANY", 0)


@pytest.fixture
def may_go_on(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Until it is set a large step stays under way, whatever the machine."""
    event = Event()
    made = LargeMove.steps

    def held(move: LargeMove) -> Steps[bool]:
        while not event.is_set():
            yield
        return (yield from made(move))

    monkeypatch.setattr(LargeMove, "steps", held)
    return event


def under_way(hands: WindowHands) -> bool:
    return hands.workspace.desk.large.is_under_way


def bars(hands: WindowHands) -> list[str]:
    """What is said to be under way, with a bar that is seen."""
    return [notice.text for notice in hands.window.notices.notices() if notice.progress.isVisible()]


def on_disk(path: Path) -> Figure | None:
    opened = ReportFile.open(path, read_only=True, options=Options(backups=0))
    stated = opened.report.stated(CELL)
    opened.file.abandon()
    return stated.figure if stated is not None else None


def test_hands_are_kept_off_until_the_step_is_made(open_hands: WindowHands, may_go_on: Event) -> None:
    desk, before = open_hands.workspace.desk, figure(open_hands)
    open_hands.enter(CELL, "0.99")
    open_hands.click_cell(CELL.row, CELL.column)
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.wait(lambda: bars(open_hands))
    assert under_way(open_hands) and figure(open_hands) == TYPED
    # Typing, another undo, another table: the report, the page and the current cell stay.
    step, focus = open_hands.workspace.step, open_hands.focus()
    open_hands.type("5")
    open_hands.key(Qt.Key.Key_Return)
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.key(Qt.Key.Key_Delete)
    open_hands.qtbot.mouseClick(open_hands.workspace.guide.steps["说明"], Qt.MouseButton.LeftButton)
    assert not open_hands.drop(WORKBOOK)
    assert under_way(open_hands) and figure(open_hands) == TYPED
    assert (open_hands.workspace.step, open_hands.focus()) == (step, focus)
    assert open_hands.editor.current_address() == CELL and not open_hands.editor.editing.is_open
    may_go_on.set()
    open_hands.wait(lambda: not under_way(open_hands))
    assert figure(open_hands) == before and not bars(open_hands)
    assert any("已撤销" in text for text in open_hands.notices())
    # The hand is free again, and nothing that was typed meanwhile comes after.
    open_hands.enter(CELL, "0.98")
    assert figure(open_hands) == Figure(98)
    assert desk.session.history.undo_label and not desk.session.history.redo_label


def test_who_stops_it_has_everything_as_it_was(open_hands: WindowHands, may_go_on: Event, report_path: Path) -> None:
    open_hands.enter(CELL, "0.99")
    desk = open_hands.workspace.desk
    slots, label = dict(desk.report.slots()), desk.session.history.undo_label
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.wait(lambda: bars(open_hands))
    open_hands.key(Qt.Key.Key_Escape)
    assert not under_way(open_hands) and not bars(open_hands)
    may_go_on.set()
    assert dict(desk.report.slots()) == slots
    assert (desk.session.history.undo_label, desk.session.history.redo_label) == (label, "")
    open_hands.wait(lambda: desk.keeping is Keeping.SAVED)
    assert on_disk(report_path) == TYPED
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.wait(lambda: not under_way(open_hands))
    assert figure(open_hands) != TYPED and desk.session.history.redo_label == label
    open_hands.wait(lambda: desk.keeping is Keeping.SAVED)
    assert on_disk(report_path) == figure(open_hands)


def test_a_change_of_somebody_else_comes_first_and_that_is_said(open_hands: WindowHands, may_go_on: Event) -> None:
    open_hands.enter(CELL, "0.99")
    desk = open_hands.workspace.desk
    open_hands.ctrl(Qt.Key.Key_Z)
    desk.do(set_figure(desk.report, OTHER, Figure(123)))
    may_go_on.set()
    open_hands.wait(lambda: not under_way(open_hands))
    assert figure(open_hands) == TYPED
    assert any(notice.level == "warning" for notice in open_hands.window.notices.notices())


def test_a_report_that_is_closed_meanwhile_is_as_it_was(
    open_hands: WindowHands, may_go_on: Event, report_path: Path
) -> None:
    open_hands.enter(CELL, "0.99")
    window: MainWindow = open_hands.window
    open_hands.ctrl(Qt.Key.Key_Z)
    window.close_report()
    open_hands.wait(lambda: window.workspace is None)
    assert not bars(open_hands)
    may_go_on.set()
    assert on_disk(report_path) == TYPED


def test_an_import_in_turns_is_one_step_stopped_or_made(open_hands: WindowHands, may_go_on: Event) -> None:
    open_hands.enter(CELL, "0.99")
    desk, page = open_hands.workspace.desk, open_hands.workspace.pages.importing
    steps = len(desk.session.history)
    assert open_hands.drop(WORKBOOK)
    open_hands.wait(page.accept.isEnabled)
    open_hands.click(page.accept)
    open_hands.press_notice("取消")
    assert len(desk.session.history) == steps and figure(open_hands) == TYPED
    # The page is still there: once more.
    may_go_on.set()
    open_hands.click(page.accept)
    open_hands.wait(lambda: not under_way(open_hands))
    assert len(desk.session.history) == steps + 1 and figure(open_hands) != TYPED
    assert open_hands.workspace.data.isVisible()
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.wait(lambda: not under_way(open_hands))
    assert figure(open_hands) == TYPED


def test_a_long_version_is_read_beside_the_window_and_every_check_of_a_long_report_run_in_turns(
    open_hands: WindowHands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_opening, "LONG_FILE", 0)
    may_read, before = Event(), figure(open_hands)
    read = versions_page.read_version

    def held(version: Version) -> ReadVersion:
        may_read.wait()
        return read(version)

    monkeypatch.setattr(versions_page, "read_version", held)
    versions = open_hands.workspace.pages.versions
    versions.keep()
    open_hands.wait(lambda: versions.current() is not None)
    open_hands.enter(CELL, "0.99")
    open_hands.click(open_hands.workspace.header.versions)
    open_hands.click(versions.back)
    open_hands.wait(versions._bar.isVisible)
    open_hands.click(versions._bar.cancel)
    assert not versions._bar.isVisible() and figure(open_hands) == TYPED
    may_read.set()
    open_hands.click(versions.back)
    open_hands.wait(lambda: figure(open_hands) == before and not under_way(open_hands))
    counts = open_hands.workspace.desk.session.audit.counts()
    open_hands.key(Qt.Key.Key_F9)
    open_hands.wait(lambda: any("已重新审核" in text for text in open_hands.notices()))
    assert open_hands.workspace.desk.session.audit.counts() == counts


def test_a_large_copy_is_read_beside_the_window_and_pasted_as_a_small_one_or_not_at_all(
    open_hands: WindowHands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "_VERY_MANY", 0)
    may_read, read = Event(), composing._read

    def held(copy: Copy, form: Form, table: str, unit: Unit) -> Steps[object]:
        may_read.wait()
        return (yield from read(copy, form, table, unit))

    monkeypatch.setattr(composing, "_read", held)
    desk, html = open_hands.workspace.desk, as_html(sheet_of("T5"), office=False)
    open_hands.enter(OTHER, "0.99")
    open_hands.wait(lambda: not under_way(open_hands))
    slots, steps = dict(desk.report.slots()), len(desk.session.history)
    open_hands.paste(as_text(sheet_of("T5")))
    open_hands.wait(lambda: bars(open_hands))
    open_hands.key(Qt.Key.Key_Escape)
    assert not under_way(open_hands) and not bars(open_hands)
    # A change of somebody else comes first.
    open_hands.paste(as_text(sheet_of("T5")))
    desk.do(set_figure(desk.report, CELL, TYPED))
    open_hands.wait(lambda: not under_way(open_hands))
    assert any(notice.level == "warning" for notice in open_hands.window.notices.notices())
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.wait(lambda: not under_way(open_hands))
    assert (dict(desk.report.slots()), len(desk.session.history)) == (slots, steps)
    # What was given up reads no further.
    may_read.set()
    pasted = []
    for in_turns in (desk.session.in_turns, None):
        desk.session.in_turns = in_turns
        for copy in ((as_text(sheet_of("T5")), ""), ("", html), ("1\t2\n3\t4\n", "")):
            open_hands.paste(*copy)
            open_hands.wait(lambda: not under_way(open_hands))
            pasted.append(dict(desk.report.slots()))
            assert pasted[-1] != slots
            open_hands.ctrl(Qt.Key.Key_Z)
            open_hands.wait(lambda: not under_way(open_hands))
            assert dict(desk.report.slots()) == slots
    assert pasted[:3] == pasted[3:]
