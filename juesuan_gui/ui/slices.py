"""Owns work on the window's thread that must not hold up a hand: a little of it whenever the event loop is idle."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from juesuan_gui.steps import Steps, completed

#: Milliseconds of work before keys, mouse and painting have their turn.
_SLICE = 6


class Slices(QObject):
    """Makes one piece of work at a time. The report may change between two slices: then the work is dropped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Steps[None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work)

    @property
    def is_working(self) -> bool:
        """Whether something is begun and not done."""
        return self._steps is not None

    def begin(self, steps: Steps[None]) -> None:
        """Do this from now on, instead of what is not done yet."""
        self._steps = steps
        self._timer.start(0)

    def drop(self) -> None:
        """Do no more of it."""
        self._steps = None
        self._timer.stop()

    def finish(self) -> None:
        """Do the rest at once."""
        steps = self._steps
        self.drop()
        if steps is not None:
            completed(steps)

    def _work(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        steps = self._steps
        # What is done may change the report's parts, and a listener may begin or drop work.
        while steps is not None and steps is self._steps:
            try:
                next(steps)
            except StopIteration:
                if steps is self._steps:
                    self.drop()
                return
            except BaseException:
                self.drop()
                raise
            if clock.hasExpired(_SLICE):
                return
        if self._steps is None:
            self._timer.stop()
