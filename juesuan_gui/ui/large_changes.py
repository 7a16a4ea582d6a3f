"""Owns a very large step of a report (an import, its undo) under way: made in turns of the event loop, or stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from juesuan_gui.steps import LargeWork, Steps
from juesuan_gui.ui.slices import Slices

#: Between two looks at how far it is.
_SAYING: Final = 40


class LargeChanges(QObject):
    """One step at a time. The report is as it was until ``ended``; then it is made, or was stopped."""

    #: (what is being done: 正在…)
    begun = Signal(str)
    #: (done, total): how many of how many; 0 of 0 while that is not known.
    progressed = Signal(int, int)
    #: (whether it was made)
    ended = Signal(bool)
    #: (what was being made): the report was changed by somebody meanwhile.
    outdated = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: LargeWork | None = None
        self._slices = Slices(self)
        self._saying = QTimer(self)
        self._saying.setInterval(_SAYING)
        self._saying.timeout.connect(self._say)

    @property
    def is_under_way(self) -> bool:
        """Whether a step is being made."""
        return self._work is not None

    def make(self, work: LargeWork, then: Callable[[], object]) -> None:
        """Begin; ``then`` is called when it is made. Another one that is not made yet is given up."""
        self.cancel()
        self._work = work
        self.begun.emit(work.doing)
        self._saying.start()
        self._slices.begin(self._steps(work, then))

    def cancel(self) -> None:
        """Stop; the report is as it was."""
        if self._work is not None:
            self._slices.drop()
            self._end(was_made=False)

    def finish(self) -> None:
        """Make the rest at once."""
        self._slices.finish()

    def _steps(self, work: LargeWork, then: Callable[[], object]) -> Steps[None]:
        # The notice is painted before anything is done.
        yield
        was_made = False
        try:
            was_made = yield from work.steps()
        except Exception:
            self._end(was_made=False)
            raise
        self._end(was_made)
        if was_made:
            then()
        else:
            self.outdated.emit(work.label)

    def _end(self, was_made: bool) -> None:
        self._work = None
        self._saying.stop()
        self.ended.emit(was_made)

    def _say(self) -> None:
        if self._work is not None:
            self.progressed.emit(*self._work.progress)
