"""Owns the middle of the window: title, unit line and formula bar over the editor of one table at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from juesuan_gui.figures import Unit
from juesuan_gui.forms import ColumnKind, Form, Table
from juesuan_gui.relations import Address, Basis, Period
from juesuan_gui.report import TableKey, TableMark, adopt_computed, declare_empty
from juesuan_gui.ui.audit.compare_pane import ComparePane
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.grid.display import Display
from juesuan_gui.ui.look.display import kept_display
from juesuan_gui.ui.look.pieces import ElidedLabel, heading, kind
from juesuan_gui.ui.settings import Settings, skips_locked
from juesuan_gui.ui.tables.editors import EditorFactory
from juesuan_gui.ui.tables.formula_bar import FormulaBar

if TYPE_CHECKING:
    from juesuan_gui.ui.grid.editor import TableEditor

_LOW = 410  # pixels


def printed_line(form: Form, table: Table, unit: Unit) -> str:
    """公开05表  金额单位：元  数据取自财决07表"""
    printed = (table.numbers or form.numbers).unit
    has_money = any(column.kind is ColumnKind.MONEY for column in table.columns)
    shown = f"金额单位：{printed.label}" if has_money else ""
    if has_money and unit is not printed:
        shown += f"（现按{unit.label}显示）"
    parts = [table.label, shown, f"数据取自{table.source}" if table.source else ""]
    return "　".join(part for part in parts if part)


def figure_kinds(table: Table) -> list[TableKey]:
    """What the table holds figures of: this year's accounts, its budgets, last year's accounts."""
    keys = [TableKey(table.id, Period.THIS, basis) for basis in table.bases]
    if Period.PRIOR in table.periods:
        keys.append(TableKey(table.id, Period.PRIOR))
    return keys


def kind_words(key: TableKey) -> str:
    """本年决算, 年初预算, 上年决算."""
    return key.basis if key.basis != Basis.FINAL else f"{key.period}{key.basis}"


class EditorPage(QWidget):
    """Shows one table's editor; editors are made when first needed and kept."""

    current_changed = Signal(object)
    selection_changed = Signal()
    notice = Signal(str, str)
    next_table = Signal(int)
    explain_requested = Signal(object)
    table_changed = Signal(object)
    zoomed = Signal(int)
    adopted = Signal(str)

    def __init__(self, desk: Desk, settings: Settings, factory: EditorFactory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._desk = desk
        self._settings = settings
        self._factory = factory
        self._editors: dict[TableKey, TableEditor] = {}
        self._key: TableKey | None = None
        self._unit = desk.form.unit
        #: What the head was written for; it is asked to follow every key press.
        self._head: object = None
        self._zoom = 100
        self._pointed: list[Address] = []
        self._only_nonzero = False
        self.display = kept_display(settings)
        self.skip_locked = skips_locked(settings)
        self._title = heading("")
        self._line = ElidedLabel()
        kind(self._line, "quiet")
        self._which = QComboBox()
        self._which.setAccessibleName("年度和口径")
        kind(self._which, "plain")
        self._which.activated.connect(self._choose_which)
        self._empty = QCheckBox("本年无数据")
        self._empty.clicked.connect(lambda _checked=False: self._toggle_empty())
        self._empty.setToolTip("声明这张表本年没有数据：公开时印空表和说明，不再提示没填")
        self.formula = FormulaBar(desk.session)
        self.formula.adopt_requested.connect(self._adopt)
        self._stack = QStackedWidget()
        self.compare = ComparePane(desk.session)
        self.compare.closed.connect(self._end_comparing)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addSpacing(4)
        head.addWidget(self._line, 1)
        head.addWidget(self._empty)
        head.addWidget(self._which)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 18, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addSpacing(2)
        column.addWidget(self.formula)
        column.addSpacing(4)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setHandleWidth(1)
        beside.setChildrenCollapsible(False)
        beside.addWidget(self._stack)
        beside.addWidget(self.compare)
        beside.setStretchFactor(0, 1)
        column.addWidget(beside, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the table needs the height more than the words do."""
        super().resizeEvent(event)
        self.formula.set_compact(event.size().height() < _LOW)

    # -- which table -------------------------------------------------------------------------------

    @property
    def key(self) -> TableKey | None:
        """The table that is shown."""
        return self._key

    @property
    def editor(self) -> TableEditor | None:
        """The editor that is shown, ``None`` before the first."""
        return self._editors.get(self._key) if self._key is not None else None

    def open_table(self, key: TableKey) -> TableEditor:
        """Show a table; returns its editor."""
        editor = self._editors.get(key)
        if editor is not None and key == self._key:
            return editor
        self.keep_widths()
        if editor is None:
            editor = self._make(key)
        self._key = key
        self._stack.setCurrentWidget(editor)
        self.show_head()
        self.table_changed.emit(key)
        self._on_current(editor.current_address())
        return editor

    def _make(self, key: TableKey) -> TableEditor:
        editor = self._factory(self._desk.session, key, self._stack)
        self._editors[key] = editor
        self._stack.addWidget(editor)
        editor.model.follow_audit(self._desk.audited)
        editor.set_zoom(self._zoom)
        editor.set_display_unit(self._unit)
        editor.set_display(self.display)
        editor.set_only_nonzero(self._only_nonzero)
        editor.skip_locked = self.skip_locked
        self._point_out(key)
        widths = self._settings.numbers(self._width_name(key))
        if widths:
            editor.set_column_widths(widths)
        editor.currentChanged.connect(self._on_current)
        editor.selectionChanged.connect(self.selection_changed)
        editor.notice.connect(self.notice)
        editor.askNextTable.connect(self.next_table)
        editor.tableRequested.connect(self._show_table)
        editor.explainRequested.connect(self.explain_requested)
        editor.zoomChanged.connect(self._on_zoomed)
        return editor

    def _show_table(self, key: object) -> None:
        if isinstance(key, TableKey):
            self.open_table(key).setFocus()

    def show_head(self) -> None:
        """Title, unit line and the choices beside them, as they are now."""
        if self._key is None:
            return
        mark, is_filled = self._desk.report.mark(self._key), self._desk.report.is_filled(self._key)
        if (self._key, self._unit, mark, is_filled) == self._head:
            return
        self._head = (self._key, self._unit, mark, is_filled)
        table = self._desk.form.table(self._key.table)
        self._title.setText(table.title)
        self._line.setText(printed_line(self._desk.form, table, self._unit))
        keys = figure_kinds(table)
        if self._key not in keys:
            keys.append(self._key)
        if [self._which.itemData(index) for index in range(self._which.count())] != keys:
            self._which.clear()
            for key in keys:
                self._which.addItem(kind_words(key), key)
        self._which.setCurrentIndex(keys.index(self._key))
        self._which.setVisible(len(keys) > 1)
        self._empty.setChecked(mark is TableMark.EMPTY)
        self._empty.setVisible(mark is TableMark.EMPTY or not is_filled)

    def _choose_which(self, index: int) -> None:
        key = self._which.itemData(index)
        if key is not None:
            self.open_table(TableKey(*key))

    # -- following -------------------------------------------------------------------------------

    def go_to(self, address: Address, others: Iterable[Address] = ()) -> None:
        """Open the cell's table, go to it, and point out the cells it is compared with, if any."""
        editor = self.open_table(TableKey.of(address))
        editor.go_to(address)
        compared = list(others)
        self._pointed = [address, *compared] if compared else []
        for key in self._editors:
            self._point_out(key)
        self._on_current(address)

    def clear_highlight(self) -> None:
        """Point out nothing."""
        self.compare.show_finding(None)
        self._pointed = []
        for key in self._editors:
            self._point_out(key)

    def _end_comparing(self) -> None:
        self.compare.show_finding(None)
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard into the table that is shown."""
        if self.editor is not None:
            self.editor.setFocus()

    def _point_out(self, key: TableKey) -> None:
        self._editors[key].highlight([cell for cell in self._pointed if TableKey.of(cell) == key])

    def _on_current(self, address: object) -> None:
        self.current_changed.emit(address if isinstance(address, Address) else None)

    def current_address(self) -> Address | None:
        """The current figure cell of the table that is shown."""
        return self.editor.current_address() if self.editor is not None else None

    def show_words(self) -> None:
        """Say in the formula bar what the current cell is."""
        self.formula.show_cell(self.current_address(), inserts=self.editor is not None and self.editor.inserts_here())

    def _adopt(self, address: object) -> None:
        if isinstance(address, Address):
            self._desk.do(adopt_computed(self._desk.report, [address]))
            self.adopted.emit("已改由公式计算。")

    def _toggle_empty(self) -> None:
        if self._key is not None:
            self._desk.do(declare_empty(self._desk.report, self._key, self._empty.isChecked()))

    # -- how it is shown ---------------------------------------------------------------------------

    def set_unit(self, unit: Unit) -> None:
        """Show amounts in another unit in every table."""
        self._unit = unit
        for editor in self._editors.values():
            editor.set_display_unit(unit)
        self.show_head()

    def set_zoom(self, percent: int) -> None:
        """Show every table larger or smaller."""
        self._zoom = percent
        for editor in self._editors.values():
            editor.set_zoom(percent)

    def _on_zoomed(self, percent: int) -> None:
        if percent != self._zoom:
            self.set_zoom(percent)
            self.zoomed.emit(percent)

    def set_only_nonzero(self, only: bool) -> None:
        """Hide rows without figures in every table."""
        self._only_nonzero = only
        for editor in self._editors.values():
            editor.set_only_nonzero(only)

    def set_display(self, display: Display) -> None:
        """How zeros and negative amounts look in every table."""
        self.display = display
        for editor in self._editors.values():
            editor.set_display(display)

    def set_skip_locked(self, skip: bool) -> None:
        """Whether Tab passes over computed cells in every table, now and from now on."""
        self.skip_locked = skip
        self._settings.put("skip_locked", "yes" if skip else "no")
        for editor in self._editors.values():
            editor.skip_locked = skip

    def keep_widths(self) -> None:
        """Remember the column widths of the table that is shown."""
        if self._key is not None and self.editor is not None:
            widths = self.editor.column_widths()
            if widths:
                self._settings.put(self._width_name(self._key), [int(width) for width in widths])

    def _width_name(self, key: TableKey) -> str:
        return f"widths/{self._desk.form.id}/{key.table}"
