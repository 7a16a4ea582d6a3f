"""Owns the side of the card editor: the indicator's target as fields, its proposed score, block sums, who keeps the
books of the money."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from juesuan_gui.forms import CardPart
from juesuan_gui.live.card_scores import Proposal, propose
from juesuan_gui.live.card_target import AS_WORDED, DIRECTIONS, fields_of_target, said_of, turned
from juesuan_gui.live.cards import ShownCard, number_of, trimmed
from juesuan_gui.live.project_sheet import OWN_BOOKS, block_sum
from juesuan_gui.report import CardKey, Change, Report, compose
from juesuan_gui.report.card_sheets import BOOKS, OTHER_BOOKS, SCORE_REASON, CardLine, set_card_text, write_cell
from juesuan_gui.report.cards import CardKind
from juesuan_gui.ui.look.arranging import scrolling
from juesuan_gui.ui.look.pieces import button, heading, kind, paragraph, quiet
from juesuan_gui.ui.look.theme import figure_font

_WIDTH = 268
_AS_WORDED = "按指标值里的文字"
_BOOKS_WORDS = (
    "项目资金由谁列支。转移支付、社保专户的项目不在本部门账上支出，执行数不与支出决算表的项目支出核对（P15）。"
)


class CardSide(QWidget):
    """Follows the card and its current indicator. ``change_wanted`` asks for a change to be done."""

    change_wanted = Signal(object)
    #: The reason of the indicator is to be written where the card prints it.
    reason_wanted = Signal()

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self._shown: ShownCard | None = None
        self._line: CardLine | None = None
        self._proposal: Proposal | None = None
        self.setFixedWidth(_WIDTH)
        self._make_fields()
        self._lay_out()

    def _make_fields(self) -> None:
        self.about = paragraph("", "quiet")
        self.direction = QComboBox()
        self.direction.setAccessibleName("方向")
        for name in DIRECTIONS:
            self.direction.addItem(name or _AS_WORDED, name)
        self.direction.activated.connect(self._turn)
        self.value = self._field("指标值", "target")
        self.unit = self._field("计量单位", "unit")
        self.understood = paragraph("", "quiet")
        self.proposal = paragraph("", "quiet")
        self.adopt = button("采用建议分", self._adopt)
        self.reason = button("写在原因栏", self.reason_wanted.emit, "link")
        self.own_reason = self._field("不采用建议分的原因", SCORE_REASON)
        self.own_reason.setPlaceholderText("不采用建议分的原因")
        self.books = QComboBox()
        self.books.setAccessibleName("资金账户")
        for name in (OWN_BOOKS, *OTHER_BOOKS):
            self.books.addItem(name)
        self.books.activated.connect(self._keep_books)

    def _field(self, name: str, field: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(name)
        edit.editingFinished.connect(lambda: self._keep(edit, field))
        return edit

    def _lay_out(self) -> None:
        content = QWidget()
        kind(content, "ground")
        column = QVBoxLayout(content)
        column.setContentsMargins(2, 0, 8, 0)
        column.setSpacing(6)
        self._target_part = self._group(column, "指标", self.about, self._target_grid(), self.understood)
        scoring = (self.proposal, self.adopt, self.own_reason, self.reason)
        self._score_part = self._group(column, "评分", *scoring)
        self._sums = QWidget()
        self._sums_grid = QGridLayout(self._sums)
        self._sums_grid.setContentsMargins(0, 0, 0, 0)
        self._sums_grid.setVerticalSpacing(3)
        self._sums_grid.setColumnStretch(0, 1)
        self._sums_part = self._group(column, "得分汇总", self._sums)
        self._books_part = self._group(column, "资金账户", self.books, paragraph(_BOOKS_WORDS, "quiet"))
        column.addStretch(1)
        scrolling(self, content)

    @staticmethod
    def _group(column: QVBoxLayout, title: str, *widgets: QWidget) -> QWidget:
        part = QWidget()
        inner = QVBoxLayout(part)
        inner.setContentsMargins(0, 0, 0, 8)
        inner.setSpacing(4)
        inner.addWidget(heading(title, 11))
        for widget in widgets:
            inner.addWidget(widget)
        column.addWidget(part)
        return part

    def _target_grid(self) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for row, (name, widget) in enumerate(
            (("方向", self.direction), ("指标值", self.value), ("单位", self.unit)),
        ):
            grid.addWidget(quiet(name), row, 0)
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)
        return part

    # -- showing -----------------------------------------------------------------------------------

    def show_card(self, shown: ShownCard | None, line: CardLine | None) -> None:
        """Show a card and its current indicator as they are now."""
        self._shown, self._line = shown, line
        self._show_target()
        self._show_score()
        self._show_sums()
        is_project = shown is not None and shown.layout.kind == CardKind.PROJECT
        self._books_part.setVisible(is_project)
        if shown is not None:
            self.books.setCurrentText(shown.sheet.text(BOOKS) or OWN_BOOKS)

    def _show_target(self) -> None:
        shown, line = self._shown, self._line
        has_targets = shown is not None and "target" in shown.layout.fields(CardPart.INDICATOR)
        self._target_part.setVisible(has_targets)
        for widget in (self.direction, self.value, self.unit):
            widget.setEnabled(line is not None)
        if line is None:
            self.about.setText("在表里选中一个三级指标，这里写它的方向、指标值和单位。")
            self.about.show()
            self.understood.setText("")
            for field in (self.value, self.unit):
                field.setText("")
            self.direction.setCurrentIndex(0)
            return
        self.about.setText(" ".join(line.text("name").split()) or "（未填三级指标）")
        said = fields_of_target(line)
        at = self.direction.findData(said.direction)
        self.direction.setCurrentIndex(max(at, 0))
        for field, text in ((self.value, said.value), (self.unit, said.unit)):
            if field.text() != text:
                field.setText(text)
        self.understood.setText(said_of(line) if said.value else "还没有指标值")

    def _show_score(self) -> None:
        shown, line = self._shown, self._line
        proposal = self._proposal = propose(shown, line) if shown is not None and line is not None else None
        self._score_part.setVisible(shown is not None and shown.layout.has_scores)
        if proposal is not None:
            score = proposal.score or (f"{proposal.low}–{proposal.high}" if proposal.high else "——")
            self.proposal.setText(f"建议得分 {score}：{proposal.reason}")
        elif line is not None and shown is not None and "target" not in shown.layout.fields(CardPart.INDICATOR):
            self.proposal.setText("这种自评表按印出的评价标准评分，没有建议分。")
        elif line is not None:
            self.proposal.setText("填了分值、指标值和完成值以后给出建议分。")
        else:
            self.proposal.setText("选中一个指标，看按规则应得的分。")
        written = line.text("score").strip() if line is not None else ""
        differs = proposal is not None and bool(proposal.score) and number_of(written) != number_of(proposal.score)
        own = line.text(SCORE_REASON) if line is not None else ""
        self.adopt.setVisible(differs)
        self.own_reason.setVisible((differs and bool(written)) or bool(own))
        prints_reason = shown is not None and "reason" in shown.layout.fields(CardPart.INDICATOR)
        self.reason.setVisible(differs and bool(written) and prints_reason)
        if self.own_reason.text() != own:
            self.own_reason.setText(own)

    def _show_sums(self) -> None:
        while self._sums_grid.count():
            if (widget := self._sums_grid.takeAt(0).widget()) is not None:
                widget.deleteLater()
        lines = list(sums_of(self._shown)) if self._shown is not None else []
        self._sums_part.setVisible(bool(lines))
        for row, (name, weight, score) in enumerate((("", "分值", "得分"), *lines) if lines else ()):
            for column, text in enumerate((name, weight, score)):
                label = QLabel(text) if row else quiet(text)
                if column:
                    label.setFont(figure_font())
                    label.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._sums_grid.addWidget(label, row, column)

    def first_stop(self) -> QWidget:
        """Where the keyboard begins."""
        return self.direction if self.direction.isVisible() and self.direction.isEnabled() else self.books

    def sums(self) -> list[str]:
        """The lines of 得分汇总 as they are shown."""
        if self._shown is None:
            return []
        return [" ".join(part for part in line if part) for line in sums_of(self._shown)]

    # -- changing ----------------------------------------------------------------------------------

    def _key(self, field: str) -> CardKey | None:
        if self._shown is None or self._line is None:
            return None
        return self._shown.key(field, CardPart.INDICATOR, self._line)

    def _ask(self, change: Change) -> None:
        if change:
            self.change_wanted.emit(change)

    def _keep(self, edit: QLineEdit, field: str) -> None:
        key = self._key(field)
        if key is not None and self._line is not None and edit.text().strip() != self._line.text(field).strip():
            self._ask(set_card_text(self._report, key, edit.text().strip()))

    def _turn(self) -> None:
        key, line = self._key("target"), self._line
        if key is None or line is None:
            return
        said = turned(line, str(self.direction.currentData() or AS_WORDED))
        edits = [write_cell(self._report, key._replace(field=field), text) for field, text in said.items()]
        self._ask(compose("修改指标方向", edits))

    def _adopt(self) -> None:
        key, proposal = self._key("score"), self._proposal
        if key is not None and proposal is not None and proposal.score:
            edits = [write_cell(self._report, key, proposal.score)]
            edits.append(write_cell(self._report, key._replace(field=SCORE_REASON), ""))
            self._ask(compose("采用建议分", edits))

    def _keep_books(self) -> None:
        shown = self._shown
        if shown is not None:
            chosen = self.books.currentText()
            text = chosen if chosen in OTHER_BOOKS else ""
            self._ask(set_card_text(self._report, shown.key(BOOKS), text, "修改资金账户"))


def sums_of(shown: ShownCard) -> Iterator[tuple[str, str, str]]:
    """What a scored card adds up to: execution, each block of indicators, the whole, the grade; name, weight, score."""
    if not shown.layout.has_scores:
        return
    total = shown.total_row
    if total is not None and shown.layout.money_weight is not None:
        weight = shown.shown(CardPart.MONEY, total, "weight") or trimmed(shown.layout.money_weight)
        yield "预算执行", weight, shown.shown(CardPart.MONEY, total, "score")
    lines = shown.sheet.lines(CardPart.INDICATOR)
    for first in dict.fromkeys("".join(line.text("first").split()) for line in lines if line.text("first").strip()):
        full = block_sum(shown, first, "weight") or block_sum(shown, first, "first_weight")
        score = block_sum(shown, first, "score")
        yield first, trimmed(full) if full is not None else "", trimmed(score) if score is not None else ""
    if shown.head("total_score") or shown.head("total_weight"):
        yield "总分", shown.head("total_weight"), shown.head("total_score")
    if shown.head("grade"):
        yield "等级", "", shown.head("grade")
