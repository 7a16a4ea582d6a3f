"""Owns the grid of all projects: the house's view, keys and editor over the rows of projects."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from juesuan_gui.forms import Scorecard
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.grid.cell_editor import EditMode
from juesuan_gui.ui.grid.code_search import Candidate
from juesuan_gui.ui.grid.delegate import GridDelegate
from juesuan_gui.ui.grid.keys import GridKeys
from juesuan_gui.ui.grid.look import Look, look_of
from juesuan_gui.ui.grid.navigation import Place
from juesuan_gui.ui.grid.view import GridView
from juesuan_gui.ui.grid.widths import ColumnWidths
from juesuan_gui.ui.projects.commands import Notice, ProjectsCommands
from juesuan_gui.ui.projects.model import ProjectsModel

_LOCKED = "这一格由自评表算出，不用填写；双击打开这张自评表，改它由来的数。"


class ProjectsGrid(QWidget):
    """Selecting, typing, copying and pasting as in every table; double-click and F1 open the card."""

    #: (card id): the card of a line is asked for.
    card_requested = Signal(str)
    current_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        model: ProjectsModel,
        notice: Notice,
        layout: Callable[[], Scorecard | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.skip_locked = True
        self.edit_mode = EditMode.TYPING
        self._notice = notice
        self._before = ("", Place(0, 0))
        self.model = model
        self.view = GridView(model, self)
        self.view.setAccessibleName("项目一览")
        self.commands = ProjectsCommands(
            desk.report, model, self.view.cells, self.view.navigator, desk.do, notice, layout
        )
        self.delegate = GridDelegate(self, self.view)
        self.view.setItemDelegate(self.delegate)
        self.keys = GridKeys(self.view, self.commands, self)
        self._widths = ColumnWidths(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._connect()
        self.view.set_look(look_of(self, 100))
        self.view.cells.move_to(Place(0, 0))

    def _connect(self) -> None:
        view = self.view
        view.key_pressed.connect(self._key_pressed)
        view.input_method_started.connect(self._input_method_started)
        view.text_committed.connect(lambda text: self.begin_edit(EditMode.TYPING, text))
        view.edit_requested.connect(self._double_clicked)
        view.fill_dragged.connect(self.commands.fill_area)
        view.mouse_pressed.connect(self.keys.forget_run)
        view.active_changed.connect(self.current_changed)
        self.model.modelAboutToBeReset.connect(self._remember)
        self.model.modelReset.connect(self._restore)

    # -- where -------------------------------------------------------------------------------------

    def current_card(self) -> str:
        """The id of the card of the active line, "" below the last."""
        active = self.view.cells.active
        shown = self.model.card_at(active.row) if active is not None else None
        return shown.sheet.id if shown is not None else ""

    def go_to(self, card: str, column: int = 0) -> None:
        """Make a line the active one."""
        line = self.model.line_of(card)
        if line is not None:
            self.view.cells.move_to(Place(line, column))
            self.view.scroll_to(Place(line, column))

    def _remember(self) -> None:
        active = self.view.cells.active
        self._before = (self.current_card(), active or Place(0, 0))

    def _restore(self) -> None:
        """After rows came, went or were sorted the same project stays the active one."""
        card, place = self._before
        line = self.model.line_of(card)
        row = line if line is not None else min(place.row, self.model.rowCount() - 1)
        self.view.cells.move_to(Place(row, 0 if self.model.row(row).is_insert_line else place.column))
        self._widths.measure_again()

    # -- what keys ask for -------------------------------------------------------------------------

    def begin_edit(self, mode: EditMode, text: str | None = None) -> bool:
        """Open the editor of the active cell."""
        active = self.view.cells.active
        if active is None:
            return False
        if not self.model.row(active.row).is_insert_line and not self.model.is_input(*active):
            self._notice("info", _LOCKED)
            return False
        return self.delegate.open(self.view, active, mode, text)

    def open_insert(self) -> None:
        """Ctrl+I: a new project."""
        if self.delegate.finish():
            self.view.cells.move_to(Place(self.model.rowCount() - 1, 0))
            self.begin_edit(EditMode.F2)

    def next_table(self, direction: int) -> None:
        """Ctrl+PgUp and Ctrl+PgDn have no meaning here."""

    def explain_current(self) -> None:
        """F1: the card of the line says what is found in it."""
        self._open_card()

    def clear_highlight(self) -> None:
        """Nothing is framed here."""

    # -- what the delegate asks for ----------------------------------------------------------------

    @property
    def look(self) -> Look:
        """Fonts and measures of the grid."""
        return self.view.look

    def is_insert_line(self, row: int) -> bool:
        """Codes are typed nowhere here."""
        return False

    def search_codes(self, text: str) -> list[Candidate]:
        """Codes are typed nowhere here."""
        return []

    def insert_candidate(self, candidate: Candidate) -> None:
        """Codes are typed nowhere here."""

    def cancel_insert(self) -> None:
        """Codes are typed nowhere here."""

    def write(self, place: Place, text: str) -> bool:
        """Write a typed text."""
        was_new = self.model.row(place.row).is_insert_line
        done = self.commands.write(place, text)
        if done and was_new and text.strip() and self.model.cards:
            # The new project's figures come next.
            self.view.cells.move_to(Place(self.model.rowCount() - 2, 0))
        return done

    def fill_selection(self, place: Place, text: str) -> bool:
        """Ctrl+Enter in the editor."""
        return self.commands.fill_selection(place, text)

    def leave_by_key(self, event: QKeyEvent) -> None:
        """Move on after the key that ended an edit."""
        self.keys.handle(event)

    def editor_closed(self) -> None:
        """Nothing was unlocked."""

    # -- Qt ----------------------------------------------------------------------------------------

    def _key_pressed(self, event: QKeyEvent) -> None:
        if self.delegate.editor is not None:
            return
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in moves:
            self.commands.move_rows(moves[Qt.Key(event.key())])
            event.accept()
        elif self.keys.handle(event):
            event.accept()

    def _input_method_started(self) -> None:
        self.edit_mode = EditMode.TYPING

    def _double_clicked(self) -> None:
        active = self.view.cells.active
        if active is not None and self.model.row(active.row).is_insert_line:
            self.begin_edit(EditMode.F2)
        else:
            self._open_card()

    def _open_card(self) -> None:
        card = self.current_card()
        if card:
            self.card_requested.emit(card)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected lines."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("打开自评表", self._open_card)
        menu.addSeparator()
        menu.addAction("复制", self.commands.copy)
        menu.addAction("粘贴", self.commands.paste)
        menu.addAction("清除", self.commands.clear)
        menu.addAction("采用计算值", self.commands.adopt)
        menu.addSeparator()
        menu.addAction("新建项目", self.open_insert)
        menu.addAction("删除项目", self.commands.remove_rows)
        menu.popup(event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        """The columns fit the pane once it has its size."""
        super().showEvent(event)
        self._widths.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another palette or font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_widths"):
            self.view.set_look(look_of(self, 100))
            self._widths.measure_again()
