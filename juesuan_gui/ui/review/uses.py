"""Owns the uses of a review: files that go out, a report of ours made of it, last year's figures for another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog

from juesuan_gui.forms import FormError
from juesuan_gui.report import adjust_form
from juesuan_gui.ui.file_choosing import choose_file, choose_target
from juesuan_gui.ui.giving_out.export_box import documents_folder, free_path
from juesuan_gui.ui.import_choices import differing_words
from juesuan_gui.ui.notices import Action
from juesuan_gui.ui.review.opening import Examined
from juesuan_gui.ui.steps_window import StepsWindow
from juesuan_gui.ui.tasks import Task, Work

if TYPE_CHECKING:
    from juesuan_gui.ui.review.reuse import Converted, FormWanted
    from juesuan_gui.ui.review.steps import ReviewSteps

TOPIC = "review"


class ReviewUses(QObject):
    """What comes of the review that is open in one window."""

    def __init__(self, steps: ReviewSteps, window: StepsWindow, load_prior: Callable[[Path], object]) -> None:
        super().__init__(steps)
        self._steps = steps
        self._window = window
        self._load_prior = load_prior
        self._task: Task | None = None

    # -- out ---------------------------------------------------------------------------------------

    def export(self, kind: str) -> None:
        """Write the review in one of the ways out."""
        from juesuan_gui.ui.review.export import KINDS, export_work, proposed_name

        page = self._steps.page
        if page is None:
            return
        review, source = page.desk.review, page.desk.source
        if kind == "pdf" and not source[:1024].lstrip().startswith(b"%PDF-"):
            self._window.tell("info", "送审的不是 PDF，不能加批注；可以导出审核意见。")
            return
        # Beside the review, unless another folder was chosen before: there it is looked for.
        beside = page.desk.path.parent if page.desk.path is not None else documents_folder()
        folder = Path(self._window.settings.text("export_folder") or beside)
        _, suffix, name_filter = KINDS[kind]
        proposed = str(folder / proposed_name(review, kind))
        chosen, _ = choose_target(self._window.widget, "导出", proposed, name_filter)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != suffix:
            path = free_path(path.with_name(f"{path.name}{suffix}"))
        self._window.tell("info", f"正在导出“{path.name}”…", (("取消", self._cancel),), "export")
        self._run(Task("导出", export_work(review, source, kind, path), self), self._on_exported, "export")

    def _on_exported(self, path: object) -> None:
        if isinstance(path, Path):
            show = ("打开文件夹", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))
            self._window.tell("info", f"已导出 {path}。", (show,), "export")

    def _run(self, task: Task, on_done: Callable[[object], object], topic: str) -> None:
        self._task = task
        task.progressed.connect(lambda _words, done, total: self._window.notices.show_progress(topic, done, total))
        task.finished.connect(on_done)
        task.failed.connect(lambda problem: self._window.tell("error", problem, (), topic))
        task.start()

    def _cancel(self) -> None:
        """Stop at the next step; what is not whole is not written."""
        if self._task is not None:
            self._task.cancel()
        for topic in ("export", TOPIC):
            self._window.notices.withdraw(topic)

    # -- used again --------------------------------------------------------------------------------

    def ask_convert(self) -> None:
        """转为决算文件: the published report as one of ours, to be corrected and published again."""
        from juesuan_gui.ui.review.reuse import ask_report_path, converted

        page = self._steps.page
        if page is None:
            return
        target = ask_report_path(self._window.widget, page.desk.review)
        if target is not None:
            work = converted(self._steps.examined, page.desk.review, page.desk.source, target)
            self._begin_converting(work, "转为决算文件")

    def convert_file(self, path: Path) -> None:
        """导入 of a file that is no workbook: examined, then made a report of ours."""
        self._steps.examine(path, self._convert)

    def _convert(self, found: Examined) -> None:
        from juesuan_gui.review import Review
        from juesuan_gui.ui.review.reuse import ask_report_path, converted

        review = Review((found.submission,))
        target = ask_report_path(self._window.widget, review)
        if target is not None:
            self._begin_converting(converted(found, review, found.source, target), "导入")

    def _begin_converting(self, work: Work, doing: str) -> None:
        self._window.tell("info", "正在转为决算文件…", (("取消", self._cancel),), TOPIC)
        self._run(Task(doing, work, self), self._on_converted, TOPIC)

    def _on_converted(self, made: object) -> None:
        from juesuan_gui.ui.review.reuse import Converted, FormWanted

        self._window.notices.withdraw(TOPIC)
        if isinstance(made, Converted):
            self._window.open_path(made.path)
            self._offer_manner(made)
        elif isinstance(made, FormWanted):
            self._ask_form(made)

    def _offer_manner(self, made: Converted) -> None:
        """What the document says of itself was taken over; its manner of printing only when one asks for it."""
        said = "、".join(f"{name}“{value}”" for name, value in made.told.items())
        words = [f"已照文件写明的设好{said}。"] if said else []
        actions: tuple[Action, ...] = ()
        if made.printed:
            words.append(differing_words(list(made.titles)).removesuffix("不选则按本版式印。"))
            actions = (("照原件的版式印", lambda: self._print_as_made(made)),)
        if words:
            self._window.tell("info", "".join(words), actions, TOPIC, stays=bool(actions))

    def _print_as_made(self, made: Converted) -> None:
        desk = self._window.desk
        if desk is None or desk.path != made.path:
            self._window.tell("info", f"请先打开“{made.path.name}”。")
            return
        try:
            desk.do(adjust_form(desk.report, "照原件的版式印", made.printed))
        except FormError as error:
            self._window.tell("warning", f"不能照原件的版式印：{error.problem}。没有改动。")

    def _ask_form(self, wanted: FormWanted) -> None:
        """Several forms fit scorecards that came without tables: the person says which one is meant."""
        names = [f"{form.name}（{form.year} 年度）" for form in wanted.forms]
        dialog = QInputDialog(self._window.widget)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("选择版式")
        dialog.setLabelText("文件里只有绩效自评表，下面的版式一样符合。做成哪一个版式的报告？")
        dialog.setComboBoxItems(names)
        dialog.textValueSelected.connect(lambda name: self._convert_as(wanted, names.index(name)))
        dialog.open()

    def _convert_as(self, wanted: FormWanted, number: int) -> None:
        from juesuan_gui.review import Review
        from juesuan_gui.ui.review.reuse import converted

        found = wanted.examined
        work = converted(found, Review((found.submission,)), found.source, wanted.target, wanted.forms[number])
        self._begin_converting(work, "转为决算文件")

    def ask_prior(self) -> None:
        """作为上年数: the report of the following year takes this one's figures as its 上年数."""
        from juesuan_gui.ui.review.reuse import kept_source

        page = self._steps.page
        if page is None:
            return
        title = "选择要载入上年数的决算文件（下一年度的报告）"
        chosen = choose_file(self._window.widget, title, "", "决算文件 (*.jsgk)")
        if chosen is None:
            return
        source = kept_source(page.desk.review, page.desk.source)

        self._window.open_path(chosen, then=lambda: self._load_prior(source))
