"""Owns the view of the findings: columns that stay in sight, and the keys of a list of findings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from juesuan_gui.ui.audit.findings_model import FindingsModel
from juesuan_gui.ui.look.pieces import kind
from juesuan_gui.ui.look.theme import colors, interface_font
from juesuan_gui.ui.look.wrapping import LINE_END, broken, line_count

_Index = QModelIndex | QPersistentModelIndex
_LEVEL_WIDTH, _CHECK_WIDTH = 76, 66
_AMOUNTS = (4, 5, 6)
_PLACE, _PROBLEM, _NOTE = 2, 3, 7
_WORDS = (_PLACE, _PROBLEM, _NOTE)
_SHARES = {2: 0.50, 3: 0.50}
_SHARES_WITH_NOTES = {2: 0.39, 3: 0.39, 7: 0.22}
_NARROWEST = 90
_LINE_AIR = 7  # pixels over and under the words together
_AIR_BELOW = 5  # pixels of a line that may be out of sight
_MEASURED = 200  # rows whose amounts are measured for the columns' widths
_MEASURED_WORDS = 60  # rows whose places are; a sentence is longer to make than a figure
_MEASURED_LINES = 400  # rows of which it is known whether their words need a second line
_AROUND = 10  # pixels of a cell beside its words
_MOST_LINES = 6
_INSET = 3  # pixels between the edge of a cell and its words
_LINE = int(Qt.TextFlag.TextSingleLine)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | _LINE
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | _LINE
#: Between the figures and the words after them, in every line of these.
_GAP, _GAP_WIDTH = "\N{EN SPACE}", 10


def _room(view: QTreeView, column: int) -> int:
    """The pixels that words have in a column."""
    return view.columnWidth(column) - _AROUND - (_GAP_WIDTH if column == _NOTE else 0)


class FindingDelegate(QStyledItemDelegate):
    """A chosen line keeps its colours: the severity is read first there too. The view frames the current line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """A finding in one line is painted here: the style sheet's way takes ten times as long."""
        view, model = self.parent(), index.model()
        if not (isinstance(view, FindingsView) and isinstance(model, FindingsModel) and view.uniformRowHeights()):
            super().paint(painter, option, index)
            return
        found = model.look(index)
        if found is None:
            super().paint(painter, option, index)
            return
        words, ink, font = found
        column, rect = index.column(), QRect(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        roles = colors(view)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, roles.selection)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, roles.header)
        rect.adjust(_INSET, 0, -_INSET, 0)
        font = font or view.font()
        painter.setFont(font)
        painter.setPen(ink or roles.text)
        if column in _WORDS:
            words = (_GAP if column == _NOTE else "") + words
            words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _RIGHT if column in _AMOUNTS else _LEFT, words)

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """As Qt does it, with the line's own ink on the selection and a gap before the words after the figures."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(ink, QColor):
            palette: QPalette = option.palette  # type: ignore[attr-defined]
            palette.setColor(QPalette.ColorRole.HighlightedText, ink)
            option.palette = palette  # type: ignore[attr-defined]
        view = self.parent()
        if index.column() in _WORDS and isinstance(view, FindingsView) and not view.uniformRowHeights():
            room = _room(view, index.column())
            option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText  # type: ignore[attr-defined]
            option.text = broken(option.text, interface_font(), room)  # type: ignore[attr-defined]
        if index.column() == _NOTE:
            option.text = _GAP + option.text.replace(LINE_END, LINE_END + _GAP)  # type: ignore[attr-defined]

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as the words need in their column; asked only while some need a second line."""
        metrics = QFontMetrics(interface_font())
        lines = 1
        view, model = self.parent(), index.model()
        if index.column() in _WORDS and isinstance(view, FindingsView) and isinstance(model, FindingsModel):
            room = _room(view, index.column())
            lines = min(_MOST_LINES, line_count(model.words(index), metrics, room))
        return QSize(60, metrics.lineSpacing() * lines + _LINE_AIR)


