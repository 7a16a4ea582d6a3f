"""Owns work without pauses short enough for a window: made on a thread, waited for in turns."""

from __future__ import annotations

from threading import Event, Thread
from typing import Final

from juesuan_gui.steps import Result, Steps

#: Seconds of a turn in which the thread has Python to itself.
_TURN: Final = 0.004


def beside(steps: Steps[Result]) -> Steps[Result]:
    """The same steps, made elsewhere; they must touch nothing that changes. Dropped, the thread ends after its step."""
    results: list[Result] = []
    faults: list[BaseException] = []
    ended, dropped = Event(), Event()

    def make() -> None:
        try:
            while not dropped.is_set():
                next(steps)
        except StopIteration as end:
            results.append(end.value)
        except BaseException as fault:
            faults.append(fault)
        finally:
            ended.set()

    Thread(target=make, name="beside-window", daemon=True).start()
    try:
        while not ended.wait(_TURN):
            yield
    finally:
        dropped.set()
    if faults:
        raise faults[0]
    return results[0]
