"""Owns the notices: calm words below the head of the window, with actions, instead of dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.steps import FEW_STEPS
from juesuan_gui.ui.look.pieces import button, kind

Action = tuple[str, Callable[[], object]]

_STAY = 7000  # milliseconds that news without a question stays
_STAYS_LONGER = 3  # times as long: what is to be looked at takes reading
_LIMIT = 3
_WIDTH = 560
_TOP = 76


class Notice(QFrame):
    """One notice: a text, actions, and a way to put it aside; with a bar while something is being done."""

    def __init__(self, level: str, text: str, actions: Sequence[Action], close: Callable[[Notice], None]) -> None:
        super().__init__()
        self.level = level
        self.text = text
        self.topic = ""
        self._acts = [act for _, act in actions]
        self._names = [name for name, _ in actions]
        kind(self, "notice", level=level)
        row = QHBoxLayout()
        row.setSpacing(8)
        words = {"error": "出错", "warning": "注意", "info": ""}[level]
        if words:
            mark = QLabel(words)
            kind(mark, level)
            row.addWidget(mark)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._label, 1)
        for number, name in enumerate(self._names):
            row.addWidget(button(name, partial(self._act, number, close), "link"))
        if not (self.is_under_way and actions):
            # What can be stopped is not put out of sight while it goes on.
            row.addWidget(button("×", partial(close, self), "plain", "关闭"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 5, 8, 5)
        column.setSpacing(4)
        column.addLayout(row)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName("进度")
        column.addWidget(self.progress)
        # Shown before it has a place, it would be a window of its own and take the keyboard.
        self.progress.setVisible(self.is_under_way)
        for choice in self.findChildren(QPushButton):
            # Pressed with the mouse it leaves the keyboard where one types.
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._show(text)

    @property
    def is_under_way(self) -> bool:
        """Whether it says that something is being done: 正在…"""
        return self.text.startswith("正在")

    def first_button(self) -> QPushButton:
        """The button that the keyboard reaches first: an offer, or the one that closes."""
        return self.findChildren(QPushButton)[0]

    def goes_on(self, level: str, text: str, actions: Sequence[Action]) -> bool:
        """Whether these words are only the next step of what this notice says is being done, and show them if so.

        The button under the hand, or with the focus, stays the same one.
        """
        following = self.is_under_way and text.startswith("正在") and level == self.level
        if not following or [name for name, _ in actions] != self._names:
            return False
        self._acts = [act for _, act in actions]
        self.text = text
        self._show(text)
        return True

    def _show(self, text: str) -> None:
        self.setAccessibleName(text)
        self._label.setText(text)
        # A word-wrapped label in a layout needs a width before it knows its height.
        self.setFixedWidth(_WIDTH if len(text) > 24 or self._names else 360)

    def _act(self, number: int, close: Callable[[Notice], None]) -> None:
        act = self._acts[number]
        close(self)
        act()


class NoticeArea(QWidget):
    """Lies below the head of the window, where nothing is read or typed, and holds the newest notices."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        over.installEventFilter(self)
        self.hide()

    def tell(
        self, level: str, text: str, actions: Sequence[Action] = (), topic: str = "", *, stays: bool = False
    ) -> Notice:
        """Show a notice in place of an older one with the same words or on the same topic; a question ``stays``."""
        for old in self.notices():
            if topic and old.topic == topic and old.goes_on(level, text, actions):
                self._place()
                return old
        self.withdraw(topic, text)
        for old in self.notices():
            # Nobody else takes it away: what was under way is done when something else is said.
            if not old.topic and old.is_under_way:
                self._close(old)
        notice = Notice(level, text, actions, self._close)
        notice.topic = topic
        self._column.addWidget(notice)
        shown = self.notices()
        news = [item for item in shown if item.level == "info" and not item.is_under_way]
        for old in news[: max(0, len(shown) - _LIMIT)]:
            self._close(old)
        # What is under way stays until it is done, however long that takes.
        if not (stays or notice.is_under_way) and (level == "info" or not (actions or level == "error")):
            stay = _STAY if level == "info" else _STAY * _STAYS_LONGER
            QTimer.singleShot(stay, notice, lambda: self._close(notice))
        self._place()
        return notice

    def withdraw(self, topic: str, text: str = "") -> None:
        """Take away what was said on a topic, or in these words."""
        for old in self.notices():
            if (topic and old.topic == topic) or (text and old.text == text):
                self._close(old)

    def show_progress(self, topic: str, done: int, total: int) -> None:
        """How much of what is being done is done; where the end is not known the bar only moves."""
        for notice in self.notices():
            if notice.topic == topic:
                notice.progress.setRange(0, total if total > FEW_STEPS else 0)
                notice.progress.setValue(done)

    def notices(self) -> list[Notice]:
        """What is shown now, oldest first."""
        items = [self._column.itemAt(index).widget() for index in range(self._column.count())]
        return [item for item in items if isinstance(item, Notice)]

    def clear(self) -> None:
        """Take all notices away."""
        for notice in self.notices():
            self._close(notice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the right when the window changes its size."""
        if watched is self._over and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False

    def _close(self, notice: Notice) -> None:
        self._column.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self._place()

    def _place(self) -> None:
        if not self.notices():
            self.hide()
            return
        width = max(notice.width() for notice in self.notices())
        height = sum(notice.heightForWidth(notice.width()) for notice in self.notices())
        height = max(height, 0) + self._column.spacing() * (len(self.notices()) - 1)
        width = min(width, self._over.width() - 16)
        self.setGeometry(self._over.width() - width - 14, _TOP, width, height)
        self.show()
        self.raise_()
