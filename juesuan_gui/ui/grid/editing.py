"""Owns what opens an editor in the grid and what becomes of the text: figures, new codes, names."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtGui import QKeyEvent

from juesuan_gui.forms import CellRole, Level
from juesuan_gui.ui.grid.cell_editor import EditMode
from juesuan_gui.ui.grid.code_search import Candidate, CodeSearch
from juesuan_gui.ui.grid.commands import GridCommands, Notice
from juesuan_gui.ui.grid.delegate import GridDelegate
from juesuan_gui.ui.grid.look import Look
from juesuan_gui.ui.grid.model import GridModel
from juesuan_gui.ui.grid.navigation import Place
from juesuan_gui.ui.grid.view import GridView

_LOCKED = "这一格由公式算出，不用填写；改动它由来的数，它会跟着变。"


class Editing:
    """The host of the delegate: one cell at a time is being edited."""

    def __init__(self, view: GridView, model: GridModel, commands: GridCommands, notice: Notice) -> None:
        self._view = view
        self._model = model
        self._commands = commands
        self._notice = notice
        self._search = CodeSearch(self._model.table, self._model.session.function_codes)
        self._before_insert = QPersistentModelIndex()
        self._leave: Callable[[QKeyEvent], object] = lambda event: None
        self.edit_mode = EditMode.TYPING
        self.delegate = GridDelegate(self, view)
        view.setItemDelegate(self.delegate)

    @property
    def is_open(self) -> bool:
        """Whether a cell is being edited."""
        return self.delegate.editor is not None

    @property
    def look(self) -> Look:
        """Fonts and measures of the grid."""
        return self._view.look

    def leave_with(self, handle: Callable[[QKeyEvent], object]) -> None:
        """Say who moves on after a key that ended an edit."""
        self._leave = handle

    def finish(self) -> bool:
        """Commit what is being typed; ``False`` when it is no figure and stays open."""
        return self.delegate.finish()

    def begin(self, mode: EditMode, text: str | None = None) -> bool:
        """Open the editor of the active cell; a locked cell says why it stays closed."""
        active = self._view.cells.active
        if active is None:
            return False
        if self.is_insert_line(active.row):
            return self._open(active, EditMode.F2, text)
        if mode is EditMode.F2 and self._model.can_rename(*active):
            return self._open(active, mode, text)
        if self._model.is_input(*active):
            return self._open(active, mode, text)
        if self._model.address(*active) is not None:
            self._notice(Level.INFO.value, _LOCKED)
        return False

    def approve(self) -> None:
        """以批复数为准: let the active computed cell state a number of its own."""
        active = self._view.cells.active
        if active is not None:
            self._model.approving = self._model.address(*active)
            self._open(active, EditMode.F2, None)

    def rename(self) -> None:
        """Edit the name of the active code row."""
        active = self._view.cells.active
        if active is None:
            return
        cells = self._model.row(active.row).cells
        column = next((cell.position for cell in cells if cell.role is CellRole.NAME), None)
        if column is not None:
            self._go(Place(active.row, column))
            self.begin(EditMode.F2)

    def open_insert(self) -> None:
        """Ctrl+I: type a new code in the line below the table."""
        if self._model.table.coded is None or not self.finish():
            return
        self._before_insert = QPersistentModelIndex(self._view.currentIndex())
        place = Place(self._model.rowCount() - 1, 0)
        self._go(place)
        self._open(place, EditMode.F2, None)

    # -- what the delegate asks for ----------------------------------------------------------------

    def is_insert_line(self, row: int) -> bool:
        """Whether a new code is typed in this line."""
        return self._model.row(row).is_insert_line

    def search_codes(self, text: str) -> list[Candidate]:
        """Codes that the table does not have yet."""
        return self._search.find(text, self._model.session.report.code_rows(self._model.key))

    def insert_candidate(self, candidate: Candidate) -> None:
        """Insert the code row and go to its first input cell."""
        self._before_insert = QPersistentModelIndex()
        row = self._commands.insert(candidate)
        if row is not None:
            self._go(Place(row, self._view.navigator.first_input_column(row)))

    def cancel_insert(self) -> None:
        """Back to the cell from which Ctrl+I was pressed."""
        index, self._before_insert = self._before_insert, QPersistentModelIndex()
        if index.isValid():
            self._go(Place(index.row(), index.column()))

    def write(self, place: Place, text: str) -> bool:
        """Write a typed text; ``False`` when it is no figure."""
        return self._commands.write(place, text)

    def fill_selection(self, place: Place, text: str) -> bool:
        """Ctrl+Enter."""
        return self._commands.fill_selection(place, text)

    def leave_by_key(self, event: QKeyEvent) -> None:
        """Move on after the key that ended an edit."""
        self._leave(event)

    def editor_closed(self) -> None:
        """An approved number is typed once; afterwards the cell is locked again."""
        self._model.approving = None

    # -- inside ------------------------------------------------------------------------------------

    def _open(self, place: Place, mode: EditMode, text: str | None) -> bool:
        return self.delegate.open(self._view, place, mode, text)

    def _go(self, place: Place) -> None:
        self._view.cells.move_to(place)
        self._view.scroll_to(place)
