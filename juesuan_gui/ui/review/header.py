"""Owns the head of a review: whose report, what kind, how far it is, who signed; and the panel in which one signs."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from juesuan_gui.review import Review, Verdict
from juesuan_gui.ui.look.head import HeadRow, KeepingLabel
from juesuan_gui.ui.look.pieces import button, kind, quiet
from juesuan_gui.ui.review.desk import ReviewDesk

EXPORTS = (
    ("word", "审核意见（Word）…"),
    ("excel", "审核意见（Excel）…"),
    ("pdf", "加批注的 PDF…"),
    ("json", "审核结果（JSON）…"),
)


_NEWER_TIP = "单位改过又送来一份：与这份比较，新增、已消除、有变化都列出"
_SIGNED_TIP = "已经签发；先撤回签发，再继续审核"


def about_words(review: Review) -> str:
    """决算公开　·　万元　·　9 张表、绩效 5 份　·　第 2 次送审."""
    now = review.current
    read = [f"{now.content.tables} 张表"] if now.content.tables else []
    read += [f"绩效 {now.content.scorecards} 份"] if now.content.scorecards else []
    parts = [now.content.kind.replace("excerpt", "节选"), now.content.unit, "、".join(read), now.file_name]
    if len(review.submissions) > 1:
        parts.insert(0, f"第 {len(review.submissions)} 次送审")
    return "　·　".join(part for part in parts if part)


def progress_words(review: Review) -> str:
    """已处理 3 / 7."""
    total = len(review.current.content.findings)
    return f"已处理 {total - review.verdicts()[Verdict.PENDING]} / {total}" if total else ""


class ReviewHeader(QWidget):
    """One line over everything, and below it the signature that stands or is being made."""

    signed = Signal(str, str, str)
    withdrawn = Signal()
    newer_wanted = Signal()
    convert_wanted = Signal()
    prior_wanted = Signal()
    export_wanted = Signal(str)

    def __init__(self, desk: ReviewDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._desk = desk
        self._progress = quiet()
        self.keeping = KeepingLabel()
        self.newer = button("比较新送审稿…", self.newer_wanted.emit, tip=_NEWER_TIP)
        self.further = button("转用 ▾", tip="转为决算文件，或作为下一年度的上年数")
        self._further_menu = QMenu(self)
        self._further_menu.addAction("转为决算文件…").triggered.connect(
            lambda _checked=False: self.convert_wanted.emit()
        )
        self._further_menu.addAction("作为上年数…").triggered.connect(lambda _checked=False: self.prior_wanted.emit())
        self.further.setMenu(self._further_menu)
        self.sign = button("签发…", self._begin_signing)
        self.export = button("导出 ▾", role="accent")
        self._export_menu = QMenu(self)
        for name, words in EXPORTS:
            action = self._export_menu.addAction(words)
            action.setData(name)
            action.triggered.connect(lambda _checked=False, name=name: self.export_wanted.emit(name))
        self.export.setMenu(self._export_menu)
        self.panel = SignPanel()
        self._lay_out()
        self.panel.accepted.connect(self.signed)
        self.panel.closed.connect(self._end_signing)
        desk.keeping_changed.connect(self.show_keeping)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        self.head = HeadRow((self._progress, self.keeping), (self.newer, self.further, self.sign, self.export))
        self._signature = QLabel()
        self._signature.setTextFormat(Qt.TextFormat.PlainText)
        kind(self._signature, "good")
        self.withdraw = button("撤回签发", self.withdrawn.emit, "link")
        self._signed_row = QWidget()
        signed = QHBoxLayout(self._signed_row)
        signed.setContentsMargins(18, 0, 16, 7)
        signed.addWidget(self._signature)
        signed.addWidget(self.withdraw)
        signed.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self._signed_row)
        column.addWidget(self.panel)
        self.panel.hide()

    def export_actions(self) -> dict[str, object]:
        """The menu's actions by name."""
        return {action.data(): action for action in self._export_menu.actions()}

    def refresh(self) -> None:
        """Show the review as it stands."""
        review = self._desk.review
        self.head.name.setText(review.title)
        self.head.about.setText(about_words(review))
        self._progress.setText(progress_words(review))
        sign_off = review.sign_off
        self._signed_row.setVisible(sign_off is not None)
        if sign_off is not None:
            remark = f"　{sign_off.remark}" if sign_off.remark else ""
            self._signature.setText(f"已签发：{sign_off.name}　{sign_off.date}{remark}")
            self.panel.hide()
        self.withdraw.setVisible(not self._desk.is_read_only)
        self.sign.setEnabled(self._desk.can_decide)
        self.newer.setEnabled(self._desk.can_decide)
        # A button that is grey says why.
        self.newer.setToolTip(_NEWER_TIP if sign_off is None else _SIGNED_TIP)
        self.sign.setToolTip("" if sign_off is None else _SIGNED_TIP)
        self.show_keeping()

    def show_keeping(self) -> None:
        """Show how it stands with the disk."""
        self.keeping.tell(*self._desk.keeping, self._desk.path)

    def _begin_signing(self) -> None:
        self.panel.begin(self._desk.review.verdicts()[Verdict.PENDING])

    def _end_signing(self) -> None:
        self.panel.hide()
        self.sign.setFocus()


class SignPanel(QWidget):
    """Name, day, remark; below the head, not in the way."""

    accepted = Signal(str, str, str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setPlaceholderText("签发人")
        self.day = QLineEdit()
        self.day.setPlaceholderText("签发日期")
        self.remark = QLineEdit()
        self.remark.setPlaceholderText("签发意见（可不填）")
        for field, width in ((self.name, 130), (self.day, 110)):
            field.setFixedWidth(width)
        self._open = QLabel()
        self.accept = button("签发", self._accept, "accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 16, 8)
        row.setSpacing(8)
        for widget in (self.name, self.day, self.remark):
            widget.returnPressed.connect(self._accept)
            row.addWidget(widget, 1 if widget is self.remark else 0)
        row.addWidget(self._open)
        row.addWidget(self.accept)
        row.addWidget(button("取消", self.closed.emit))

    def begin(self, pending: int) -> None:
        """Ask for the signature; how many findings nobody has decided on is said, but is no obstacle."""
        self.day.setText(self.day.text() or date.today().isoformat())
        self._say(f"还有 {pending} 条待核" if pending else "", "warning")
        self.show()
        self.name.setFocus()

    def _say(self, words: str, tone: str) -> None:
        self._open.setText(words)
        kind(self._open, tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        for field in (self.name, self.day):
            if not field.text().strip():
                # Said here: a notice would lie over the buttons of this line.
                self._say(f"请填写{field.placeholderText()}", "error")
                field.setFocus()
                return
        self.accepted.emit(self.name.text(), self.day.text(), self.remark.text())
