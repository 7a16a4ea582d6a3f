"""Owns the open report's part of the window: head, guided path, the pages, and the foot."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from juesuan_gui.figures import Unit
from juesuan_gui.relations import Address
from juesuan_gui.report import Change, SlotKind
from juesuan_gui.session import SessionEvent
from juesuan_gui.ui.basics_page import BasicsPage
from juesuan_gui.ui.cards.watch import CardsWatch
from juesuan_gui.ui.data_page import DataPage
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.explanation.watch import ExplanationWatch
from juesuan_gui.ui.guide_states import AUDIT, BASICS, DATA, EXPLANATION, PREVIEW, STEPS, guide_states
from juesuan_gui.ui.header_bar import GuidedPath, HeaderBar
from juesuan_gui.ui.late_pages import LatePages
from juesuan_gui.ui.look.pieces import button, kind, line
from juesuan_gui.ui.pane_walk import walk
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.tables.editors import EditorFactory
from juesuan_gui.ui.tables.foot_bar import FootBar, sum_of
from juesuan_gui.ui.tasks import Work
from juesuan_gui.ui.workspace_ways import Ways


class Workspace(QWidget):
    """Everything around one desk; made with it and gone with it."""

    notice = Signal(str, str)
    editing_notice = Signal(str, str)
    change_notice = Signal(str)
    move_requested = Signal()
    import_requested = Signal()
    open_requested = Signal(object)
    copy_form_requested = Signal()

    def __init__(self, desk: Desk, settings: Settings, factory: EditorFactory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._settings = settings
        self._step = DATA
        self._basics_changed = False
        self._selection = QTimer(self)
        self._selection.setSingleShot(True)
        self._selection.timeout.connect(self.show_selection)
        self.header = HeaderBar(desk)
        self.guide = GuidedPath(STEPS)
        self.basics = BasicsPage(desk)
        self.data = DataPage(desk, settings, factory)
        self.explanation_watch = ExplanationWatch(desk, self)
        self.cards_watch = CardsWatch(desk, self.explanation_watch, self)
        self.foot = FootBar(desk.form.unit)
        self.pages = LatePages(desk, settings, self.explanation_watch, self.cards_watch, self)
        for page in (self.basics, self.data):
            self.pages.addWidget(page)
        self.ways = Ways(self)
        self._lay_out()
        self._connect()
        self.refresh()
        self.go_to_step(BASICS if not self.basics.is_complete() else DATA)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(line())
        column.addWidget(self._read_only_strip())
        column.addWidget(self.guide)
        column.addWidget(line())
        column.addWidget(self.pages, 1)
        column.addWidget(self.foot)

    def _read_only_strip(self) -> QFrame:
        self.strip = QFrame()
        kind(self.strip, "warning_box")
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(18, 4, 16, 4)
        label = QLabel(self.desk.holder_words or "只读打开。修改不会写回原文件。")
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(button("另存为副本…", self.move_requested.emit, "link"))
        self.strip.setVisible(self.desk.file is not None and self.desk.file.read_only)
        return self.strip

    def _connect(self) -> None:
        desk = self.desk
        desk.edited.connect(self._on_edited)
        desk.audited.connect(self._follow_edits)
        desk.parts.changed.connect(self._show_states)
        self.data.part_requested.connect(self.ways.to_part)
        self.data.trace.lists.mentions = self.explanation_watch.mentions_of
        self.data.trace.mention_requested.connect(self.ways.to_mention)
        self.explanation_watch.drafted.connect(self._show_states)
        self.explanation_watch.drafted.connect(self.data.show_words)
        self.data.audit.finding_activated.connect(self.ways.back_to_tables)
        self.header.undo.clicked.connect(self.undo)
        self.header.versions.clicked.connect(self.show_versions)
        self.header.export.clicked.connect(lambda: self.go_to_step(PREVIEW))
        self.guide.step_chosen.connect(self.go_to_step)
        self.basics.next_requested.connect(lambda: self.go_to_step(DATA))
        self.basics.move_requested.connect(self.move_requested)
        self.basics.form_requested.connect(self.show_form)
        # One move of the active cell says both; the sum is made once, after the cell was painted.
        self.data.editors.selection_changed.connect(self._selection.start)
        self.data.editors.current_changed.connect(lambda _address: self._selection.start())
        self.data.corrected.connect(self.change_notice)
        self.data.audit.import_requested.connect(self.import_requested)
        self.data.notice.connect(self.notice)
        self.data.editing_notice.connect(self.editing_notice)
        desk.version_kept.connect(self._say_version)
        self._connect_pages()
        self.foot.unit_chosen.connect(self._on_unit)
        self.foot.zoom_chosen.connect(self.data.editors.set_zoom)
        self.data.editors.zoomed.connect(self.foot.show_zoom)
        self.foot.only_nonzero.connect(self.data.editors.set_only_nonzero)

    def _connect_pages(self) -> None:
        pages = self.pages
        pages.notice.connect(self.notice)
        pages.left.connect(lambda: self.go_to_step(self._step))
        pages.form_left.connect(lambda: self.go_to_step(BASICS))
        pages.done.connect(self._after_page)
        pages.finding_requested.connect(self.ways.to_finding)
        pages.cells_requested.connect(self.ways.to_cells)
        pages.open_requested.connect(self.open_requested)
        pages.copy_form_requested.connect(self.copy_form_requested)

    # -- following ---------------------------------------------------------------------------------

    def _say_version(self, name: str) -> None:
        # A slot of the page itself: the desk outlives pages, and would keep a lambda and the whole page behind it.
        self.notice.emit("info", f"已存为版本“{name}”。")

    def _on_edited(self, event: SessionEvent) -> None:
        self.data.on_change(event.change)
        self._selection.start()
        self.header.show_history()
        if any(edit.slot.kind is not SlotKind.FIGURE for edit in event.change.edits):
            self._basics_changed = True

    def _follow_edits(self) -> None:
        """After edits: what figures alone do not change is left as it is."""
        if self._basics_changed:
            self._basics_changed = False
            self.header.refresh()
            self.basics.refresh()
        self.data.refresh()
        self._show_states()

    def refresh(self) -> None:
        """Bring the words around the grid up to date."""
        self.header.refresh()
        self.basics.refresh()
        self.data.refresh()
        self.show_selection()
        self._show_states()

    def _show_states(self) -> None:
        states = guide_states(
            self.desk, has_basics=self.basics.is_complete(), explanation=self.explanation_watch.state()
        )
        for state in states:
            self.guide.show_state(*state)

    def show_selection(self) -> None:
        """What the selected cells come to."""
        editor = self.data.editors.editor
        cells = editor.selected_addresses() if editor is not None else []
        self.foot.show_selection(sum_of(self.desk.session.live, cells))

    def _on_unit(self, unit: object) -> None:
        if isinstance(unit, Unit):
            self.desk.session.wording.show_in(unit)
            self.data.set_unit(unit)
            self.show_selection()

    # -- pages -------------------------------------------------------------------------------------

    @property
    def step(self) -> str:
        """The part of the guided path that is open."""
        return self._step

    def go_to_step(self, name: str) -> None:
        """Open a part of the guided path."""
        self._step = name
        self.guide.show_step(name)
        self.header.show_is_exporting(is_there=name == PREVIEW)
        self.foot.setVisible(name in (DATA, AUDIT))
        if name == BASICS:
            self.pages.setCurrentWidget(self.basics)
            self.take_keyboard()
        elif name == EXPLANATION:
            self.pages.setCurrentWidget(self.pages.explanation)
            self.pages.explanation.refresh()
            self.pages.explanation.first_stop().setFocus()
        elif name == PREVIEW:
            self.pages.setCurrentWidget(self.pages.preview)
            self.pages.preview.show_report()
            self.pages.preview.export.accept.setFocus()
        else:
            self.pages.setCurrentWidget(self.data)
            self.data.set_share(auditing=name == AUDIT)
            self.take_keyboard()
            # The table has its new height only after the layout was done.
            QTimer.singleShot(0, self.data, self.data.show_current_cell)

    def take_keyboard(self) -> None:
        """Put the keyboard where the tables, the findings or the basics begin; a page that is not shown yet cannot."""
        if self._step == BASICS:
            self.basics.unit_name.setFocus()
        elif self._step == AUDIT:
            self.data.audit.view.setFocus()
        elif self._step == DATA:
            self.data.editors.take_keyboard()

    def _show_aside(self, page: QWidget) -> None:
        """Open a page that is no part of the guided path."""
        self.pages.setCurrentWidget(page)
        self.guide.show_step("")
        self.header.show_is_exporting(is_there=False)
        self.foot.hide()

    @property
    def shows_form(self) -> bool:
        """Whether the page 版式设置 is open."""
        return self.pages.is_shown("form_page")

    def show_form(self) -> None:
        """Open the page 版式设置."""
        self._show_aside(self.pages.form_page)
        self.pages.form_page.refresh()
        self.pages.form_page.list.setFocus()

    def show_cards(self) -> None:
        """Open the page of scorecards."""
        self._show_aside(self.pages.cards)
        self.pages.cards.take_focus()

    def show_versions(self) -> None:
        """Open the page of versions."""
        self._show_aside(self.pages.versions)
        self.pages.versions.refresh()
        self.pages.versions.name.setFocus()

    def show_import(self, path: Path, work: Work | None = None) -> None:
        """Open the import page with a workbook; ``work`` reads it as something else than a report's tables."""
        self._show_aside(self.pages.importing)
        self.pages.importing.read(path, work)

    def step_pane(self, direction: int) -> None:
        """F6 and Shift+F6: the keyboard to the next part of the view; a notice's buttons are one of them."""
        page = self.pages.currentWidget()
        of_cards = self.pages.cards.panes() if self.pages.is_shown("cards") else ()
        walk(page, self.data.panes() if page is self.data else of_cards, direction)

    def show_find(self) -> None:
        """Open the search."""
        if self._step not in (DATA, AUDIT) or self.pages.currentWidget() is not self.data:
            self.go_to_step(DATA)
        self.data.show_find(self.foot.shown_unit)

    def _after_page(self, words: str) -> None:
        self.go_to_step(DATA)
        self.change_notice.emit(words)

    # -- undo and redo -----------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last change back and show where it was."""
        label = self.desk.session.history.undo_label
        self.desk.session.carry_out_undo(lambda change: self._show_change(change, f"已撤销：{label}"))

    def redo(self) -> None:
        """Do again what was undone last and show where it was."""
        label = self.desk.session.history.redo_label
        self.desk.session.carry_out_redo(lambda change: self._show_change(change, f"已重做：{label}"))

    def _show_change(self, change: Change | None, words: str) -> None:
        if change is None:
            return
        self.notice.emit("undo", words)
        cells = [Address(*edit.slot.key) for edit in change.edits if edit.slot.kind is SlotKind.FIGURE]
        # One table at most: an undone import has no single place to show.
        if cells and len({cell.table for cell in cells}) == 1 and self.pages.currentWidget() is self.data:
            self.data.go_to(cells[0])

    # -- ending ------------------------------------------------------------------------------------

    def close_report(self) -> None:
        """Remember sizes, end threads."""
        self.data.keep_sizes()
        self.pages.close_report()
