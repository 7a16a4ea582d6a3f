"""Owns the list of named lines that the outline, the trace and the search share: a mark, a name, a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from juesuan_gui.ui.look.palette import Colors
from juesuan_gui.ui.look.theme import colors, figure_font, interface_font
from juesuan_gui.ui.look.wrapping import draw_wrapped, line_count

_WORDS_SHARE = 0.55  # of a line, at most, for a value in words
_AIR_BELOW = 6  # pixels of a line below its words
_MOST_LINES = 12  # of a name; a longer one is shortened in its middle
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
    """One line. A line with ``is_heading`` cannot be chosen. ``tone`` colours the value: a role's name.

    The value of a line with ``is_quotation`` are words, though they may begin with a year.
    """

    name: str
    value: str = ""
    payload: object = None
    mark: Mark = Mark.NONE
    tone: str = ""
    is_heading: bool = False
    tip: str = ""
    is_faded: bool = False
    is_quotation: bool = False


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


def _is_figure(found: Line) -> bool:
    return not found.is_quotation and found.value.lstrip("−-")[:1].isdigit()


class LineDelegate(QStyledItemDelegate):
    """Paints a line: dot, name in as many lines as it needs beside the value, value at the right."""

    def __init__(self, parent: QListView, *, height: int = 28, inset: int = 8, kept_free: str = "") -> None:
        super().__init__(parent)
        self._view = parent
        self._height = height
        self._inset = inset
        self._font = interface_font()
        self._small = interface_font(self._font.pointSizeF() - 1)
        self._figures = figure_font()
        self._kept_free = QFontMetrics(self._figures).horizontalAdvance(kept_free)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Lines have one height, those with a long name more; headings have some air above."""
        found = index.data(LINE_ROLE)
        if not isinstance(found, Line):
            return QSize(60, self._height)
        if found.is_heading:
            return QSize(60, self._height + (8 if index.row() else 0))
        metrics = QFontMetrics(self._font)
        room = self.room_of(found, self._view.viewport().width())
        lines = min(_MOST_LINES, line_count(found.name, metrics, room))
        return QSize(60, self._height + (lines - 1) * metrics.lineSpacing())

    def room_of(self, found: Line, width: int) -> int:
        """How many pixels of a line so wide are left for its name."""
        left = self._inset + 6 + (16 if found.mark is not Mark.NONE else 0)
        right = width - 1 - max(self._inset, 5) - 4
        value = max(self._value(found, right - left)[1], self._kept_free)
        return right - left - (value + 10 if value else 0)

    def _value(self, found: Line, most: int) -> tuple[str, int]:
        """The value as it is painted, and its width. A folder may be long; a figure is never cut."""
        if _is_figure(found):
            return found.value, QFontMetrics(self._figures).horizontalAdvance(found.value)
        metrics = QFontMetrics(self._small)
        value = metrics.elidedText(found.value, Qt.TextElideMode.ElideMiddle, round(most * _WORDS_SHARE))
        return value, metrics.horizontalAdvance(value)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one line."""
        found = index.data(LINE_ROLE)
        if not isinstance(found, Line):
            return
        widget: QWidget = option.widget  # type: ignore[attr-defined]
        roles = colors(widget)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        # A heading says nothing without the first line below it.
        bottom = rect.bottom() + (self._height if found.is_heading else 0)
        if rect.top() > 0 and bottom - self._view.viewport().height() > _AIR_BELOW:
            # Half a line at the lower edge cannot be read and is left out.
            return
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
        value, width = self._value(found, right - left)
        painter.setFont(self._figures if _is_figure(found) else self._small)
        painter.setPen(getattr(roles, found.tone) if found.tone else roles.text)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(right - width, rect.top(), width + 1, rect.height()), middle, value)
        painter.setFont(self._font)
        painter.setPen(roles.quiet if found.is_faded else roles.text)
        area = QRect(left, rect.top(), max(self.room_of(found, rect.right() + 1), 1), rect.height())
        if not draw_wrapped(painter, area, found.name, QFontMetrics(self._font)):
            # Names of tables and cells begin alike and differ at their ends.
            name = painter.fontMetrics().elidedText(found.name, Qt.TextElideMode.ElideMiddle, area.width())
            painter.drawText(area, middle, name)

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
    """A list of lines. ``chosen`` fires on click (``single``) or double click, and on Enter.

    ``kept_free``: a value for which every line keeps room, so that names stand in the same lines with and without it.
    """

    chosen = Signal(object)

    def __init__(
        self, *, single: bool, height: int = 28, inset: int = 8, kept_free: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.lines = LineModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self, height=height, inset=inset, kept_free=kept_free))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(False)
        # A narrower list may need more lines for a name.
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._fits_content = False
        (self.clicked if single else self.doubleClicked).connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names are broken anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Qt asks for the heights again only when the list's own height changed.
            self.scheduleDelayedItemsLayout()
        if self._fits_content and event.size().width() != event.oldSize().width():
            self.fit_content()

    def scrollContentsBy(self, across: int, down: int) -> None:
        """What was left out at the lower edge must not move along as a blank."""
        super().scrollContentsBy(across, down)
        self.viewport().update()

    def fit_content(self) -> None:
        """Be as high as all lines together, now and at every other width."""
        self._fits_content = True
        self.setFixedHeight(self.content_height() + 2)

    def content_height(self) -> int:
        """How high it would have to be to show every line."""
        option, delegate = QStyleOptionViewItem(), self.itemDelegate()
        return sum(delegate.sizeHint(option, self.lines.index(row)).height() for row in range(self.lines.rowCount()))

    def _choose(self, index: QModelIndex) -> None:
        found = index.data(LINE_ROLE)
        if isinstance(found, Line) and not found.is_heading:
            self.chosen.emit(found.payload)
