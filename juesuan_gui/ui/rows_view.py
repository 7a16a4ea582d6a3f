"""Owns the list of named lines that the outline, the trace and the search share: a mark, a name, a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from juesuan_gui.ui.theme import Colors, colors, figure_font, interface_font

_WORDS_SHARE = 0.55  # of a line, at most, for a value in words
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class Mark(Enum):
    """The dot before a line."""

    NONE = "none"
    HOLLOW = "hollow"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. A line with ``is_heading`` cannot be chosen. ``tone`` colours the value: a role's name."""

    name: str
    value: str = ""
    payload: object = None
    mark: Mark = Mark.NONE
    tone: str = ""
    is_heading: bool = False
    tip: str = ""
    is_faded: bool = False


class LineModel(QAbstractListModel):
    """Lines as a list model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown."""
        return self._lines

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines; those that stay the same are not painted again."""
        if len(lines) == len(self._lines):
            for row, (old, new) in enumerate(zip(self._lines, lines, strict=True)):
                if old != new:
                    self._lines[row] = new
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """The number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A line, or its words for screen readers and tooltips."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        found = self._lines[index.row()]
        if role == LINE_ROLE:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{found.name} {found.value}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return found.tip or None
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings stand outside the choice."""
        if self._lines[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LineDelegate(QStyledItemDelegate):
    """Paints a line: dot, name shortened to what is left beside the value, value at the right."""

    def __init__(self, parent: QWidget, *, height: int = 28, inset: int = 8) -> None:
        super().__init__(parent)
        self._height = height
        self._inset = inset
        self._font = interface_font()
        self._small = interface_font(self._font.pointSizeF() - 1)
        self._figures = figure_font()

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Lines have one height, headings some air above."""
        found = index.data(LINE_ROLE)
        extra = 8 if isinstance(found, Line) and found.is_heading and index.row() else 0
        return QSize(60, self._height + extra)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one line."""
        found = index.data(LINE_ROLE)
        if not isinstance(found, Line):
            return
        widget: QWidget = option.widget  # type: ignore[attr-defined]
        roles = colors(widget)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if found.is_heading:
            self._heading(painter, rect, found, roles)
        else:
            self._line(painter, rect, found, roles, state)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, found: Line, roles: Colors) -> None:
        painter.setFont(self._small)
        painter.setPen(roles.quiet)
        area = rect.adjusted(self._inset + 6, 0, -self._inset, -4)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, found.name)

    def _line(self, painter: QPainter, rect: QRect, found: Line, roles: Colors, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(roles.selection if chosen else roles.header)
            painter.drawRoundedRect(rect.adjusted(max(self._inset - 4, 0), 1, -4, -1), 5, 5)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(roles.accent, 1))
            painter.drawRoundedRect(rect.adjusted(max(self._inset - 4, 0), 1, -5, -2), 5, 5)
        left = rect.left() + self._inset + 6
        if found.mark is not Mark.NONE:
            self._dot(painter, left + 4, rect.center().y() + 1, found.mark, roles)
            left += 16
        right = rect.right() - max(self._inset, 5) - 4
        is_figure = found.value.lstrip("−-")[:1].isdigit()
        painter.setFont(self._figures if is_figure else self._small)
        value = found.value
        if not is_figure:
            # A folder may be long; a figure is never cut.
            most = round((right - left) * _WORDS_SHARE)
            value = painter.fontMetrics().elidedText(value, Qt.TextElideMode.ElideMiddle, most)
        width = painter.fontMetrics().horizontalAdvance(value)
        tone = getattr(roles, found.tone) if found.tone else roles.text
        painter.setPen(tone)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(right - width, rect.top(), width + 1, rect.height()), middle, value)
        painter.setFont(self._font)
        painter.setPen(roles.quiet if found.is_faded else roles.text)
        room = right - left - (width + 10 if found.value else 0)
        # Names of tables and cells begin alike and differ at their ends.
        name = painter.fontMetrics().elidedText(found.name, Qt.TextElideMode.ElideMiddle, max(room, 0))
        painter.drawText(QRect(left, rect.top(), max(room, 0), rect.height()), middle, name)

    def _dot(self, painter: QPainter, x: int, y: int, mark: Mark, roles: Colors) -> None:
        color: QColor = {
            Mark.HOLLOW: roles.quiet,
            Mark.GOOD: roles.good,
            Mark.WARNING: roles.warning,
            Mark.ERROR: roles.error,
        }[mark]
        painter.setPen(QPen(color, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush if mark is Mark.HOLLOW else color)
        painter.drawEllipse(x - 3, y - 3, 6, 6)


class LineList(QListView):
    """A list of lines. ``chosen`` fires on click (``single``) or double click, and on Enter."""

    chosen = Signal(object)

    def __init__(self, *, single: bool, height: int = 28, inset: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LineModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self, height=height, inset=inset))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(False)
        (self.clicked if single else self.doubleClicked).connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def content_height(self) -> int:
        """How high it would have to be to show every line."""
        delegate = self.itemDelegate()
        option = QStyleOptionViewItem()
        return sum(delegate.sizeHint(option, self.lines.index(row)).height() for row in range(self.lines.rowCount()))

    def _choose(self, index: QModelIndex) -> None:
        found = index.data(LINE_ROLE)
        if isinstance(found, Line) and not found.is_heading:
            self.chosen.emit(found.payload)
