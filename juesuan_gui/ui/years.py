"""Owns what the window does between years: 结转到下一年度, 载入上年数, 载入年初预算."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QInputDialog, QMessageBox

from juesuan_gui.forms import Form
from juesuan_gui.next_year import PriorYear, next_year_forms
from juesuan_gui.storage import SUFFIX
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.file_choosing import choose_file, choose_target
from juesuan_gui.ui.giving_out.export_box import documents_folder, free_path
from juesuan_gui.ui.guide import show_guide
from juesuan_gui.ui.importing import budget_for
from juesuan_gui.ui.starting.new_page import file_name
from juesuan_gui.ui.starting.offered_forms import usable_forms
from juesuan_gui.ui.steps_window import StepsWindow
from juesuan_gui.ui.tasks import Task, Work
from juesuan_gui.ui.year_work import CarriedOver, Compared, LastYear, carrying_over, comparing, read_last_year

_TOPIC = "years"
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
        self._words = ""

    # -- beside the window -------------------------------------------------------------------------

    def _begin(
        self, desk: Desk, doing: str, work: Work, changed: threading.Event, on_done: Callable[[object], None]
    ) -> None:
        """Do one piece of work at a time; ``changed`` is set when the report is edited meanwhile."""
        self.cancel()
        desk.edited.connect(lambda _event: changed.set())
        desk.form_changed.connect(changed.set)
        task = self._task = Task(doing, work, self)

        def go_on(result: object) -> None:
            # What was meant for a report that is open no more is not for the next one.
            if self._window.desk is desk:
                on_done(result)

        def on_finished(result: object) -> None:
            self._end(task)
            # Not from within the task, which goes while somebody may be asked.
            QTimer.singleShot(0, self, lambda: go_on(result))

        def on_failed(problem: str) -> None:
            self._end(task)
            self._window.tell("error", problem)

        task.progressed.connect(lambda words, _done, _total: self._tell(doing, words))
        task.finished.connect(on_finished)
        task.failed.connect(on_failed)
        # With the task goes what its signals hold: the report.
        task.ended.connect(task.deleteLater)
        self._window.tell("info", f"正在{doing}…", (("取消", self.cancel),), _TOPIC)
        task.start()

    def _tell(self, doing: str, words: str) -> None:
        if words != self._words:
            self._words = words
            self._window.tell("info", f"正在{doing}：{words}…", (("取消", self.cancel),), _TOPIC)

    def _end(self, task: Task) -> None:
        if task is self._task:
            self._task, self._words = None, ""
            self._window.notices.withdraw(_TOPIC)

    def cancel(self) -> None:
        """Forget what is being done; nothing has changed, and no file is left half written."""
        if self._task is not None:
            self._task.cancel()
            self._end(self._task)

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
            guide = ("使用说明", lambda: show_guide(self._window.widget, "next-year-form"))
            self._window.tell("info", f"{missing}可以复制本年的版式改成下一年的。", (guide,))
            return
        names = [form.name for form in offered]
        name, chosen = QInputDialog.getItem(self._window.widget, "结转到下一年度", "新年度的版式", names, 0, False)
        if not chosen:
            return
        form = offered[names.index(name)]
        folder = desk.path.parent if desk.path else documents_folder()
        proposed = folder / file_name(desk.report.text("单位名称"), form.year)
        path, _ = choose_target(self._window.widget, "保存新年度的报告", proposed, f"决算文件 (*{SUFFIX})")
        if path:
            # The dialog has asked about replacing only the name that it saw.
            self.carry_over(form, Path(path) if path.endswith(SUFFIX) else free_path(Path(path + SUFFIX)))

    def carry_over(self, form: Form, path: Path) -> None:
        """Make the new year's report in a new file beside the window and open it; this year's report stays as it is."""
        desk = self._window.desk
        if desk is None:
            return
        if _is_same(path, desk.path):
            self._window.tell("error", f"“{path.name}”是正打开的本年度报告，不能被新年度的报告覆盖。请换一个文件名。")
            return
        changed = threading.Event()
        work = carrying_over(desk.session, form, path, changed)

        def on_made(made: object) -> None:
            if made is None or changed.is_set():
                # What was typed meanwhile belongs into the new year's report too.
                self.carry_over(form, path)
            elif isinstance(made, CarriedOver):
                self._show_carried(made, form)

        self._begin(desk, "结转", work, changed, on_made)

    def _show_carried(self, made: CarriedOver, form: Form) -> None:
        self._window.open_path(made.path)
        self._window.tell("info", f"已结转到 {form.year} 年度：{account(made.prior)}")
        for note in (*made.prior.notes, *made.prior.left_out[:_SHOWN]):
            self._window.tell("warning", note)

    # -- last year's figures -----------------------------------------------------------------------

    def ask_prior(self) -> None:
        """Choose where last year's figures come from."""
        chosen = self._ask("载入上年数", _SOURCES)
        if chosen is not None:
            self.load_prior(chosen)

    def load_prior(self, path: Path) -> None:
        """Read last year's report beside the window, show what it would change, and take it over when told."""
        self._load_prior(lambda progress: read_last_year(path, progress))

    def _load_prior(self, last_year: LastYear) -> None:
        desk = self._window.desk
        if desk is None:
            return
        changed = threading.Event()

        def on_compared(compared: object) -> None:
            if not isinstance(compared, Compared):
                return
            if changed.is_set():
                # Compared with what is no more; what was read need not be read again.
                self._load_prior(lambda _progress: compared.last)
            else:
                self._take_over(desk, compared.prior)

        self._begin(desk, "载入上年数", comparing(desk.session, last_year), changed, on_compared)

    def _take_over(self, desk: Desk, prior: PriorYear) -> None:
        if not prior.change:
            self._window.tell("info", "上年数与已载入的完全一致，没有改动。")
        elif self.confirm(prior):
            desk.carry_out(prior.change, lambda: self._say_taken_over(prior))

    def _say_taken_over(self, prior: PriorYear) -> None:
        if self._window.workspace is not None:
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


def _is_same(path: Path, other: Path | None) -> bool:
    """Whether both are one file, by whatever names."""
    try:
        return other is not None and path.samefile(other)
    except OSError:
        return False
