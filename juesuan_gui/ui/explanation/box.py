"""Owns the box that opens within the text: a question with its answer, or a paragraph in one's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from juesuan_gui.narrative.drafting.wording import Piece
from juesuan_gui.ui.explanation.edit import WordsEdit
from juesuan_gui.ui.look.pieces import button, kind, paragraph

_WIDTH = 620
_MARGIN = 14
_LINE = 22
_LOWEST, _HIGHEST = 3, 14  # lines of the field


@dataclass(frozen=True, slots=True)
class Asking:
    """What the box asks: its title, the words to begin with, last year's words, what is wrong, what may be done.

    ``lines`` is how high the field is at least; ``can_revert``: there are words of the form to go back to.
    """

    title: str
    pieces: tuple[Piece, ...] = ()
    last_year: str = ""
    trouble: str = ""
    hint: str = ""
    lines: int = _LOWEST
    can_revert: bool = False
    can_confirm: bool = False
    has_next: bool = False


class ExplanationBox(QFrame):
    """Shown over the text below the place it is about."""

    #: (pieces, whether to go on to the next gap)
    kept = Signal(object, bool)
    reverted = Signal()
    confirmed = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        kind(self, "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = paragraph()
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        kind(self._trouble, "warning")
        self.edit = WordsEdit()
        self._hint = paragraph("", "quiet")
        self._last = paragraph("", "quiet")
        self.adopt = button("采用上年的写法，再改", self._adopt, "link")
        self.keep = button("写好", lambda: self._keep(False), tip="Ctrl+Enter")
        self.keep_and_next = button("写好，到下一处", lambda: self._keep(True), "accent", "Ctrl+Enter")
        self.confirm = button("核对过了，不用改", self.confirmed.emit)
        self.revert = button("恢复版式的写法", self.reverted.emit)
        self.cancel = button("取消", self.closed.emit, tip="Esc")
        self.edit.kept.connect(lambda: self._keep(self.keep_and_next.isVisibleTo(self)))
        self.edit.given_up.connect(self.closed)
        row = QHBoxLayout()
        for act in (self.keep_and_next, self.keep, self.confirm, self.revert, self.cancel):
            row.addWidget(act)
        row.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 10, _MARGIN, 12)
        column.setSpacing(8)
        for widget in (self._title, self._trouble, self.edit, self._hint, self._last, self.adopt):
            column.addWidget(widget)
        column.addLayout(row)
        self._last_words = ""
        self.hide()

    def ask(self, asking: Asking) -> None:
        """Ask something; the field has the keyboard once the box is shown."""
        self._title.setText(asking.title)
        self.edit.setAccessibleName(asking.title)
        for label, words in ((self._trouble, asking.trouble), (self._hint, asking.hint)):
            label.setText(words)
            label.setVisible(bool(words))
        self._last_words = asking.last_year
        self._last.setText(f"上年写的：{asking.last_year}")
        for widget in (self._last, self.adopt):
            widget.setVisible(bool(asking.last_year))
        self.edit.show_pieces(asking.pieces)
        self.revert.setVisible(asking.can_revert)
        self.confirm.setVisible(asking.can_confirm)
        self.keep_and_next.setVisible(asking.has_next)
        kind(self.keep, "" if asking.has_next else "accent")
        lines = max(asking.lines, min(_HIGHEST, _lines(asking.pieces)))
        self.edit.setFixedHeight(lines * _LINE + 16)

    def place(self, rect: QRect) -> None:
        """Stand below a place of the viewport, above it where there is no room below."""
        viewport = self.parentWidget()
        assert viewport is not None
        area = viewport.rect()
        width = min(_WIDTH, area.width() - 2 * _MARGIN)
        self.setFixedWidth(width)
        self.resize(width, max(self._column.heightForWidth(width), self.minimumSizeHint().height()))
        left = max(_MARGIN, min(rect.left() - _MARGIN, area.width() - width - _MARGIN))
        top = rect.bottom() + 6
        if top + self.height() > area.height() and rect.top() - 6 - self.height() >= 0:
            top = rect.top() - 6 - self.height()
        self.move(left, max(0, min(top, area.height() - self.height())) if top < area.height() else top)

    def _keep(self, go_on: bool) -> None:
        self.kept.emit(self.edit.pieces(), go_on)

    def _adopt(self) -> None:
        self.edit.show_pieces([Piece(self._last_words)])
        self.edit.setFocus()


def _lines(pieces: Iterable[Piece]) -> int:
    text = "".join(piece.text for piece in pieces)
    return sum(len(line) // 40 + 1 for line in text.split("\n")) + 1
