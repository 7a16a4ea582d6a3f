"""Owns the page 版式设置: what this report prints otherwise than its form; each change is one undo step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from juesuan_gui.forms import CARD, FORM_ITSELF, FormError, RawTable, adjustment_text, declaration_of
from juesuan_gui.forms.adjustments import AdjustmentError
from juesuan_gui.live.approving import approve_totals, stated_totals
from juesuan_gui.report import Change, adjust_form, adopt_computed
from juesuan_gui.ui.adapting.card_panel import CardPanel
from juesuan_gui.ui.adapting.new_table import NewTablePanel
from juesuan_gui.ui.adapting.report_panel import ReportPanel
from juesuan_gui.ui.adapting.table_panel import TablePanel
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.pieces import button, heading, kind, quiet
from juesuan_gui.ui.outline import outline_tables, short_title
from juesuan_gui.ui.tables.rows_view import LINE_ROLE, Line, LineList, Mark

_WHOLE, _NEW = object(), object()


class FormPage(QWidget):
    """The tables at the left, what may be changed about one at the right."""

    closed = Signal()
    notice = Signal(str, str)
    copy_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._desk = desk
        self.list = LineList(single=True)
        self.list.setAccessibleName("表")
        self.list.setMaximumWidth(300)
        self.list.setMinimumWidth(200)
        self.list.chosen.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._follow)
        self.report = ReportPanel(desk)
        self.table = TablePanel()
        self.new = NewTablePanel()
        self.card = CardPanel()
        self.chosen: object = _WHOLE
        self._is_gone = False
        self.panels = QStackedWidget()
        for panel in (self.report, self.table, self.new, self.card):
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QScrollArea.Shape.NoFrame)
            area.setWidget(panel)
            self.panels.addWidget(area)
        self._lay_out()
        self.report.changed.connect(self._change_tables)
        self.report.form_changed.connect(lambda label, text: self._adjust(label, {FORM_ITSELF: text}))
        self.report.edited.connect(self._do)
        self.report.copy_requested.connect(self.copy_requested)
        self.table.kept.connect(self._keep_table)
        self.table.reset.connect(lambda table: self._adjust(f"{table} 恢复版式原样", {table: ""}))
        self.table.approved.connect(lambda table: self._do(approve_totals(desk.session.live, table)))
        self.table.adopted.connect(self._adopt)
        self.table.refused.connect(lambda words: self.notice.emit("warning", words))
        self.new.made.connect(self._add_table)
        self.new.refused.connect(lambda words: self.notice.emit("warning", words))
        self.card.kept.connect(self._keep_card)
        self.card.reset.connect(lambda name: self._adjust("自评表恢复版式原样", {name: ""}))
        self.card.refused.connect(lambda words: self.notice.emit("warning", words))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(heading("版式设置"))
        left.addWidget(quiet("只改这一份报告，可以撤销"))
        left.addWidget(self.list, 1)
        left.addWidget(button("返回基本信息", self.closed.emit))
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 20, 28, 16)
        row.setSpacing(24)
        row.addLayout(left)
        row.addWidget(self.panels, 1)

    def refresh(self) -> None:
        """List the tables as the report has them now; those that it changed are marked."""
        changed = self._desk.report.adjustments()
        lines = [Line("整份报告", "改过" if FORM_ITSELF in changed else "", _WHOLE, tone="quiet")]
        for title, tables in outline_tables(self._desk.form):
            lines.append(Line(title, is_heading=True))
            for table in tables:
                words = "改过" if table.id in changed else ""
                lines.append(Line(short_title(table), words, table.id, Mark.NONE, "quiet", tip=table.title))
        lines.append(Line("＋ 加一张表", "", _NEW))
        if self._desk.form.scorecards:
            lines.append(Line("绩效自评表", is_heading=True))
        for card in self._desk.form.scorecards.values():
            words = "改过" if CARD + card.id in changed else ""
            lines.append(Line(card.name, words, CARD + card.id, Mark.NONE, "quiet", tip="分值、等级、小数位"))
        # Filled when it is first looked at: most reports are opened without ever coming here.
        is_first = not self.list.lines.lines
        self.list.lines.show(lines)
        if is_first:
            self._show(_WHOLE)

    def show_table(self, table_id: str) -> None:
        """Open the settings of one table, or (``CARD`` and its id) of one kind of scorecard."""
        self._show(table_id)

    def show_again(self, chosen: object) -> None:
        """Open what was open on an earlier page (its ``chosen``), where the form still has it."""
        names = {*self._desk.form.tables, *(CARD + card for card in self._desk.form.scorecards)}
        if isinstance(chosen, str) and chosen in names:
            self._show(chosen)

    def _show(self, chosen: object) -> None:
        self.chosen = chosen
        if chosen is _WHOLE:
            self.report.refresh()
            self.panels.setCurrentIndex(0)
        elif chosen is _NEW:
            self.new.begin(self._desk.form.tables)
            self.panels.setCurrentIndex(2)
        elif isinstance(chosen, str) and chosen.startswith(CARD):
            layout = self._desk.form.scorecards[chosen.removeprefix(CARD)]
            is_changed = chosen in self._desk.report.adjustments()
            self.card.show_layout(layout, declaration_of(self._desk.form, chosen), is_changed=is_changed)
            self.panels.setCurrentIndex(3)
        elif isinstance(chosen, str):
            is_changed = chosen in self._desk.report.adjustments()
            is_own = chosen not in self._desk.report.base_form.tables
            self.table.show_table(declaration_of(self._desk.form, chosen), is_changed=is_changed, is_own=is_own)
            self.panels.setCurrentIndex(1)
        for row, line in enumerate(self.list.lines.lines):
            if line.payload == chosen:
                self.list.setCurrentIndex(self.list.lines.index(row))

    def _follow(self, index: QModelIndex) -> None:
        """The arrow keys open what they mark."""
        found = index.data(LINE_ROLE)
        if self.list.hasFocus() and isinstance(found, Line) and found.payload not in (None, self.chosen):
            self._choose(found.payload)

    def _choose(self, chosen: object) -> None:
        if chosen == self.chosen:
            return
        self.leave()
        self._show(chosen)

    # -- leaving -----------------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page comes; a window that only becomes an icon is not left."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.leave()

    def leave(self) -> None:
        """What was changed in the fields of a table and not applied yet is applied, and said."""
        table = self.chosen
        if self._is_gone or not isinstance(table, str) or table not in self._desk.form.tables:
            return
        wanted = self.table.touched()
        if wanted is None:
            return
        try:
            change = adjust_form(self._desk.report, f"{wanted['title']} 的版式", {table: self._text(table, wanted)})
        except FormError as error:
            self.notice.emit("warning", f"{error.problem}。没有改动。")
            return
        if change:
            said = f"“{wanted['title']}”的版式已照改，可以撤销。"
            self._desk.carry_out(change, lambda: self.notice.emit("info", said))

    def close_report(self) -> None:
        """The page goes, with what its fields say of a form that may be another by now."""
        self._is_gone = True

    # -- keeping -----------------------------------------------------------------------------------

    def _adopt(self, table: str) -> None:
        self._do(adopt_computed(self._desk.report, stated_totals(self._desk.session.live, table)))

    def _keep_table(self, wanted: object) -> None:
        if isinstance(wanted, dict):
            table = str(wanted["id"])
            self._adjust(f"{wanted['title']} 的版式", {table: self._text(table, wanted)})

    def _keep_card(self, name: str, wanted: object) -> None:
        if isinstance(wanted, dict):
            self._adjust(f"{wanted.get('name', '自评表')} 的分值、等级和小数位", {name: self._text(name, wanted)})

    def _add_table(self, wanted: object) -> None:
        if isinstance(wanted, dict):
            self._adjust(f"加“{wanted['title']}”", {str(wanted["id"]): self._text(str(wanted["id"]), wanted)})

    def _change_tables(self, label: str, change: object) -> None:
        """The same change to every table that admits it."""
        if not callable(change):
            return
        act: Callable[[RawTable], RawTable] = change
        texts = {}
        for table_id in self._desk.form.tables:
            try:
                texts[table_id] = self._text(table_id, act(declaration_of(self._desk.form, table_id)))
            except AdjustmentError:
                continue
        self._adjust(label, texts)

    def _text(self, table_id: str, wanted: RawTable) -> str:
        return adjustment_text(self._desk.report.base_form, table_id, wanted)

    def _adjust(self, label: str, texts: dict[str, str]) -> None:
        try:
            change = adjust_form(self._desk.report, label, texts)
        except FormError as error:
            self.notice.emit("warning", f"{error.problem}。没有改动。")
            return
        self._do(change)

    def _do(self, change: object) -> None:
        if isinstance(change, Change):
            if change:
                self._desk.carry_out(change)
            else:
                self.notice.emit("info", "和现在一样，不用改。")
