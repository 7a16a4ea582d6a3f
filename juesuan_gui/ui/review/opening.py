"""Owns the way of a published file into a review: read and examined beside the window, with progress and cancel."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from juesuan_gui.forms import CodeCatalogue, Form, FormError, FormShelf
from juesuan_gui.paths import data_folder, form_folders, own_forms
from juesuan_gui.review import Submission
from juesuan_gui.session import catalogue
from juesuan_gui.storage import REVIEW_SUFFIX, StorageError
from juesuan_gui.ui.review.cover import unit_on_cover
from juesuan_gui.ui.review.desk import this_moment
from juesuan_gui.ui.tasks import Progress, Task, plain_words

if TYPE_CHECKING:
    from juesuan_gui.examination import Examination
    from juesuan_gui.reading import ReadingWorker
    from juesuan_gui.reading.source import Source

_Result = TypeVar("_Result")

SOURCE_SUFFIXES = (".pdf", ".docx", ".xlsx", ".xls", ".xlsm", ".et", ".txt", ".md", ".html", ".htm")
SOURCE_FILTER = (
    f"待审报告和审核文件 ({' '.join(f'*{suffix}' for suffix in SOURCE_SUFFIXES)} *{REVIEW_SUFFIX});;所有文件 (*)"
)


def is_published(path: Path) -> bool:
    """Whether a file may be a published report, by its name; what it is decides its content."""
    return path.suffix.lower() in SOURCE_SUFFIXES


def review_path(source: Path) -> Path:
    """Where the review of a file is kept: beside it, under its name."""
    return source.with_name(f"{source.name}{REVIEW_SUFFIX}")


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was read and examined."""

    path: Path
    source: bytes
    submission: Submission
    examination: Examination


@dataclass(frozen=True, slots=True)
class Failed:
    """A file of a batch that could not be read, and why."""

    path: Path
    problem: str


def examine_file(path: Path, progress: Progress, worker: ReadingWorker | None = None) -> Examined:
    """Read and examine one file. Raises ReadingError, OSError or another error in Chinese words."""
    # Reading and checking bring large libraries along; who drafts a report never waits for them.
    from juesuan_gui.contract import examination_json
    from juesuan_gui.examination import examine
    from juesuan_gui.reading import ReadingWorker
    from juesuan_gui.reading.intake import read_source

    started = time.perf_counter()
    progress(f"正在读取“{path.name}”", 0, 3)
    if worker is None:
        with ReadingWorker(lambda: progress(f"正在读取“{path.name}”", 0, 3)) as own:
            read = read_source(path, own)
    else:
        read = read_source(path, worker)
    content = path.read_bytes()
    progress(f"正在审核“{path.name}”", 1, 3)
    examined = with_forms(lambda shelf: examine(read, shelf, _codes))
    progress(f"正在整理“{path.name}”的结果", 2, 3)
    said = examination_json(examined, path.name, time.perf_counter() - started, with_held=False)
    text = json.dumps(said, ensure_ascii=False)
    unit_name = examined.unit_name or unit_on_cover(read.document)
    submission = Submission.of(path.name, content, text, unit_name, examined.year, this_moment())
    return Examined(path, content, submission, examined)


def with_forms(act: Callable[[FormShelf], _Result]) -> _Result:
    """What comes of the forms at hand, the bundled ones and one's own."""
    try:
        return act(_shelf(_state_of_own_forms()))
    except FormError:
        # A form of one's own that is being written must not keep reports from being examined.
        return act(_shelf(None))


@lru_cache(maxsize=2)
def _shelf(own: int | None) -> FormShelf:
    """Every form, read once; with one's own ones as they were at ``own``, or the bundled ones alone."""
    return FormShelf.in_folders(form_folders() if own is not None else [data_folder("templates")])


def _state_of_own_forms() -> int:
    """A number that changes when a form of one's own does."""
    try:
        return max((path.stat().st_mtime_ns for path in own_forms().rglob("*.toml")), default=0)
    except OSError:
        return 0


def _codes(form: Form) -> CodeCatalogue:
    return catalogue("function", form)


class ReviewOpening(QObject):
    """Examines one file on a thread of its own."""

    #: (what is being done, Chinese)
    progressed = Signal(str)
    #: (Examined)
    ready = Signal(object)
    failed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._cancelled = False
        self._task = Task("打开待审报告", lambda progress: examine_file(path, progress), self)
        self._task.progressed.connect(self._on_progress)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_failed)
        self._task.ended.connect(self.deleteLater)

    def start(self) -> None:
        """Begin."""
        self._task.start()

    def cancel(self) -> None:
        """Stop at the next step, silently."""
        self._cancelled = True
        self._task.cancel()

    def _on_progress(self, words: str, _done: int, _total: int) -> None:
        if not self._cancelled:
            self.progressed.emit(words)

    def _on_finished(self, found: object) -> None:
        if not self._cancelled:
            self.ready.emit(found)

    def _on_failed(self, problem: str) -> None:
        if not self._cancelled:
            self.failed.emit(problem)


class BatchReview(QObject):
    """Examines many files one after the other on a thread; one bad file does not stop the others."""

    #: (number of the file, what is being done)
    progressed = Signal(int, str)
    #: (number of the file, Examined or Failed)
    examined = Signal(int, object)
    ended = Signal()

    def __init__(self, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = tuple(paths)
        self._task = Task("审核多个文件", self._work, self)
        self._task.told.connect(self._on_told)
        self._task.ended.connect(self.ended)

    def start(self) -> None:
        """Begin."""
        self._task.start()

    def cancel(self) -> None:
        """Stop after the step at hand; what was examined stays."""
        self._task.cancel()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._task.wait()

    def _work(self, progress: Progress) -> object:
        from juesuan_gui.reading import ReadingWorker

        with ReadingWorker(lambda: progress("", 0, 0)) as worker:
            for number, path in enumerate(self._paths):

                def step(words: str, done: int, total: int, number: int = number) -> None:
                    progress(words, done, total)
                    self._task.tell((number, words))

                outcome = _examined_or_not(path, step, worker)
                # Who has stopped the batch wants nothing more of it.
                progress("", 0, 0)
                self._task.tell((number, outcome))
        return None

    def _on_told(self, news: tuple[int, object]) -> None:
        number, told = news
        signal = self.progressed if isinstance(told, str) else self.examined
        signal.emit(number, told)


def _examined_or_not(path: Path, progress: Progress, worker: ReadingWorker) -> Examined | Failed:
    try:
        return examine_file(path, progress, worker)
    except Exception as error:
        if not isinstance(error, (StorageError, FormError, OSError)):
            _log_fault(error)
        return Failed(path, plain_words(error, "审核"))


def _log_fault(error: Exception) -> None:
    import logging

    from juesuan_gui.reading import ReadingError

    if not isinstance(error, ReadingError):
        logging.getLogger(__name__).error("examining failed", exc_info=error)


def read_copy(file_name: str, content: bytes, progress: Progress) -> Source:
    """Read the bytes that a review keeps, under the name they were sent in."""
    from juesuan_gui.reading import ReadingWorker
    from juesuan_gui.reading.intake import read_source

    progress("正在读取送审文件", 0, 1)
    with (
        tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True) as folder,
        ReadingWorker(lambda: progress("正在读取送审文件", 0, 1)) as worker,
    ):
        path = Path(folder) / Path(file_name).name
        path.write_bytes(content)
        return read_source(path, worker)
