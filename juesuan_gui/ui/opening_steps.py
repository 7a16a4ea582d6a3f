"""Owns the ways to an open report: by its file, a new one, the sample; what is offered when a file will not open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from juesuan_gui.forms import Form
from juesuan_gui.publishing.compose import UNIT_NAME
from juesuan_gui.report import Report, set_text
from juesuan_gui.storage import REVIEW_SUFFIX, SUFFIX, LockedError, StorageError, holder_of, salvage
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.file_choosing import choose_file
from juesuan_gui.ui.giving_out.export_box import documents_folder
from juesuan_gui.ui.guide_states import DATA
from juesuan_gui.ui.notices import Action
from juesuan_gui.ui.starting.long_opening import LongOpening, is_long
from juesuan_gui.ui.starting.opening import offers_for, salvage_target
from juesuan_gui.ui.starting.short_opening import ShortOpening
from juesuan_gui.ui.steps_window import StepsWindow
from juesuan_gui.ui.tasks import plain_words

REPORT_FILTER = f"决算文件 (*{SUFFIX});;所有文件 (*)"


class OpenReview(Protocol):
    """The opening of a review file."""

    def __call__(self, path: Path, *, read_only: bool = False, take_over: bool = False) -> None:
        """Open it."""


class OpeningSteps:
    """Opens reports in one window, one after the other."""

    def __init__(self, window: StepsWindow, open_review: OpenReview) -> None:
        self._window = window
        self._open_review = open_review
        self._opening: LongOpening | ShortOpening | None = None
        self._opening_words = ""

    def ask(self) -> None:
        """Choose a report's file."""
        folder = self._window.settings.text("folder") or str(documents_folder())
        chosen = choose_file(self._window.widget, "打开决算文件", folder, REPORT_FILTER)
        if chosen is not None:
            self.open_path(chosen)

    def open_path(
        self, path: Path, read_only: bool = False, take_over: bool = False, then: Callable[[], object] | None = None
    ) -> None:
        """Open a report, or a review, once the one that is open is safely on disk.

        ``then`` is called when the report is shown: it is read and checked in turns, or beside the window.
        """
        if path.suffix.lower() == REVIEW_SUFFIX:
            self._open_review(path, read_only=read_only, take_over=take_over)
            return
        self._window.leave_report(lambda: self._open(path, read_only, take_over, then))

    def _open(self, path: Path, read_only: bool, take_over: bool, then: Callable[[], object] | None) -> None:
        self.cancel()

        def show(desk: Desk) -> None:
            self._welcome(desk, path, read_only)
            if then is not None:
                then()

        if is_long(path):
            self._open_beside(LongOpening(path, read_only, take_over, self._window.widget), show)
            return
        opening = self._opening = ShortOpening(path, read_only, take_over, self._window.widget)
        try:
            opening.start(show)
        except (StorageError, OSError) as error:
            self.cancel()
            self._refuse(error, path)

    def _open_beside(self, opening: LongOpening, show: Callable[[Desk], None]) -> None:
        """A long report takes seconds; meanwhile the window answers, and the opening can be cancelled."""
        self._opening = opening
        cancel = (("取消", self.cancel),)
        opening.progressed.connect(lambda words: self._tell_opening(opening, words, cancel))
        opening.opened.connect(show)
        opening.refused.connect(lambda error: self._refuse(error, opening.path))
        opening.failed.connect(lambda problem: self._window.tell("error", problem, (), "open"))
        self._window.show_start()
        opening.start()

    def _tell_opening(self, opening: LongOpening, words: str, actions: tuple[Action, ...]) -> None:
        if self._opening is opening and words != self._opening_words:
            self._opening_words = words
            self._window.tell("info", f"正在打开“{opening.path.stem}”：{words}…", actions, "open")

    def cancel(self) -> None:
        """Stop opening a report, if one is being opened; its file is let go."""
        opening, self._opening, self._opening_words = self._opening, None, ""
        if opening is not None:
            opening.cancel()
            self._window.notices.withdraw("open")

    def _refuse(self, error: StorageError | OSError, path: Path) -> None:
        self._opening = None
        if isinstance(error, StorageError):
            offers = offers_for(error, path, self.open_path, self._salvage)
            level = "warning" if isinstance(error, LockedError) else "error"
            self._window.tell(level, str(error), tuple(offers), "open")
        else:
            self._window.tell("error", plain_words(error, "打开"), (), "open")
        self._window.show_start()

    def _welcome(self, desk: Desk, path: Path, read_only: bool) -> None:
        self._opening, self._opening_words = None, ""
        self._window.notices.withdraw("open")
        holder = holder_of(path) if read_only else None
        if holder is not None:
            desk.holder_words = f"{holder.user}（电脑 {holder.host}）正打开这份报告。这里是只读，修改不会写回原文件。"
        self._window.show_desk(desk)
        for words in desk.notices:
            self._window.tell("warning", words)

    def _salvage(self, path: Path) -> None:
        target = salvage_target(path)
        try:
            saved = salvage(path, target)
        except StorageError as error:
            self._window.tell("error", str(error), (), "open")
            return
        self.open_path(target)
        lost = "".join(saved.lost[:3]) or "没有发现丢失的内容。"
        self._window.tell("warning", f"已抢救到“{target.name}”，共 {saved.slots} 项。{lost}请核对。")

    def create(self, form: Form, unit_name: str, path: Path) -> None:
        """Make a new report, and show what a workbook that it was begun with would fill in."""
        window, source = self._window, self._window.new.source

        def make() -> None:
            try:
                desk = Desk.create(path, form, lambda report: _first_texts(report, unit_name))
            except (StorageError, OSError) as error:
                window.tell("error", plain_words(error, "新建"))
                window.pages.setCurrentWidget(window.new)
                return
            window.show_desk(desk)
            if window.workspace is not None:
                window.workspace.go_to_step(DATA)
                if source is not None:
                    window.workspace.show_import(source)

        window.leave_report(make)

    def sample(self) -> None:
        """A fresh copy of the sample in the program's own folder."""
        # Reading takes a moment and needs a report's form; the whole way belongs to one owner.
        from juesuan_gui.ui.starting.sample import SampleOpening

        opening = SampleOpening(self._window.widget)
        self._window.tell("info", "正在准备示例…", (("取消", opening.cancel),), "sample")
        opening.ready.connect(self._on_sample)
        opening.failed.connect(lambda problem: self._window.tell("error", problem, (), "sample"))
        opening.start()

    def _on_sample(self, path: object) -> None:
        self._window.notices.withdraw("sample")
        if isinstance(path, Path):
            self.open_path(path)


def _first_texts(report: Report, unit_name: str) -> list:
    return [set_text(report, UNIT_NAME, unit_name)] if unit_name else []
