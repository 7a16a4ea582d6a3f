"""Owns the page of a review: the source at the left, what was found in it at the right, and the way between both."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from juesuan_gui.document import Document
from juesuan_gui.forms import Level
from juesuan_gui.review import Judged, Side, Verdict
from juesuan_gui.ui.look.pieces import kind, line
from juesuan_gui.ui.review.desk import STEP_ERRORS, ReviewDesk
from juesuan_gui.ui.review.detail import ReviewDetail
from juesuan_gui.ui.review.header import ReviewHeader
from juesuan_gui.ui.review.help import ReviewHelp
from juesuan_gui.ui.review.list import ReviewList
from juesuan_gui.ui.review.marks import SourceMark
from juesuan_gui.ui.review.pdf import PdfSource
from juesuan_gui.ui.review.source_pane import SourcePane
from juesuan_gui.ui.review.text import TextSource
from juesuan_gui.ui.settings import Settings


class ReviewPage(QWidget):
    """One review. Left the file as it was sent in, right the findings; one chosen in either is shown in both."""

    #: (level, words)
    notice = Signal(str, str)
    #: (words) of a step that can be taken back
    undoable = Signal(str)

    def __init__(
        self, desk: ReviewDesk, settings: Settings, document: Document | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self.desk = desk
        self._settings = settings
        self.header = ReviewHeader(desk)
        self.list = ReviewList()
        self.detail = ReviewDetail()
        self.help = ReviewHelp()
        self._pane = SourcePane(desk, document)
        self._lower = QStackedWidget()
        self._lay_out()
        self._connect()
        self._pane.show_source()
        self.list.show_review(desk.review)
        # The first finding at once: nobody should have to look for where to begin.
        QTimer.singleShot(0, self._begin)

    def _lay_out(self) -> None:
        self._lower.addWidget(self.detail)
        self._lower.addWidget(self.help)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.list)
        right.addWidget(self._lower)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 2)
        right.setChildrenCollapsible(False)
        right.setSizes([460, 320])
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self._pane)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes(self._settings.numbers("review_split") or [820, 620])
        self._pane.setMinimumWidth(320)
        right.setMinimumWidth(400)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(line())
        column.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self._pane.notice.connect(self.notice)
        self._pane.mark_clicked.connect(self._on_mark)
        self.list.chosen.connect(self._on_chosen)
        self.list.decided.connect(self._on_keys)
        self.list.side_wanted.connect(self._go_to_side)
        self.list.help_wanted.connect(self.explain)
        self.detail.decided.connect(self._on_decided)
        self.detail.side_wanted.connect(self._on_side)
        self.detail.help_wanted.connect(self.explain)
        self.detail.left.connect(self.list.view.setFocus)
        self.help.closed.connect(self._close_help)
        self.header.signed.connect(self._sign)
        self.header.withdrawn.connect(self._withdraw)
        self.desk.changed.connect(self._on_changed)
        self.desk.submitted.connect(self._on_submitted)
        self._splitter.splitterMoved.connect(lambda *_: self._settings.put("review_split", self._splitter.sizes()))

    @property
    def source(self) -> PdfSource | TextSource:
        """The file as it was sent in, with its marks."""
        return self._pane.source

    def zoom(self, factor: float) -> None:
        """Show the pages larger or smaller; 0 fits the width."""
        self._pane.zoom(factor)

    # -- going both ways ---------------------------------------------------------------------------

    def _begin(self) -> None:
        if self.list.current() is None:
            self.list.step(1)
        self.list.view.setFocus()

    def _on_chosen(self, item: object) -> None:
        judged = item if isinstance(item, Judged) else None
        self.detail.show_finding(judged, self.desk.can_decide)
        self._close_help(keep_focus=True)
        if judged is None:
            self.source.choose("")
            return
        self.source.choose(judged.finding.key)
        # A stated side that was not located: the first place that is known.
        sides = judged.finding.sides
        self._go_to_mark(judged, next((number for number, side in enumerate(sides) if side.words), 0))

    def _go_to_mark(self, item: Judged, number: int) -> None:
        sides = item.finding.sides
        if number < len(sides):
            self.source.go_to(SourceMark(item.finding.key, number, item.finding.level, sides[number]))
            self._pane.show_place()

    def _on_side(self, number: object) -> None:
        item = self.list.current()
        if item is not None and isinstance(number, int):
            self._go_to_mark(item, number)

    def _go_to_side(self, side: object) -> None:
        if isinstance(side, Side):
            self.source.choose("")
            self.source.go_to(SourceMark("", 0, Level.INFO, side))
            self.source.go_to_side(side)
            self._pane.show_place()

    def _on_mark(self, key: str) -> None:
        self.list.show_hidden(key)
        item = self.list.current()
        self.detail.show_finding(item, self.desk.can_decide)
        self.source.choose(key)
        self.list.view.setFocus()

    def next(self) -> None:
        """F8."""
        self.list.step(1)

    def previous(self) -> None:
        """Shift+F8."""
        self.list.step(-1)

    def step_pane(self, direction: int) -> None:
        """F6: the keyboard goes round source, list and details."""
        panes: list[QWidget] = [self.source, self.list.view, self.detail.reason]
        place = next((number for number, pane in enumerate(panes) if _has_keyboard(pane)), 1)
        order = [panes[(place + direction * step) % len(panes)] for step in range(1, len(panes) + 1)]
        next((pane for pane in order if pane.isVisible() and pane.isEnabled()), self.list.view).setFocus()

    def begin_filter(self) -> None:
        """Ctrl+F: the words that filter."""
        self.list.words.setFocus()
        self.list.words.selectAll()

    def explain(self, check: str = "") -> None:
        """F1: the page of a check instead of the details."""
        item = self.list.current()
        wanted = check or (item.finding.check if item is not None else "")
        if wanted:
            self.help.show_check(wanted)
            self._lower.setCurrentWidget(self.help)

    def _close_help(self, *, keep_focus: bool = False) -> None:
        if self._lower.currentWidget() is self.help:
            self._lower.setCurrentWidget(self.detail)
            if not keep_focus:
                self.list.view.setFocus()

    # -- deciding ----------------------------------------------------------------------------------

    def _on_keys(self, keys: object, verdict: object) -> None:
        """A digit in the list: on one finding like its button, on several alike."""
        if not isinstance(keys, list) or not isinstance(verdict, Verdict) or not self._may_decide():
            return
        if len(keys) == 1:
            self.detail.choose(verdict)
        elif verdict is Verdict.REJECTED and not self.detail.reason.text().strip():
            # Several are refused with one reason: it is written in the details.
            self.detail.choose(verdict)
        else:
            self._decide(keys, verdict, self.detail.reason.text() if verdict is Verdict.REJECTED else "")

    def _on_decided(self, verdict: object, reason: str) -> None:
        keys = self.list.chosen_keys()
        if keys and isinstance(verdict, Verdict) and self._may_decide():
            self._decide(keys, verdict, reason)

    def _may_decide(self) -> bool:
        if self.desk.can_decide:
            return True
        sign_off = self.desk.review.sign_off
        why = f"已由 {sign_off.name} 签发，要修改请先撤回签发。" if sign_off else "这份审核是只读打开的，不能处理。"
        self.notice.emit("info", why)
        return False

    def _decide(self, keys: list[str], verdict: Verdict, reason: str) -> None:
        try:
            self.desk.decide(keys, verdict, reason)
        except STEP_ERRORS as error:
            self.notice.emit("error", str(error))
            return
        if len(keys) > 1:
            self.undoable.emit(f"已把 {len(keys)} 条处理为“{verdict.label}”。")

    def undo(self) -> None:
        """Ctrl+Z: the last decision of this sitting."""
        try:
            words = self.desk.undo()
        except STEP_ERRORS as error:
            self.notice.emit("error", str(error))
            return
        self.notice.emit("info", f"{words}。" if words else "没有可撤销的处理。")

    def save_now(self) -> None:
        """Ctrl+S: try again what was not written; else nothing is left to do, and that is worth saying."""
        if self.desk.failure is not None:
            self.desk.retry()
        else:
            self.notice.emit("info", "每一步处理都已自动存盘，不用另外保存。")

    def _sign(self, name: str, day: str, remark: str) -> None:
        try:
            self.desk.sign(name, day, remark)
        except STEP_ERRORS as error:
            self.notice.emit("warning", str(error))
            return
        self.list.view.setFocus()

    def _withdraw(self) -> None:
        try:
            self.desk.withdraw()
        except STEP_ERRORS as error:
            self.notice.emit("error", str(error))
            return
        # The link that was pressed is gone; the work goes on in the list.
        self.list.view.setFocus()

    def _on_changed(self) -> None:
        self.list.show_review(self.desk.review)
        self.detail.show_finding(self.list.current(), self.desk.can_decide)

    def _on_submitted(self) -> None:
        self._pane.show_source()
        self.list.view.clearSelection()
        self.list.step(1)

    def take_document(self, document: Document | None) -> None:
        """The document of the file that is about to be sent in, so that it is not read twice."""
        self._pane.take_document(document)

    # -- ending ------------------------------------------------------------------------------------

    def close_page(self) -> None:
        """Let files and threads go."""
        self._pane.close_pane()


def _has_keyboard(pane: QWidget) -> bool:
    focus = pane.window().focusWidget()
    return pane is focus or pane.isAncestorOf(focus)
