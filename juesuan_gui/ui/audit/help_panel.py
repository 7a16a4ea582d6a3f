"""Owns the page of a check: what it checks, why, and an example, from resources/help."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from juesuan_gui.forms import Check, Form
from juesuan_gui.paths import MissingDataError, resource
from juesuan_gui.ui.look.pieces import button, kind, quiet
from juesuan_gui.ui.look.theme import interface_font

_QUOTED = 8  # pixels


def help_text(form: Form, check_id: str) -> str:
    """The page of a check as Markdown; what the form itself says where there is no page."""
    check = form.checks.get(check_id)
    # The id comes from a report file: it must not lead out of the folder.
    if re.fullmatch(r"[\w-]+", check_id):
        try:
            return resource("help", f"{check_id}.md").read_text(encoding="utf-8")
        except (MissingDataError, OSError):
            pass
    return _own_words(check) if check is not None else "这条审核没有说明页。"


def _own_words(check: Check) -> str:
    rules = "\n".join(f"- `{rule.text}`" for rule in check.rules if rule.text)
    return f"# {check.id} {check.title}\n\n级别：{check.level.label}\n\n依据：{check.basis}\n\n{rules}"


def calm_headings(document: QTextDocument) -> None:
    """Qt's Markdown headings and quotations are sized for a page; beside the table they would shout."""
    base = interface_font().pointSizeF()
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if block.blockFormat().hasProperty(QTextFormat.Property.BlockQuoteLevel):
            # A quotation keeps as much of the narrow panel as the words around it.
            shape = block.blockFormat()
            shape.setLeftMargin(_QUOTED)
            shape.setRightMargin(0)
            QTextCursor(block).setBlockFormat(shape)
        if level:
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            shape.setTopMargin(4 if level == 1 else 14)
            shape.setBottomMargin(6 if level == 1 else 3)
            cursor.setBlockFormat(shape)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = QTextCharFormat()
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            letters.setFontPointSize(base + (2.5 if level == 1 else 0.5))
            cursor.mergeCharFormat(letters)
        block = block.next()


class HelpPanel(QWidget):
    """Shows one page and closes back to the trace."""

    closed = Signal()

    def __init__(
        self, form: Form, parent: QWidget | None = None, *, title: str = "审核依据", back: str = "返回追踪"
    ) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._form = form
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(14)
        self.page.document().setIndentWidth(18)
        self.page.setAccessibleName(title)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 12, 0)
        head.addWidget(quiet(title))
        head.addStretch(1)
        head.addWidget(button(back, self.closed.emit, "plain", "Esc"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.page)

    def show_check(self, check_id: str) -> None:
        """Show the page of a check."""
        self.page.setMarkdown(help_text(self._form, check_id))
        calm_headings(self.page.document())
