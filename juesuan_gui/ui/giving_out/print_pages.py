"""Owns the way from a PDF to paper: its pages as pictures on the printer, each on paper of its own direction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.ui.giving_out.pdf_pages import pdfium_lock, picture_of

#: Dots an inch: sharp print, and 45 pages stay quick.
RESOLUTION = 300
_NO_START = "打印没有开始：打印机没有准备好。请检查打印机后再试。"

#: Told the page that is begun and of how many; says whether to go on.
GoesOn = Callable[[int, int], bool]


def page_count(path: Path) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    with pdfium_lock(), pypdfium2.PdfDocument(path) as document:
        return len(document)


def print_pdf(path: Path, printer: QPrinter, goes_on: GoesOn = lambda page, total: True) -> int:
    """Print the pages that the printer's range asks for; returns how many were printed.

    Raises PublishingError with a Chinese sentence where the printer does not begin.
    """
    import pypdfium2

    printer.setFullPage(True)
    with pdfium_lock(), pypdfium2.PdfDocument(path) as document:
        first = max(1, printer.fromPage()) - 1
        last = min(printer.toPage() or len(document), len(document))
        painter = QPainter()
        printed = 0
        try:
            for number in range(first, last):
                if not goes_on(number - first + 1, last - first):
                    break
                width, height = document.get_page_size(number)
                printer.setPageLayout(_layout(width, height))
                if printed == 0:
                    if not painter.begin(printer):
                        raise PublishingError(_NO_START)
                elif not printer.newPage():
                    raise PublishingError(f"打印到第 {number} 页时停了：打印机没有继续。请检查打印机后再试。")
                picture = picture_of(document, number, RESOLUTION / 72)
                painter.drawImage(QRectF(printer.pageLayout().fullRectPixels(printer.resolution())), picture)
                printed += 1
        finally:
            painter.end()
    return printed


def _layout(width: float, height: float) -> QPageLayout:
    """The paper of one page, standing or lying, without margins: they are in the page already."""
    upright = QSizeF(min(width, height), max(width, height))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    lies = width > height
    direction = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    return QPageLayout(size, direction, QMarginsF(0, 0, 0, 0))
