"""Owns the notices: calm words below the head of the window, with actions, instead of dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from juesuan_gui.ui.look.pieces import button, kind

Action = tuple[str, Callable[[], object]]

_STAY = 7000  # milliseconds that news without a question stays
_STAYS_LONGER = 3  # times as long: what is to be looked at takes reading
_LIMIT = 3
_WIDTH = 560
_TOP = 76


class Notice(QFrame):
    """One notice: a text, actions, and a way to put it aside."""

    def __init__(self, level: str, text: str, actions: Sequence[Action], close: Callable[[Notice], None]) -> None:
        super().__init__()
        self.level = level
        self.text = text
        self.topic = ""
        kind(self, "notice", level=level)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.setSpacing(8)
        words = {"error": "出错", "warning": "注意", "info": ""}[level]
        if words:
            mark = QLabel(words)
            kind(mark, level)
            row.addWidget(mark)
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(label, 1)
        for name, act in actions:
            row.addWidget(button(name, partial(self._act, act, close), "link"))
        row.addWidget(button("×", partial(close, self), "plain", "关闭"))
        # A word-wrapped label in a layout needs a width before it knows its height.
        self.setFixedWidth(_WIDTH if len(text) > 24 or actions else 360)

    def first_button(self) -> QPushButton:
        """The button that the keyboard reaches first: an offer, or the one that closes."""
        return self.findChildren(QPushButton)[0]

    def _act(self, act: Callable[[], object], close: Callable[[Notice], None]) -> None:
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
        self.withdraw(topic, text)
        for old in self.notices():
            # Nobody else takes it away: what was under way is done when something else is said.
            if not old.topic and _is_under_way(old.text):
                self._close(old)
        notice = Notice(level, text, actions, self._close)
        notice.topic = topic
        self._column.addWidget(notice)
        shown = self.notices()
        for old in [item for item in shown if item.level == "info"][: max(0, len(shown) - _LIMIT)]:
            self._close(old)
        # What is under way stays until it is done, however long that takes.
        if not (stays or _is_under_way(text)) and (level == "info" or not (actions or level == "error")):
            stay = _STAY if level == "info" else _STAY * _STAYS_LONGER
            QTimer.singleShot(stay, notice, lambda: self._close(notice))
        self._place()
        return notice

    def withdraw(self, topic: str, text: str = "") -> None:
        """Take away what was said on a topic, or in these words."""
        for old in self.notices():
            if (topic and old.topic == topic) or (text and old.text == text):
                self._close(old)

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


def _is_under_way(text: str) -> bool:
    """Whether a notice says that something is being done: 正在…"""
    return text.startswith("正在")
