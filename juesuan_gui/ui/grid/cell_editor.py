"""Owns the line editor inside a cell, in its two modes: typing and F2."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from juesuan_gui.ui.grid.look import Look


class EditMode(Enum):
    """``TYPING`` replaces the cell and arrows leave it; in ``F2`` arrows move the caret."""

    TYPING = "typing"
    F2 = "f2"


class CellLineEdit(QLineEdit):
    """A frameless line edit that fills its cell."""

    def __init__(self, parent: QWidget, look: Look, mode: EditMode, *, right_aligned: bool = True) -> None:
        super().__init__(parent)
        self.mode = mode
        self.setFrame(False)
        self.setFont(look.font)
        vertical = Qt.AlignmentFlag.AlignVCenter
        self.setAlignment((Qt.AlignmentFlag.AlignRight if right_aligned else Qt.AlignmentFlag.AlignLeft) | vertical)
        self.setTextMargins(look.padding // 2, 0, look.padding // 2, 0)
        if right_aligned:
            self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        # The window's style sheet gives line edits a frame and a padding; a cell has its own.
        self.setStyleSheet("border: none; border-radius: 0; padding: 0;")
        # The row below must not shine through, whatever style sheet the window has.
        self.setAutoFillBackground(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def toggle_mode(self) -> None:
        """F2 inside the editor switches what the arrows do."""
        self.mode = EditMode.TYPING if self.mode is EditMode.F2 else EditMode.F2
