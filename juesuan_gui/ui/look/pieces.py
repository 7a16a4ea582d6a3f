"""Owns the small widgets that every page is made of: headings, quiet words, lines, buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from juesuan_gui.ui.look.theme import interface_font


def kind(widget: QWidget, name: str, **properties: str) -> QWidget:
    """Give a widget its role in the style sheet."""
    wanted = {"kind": name, **properties}
    if all(widget.property(key) == value for key, value in wanted.items()):
        return widget
    widget.setProperty("kind", name)
    if name in ("surface", "ground", "foot"):
        # A subclass of QWidget paints no background from a style sheet by itself.
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    for key, value in properties.items():
        widget.setProperty(key, value)
    # A property read by the style sheet after the first show is only seen after polishing again.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
    return widget


def key_within(widget: QWidget, keys: str, act: Callable[[], object]) -> None:
    """Let a key act while the keyboard is in a widget or in what it holds, and nowhere else in the window.

    PySide 6 does not take the context of a shortcut from a constructor that is given a function: it would hold for
    the whole window, and two that are in sight at once would cancel each other.
    """
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)


def heading(text: str, size: float = 14.0) -> QLabel:
    """A bold title."""
    label = QLabel(text)
    label.setFont(interface_font(size, bold=True))
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def quiet(text: str = "") -> QLabel:
    """Words that stand back."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    kind(label, "quiet")
    return label


def paragraph(text: str = "", role: str = "") -> QLabel:
    """A text that wraps and can be selected with the mouse."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        kind(label, role)
    return label


def line(*, vertical: bool = False) -> QFrame:
    """A hairline between two parts."""
    frame = QFrame()
    kind(frame, "line")
    if vertical:
        frame.setFixedWidth(1)
    else:
        frame.setFixedHeight(1)
    return frame


class PushButton(QPushButton):
    """A button that Enter presses too; by itself Qt knows only the space bar outside dialogs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Return click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


def button(text: str, act: Callable[[], object] | None = None, role: str = "", tip: str = "") -> QPushButton:
    """A push button; ``role`` is accent, plain, link or "" for an ordinary one."""
    widget = PushButton(text)
    if role:
        kind(widget, role)
    if role == "link":
        widget.setCursor(Qt.CursorShape.PointingHandCursor)
        widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if tip:
        widget.setToolTip(tip)
    if act is not None:
        # The signal brings "checked", which no action here wants.
        widget.clicked.connect(lambda _checked=False: act())
    return widget


class ElidedLabel(QLabel):
    """One line that shortens itself with … and tells the whole text as its tooltip; a path in its middle."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, is_path: bool = False) -> None:
        super().__init__(text, parent)
        self._mode = Qt.TextElideMode.ElideMiddle if is_path else Qt.TextElideMode.ElideRight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """No wider than a few letters."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(self.text(), self._mode, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
        tip = self.text() if shown != self.text() else ""
        if self.toolTip() != tip:
            self.setToolTip(tip)
