"""Owns opening, committing and leaving the editor of a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from juesuan_gui.ui.grid.body import GridBody
from juesuan_gui.ui.grid.cell_editor import CellLineEdit, EditMode
from juesuan_gui.ui.grid.code_editor import CodeLineEdit
from juesuan_gui.ui.grid.code_search import Candidate
from juesuan_gui.ui.grid.look import Look
from juesuan_gui.ui.grid.navigation import Place

_Index = QModelIndex | QPersistentModelIndex


class EditingHost(Protocol):
    """What editing needs of the grid around it."""

    edit_mode: EditMode

    @property
    def look(self) -> Look:
        """Fonts and measures of the grid."""

    def is_insert_line(self, row: int) -> bool:
        """Whether a new code is typed in this line."""

    def search_codes(self, text: str) -> list[Candidate]:
        """Codes that may be inserted."""

    def insert_candidate(self, candidate: Candidate) -> None:
        """Insert the chosen code row."""

    def write(self, place: Place, text: str) -> bool:
        """Write a typed text; ``False`` when it is no figure (the user has been told)."""

    def fill_selection(self, place: Place, text: str) -> bool:
        """Ctrl+Enter: write the text into every selected cell."""

    def leave_by_key(self, event: QKeyEvent) -> None:
        """Move on after a key that ended the editing."""

    def cancel_insert(self) -> None:
        """Leave the line for a new code without inserting."""

    def editor_closed(self) -> None:
        """The editor is gone, whatever became of its text."""


_LEAVING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_LEAVING_SIDEWAYS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})


class GridDelegate(QStyledItemDelegate):
    """One editor at a time; committing is done at once, not queued, so that the next key finds it done."""

    def __init__(self, host: EditingHost, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self.editor: CellLineEdit | None = None
        self._place = QPersistentModelIndex()
        self._original = ""
        self._closing = False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        self._place = QPersistentModelIndex(index)
        self._closing = False
        if self._host.is_insert_line(index.row()):
            editor: CellLineEdit = CodeLineEdit(parent, self._host.look, self._host.search_codes)
            assert isinstance(editor, CodeLineEdit)
            editor.chosen.connect(self._insert)
        else:
            editor = CellLineEdit(parent, self._host.look, self._host.edit_mode)
        self.editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        if editor is self.editor:
            self.editor = None
            self._host.editor_closed()
        # Deleting comes a turn of the event loop later: until then it would be painted over the new figure once more.
        editor.hide()
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, CellLineEdit)
        self._original = "" if isinstance(editor, CodeLineEdit) else index.data(Qt.ItemDataRole.EditRole)
        editor.setText(self._original)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Called by Qt when the focus leaves the editor; keys commit by themselves."""
        if not self._closing and isinstance(editor, CellLineEdit) and not isinstance(editor, CodeLineEdit):
            self._write(editor)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        editor.setGeometry(option.rect.adjusted(2, 2, -3, -3))  # type: ignore[attr-defined]

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(editor, CellLineEdit) and isinstance(event, QKeyEvent):
            return self._key(editor, event)
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Or a window shortcut for Esc or Ctrl+Enter would take the key before the editor sees it.
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
            return False
        return super().eventFilter(editor, event)

    def open(self, view: GridBody, place: Place, mode: EditMode, text: str | None = None) -> bool:
        """Edit a cell, from ``text`` on where something was typed; ``False`` when another editor will not close."""
        if not self.finish():
            return False
        self._host.edit_mode = mode
        view.scroll_to(place)
        view.edit(view.grid.index(*place))
        editor = self.editor
        if editor is None:
            return False
        if text is not None:
            editor.setText(text)
        if mode is EditMode.F2 or text is not None:
            editor.deselect()
            editor.end(False)
        return True

    def finish(self) -> bool:
        """Commit what is being typed; ``False`` when it is no figure and the editor stays open."""
        editor = self.editor
        if editor is None or isinstance(editor, CodeLineEdit):
            return True
        return self._commit(editor, self._write)

    def _key(self, editor: CellLineEdit, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._close(editor)
            if isinstance(editor, CodeLineEdit):
                self._host.cancel_insert()
            return True
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(editor, CodeLineEdit):
            if is_enter or key == Qt.Key.Key_Tab:
                editor.choose_current()
                return True
            return False
        if key == Qt.Key.Key_F2:
            editor.toggle_mode()
            return True
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._commit(editor, self._fill)
            return True
        if is_enter or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or self._leaves(editor, key, event):
            self._commit(editor, self._write, lambda: self._host.leave_by_key(event))
            return True
        return editor.mode is EditMode.F2 and key in _LEAVING

    @staticmethod
    def _leaves(editor: CellLineEdit, key: Qt.Key, event: QKeyEvent) -> bool:
        if editor.mode is EditMode.F2:
            # Up and down have no meaning in one line; swallowing them keeps a slip from leaving the cell.
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        return key in _LEAVING or key in _LEAVING_SIDEWAYS

    def _commit(
        self,
        editor: CellLineEdit,
        write: Callable[[CellLineEdit], bool],
        leave: Callable[[], None] | None = None,
    ) -> bool:
        if not write(editor):
            editor.selectAll()
            return False
        # The grid moves on while the editor still stands: hiding a child and scrolling in one breath
        # makes Qt paint the whole grid. Moving on closes the editor; then there is nothing left to close.
        self._closing = True
        if leave is not None:
            leave()
        if self.editor is editor:
            self._close(editor)
        return True

    def _write(self, editor: CellLineEdit) -> bool:
        if editor.text() == self._original or not self._place.isValid():
            return True
        return self._host.write(Place(self._place.row(), self._place.column()), editor.text())

    def _fill(self, editor: CellLineEdit) -> bool:
        return self._host.fill_selection(Place(self._place.row(), self._place.column()), editor.text())

    def _insert(self, candidate: Candidate) -> None:
        if self.editor is not None:
            self._close(self.editor)
        self._host.insert_candidate(candidate)

    def _close(self, editor: CellLineEdit) -> None:
        self._closing = True
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
