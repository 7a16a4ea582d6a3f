"""Owns reading any file that a report may come in: what it holds decides who reads it, never what it is called.

Each format's reader is loaded when it is called, which for all but plain text is in the worker process: the
libraries of the other formats never load.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from juesuan_gui.reading.container import FileKind, content_kind
from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.worker import ReadingWorker

#: Names under which exporters write HTML that is a workbook.
_WORKBOOK_SUFFIXES = frozenset({".xls", ".xlsx", ".xlsm", ".et"})


def _workbook(path: Path, limits: Limits) -> Source:
    from juesuan_gui.reading.excel.workbook import read_workbook

    return read_workbook(path, limits)


def _html(path: Path, limits: Limits) -> Source:
    from juesuan_gui.reading.html.document import read_html_page

    return read_html_page(path, limits)


def _pdf(path: Path, limits: Limits) -> Source:
    from juesuan_gui.reading.pdf.reader import read_pdf

    return read_pdf(path, limits)


def _docx(path: Path, limits: Limits) -> Source:
    from juesuan_gui.reading.docx.reader import read_docx

    return read_docx(path, limits)


def _text(path: Path, limits: Limits) -> Source:
    from juesuan_gui.reading.text.file import read_text

    return read_text(path, limits)


_READERS = {
    FileKind.XLSX: _workbook,
    FileKind.XLS: _workbook,
    FileKind.HTML: _html,
    FileKind.PDF: _pdf,
    FileKind.DOCX: _docx,
    FileKind.TEXT: _text,
}


def read_any(path: Path, worker: ReadingWorker, limits: Limits | None = None) -> Source:
    """The document of a .pdf, .docx, .xlsx, .xls, .html or .txt file.

    Plain text is read here, everything else in the worker process. Raises ReadingError with a Chinese sentence
    for a missing, locked, damaged or hostile file, and for formats that no reader opens.
    """
    bounds = limits or Limits()
    reader = _reader_of(path, bounds)
    return reader(path, bounds) if reader is _text else worker.read(reader, path, bounds)


def begin_any(path: Path, worker: ReadingWorker) -> Callable[[], Source]:
    """As `read_any`, but the worker is at it when this returns; the call waits for it and raises what it raises.

    The worker reads one file at a time: call the first before another is begun.
    """
    bounds = Limits()
    try:
        reader = _reader_of(path, bounds)
    except (ReadingError, OSError) as refused:
        # Not to be raised here: the file's turn to be told about comes later.
        problem = refused

        def refuse() -> Source:
            raise problem

        return refuse
    if reader is _text:
        return lambda: _text(path, bounds)
    return worker.begin(reader, path, bounds)


def _reader_of(path: Path, limits: Limits) -> Callable[[Path, Limits], Source]:
    if not path.exists():
        raise ReadingError(path.name, "找不到这个文件。", "请核对文件名和所在文件夹。")
    kind = content_kind(path, limits)
    if kind is FileKind.HTML and path.suffix.lower() in _WORKBOOK_SUFFIXES:
        return _workbook
    return _READERS[kind]
