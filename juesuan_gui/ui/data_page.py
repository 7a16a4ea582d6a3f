"""Owns the working view: outline, editor over audit pane, and trace, search or help at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from juesuan_gui.checks import Finding
from juesuan_gui.figures import Unit
from juesuan_gui.relations import Address
from juesuan_gui.report import Change, SlotKind, TableKey
from juesuan_gui.ui.audit.audit_pane import AuditPane
from juesuan_gui.ui.audit.finding_export import export_findings
from juesuan_gui.ui.audit.help_panel import HelpPanel
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.pieces import key_within
from juesuan_gui.ui.outline import Outline, outline_tables
from juesuan_gui.ui.pane_sizes import PaneSizes
from juesuan_gui.ui.parts import Observed
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.tables.editor_page import EditorPage
from juesuan_gui.ui.tables.editors import EditorFactory
from juesuan_gui.ui.tables.find_panel import FindPanel
from juesuan_gui.ui.tables.trace_panel import TracePanel

_RESTING = 40  # milliseconds


class DataPage(QWidget):
    """数据 and 审核 are the same view with another share for the findings."""

    notice = Signal(str, str)
    #: (level, text): what came of typing, pasting, inserting; the newest takes the place of the one before
    editing_notice = Signal(str, str)
    corrected = Signal(str)
    #: (part id, Observed or None): a part that is no table is asked for, or a finding in it.
    part_requested = Signal(str, object)

    def __init__(self, desk: Desk, settings: Settings, factory: EditorFactory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        #: The key of the finding whose cells are framed.
        self._pointed_out = ""
        self._notes_changed = False
        self._auditing = False
        # Words about a cell take longer than a key press may: they follow when the keys rest.
        self._words = QTimer(self)
        self._words.setSingleShot(True)
        self._words.setInterval(_RESTING)
        self._words.timeout.connect(self._show_words_audited)
        self.outline = Outline(desk)
        self.editors = EditorPage(desk, settings, factory)
        self.audit = AuditPane(desk)
        self.trace = TracePanel(desk)
        self.search_panel = FindPanel(desk.session)
        self.help = HelpPanel(desk.form)
        self.side = QStackedWidget()
        for panel in (self.trace, self.search_panel, self.help):
            self.side.addWidget(panel)
        self._lay_out()
        self._connect()
        self.open_first()

    def _lay_out(self) -> None:
        self.upper = QSplitter(Qt.Orientation.Horizontal)
        self.upper.addWidget(self.editors)
        self.upper.addWidget(self.side)
        # Findings need width, the trace little height: the audit pane lies under both.
        self.middle = QSplitter(Qt.Orientation.Vertical)
        self.middle.addWidget(self.upper)
        self.middle.addWidget(self.audit)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.addWidget(self.outline)
        self.across.addWidget(self.middle)
        for splitter in (self.upper, self.middle, self.across):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self.outline.setMinimumWidth(150)
        self.side.setMinimumWidth(200)
        self.audit.setMinimumHeight(96)
        self.editors.setMinimumHeight(180)
        self.editors.setMinimumWidth(360)
        self.across.setStretchFactor(1, 1)
        self.upper.setStretchFactor(0, 1)
        self._sizes = PaneSizes(self._settings, self.across, self.upper, self.middle)
        self.set_share(auditing=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.across)

    def _connect(self) -> None:
        self.outline.table_chosen.connect(self._open_and_focus)
        self.outline.part_chosen.connect(lambda part: self.part_requested.emit(part, None))
        self.editors.table_changed.connect(self._on_table)
        self.editors.current_changed.connect(self._on_cell)
        self.editors.next_table.connect(self.step_table)
        self.editors.explain_requested.connect(self.explain)
        self.editors.notice.connect(self.editing_notice)
        self.audit.finding_activated.connect(self.go_to_finding)
        self.audit.finding_selected.connect(self.show_finding)
        self.audit.help_requested.connect(self.show_help)
        self.audit.unread_requested.connect(self.go_to_unread)
        self.audit.export_requested.connect(self.export_findings)
        self.audit.copied.connect(lambda words: self.notice.emit("info", words))
        self.trace.go_requested.connect(self.go_to)
        self.editors.compare.go_requested.connect(self.go_to)
        self.trace.help_requested.connect(self.show_help)
        self.trace.note.closed.connect(self._after_note)
        self.trace.finding_requested.connect(self.go_to_finding)
        self.trace.corrected.connect(self._after_correction)
        self.editors.adopted.connect(self.corrected)
        self.search_panel.go_requested.connect(self._go_from_search)
        self.search_panel.closed.connect(self.show_trace)
        self.help.closed.connect(self.show_trace)
        key_within(self, "Esc", self._escape)

    # -- following edits ---------------------------------------------------------------------------

    def on_change(self, change: Change) -> None:
        """Note what kind of change it was; the work is done when the event loop comes round."""
        kinds = {edit.slot.kind for edit in change.edits}
        if SlotKind.NOTE in kinds:
            self._notes_changed = True
        if kinds - {SlotKind.NOTE, SlotKind.FIGURE}:
            self.audit.forget_words()

    def refresh(self) -> None:
        """Bring everything but the grid up to date with the report."""
        self.outline.refresh()
        self.audit.follow(notes_changed=self._notes_changed)
        if self.audit.is_filled() is not self._sizes.has_share:
            self.set_share(auditing=self._auditing)
        self._notes_changed = False
        self.editors.show_head()
        self.editors.compare.refresh()
        if self.side.currentWidget() is self.search_panel:
            self.search_panel.follow()
        if self._pointed_out and not self._desk.holds(self._pointed_out):
            # What was pointed out is settled: the frames would say something that is no longer so.
            self._pointed_out = ""
            self.editors.clear_highlight()
        self._words.start()

    def set_unit(self, unit: Unit) -> None:
        """Show amounts in another unit, in the tables and in every word about them."""
        self.editors.set_unit(unit)
        self.audit.forget_words()
        self.refresh()
        self.show_words()
        self.search_panel.show_in(unit)

    def _show_words_audited(self) -> None:
        # While the findings are being built the trace waits: ``refresh`` asks for it again when they are there.
        if self._desk.is_audited:
            self.show_words()
        else:
            self.editors.show_words()

    def show_words(self) -> None:
        """Say what the current cell is, where its figure comes from and goes to."""
        self._words.stop()
        self.editors.show_words()
        if self.side.currentWidget() is not self.trace:
            return
        address = self.editors.current_address()
        if address == self.trace.address:
            self.trace.refresh()
        else:
            self.trace.show_cell(address)

    # -- going about -------------------------------------------------------------------------------

    def tables(self) -> list[TableKey]:
        """The tables in the outline's order."""
        return [TableKey(table.id) for _, tables in outline_tables(self._desk.form) for table in tables]

    def open_first(self) -> None:
        """Open the table that was open last time, else the first."""
        tables = self.tables()
        kept = self._settings.text(f"table/{self._desk.path}")
        wanted = next((key for key in tables if key.table == kept), tables[0] if tables else None)
        if wanted is not None:
            self.editors.open_table(wanted)

    def _open_and_focus(self, key: object) -> None:
        if isinstance(key, TableKey):
            self.editors.open_table(key).setFocus()

    def step_table(self, direction: int) -> None:
        """To the next or the previous table, as Ctrl+PgDn and Ctrl+PgUp do."""
        tables = self.tables()
        key = self.editors.key
        position = next((n for n, item in enumerate(tables) if key is not None and item.table == key.table), 0)
        self._open_and_focus(tables[(position + direction) % len(tables)])

    def _on_table(self, key: object) -> None:
        if isinstance(key, TableKey):
            self.outline.show_current(key)
            self.audit.show_table(key.table)

    def _on_cell(self, _address: object) -> None:
        if self.side.currentWidget() is not self.search_panel:
            self.side.setCurrentWidget(self.trace)
        self._words.start()

    def go_to(self, address: object) -> None:
        """Go to a cell and take the keyboard there."""
        if isinstance(address, Address):
            self.editors.go_to(address)
            self.editors.take_keyboard()

    def show_cells(self, cells: list[Address]) -> None:
        """Go to the first of some cells, all of them pointed out."""
        self._pointed_out = ""
        self.editors.compare.show_finding(None)
        self.editors.go_to(cells[0], cells)
        self.editors.take_keyboard()

    def show_current_cell(self) -> None:
        """Bring the current cell into sight after the table's height changed."""
        if self.editors.editor is not None:
            self.editors.editor.show_current()

    def _go_from_search(self, address: object) -> None:
        # The keyboard stays in the search, so that Enter and the arrows go on to the next place.
        if isinstance(address, Address):
            self.editors.go_to(address)
            self.search_panel.words.setFocus()

    def go_to_finding(self, finding: object) -> None:
        """Go to the finding's cell and point out everything it is compared with."""
        if isinstance(finding, Observed):
            self.audit.select(finding.key)
            self.part_requested.emit(finding.part, finding)
        if not isinstance(finding, Finding):
            return
        others = [operand.address for operand in finding.operands]
        if finding.subject is not None:
            others.append(finding.subject)
        if finding.place is not None:
            self._pointed_out = finding.key
            # First the room beside the table is taken, then the cell is brought into what is left.
            self.editors.compare.show_finding(finding)
            self.editors.go_to(finding.place, others)
            self.editors.take_keyboard()
        self.audit.select(finding.key)
        self.show_finding(finding)

    def _after_note(self) -> None:
        # In the note's field Ctrl+Z would take back its letters, not what was just kept.
        here: QWidget | None = self.window().focusWidget()
        if here is not None and self.trace.note.isAncestorOf(here):
            self.editors.take_keyboard()

    def _after_correction(self, words: str) -> None:
        # The button is gone with the finding; the keyboard would be passed on to whatever stands behind it.
        self.editors.take_keyboard()
        self.corrected.emit(words)

    def go_to_unread(self) -> None:
        """Go to the next figure that could not be read, in the outline's order."""
        unread = [cell for cell, stated in self._desk.report.figures().items() if stated.unread]
        if not unread:
            self.notice.emit("info", "没有未读出的数；未能核对的审核缺少别的数据。")
            return
        order = {table: number for number, table in enumerate(self._desk.form.tables)}
        unread.sort(key=lambda cell: (order[cell.table], cell.row, cell.column))
        current = self.editors.current_address()
        position = unread.index(current) + 1 if current in unread else 0
        self.go_to(unread[position % len(unread)])

    def show_finding(self, finding: object) -> None:
        """Show a finding in the trace without moving in the table."""
        if isinstance(finding, Finding):
            if self.side.currentWidget() is self.help:
                self.help.show_check(finding.check)
            else:
                self.side.setCurrentWidget(self.trace)
            away = finding.place is not None and finding.place != self.editors.current_address()
            self.trace.show_cell(finding.place, finding, away=away)
            self.editors.show_words()
        elif isinstance(finding, Observed) and self.side.currentWidget() is self.help:
            self.help.show_check(finding.check)

    def explain(self, _address: object = None) -> None:
        """F1: the page of the chosen finding's check, if there is one."""
        finding = self.trace.finding or self.audit.current()
        if finding is not None:
            self.show_help(finding.check)
        else:
            self.notice.emit("info", "这一格没有审核发现。选中审核结果里的一条再按 F1，看它的依据。")

    def export_findings(self) -> None:
        """Save the findings that are listed as an Excel table."""
        export_findings(self, self.audit.rows(), self._desk, self._settings, self.notice.emit)

    # -- the right side ----------------------------------------------------------------------------

    def show_help(self, check_id: str) -> None:
        """Show a check's page."""
        self.help.show_check(check_id)
        self.side.setCurrentWidget(self.help)
        self.help.page.setFocus()

    def show_find(self, unit: Unit) -> None:
        """Show the search."""
        self.side.setCurrentWidget(self.search_panel)
        self.search_panel.begin(unit)

    def show_trace(self) -> None:
        """Show the trace again."""
        self.side.setCurrentWidget(self.trace)
        self.show_words()

    def _escape(self) -> None:
        """Esc, wherever the keyboard is: the last that was opened goes, one at a time."""
        if self.trace.note.is_typed_in:
            self.trace.note.cancel()
            return
        if self.side.currentWidget() is not self.trace:
            self.show_trace()
        else:
            self._pointed_out = ""
            self.editors.clear_highlight()
        self.editors.take_keyboard()

    def panes(self) -> list[tuple[QWidget, QWidget]]:
        """The parts between which F6 takes the keyboard, left to right and down, each with where it begins."""
        stops: dict[QWidget, QWidget | None] = {
            self.trace: self.trace.first_stop(),
            self.search_panel: self.search_panel.words,
            self.help: self.help.page,
        }
        parts: list[tuple[QWidget, QWidget | None]] = [
            (self.outline, self.outline.list),
            (self.editors, self.editors.editor),
            (self.editors.compare, self.editors.compare.table),
            (self.side, stops.get(self.side.currentWidget())),
            (self.audit, self.audit.view if self.audit.view.isVisible() else self.audit.begin),
        ]
        return [(part, stop) for part, stop in parts if stop is not None and stop.isVisible()]

    # -- sizes -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Outline and trace give way to the table in a narrow window."""
        super().resizeEvent(event)
        self._sizes.fit(self.width())

    def set_share(self, *, auditing: bool) -> None:
        """More room for the table, or for the findings."""
        self._auditing = auditing
        self._sizes.share("" if not self.audit.is_filled() else "auditing" if auditing else "filling")

    def keep_sizes(self) -> None:
        """Remember the sizes and the table that is open."""
        self._sizes.keep()
        if self.editors.key is not None and self._desk.path is not None:
            self._settings.put(f"table/{self._desk.path}", self.editors.key.table)
        self.editors.keep_widths()
