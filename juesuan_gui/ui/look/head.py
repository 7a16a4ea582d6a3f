"""Owns the one line over everything: whose report it is, what it is, whether it is kept, and its buttons."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from juesuan_gui.ui.look.pieces import ElidedLabel, heading, kind
from juesuan_gui.ui.look.still import StillLabel


class KeepingLabel(StillLabel):
    """How it stands with the disk; where the file is, as its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def tell(self, words: str, tone: str, path: Path | None) -> None:
        """Show words in a tone."""
        if self.text() != words:
            self.say(words)
            kind(self, tone)
        where = str(path or "")
        if self.toolTip() != where:
            self.setToolTip(where)


class HeadRow(QHBoxLayout):
    """Name, about, what is said at the right, buttons."""

    def __init__(self, said: Iterable[QWidget], buttons: Iterable[QWidget]) -> None:
        super().__init__()
        self.name = heading("", 12)
        self.about = ElidedLabel()
        kind(self.about, "quiet")
        self.setContentsMargins(18, 7, 16, 7)
        self.setSpacing(8)
        self.addWidget(self.name)
        self.addSpacing(12)
        self.addWidget(self.about, 1)
        for widget in said:
            self.addWidget(widget)
            self.addSpacing(8)
        for widget in buttons:
            self.addWidget(widget)
