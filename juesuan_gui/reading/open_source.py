"""Owns reading any file that a report may come in: what it holds decides who reads it, never what it is called."""

from __future__ import annotations

from pathlib import Path

from juesuan_gui.reading.container import FileKind, content_kind
from juesuan_gui.reading.docx.reader import read_docx
from juesuan_gui.reading.excel.workbook import read_workbook
from juesuan_gui.reading.html.document import read_html_page
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.pdf.reader import read_pdf
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.text.file import read_text
from juesuan_gui.reading.worker import ReadingWorker

#: Names under which exporters write HTML that is a workbook.
_WORKBOOK_SUFFIXES = frozenset({".xls", ".xlsx", ".xlsm", ".et"})
_READERS = {
    FileKind.XLSX: read_workbook,
    FileKind.XLS: read_workbook,
    FileKind.HTML: read_html_page,
    FileKind.PDF: read_pdf,
    FileKind.DOCX: read_docx,
    FileKind.TEXT: read_text,
}


def read_any(path: Path, worker: ReadingWorker, limits: Limits | None = None) -> Source:
    """The document of a .pdf, .docx, .xlsx, .xls, .html or .txt file.

    Plain text is read here, everything else in the worker process. Raises ReadingError with a Chinese sentence
    for a missing, locked, damaged or hostile file, and for formats that no reader opens.
    """
    bounds = limits or Limits()
    kind = content_kind(path, bounds)
    if kind is FileKind.TEXT:
        return read_text(path, bounds)
    if kind is FileKind.HTML and path.suffix.lower() in _WORKBOOK_SUFFIXES:
        return worker.read(read_workbook, path, bounds)
    return worker.read(_READERS[kind], path, bounds)
