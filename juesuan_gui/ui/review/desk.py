"""Owns the open review on its way between window and review file: decisions, sign-off, newer versions, keeping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from juesuan_gui.review import Decision, DecisionError, Judged, Review, Submission, Verdict, decide, sign
from juesuan_gui.storage import NotWritableError, ReviewFile, ReviewListeners, StorageError


def this_moment() -> str:
    """Now, with the offset from UTC, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


class ReviewDesk(QObject):
    """One open review. The page talks to it and hears from it; the review itself is a value."""

    #: A decision or the signature changed.
    changed = Signal()
    #: Another version of the report was sent in.
    submitted = Signal()
    keeping_changed = Signal()
    write_failed = Signal(str)
    _saved = Signal()
    _failed = Signal(object)

    def __init__(self, review: Review, source: bytes) -> None:
        super().__init__()
        self.review = review
        self.source = source
        self._file: ReviewFile | None = None
        self.saved_at = datetime.now()
        self._undo: list[tuple[Decision, ...]] = []
        # From the writer thread by way of the event loop.
        self._saved.connect(self._on_saved)
        self._failed.connect(self._on_failed)

    @staticmethod
    def create(path: Path, review: Review, source: bytes) -> ReviewDesk:
        """A new review in a new file. Raises StorageError."""
        desk = ReviewDesk(review, source)
        desk._file = ReviewFile.create(path, review, [source], desk._listeners())
        return desk

    @staticmethod
    def open(path: Path, *, read_only: bool = False, take_over: bool = False) -> ReviewDesk:
        """The review in a file. Raises StorageError."""
        bridge: list[ReviewDesk] = []
        listeners = ReviewListeners(
            lambda _pending: bridge[0]._saved.emit() if bridge else None,
            lambda problem: bridge[0]._failed.emit(problem) if bridge else None,
        )
        opened = ReviewFile.open(path, listeners, read_only=read_only, take_over=take_over)
        desk = ReviewDesk(opened.review, opened.source)
        desk._file = opened.file
        bridge.append(desk)
        return desk

    @staticmethod
    def loose(review: Review, source: bytes) -> ReviewDesk:
        """A review that no file keeps, where none could be made; decisions wait for another place."""
        return ReviewDesk(review, source)

    def _listeners(self) -> ReviewListeners:
        return ReviewListeners(lambda _pending: self._saved.emit(), self._failed.emit)

    # -- what it is --------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """Where it is kept."""
        return self._file.path if self._file else None

    @property
    def is_read_only(self) -> bool:
        """Whether decisions cannot be kept in this file."""
        return self._file is not None and self._file.read_only

    @property
    def can_decide(self) -> bool:
        """Whether decisions may be made now."""
        return not (self.review.is_signed or self.is_read_only)

    @property
    def pending(self) -> int:
        """How many writes are not yet on disk."""
        return self._file.pending if self._file else 0

    @property
    def failure(self) -> StorageError | None:
        """Why writing has stopped."""
        return self._file.failure if self._file else None

    @property
    def keeping(self) -> tuple[str, str]:
        """How it stands with the disk, in words, and their tone."""
        if self._file is None:
            return "没有存盘", "error"
        if self.failure is not None:
            return "没有存上", "error"
        if self.pending:
            return "正在保存…", "quiet"
        return ("只读", "warning") if self.is_read_only else (f"已保存 {self.saved_at:%H:%M}", "quiet")

    def judged(self) -> list[Judged]:
        """Every finding with what was decided on it."""
        return list(self.review.judged())

    # -- deciding ----------------------------------------------------------------------------------

    def decide(self, keys: Sequence[str], verdict: Verdict, reason: str = "") -> None:
        """Decide on findings alike: one step. Raises DecisionError or StorageError, and then nothing has changed."""
        now, place = this_moment(), len(self.review.submissions)
        found = [self.review.current.content.finding(key) for key in keys]
        made = [decide(item.key, verdict, reason, item.fingerprint, place, now) for item in found if item is not None]
        latest = self.review.latest()
        self._do(made)
        # What stood before, to be decided again on undo: the log only grows.
        before = [latest.get(item.key) or Decision(item.key, Verdict.PENDING, "", now, "", place) for item in made]
        self._undo.append(tuple(before))

    def undo(self) -> str:
        """Take the last step back; says what was done, "" when there is nothing. Raises DecisionError."""
        if not self._undo:
            return ""
        before = self._undo[-1]
        self._do(before)
        self._undo.pop()
        return f"已撤销对 {len(before)} 条的处理" if len(before) > 1 else "已撤销上一步处理"

    def _do(self, decisions: Sequence[Decision]) -> None:
        review = self.review
        for decision in decisions:
            review = review.with_decision(decision)
        if self._file is not None:
            self._file.add_decisions(decisions)
        self._become(review)

    def _become(self, review: Review) -> None:
        self.review = review
        self.changed.emit()
        self.keeping_changed.emit()

    def sign(self, name: str, date: str, remark: str) -> None:
        """Sign. Raises DecisionError or StorageError."""
        sign_off = sign(name, date, remark, this_moment())
        review = self.review.signed(sign_off)
        if self._file is not None:
            self._file.set_sign_off(sign_off)
        self._become(review)

    def withdraw(self) -> None:
        """Take the signature back. Raises StorageError."""
        if self._file is not None:
            self._file.set_sign_off(None)
        self._become(self.review.withdrawn())

    def submit(self, submission: Submission, source: bytes) -> None:
        """A newer version of the report was sent in. Raises DecisionError or StorageError."""
        review = self.review.with_submission(submission)
        if self._file is not None:
            self._file.add_submission(len(review.submissions), submission, source)
        self.source = source
        self._undo.clear()
        self._become(review)
        self.submitted.emit()

    # -- keeping -----------------------------------------------------------------------------------

    def _on_saved(self) -> None:
        self.saved_at = datetime.now()
        self.keeping_changed.emit()

    def _on_failed(self, problem: object) -> None:
        self.keeping_changed.emit()
        self.write_failed.emit(str(problem))

    def retry(self) -> None:
        """Try again to write."""
        if self._file is not None:
            self._file.retry()
            self.keeping_changed.emit()

    def save_elsewhere(self, path: Path, *, replace: bool) -> None:
        """Go on in another file that says everything. Raises StorageError; then nothing has changed."""
        sources = self._file.sources() if self._file is not None else [self.source]
        if len(sources) < len(self.review.submissions):
            # The newest was not written before writing stopped.
            sources.append(self.source)
        if len(sources) != len(self.review.submissions):
            raise NotWritableError("前几次送审的原文没有存上，不能另存。请先腾出空间后重试。")
        file = ReviewFile.create(path, self.review, sources, self._listeners(), replace=replace)
        old, self._file = self._file, file
        if old is not None:
            old.abandon()
        self.saved_at = datetime.now()
        self.keeping_changed.emit()

    def close(self) -> None:
        """Wait for the disk and let the file go. Raises StorageError and stays open when that fails."""
        if self._file is not None:
            self._file.close()

    def abandon(self) -> None:
        """Let the file go at once."""
        if self._file is not None:
            self._file.abandon()


#: For those who catch what a step on the desk may raise.
STEP_ERRORS: tuple[type[Exception], ...] = (DecisionError, StorageError)
Step = Callable[[], object]
