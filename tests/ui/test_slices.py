"""Work in slices gives hands their turn, is dropped by an edit, and comes to the same as work at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from juesuan_gui.checks import AuditResult
from juesuan_gui.checks.text.explanation import judge_explanation
from juesuan_gui.figures import exact_money
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.report import TableKey, set_figure
from juesuan_gui.session import Session
from juesuan_gui.steps import Steps, completed
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.explanation.watch import ExplanationWatch
from juesuan_gui.ui.slices import Slices

from .hands import WindowHands

CELL = TableKey("T5").cell("2101502", "项目支出")


def steps_of(count: int, done: list[int], end: Callable[[], None] = lambda: None) -> Steps[None]:
    for number in range(count):
        time.sleep(0.004)
        done.append(number)
        yield
    end()


def test_other_events_have_their_turn_between_slices_and_all_is_done_once(qtbot: QtBot) -> None:
    slices, done, beats = Slices(), list[int](), list[int]()
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(len(done)))
    timer.start(0)
    slices.begin(steps_of(30, done))
    assert slices.is_working
    qtbot.waitUntil(lambda: not slices.is_working)
    timer.stop()
    assert done == list(range(30))
    assert len(set(beats)) > 10


def test_what_is_dropped_or_begun_anew_goes_no_further_and_the_rest_can_be_done_at_once(qtbot: QtBot) -> None:
    slices, first, second = Slices(), list[int](), list[int]()
    slices.begin(steps_of(50, first))
    qtbot.waitUntil(lambda: len(first) > 2)
    slices.begin(steps_of(5, second))
    count = len(first)
    slices.finish()
    assert (len(first), second, slices.is_working) == (count, [0, 1, 2, 3, 4], False)
    slices.begin(steps_of(50, first))
    slices.drop()
    qtbot.wait(30)
    assert len(first) == count
    slices.finish()
    assert len(first) == count


def test_the_end_of_one_work_may_begin_another(qtbot: QtBot) -> None:
    slices, first, second = Slices(), list[int](), list[int]()
    slices.begin(steps_of(2, first, lambda: slices.begin(steps_of(3, second))))
    qtbot.waitUntil(lambda: not slices.is_working)
    assert (first, second) == ([0, 1], [0, 1, 2])


def test_a_fault_ends_the_work_and_is_raised(qtbot: QtBot) -> None:
    def faulty() -> Steps[None]:
        yield
        raise ValueError("x")

    slices = Slices()
    with qtbot.captureExceptions() as caught:
        slices.begin(faulty())
        qtbot.waitUntil(lambda: bool(caught))
    assert not slices.is_working
    with pytest.raises(ValueError, match="x"):
        completed(faulty())


def test_an_edit_while_the_text_is_drafted_leaves_nothing_of_the_old_figures(desk: Desk, qtbot: QtBot) -> None:
    watch = ExplanationWatch(desk)
    watch.is_watched = True
    drafted: list[int] = []
    watch.drafted.connect(lambda: drafted.append(len(drafted)))
    for amount in (123_456_00, 7_654_321_00):
        desk.do(set_figure(desk.report, CELL, exact_money(amount)))
        watch.hurry()
        # The first draft is under way, and has perhaps had its first turn, when the next figure comes.
        assert watch._slices.is_working
        QApplication.processEvents()
    desk.do(set_figure(desk.report, CELL, exact_money(9_00)))
    assert not watch._slices.is_working
    told = len(drafted)
    qtbot.waitUntil(lambda: len(drafted) > told)
    assert watch.sections() == draft(desk.session.live)
    assert watch.findings == judge_explanation(desk.session.live, watch.sections())
    # At once, for who cannot wait, is the same.
    desk.do(set_figure(desk.report, CELL, exact_money(1_00)))
    watch.refresh()
    assert watch.sections() == draft(desk.session.live)
    assert not watch._slices.is_working


# -- the findings ------------------------------------------------------------------------------------


class Expired:
    """A clock by which every step has taken too long."""

    def start(self) -> None:
        pass

    def hasExpired(self, _milliseconds: int) -> bool:  # noqa: N802 - as Qt names it
        return True


@pytest.fixture
def one_step_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine so slow that every slice holds a single step."""
    monkeypatch.setattr("juesuan_gui.ui.slices.QElapsedTimer", Expired)


def type_into(desk: Desk, fen: int) -> None:
    desk.do(set_figure(desk.report, CELL, exact_money(fen)))


def begin_building(desk: Desk) -> None:
    """Let the building of the findings begin, and be far from its end."""
    while not desk._building.is_working:
        QApplication.processEvents()
    for _ in range(3):
        QApplication.processEvents()
    assert desk._building.is_working and not desk.is_audited


@pytest.mark.usefixtures("one_step_at_a_time")
def test_an_edit_while_the_findings_are_built_leaves_none_of_the_old_ones(desk: Desk, qtbot: QtBot) -> None:
    told: list[AuditResult] = []
    desk.audited.connect(lambda: told.append(desk.result()))
    type_into(desk, 123_456_00)
    begin_building(desk)
    type_into(desk, 9_00)
    assert not desk._building.is_working
    qtbot.waitUntil(lambda: desk.is_audited)
    fresh = Session(desk.report)
    assert desk.result().findings == fresh.audit.result().findings
    qtbot.waitUntil(lambda: bool(told))
    assert told == [desk.result()]


@pytest.mark.usefixtures("one_step_at_a_time")
def test_who_cannot_wait_has_the_findings_at_once_and_they_stay_the_ones(desk: Desk, qtbot: QtBot) -> None:
    told: list[AuditResult] = []
    desk.audited.connect(lambda: told.append(desk.result()))
    type_into(desk, 123_456_00)
    begin_building(desk)
    asked = desk.result()
    assert asked.findings == Session(desk.report).audit.result().findings
    qtbot.waitUntil(lambda: bool(told))
    assert told[0] is asked is desk.result()


@pytest.mark.usefixtures("one_step_at_a_time")
def test_keys_that_never_rest_do_not_keep_the_findings_away(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juesuan_gui.ui.desk._LONGEST_WAIT", 0)
    told: list[int] = []
    desk.audited.connect(lambda: told.append(1))
    type_into(desk, 123_456_00)
    begin_building(desk)
    type_into(desk, 9_00)
    # Interrupted already, it comes to its end in one turn.
    while not told:
        QApplication.processEvents()
        assert told or not desk._building.is_working
    assert desk.is_audited


@pytest.mark.usefixtures("one_step_at_a_time")
def test_a_desk_that_closes_builds_no_more(desk: Desk) -> None:
    type_into(desk, 123_456_00)
    begin_building(desk)
    desk.abandon()
    assert not desk._building.is_working


@pytest.mark.usefixtures("one_step_at_a_time")
def test_marks_list_and_outline_show_the_same_findings_when_they_are_built(open_hands: WindowHands) -> None:
    hands, desk = open_hands, open_hands.workspace.desk
    cell = TableKey("T1").cell("其他收入", "决算数")
    hands.enter(cell, "0.05")
    hands.wait(lambda: desk.is_audited)
    hands.wait(lambda: hands.workspace.data.audit._shown is desk.result())
    found = [item for item in desk.result().findings if item.root is None and item.place is not None]
    here = {item.place for item in found if TableKey.of(item.place) == hands.editor.key}
    assert here
    assert {address for address in here if hands.editor.model.mark(address) is not None} == here
    listed = {row.finding.key for row in hands.workspace.data.audit.rows()}
    assert {item.key for item in found} <= listed
