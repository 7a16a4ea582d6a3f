"""Owns the hands that work a whole window: keys go where the focus is, the mouse to what is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from juesuan_gui.relations import Address
from juesuan_gui.ui.grid.editor import TableEditor
from juesuan_gui.ui.grid.navigation import Place
from juesuan_gui.ui.tables.rows_view import LineList
from juesuan_gui.ui.window import MainWindow
from juesuan_gui.ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
_MOST_TABS = 80


class WindowHands:
    """Types, clicks, copies and drops in one window, and looks at what it shows; calls none of its slots."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    # -- keys --------------------------------------------------------------------------------------

    def focus(self) -> QWidget:
        """Where a key arrives: an open list or menu, else the widget of the window that has the keyboard."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return self.window.focusWidget() or self.window

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        """Press a key where the focus is."""
        for _ in range(times):
            self.qtbot.keyClick(self.focus(), key, modifiers)

    def ctrl(self, key: Qt.Key) -> None:
        """Press a key with Ctrl."""
        self.key(key, CTRL)

    def type(self, text: str) -> None:
        """Type letter by letter; Chinese comes through the input method."""
        for letter in text:
            if letter.isascii():
                self.qtbot.keyClicks(self.focus(), letter)
                continue
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(self.focus(), event)

    def retype(self, text: str) -> None:
        """Replace what stands in the field that has the keyboard."""
        self.ctrl(Qt.Key.Key_A)
        self.type(text)

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until a widget has the keyboard."""
        for _ in range(_MOST_TABS):
            if self.focus() is wanted:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {wanted.accessibleName() or wanted.objectName() or wanted}")

    def choose(self, box: QComboBox, text: str) -> None:
        """Tab to a list box and choose by the arrow keys."""
        self.tab_to(box)
        self.key(Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText().startswith(text):
                return
            self.key(Qt.Key.Key_Down)
        raise AssertionError(f"{text} is not offered")

    # -- mouse -------------------------------------------------------------------------------------

    def click(self, widget: QWidget) -> None:
        """Click a widget in its middle; it must be on the screen."""
        assert widget.isVisible(), f"{widget} is not on the screen"
        self.qtbot.mouseClick(widget, LEFT)

    def click_index(self, view: QAbstractItemView, index: QModelIndex, *, double: bool = False) -> None:
        """Click, or double-click, an entry of a list."""
        view.scrollTo(index)
        center = view.visualRect(index).center()
        self.qtbot.mouseClick(view.viewport(), LEFT, pos=center)
        if double:
            self.qtbot.mouseDClick(view.viewport(), LEFT, pos=center)

    def click_line(self, listing: LineList, name: str, *, double: bool = False) -> None:
        """Click the line of a list whose name holds these words."""
        row = next(number for number, line in enumerate(listing.lines.lines) if name in line.name)
        self.click_index(listing, listing.lines.index(row), double=double)

    def open_table(self, table: str) -> None:
        """Open a table by a click in the outline."""
        listing = self.workspace.data.outline.list
        row = next(
            number for number, line in enumerate(listing.lines.lines) if getattr(line.payload, "table", "") == table
        )
        self.click_index(listing, listing.lines.index(row))
        assert self.editor.key.table == table

    def click_cell(self, row: str, column: str) -> None:
        """Click a figure of the table that is shown, scrolled into sight as the wheel would."""
        address = self.editor.key.cell(row, column)
        place = self.editor.model.locate(address)
        assert place is not None, address.text
        self.editor.view.scroll_to(Place(*place))
        center = self.editor.view.place_rect(Place(*place)).center()
        self.qtbot.mouseClick(self.editor.view.viewport(), LEFT, pos=center)
        assert self.editor.current_address() == address

    def enter(self, address: Address, text: str) -> None:
        """Open a cell's table, click the cell, type an amount, Enter."""
        self.open_table(address.table)
        self.click_cell(address.row, address.column)
        self.type(text)
        self.key(Qt.Key.Key_Return)

    def press_notice(self, words: str) -> None:
        """Click a button of a notice, once it is laid out; one that goes on replaces its notice at every step."""
        self.wait(lambda: self._notice_buttons(words))
        self.click(self._notice_buttons(words)[0])

    def _notice_buttons(self, words: str) -> list[QPushButton]:
        found = (button for notice in self.window.notices.notices() for button in notice.findChildren(QPushButton))
        return [button for button in found if button.text() == words and button.isVisible()]

    # -- clipboard, drag and drop ------------------------------------------------------------------

    def paste(self, text: str, html: str = "") -> None:
        """Another program copies; Ctrl+V."""
        mime = QMimeData()
        mime.setText(text)
        if html:
            mime.setHtml(html)
        QGuiApplication.clipboard().setMimeData(mime)
        self.ctrl(Qt.Key.Key_V)

    def drop(self, path: Path) -> bool:
        """Drag a file from the file manager onto the window; whether the window took it."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        place, action = QPoint(60, 60), Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place, action, mime, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.window, enter)
        if not enter.isAccepted():
            return False
        drop = QDropEvent(QPointF(place), action, mime, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.window, drop)
        return drop.isAccepted()

    # -- looking -----------------------------------------------------------------------------------

    @property
    def workspace(self) -> Workspace:
        """The open report's part of the window."""
        if self.window.workspace is None:
            self.wait(lambda: self.window.workspace is not None)
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def editor(self) -> TableEditor:
        """The table that is shown."""
        editor = self.workspace.data.editors.editor
        assert isinstance(editor, TableEditor)
        return editor

    def notices(self) -> list[str]:
        """What the window says in notices."""
        return [notice.text for notice in self.window.notices.notices()]

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so, and stays so, however slow the machine is."""
        self.qtbot.waitUntil(lambda: bool(condition()))
