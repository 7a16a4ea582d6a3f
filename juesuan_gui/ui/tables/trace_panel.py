"""Owns the trace at the right: where the cell's figure comes from, goes to, what confirms it, and its finding."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from juesuan_gui.checks import Finding
from juesuan_gui.figures import Figure, midpoint
from juesuan_gui.relations import Address
from juesuan_gui.report import adopt_computed, set_figure
from juesuan_gui.ui.audit.finding_words import FindingRow
from juesuan_gui.ui.audit.note_editor import NoteEditor
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.arranging import scrolling, side_by_side
from juesuan_gui.ui.look.pieces import button, heading, kind, paragraph, quiet
from juesuan_gui.ui.look.theme import figure_font
from juesuan_gui.ui.look.wrapping import wrapped
from juesuan_gui.ui.tables.trace_corrections import can_correct, cells_to_adopt, finding_of
from juesuan_gui.ui.tables.trace_lists import OUTSIDE, TraceLists

_BESIDE, _AROUND = 8, 40  # pixels between two buttons, and beside them with the scroll bar
_AROUND_TITLE = 28


class TracePanel(QWidget):
    """Follows the current cell."""

    go_requested = Signal(object)
    help_requested = Signal(str)
    corrected = Signal(str)
    finding_requested = Signal(object)
    #: (Mention): a place of the text where the cell is printed.
    mention_requested = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._desk = desk
        self._address: Address | None = None
        self._finding: Finding | None = None
        self._named = ""
        self._title = heading("", 12)
        self._box = QFrame()
        self._sides: list[QLabel] = []
        self._sentence = paragraph()
        self._at_sources = paragraph("这一格由公式算出：请改下面“由哪些数得来”里的数，或采用计算值。", "quiet")
        self.correct = button("", self._correct, "accent")
        self.adopt = button("采用计算值", self._adopt)
        self.explain = button("写说明…", self._write_note)
        self.page = button("审核依据", self._help, "link", "这条审核为什么、怎样核对（F1）")
        self.root = button("前往起因", self._go_to_root, "link", "这条由另一处引起：改好那一处，这条也就没有了")
        self.go = button("前往单元格", self._go, "link", "在表格里标出这一格和与它核对的格（双击列表也可以）")
        self.note = NoteEditor(desk)
        self.note.closed.connect(self._show_note)
        self.lists = TraceLists(desk)
        self.lists.go_requested.connect(self.go_requested)
        self.lists.mention_requested.connect(self.mention_requested)
        self._lay_out()
        self.show_cell(None)

    def _lay_out(self) -> None:
        content = QWidget()
        kind(content, "surface")
        self._column = QVBoxLayout(content)
        # Lists reach further out than words, so that their names stand under the headings.
        self._column.setContentsMargins(14 - OUTSIDE, 12, 3, 12)
        self._column.setSpacing(6)
        upper = QVBoxLayout()
        upper.setContentsMargins(OUTSIDE, 0, 9, 0)
        upper.setSpacing(6)
        self._where = quiet("追踪")
        upper.addWidget(self._where)
        upper.addWidget(self._title)
        self._hint = paragraph("选中一格，看它由哪些数得来、去往何处。", "quiet")
        upper.addWidget(self._hint)
        upper.addWidget(self._finding_box())
        self._actions = side_by_side(self.correct, self.adopt, self.explain, spacing=_BESIDE)
        upper.addLayout(self._actions)
        upper.addWidget(self.note)
        self._column.addLayout(upper)
        self._column.addWidget(self.lists)
        self._column.addStretch(1)
        self._area = scrolling(self, content)

    def _finding_box(self) -> QFrame:
        grid = QGridLayout(self._box)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(("表内", "应为", "差额")):
            grid.addWidget(QLabel(name), row, 0)
            value = QLabel()
            value.setFont(figure_font(bold=row == 1))
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._sides.append(value)
            grid.addWidget(value, row, 1)
        grid.addWidget(self._sentence, 3, 0, 1, 2)
        grid.addWidget(self._at_sources, 4, 0, 1, 2)
        # Three beside each other are too wide for the narrowest panel.
        grid.addWidget(self.root, 5, 0, 1, 2)
        grid.addLayout(side_by_side(self.go, self.page, spacing=14), 6, 0, 1, 2)
        return self._box

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons that have no room beside each other stand below each other."""
        super().resizeEvent(event)
        self._place_actions()
        self._break_title()

    def _place_actions(self) -> None:
        shown = [widget for widget in (self.correct, self.adopt, self.explain) if not widget.isHidden()]
        needed = sum(widget.sizeHint().width() + _BESIDE for widget in shown)
        is_narrow = needed + _AROUND > self.width()
        self._actions.setDirection(
            QHBoxLayout.Direction.TopToBottom if is_narrow else QHBoxLayout.Direction.LeftToRight
        )

    def _break_title(self) -> None:
        """A long name goes on in the next line between words, not inside of one."""
        room = self._area.viewport().width() - _AROUND_TITLE
        self._title.setText("\n".join(wrapped(self._named, QFontMetrics(self._title.font()), room)))

    def first_stop(self) -> QWidget | None:
        """Where the keyboard begins: what can be done about the finding, else the first list."""
        stops = (self.correct, self.adopt, self.explain, *self.lists.stops())
        return next((stop for stop in stops if stop.isVisible()), None)

    # -- showing -----------------------------------------------------------------------------------

    @property
    def address(self) -> Address | None:
        """The cell that is followed."""
        return self._address

    @property
    def finding(self) -> Finding | None:
        """The finding that is shown."""
        return self._finding

    def show_cell(self, address: Address | None, finding: Finding | None = None, *, away: bool = False) -> None:
        """Follow a cell; ``finding`` when the way led there from the audit pane; ``away``: the table is elsewhere."""
        if address is not None and finding is None:
            finding = finding_of(self._desk.result().findings, address)
        if (address, finding.key if finding else "") != (self._address, self._finding.key if self._finding else ""):
            self._area.verticalScrollBar().setValue(0)
        self._address = address
        self._finding = finding
        self.go.setVisible(away)
        session = self._desk.session
        words = (session.wording.row_words(address), session.wording.column_words(address)) if address else ()
        self._named = "·".join(part for part in words if part)
        self._break_title()
        label = session.wording.table_label(session.form.table(address.table)) if address is not None else ""
        self._where.setText(f"追踪　{label}" if label else "追踪")
        self._hint.setVisible(address is None)
        self._title.setVisible(address is not None)
        self._show_finding()
        self.lists.show_cell(address, finding)

    def refresh(self) -> None:
        """The same cell, and the same finding if it still stands, after an edit."""
        still = None
        if self._finding is not None:
            findings = self._desk.result().findings
            still = next((item for item in findings if item.key == self._finding.key), None)
        self.show_cell(self._address, still, away=still is not None and not self.go.isHidden())

    def _show_finding(self) -> None:
        finding = self._finding
        self._box.setVisible(finding is not None)
        adoptable = cells_to_adopt(self._desk, self._address, finding) if self._address else []
        self.adopt.setVisible(bool(adoptable))
        self.adopt.setText("整栏采用计算值" if len(adoptable) > 1 else "采用计算值")
        self.explain.setVisible(finding is not None)
        self.correct.setVisible(finding is not None and can_correct(self._desk, finding))
        if finding is None:
            self.note.hide()
            return
        row = FindingRow(self._desk.session, finding)
        kind(self._box, "info_box" if row.is_settled else f"{finding.level.value}_box")
        for label, text in zip(self._sides, (row.stated, row.expected, row.difference), strict=True):
            label.setText(text or "—")
        root = self._root_of(finding)
        self._sentence.setText(self._desk.session.wording.message(finding, root))
        self.root.setVisible(root is not None)
        computed = finding.culprit is not None and self._desk.session.live.is_computed(finding.culprit)
        self._at_sources.setVisible(computed and not row.is_settled)
        self.correct.setText(f"改为 {row.expected}")
        self._show_note()

    def _root_of(self, finding: Finding) -> Finding | None:
        """The finding at another cell that this one follows from."""
        if finding.root is None:
            return None
        found = (item for item in self._desk.result().findings if item.key == finding.root)
        return next((item for item in found if item.place is not None and item.place != finding.place), None)

    def _show_note(self) -> None:
        finding = self._finding
        self.note.show_finding(finding)
        self.explain.setVisible(finding is not None and not self.note.isVisibleTo(self))
        self._place_actions()

    # -- acting ------------------------------------------------------------------------------------

    def _correct(self) -> None:
        finding = self._finding
        if finding is None or finding.culprit is None or finding.expected is None:
            return
        words = self._desk.session.wording.place(finding.culprit)
        value = midpoint(finding.expected)
        self._desk.do(set_figure(self._desk.report, finding.culprit, Figure(value)))
        self.corrected.emit(f"已把 {words} 改为 {self._desk.session.wording.shown(finding.culprit)}。")

    def _adopt(self) -> None:
        if self._address is not None:
            cells = cells_to_adopt(self._desk, self._address, self._finding)
            self._desk.do(adopt_computed(self._desk.report, cells))
            self.corrected.emit(f"已有 {len(cells)} 格改由公式计算。" if len(cells) > 1 else "已改由公式计算。")

    def _write_note(self) -> None:
        if self._finding is not None:
            self.note.begin(self._finding)
            self.explain.hide()
            # Its place is known only once the layout was done.
            QTimer.singleShot(0, self.note, lambda: self._area.ensureWidgetVisible(self.note))

    def begin_note(self, finding: Finding) -> None:
        """Open the explanation of a finding for writing."""
        self.show_cell(finding.place, finding)
        self._write_note()

    def _go(self) -> None:
        if self._finding is not None:
            self.finding_requested.emit(self._finding)

    def _go_to_root(self) -> None:
        root = self._root_of(self._finding) if self._finding is not None else None
        if root is not None:
            self.finding_requested.emit(root)

    def _help(self) -> None:
        if self._finding is not None:
            self.help_requested.emit(self._finding.check)
