"""Owns the start page: new, open, the sample, and the reports that were open last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.ui.look.pieces import PushButton, button, heading, kind, quiet
from juesuan_gui.ui.look.theme import colors, interface_font
from juesuan_gui.ui.settings import RecentReport, Settings, own_folder
from juesuan_gui.ui.tables.rows_view import Line, LineList

_BEGIN_WIDTH, _HEAD_HEIGHT = 420, 62  # pixels


def recent_line(report: RecentReport) -> Line:
    """A recent report's line; one that is gone says so."""
    try:
        is_there = report.path.is_file()
    except OSError:
        is_there = False
    title = report.title or report.path.stem
    if is_there:
        return Line(title, _folder(report.path), report.path, tone="quiet", tip=str(report.path))
    tip = f"{report.path} 已移走、改名或删除（U 盘、网络盘没有接上？）"
    return Line(f"{title}　{_folder(report.path)}", "找不到了", report.path, tone="warning", tip=tip, is_faded=True)


class ChoiceButton(PushButton):
    """A large button: a title over a hint."""

    def __init__(self, title: str, hint: str) -> None:
        super().__init__(title)
        kind(self, "choice")
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.setMinimumHeight(66)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The button's frame, then both lines."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        roles = colors(self)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(roles.text)
        painter.setFont(interface_font(11, bold=True))
        upper = self.rect().adjusted(18, 10, -12, -self.height() // 2 + 2)
        painter.drawText(upper, flags | int(Qt.TextFlag.TextShowMnemonic), self.text())
        painter.setPen(roles.quiet)
        painter.setFont(interface_font())
        painter.drawText(self.rect().adjusted(18, self.height() // 2, -12, -10), flags, self._hint)
        painter.end()


class StartPage(QWidget):
    """What a newcomer sees first."""

    new_requested = Signal()
    open_requested = Signal()
    review_requested = Signal()
    sample_requested = Signal()
    recent_chosen = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._settings = settings
        self.new = self._choice("新建报告(&N)", "选地区和年度，从空表或已有的表格开始", self.new_requested)
        self.open = self._choice("打开(&O)…", "打开以前存的决算文件", self.open_requested)
        hint = "别人公开的决算（PDF、Word、Excel、文本），逐条核对"
        self.review = self._choice("打开待审报告(&R)…", hint, self.review_requested)
        self.sample = self._choice("试用示例(&T)", "一份真实公开的决算，里面有错可查", self.sample_requested)
        self.recent = LineList(single=True, height=32)
        self.recent.setAccessibleName("最近打开的报告")
        self.recent.chosen.connect(self.recent_chosen)
        self.forget = button("从列表中去掉找不到的", self._forget_missing, "plain")
        # The list stands beside the first button whether or not there is something to take off it.
        keeps = self.forget.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.forget.setSizePolicy(keeps)
        self._lay_out()
        self.refresh()

    def _choice(self, title: str, hint: str, signal: object) -> QPushButton:
        widget = ChoiceButton(title, hint)
        widget.clicked.connect(lambda _checked=False: signal.emit())  # type: ignore[attr-defined]
        return widget

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(heading("决算公开编审", 22))
        left.addWidget(quiet("部门决算公开的编制与审核。全部在本机完成，不联网。"))
        left.addSpacing(14)
        for widget in (self.new, self.open, self.review, self.sample):
            left.addWidget(widget)
        left.addSpacing(4)
        left.addWidget(quiet("决算文件、表格和待审的 PDF、Word 都可以直接拖到这个窗口里。"))
        left.addStretch(1)
        begin = QWidget()
        begin.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        begin.setFixedWidth(_BEGIN_WIDTH)
        self._last = QWidget()
        # As wide as the names need, and beside the buttons: the list is for those who have been here before.
        self._last.setMaximumWidth(560)
        right = QVBoxLayout(self._last)
        right.setContentsMargins(0, _HEAD_HEIGHT, 0, 0)
        right.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(quiet("最近打开"))
        head.addStretch(1)
        head.addWidget(self.forget)
        right.addLayout(head)
        right.addWidget(self.recent, 100)
        right.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(48)
        across.addStretch(1)
        across.addWidget(begin)
        across.addWidget(self._last, 100)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 24)
        column.addStretch(2)
        column.addLayout(across, 9)

    def refresh(self) -> None:
        """Look again at which recent reports are there."""
        lines = [recent_line(report) for report in self._settings.recent()]
        self.recent.lines.show(lines)
        self._last.setVisible(bool(lines))
        self.recent.setMaximumHeight(self.recent.content_height() + 4)
        self.forget.setVisible(any(found.is_faded for found in lines))

    def _forget_missing(self) -> None:
        for found in self.recent.lines.lines:
            if found.is_faded and isinstance(found.payload, Path):
                self._settings.forget_report(found.payload)
        self.refresh()


def _folder(path: Path) -> str:
    if own_folder() in path.parents:
        # Every try of the sample is a copy of its own in the program's folder, which nobody knows.
        return path.stem
    try:
        inside = path.parent.relative_to(Path.home())
    except ValueError:
        return str(path.parent)
    return str(inside) if inside.parts else "主文件夹"
