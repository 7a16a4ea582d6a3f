"""Owns the list of a review's findings: verdict line, filters, the tree; what could not be checked; what is gone."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.review import Change, Judged, Review, Verdict, kind_words
from juesuan_gui.ui.look.filter_field import FilterField
from juesuan_gui.ui.look.level_chips import chosen_levels, level_chips, show_counts
from juesuan_gui.ui.look.pieces import button, heading, kind, paragraph
from juesuan_gui.ui.review.line_delegate import ReviewLineDelegate
from juesuan_gui.ui.review.model import ReviewFilter, ReviewModel
from juesuan_gui.ui.tables.rows_view import Line, LineList, Mark

_BESIDE = 24  # pixels of a line of an opened list beside its words
_FINDINGS, _NOTHING, _UNREAD, _GONE = range(4)
_DECISION_KEYS = {
    Qt.Key.Key_1: Verdict.PENDING,
    Qt.Key.Key_2: Verdict.ACCEPTED,
    Qt.Key.Key_3: Verdict.REJECTED,
    Qt.Key.Key_4: Verdict.CORRECTED,
}


class ReviewTree(QTreeView):
    """The tree with the keys of a reviewer: 1 to 4 decide, Enter goes to the place, F1 explains."""

    decided = Signal(object)
    entered = Signal()
    help_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("审核结果")
        self.setHeaderHidden(True)
        self.setIndentation(18)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setItemDelegate(ReviewLineDelegate(self))
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The reviewer's keys; everything else is Qt's."""
        verdict = _DECISION_KEYS.get(Qt.Key(event.key()))
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if verdict is not None and plain:
            self.decided.emit(verdict)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_F1:
            self.help_wanted.emit()
        else:
            super().keyPressEvent(event)


