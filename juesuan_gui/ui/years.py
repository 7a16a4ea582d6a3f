"""Owns what the window does between years: 结转到下一年度, 载入上年数, 载入年初预算."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from juesuan_gui.forms import Form
from juesuan_gui.live import LiveReport
from juesuan_gui.next_year import PriorYear, carried_over, next_year_forms, prior_year
from juesuan_gui.report import Change, Report, SlotEdit, compose
from juesuan_gui.session import catalogue
from juesuan_gui.storage import SUFFIX, StorageError
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.file_choosing import choose_file
from juesuan_gui.ui.giving_out.export_box import documents_folder
from juesuan_gui.ui.importing import budget_for
from juesuan_gui.ui.starting.new_page import file_name
from juesuan_gui.ui.starting.offered_forms import usable_forms
from juesuan_gui.ui.steps_window import StepsWindow
from juesuan_gui.ui.tasks import Progress, Task, plain_words

_SOURCES = f"上年的报告或表格 (*{SUFFIX} *.xlsx *.xls *.xlsm *.html *.htm *.docx *.pdf *.txt);;所有文件 (*)"
_BUDGETS = "部门预算公开表 (*.xlsx *.xls *.xlsm *.html *.htm *.docx *.pdf);;所有文件 (*)"
_SHOWN = 12


def account(prior: PriorYear) -> str:
    """What loading last year's figures does, in one sentence."""
    words = f"载入 {prior.tables} 张表、{prior.figures} 个数。"
    if prior.left_out:
        words += f"有 {len(prior.left_out)} 处在本年的版式里没有位置，不会载入。"
    return words


class YearSteps(QObject):
    """The steps between years for one window; every one can be undone or makes a new file."""

    def __init__(self, window: StepsWindow) -> None:
        super().__init__(window.widget)
        self._window = window
        self._task: Task | None = None

    # -- to the next year --------------------------------------------------------------------------

    def ask_next_year(self) -> None:
        """Choose the new year's form and file, and go on there."""
        desk = self._window.desk
        if desk is None:
            return
        this_year = desk.form.year
        forms, problems = usable_forms(lambda head: head.year > this_year)
        for problem in problems:
            self._window.tell("warning", problem)
        offered = next_year_forms(desk.form, forms)
        if not offered:
            missing = f"还没有 {desk.form.year} 年度以后的版式。"
            self._window.tell("info", f"{missing}可以复制本年的版式改成下一年的，见使用说明“制作下一年的版式”。")
            return
        names = [form.name for form in offered]
        name, chosen = QInputDialog.getItem(self._window.widget, "结转到下一年度", "新年度的版式", names, 0, False)
        if not chosen:
            return
        form = offered[names.index(name)]
        folder = desk.path.parent if desk.path else documents_folder()
        proposed = folder / file_name(desk.report.text("单位名称"), form.year)
        path, _ = QFileDialog.getSaveFileName(
            self._window.widget, "保存新年度的报告", str(proposed), f"决算文件 (*{SUFFIX})"
        )
        if path:
            self.carry_over(form, Path(path) if path.endswith(SUFFIX) else Path(path + SUFFIX))

    def carry_over(self, form: Form, path: Path) -> None:
        """Make the new year's report in a new file and open it; this year's report stays as it is."""
        desk = self._window.desk
        if desk is None:
            return
        report, prior = carried_over(desk.session.live, form)

        def make() -> None:
            try:
                made = Desk.create(path, form, lambda _empty: [_contents(report, prior.change.label)], replace=True)
            except (StorageError, OSError) as error:
                self._window.tell("error", plain_words(error, "结转"))
                self._window.show_start()
                return
            self._window.show_desk(made)
            self._window.tell("info", f"已结转到 {form.year} 年度：{account(prior)}")
            for note in (*prior.notes, *prior.left_out[:_SHOWN]):
                self._window.tell("warning", note)

        self._window.leave_report(make)

    # -- last year's figures -----------------------------------------------------------------------

    def ask_prior(self) -> None:
        """Choose where last year's figures come from."""
        chosen = self._ask("载入上年数", _SOURCES)
        if chosen is not None:
            self.load_prior(chosen)

    def load_prior(self, path: Path) -> None:
        """Read last year's report beside the window, show what it would change, and take it over when told."""
        self._cancel()
        self._window.tell("info", f"正在读取“{path.name}”…", (("取消", self._cancel),), "years")
        self._task = Task("载入上年数", lambda progress: _read_report(path, progress), self)
        self._task.finished.connect(self._on_prior)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def _cancel(self) -> None:
        """Forget what is being read; nothing has changed."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._window.notices.withdraw("years")

    def _on_prior(self, last: object) -> None:
        self._window.notices.withdraw("years")
        desk = self._window.desk
        if desk is None or self._window.workspace is None or self._task is None:
            return
        report = cast("Report", last)
        prior = prior_year(LiveReport(report, catalogue("function", report.form)), desk.report)
        if not prior.change:
            self._window.tell("info", "上年数与已载入的完全一致，没有改动。")
        elif self.confirm(prior):
            desk.do(prior.change)
            self._window.workspace.change_notice.emit(account(prior))

    def confirm(self, prior: PriorYear) -> bool:
        """Ask before anything changes."""
        box = QMessageBox(self._window.widget)
        box.setWindowTitle("载入上年数")
        box.setText(account(prior))
        box.setInformativeText("\n".join((*prior.notes, "原来的上年数会被替换；这是一步操作，可以撤销。")))
        if prior.left_out:
            box.setDetailedText("\n".join(prior.left_out))
        accept = box.addButton("载入", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is accept

    def _on_failed(self, problem: str) -> None:
        self._window.notices.withdraw("years")
        self._window.tell("error", problem)

    # -- the budget --------------------------------------------------------------------------------

    def ask_budget(self) -> None:
        """Choose the published budget; what it would change is shown on the import page."""
        chosen = self._ask("载入年初预算", _BUDGETS)
        if chosen is not None:
            self.load_budget(chosen)

    def load_budget(self, path: Path) -> None:
        """Show what the budget would change."""
        workspace = self._window.workspace
        if workspace is not None:
            workspace.show_import(path, budget_for(workspace.desk.session, path))

    def _ask(self, title: str, kinds: str) -> Path | None:
        if self._window.desk is None:
            return None
        folder = self._window.settings.text("import_folder") or str(documents_folder())
        chosen = choose_file(self._window.widget, title, folder, kinds)
        if chosen is not None:
            self._window.settings.put("import_folder", str(chosen.parent))
        return chosen


def _read_report(path: Path, progress: Progress) -> Report:
    # Only who loads waits for the libraries of reading.
    from juesuan_gui.reading import ReadingWorker
    from juesuan_gui.report_files import open_report

    progress("正在读取文件", 0, 1)
    with ReadingWorker() as worker:
        return open_report(path, worker, lambda: usable_forms()[0])


def _contents(report: Report, label: str) -> Change:
    return compose(label, [SlotEdit(slot, None, value) for slot, value in report.slots()])
