"""Owns the page of a check beside a review, which may be one that no form declares."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from juesuan_gui.paths import MissingDataError, resource
from juesuan_gui.ui.audit.help_panel import calm_headings
from juesuan_gui.ui.look.pieces import button, kind, quiet


def check_page(check: str) -> str:
    """The page of a check as Markdown."""
    # The id comes from a file: it must not lead out of the folder.
    if re.fullmatch(r"[\w-]+", check):
        try:
            return resource("help", f"{check}.md").read_text(encoding="utf-8")
        except (MissingDataError, OSError):
            pass
    return f"# {check}\n\n这条审核没有说明页。"


class ReviewHelp(QWidget):
    """Shows one page; Escape or 返回 goes back to the details."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._page.setAccessibleName("审核依据")
        row = QHBoxLayout()
        row.addWidget(quiet("审核依据"))
        row.addStretch(1)
        row.addWidget(button("返回", self.closed.emit, "plain"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 10, 6)
        column.addLayout(row)
        column.addWidget(self._page, 1)

    def show_check(self, check: str) -> None:
        """Show the page of a check."""
        self._page.setMarkdown(check_page(check))
        calm_headings(self._page.document())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
