"""Owns the source as text: a document that was read, calm, with the quotes marked; for files that have no pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QTextLine
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from juesuan_gui.document import Document
from juesuan_gui.review import Side
from juesuan_gui.ui.look.palette import Colors
from juesuan_gui.ui.look.theme import colors
from juesuan_gui.ui.paging import paged
from juesuan_gui.ui.review.finding_marks import Found, PieceIndex
from juesuan_gui.ui.review.layout import Block, PageLayout, Piece
from juesuan_gui.ui.review.marks import SourceMark, mark_colors, next_key

_WIDEST = 1100  # pixels of a page of text
_PAD = 6.0


class TextSource(QAbstractScrollArea):
    """Paragraphs and tables below each other, painted only where they are in sight."""

    mark_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("送审文件")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._document: Document | None = None
        self._layout: PageLayout | None = None
        self._pieces: list[Piece] = []
        self._index = PieceIndex([])
        self._marks: list[SourceMark] = []
        self._found: list[tuple[SourceMark, Found]] = []
        self._chosen = ""
        self._waiting: SourceMark | None = None
        # Dragging the splitter must not lay a long document out for every pixel.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._lay_out)

    # -- showing -----------------------------------------------------------------------------------

    def show_document(self, document: Document) -> None:
        """Show a document that was read."""
        self._document = document
        self._lay_out()

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to see."""
        return self._layout is not None

    def show_marks(self, marks: Sequence[SourceMark]) -> None:
        """Mark these places."""
        self._marks = list(marks)
        self._locate()

    def choose(self, key: str) -> None:
        """Draw the marks of one finding stronger."""
        self._chosen = key
        self.viewport().update()

    def go_to(self, mark: SourceMark) -> None:
        """Bring a mark into sight; its line where its words are not found."""
        if self._layout is None:
            self._waiting = mark
            return
        found = next((found for other, found in self._found if other == mark), None)
        if found is not None:
            self._scroll_to(self._pieces[found.piece].rect)
        else:
            self.go_to_side(mark.side)

    def go_to_side(self, side: Side) -> None:
        """Bring a place into sight."""
        number = self._index.nearest(side)
        if number is not None:
            self._scroll_to(self._pieces[number].rect)

    def mark_rect(self, key: str, number: int = 0) -> QRect:
        """Where a mark is shown in the viewport; empty when it is not located."""
        for mark, found in self._found:
            if mark.key == key and mark.number == number:
                for rect in self._rects(found):
                    return self._shown(rect).toRect()
        return QRect()

    def _scroll_to(self, rect: QRectF) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.top() < bar.value() + 30 or rect.bottom() > bar.value() + height - 30:
            bar.setValue(int(rect.center().y()) - height // 3)
        across = self.horizontalScrollBar()
        if rect.left() < across.value() or rect.right() > across.value() + self.viewport().width():
            across.setValue(int(rect.center().x()) - self.viewport().width() // 2)

    # -- geometry ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        if self._document is None:
            return
        kept = self._first_in_sight()
        self._layout = PageLayout(self._document, min(self.viewport().width(), _WIDEST))
        self._pieces = list(self._layout.pieces())
        self._index = PieceIndex(self._pieces)
        right = max((piece.rect.right() for piece in self._pieces), default=0.0)
        view = self.viewport()
        self.verticalScrollBar().setRange(0, max(0, int(self._layout.height) - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setRange(0, max(0, int(right) + 16 - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self._locate()
        if kept is not None and kept < len(self._pieces):
            self.verticalScrollBar().setValue(int(self._pieces[kept].rect.top()))
        if self._waiting is not None:
            mark, self._waiting = self._waiting, None
            self.go_to(mark)

    def _first_in_sight(self) -> int | None:
        top = self.verticalScrollBar().value()
        return next((n for n, piece in enumerate(self._pieces) if piece.rect.top() >= top), None) if top else None

    def _locate(self) -> None:
        self._found = [(mark, found) for mark in self._marks for found in self._index.locate(mark.side)]
        self.viewport().update()

    def _shown(self, rect: QRectF) -> QRectF:
        return rect.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _rects(self, found: Found) -> list[QRectF]:
        """Where a quote lies, line by line."""
        piece = self._pieces[found.piece]
        if piece.layout is None:
            return [piece.rect.adjusted(1, 1, -1, -1)]
        rects = []
        for number in range(piece.layout.lineCount()):
            line = piece.layout.lineAt(number)
            start = max(found.start, line.textStart())
            end = min(found.start + found.length, line.textStart() + line.textLength())
            if start < end:
                left, right = _across(line, start), _across(line, end)
                origin = piece.layout.position()
                rects.append(QRectF(origin.x() + left, origin.y() + line.y(), right - left, line.height()))
        return [rect.adjusted(-2, -1, 2, 1) for rect in rects]

    # -- events ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new width, once the hand rests."""
        super().resizeEvent(event)
        if self._document is not None:
            self._later.start(60)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint anew; nothing is a widget here."""
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends, the space bar a page on."""
        if not paged(self.verticalScrollBar(), event.key()):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: Any) -> None:
        """A click on a mark chooses its finding; a further click the next that quotes the same words."""
        point = event.position()
        hits = [mark for mark, found in self._found if any(self._shown(r).contains(point) for r in self._rects(found))]
        if hits:
            self.mark_clicked.emit(next_key(hits, self._chosen))
            return
        super().mousePressEvent(event)

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is in sight."""
        roles = colors(self)
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), roles.surface)
        if self._layout is None:
            painter.end()
            return
        top, left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        view = QRectF(left, top, self.viewport().width(), self.viewport().height())
        painter.translate(-left, -top)
        for block in self._layout.blocks_in(view.top(), view.bottom()):
            self._paint_block(painter, block, view, roles)
        painter.resetTransform()
        self._paint_marks(painter, roles)
        painter.end()

    def _paint_block(self, painter: QPainter, block: Block, view: QRectF, roles: Colors) -> None:
        assert self._layout is not None
        for number, piece in enumerate(block.pieces):
            if not piece.rect.intersects(view):
                continue
            if number == 0 and block.label:
                painter.setPen(roles.quiet)
                painter.setFont(self._layout.small)
                margin = QRectF(0, piece.rect.top(), piece.rect.left() - 18, 22)
                painter.drawText(margin, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), block.label)
            if piece.layout is not None:
                painter.setPen(roles.text)
                piece.layout.draw(painter, QRectF().topLeft())
            else:
                self._paint_cell(painter, piece, roles)

    def _paint_cell(self, painter: QPainter, piece: Piece, roles: Colors) -> None:
        assert self._layout is not None
        if piece.is_header:
            painter.fillRect(piece.rect, roles.header)
        painter.setPen(QPen(roles.line, 1))
        painter.drawRect(piece.rect)
        painter.setPen(roles.text)
        painter.setFont(self._layout.figures if piece.is_figure else self._layout.small)
        across = Qt.AlignmentFlag.AlignRight if piece.is_figure else Qt.AlignmentFlag.AlignLeft
        flags = int(across | Qt.AlignmentFlag.AlignVCenter)
        if not piece.is_figure:
            flags |= int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        painter.drawText(piece.rect.adjusted(_PAD, 1, -_PAD, -1), flags, piece.text)

    def _paint_marks(self, painter: QPainter, roles: Colors) -> None:
        area = QRectF(self.viewport().rect())
        for mark, found in sorted(self._found, key=lambda item: item[0].key == self._chosen):
            chosen = mark.key == self._chosen
            fill, edge = mark_colors(mark, chosen, roles)
            style = Qt.PenStyle.SolidLine if found.is_quote else Qt.PenStyle.DashLine
            painter.setPen(QPen(edge, 1.6 if chosen else 1.0, style))
            painter.setBrush(fill if found.is_quote else Qt.BrushStyle.NoBrush)
            for rect in self._rects(found):
                shown = self._shown(rect)
                if shown.intersects(area):
                    painter.drawRect(shown)

    def close_source(self) -> None:
        """Nothing is held."""


def _across(line: QTextLine, cursor: int) -> float:
    found: object = line.cursorToX(cursor)
    # PySide gives the position together with the cursor it was asked for.
    place = found[0] if isinstance(found, tuple) else found
    return float(place) if isinstance(place, int | float) else 0.0
