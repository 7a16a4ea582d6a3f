"""Owns the source as a PDF: its pages as they look, the quoted words in coloured boxes that can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from juesuan_gui.publishing.pdf.quotes import Sought
from juesuan_gui.review import Side
from juesuan_gui.ui.giving_out.pdf_pages import PageBox, PageRenderer
from juesuan_gui.ui.giving_out.pdf_view import PdfView
from juesuan_gui.ui.look.palette import light_colors
from juesuan_gui.ui.review.marks import SourceMark, mark_colors, next_key

_MARGIN = 2.0  # pixels between words and their box


class PdfSource(PdfView):
    """The pages of the file that was sent in."""

    mark_clicked = Signal(str)
    unreadable = Signal()
    #: A page's quotes were looked for.
    located = Signal(int)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("送审文件")
        self._marks: dict[int, list[SourceMark]] = {}
        self._boxes: dict[int, list[tuple[SourceMark, list[PageBox], bool]]] = {}
        self._chosen = ""
        self._waiting: SourceMark | None = None
        self._is_open = False
        self._renderer = PageRenderer(path, self)
        self._renderer.opened.connect(self._on_opened)
        self._renderer.drawn.connect(self._on_drawn)
        self._renderer.found.connect(self._on_found)
        self._renderer.refused.connect(lambda _why: self.unreadable.emit())
        self._renderer.start()

    # -- marks -------------------------------------------------------------------------------------

    def show_marks(self, marks: Sequence[SourceMark]) -> None:
        """Mark these places; their words are looked for page by page, beside the window."""
        self._marks, self._boxes = {}, {}
        for mark in marks:
            if mark.side.page is not None:
                self._marks.setdefault(mark.side.page - 1, []).append(mark)
        if self._is_open:
            self._locate()

    def _locate(self) -> None:
        for page, marks in sorted(self._marks.items()):
            if 0 <= page < self.page_count:
                self._renderer.find(page, [_sought(mark.side) for mark in marks])

    def _on_found(self, page: int, found: object) -> None:
        marks = self._marks.get(page, [])
        if not isinstance(found, list) or len(found) != len(marks):
            return  # of a search that a newer one overtook
        self._boxes[page] = [(mark, boxes, bool(mark.side.quote)) for mark, boxes in zip(marks, found, strict=True)]
        self.viewport().update()
        self.located.emit(page)
        if self._waiting is not None and self._waiting.side.page == page + 1:
            self.go_to(self._waiting)

    def choose(self, key: str) -> None:
        """Draw the marks of one finding stronger."""
        self._chosen = key
        self.viewport().update()

    def go_to(self, mark: SourceMark) -> None:
        """Bring a mark into sight; its page where its words are not found."""
        if mark.side.page is None:
            return
        page = mark.side.page - 1
        boxes = next((boxes for other, boxes, _ in self._boxes.get(page, ()) if other == mark), None)
        self._waiting = mark if boxes is None else None
        if boxes:
            self._show_rect(self._on_page(page, boxes[0]).toRect())
        elif self.current_page != page or boxes is None:
            self.go_to_page(page)

    def go_to_side(self, side: Side) -> None:
        """Bring a place into sight that has no mark of its own."""
        if side.page is not None:
            self.go_to_page(side.page - 1)

    def _show_rect(self, rect: QRect) -> None:
        view, bar, across = self.viewport().rect(), self.verticalScrollBar(), self.horizontalScrollBar()
        if rect.top() < bar.value() + 40 or rect.bottom() > bar.value() + view.height() - 40:
            bar.setValue(rect.center().y() - view.height() // 3)
        if rect.left() < across.value() or rect.right() > across.value() + view.width():
            across.setValue(rect.center().x() - view.width() // 2)

    def mark_rect(self, key: str, number: int = 0) -> QRect:
        """Where a mark is shown in the viewport; empty when it is not located."""
        for page, found in self._boxes.items():
            for mark, boxes, _ in found:
                if mark.key == key and mark.number == number and boxes:
                    return self._shown(self._on_page(page, boxes[0])).toRect()
        return QRect()

    # -- drawing -----------------------------------------------------------------------------------

    def _on_page(self, page: int, box: PageBox) -> QRectF:
        rect = self._rects()[page]
        left, top, right, bottom = box
        found = QRectF(
            rect.left() + left * rect.width(),
            rect.top() + top * rect.height(),
            (right - left) * rect.width(),
            (bottom - top) * rect.height(),
        )
        return found.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    def _shown(self, rect: QRectF) -> QRectF:
        return rect.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _paint_page(self, painter: QPainter, page: int, rect: QRect) -> None:
        super()._paint_page(painter, page, rect)
        roles = light_colors()  # paper is white in the dark too
        found = self._boxes.get(page, ())
        for mark, boxes, is_quote in sorted(found, key=lambda item: item[0].key == self._chosen):
            chosen = mark.key == self._chosen
            fill, edge = mark_colors(mark, chosen, roles)
            # A blank cell has no words: the name of its row is framed.
            style = Qt.PenStyle.SolidLine if is_quote else Qt.PenStyle.DashLine
            painter.setPen(QPen(edge, 1.6 if chosen else 1.0, style))
            painter.setBrush(fill if is_quote else Qt.BrushStyle.NoBrush)
            for box in boxes:
                painter.drawRect(self._shown(self._on_page(page, box)))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def mousePressEvent(self, event: Any) -> None:
        """A click on a mark chooses its finding."""
        point = event.position()
        hits: list[SourceMark] = []
        for page, found in self._boxes.items():
            for mark, boxes, _ in found:
                if any(self._shown(self._on_page(page, box)).contains(point) for box in boxes):
                    hits.append(mark)
        if hits:
            self.mark_clicked.emit(next_key(hits, self._chosen))
            return
        super().mousePressEvent(event)

    # -- the file ----------------------------------------------------------------------------------

    def _on_opened(self, sizes: object) -> None:
        if isinstance(sizes, list):
            self._is_open = True
            self.show_pages(sizes, self._renderer.ask)
            self._locate()
            if self._waiting is not None:
                self.go_to(self._waiting)

    def _on_drawn(self, page: int, scale: float, image: QImage) -> None:
        self.take_picture(page, scale, image)

    def close_source(self) -> None:
        """Let the file and the thread go."""
        self._renderer.stop()


def _sought(side: Side) -> Sought:
    if not side.quote and side.box is None:
        return Sought(side.row)
    return Sought(side.quote, side.row, side.column, side.box)
