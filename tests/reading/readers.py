"""Readers that misbehave, at module level so that the worker process can import them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from juesuan_gui.reading import Limits

#: Seconds; longer than any machine takes for the rest of a test.
LONG = 3600.0
Reader = Callable[[Path, Limits], object]


def process_id(path: Path, limits: Limits) -> int:
    return os.getpid()


def sleep_long(path: Path, limits: Limits) -> None:
    time.sleep(LONG)


def die(path: Path, limits: Limits) -> None:
    os._exit(7)


def fail(path: Path, limits: Limits) -> float:
    return 1 / len(path.name[:0])


def grumble(path: Path, limits: Limits) -> int:
    """Prints as a library does that knows nothing of Python's streams."""
    return os.write(2, b"panicked at slice.rs\n")


def take_memory(path: Path, limits: Limits) -> int:
    return len(bytearray(2 << 30))
