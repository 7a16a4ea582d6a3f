"""Owns the audit pane: the filters and the list of findings that leads to the cells, below the verdict."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.checks import AuditResult, Finding
from juesuan_gui.forms import Level
from juesuan_gui.report import TableKey
from juesuan_gui.ui.audit.finding_list import as_text
from juesuan_gui.ui.audit.finding_tree import Filter, Node
from juesuan_gui.ui.audit.finding_words import ListedRow, row_of
from juesuan_gui.ui.audit.findings_model import FindingsModel
from juesuan_gui.ui.audit.findings_view import FindingsView
from juesuan_gui.ui.audit.verdict_line import VerdictLine, verdict_words
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.arranging import side_by_side
from juesuan_gui.ui.look.filter_field import FilterField
from juesuan_gui.ui.look.level_chips import chosen_levels
from juesuan_gui.ui.look.pieces import button, kind, paragraph, quiet
from juesuan_gui.ui.outline import outline_tables
from juesuan_gui.ui.parts import Observed


class AuditPane(QWidget):
    """What does not agree, and the way there."""

    finding_activated = Signal(object)
    finding_selected = Signal(object)
    help_requested = Signal(str)
    unread_requested = Signal()
    import_requested = Signal()
    export_requested = Signal()
    copied = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._desk = desk
        self._table = ""
        self._shown: AuditResult | None = None
        self._filled_shown = (False, 0)
        self._rows: list[ListedRow] = []
        self._left_at: int | None = None
        self._has_gone = False
        self.verdict_line = VerdictLine(self.refresh, self.unread_requested.emit)
        self.only_table = button("只看当前表", self.refresh, "plain")
        self.only_table.setCheckable(True)
        self.by_table = button("按表分组", self.refresh, "plain", "按表排列；关掉则把后果收在根源下面")
        self.by_table.setCheckable(True)
        self.model = FindingsModel(desk.session, self)
        self.view = FindingsView(self)
        self.view.setModel(self.model)
        self.words = FilterField("筛选", self.view)
        self.words.setToolTip("表、科目、审核号、金额都可以，多个词用空格隔开；Esc 去掉筛选")
        self.words.setMinimumWidth(150)
        self.words.setMaximumWidth(260)
        self.words.textChanged.connect(self.refresh)
        self._nothing = paragraph("", "quiet")
        self.begin = button("导入 Excel、WPS 表格…", self.import_requested.emit)
        self._ways = quiet("也可以把文件拖到窗口里；或在 Excel、WPS 里复制整张表，粘贴到上面的表格；或直接录入。")
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addLayout(self.verdict_line)
        top.addStretch(1)
        top.addWidget(self.words)
        top.addWidget(self.only_table)
        top.addWidget(self.by_table)
        go_on = button("下一处 F8", self.next, "plain", "到下一条发现的单元格；Shift+F8 上一条")
        top.addWidget(go_on)
        self.export = button("导出清单…", self.export_requested.emit, "plain", "把列出的发现存成 Excel 表")
        top.addWidget(self.export)
        self._tools = (self.words, self.only_table, self.by_table, go_on, self.export)
        self._body = QStackedLayout()
        self._body.addWidget(self.view)
        empty = QWidget()
        inner = QVBoxLayout(empty)
        inner.setContentsMargins(2, 8, 2, 8)
        inner.addWidget(self._nothing)
        ways = side_by_side(self.begin, self._ways, spacing=12)
        inner.addLayout(ways)
        inner.addStretch(1)
        self._body.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 4)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(self._body, 1)

    def _connect(self) -> None:
        self.view.activated_finding.connect(self._activate)
        self.view.help_wanted.connect(self.help)
        self.view.copy_wanted.connect(self.copy)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._desk.parts.changed.connect(self._follow_parts)

    # -- showing -----------------------------------------------------------------------------------

    def show_table(self, table_id: str) -> None:
        """Which table is open now, for 只看当前表."""
        self._table = table_id
        if self.only_table.isChecked():
            self.refresh()

    def _follow_parts(self) -> None:
        if self._desk.is_audited:
            self.refresh()
        else:
            # The tables' findings are being built; ``follow`` comes when they are there.
            self._shown = None

    def follow(self, *, notes_changed: bool) -> None:
        """After an edit: the list is made anew only when a finding came, went or changed."""
        result = self._desk.result()
        if result is not self._shown or notes_changed or self._filled() != self._filled_shown:
            self.refresh()

    def refresh(self) -> None:
        """Show the findings as they are now; what was chosen and opened stays so."""
        result = self._shown = self._desk.result()
        self._filled_shown = self._filled()
        self._show_verdict(result)
        rows = self._rows = self._rows_of()
        wanted = self._filter()
        shown = [row for row in rows if wanted.passes(row)]
        self._show_lines(self.model.arranged(shown, grouped_by_table=self.by_table.isChecked()))
        self._body.setCurrentIndex(0 if shown else 1)
        for tool in self._tools:
            tool.setVisible(bool(rows))
        self._nothing.setText("没有符合筛选的发现。" if rows else "")
        self._nothing.setVisible(bool(rows))
        for widget in (self.begin, self._ways):
            widget.setVisible(not self.is_filled())

    def _show_lines(self, top: Node) -> None:
        if self.model.has_lines_of(top):
            if self.model.say_anew(top, self.view.isExpanded):
                self.view.fit_columns()
            return
        chosen, position = self.current(), self._position()
        opened = self._opened()
        self.model.replace(top)
        self._reopen(opened)
        if chosen is not None:
            self._left_at = position
            self.select(chosen.key)
        self.view.fit_columns()

    def _rows_of(self) -> list[ListedRow]:
        """A row for each finding; of one that stayed the same the row that has its words already."""
        known = {row.finding.key: row for row in self._rows}
        rows = []
        for finding in self._desk.findings():
            row = known.get(finding.key)
            same = row is not None and (row.finding is finding or row.finding == finding)
            rows.append(row if row is not None and same else row_of(self._desk.session, finding))
        return rows

    def forget_words(self) -> None:
        """Names of rows or the form itself changed: the words of every finding are made anew."""
        self._rows = []
        self._shown = None

    def _filter(self) -> Filter:
        return Filter(
            chosen_levels(self.verdict_line.levels),
            self._table if self.only_table.isChecked() else "",
            self.words.text(),
        )

    def _show_verdict(self, result: AuditResult) -> None:
        found = self._desk.findings()
        is_filled, unfilled = self._filled_shown
        words = verdict_words(result, is_filled, len(found) - len(result.findings), unfilled)
        self.verdict_line.show_verdict(words, found, self._settled(), len(result.unread))

    def is_filled(self) -> bool:
        """Whether there is anything to check."""
        report = self._desk.report
        return bool(report.card_ids()) or any(map(report.is_filled, report.tables()))

    def _filled(self) -> tuple[bool, int]:
        """Whether there is anything to check, and how many printed tables are not filled."""
        report = self._desk.report
        printed = outline_tables(report.form)[0][1]
        return self.is_filled(), sum(not report.is_filled(TableKey(table.id)) for table in printed)

    def _settled(self) -> Counter[Level]:
        note = self._desk.report.note
        return Counter(
            finding.level
            for finding in self._desk.findings()
            if (found := note(finding.key)) is not None and found.fingerprint == finding.fingerprint
        )

    def verdict(self) -> str:
        """The verdict line in words."""
        return self.verdict_line.words()

    def _opened(self) -> set[str]:
        rows = map(self.model.finding_row, self.model.opened(self.view.isExpanded))
        return {row.finding.key for row in rows if row is not None}

    def _reopen(self, opened: set[str]) -> None:
        if self.by_table.isChecked():
            self.view.expandAll()
        elif opened:
            for index in self.model.in_order():
                row = self.model.finding_row(index)
                if row is not None and row.finding.key in opened:
                    self.view.expand(index)
        for row_number in range(self.model.rowCount()):
            # A heading's words may run over all columns.
            if self.model.finding_row(self.model.index(row_number, 0)) is None:
                self.view.setFirstColumnSpanned(row_number, QModelIndex(), True)

    # -- going -------------------------------------------------------------------------------------

    def current(self) -> Finding | Observed | None:
        """The chosen finding."""
        row = self.model.finding_row(self.view.currentIndex())
        return row.finding if row else None

    def _position(self) -> int | None:
        current = self.view.currentIndex().siblingAtColumn(0)
        if not current.isValid():
            return None
        order = self.model.in_order()
        return order.index(current) if current in order else None

    def select(self, key: str) -> None:
        """Choose a finding without going anywhere; a hidden consequence opens its root."""
        index = self.model.index_of(key)
        model = self.view.selectionModel()
        if not index.isValid():
            return
        if index.parent().isValid():
            self.view.expand(index.parent())
        flags = QItemSelectionModel.SelectionFlag
        was = model.blockSignals(True)
        model.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        model.blockSignals(was)
        self.view.scrollTo(index)
        self.view.viewport().update()

    def next(self) -> None:
        """Go to the next finding."""
        self._step(1)

    def previous(self) -> None:
        """Go to the finding before."""
        self._step(-1)

    def _step(self, direction: int) -> None:
        order = self.model.in_order()
        if not order:
            return
        keys = [row.finding.key for index in order if (row := self.model.finding_row(index)) is not None]
        current = self.current()
        if current is not None and current.key in keys:
            # A list that is looked at for the first time has its first line marked, but nobody has been there yet.
            step = direction if self._has_gone else 0
            position = (keys.index(current.key) + step) % len(keys)
        elif self._left_at is not None:
            # The finding that was chosen is settled; the next one has moved into its place.
            position = (self._left_at + min(direction, 0)) % len(keys)
        else:
            position = 0 if direction > 0 else len(keys) - 1
        self.select(keys[position])
        self._activate(self.model.index_of(keys[position]))

    def rows(self) -> list[ListedRow]:
        """The findings that are listed, from top to bottom."""
        found = (self.model.finding_row(index) for index in self.model.in_order())
        return [row for row in found if row is not None]

    def copy(self) -> None:
        """Ctrl+C: the chosen lines as tab-separated text, with the columns' names where they are several."""
        chosen = self.view.chosen()
        found = [self.model.finding_row(index) for index in self.model.in_order() if index in chosen]
        rows = [row for row in found if row is not None]
        if not rows:
            return
        QGuiApplication.clipboard().setText(as_text(rows))
        self.copied.emit(f"已复制 {len(rows)} 条审核结果。")

    def help(self) -> None:
        """Ask for the chosen finding's page."""
        finding = self.current()
        if finding is not None:
            self.help_requested.emit(finding.check)

    def _activate(self, index: QModelIndex) -> None:
        row = self.model.finding_row(index)
        if row is not None:
            self._has_gone = True
            self.finding_activated.emit(row.finding)

    def _on_current(self, index: QModelIndex) -> None:
        row = self.model.finding_row(index)
        if row is not None:
            self.finding_selected.emit(row.finding)
