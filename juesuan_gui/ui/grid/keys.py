"""Owns the keys of the grid outside the editor, as accountants know them from Excel and WPS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from juesuan_gui.ui.grid.cell_editor import EditMode
from juesuan_gui.ui.grid.navigation import Area, Place
from juesuan_gui.ui.grid.view import GridView

_ARROWS = {
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Left: (0, -1),
}
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier


class KeyCommands(Protocol):
    """What keys do to the selected cells."""

    def copy(self) -> bool:
        """To the clipboard."""

    def cut(self) -> bool:
        """To the clipboard, and cleared."""

    def paste(self) -> bool:
        """From the clipboard."""

    def clear(self) -> bool:
        """Empty the selected cells."""

    def fill_down(self) -> bool:
        """The uppermost line into those below."""

    def fill_right(self) -> bool:
        """The leftmost column into those beside it."""

    def remove_rows(self) -> bool:
        """Remove the selected lines."""

    def adopt(self) -> bool:
        """Let the selected cells be computed."""


class KeyTarget(Protocol):
    """What keys do beyond moving."""

    skip_locked: bool

    def begin_edit(self, mode: EditMode, text: str | None = None) -> bool:
        """Open the editor of the active cell, with a text of its own or with the cell's."""

    def open_insert(self) -> None:
        """Go to the line for a new code."""

    def next_table(self, direction: int) -> None:
        """Ask for the table before or after this one."""

    def explain_current(self) -> None:
        """Ask for the explanation of the active cell."""

    def clear_highlight(self) -> None:
        """Take away the frames of a finding."""


class GridKeys:
    """Turns key presses into moves, edits and commands; remembers where a run of Tabs began."""

    def __init__(self, view: GridView, commands: KeyCommands, target: KeyTarget) -> None:
        self._view = view
        self._cells = view.cells
        self._navigator = view.navigator
        self._commands = commands
        self._target = target
        self._run_column: int | None = None
        self._shortcuts: dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]] = {
            (_CTRL, Qt.Key.Key_C): commands.copy,
            (_CTRL, Qt.Key.Key_Insert): commands.copy,
            (_CTRL, Qt.Key.Key_X): commands.cut,
            (_SHIFT, Qt.Key.Key_Delete): commands.cut,
            (_CTRL, Qt.Key.Key_V): commands.paste,
            (_SHIFT, Qt.Key.Key_Insert): commands.paste,
            (_CTRL, Qt.Key.Key_D): commands.fill_down,
            (_CTRL, Qt.Key.Key_R): commands.fill_right,
            (_CTRL, Qt.Key.Key_A): self.select_all,
            (_CTRL, Qt.Key.Key_I): target.open_insert,
            (_CTRL, Qt.Key.Key_Minus): commands.remove_rows,
            (_ALT, Qt.Key.Key_Equal): commands.adopt,
            (_NONE, Qt.Key.Key_Delete): commands.clear,
            (_NONE, Qt.Key.Key_F1): target.explain_current,
            (_NONE, Qt.Key.Key_F2): lambda: target.begin_edit(EditMode.F2),
            (_NONE, Qt.Key.Key_Backspace): lambda: target.begin_edit(EditMode.TYPING, ""),
            (_NONE, Qt.Key.Key_Escape): target.clear_highlight,
            (_CTRL, Qt.Key.Key_PageUp): lambda: target.next_table(-1),
            (_CTRL, Qt.Key.Key_PageDown): lambda: target.next_table(1),
        }

    def handle(self, event: QKeyEvent) -> bool:
        """Do what the key means here; ``False`` leaves it to the window."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & _MODIFIERS
        shortcut = self._shortcuts.get((modifiers, key))
        if shortcut is not None:
            shortcut()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._enter_or_tab(key, modifiers)
        if self._move(key, modifiers):
            self._run_column = None
            return True
        text = event.text()
        if text and text.isprintable() and not modifiers & (_CTRL | _ALT):
            return self._target.begin_edit(EditMode.TYPING, text)
        return False

    def select_all(self) -> None:
        """Ctrl+A: every line with data, the items included."""
        first, last = self._navigator.first_line(), self._navigator.last_line()
        active = self._cells.active or Place(first, 0)
        inside = active if active.row <= last else Place(first, 0)
        self._cells.select(Area(first, 0, last, self._view.grid.columnCount() - 1), inside)

    def forget_run(self) -> None:
        """The mouse moved the active cell: Enter goes straight down again."""
        self._run_column = None

    def _enter_or_tab(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        active = self._cells.active
        if active is None or modifiers & (_CTRL | _ALT):
            return bool(active and modifiers & _CTRL and key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab))
        is_tab = key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        forward = key != Qt.Key.Key_Backtab and not modifiers & _SHIFT
        if self._cells.is_multiple:
            following = self._navigator.cycle(
                active,
                self._cells.areas(),
                by_rows=is_tab,
                forward=forward,
                only_input=is_tab and self._target.skip_locked,
            )
            self._cells.activate(following)
            self._view.scroll_to(following)
            return True
        if is_tab:
            if self._run_column is None:
                self._run_column = active.column
            self._go(self._navigator.tab(active, forward, only_input=self._target.skip_locked))
            return True
        if self._view.grid.row(active.row).is_insert_line:
            return self._target.begin_edit(EditMode.F2)
        following = self._navigator.step(active, 1 if forward else -1, 0)
        if forward and self._run_column is not None and following.row != active.row:
            following = self._navigator.owner(Place(following.row, self._run_column))
        self._run_column = None
        self._go(following)
        return True

    def _move(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        extends, far = bool(modifiers & _SHIFT), bool(modifiers & _CTRL)
        start = self._cells.extent if extends else self._cells.active
        if start is None or modifiers & _ALT:
            return False
        target = self._destination(key, start, far)
        if target is None:
            return False
        if extends:
            self._cells.extend_to(target)
            self._view.scroll_to(target)
        else:
            self._go(target)
        return True

    def _destination(self, key: Qt.Key, start: Place, far: bool) -> Place | None:
        navigator, grid = self._navigator, self._view.grid
        if key in _ARROWS:
            down, right = _ARROWS[key]
            return navigator.leap(start, down, right) if far else navigator.step(start, down, right)
        first_column, last_column = self._first_column(), grid.columnCount() - 1
        if key == Qt.Key.Key_Home:
            if far:
                return Place(navigator.first_line(), first_column)
            return navigator.owner(Place(start.row, 0 if start.column == first_column else first_column))
        if key == Qt.Key.Key_End:
            return navigator.owner(Place(navigator.last_line() if far else start.row, last_column))
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and not far:
            lines = max(1, self._view.viewport().height() // self._view.look.row_height - 1)
            return navigator.page(start, lines if key == Qt.Key.Key_PageDown else -lines)
        return None

    def _first_column(self) -> int:
        """Where Home goes: to the first figure; where blocks stand side by side, to the very first column."""
        blocks = self._view.blocks
        return blocks[0].figures if len(blocks) == 1 else 0

    def _go(self, place: Place) -> None:
        self._view.scroll_to(place)
        self._cells.move_to(place)
