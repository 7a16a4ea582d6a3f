"""Owns the editor of one table: what the window may ask of the grid, and what the grid tells the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from juesuan_gui.figures import Unit
from juesuan_gui.relations import Address
from juesuan_gui.report import TableKey, adopt_computed
from juesuan_gui.session import Session
from juesuan_gui.ui.grid.cell_editor import EditMode
from juesuan_gui.ui.grid.commands import GridCommands
from juesuan_gui.ui.grid.display import Display
from juesuan_gui.ui.grid.editing import Editing
from juesuan_gui.ui.grid.finding_text import places_with
from juesuan_gui.ui.grid.keys import GridKeys
from juesuan_gui.ui.grid.look import Look, look_of
from juesuan_gui.ui.grid.menu import MenuActions, MenuState, context_menu
from juesuan_gui.ui.grid.model import GridModel
from juesuan_gui.ui.grid.navigation import Place
from juesuan_gui.ui.grid.nonzero import NonzeroFilter
from juesuan_gui.ui.grid.view import GridView
from juesuan_gui.ui.grid.widths import ColumnWidths

_LEAST_ZOOM, _MOST_ZOOM, _ZOOM_STEP = 50, 300, 10


class TableEditor(QWidget):
    """Shows and edits one table of a session. Undo and redo belong to the session, not to the grid."""

    #: (Address or None): the active cell moved.
    currentChanged = Signal(object)  # noqa: N815 - as Qt names its signals
    selectionChanged = Signal()  # noqa: N815 - as Qt names its signals
    #: (level word, Chinese text): "info", "warning" or "error".
    notice = Signal(str, str)
    #: (-1 or 1): Ctrl+PgUp or Ctrl+PgDn.
    askNextTable = Signal(int)  # noqa: N815 - as Qt names its signals
    #: (TableKey): what was pasted belongs to this table and was written there.
    tableRequested = Signal(object)  # noqa: N815 - as Qt names its signals
    #: (Address): F1, or 这个数从哪里来.
    explainRequested = Signal(object)  # noqa: N815 - as Qt names its signals
    #: (percent): Ctrl+wheel.
    zoomChanged = Signal(int)  # noqa: N815 - as Qt names its signals

    def __init__(self, session: Session, key: TableKey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.key = key
        self.skip_locked = True
        self.zoom = 100
        self._display = Display()
        self.model = GridModel(session, key, self)
        self.view = GridView(self.model, self)
        self.commands = GridCommands(
            self.model, self.view.cells, self.view.navigator, self.notice.emit, self.tableRequested.emit
        )
        self.editing = Editing(self.view, self.model, self.commands, self.notice.emit)
        self.keys = GridKeys(self.view, self.commands, self)
        self._widths = ColumnWidths(self.view)
        self._nonzero = NonzeroFilter(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._connect()
        self.view.set_look(self._look())
        self._start()

    # -- the contract with the window --------------------------------------------------------------

    def go_to(self, address: Address) -> None:
        """Select the cell, bring it into sight and take the focus."""
        place = self.model.locate(address)
        if place is None or not self.editing.finish():
            return
        self._nonzero.reveal(place[0])
        self.view.cells.move_to(Place(*place))
        self.view.scroll_to(Place(*place), centered=True)
        self.keys.forget_run()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_current(self) -> None:
        """Bring the current cell into sight; selection and keyboard stay where they are."""
        active = self.view.cells.active
        if active is not None:
            self.view.scroll_to(active, centered=True)

    def set_display_unit(self, unit: Unit) -> None:
        """元 or 万元 on the screen; nothing stored changes."""
        if self.editing.finish():
            self.model.set_display_unit(unit)
            self._widths.measure_again()

    def set_display(self, display: Display) -> None:
        """How zeros and negative amounts look on the screen; nothing stored changes."""
        if display != self._display and self.editing.finish():
            self._display = display
            self.model.set_zero(display.zero)
            self.view.set_look(self._look())
            self._widths.measure_again()

    def set_only_nonzero(self, only: bool) -> None:
        """Hide the lines without any amount; they keep what they hold."""
        if self.editing.finish():
            self._nonzero.set_active(only)

    def set_zoom(self, percent: int) -> None:
        """Fonts, lines and columns at so many per cent."""
        percent = min(max(percent, _LEAST_ZOOM), _MOST_ZOOM)
        if percent != self.zoom:
            self.zoom = percent
            self.view.set_look(self._look())
            self._widths.set_zoom(percent)
            if self.view.cells.active is not None:
                self.view.scroll_to(self.view.cells.active)
            self.zoomChanged.emit(percent)

    def highlight(self, addresses: Iterable[Address]) -> None:
        """Frame both sides of a finding; an empty collection takes the frames away."""
        cells = frozenset(addresses)
        self.view.set_highlighted(cells)
        active = self.view.cells.active
        if active is None:
            return
        located = (self.model.locate(cell) for cell in cells)
        beside = [Place(*place) for place in located if place is not None and place[0] == active.row]
        if beside:
            # What the cell is compared with in its own row comes into sight with it, where there is room for both.
            self.view.scroll_to(max(beside, key=lambda place: place.column))
            self.view.scroll_to(active)

    def current_address(self) -> Address | None:
        """The figure in the active cell."""
        active = self.view.cells.active
        return self.model.address(*active) if active else None

    def inserts_here(self) -> bool:
        """Whether the active cell is the line in which a new 科目 is typed."""
        active = self.view.cells.active
        return active is not None and active.row < self.model.rowCount() and self.model.row(active.row).is_insert_line

    def selected_addresses(self) -> list[Address]:
        """The selected figures; hidden lines are not selected."""
        return self.commands.addresses()

    def column_widths(self) -> list[int]:
        """The widths as the user set them, for the caller to keep; [] while they follow the pane."""
        return self._widths.by_hand()

    def set_column_widths(self, widths: list[int]) -> None:
        """Widths that the caller kept."""
        self._widths.set_all(widths)

    def find(self, text: str) -> list[Address]:  # type: ignore[override]
        """Figures of this table whose row is named so, has the code, or that show the amount."""
        return places_with(self.model, text)

    def undo(self) -> None:
        """Take back the session's last change, whatever table it was made in."""
        if self.editing.finish():
            self.session.carry_out_undo(lambda _change: None)

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.editing.finish():
            self.session.carry_out_redo(lambda _change: None)

    def copy(self) -> None:
        """Ctrl+C."""
        self.commands.copy()

    def cut(self) -> None:
        """Ctrl+X."""
        self.commands.cut()

    def paste(self) -> None:
        """Ctrl+V."""
        self.commands.paste()

    def adopt_all(self) -> None:
        """采用计算值 for every stated total of the table, in one step."""
        stated = [
            address
            for address in self.session.report.figures()
            if TableKey.of(address) == self.key and self.model.is_locked(address)
        ]
        self.session.carry_out(adopt_computed(self.session.report, stated))

    # -- what keys ask for -------------------------------------------------------------------------

    def begin_edit(self, mode: EditMode, text: str | None = None) -> bool:
        """Open the editor of the active cell."""
        return self.editing.begin(mode, text)

    def open_insert(self) -> None:
        """Ctrl+I: type a new code."""
        self.editing.open_insert()

    def next_table(self, direction: int) -> None:
        """Ctrl+PgUp and Ctrl+PgDn."""
        self.askNextTable.emit(direction)

    def explain_current(self) -> None:
        """F1."""
        address = self.current_address()
        if address is not None:
            self.explainRequested.emit(address)

    def clear_highlight(self) -> None:
        """Esc outside an editor."""
        self.highlight(())

    # -- Qt ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._widths.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt sends these also while the widget is being built.
        is_look = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if is_look and hasattr(self, "_nonzero"):
            self.view.set_look(self._look())
            self._widths.measure_again()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        active, address = self.view.cells.active, self.current_address()
        if active is None:
            return
        selected = self.selected_addresses()
        state = MenuState(
            can_write=any(not self.model.is_locked(item) for item in selected),
            is_coded=self.model.table.coded is not None,
            on_code_row=self.model.table.is_code(self.model.row(active.row).key),
            on_stated_total=any(self.model.face(item).is_stated_total for item in selected),
            on_computed=address is not None and self.model.is_locked(address),
        )
        do = self.commands
        actions = MenuActions(
            do.copy,
            do.cut,
            do.paste,
            do.clear,
            do.fill_down,
            do.fill_right,
            self.open_insert,
            self.editing.rename,
            do.remove_rows,
            do.adopt,
            self.adopt_all,
            self.editing.approve,
            self.explain_current,
        )
        menu = context_menu(self, state, actions)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    # -- inside ------------------------------------------------------------------------------------

    def _look(self) -> Look:
        return look_of(self, self.zoom, red_negatives=self._display.red_negatives)

    def _connect(self) -> None:
        view = self.view
        view.key_pressed.connect(self._key_pressed)
        view.input_method_started.connect(self._input_method_started)
        view.text_committed.connect(lambda text: self.begin_edit(EditMode.TYPING, text))
        view.edit_requested.connect(lambda: self.begin_edit(EditMode.F2))
        view.zoom_stepped.connect(lambda steps: self.set_zoom(self.zoom + _ZOOM_STEP * steps))
        view.active_changed.connect(lambda: self.currentChanged.emit(self.current_address()))
        view.selection_moved.connect(self.selectionChanged)
        view.fill_dragged.connect(self.commands.fill_area)
        view.mouse_pressed.connect(self.keys.forget_run)
        self.editing.leave_with(self.keys.handle)
        self.model.figures_changed.connect(self._figures_changed)
        self.model.rowsInserted.connect(self._rows_inserted)

    def _start(self) -> None:
        """The first input cell, so that typing can begin."""
        for row in range(self.model.last_line + 1):
            column = self.view.navigator.first_input_column(row)
            if self.model.is_input(row, column):
                self.view.cells.move_to(Place(row, column))
                return
        # Nothing to fill in yet: a coded table begins with its first code.
        if self.model.rowCount():
            self.view.cells.move_to(Place(self.model.rowCount() - 1, 0))

    def _rows_inserted(self) -> None:
        active = self.view.cells.active
        # Rows that came by an import or a paste elsewhere: typing should begin at their first cell, not below them.
        if not self.isVisible() and active is not None and self.model.row(active.row).is_insert_line:
            QTimer.singleShot(0, self.view, self._start)

    def _key_pressed(self, event: QKeyEvent) -> None:
        # Keys that an open editor has no use for come here too, and must not reach the cells.
        if not self.editing.is_open and self.keys.handle(event):
            event.accept()

    def _input_method_started(self) -> None:
        self.editing.edit_mode = EditMode.TYPING

    def _figures_changed(self, addresses: list[Address]) -> None:
        self._nonzero.follow(addresses)
        self._widths.widen_for(addresses)
