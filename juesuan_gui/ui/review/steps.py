"""Owns what a window does with reviews: open a published file or a review, several at once, compare, leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from juesuan_gui.storage import REVIEW_SUFFIX, LockedError, StorageError
from juesuan_gui.ui.file_choosing import choose_file, choose_files, choose_target
from juesuan_gui.ui.giving_out.export_box import documents_folder, free_path
from juesuan_gui.ui.notices import Action
from juesuan_gui.ui.review.desk import STEP_ERRORS, ReviewDesk
from juesuan_gui.ui.review.examining import ReviewExamining
from juesuan_gui.ui.review.header import progress_words
from juesuan_gui.ui.review.opening import SOURCE_FILTER, Examined, review_path
from juesuan_gui.ui.review.uses import ReviewUses
from juesuan_gui.ui.steps_window import StepsWindow
from juesuan_gui.ui.tasks import plain_words

if TYPE_CHECKING:
    from juesuan_gui.ui.review.batch import BatchPage
    from juesuan_gui.ui.review.page import ReviewPage

_TOPIC, _WRITE = "review", "write"
_REVIEW_FILTER = f"审核文件 (*{REVIEW_SUFFIX});;所有文件 (*)"


class ReviewSteps(QObject):
    """The reviews of one window, at most one open; a batch stays behind it to come back to."""

    def __init__(self, window: StepsWindow, load_prior: Callable[[Path], object]) -> None:
        super().__init__(window.widget)
        self._window = window
        self.page: ReviewPage | None = None
        self.batch: BatchPage | None = None
        self._examining = ReviewExamining(window, _TOPIC, self)
        #: What the open review was made of, while that is at hand.
        self.examined: Examined | None = None
        #: Where the reviews lie that were begun in this window, by the file reviewed.
        self._begun: dict[Path, Path] = {}
        self.uses = ReviewUses(self, window, load_prior)

    # -- opening -----------------------------------------------------------------------------------

    def ask(self) -> None:
        """打开待审报告: one file, or several at once."""
        settings = self._window.settings
        folder = settings.text("review_folder") or str(documents_folder())
        chosen = choose_files(self._window.widget, "打开待审报告", folder, SOURCE_FILTER)
        if chosen:
            settings.put("review_folder", str(chosen[0].parent))
            self.take(chosen)

    def take(self, paths: Sequence[Path]) -> None:
        """Open one file, or list several with their verdicts."""
        if len(paths) == 1:
            self.open(paths[0])
        elif paths:
            self._window.leave_report(partial(self._show_batch, list(paths)))

    def offer(self, path: Path, take_in: Callable[[Path], object]) -> None:
        """A file was dropped that may be reviewed or imported: ask calmly which."""
        actions: tuple[Action, ...] = (("审核它", lambda: self.open(path)), ("导入", lambda: take_in(path)))
        words = f"“{path.name}”：审核里面的数字和文字，还是导入成决算文件？"
        self._window.tell("info", words, actions, _TOPIC, stays=True)

    def open(self, path: Path, *, read_only: bool = False, take_over: bool = False) -> None:
        """Open a review file, go on with the review of a file that was reviewed before, or begin one."""
        if path.suffix.lower() == REVIEW_SUFFIX:
            self._window.leave_report(partial(self._open_review, path, read_only, take_over))
            return
        kept = review_path(path)
        if not kept.exists():
            self.examine(path, self._begin)
            return
        source = _source_of(kept)
        if source is None:
            # What stands under the name is no review that can be read: it stays, and this one gets another name.
            self.examine(path, self._begin)
            return
        if source == _bytes(path):
            self.open(kept)
            return
        words = f"“{path.name}”以前审过，现在的内容和那时不一样。"
        actions: tuple[Action, ...] = (
            ("与上次比较", lambda: self._compare(kept, path)),
            ("另开一份审核", lambda: self.examine(path, self._begin)),
        )
        self._window.tell("info", words, actions, _TOPIC, stays=True)

    def _go_on(self, found: Examined) -> None:
        """Open a file of the list: with the review that was begun of it, or asking where that is of another version."""
        kept = self._begun.get(found.path, review_path(found.path))
        source = _source_of(kept)
        if source is None:
            self._begin(found)
        elif source == found.source:
            self._window.leave_report(partial(self._open_review, kept, False, False, found))
        else:
            self.open(found.path)

    def _open_review(self, path: Path, read_only: bool, take_over: bool, found: Examined | None = None) -> None:
        window = self._window
        try:
            desk = ReviewDesk.open(path, read_only=read_only, take_over=take_over)
        except LockedError as error:
            actions: tuple[Action, ...] = (("只读打开", lambda: self.open(path, read_only=True)),)
            window.tell("warning", str(error), actions, _TOPIC)
            window.show_start()
            return
        except (StorageError, OSError) as error:
            window.tell("error", plain_words(error, "打开"), (), _TOPIC)
            window.show_start()
            return
        self.show(desk, found)

    def examine(self, path: Path, then: Callable[[Examined], object]) -> None:
        """Examine a file beside the window, with progress and cancel, and go on with what was found."""
        self._examining.examine(path, then)

    def cancel(self) -> None:
        """Stop examining, if a file is being examined."""
        self._examining.cancel()

    def _begin(self, found: Examined) -> None:
        self._window.leave_report(partial(self._begin_review, found))

    def _begin_review(self, found: Examined) -> None:
        from juesuan_gui.review import Review

        review = Review((found.submission,))
        kept = free_path(review_path(found.path))
        try:
            desk = ReviewDesk.create(kept, review, found.source)
        except (StorageError, OSError):
            # A CD, a mail's folder: the review is kept with the user's documents.
            try:
                desk = ReviewDesk.create(free_path(documents_folder() / kept.name), review, found.source)
            except (StorageError, OSError) as second:
                desk = ReviewDesk.loose(review, found.source)
                self._window.tell("error", plain_words(second, "建立审核文件"), self.rescue(), _WRITE)
        if desk.path is not None:
            self._begun[found.path] = desk.path
        self.show(desk, found)

    def show(self, desk: ReviewDesk, found: Examined | None) -> None:
        """Show an open review."""
        from juesuan_gui.ui.review.page import ReviewPage

        window = self._window
        self.examined = found
        document = found.examination.source.document if found is not None else None
        page = self.page = ReviewPage(desk, window.settings, document)
        page.notice.connect(window.tell)
        page.undoable.connect(lambda words: window.tell("info", words, (("撤销", page.undo),), "undo"))
        page.header.export_wanted.connect(self.uses.export)
        page.header.newer_wanted.connect(self.ask_newer)
        page.header.convert_wanted.connect(self.uses.ask_convert)
        page.header.prior_wanted.connect(self.uses.ask_prior)
        desk.write_failed.connect(lambda problem: window.tell("error", problem, self.rescue(), _WRITE))
        desk.keeping_changed.connect(self._on_keeping)
        window.pages.addWidget(page)
        window.pages.setCurrentWidget(page)
        window.actions_.set_has_review(True)
        window.show_title(f"{desk.review.title} — 审核")
        if desk.path is not None:
            window.settings.remember_report(desk.path, f"{desk.review.title} 审核")

    def _on_keeping(self) -> None:
        if self.page is not None and self.page.desk.failure is None and not self.page.desk.pending:
            self._window.notices.withdraw(_WRITE)

    # -- several at once ---------------------------------------------------------------------------

    def _show_batch(self, paths: list[Path]) -> None:
        from juesuan_gui.ui.review.batch import BatchPage

        self._drop_batch()
        page = self.batch = BatchPage(paths)
        page.opened.connect(self._go_on)
        page.closed.connect(self._close_batch)
        page.notice.connect(self._window.tell)
        self._window.pages.addWidget(page)
        self._window.pages.setCurrentWidget(page)
        page.start()

    def _close_batch(self) -> None:
        self._drop_batch()
        self._window.show_start()

    def _drop_batch(self) -> None:
        if self.batch is not None:
            self.batch.close_page()
            self._window.pages.removeWidget(self.batch)
            self.batch.deleteLater()
            self.batch = None

    # -- leaving -----------------------------------------------------------------------------------

    def rescue(self) -> tuple[Action, ...]:
        """What may help when a decision was not written."""
        return (("重试", self._retry), ("另存到别处…", self.ask_move))

    def _retry(self) -> None:
        if self.page is not None:
            self.page.desk.retry()

    def leave(self, then: Callable[[], object]) -> None:
        """Close the open review once it is on disk, and go on."""
        self.cancel()
        page = self.page
        if page is None:
            then()
            return
        desk = page.desk
        if desk.path is None and desk.review.decisions:
            self._refuse_to_leave("这份审核还没有存盘，处理结果会丢失。", then)
            return
        try:
            desk.close()
        except StorageError as error:
            self._refuse_to_leave(str(error), then)
            return
        self.drop()
        then()

    @property
    def front(self) -> QWidget | None:
        """What stands before the start page: the open review, else the list of files it came from."""
        return self.page or self.batch

    def close(self) -> None:
        """The window closes."""
        self.cancel()
        self._drop_batch()

    def _refuse_to_leave(self, problem: str, then: Callable[[], object]) -> None:
        drop: Action = ("放弃没存上的处理", lambda: self._abandon(then))
        self._window.tell("error", problem, (*self.rescue(), drop), _WRITE)

    def _abandon(self, then: Callable[[], object]) -> None:
        if self.page is not None:
            self.page.desk.abandon()
            self.drop()
        then()

    def drop(self) -> None:
        """Take the page of a closed review away."""
        page, self.page, self.examined = self.page, None, None
        if page is None:
            return
        if self.batch is not None:
            for path, kept in self._begun.items():
                if kept == page.desk.path:
                    self.batch.show_reviewed(path, progress_words(page.desk.review))
        page.close_page()
        self._window.pages.removeWidget(page)
        page.deleteLater()
        page.desk.deleteLater()
        self._window.notices.withdraw(_WRITE)
        self._window.actions_.set_has_review(False)
        self._window.show_title()

    def ask_move(self) -> None:
        """Choose another place for the review and go on there."""
        page = self.page
        if page is None:
            return
        proposed = page.desk.path or documents_folder() / f"{page.desk.review.current.file_name}{REVIEW_SUFFIX}"
        chosen, _ = choose_target(self._window.widget, "另存到别处", proposed, _REVIEW_FILTER)
        if not chosen:
            return
        # The dialog has asked about replacing only when the name it saw is the one that is used.
        target, replace = Path(chosen), chosen.endswith(REVIEW_SUFFIX)
        if not replace:
            target = target.with_name(target.name + REVIEW_SUFFIX)
        if target == page.desk.path:
            self._window.tell("info", "就存在这里，不用另存。")
            return
        try:
            page.desk.save_elsewhere(target, replace=replace)
        except (StorageError, OSError) as error:
            self._window.tell("error", plain_words(error, "另存"), self.rescue(), _WRITE)
            return
        self._window.notices.withdraw(_WRITE)
        self._window.settings.remember_report(target, f"{page.desk.review.title} 审核")
        self._window.tell("info", f"已另存到 {target}，以后就存在那里。")

    # -- another submission ------------------------------------------------------------------------

    def ask_newer(self) -> None:
        """Choose the newer version that was sent in."""
        if self.page is None:
            return
        # What is sent in again mostly comes beside what was sent before.
        beside = self.page.desk.path.parent if self.page.desk.path is not None else documents_folder()
        chosen = choose_file(self._window.widget, "选择新的送审稿", str(beside), SOURCE_FILTER)
        if chosen is not None:
            self.examine(chosen, self._submit)

    def _compare(self, kept: Path, path: Path) -> None:
        def go_on() -> None:
            self._open_review(kept, False, False)
            if self.page is not None:
                self.examine(path, self._submit)

        self._window.leave_report(go_on)

    def _submit(self, found: Examined) -> None:
        page = self.page
        if page is None:
            return
        if found.submission.sha256 == page.desk.review.current.sha256:
            self._window.tell("info", "这就是现在审的这一份，内容完全一样。")
            return
        own, other = page.desk.review.current.unit_name, found.submission.unit_name
        self.examined = found
        page.take_document(found.examination.source.document)
        try:
            page.desk.submit(found.submission, found.source)
        except STEP_ERRORS as error:
            self._window.tell("error", str(error))
            return
        if own and other and own != other:
            self._window.tell("warning", f"上次送审的是“{own}”，这一份是“{other}”，请核对是不是同一个单位。")


def _source_of(kept: Path) -> bytes | None:
    """What a review was made of; ``None`` where there is no review that can be read."""
    if not kept.exists():
        return None
    try:
        known = ReviewDesk.open(kept, read_only=True)
    except StorageError:
        return None
    known.abandon()
    return known.source


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
