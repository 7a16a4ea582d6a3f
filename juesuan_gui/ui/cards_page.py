"""Owns the page of scorecards: the list of cards, one printed card to be filled in, what the checks say of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.card_book import CardBook
from juesuan_gui.document import Place
from juesuan_gui.forms import CardPart, Level
from juesuan_gui.live.card_scores import Proposal, propose
from juesuan_gui.live.card_values import key_of
from juesuan_gui.live.cards import ShownCard
from juesuan_gui.report import CardKey, Change
from juesuan_gui.report.card_contents import TakenIn, take_in_cards
from juesuan_gui.report.card_sheets import (
    CardLine,
    add_cards,
    content_of,
    enter,
    insert_line,
    move_line,
    remove_card,
    remove_line,
    set_card_text,
    starting_content,
)
from juesuan_gui.report.cards import CardKind, CardReading
from juesuan_gui.session import SessionEvent
from juesuan_gui.ui.cards_model import CardModel
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.pieces import button, heading, kind, paragraph, quiet
from juesuan_gui.ui.rows_view import Line, LineList, Mark
from juesuan_gui.ui.tasks import Progress, Task, Work

_JUDGE_AFTER = 400  # milliseconds without typing
#: What is made most often first.
_ORDER = (CardKind.PROJECT, CardKind.OVERALL, CardKind.SUMMARY, CardKind.LISTING)
_FILES = "自评表文件 (*.xlsx *.xls *.xlsm *.docx *.pdf *.txt *.html *.htm);;所有文件 (*)"


def read_cards_of(path: Path) -> Work:
    """The work of reading the scorecards of a file, to be done on a thread."""
    return lambda progress: _read(path, progress)


def _read(path: Path, progress: Progress) -> CardReading:
    # Only who imports waits for the libraries of reading.
    from juesuan_gui.reading import ReadingWorker
    from juesuan_gui.reading.cards.reader import read_cards
    from juesuan_gui.reading.open_source import read_any

    progress("正在读取文件", 0, 2)
    with ReadingWorker() as worker:
        source = read_any(path, worker)
    progress("正在认自评表", 1, 2)
    return read_cards(source.document)


class CardsPage(QWidget):
    """The cards at the left, the printed card in the middle, findings below."""

    notice = Signal(str, str)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._desk = desk
        self._book: CardBook | None = None
        self._card = ""
        self._task: Task | None = None
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.setInterval(_JUDGE_AFTER)
        self._judging.timeout.connect(self.judge)
        self.list = LineList(single=True)
        self.list.setAccessibleName("自评表")
        self.list.setMinimumWidth(200)
        self.list.setMaximumWidth(300)
        self.list.chosen.connect(self._choose)
        self.layouts = QComboBox()
        self.layouts.setAccessibleName("样式")
        self.title = heading("")
        self.model = CardModel()
        self.model.typed.connect(self._type)
        self.view = QTableView()
        self.found = LineList(single=True)
        self.found.setAccessibleName("审核结果")
        self.found.setMaximumHeight(150)
        self.found.chosen.connect(self._go_to)
        self.proposal = paragraph("", "quiet")
        self._empty = paragraph(
            "先在左边选样式、点“新建”，或点“导入…”，从 Excel、Word、PDF 或文本里读入已有的自评表。", "quiet"
        )
        self._make_buttons()
        self._set_up_view()
        self._lay_out()
        desk.edited.connect(self._on_edited)

    def _make_buttons(self) -> None:
        self.new = button("新建", self._new)
        self.copy = button("复制", self._copy)
        self.remove = button("删除", self._remove)
        self.take_in = button("导入…", self._choose_file, tip="从 Excel、Word、PDF 或文本里读自评表")
        self.add = button("插入指标", self._add_line)
        self.drop = button("删除指标", self._drop_line)
        self.up = button("上移", lambda: self._move(-1))
        self.down = button("下移", lambda: self._move(1))
        self.adopt = button("采用建议分", self._adopt)
        self.reason = button("写明不采用的原因", self._write_reason)
        self.back = button("返回", self.closed.emit)

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName("自评表内容")
        view.horizontalHeader().hide()
        view.verticalHeader().hide()
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        view.setWordWrap(True)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.selectionModel().currentChanged.connect(lambda *_: self._show_line())

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(heading("绩效自评表"))
        left.addWidget(self.layouts)
        row = QHBoxLayout()
        for item in (self.new, self.copy, self.remove, self.take_in):
            row.addWidget(item)
        left.addLayout(row)
        left.addWidget(self.list, 1)
        left.addWidget(self.back)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for item in (self.add, self.drop, self.up, self.down):
            head.addWidget(item)
        scoring = QHBoxLayout()
        scoring.addWidget(self.proposal, 1)
        scoring.addWidget(self.adopt)
        scoring.addWidget(self.reason)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addLayout(head)
        right.addWidget(self._empty)
        right.addWidget(self.view, 1)
        right.addLayout(scoring)
        self.count: QLabel = quiet("")
        right.addWidget(self.count)
        right.addWidget(self.found)
        right.addStretch()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(18, 12, 18, 10)
        whole.setSpacing(16)
        whole.addLayout(left)
        whole.addLayout(right, 1)

    # -- showing -----------------------------------------------------------------------------------

    @property
    def book(self) -> CardBook:
        """The cards of the report; made when the page is first needed."""
        if self._book is None:
            self._book = CardBook(self._desk.session.live)
        return self._book

    @property
    def shown(self) -> ShownCard | None:
        """The card that is open."""
        return self.book.shown(self._card)

    def refresh(self) -> None:
        """Show everything as it is now."""
        if self.layouts.count() == 0:
            for layout in sorted(self._desk.form.scorecards.values(), key=lambda item: _ORDER.index(item.kind)):
                self.layouts.addItem(layout.name, layout.id)
        cards = self.book.all_shown()
        if self.book.shown(self._card) is None:
            self._card = cards[0].sheet.id if cards else ""
        self.judge()
        self._show_card()

    def judge(self) -> None:
        """Judge the cards as they are now, mark cells and list what is found."""
        findings = self.book.findings()
        self.model.show_findings(findings)
        self._show_list()
        lines = [
            Line(
                item.message,
                item.check,
                item.spot.place,
                Mark.ERROR if item.level is Level.ERROR else Mark.WARNING,
                "error" if item.level is Level.ERROR else "warning",
                tip=item.message,
            )
            for item in findings.of_card(self._card)
        ]
        lines += [
            Line(item.text, "待核", item.key, Mark.HOLLOW, "quiet", tip=item.text)
            for item in findings.notices
            if item.key is not None and item.key.card == self._card
        ]
        self.found.lines.show(lines)
        self.count.setText(f"审核结果 {len(lines)} 条" if lines else ("没有发现问题" if self._card else ""))

    def _show_list(self) -> None:
        findings = self.book.findings()
        lines = []
        for item in self.book.all_shown():
            found = findings.of_card(item.sheet.id)
            mark = Mark.GOOD
            if found:
                mark = Mark.ERROR if any(one.level is Level.ERROR for one in found) else Mark.WARNING
            name = item.head("name") or item.layout.name
            score = item.head("total_score")
            words = f"{score}分" if score[-1:].isdigit() else score
            lines.append(Line(name, words, item.sheet.id, mark, tip=name))
        for sheet in self.book.without_layout():
            lines.append(Line(sheet.name or "自评表", "样式已去掉", None, Mark.WARNING, "warning"))
        self.list.lines.show(lines)
        for row, line in enumerate(lines):
            if line.payload == self._card:
                self.list.setCurrentIndex(self.list.lines.index(row))

    def _show_card(self) -> None:
        shown = self.shown
        report = self._desk.report
        words = {"单位": report.text("单位名称") or "【待填：单位名称】", "年度": str(self._desk.form.year)}
        self.title.setText((shown.head("name") or shown.layout.name) if shown is not None else "还没有自评表")
        if self.model.show(shown, words):
            self._join_cells()
        self.view.resizeRowsToContents()
        for item in (self.copy, self.remove, self.add, self.drop, self.up, self.down):
            item.setEnabled(shown is not None)
        self._empty.setVisible(shown is None)
        for widget in (self.view, self.found, self.add, self.drop, self.up, self.down):
            widget.setVisible(shown is not None)
        self._show_line()

    def _join_cells(self) -> None:
        view, grid = self.view, self.model.grid
        view.clearSpans()
        if grid is None:
            return
        for cell in grid.cells:
            if cell.row_span > 1 or cell.column_span > 1:
                view.setSpan(cell.row, cell.column, cell.row_span, cell.column_span)
        self._fit_columns()

    def _fit_columns(self) -> None:
        grid = self.model.grid
        if grid is None:
            return
        whole = sum(column.weight or 1 for column in grid.columns)
        room = max(self.view.viewport().width() - 2, 640)
        for number, column in enumerate(grid.columns):
            self.view.setColumnWidth(number, room * (column.weight or 1) // whole)
        self.view.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The printed card is as wide as the page."""
        super().resizeEvent(event)
        self._fit_columns()

    def _show_line(self) -> None:
        line, proposal = self._line(), self._proposal()
        self.proposal.setText(f"建议得分 {proposal.score or '——'}：{proposal.reason}" if proposal else "")
        written = line.text("score") if line is not None else ""
        differs = proposal is not None and bool(proposal.score) and written != proposal.score
        self.adopt.setVisible(differs)
        self.reason.setVisible(differs and bool(written))
        for item in (self.drop, self.up, self.down):
            item.setEnabled(line is not None)

    # -- what is meant -----------------------------------------------------------------------------

    def _key(self) -> CardKey | None:
        return self.model.key(self.view.currentIndex())

    def _line(self) -> CardLine | None:
        """The indicator in whose row the current cell is."""
        key, shown = self._key(), self.shown
        if key is None or shown is None or key.part != CardPart.INDICATOR:
            return None
        return next((line for line in shown.sheet.lines(CardPart.INDICATOR) if line.id == key.line), None)

    def _proposal(self) -> Proposal | None:
        line, shown = self._line(), self.shown
        return propose(shown, line) if line is not None and shown is not None else None

    # -- changing ----------------------------------------------------------------------------------

    def _do(self, change: Change) -> None:
        if change:
            self._desk.do(change)

    def _on_edited(self, event: object) -> None:
        if self._book is None or not isinstance(event, SessionEvent):
            return
        touched = self._book.follow(event.change)
        if not self.isVisible():
            return
        if self._book.shown(self._card) is None:
            cards = self._book.all_shown()
            self._card = cards[-1].sheet.id if cards else ""
        if touched:
            self._show_card()
        self._judging.start()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the page was hidden is shown."""
        super().showEvent(event)
        self.refresh()

    def _type(self, key: object, text: str) -> None:
        shown = self.shown
        if isinstance(key, CardKey) and shown is not None:
            self._do(enter(self._desk.report, shown.sheet, key, text))

    def _choose(self, card: object) -> None:
        if isinstance(card, str) and card != self._card:
            self._card = card
            self._show_card()
            self.judge()

    def _new(self) -> None:
        layout = self._desk.form.scorecards.get(str(self.layouts.currentData()))
        if layout is None:
            self.notice.emit("warning", "本版式没有自评表样式，请先在版式文件夹的 scorecards 里加上。")
            return
        self._add(add_cards(self._desk.report, layout, [starting_content(layout)], f"新建{layout.name}"))

    def _copy(self) -> None:
        shown = self.shown
        if shown is not None:
            self._add(add_cards(self._desk.report, shown.layout, [content_of(shown.sheet)], "复制自评表"))

    def _add(self, change: Change) -> None:
        """Do a change that adds cards and open the last of them."""
        self._do(change)
        cards = self.book.all_shown()
        self._card = cards[-1].sheet.id if cards else ""
        self._show_card()
        self.judge()

    def _remove(self) -> None:
        if self.shown is not None:
            self._do(remove_card(self._desk.report, self._card))
            self.judge()

    def _add_line(self) -> None:
        shown, line = self.shown, self._line()
        if shown is None:
            return
        lines = shown.sheet.lines(CardPart.INDICATOR)
        above = line or (lines[-1] if lines else None)
        like = {field: above.text(field) for field in ("first", "second", "goal")} if above is not None else {}
        ids = [item.id for item in lines]
        at = ids.index(above.id) + 1 if above is not None else len(ids)
        before = ids[at] if at < len(ids) else None
        self._do(insert_line(self._desk.report, shown.sheet, CardPart.INDICATOR, like or {"first": "产出指标"}, before))

    def _drop_line(self) -> None:
        shown, line = self.shown, self._line()
        if shown is not None and line is not None:
            self._do(remove_line(self._desk.report, shown.sheet, CardPart.INDICATOR, line.id))

    def _move(self, step: int) -> None:
        shown, line, key = self.shown, self._line(), self._key()
        if shown is None or line is None or key is None:
            return
        ids = [item.id for item in shown.sheet.lines(CardPart.INDICATOR)]
        to = ids.index(line.id) + step
        if not 0 <= to < len(ids):
            return
        rest = [name for name in ids if name != line.id]
        before = rest[to] if to < len(rest) else None
        self._do(move_line(self._desk.report, shown.sheet, CardPart.INDICATOR, line.id, before))
        self.view.setCurrentIndex(self.model.place_of_key(key._replace(field="name")))

    def _adopt(self) -> None:
        shown, line, proposal = self.shown, self._line(), self._proposal()
        if shown is not None and line is not None and proposal is not None and proposal.score:
            key = shown.key("score", CardPart.INDICATOR, line)
            self._do(set_card_text(self._desk.report, key, proposal.score, "采用建议分"))

    def _write_reason(self) -> None:
        """Go to where the reason is written: the card's own column."""
        shown, line = self.shown, self._line()
        if shown is None or line is None:
            return
        place = self.model.place_of_key(shown.key("reason", CardPart.INDICATOR, line))
        if place.isValid():
            self.view.setCurrentIndex(place)
            self.view.edit(place)
        else:
            self.notice.emit("info", "这种自评表没有逐项的原因栏，请写在下面的原因分析里。")

    def _go_to(self, payload: object) -> None:
        for row, cell in enumerate(self.found.lines.lines):
            if cell.payload == payload:
                self.found.setCurrentIndex(self.found.lines.index(row))
        place = self._place(payload)
        if place.isValid():
            self.view.setCurrentIndex(place)
            self.view.scrollTo(place)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, payload: object) -> QModelIndex:
        key = key_of(payload) if isinstance(payload, Place) else payload
        return self.model.place_of_key(key) if isinstance(key, CardKey) else QModelIndex()

    # -- taking in ---------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "导入绩效自评表", "", _FILES)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read the cards of a file beside the window and add them in one step."""
        if self._task is not None and self._task.is_running:
            return
        self.take_in.setEnabled(False)
        self._task = Task("导入自评表", read_cards_of(path), self)
        self._task.finished.connect(self._take_in)
        self._task.failed.connect(self._failed)
        self._task.ended.connect(self._ended)
        self._task.start()

    def _failed(self, words: str) -> None:
        self.notice.emit("error", words)

    def _ended(self) -> None:
        self.take_in.setEnabled(True)

    def _take_in(self, reading: object) -> None:
        if not isinstance(reading, CardReading):
            return
        if not reading.cards:
            self.notice.emit("warning", "文件里没有找到绩效自评表（“项目名称”开头的表或整体自评表）。没有改动。")
            return
        taken: TakenIn = take_in_cards(self._desk.report, reading.cards)
        self._add(taken.change)
        self.notice.emit("info", f"导入了 {len(reading.cards)} 张自评表，可以撤销。")
        unread = [f"“{item.quote[:20]}”{item.why}" for item in reading.unread]
        for words in (*taken.notices, *unread)[:3]:
            self.notice.emit("warning", words)

    def stop(self) -> None:
        """End what runs beside the window."""
        if self._task is not None:
            self._task.cancel()
