"""Owns when Python looks for garbage: not while a report is being opened, nor in what an open one consists of."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """What is made meanwhile is all of use: going through it again and again would make opening a third slower."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def keep_open_report() -> None:
    """All that an open report consists of stays until it is closed.

    Going through it for garbage would stop the hand for a tenth of a second every few hundred key presses.
    """
    gc.freeze()


def let_go_of_report() -> None:
    """A report was closed: what it consisted of is looked at again."""
    gc.unfreeze()