class ReviewList(QWidget):
    """What the examination found, as far as it is filtered."""

    #: (Judged or None)
    chosen = Signal(object)
    #: (keys, Verdict)
    decided = Signal(object, object)
    #: (Side) of something that could not be checked
    side_wanted = Signal(object)
    help_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._review: Review | None = None
        #: The finding that was chosen last: a filter may hide it, and it is marked again when that is taken off.
        self._marked = ""
        self._verdict = heading("", 11)
        self.levels = level_chips(self._on_filter)
        self.unread = button("", self._show_part, "plain", "没有读懂或没有读出的数：既不算相符，也不算不符，请人工核对")
        self.gone = button("", self._show_part, "plain", "上次送审有、这次没有了的")
        for widget in (self.unread, self.gone):
            widget.setCheckable(True)
        self.kinds, self.sections, self.verdicts, self.changes = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.model = ReviewModel(self)
        self.view = ReviewTree(self)
        self.words = FilterField("筛选：位置、审核号、金额、文字", self.view)
        self.view.setModel(self.model)
        self._nothing = paragraph("", "quiet")
        self.all = button("去掉筛选", self.clear_filters, "plain", "列出全部审核结果")
        self.unread_lines = LineList(single=True, height=30)
        self.unread_lines.setAccessibleName("未能核对的内容")
        self.gone_lines = LineList(single=True, height=30)
        self.gone_lines.setAccessibleName("已消除的问题")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self._verdict)
        for chip in self.levels.values():
            top.addWidget(chip)
        top.addWidget(self.unread)
        top.addWidget(self.gone)
        top.addStretch(1)
        top.addWidget(self.all)
        row = QHBoxLayout()
        row.setSpacing(6)
        names = {"类型": self.kinds, "部分": self.sections, "处理": self.verdicts, "与上次比": self.changes}
        for name, box in names.items():
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(5)
            row.addWidget(box, 1)
        row.addWidget(self.words, 2)
        self._body = QStackedLayout()
        for widget in (self.view, _at_top(self._nothing), self.unread_lines, self.gone_lines):
            self._body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(row)
        column.addLayout(self._body, 1)

    def _connect(self) -> None:
        for box in (self.kinds, self.sections, self.verdicts, self.changes):
            box.currentIndexChanged.connect(lambda _index: self._on_filter())
        self.words.textChanged.connect(lambda _words: self._on_filter())
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.clicked.connect(lambda _index: self.chosen.emit(self.current()))
        self.view.entered.connect(lambda: self.chosen.emit(self.current()))
        self.view.decided.connect(self._on_decided)
        self.view.help_wanted.connect(self.help)
        self.unread_lines.chosen.connect(self.side_wanted)
        self.gone_lines.chosen.connect(self.side_wanted)

    # -- showing -----------------------------------------------------------------------------------

    def show_review(self, review: Review) -> None:
        """Show a review, or the same one after a step; what was chosen and opened stays so."""
        is_other = self._review is None or self._review.submissions != review.submissions
        self._review = review
        if is_other:
            self._fill(review)
        self.refresh()
        if is_other:
            self.view.collapseAll()

    def _fill(self, review: Review) -> None:
        findings = review.current.content.findings
        kinds = dict.fromkeys(finding.kind for finding in findings)
        sections = dict.fromkeys(finding.section for finding in findings)
        _offer(self.kinds, "全部类型", [(kind_words(name), name) for name in kinds])
        _offer(self.sections, "全部部分", [(name, name) for name in sections])
        _offer(self.verdicts, "全部处理", [(verdict.label, verdict) for verdict in Verdict])
        _offer(self.changes, "全部变化", [(change.value, change) for change in Change])
        has_before = len(review.submissions) > 1
        self.changes.setVisible(has_before)
        unread = review.current.content.unread
        self.unread_lines.lines.show(
            [Line(f"{one.side.text}　{one.why}", one.side.words, one.side, Mark.HOLLOW, tip=one.why) for one in unread]
        )
        self.unread.setText(f"未能核对 {len(unread)}")
        self.unread.setVisible(bool(unread))
        _, gone = review.changes()
        self.gone_lines.lines.show(
            [
                Line(one.finding.message, f"原 {one.finding.where}", None, Mark.GOOD, tip=one.finding.message)
                for one in gone
            ]
        )
        self.gone.setText(f"已消除 {len(gone)}")
        self.gone.setVisible(has_before)
        for widget in (self.unread, self.gone):
            widget.setChecked(False)

    def refresh(self) -> None:
        """Show what the filters let through."""
        review = self._review
        if review is None:
            return
        judged = list(review.judged())
        show_counts(self.levels, Counter(item.finding.level for item in judged))
        self._verdict.setText("" if judged else "没有发现问题")
        self._verdict.setVisible(not judged)
        kind(self._verdict, "good")
        current = self.current()
        kept = current.finding.key if current is not None else self._marked
        wanted = self.filter()
        self.all.setVisible(wanted != ReviewFilter())
        shown = [item for item in judged if wanted.passes(item)]
        was = self.view.selectionModel().blockSignals(True)
        opened = [item.finding.key for item in self.model.in_order() if self.view.isExpanded(self._index(item))]
        self.model.show(shown)
        for key in opened:
            self.view.expand(self.model.index_of(key))
        self.view.selectionModel().blockSignals(was)
        if kept:
            self.select(kept)
        self._nothing.setText("没有符合筛选的审核结果。" if judged else "能核对的都相符。")
        self._show_part()

    def _on_filter(self) -> None:
        """The details never speak of a finding that is not listed."""
        before = self.current()
        self.refresh()
        after = self.current()
        if (before and before.finding.key) != (after and after.finding.key):
            self.chosen.emit(after)

    def _index(self, item: Judged) -> QModelIndex:
        return self.model.index_of(item.finding.key)

    def _show_part(self) -> None:
        # The chip that was pressed last says what is listed.
        pressed = self.sender()
        if pressed is self.unread and self.unread.isChecked():
            self.gone.setChecked(False)
        elif pressed is self.gone and self.gone.isChecked():
            self.unread.setChecked(False)
        if self.unread.isChecked():
            part = _UNREAD
        elif self.gone.isChecked():
            part = _GONE
        else:
            part = _FINDINGS if self.model.rowCount() else _NOTHING
        self._body.setCurrentIndex(part)

    def filter(self) -> ReviewFilter:
        """What the filters say."""
        return ReviewFilter(
            chosen_levels(self.levels),
            self.kinds.currentData() or "",
            self.sections.currentData() or "",
            self.verdicts.currentData(),
            self.changes.currentData(),
            self.words.text(),
        )

    # -- choosing ----------------------------------------------------------------------------------

    def current(self) -> Judged | None:
        """The chosen finding."""
        return self.model.judged(self.view.currentIndex())

    def chosen_keys(self) -> list[str]:
        """The keys of all chosen findings, top to bottom."""
        chosen = {item.finding.key for index in self.view.selectedIndexes() if (item := self.model.judged(index))}
        return [item.finding.key for item in self.model.in_order() if item.finding.key in chosen]

    def select(self, key: str) -> bool:
        """Choose a finding without going anywhere; whether it is shown."""
        index = self.model.index_of(key)
        if not index.isValid():
            return False
        self._marked = key
        if index.parent().isValid():
            self.view.expand(index.parent())
        flags = QItemSelectionModel.SelectionFlag
        model = self.view.selectionModel()
        if self.view.currentIndex() != index:
            was = model.blockSignals(True)
            model.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            model.blockSignals(was)
            self.view.viewport().update()
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def show_hidden(self, key: str) -> None:
        """Choose a finding that the filters may hide: then they are put back."""
        self._show_findings()
        if not self.select(key):
            self.clear_filters()
            self.select(key)

    def clear_filters(self) -> None:
        """Show everything."""
        for chip in self.levels.values():
            chip.setChecked(False)
        for box in (self.kinds, self.sections, self.verdicts, self.changes):
            box.setCurrentIndex(0)
        self.words.clear()
        self.refresh()

    def step(self, direction: int) -> None:
        """Go to the next finding, or the one before; after the last comes the first."""
        self._show_findings()
        keys = [item.finding.key for item in self.model.in_order()]
        if not keys:
            return
        current = self.current()
        if current is None or current.finding.key not in keys:
            place = 0 if direction > 0 else len(keys) - 1
        else:
            place = (keys.index(current.finding.key) + direction) % len(keys)
        self.select(keys[place])
        self.chosen.emit(self.current())

    def _show_findings(self) -> None:
        if self.unread.isChecked() or self.gone.isChecked():
            self.unread.setChecked(False)
            self.gone.setChecked(False)
            self._show_part()

    def help(self) -> None:
        """Ask for the page of the chosen finding's check."""
        item = self.current()
        if item is not None:
            self.help_wanted.emit(item.finding.check)

    def _on_current(self, index: QModelIndex) -> None:
        item = self.model.judged(index)
        self._marked = item.finding.key if item is not None else self._marked
        self.chosen.emit(item)

    def _on_decided(self, verdict: object) -> None:
        keys = self.chosen_keys()
        if keys:
            self.decided.emit(keys, verdict)


def _offer(box: QComboBox, everything: str, entries: list) -> None:
    was = box.blockSignals(True)
    box.clear()
    box.addItem(everything, None)
    for name, data in entries:
        box.addItem(name, data)
    # The list may be wider than its box: a table's name is told by its end as well.
    box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + _BESIDE)
    box.blockSignals(was)


def _at_top(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(2, 10, 10, 10)
    column.addWidget(widget)
    column.addStretch(1)
    return page
