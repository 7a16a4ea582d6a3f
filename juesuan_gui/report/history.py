"""Owns undo and redo: the changes made, and those taken back."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan_gui.report.changes import Change
from juesuan_gui.report.report import Report


class History:
    """The changes of one report in order. A new change drops what had been undone."""

    def __init__(self, done: Iterable[Change] = (), undone: Iterable[Change] = ()) -> None:
        self._done = list(done)
        self._undone = list(undone)

    def record(self, change: Change) -> None:
        """Remember a change that was applied; a change without edits is ignored."""
        if change:
            self._done.append(change)
            self._undone.clear()

    def next_undo(self) -> Change | None:
        """The change that would take the last one back, or ``None`` at the beginning."""
        return self._done[-1].inverse() if self._done else None

    def record_undo(self) -> None:
        """Remember that the last change was taken back."""
        self._undone.append(self._done.pop())

    def next_redo(self) -> Change | None:
        """The change that was undone last, or ``None`` when there is none."""
        return self._undone[-1] if self._undone else None

    def record_redo(self) -> None:
        """Remember that the last undone change was done again."""
        self._done.append(self._undone.pop())

    def do(self, report: Report, change: Change) -> None:
        """Apply a change to a bare report and remember it."""
        if change:
            report.apply(change)
            self.record(change)

    def undo(self, report: Report) -> Change | None:
        """Take the last change of a bare report back; returns what was applied to do so."""
        inverse = self.next_undo()
        if inverse is not None:
            report.apply(inverse)
            self.record_undo()
        return inverse

    def redo(self, report: Report) -> Change | None:
        """Do again what was undone last on a bare report; returns it."""
        change = self.next_redo()
        if change is not None:
            report.apply(change)
            self.record_redo()
        return change

    @property
    def done(self) -> tuple[Change, ...]:
        """The changes made, oldest first."""
        return tuple(self._done)

    @property
    def undone(self) -> tuple[Change, ...]:
        """The changes taken back; the last is the next to redo."""
        return tuple(self._undone)

    @property
    def undo_label(self) -> str:
        """What the next undo would take back, "" at the beginning."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What the next redo would do again, "" when there is nothing."""
        return self._undone[-1].label if self._undone else ""

    def __len__(self) -> int:
        return len(self._done)
