"""Owns what the window says while a very large step of its report is made, with a bar and 取消."""

from __future__ import annotations

from PySide6.QtCore import QObject

from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.hands_off import HandsOff
from juesuan_gui.ui.steps_window import StepsWindow

_TOPIC = "large"


class LargeSteps(QObject):
    """Follows the open report of one window."""

    def __init__(self, window: StepsWindow) -> None:
        super().__init__(window.widget)
        self._window = window
        self._hands_off = HandsOff(window.widget, window.notices)
        self._hands_off.stop_wanted.connect(self.cancel)

    def follow(self, desk: Desk) -> None:
        """Hear of its large steps."""
        large = desk.large
        large.begun.connect(self._on_begun)
        large.progressed.connect(self._on_progress)
        large.ended.connect(self._on_ended)
        large.outdated.connect(self._on_outdated)

    def cancel(self) -> None:
        """Stop what is under way; the report is as it was."""
        desk = self._window.desk
        if desk is not None and desk.large.is_under_way:
            desk.large.cancel()
            self._window.tell("info", "已取消，一切和原来一样。")

    def _on_begun(self, doing: str) -> None:
        self._window.tell("info", f"{doing}，好了以后接着填…", (("取消", self.cancel),), _TOPIC)
        self._hands_off.begin()

    def _on_progress(self, done: int, total: int) -> None:
        self._window.notices.show_progress(_TOPIC, done, total)

    def _on_ended(self, _was_made: bool) -> None:
        self._hands_off.end()
        self._window.notices.withdraw(_TOPIC)

    def _on_outdated(self, label: str) -> None:
        self._window.tell("warning", f"报告在这期间有了别的改动，“{label}”没有做完。请再做一次。")
