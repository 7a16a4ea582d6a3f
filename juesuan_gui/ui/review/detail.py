"""Owns the details of one finding: the whole problem, every side, the formula; and the decision on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.review import Decision, Judged, Side, Verdict, kind_words
from juesuan_gui.ui.look.pieces import button, heading, kind, line, paragraph, quiet
from juesuan_gui.ui.review.marks import level_tone
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark

_NAMES = {
    Verdict.PENDING: "待核(&1)",
    Verdict.ACCEPTED: "认可(&2)",
    Verdict.REJECTED: "不采纳(&3)",
    Verdict.CORRECTED: "已修改(&4)",
}
_TIPS = {
    Verdict.PENDING: "还没有处理",
    Verdict.ACCEPTED: "问题成立，要单位修改",
    Verdict.REJECTED: "不是问题，要写理由",
    Verdict.CORRECTED: "单位已经改了；再次送审时还有就重新待核",
}
_MOST_SIDES = 7


def side_line(side: Side, number: int) -> Line:
    """A side of a finding as a line: its place and name, and what stands there."""
    name = "·".join(part for part in (side.row, side.column) if part)
    words = "　".join(part for part in (side.words, name) if part) or "整份报告"
    mark = Mark.ERROR if number == 0 else Mark.HOLLOW
    quote = side.text or ("空" if side.table else "")
    return Line(words, quote, number, mark, tip=side.text, is_quotation=True)


def decision_words(item: Judged) -> str:
    """When it was decided, and why it no longer counts."""
    decision = item.decision
    if decision is None:
        return ""
    when = decision.time[:16].replace("T", " ")
    if item.is_stale:
        again = "这次送审里还在" if decision.verdict is Verdict.CORRECTED else "它的数据后来变了"
        return f"{when} 处理为“{decision.verdict.label}”，但{again}，请重新核对。"
    return f"{when} 处理" if decision.verdict is not Verdict.PENDING else ""


class ReasonLine(QLineEdit):
    """The reason; Escape leaves it as it was."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the keyboard back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ReviewDetail(QWidget):
    """Everything about the chosen finding."""

    #: (Verdict, reason)
    decided = Signal(object, str)
    #: Number of the side to go to.
    side_wanted = Signal(object)
    help_wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._item: Judged | None = None
        self._wanted: Verdict | None = None
        self._is_open = True
        self._level = heading("", 10.5)
        self._about = quiet()
        self._help = button("审核依据 F1", self._ask_help, "link")
        self._message = paragraph()
        self.sides = LineList(single=True, height=26)
        self.sides.setAccessibleName("涉及的位置")
        self._formula = paragraph("", "quiet")
        self.choices: dict[Verdict, QPushButton] = {}
        self.reason = ReasonLine()
        self.reason.setMaxLength(500)
        self.store = button("存理由", self._store)
        self._state = paragraph("", "quiet")
        # Its line is kept free: the choices above must not move under the mouse when they are pressed.
        self._state.setMinimumHeight(self._state.fontMetrics().lineSpacing() + 2)
        self._lay_out()
        self.show_finding(None, True)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._level)
        head.addWidget(self._about, 1)
        head.addWidget(self._help)
        words = kind(QWidget(), "surface")
        inner = QVBoxLayout(words)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.setSpacing(6)
        inner.addWidget(self._message)
        inner.addWidget(self._formula)
        inner.addWidget(self.sides)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(words)
        row = QHBoxLayout()
        row.setSpacing(6)
        group = QButtonGroup(self)
        group.setExclusive(False)
        for verdict, name in _NAMES.items():
            choice = button(name, partial(self.choose, verdict), "plain", _TIPS[verdict])
            choice.setCheckable(True)
            self.choices[verdict] = choice
            group.addButton(choice)
            row.addWidget(choice)
        row.addStretch(1)
        reason = QHBoxLayout()
        reason.setSpacing(6)
        reason.addWidget(self.reason, 1)
        reason.addWidget(self.store)
        self.reason.returnPressed.connect(self._store)
        self.reason.left.connect(self._leave)
        self.sides.chosen.connect(self.side_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addWidget(line())
        column.addLayout(row)
        column.addLayout(reason)
        column.addWidget(self._state)

    # -- showing -----------------------------------------------------------------------------------

    def show_finding(self, item: Judged | None, is_open: bool) -> None:
        """Show a finding, or none; ``is_open`` says whether it may be decided on."""
        is_other = item is None or self._item is None or item.finding.key != self._item.finding.key
        self._item, self._is_open = item, is_open
        for widget in (self._help, self.sides, self._formula):
            widget.setVisible(item is not None)
        for control in (*self.choices.values(), self.reason, self.store):
            control.setEnabled(item is not None and is_open)
        if item is None:
            self._level.setText("")
            self._about.setText("")
            self._message.setText("在上面的列表里选一条，或在左边的原文里点有颜色的框。")
            self._show_decision(None, "")
            return
        finding = item.finding
        self._level.setText(finding.level.label)
        kind(self._level, level_tone(finding.level))
        self._about.setText(f"{finding.check} · {kind_words(finding.kind)} · {finding.section}")
        self._message.setText(finding.message)
        self._formula.setText(finding.formula_apart)
        self._formula.setVisible(bool(finding.formula_apart))
        self.sides.lines.show([side_line(side, number) for number, side in enumerate(finding.sides)])
        self.sides.setVisible(bool(finding.sides))
        self.sides.setFixedHeight(26 * min(len(finding.sides), _MOST_SIDES) + 4)
        if is_other:
            self._wanted = None
            self.reason.setText(self._kept_reason(item.decision))
        self._show_decision(item, decision_words(item))

    def _kept_reason(self, decision: Decision | None) -> str:
        return decision.reason if decision is not None else ""

    def _show_decision(self, item: Judged | None, words: str) -> None:
        shown = self._wanted or (item.verdict if item is not None else None)
        for verdict, choice in self.choices.items():
            choice.setChecked(verdict is shown)
        needs = shown is Verdict.REJECTED
        self.reason.setPlaceholderText("不采纳的理由（必填），回车存下" if needs else "说明（可不填），回车存下")
        self._state.setText(words)
        kind(self._state, "warning" if item is not None and item.is_stale else "quiet")

    # -- deciding ----------------------------------------------------------------------------------

    def choose(self, verdict: Verdict) -> None:
        """Decide; 不采纳 waits for its reason."""
        if self._item is None or not self._is_open:
            return
        self._wanted = verdict
        if verdict is Verdict.REJECTED and not self.reason.text().strip():
            self._show_decision(self._item, "不采纳要写理由，写好按回车。")
            kind(self._state, "error")
            self.reason.setFocus()
            return
        self._emit(verdict)

    def _store(self) -> None:
        if self._item is None or not self._is_open:
            return
        verdict = self._wanted or self._item.verdict
        if verdict is Verdict.REJECTED and not self.reason.text().strip():
            self.choose(verdict)
            return
        had_keyboard = self.reason.hasFocus()
        self._emit(verdict)
        if had_keyboard:
            self.left.emit()

    def _emit(self, verdict: Verdict) -> None:
        self._wanted = None
        self.decided.emit(verdict, self.reason.text())

    def _leave(self) -> None:
        self._wanted = None
        if self._item is not None:
            self.reason.setText(self._kept_reason(self._item.decision))
            self._show_decision(self._item, decision_words(self._item))
        self.left.emit()

    def _ask_help(self) -> None:
        if self._item is not None:
            self.help_wanted.emit(self._item.finding.check)
