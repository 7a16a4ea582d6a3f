"""Owns the worker process in which files are read, so that a hostile one can take neither memory nor time.

Any stage 1 reader may run in it: a function (path, limits) → plain serialisable result.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.limits import MEBIBYTE, Limits

T = TypeVar("T")
Reader = Callable[[Path, Limits], T]

_STOP_SECONDS = 2.0
_ERROR_OUTPUT = 2
#: Between two questions whether the file is still wanted.
_ASKED_SECONDS = 0.1


class ReadingWorker:
    """One process, started at the first file and kept for the next ones; replaced after it died or was ended.

    Not for use by two threads at once. As a context manager it ends its process on leaving. ``ask`` is called again and
    again while a file is waited for; when it raises, the process is ended and what it raised goes on.
    """

    def __init__(self, ask: Callable[[], object] = lambda: None) -> None:
        self._ask = ask
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._busy = False

    def __enter__(self) -> ReadingWorker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, reader: Reader[T], path: Path, limits: Limits) -> T:
        """What the reader gives for this file. Raises ReadingError, also when it takes too long or dies."""
        return self.begin(reader, path, limits)()

    def begin(self, reader: Reader[T], path: Path, limits: Limits) -> Callable[[], T]:
        """Set the process to work on a file and go on; the call that is returned waits for what `read` gives.

        It reads one file at a time: what was begun and not asked for is dropped when the next file comes.
        """
        if self._busy:
            self._end()
        pipe = self._ready()
        started = time.monotonic()
        self._busy = True
        try:
            pipe.send((reader, path, limits))
        except OSError as error:
            problem = error
            return lambda: self._lost(path, problem)
        return lambda: self._outcome(pipe, path, limits, started)

    def _outcome(self, pipe: Connection, path: Path, limits: Limits, started: float) -> Any:
        if pipe is not self._pipe:
            raise RuntimeError("this file was dropped for the next one")
        try:
            if not self._is_answered(pipe, started + limits.seconds):
                self._end()
                raise ReadingError(
                    path.name,
                    f"读了 {limits.seconds:g} 秒还没有读完，已经停止。",
                    "文件可能异常复杂或已损坏，请用 Office/WPS 打开，只保留需要的内容，另存后再导入。",
                )
            outcome = pipe.recv()
        except (EOFError, OSError) as error:
            self._lost(path, error)
        self._busy = False
        if isinstance(outcome, ReadingError):
            raise outcome
        return outcome[0]

    def _is_answered(self, pipe: Connection, deadline: float) -> bool:
        while not pipe.poll(min(max(deadline - time.monotonic(), 0.0), _ASKED_SECONDS)):
            if time.monotonic() >= deadline:
                return False
            try:
                self._ask()
            except BaseException:
                # Who does not want the file any more does not want the processor for it either.
                self._end()
                raise
        return True

    def _lost(self, path: Path, error: Exception) -> NoReturn:
        self._end()
        raise ReadingError(
            path.name,
            "读取时读取程序意外退出。",
            "文件可能已损坏，请用 Office/WPS 打开并另存一份再导入。",
        ) from error

    def close(self) -> None:
        """End the process; a later read starts a new one."""
        if self._pipe is not None and not self._busy:
            with contextlib.suppress(OSError):
                self._pipe.send(None)
            if self._process is not None:
                self._process.join(_STOP_SECONDS)
        self._end()

    def _ready(self) -> Connection:
        if self._process is not None and self._pipe is not None and self._process.is_alive():
            return self._pipe
        self._end()
        # Never by forking: the window's process has threads, and a fork of it may hang.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), name="juesuan-reading", daemon=True)
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        return ours

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None
        self._busy = False


def serve(pipe: Connection) -> None:
    """The worker's loop: one file after the other until it is told to stop or its owner is gone."""
    _say_nothing()
    with pipe:
        while True:
            try:
                task = pipe.recv()
            except (EOFError, OSError, KeyboardInterrupt):
                return
            if task is None:
                return
            reader, path, limits = task
            pipe.send(_outcome(reader, path, limits))


def _say_nothing() -> None:
    """What the libraries print over a broken file (a stack of their own) is none of the user's business.

    The outcome says what is wrong. Their output goes by the system's number, so Python's own stream is no help.
    """
    with contextlib.suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), _ERROR_OUTPUT)


def _outcome(reader: Reader[object], path: Path, limits: Limits) -> tuple[object] | ReadingError:
    limit_memory(limits.memory_bytes)
    try:
        return (reader(path, limits),)
    except ReadingError as error:
        return ReadingError(error.file_name, error.problem, error.advice)
    except (MemoryError, RecursionError):
        return ReadingError(
            path.name,
            f"需要的内存超过 {limits.memory_bytes // MEBIBYTE} MB，已经停止读取。",
            "请用 Office/WPS 打开，只保留需要的内容，另存后再导入。",
        )
    except Exception as error:
        # A library's surprise over a hostile file must not reach the user as a traceback.
        return ReadingError(
            path.name,
            f"读不出来（{type(error).__name__}）。",
            "文件可能已损坏，请在 Excel/WPS 里打开并另存一份再导入。",
        )


def limit_memory(size: int) -> None:
    """Bound the address space of this process, where the system can (not on Windows)."""
    if sys.platform == "win32":
        return
    resource = importlib.import_module("resource")
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = size if hard == resource.RLIM_INFINITY else min(size, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    except (ValueError, OSError):
        # macOS refuses the limit; the time limit still holds.
        return
