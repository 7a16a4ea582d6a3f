"""One open report: every change is applied, kept and told, in that order; undo and redo cover all of it."""

from pathlib import Path

import pytest

from juesuan_gui.figures import exact_money
from juesuan_gui.forms import Form, load_form
from juesuan_gui.report import Change, Report, TableKey, insert_code, set_figure, set_text
from juesuan_gui.session import Session, SessionEvent
from juesuan_gui.storage import Options, ReportFile

TEMPLATES = Path(__file__).parents[1] / "templates"
LINE = TableKey("T1").cell("一般公共预算财政拨款收入", "决算数")
TOTAL = TableKey("T1").cell("本年收入合计", "决算数")


class Notebook:
    """A keeper that writes down what it is told."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def write(self, change: Change) -> None:
        self.kept.append(change.label)

    def undo(self) -> None:
        self.kept.append("undo")

    def redo(self) -> None:
        self.kept.append("redo")


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("ningxia-2020", [TEMPLATES])


def test_a_change_moves_totals_and_findings_and_is_kept_before_listeners_hear(form: Form) -> None:
    notebook = Notebook()
    session = Session(Report(form), keeper=notebook)
    heard: list[tuple[SessionEvent, int]] = []
    session.listen(lambda event: heard.append((event, len(notebook.kept))))
    session.do(set_figure(session.report, LINE, exact_money(500)))
    assert session.live.shown(TOTAL) == exact_money(500)
    assert len(heard) == 1
    assert heard[0][1] == 1
    session.undo()
    assert session.live.shown(TOTAL) is None
    session.redo()
    assert session.live.shown(TOTAL) == exact_money(500)
    assert notebook.kept[1:] == ["undo", "redo"]


def test_who_unsubscribes_hears_no_more_and_may_say_so_twice(form: Form) -> None:
    session = Session(Report(form))
    heard: list[SessionEvent] = []
    others: list[SessionEvent] = []
    stop = session.listen(heard.append)
    session.listen(others.append)
    session.do(set_figure(session.report, LINE, exact_money(500)))
    stop()
    stop()
    session.undo()
    assert (len(heard), len(others)) == (1, 2)


def test_the_first_check_may_be_given_up(form: Form) -> None:
    class GivenUp(Exception):
        pass

    def give_up() -> None:
        raise GivenUp

    report = Report(form)
    report.apply(set_figure(report, LINE, exact_money(500)))
    with pytest.raises(GivenUp):
        Session(report, step=give_up)


def test_a_listener_that_fails_leaves_nothing_unkept(form: Form) -> None:
    notebook = Notebook()
    session = Session(Report(form), keeper=notebook)

    def broken(event: SessionEvent) -> None:
        raise RuntimeError("a listener failed")

    session.listen(broken)
    with pytest.raises(RuntimeError):
        session.do(set_figure(session.report, LINE, exact_money(500)))
    assert len(notebook.kept) == 1
    assert session.history.undo_label


def test_nothing_to_undo_or_redo_changes_nothing(form: Form) -> None:
    session = Session(Report(form))
    assert session.undo() is None
    assert session.redo() is None
    session.do(set_text(session.report, "单位名称", ""))
    assert not session.history.undo_label


def test_a_new_change_drops_what_was_undone(form: Form) -> None:
    session = Session(Report(form))
    session.do(set_figure(session.report, LINE, exact_money(1)))
    session.undo()
    session.do(set_figure(session.report, LINE, exact_money(2)))
    assert session.redo() is None
    assert session.live.shown(LINE) == exact_money(2)


def test_a_session_over_a_report_file_reopens_as_it_was_left(form: Form, tmp_path: Path) -> None:
    path = tmp_path / "某局.jsgk"
    report = Report(form)
    session = Session(report, keeper=ReportFile.create(path, report, options=Options(backups=0)))
    key = TableKey("T3")
    session.do(insert_code(report, key, "2101501", "行政运行", session.function_codes))
    session.do(set_figure(report, key.cell("2101501", "基本支出"), exact_money(700)))
    session.do(set_figure(report, key.cell("2101501", "项目支出"), exact_money(50)))
    session.undo()
    assert isinstance(session.keeper, ReportFile)
    session.keeper.close()
    opened = ReportFile.open(path, options=Options(backups=0))
    again = Session(opened.report, opened.history, opened.file)
    assert again.live.shown(key.cell("合计", "本年支出合计")) == exact_money(700)
    assert {item.key for item in again.audit.result().findings} == {
        item.key for item in session.audit.result().findings
    }
    again.redo()
    assert again.live.shown(key.cell("合计", "本年支出合计")) == exact_money(750)
    opened.file.close()
