"""Owns what happens to faults of the program: a log on this machine, and calm words in the window."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

_logger = logging.getLogger("juesuan_gui.faults")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
FAULT_WORDS = "程序遇到意外情况，刚才这一步可能没有做成；已有数据没有受影响，可以继续使用。详情已记入本机日志。"


class Faults(QObject):
    """Takes over Python's hooks for exceptions that nobody caught, on any thread."""

    happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crash_file: IO[str] | None = None

    def install(self, folder: Path) -> None:
        """From now on faults go to the log in ``folder`` and are told by ``happened``."""
        self._log_to(folder)
        if self._crash_file is not None:
            faulthandler.enable(self._crash_file)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def _log_to(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(folder / "juesuan.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8")
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
            logging.getLogger().addHandler(handler)
            logging.getLogger().setLevel(logging.INFO)
            self._crash_file = (folder / "crash.log").open("a", encoding="utf-8")
        except OSError as error:
            # Without a place for the log the program still works.
            _logger.warning("no log: %s", error)

    def close(self) -> None:
        """Let the crash file go."""
        if self._crash_file is not None:
            self._crash_file.close()
            self._crash_file = None

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _logger.error("nobody caught this", exc_info=(kind, error, trace))
        self.happened.emit(FAULT_WORDS)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.INFO), text)
