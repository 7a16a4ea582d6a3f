"""Owns the field for own words: figures are marked places that follow their cells; pasting leaves the mess behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from juesuan_gui.narrative.drafting.wording import Piece
from juesuan_gui.ui.look.theme import colors

_EXPRESSION = QTextCharFormat.Property.UserProperty + 1
_PRINTED = QTextCharFormat.Property.UserProperty + 2
_PLAIN_FORMATS = ("text/rtf", "application/rtf", "text/richtext")


class WordsEdit(QTextEdit):
    """Plain words with live places. Ctrl+Enter keeps, Esc gives up; both are told to whoever owns the field."""

    kept = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)

    # -- pieces ------------------------------------------------------------------------------------

    def show_pieces(self, pieces: Iterable[Piece]) -> None:
        """Begin with these words."""
        self.clear()
        cursor = self.textCursor()
        for piece in pieces:
            cursor.insertText(piece.text, self._place(piece) if piece.expression else self._plain())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)
        self.document().clearUndoRedoStacks()

    def pieces(self) -> tuple[Piece, ...]:
        """The words as they stand; a place whose words were touched is plain words now."""
        return tuple(self._pieces())

    def _pieces(self) -> Iterator[Piece]:
        block = self.document().begin()
        while block.isValid():
            if block != self.document().begin():
                yield Piece("\n")
            parts = block.begin()
            while not parts.atEnd():
                fragment = parts.fragment()
                form = fragment.charFormat()
                expression, printed = form.stringProperty(_EXPRESSION), form.stringProperty(_PRINTED)
                text = fragment.text().replace("\u2028", "\n")
                yield Piece(text, expression) if expression and text == printed else Piece(text)
                parts += 1
            block = block.next()

    def _plain(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(colors(self).text)
        return form

    def _place(self, piece: Piece) -> QTextCharFormat:
        roles = colors(self)
        form = QTextCharFormat()
        form.setForeground(roles.accent)
        form.setBackground(roles.selection)
        form.setToolTip("这个数跟着表走；改动它就成了手写的数" if piece.text[:1] != "【" else "还没有填")
        form.setProperty(_EXPRESSION, piece.expression)
        form.setProperty(_PRINTED, piece.text)
        return form

    # -- typing ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter keeps; letters typed beside a place do not become part of it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.kept.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        self._leave_place()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese comes through the input method."""
        self._leave_place()
        super().inputMethodEvent(event)

    def _leave_place(self) -> None:
        if not self.textCursor().hasSelection() and self.currentCharFormat().hasProperty(_EXPRESSION):
            self.setCurrentCharFormat(self._plain())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words in any shape."""
        return source.hasText() or source.hasHtml() or any(map(source.hasFormat, _PLAIN_FORMATS))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words, lists and tables without fonts and colours."""
        # Only who pastes waits for the libraries of reading.
        from juesuan_gui.reading.pasted_text import pasted_lines

        rtf = next((bytes(source.data(name).data()) for name in _PLAIN_FORMATS if source.hasFormat(name)), b"")
        words = pasted_lines(source.html() if source.hasHtml() else "", rtf.decode("latin-1"), source.text())
        self.textCursor().insertText(words, self._plain())
