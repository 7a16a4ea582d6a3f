"""Owns the head of the window: whose report it is, whether it is saved, undo, versions, export; the guided path."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from juesuan_gui.publishing.compose import UNIT_NAME
from juesuan_gui.ui.desk import Desk, Keeping
from juesuan_gui.ui.look.head import HeadRow, KeepingLabel
from juesuan_gui.ui.look.pieces import button, kind, quiet
from juesuan_gui.ui.look.theme import colors, interface_font

_PATH_HEIGHT = 38


def keeping_words(desk: Desk) -> tuple[str, str]:
    """正在保存… or 已保存 10:32, and its tone."""
    match desk.keeping:
        case Keeping.SAVING:
            return "正在保存…", "quiet"
        case Keeping.FAILED:
            return "没有存上", "error"
        case Keeping.READ_ONLY:
            return "只读", "warning"
        case Keeping.SAVED:
            return f"已保存 {desk.saved_at:%H:%M}", "quiet"


class HeaderBar(QWidget):
    """One line over everything."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._desk = desk
        self.keeping = KeepingLabel()
        self.undo = button("撤销")
        self.versions = button("版本")
        self.export = button("导出文件", role="accent")
        self.head = HeadRow((self.keeping,), (self.undo, self.versions, self.export))
        self.setLayout(self.head)
        desk.keeping_changed.connect(self.show_keeping)
        self.refresh()

    def refresh(self) -> None:
        """Show what the report says now."""
        form, report = self._desk.form, self._desk.report
        self.head.name.setText(report.text(UNIT_NAME) or "未填单位名称")
        kind_of = report.setting("文种") or "部门"
        # A form's name repeats year and region; here they stand apart, as on the cover.
        parts = [f"{form.year} 年度{kind_of}决算", f"{form.region} {form.year}", form.unit.label]
        self.head.about.setText("　·　".join(parts))
        self.show_history()
        self.show_keeping()

    def show_history(self) -> None:
        """Show what would be undone."""
        label = self._desk.session.history.undo_label
        self.undo.setEnabled(bool(label))
        self.undo.setToolTip(f"撤销：{label}（Ctrl+Z）" if label else "没有可撤销的")

    def show_is_exporting(self, *, is_there: bool) -> None:
        """On the page of exporting its own button is the one that stands out."""
        kind(self.export, "" if is_there else "accent")

    def show_keeping(self) -> None:
        """Show how it stands with the disk."""
        self.keeping.tell(*keeping_words(self._desk), self._desk.path)


class GuidedPath(QWidget):
    """基本信息 › 数据 › 审核 › 预览导出: where one is, and how far each part is."""

    step_chosen = Signal(str)

    def __init__(self, steps: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(0)
        self.setFixedHeight(_PATH_HEIGHT)
        self.steps: dict[str, _Step] = {}
        for number, name in enumerate(steps):
            step = _Step(name)
            step.chosen.connect(self.step_chosen)
            self.steps[name] = step
            row.addWidget(step)
            if number < len(steps) - 1:
                row.addWidget(quiet("›"))
        row.addStretch(1)

    def show_step(self, current: str) -> None:
        """Underline the part that is open."""
        for name, step in self.steps.items():
            step.set_current(name == current)

    def show_state(self, name: str, tone: str, words: str) -> None:
        """Colour a part's dot; ``words`` say the same as a tooltip."""
        self.steps[name].set_state(tone, words)


class _Step(QWidget):
    """A part's name with its dot; a click or Enter goes there."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._tone = "quiet"
        self._words = ""
        self._current = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def set_current(self, current: bool) -> None:
        """Whether this is the part that is open."""
        if current != self._current:
            self._current = current
            self.updateGeometry()
            self.update()

    def set_state(self, tone: str, words: str) -> None:
        """The dot's role and what it means."""
        if words != self._words:
            self._words = words
            self.setToolTip(words)
            self.setAccessibleDescription(words)
        if tone != self._tone:
            self._tone = tone
            self.update()

    def sizeHint(self) -> QSize:
        """Room for the bold name, so that nothing moves when it becomes bold."""
        font = interface_font(10.5, bold=True)
        self.setFont(font)
        return QSize(self.fontMetrics().horizontalAdvance(self._name) + 34, _PATH_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dot, name, underline."""
        roles = colors(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(getattr(roles, self._tone))
        painter.drawEllipse(10, self.height() // 2 - 3, 7, 7)
        painter.setFont(interface_font(10.5, bold=self._current))
        painter.setPen(roles.text if self._current else roles.quiet)
        area = self.rect().adjusted(25, 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._name)
        width = painter.fontMetrics().horizontalAdvance(self._name)
        if self._current or self.hasFocus():
            painter.fillRect(QRect(25, self.height() - 3, width, 2), roles.accent if self._current else roles.quiet)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes there."""
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space go there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._name)
        else:
            super().keyPressEvent(event)