class FindingsView(QTreeView):
    """The tree with the keys an accountant uses in a list of findings."""

    activated_finding = Signal(QModelIndex)
    help_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        kind(self, "findings")
        self.setAccessibleName("审核结果")
        kind(self.header(), "list")
        self.setItemDelegate(FindingDelegate(self))
        self.setUniformRowHeights(True)
        # Every pixel is painted below: a line that says something else is all that is painted, nothing it stands on.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setIndentation(16)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setMinimumSectionSize(48)
        self.doubleClicked.connect(self.activated_finding)
        # Lines that come into sight may be wider; opening all of them is one change.
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.timeout.connect(self.fit_columns)
        for changed in (self.expanded, self.collapsed):
            changed.connect(self._on_opened)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, then the lines."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colors(self).surface)
        painter.end()
        super().paintEvent(event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Half a finding at the lower edge cannot be read and is left out."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if rect.top() > 0 and rect.bottom() - self.viewport().height() > _AIR_BELOW:
            return
        super().drawRow(painter, option, index)
        if self.hasFocus() and index.row() == self.currentIndex().row() and self._is_current_parent(index):
            # Fusion's own frame around a whole line is a bevel.
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors(self).accent, 1))
            painter.drawRect(QRect(0, rect.top(), self.viewport().width() - 1, rect.height() - 1))

    def _is_current_parent(self, index: _Index) -> bool:
        return index.parent() == self.currentIndex().parent()

    def scrollContentsBy(self, across: int, down: int) -> None:
        """What was left out at the lower edge must not move along as a blank."""
        super().scrollContentsBy(across, down)
        self.viewport().update()

    def dataChanged(self, top_left: _Index, bottom_right: _Index, roles: Sequence[int] = ()) -> None:
        """Where all lines are as high as each other only these are painted; Qt would measure every cell of them."""
        if not self.uniformRowHeights():
            super().dataChanged(top_left, bottom_right, roles)
        elif self.isVisible():
            first = last = self.visualRect(top_left)
            if bottom_right.row() != top_left.row():
                # The last column may be hidden, and then has no place of its own.
                last = self.visualRect(bottom_right.sibling(bottom_right.row(), 0))
            if first.isValid() and last.isValid():
                self.viewport().update(0, first.top(), self.viewport().width(), last.bottom() - first.top() + 1)

    def chosen(self) -> set[QModelIndex]:
        """The first cell of every chosen line. Qt's own way asks for all cells of all lines: seconds for very many."""
        model = self.model()
        return {
            model.index(row, 0, part.parent())
            for part in self.selectionModel().selection().toList()
            for row in range(part.top(), part.bottom() + 1)
        }

    def _on_opened(self, _index: QModelIndex) -> None:
        self._fit_soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep every column in sight."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Figures get what they need, words share the rest; 说明 is there once something is explained."""
        model = self.model()
        if not isinstance(model, FindingsModel):
            return
        has_notes = model.has_notes()
        self.setColumnHidden(_NOTE, not has_notes)
        widths = {0: _LEVEL_WIDTH, 1: _CHECK_WIDTH} | model.amount_widths(_AMOUNTS, _MEASURED, self.isExpanded)
        room = self.viewport().width() - sum(widths.values())
        shares = _SHARES_WITH_NOTES if has_notes else _SHARES
        widths |= {section: max(_NARROWEST, int(room * share)) for section, share in shares.items()}
        # In a wide window the problem stays beside its place.
        widths[_PLACE] = max(
            _NARROWEST, min(widths[_PLACE], model.text_width(_PLACE, _MEASURED_WORDS, self.isExpanded))
        )
        # What rounding leaves over would show as an empty piece of header.
        widths[_PROBLEM] += max(0, self.viewport().width() - sum(widths.values()))
        for section, width in widths.items():
            self.header().resizeSection(section, width)
        self._break_lines(model, {section: _room(self, section) for section in shares})

    def _break_lines(self, model: FindingsModel, rooms: dict[int, int]) -> None:
        """One height for all is quicker; where words need a second line every finding has its own."""
        uniform = not model.is_wider(rooms, _MEASURED_LINES, self.isExpanded)
        if uniform and self.uniformRowHeights():
            return
        self.setUniformRowHeights(uniform)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the cell, Ctrl+C copies the chosen lines, F1 opens the check's page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated_finding.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_F1:
            self.help_wanted.emit()
        else:
            super().keyPressEvent(event)
