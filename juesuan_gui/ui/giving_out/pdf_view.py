"""Owns the view of a PDF's pages: below each other or as thumbnails, asked for when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from juesuan_gui.ui.look.theme import colors
from juesuan_gui.ui.paging import paged

_GAP = 16
_KEPT = 24
_FINER = 8  # times a thumbnail is drawn larger than shown
_FINE_SCREEN = 1.5  # device pixels a pixel


class PdfView(QAbstractScrollArea):
    """Pages below each other at a fixed share of the width, or one column of thumbnails."""

    page_changed = Signal(int)
    page_clicked = Signal(int)

    def __init__(self, *, thumbnails: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._sizes: list[tuple[float, float]] = []
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._asked: set[tuple[int, float]] = set()
        self._ask: Callable[[int, float], None] | None = None
        self._zoom = 1.0
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if thumbnails else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)

    def show_pages(self, sizes: list[tuple[float, float]], ask: Callable[[int, float], None]) -> None:
        """Show a document of these page sizes (points); ``ask`` has a page drawn."""
        self._sizes, self._ask = sizes, ask
        self._pictures.clear()
        self._asked.clear()
        self._adjust()
        self.viewport().update()

    def clear(self) -> None:
        """Show nothing."""
        self.show_pages([], lambda _page, _scale: None)

    def take_picture(self, page: int, scale: float, image: QImage) -> None:
        """A page was drawn."""
        if abs(scale - self._scale(page)) > 1e-6:
            return
        self._pictures[page] = (scale, self._small(image, page))
        self._pictures.move_to_end(page)
        while len(self._pictures) > _KEPT * (4 if self._thumbnails else 1):
            gone, (gone_scale, _) = self._pictures.popitem(last=False)
            self._asked.discard((gone, gone_scale))
        self.viewport().update()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def current_page(self) -> int:
        """The page in the middle of the view."""
        return self._current

    def has_picture(self, page: int) -> bool:
        """Whether a page has been drawn."""
        return page in self._pictures

    def go_to_page(self, page: int) -> None:
        """Bring a page to the top."""
        if 0 <= page < len(self._sizes):
            self.verticalScrollBar().setValue(self._rects()[page].top() - _GAP // 2)

    def set_zoom(self, zoom: float) -> None:
        """1.0 fits the width."""
        share = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        self._zoom = min(4.0, max(0.3, zoom))
        self._adjust()
        self.verticalScrollBar().setValue(int(share * self.verticalScrollBar().maximum()))
        self.viewport().update()

    @property
    def zoom(self) -> float:
        """1.0 fits the width."""
        return self._zoom

    def mark(self, page: int) -> None:
        """Mark the current page among the thumbnails."""
        if page != self._current and 0 <= page < len(self._sizes):
            self._current = page
            rect = self._rects()[page]
            bar = self.verticalScrollBar()
            if rect.top() < bar.value() or rect.bottom() > bar.value() + self.viewport().height():
                bar.setValue(rect.top() - _GAP)
            self.viewport().update()

    # -- geometry ----------------------------------------------------------------------------------

    def _room(self) -> int:
        room = self.viewport().width() - 2 * _GAP
        if self._thumbnails:
            return max(40, room)
        return max(200, int(min(room, 860) * self._zoom))

    def _points_wide(self) -> float:
        """What the room shows: a landscape page is wider than a portrait one at the same scale."""
        return max((width for width, _ in self._sizes), default=1.0)

    def _pixels_per_point(self) -> float:
        return self._room() / self._points_wide()

    def _scale(self, _page: int) -> float:
        # Hairlines are drawn a whole pixel wide: pages are drawn larger and made small smoothly.
        return self._pixels_per_point() * self.devicePixelRatioF() * self._finer()

    def _finer(self) -> int:
        if self._thumbnails:
            return _FINER
        # Emboldened letters run together at the resolution of an ordinary screen.
        return 2 if self.devicePixelRatioF() < _FINE_SCREEN else 1

    def _rects(self) -> list[QRect]:
        rects, top = [], _GAP
        factor = self._pixels_per_point()
        across = max(self.viewport().width(), self._room() + 2 * _GAP)
        for width, height in self._sizes:
            size = QSize(int(width * factor), int(height * factor))
            rects.append(QRect((across - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + _GAP
        return rects

    def _adjust(self) -> None:
        rects = self._rects()
        height = rects[-1].bottom() + _GAP if rects else 0
        page = self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, height - page))
        self.verticalScrollBar().setPageStep(page)
        self.verticalScrollBar().setSingleStep(60)
        wide = self._room() + 2 * _GAP
        self.horizontalScrollBar().setRange(0, max(0, wide - self.viewport().width()))
        self.horizontalScrollBar().setPageStep(self.viewport().width())

    # -- events ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new width."""
        super().resizeEvent(event)
        page = self._current
        self._adjust()
        if self._sizes and not self._thumbnails:
            self.go_to_page(page)

    def _on_scroll(self, value: int) -> None:
        if not self._thumbnails and self._sizes:
            middle = value + self.viewport().height() // 3
            page = next((n for n, rect in enumerate(self._rects()) if rect.bottom() >= middle), len(self._sizes) - 1)
            if page != self._current:
                self._current = page
                self.page_changed.emit(page)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last page; the rest scrolls."""
        if not paged(self.verticalScrollBar(), event.key()):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: Any) -> None:
        """A click on a thumbnail goes to its page."""
        point = event.position().toPoint()
        point.setY(point.y() + self.verticalScrollBar().value())
        for page, rect in enumerate(self._rects()):
            if rect.contains(point):
                self.page_clicked.emit(page)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is in sight; pages without a picture yet are asked for."""
        roles = colors(self)
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), roles.ground)
        top, left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        for page, rect in enumerate(self._rects()):
            shown = rect.translated(-left, -top)
            if not shown.intersects(self.viewport().rect()):
                continue
            painter.fillRect(shown, Qt.GlobalColor.white)
            self._paint_page(painter, page, shown)
            marked = self._thumbnails and page == self._current
            painter.setPen(roles.accent if marked else roles.line)
            painter.drawRect(shown.adjusted(-1, -1, 0, 0))
            if marked:
                painter.drawRect(shown.adjusted(-2, -2, 1, 1))
        painter.end()

    def _paint_page(self, painter: QPainter, page: int, rect: QRect) -> None:
        scale = self._scale(page)
        picture = self._pictures.get(page)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, picture[1])
        if (picture is None or abs(picture[0] - scale) > 1e-6) and (page, scale) not in self._asked:
            self._asked.add((page, scale))
            if self._ask is not None:
                self._ask(page, scale)

    def _small(self, image: QImage, page: int) -> QImage:
        if self._finer() == 1:
            return image
        rect, ratio = self._rects()[page], self.devicePixelRatioF()
        size = QSize(int(rect.width() * ratio), int(rect.height() * ratio))
        return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
