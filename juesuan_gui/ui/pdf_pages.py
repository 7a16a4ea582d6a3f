"""Owns the drawing of PDF pages: pdfium on one thread of its own, the page asked for last first."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage


def _picture(document: Any, page: int, scale: float) -> QImage:
    bitmap = document[page].render(scale=scale, rev_byteorder=True)
    mode = QImage.Format.Format_RGB888 if bitmap.n_channels == 3 else QImage.Format.Format_RGBX8888
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, mode)
    # Own the bytes: pdfium's buffer goes with the bitmap.
    return image.copy()


class PageRenderer(QObject):
    """Draws pages on one thread, newest request first. pdfium itself must stay on one thread."""

    opened = Signal(object)
    drawn = Signal(int, float, QImage)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._wanted: list[tuple[int, float]] = []
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

        document = pypdfium2.PdfDocument(self._path)
        try:
            sizes = [document.get_page_size(number) for number in range(len(document))]
            self.opened.emit(sizes)
            while (task := self._next()) is not None:
                self.drawn.emit(task[0], task[1], _picture(document, *task))
        finally:
            document.close()

    def _next(self) -> tuple[int, float] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._wanted)
            return None if self._stopping else self._wanted.pop()
