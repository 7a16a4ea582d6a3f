"""The window between years: carrying over, last year's figures, the budget, many workbooks at once."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from juesuan_gui.figures import Figure
from juesuan_gui.forms import load_form
from juesuan_gui.next_year import PriorYear
from juesuan_gui.paths import data_folder, resource
from juesuan_gui.relations import Address, Basis, Period
from juesuan_gui.report import Report, TableKey, set_figure, set_text
from juesuan_gui.storage import ReportFile
from juesuan_gui.ui import year_work
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.starting.batch import BatchDialog
from juesuan_gui.ui.window import MainWindow
from juesuan_gui.ui.years import YearSteps

TOTAL = Address("T1", "收入总计", "决算数")


@pytest.fixture
def steps(open_window: MainWindow) -> YearSteps:
    return open_window.years


def figure_of(report: Report, cell: Address) -> Figure | None:
    stated = report.stated(cell)
    return stated.figure if stated is not None else None


def test_carrying_over_opens_the_next_years_report(
    open_window: MainWindow, steps: YearSteps, tmp_path: Path, qtbot: QtBot
) -> None:
    old = open_window.desk
    assert old is not None
    stated, name = old.report.stated(TOTAL), old.report.text("单位名称")
    path = tmp_path / "下一年.jsgk"
    steps.carry_over(load_form("national-2021", [data_folder("templates")]), path)
    qtbot.waitUntil(lambda: open_window.desk is not None and open_window.desk.path == path)
    new = open_window.desk
    assert new is not None and stated is not None
    carried = new.report.stated(TOTAL._replace(period=Period.PRIOR))
    assert carried is not None and carried.figure == stated.figure
    assert new.report.text("单位名称") == name
    assert new.report.stated(TOTAL) is None


def test_last_years_file_is_loaded_in_one_step_after_asking(
    open_window: MainWindow,
    steps: YearSteps,
    report_path: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[PriorYear] = []

    def confirm(self: YearSteps, prior: PriorYear) -> bool:
        asked.append(prior)
        return len(asked) > 1

    monkeypatch.setattr(YearSteps, "confirm", confirm)
    desk = open_window.desk
    assert desk is not None
    last = tmp_path / "上年.jsgk"
    last.write_bytes(report_path.read_bytes())
    cell = TOTAL._replace(period=Period.PRIOR)
    steps.load_prior(last)
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert desk.report.stated(cell) is None
    steps.load_prior(last)
    qtbot.waitUntil(lambda: desk.report.stated(cell) is not None)
    assert asked[1].figures > 100
    open_window.undo()
    assert desk.report.stated(cell) is None
    assert desk.report.stated(TOTAL) is not None


class HeldUp:
    """Stands in for a function of the work: waits on its thread until the test lets it go on."""

    def __init__(self, function: Callable[..., object]) -> None:
        self._function = function
        self.is_reached, self._may_go_on = threading.Event(), threading.Event()
        self.threads: list[threading.Thread] = []

    def __call__(self, *arguments: object, **named: object) -> object:
        self.threads.append(threading.current_thread())
        self.is_reached.set()
        self._may_go_on.wait()
        return self._function(*arguments, **named)

    def let_go(self) -> None:
        """From now on nobody waits."""
        self._may_go_on.set()


def hold_up(monkeypatch: pytest.MonkeyPatch, name: str) -> HeldUp:
    held = HeldUp(getattr(year_work, name))
    monkeypatch.setattr(year_work, name, held)
    return held


def click_cancel(window: MainWindow) -> None:
    """取消 of the notice that says what is being done between years."""
    (notice,) = [item for item in window.notices.notices() if item.topic == "years"]
    (cancel,) = [item for item in notice.findChildren(QAbstractButton) if item.text() == "取消"]
    cancel.click()
    assert not [item for item in window.notices.notices() if item.topic == "years"]


def ended(steps: YearSteps) -> list[str]:
    """Says so when the task at hand has ended."""
    said: list[str] = []
    assert steps._task is not None
    steps._task.ended.connect(lambda: said.append("ended"))
    return said


def test_reading_last_year_can_be_cancelled_and_changes_nothing(
    open_window: MainWindow, steps: YearSteps, report_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_window.desk
    assert desk is not None
    before = dict(desk.report.slots())
    asked: list[PriorYear] = []
    held = hold_up(monkeypatch, "prior_year")
    monkeypatch.setattr(YearSteps, "confirm", lambda self, prior: asked.append(prior))
    steps.load_prior(report_path)
    end = ended(steps)
    click_cancel(open_window)
    held.let_go()
    qtbot.waitUntil(lambda: end == ["ended"])
    assert dict(desk.report.slots()) == before and not asked


def test_last_year_is_compared_beside_the_window_with_the_report_as_it_is(
    open_window: MainWindow,
    steps: YearSteps,
    report_path: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is typed while last year is read does not get lost: the comparison is made again."""
    desk = open_window.desk
    assert desk is not None
    last = tmp_path / "上年.jsgk"
    last.write_bytes(report_path.read_bytes())
    held = hold_up(monkeypatch, "prior_year")
    monkeypatch.setattr(YearSteps, "confirm", lambda self, prior: True)
    cell = TOTAL._replace(period=Period.PRIOR)
    steps.load_prior(last)
    qtbot.waitUntil(held.is_reached.is_set)
    desk.do(set_figure(desk.report, cell, Figure(7)))
    held.let_go()
    qtbot.waitUntil(lambda: figure_of(desk.report, cell) not in (None, Figure(7)))
    assert threading.main_thread() not in held.threads and len(held.threads) == 2
    open_window.undo()
    assert figure_of(desk.report, cell) == Figure(7)


