"""Owns the one thread that writes: jobs in order, and nothing dropped when the disk refuses."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from juesuan_gui.storage.errors import StorageError

_logger = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Job:
    run: Callable[[], Any]
    future: Future[Any]
    is_write: bool


class Writer:
    """Runs jobs one after the other on its own thread.

    A write that fails stays at the head of the queue, and everything behind it waits, until ``retry`` or an
    urgent job (saving elsewhere) lifts the failure. Other jobs report their failure to their caller only.
    """

    def __init__(
        self,
        explain: Callable[[Exception], StorageError],
        on_saved: Callable[[int], None],
        on_failed: Callable[[StorageError], None],
    ) -> None:
        self._explain = explain
        self._on_saved = on_saved
        self._on_failed = on_failed
        self._queue: deque[_Job] = deque()
        self._urgent: deque[_Job] = deque()
        self._pending = 0
        self._failure: StorageError | None = None
        self._stopping = False
        self._changed = threading.Condition()
        # A daemon, because a program that forgot to close must still be able to end.
        self._thread = threading.Thread(target=self._work, name="report-writer", daemon=True)
        self._thread.start()

    @property
    def pending(self) -> int:
        """How many writes are not yet on disk."""
        return self._pending

    @property
    def failure(self) -> StorageError | None:
        """Why writing has stopped; ``None`` while it goes on."""
        return self._failure

    @property
    def stopped(self) -> bool:
        """Whether the writer was told to end."""
        return self._stopping

    def write(self, run: Callable[[], None]) -> Future[None]:
        """Queue a write. Its future is done when it is on disk; a failure leaves it waiting."""
        return self._add(self._queue, run, is_write=True)

    def ask(self, run: Callable[[], _T]) -> Future[_T]:
        """Queue a job that belongs after all earlier writes but may fail by itself."""
        return self._add(self._queue, run)

    def urgent(self, run: Callable[[], _T]) -> Future[_T]:
        """Run a job next, also while writing has stopped."""
        return self._add(self._urgent, run)

    def _add(self, queue: deque[_Job], run: Callable[[], Any], is_write: bool = False) -> Future[Any]:
        future: Future[Any] = Future()
        # From now on nobody can cancel it: an edit is on the screen already.
        future.set_running_or_notify_cancel()
        with self._changed:
            if self._stopping:
                raise RuntimeError("the report file is closed")
            queue.append(_Job(run, future, is_write))
            self._pending += is_write
            self._changed.notify_all()
        return future

    def resume(self) -> None:
        """Lift the failure; the queue goes on from its head."""
        with self._changed:
            self._failure = None
            self._changed.notify_all()

    def wait(self) -> None:
        """Wait until nothing is queued; raises the failure when writing has stopped."""
        with self._changed:
            self._changed.wait_for(lambda: self._failure is not None or not (self._queue or self._urgent))
            if self._failure is not None:
                raise self._failure

    def stop(self) -> int:
        """End the thread after the job it is at; returns how many writes were given up."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join()
        for queue in (self._queue, self._urgent):
            while queue:
                queue.popleft().future.set_exception(StorageError("报告已关闭，这一步没有存盘。"))
        return self._pending

    def _next(self) -> tuple[_Job, deque[_Job]] | None:
        with self._changed:
            while True:
                if self._stopping:
                    return None
                if self._urgent:
                    return self._urgent[0], self._urgent
                if self._queue and self._failure is None:
                    return self._queue[0], self._queue
                self._changed.wait()

    def _work(self) -> None:
        while (found := self._next()) is not None:
            job, queue = found
            try:
                result = job.run()
            except Exception as error:
                problem = self._explain(error)
                if not isinstance(error, StorageError):
                    _logger.info("a job of the report file failed", exc_info=error)
                if job.is_write:
                    self._stop_at(problem)
                else:
                    self._leave(queue)
                    job.future.set_exception(problem)
            else:
                self._leave(queue)
                job.future.set_result(result)
                if job.is_write:
                    self._tell(self._on_saved, self.pending)

    def _leave(self, queue: deque[_Job]) -> None:
        with self._changed:
            self._pending -= queue.popleft().is_write
            self._changed.notify_all()

    def _stop_at(self, problem: StorageError) -> None:
        with self._changed:
            self._failure = problem
            self._changed.notify_all()
        self._tell(self._on_failed, problem)

    def _tell(self, listener: Callable[[_T], None], news: _T) -> None:
        try:
            listener(news)
        except Exception:
            # A broken window must not keep the next change from the disk.
            _logger.exception("a listener of the report file failed")
