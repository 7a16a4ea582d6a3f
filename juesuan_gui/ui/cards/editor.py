"""Owns the editor of one card: the list of cards, the printed card, its indicators' places, findings, the side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from juesuan_gui.document import Place
from juesuan_gui.forms import CardPart, Level
from juesuan_gui.live.card_values import key_of
from juesuan_gui.live.cards import ShownCard
from juesuan_gui.report import CardKey, Change, compose
from juesuan_gui.report.card_sheets import enter, move_card
from juesuan_gui.ui.cards.copying import IndicatorCopying
from juesuan_gui.ui.cards.findings import CardFindingsList
from juesuan_gui.ui.cards.line_commands import LineCommands
from juesuan_gui.ui.cards.sheet import CardView
from juesuan_gui.ui.cards.side import CardSide
from juesuan_gui.ui.cards.watch import CardsWatch
from juesuan_gui.ui.cards.words import card_name
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.look.arranging import side_by_side
from juesuan_gui.ui.look.pieces import button, heading, paragraph
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark

_EMPTY = "还没有自评表。点上面的“新建”；或点“导入…”，从 Excel、Word、PDF 或文本里读入已有的自评表。"


class CardEditor(QWidget):
    """One card at a time; every change is one undo step of the report."""

    notice = Signal(str, str)
    help_wanted = Signal(str)

    def __init__(self, desk: Desk, watch: CardsWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watch = watch
        self._card = ""
        self._is_side_wanted = True
        self.list = LineList(single=True)
        self.list.setAccessibleName("自评表")
        self.list.setMinimumWidth(150)
        self.list.setMaximumWidth(260)
        self.list.chosen.connect(self._choose)
        self.title = heading("", 12)
        self.title.setWordWrap(True)
        self.view = CardView()
        self.view.typed.connect(self._type)
        self.view.pasted.connect(self._paste)
        self.view.current_changed.connect(self._show_line)
        self.lines = LineCommands(desk.report, self.view, lambda: self.shown, self._do)
        self.side = CardSide(desk.report)
        self.side.change_wanted.connect(self._do)
        self.side.reason_wanted.connect(self._write_reason)
        self.found = CardFindingsList(desk)
        self.found.chosen.connect(self.go_to)
        self.found.help_wanted.connect(self.help_wanted)
        self.copying = IndicatorCopying(desk, watch, self)
        self.copying.notice.connect(self.notice)
        self._empty = paragraph(_EMPTY, "quiet")
        self._make_buttons()
        self._lay_out()
        watch.touched.connect(self._follow)
        watch.judged.connect(self.show_findings)

    def _make_buttons(self) -> None:
        self.add = button("插入指标", self.lines.add, tip="在当前指标下面插入一行")
        self.drop = button("删除指标", self.lines.remove)
        self.total = button("加合计行", self.lines.add_total, tip="清单最后一行写合计，由程序相加")
        self.up = button("上移", lambda: self.lines.move(-1))
        self.down = button("下移", lambda: self.lines.move(1))
        self.copy_from = button("复制指标…", self._copy_from, tip="从其他项目或上年的报告复制指标；完成值和得分不复制")
        self.card_up = button("上移", lambda: self._move_card(-1), "plain", "在报告里的次序")
        self.card_down = button("下移", lambda: self._move_card(1), "plain", "在报告里的次序")

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.list, 1)
        left.addLayout(side_by_side(self.card_up, self.card_down))
        head = QHBoxLayout()
        head.setSpacing(6)
        for item in (self.add, self.drop, self.up, self.down, self.total, self.copy_from):
            head.addWidget(item)
        head.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(6)
        middle.addWidget(self.title)
        middle.addLayout(head)
        middle.addWidget(self.view, 1)
        middle.addWidget(self.found)
        self._spare = QWidget()
        middle.addWidget(self._spare, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._empty)
        whole = QHBoxLayout()
        outer.addLayout(whole, 1)
        whole.setSpacing(14)
        whole.addLayout(left, 1)
        whole.addLayout(middle, 4)
        whole.addWidget(self.side)

    # -- showing -----------------------------------------------------------------------------------

    @property
    def card(self) -> str:
        """The id of the open card, "" without one."""
        return self._card

    @property
    def shown(self) -> ShownCard | None:
        """The card that is open."""
        return self._watch.book.shown(self._card)

    def open_card(self, card: str) -> None:
        """Open a card."""
        self._card = card
        self.refresh()

    def show_side(self, wanted: bool) -> None:
        """A help page takes the room of the side while it is open."""
        self._is_side_wanted = wanted
        self.side.setVisible(wanted and self.shown is not None)

    def refresh(self) -> None:
        """Show everything as it is now; where the open card is gone, the first."""
        if self.shown is None:
            cards = self._watch.book.all_shown()
            self._card = cards[0].sheet.id if cards else ""
        self.show_findings()
        self._show_card()

    def show_findings(self) -> None:
        """Mark cells and list what is found."""
        if not self.isVisible():
            return
        findings = self._watch.findings
        self.view.card.show_findings(findings)
        self.found.show_card(self._card, findings)
        self._show_list()

    def _show_list(self) -> None:
        findings = self._watch.findings
        lines = []
        for item in self._watch.book.all_shown():
            found = findings.of_card(item.sheet.id)
            mark = Mark.GOOD
            if found:
                mark = Mark.ERROR if any(one.level is Level.ERROR for one in found) else Mark.WARNING
            score = item.head("total_score")
            words = f"{score}分" if score[-1:].isdigit() else score
            lines.append(Line(card_name(item), words, item.sheet.id, mark, tip=card_name(item)))
        for sheet in self._watch.book.without_layout():
            lines.append(Line(sheet.name or "自评表", "样式已去掉", None, Mark.WARNING, "warning"))
        self.list.lines.show(lines)
        for row, line in enumerate(lines):
            if line.payload == self._card:
                self.list.setCurrentIndex(self.list.lines.index(row))

    def _show_card(self) -> None:
        shown, report = self.shown, self._desk.report
        words = {"单位": report.text("单位名称") or "【待填：单位名称】", "年度": str(self._desk.form.year)}
        self.title.setText(card_name(shown) if shown is not None else "")
        self.view.show_card(shown, words)
        is_open = shown is not None
        part, called = self.lines.part()
        for item in (self.add, self.drop, self.up, self.down):
            item.setVisible(bool(called))
        self.add.setText(f"插入{called}")
        self.add.setToolTip(f"在当前{called}下面插入")
        self.drop.setText(f"删除{called}")
        self.copy_from.setVisible(is_open and part is CardPart.INDICATOR and bool(called))
        self.total.setVisible(self.lines.wants_total())
        for widget in (self.title, self.view, self.found, self.card_up, self.card_down):
            widget.setVisible(is_open)
        self.list.setVisible(is_open or bool(self._watch.book.without_layout()))
        self.side.setVisible(is_open and self._is_side_wanted)
        self._empty.setVisible(not is_open)
        self._spare.setVisible(not is_open)
        self._show_line()

    def _show_line(self) -> None:
        shown = self.shown
        self.side.show_card(shown, self.view.line(shown))
        line = self.lines.current()
        for item in (self.drop, self.up, self.down):
            item.setEnabled(line is not None)

    # -- following ---------------------------------------------------------------------------------

    def _follow(self, touched: object) -> None:
        if not self.isVisible() or not isinstance(touched, frozenset):
            return
        if self.shown is None:
            cards = self._watch.book.all_shown()
            self._card = cards[-1].sheet.id if cards else ""
        self._show_card()
        self._show_list()

    def _do(self, change: object) -> None:
        if isinstance(change, Change) and change:
            self._desk.do(change)

    def _type(self, key: object, text: str) -> None:
        shown = self.shown
        if isinstance(key, CardKey) and shown is not None:
            self._do(enter(self._desk.report, shown.sheet, key, text))

    def _paste(self, texts: Sequence[tuple[CardKey, str]]) -> None:
        shown = self.shown
        if shown is not None:
            changes = [enter(self._desk.report, shown.sheet, key, text) for key, text in texts]
            # A heading that stands for several lines is written once.
            edits = {edit.slot: edit for change in changes for edit in change.edits}
            self._do(compose(f"粘贴 {len(texts)} 格", list(edits.values())))

    def _choose(self, card: object) -> None:
        if isinstance(card, str) and card != self._card:
            self.open_card(card)

    def go_to(self, payload: object) -> None:
        """Go to a cell of the open card: what a finding or a notice is about."""
        if isinstance(payload, (Place, CardKey)):
            self.found.select(payload)
            key = key_of(payload) if isinstance(payload, Place) else payload
            if key is not None and self.view.go_to(key):
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- indicators --------------------------------------------------------------------------------

    def _copy_from(self) -> None:
        shown = self.shown
        if shown is not None:
            self.copying.ask(shown, self.copy_from.mapToGlobal(QPoint(0, self.copy_from.height())))

    def _write_reason(self) -> None:
        """Go to where the card prints the reason of an indicator."""
        shown, line = self.shown, self.view.line(self.shown)
        if shown is None or line is None:
            return
        place = self.view.card.place_of_key(shown.key("reason", CardPart.INDICATOR, line))
        if place.isValid():
            self.view.setFocus()
            self.view.setCurrentIndex(place)
            self.view.edit(place)

    # -- the order of cards ------------------------------------------------------------------------

    def _move_card(self, step: int) -> None:
        ids = [item.sheet.id for item in self._watch.book.all_shown()]
        if self._card not in ids:
            return
        to = ids.index(self._card) + step
        if not 0 <= to < len(ids):
            return
        rest = [name for name in ids if name != self._card]
        self._do(move_card(self._desk.report, self._card, rest[to] if to < len(rest) else None))
