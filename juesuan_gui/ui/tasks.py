"""Owns work beside the window: one function on its own thread, with progress, result and failure as signals."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.storage import StorageError

Progress = Callable[[str, int, int], None]
Work = Callable[[Progress], object]
_logger = logging.getLogger(__name__)


def plain_words(error: BaseException, doing: str) -> str:
    """What went wrong as a sentence for the user; our own errors are such sentences already."""
    if _is_own(error):
        return str(error)
    if isinstance(error, PermissionError):
        return f"{doing}没有成功：没有写入权限，或文件正被别的程序打开。请关闭该文件，或换一个文件夹。"
    if isinstance(error, OSError):
        return f"{doing}没有成功：文件或文件夹不能读写（{error.strerror or '磁盘出错'}）。请换一个位置再试。"
    if isinstance(error, MemoryError):
        return f"{doing}没有成功：内存不足。请关闭别的程序后再试。"
    return f"{doing}没有成功：程序遇到意外情况，已记入日志。您的数据没有受影响，可以再试一次。"


def _is_own(error: BaseException) -> bool:
    # Reading brings several libraries along, which would hold up the start of the window.
    from juesuan_gui.reading.errors import ReadingError

    return isinstance(error, (StorageError, PublishingError, ReadingError))


class Courier(QObject):
    """Carries news from a thread to the window's own.

    What a thread emits from must not be deleted meanwhile, and a window that closes deletes what belongs to it at any
    moment. The courier belongs to the application and goes by the event loop when its thread has told everything.
    """

    #: (name of the receiver's signal, its arguments)
    carried = Signal(str, object)

    def __init__(self, receiver: Callable[[str, object], None]) -> None:
        super().__init__(QCoreApplication.instance())
        self.carried.connect(receiver)

    def tell(self, signal: str, *news: object) -> None:
        """From the thread: the receiver's signal is to be emitted."""
        self.carried.emit(signal, news)

    def leave(self) -> None:
        """From the thread, at its end."""
        self.deleteLater()


class Task(QObject):
    """Runs ``work`` once. Every signal is emitted on the thread that the task was made on."""

    progressed = Signal(str, int, int)
    #: What the work itself told by ``tell``.
    told = Signal(object)
    finished = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, doing: str, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doing = doing
        self._work = work
        #: From the start on; a task that never begins has nothing to tell.
        self._courier: Courier
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="window-task", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._courier = Courier(self._on_news)
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to stop; it ends at its next progress report, silently."""
        self._cancelled.set()

    def wait(self) -> None:
        """Wait until it has ended."""
        if self._thread.is_alive():
            self._thread.join()

    @property
    def is_running(self) -> bool:
        """Whether it still works."""
        return self._thread.is_alive()

    def tell(self, news: object) -> None:
        """From the work: something besides its progress and its result."""
        self._courier.tell("told", news)

    def _run(self) -> None:
        courier = self._courier
        try:
            result = self._work(self._report)
        except _Cancelled:
            pass
        except Exception as error:
            if not _is_own(error) and not isinstance(error, OSError):
                _logger.error("%s failed", self._doing, exc_info=error)
            if not self._cancelled.is_set():
                courier.tell("failed", plain_words(error, self._doing))
        else:
            if not self._cancelled.is_set():
                courier.tell("finished", result)
        courier.tell("ended")
        courier.leave()

    def _report(self, step: str, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise _Cancelled
        self._courier.tell("progressed", step, done, total)

    def _on_news(self, signal: str, news: object) -> None:
        # What was on its way when it was cancelled is not wanted any more.
        if isinstance(news, tuple) and (signal == "ended" or not self._cancelled.is_set()):
            getattr(self, signal).emit(*news)


class _Cancelled(BaseException):
    """Ends a task at its own wish; not an Exception, so that no work swallows it."""
