"""Owns the examining of one file for a window: one at a time, said as it goes on, cancelled at a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from juesuan_gui.ui.notices import Action
from juesuan_gui.ui.review.opening import Examined, ReviewOpening
from juesuan_gui.ui.steps_window import StepsWindow


class ReviewExamining(QObject):
    """Examines a file while the window goes on; what it says stands under ``topic`` among the notices."""

    def __init__(self, window: StepsWindow, topic: str, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._topic = topic
        self._opening: ReviewOpening | None = None

    def examine(self, path: Path, then: Callable[[Examined], object]) -> None:
        """Examine a file beside the window, with progress and cancel, and go on with what was found."""
        self.cancel()
        window = self._window
        opening = ReviewOpening(path, self)
        self._opening = opening
        cancel: tuple[Action, ...] = (("取消", self.cancel),)
        opening.progressed.connect(lambda words: self._tell(opening, f"{words}…", cancel))
        opening.ready.connect(lambda found: self._on_ready(opening, found, then))
        opening.failed.connect(lambda problem: self._on_failed(opening, problem))
        window.tell("info", f"正在打开“{path.name}”…", cancel, self._topic)
        opening.start()

    def _tell(self, opening: ReviewOpening, words: str, actions: tuple[Action, ...]) -> None:
        if self._opening is opening:
            self._window.tell("info", words, actions, self._topic)

    def _on_failed(self, opening: ReviewOpening, problem: str) -> None:
        if self._opening is opening:
            self._opening = None
            self._window.tell("error", problem, (), self._topic)

    def _on_ready(self, opening: ReviewOpening, found: object, then: Callable[[Examined], object]) -> None:
        if self._opening is opening and isinstance(found, Examined):
            self._opening = None
            self._window.notices.withdraw(self._topic)
            then(found)

    def cancel(self) -> None:
        """Stop examining, if a file is being examined."""
        opening, self._opening = self._opening, None
        if opening is not None:
            opening.cancel()
            self._window.notices.withdraw(self._topic)