@pytest.mark.parametrize("step", ["carried_over", "ReportFile.create"])
def test_carrying_over_can_be_cancelled_and_leaves_what_was_there(
    open_window: MainWindow, steps: YearSteps, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    desk = open_window.desk
    assert desk is not None
    before = dict(desk.report.slots())
    path = tmp_path / "下一年.jsgk"
    path.write_bytes(b"what was there")
    files = sorted(tmp_path.iterdir())
    if step == "carried_over":
        held = hold_up(monkeypatch, step)
    else:
        held = HeldUp(ReportFile.create)
        monkeypatch.setattr(ReportFile, "create", held)
    steps.carry_over(load_form("national-2021", [data_folder("templates")]), path)
    end = ended(steps)
    qtbot.waitUntil(held.is_reached.is_set)
    click_cancel(open_window)
    held.let_go()
    qtbot.waitUntil(lambda: end == ["ended"])
    assert threading.main_thread() not in held.threads
    assert path.read_bytes() == b"what was there"
    assert [item for item in sorted(tmp_path.iterdir()) if item not in files] == []
    assert open_window.desk is desk and dict(desk.report.slots()) == before


def test_what_is_typed_while_it_is_carried_over_goes_with_it(
    open_window: MainWindow, steps: YearSteps, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_window.desk
    assert desk is not None
    path = tmp_path / "下一年.jsgk"
    held = hold_up(monkeypatch, "carried_over")
    steps.carry_over(load_form("national-2021", [data_folder("templates")]), path)
    qtbot.waitUntil(held.is_reached.is_set)
    desk.do(set_text(desk.report, "单位名称", "改了名的局"))
    held.let_go()
    qtbot.waitUntil(lambda: open_window.desk is not None and open_window.desk.path == path)
    assert open_window.desk is not None and open_window.desk.report.text("单位名称") == "改了名的局"


def test_work_for_a_report_that_was_left_is_dropped(
    open_window: MainWindow, steps: YearSteps, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = hold_up(monkeypatch, "carried_over")
    path = tmp_path / "下一年.jsgk"
    steps.carry_over(load_form("national-2021", [data_folder("templates")]), path)
    end = ended(steps)
    qtbot.waitUntil(held.is_reached.is_set)
    open_window.close_report()
    qtbot.waitUntil(lambda: open_window.desk is None)
    held.let_go()
    qtbot.waitUntil(lambda: end == ["ended"])
    QApplication.processEvents()
    assert open_window.desk is None and not path.exists()
    assert not [item for item in open_window.notices.notices() if item.topic == "years"]


def test_nothing_of_this_years_report_stays_in_memory(
    open_window: MainWindow, steps: YearSteps, tmp_path: Path, qtbot: QtBot
) -> None:
    assert open_window.desk is not None
    left = weakref.ref(open_window.desk.session)
    path = tmp_path / "下一年.jsgk"
    steps.carry_over(load_form("national-2021", [data_folder("templates")]), path)
    qtbot.waitUntil(lambda: open_window.desk is not None and open_window.desk.path == path)

    def is_gone() -> bool:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return left() is None

    qtbot.waitUntil(is_gone)


def test_this_years_file_is_not_overwritten_by_the_next_years(
    open_window: MainWindow, steps: YearSteps, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_window.desk
    assert desk is not None and desk.path is not None
    said: list[str] = []
    monkeypatch.setattr(open_window, "tell", lambda level, text, *rest: said.append(level))
    content = desk.path.read_bytes()
    steps.carry_over(load_form("national-2021", [data_folder("templates")]), desk.path)
    assert said == ["error"] and steps._task is None
    assert open_window.desk is desk and desk.path.read_bytes() == content


def test_a_file_that_is_no_report_is_said_and_changes_nothing(
    open_window: MainWindow, steps: YearSteps, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_window.desk
    assert desk is not None
    before = dict(desk.report.slots())
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(open_window, "tell", lambda level, text, *rest: said.append((level, text)))
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"nothing")
    steps.load_prior(bad)
    qtbot.waitUntil(lambda: any(level == "error" and "坏.xlsx" in text for level, text in said))
    assert dict(desk.report.slots()) == before


def test_a_budget_is_shown_before_it_is_taken_over(
    open_window: MainWindow, steps: YearSteps, tmp_path: Path, qtbot: QtBot
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["E2"] = "一般公共预算支出表", "单位：元"
    for row in (
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("合计", "", 300, 300, None),
        ("201", "一般公共服务支出", 300, 300, None),
    ):
        sheet.append(row)
    path = tmp_path / "预算.xlsx"
    book.save(path)
    workspace = open_window.workspace
    assert workspace is not None
    steps.load_budget(path)
    page = workspace.pages.importing
    qtbot.waitUntil(page.accept.isEnabled)
    cell = TableKey("T5", basis=Basis.INITIAL_BUDGET).cell("合计", "合计")
    assert workspace.desk.report.stated(cell) is None
    page.accept.click()
    stated = workspace.desk.report.stated(cell)
    assert stated is not None and stated.figure is not None and stated.figure.value == 30_000
    open_window.undo()
    assert workspace.desk.report.stated(cell) is None


def test_every_action_is_in_the_menu_and_needs_a_report(window: MainWindow) -> None:
    for name in ("prior", "budget", "next_year"):
        assert not window.actions_.action(name).isEnabled()


def test_several_workbooks_become_several_reports(
    qtbot: QtBot, settings: Settings, tmp_path: Path, own_folders: Path
) -> None:
    sample = resource("samples", "guyuan-2020.xlsx")
    good, bad = tmp_path / "一中.xlsx", tmp_path / "二中.xlsx"
    good.write_bytes(sample.read_bytes())
    bad.write_bytes(b"nothing")
    dialog = BatchDialog([good, bad], settings)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.setCurrentText(load_form("ningxia-2020", [data_folder("templates")]).name)
    dialog.folder.setText(str(tmp_path / "报告"))
    dialog.start()
    qtbot.waitUntil(lambda: len(dialog.made) == 2)
    assert [item.target is not None for item in dialog.made] == [True, False]
    opened = ReportFile.open(tmp_path / "报告" / "一中.jsgk", read_only=True)
    opened.file.abandon()
    assert opened.report.stated(TOTAL) is not None
    dialog.close()
