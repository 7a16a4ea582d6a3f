"""Owns the opening of a report on the window's thread: read at once, checked and shown in turns of the event loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from juesuan_gui.steps import Steps
from juesuan_gui.ui.desk import Desk, OpenedReport
from juesuan_gui.ui.slices import Slices
from juesuan_gui.uncollected import uncollected


class ShortOpening(QObject):
    """Opens one report file. Nothing of it stays open after ``cancel``."""

    def __init__(self, path: Path, read_only: bool, take_over: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.path = path
        self.read_only = read_only
        self._take_over = take_over
        self._made: OpenedReport | None = None
        self._slices = Slices(self)

    def start(self, show: Callable[[Desk], object]) -> None:
        """Begin; ``show`` is called with the desk. Raises what ``OpenedReport.read`` raises; then nothing is open."""
        with uncollected():
            self._made = OpenedReport.read(self.path, read_only=self.read_only, take_over=self._take_over)
        self._slices.begin(self._steps(self._made, show))

    def cancel(self) -> None:
        """Stop; the file is let go."""
        self._slices.drop()
        if self._made is not None:
            self._made.let_go()
            self._made = None
        self.deleteLater()

    def _steps(self, made: OpenedReport, show: Callable[[Desk], object]) -> Steps[None]:
        try:
            with uncollected():
                session = made.check()
            yield
            # The window opens with its findings, or the outline would change under the eyes.
            yield from session.audit.result_steps()
        except Exception:
            self.cancel()
            raise
        self._made = None
        with uncollected():
            show(Desk.of(made))
        self.deleteLater()
