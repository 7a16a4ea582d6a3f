"""Owns how long a test waits for what comes at last: two minutes, whatever the machine; only a defect takes that long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from pytestqt.exceptions import TimeoutError as QtBotTimeoutError
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

PATIENCE = 120_000  # milliseconds
#: Between two looks.
_BEAT = 10


class PatientBot(QtBot):
    """A bot whose waits are as long as a slow and busy machine may need; a test names no time of its own."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = PATIENCE) -> None:  # noqa: N802
        """Wait until something is so. It must stay so: on a busy machine nobody looks often."""
        __tracebackhide__ = True
        # Not the clock on the wall, which somebody may set.
        end = time.monotonic() + max(timeout, PATIENCE) / 1000
        while not callback():
            if time.monotonic() > end:
                raise QtBotTimeoutError("what was waited for never came")
            self.wait(_BEAT)

    def waitSignal(self, signal: object, *, timeout: int = PATIENCE, **options: Any) -> SignalBlocker:  # noqa: N802
        """Wait for a signal that is emitted within the block."""
        return super().waitSignal(signal, timeout=max(timeout, PATIENCE), **options)
