"""Owns the drawing of PDF pages: pdfium on one thread of its own, the page asked for last first."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from juesuan_gui.publishing.pdf.quotes import Sought

# pdfium keeps its state for the whole process: two renderers, or one and an export, must never be in it at once.
_PDFIUM = threading.RLock()
#: Of a page's width and height, in millionths: what pdfium's whole numbers can tell apart.
_FINENESS = 1_000_000

#: A box as shares of the page's width and height, from the top left: left, top, right, bottom.
PageBox = tuple[float, float, float, float]


def pdfium_lock() -> AbstractContextManager[bool]:
    """To be held by whoever uses pdfium outside a renderer, for instance an export."""
    return _PDFIUM


def picture_of(document: Any, page: int, scale: float) -> QImage:
    """A page of an open PDF at so many pixels a point. Hold the lock."""
    bitmap = document[page].render(scale=scale, rev_byteorder=True)
    mode = QImage.Format.Format_RGB888 if bitmap.n_channels == 3 else QImage.Format.Format_RGBX8888
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, mode)
    # Own the bytes: pdfium's buffer goes with the bitmap.
    return image.copy()


class PageRenderer(QObject):
    """Draws pages on one thread, newest request first. pdfium itself must stay on one thread."""

    opened = Signal(object)
    drawn = Signal(int, float, QImage)
    #: (page, for each quote asked for its boxes)
    found = Signal(int, object)
    #: The file cannot be shown; why is in the log.
    refused = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._wanted: list[tuple[int, float]] = []
        self._searches: deque[tuple[int, tuple[Sought, ...]]] = deque()
        self._stopping = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="pdf-pages", daemon=True)

    def start(self) -> None:
        """Open the file and wait for pages to be asked for."""
        self._thread.start()

    def ask(self, page: int, scale: float) -> None:
        """Draw a page at so many pixels a point."""
        with self._changed:
            self._wanted.append((page, scale))
            self._changed.notify()

    def find(self, page: int, sought: Sequence[Sought]) -> None:
        """Find quotes on a page; ``found`` tells where. Pages to be drawn come first."""
        with self._changed:
            self._searches.append((page, tuple(sought)))
            self._changed.notify()

    def stop(self) -> None:
        """End the thread and let the file go."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        # The library loads on this thread: the window starts without it.
        import pypdfium2

        try:
            with _PDFIUM:
                document = pypdfium2.PdfDocument(self._path)
                sizes = [document.get_page_size(number) for number in range(len(document))]
        except (pypdfium2.PdfiumError, OSError) as error:
            self.refused.emit(str(error))
            return
        try:
            self.opened.emit(sizes)
            while (task := self._next()) is not None:
                with _PDFIUM:
                    tell = task(document)
                tell()
        finally:
            with _PDFIUM:
                document.close()

    def _next(self) -> Callable[[Any], Callable[[], None]] | None:
        """What to do next: pages in sight before quotes that are looked for."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._wanted or self._searches)
            if self._stopping:
                return None
            if self._wanted:
                page, scale = self._wanted.pop()
                return lambda document: self._draw(document, page, scale)
            number, sought = self._searches.popleft()
            return lambda document: self._find(document, number, sought)

    def _draw(self, document: Any, page: int, scale: float) -> Callable[[], None]:
        image = picture_of(document, page, scale)
        return lambda: self.drawn.emit(page, scale, image)

    def _find(self, document: Any, page: int, sought: Sequence[Sought]) -> Callable[[], None]:
        boxes = _quotes(document, page, sought)
        return lambda: self.found.emit(page, boxes)


def _quotes(document: Any, number: int, sought: Sequence[Sought]) -> list[list[PageBox]]:
    import ctypes

    import pypdfium2.raw as pdfium

    from juesuan_gui.publishing.pdf.quotes import boxes_on

    page = document[number]

    def share(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        # Turned pages and pages cut out of larger ones: pdfium itself says where a point is shown.
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, _FINENESS, _FINENESS, 0, x, y, across, down)
        return across.value / _FINENESS, down.value / _FINENESS

    try:
        result: list[list[PageBox]] = []
        for boxes in boxes_on(page, sought):
            corners = [(share(box.left, box.top), share(box.right, box.bottom)) for box in boxes]
            result.append([(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in corners])
        return result
    finally:
        page.close()
