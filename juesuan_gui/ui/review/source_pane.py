"""Owns the file as it was sent in beside the findings: its pages or its text, its place and size, its marks."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from juesuan_gui.document import Document
from juesuan_gui.ui.look.pieces import button, quiet
from juesuan_gui.ui.look.work_bar import WorkBar
from juesuan_gui.ui.review.desk import ReviewDesk
from juesuan_gui.ui.review.marks import marks_of
from juesuan_gui.ui.review.opening import read_copy
from juesuan_gui.ui.review.pdf import PdfSource
from juesuan_gui.ui.review.text import TextSource
from juesuan_gui.ui.tasks import Task

_PDF_START = b"%PDF-"
_LOOKED_AT = 1024  # bytes in which a PDF may begin


class SourcePane(QWidget):
    """The source of a review: a PDF page by page, anything else as the text and tables that were read of it."""

    #: (level, words)
    notice = Signal(str, str)
    #: (key of the finding whose mark was clicked)
    mark_clicked = Signal(str)

    def __init__(self, desk: ReviewDesk, document: Document | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._document = document
        self._folder = tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True)
        self._task: Task | None = None
        self.source: PdfSource | TextSource = TextSource()
        self._place = quiet()
        self.reading = WorkBar(self._stop_reading)
        self.again = button("重新读取", self._read_document, "plain", "读出送审文件的文字，显示在这里")
        self.again.hide()
        self._zoom = [
            button(name, partial(self.zoom, factor), "plain")
            for name, factor in (("缩小", 0.8), ("适合宽度", 0.0), ("放大", 1.25))
        ]
        above = QWidget()
        bar = QHBoxLayout(above)
        bar.setContentsMargins(16, 6, 12, 6)
        bar.addWidget(QLabel("送审文件"))
        bar.addWidget(self._place)
        bar.addWidget(self.reading)
        bar.addWidget(self.again)
        bar.addStretch(1)
        for widget in self._zoom:
            bar.addWidget(widget)
        self._frame = QVBoxLayout(self)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.setSpacing(0)
        self._frame.addWidget(above)
        self._frame.addWidget(self.source, 1)

    def show_source(self) -> None:
        """Show the submission that is judged now."""
        is_pdf = _PDF_START in self._desk.source[:_LOOKED_AT]
        number = len(self._desk.review.submissions)
        if is_pdf:
            path = Path(self._folder.name) / f"{number}.pdf"
            path.write_bytes(self._desk.source)
            pdf = PdfSource(path)
            pdf.page_changed.connect(self.show_place)
            pdf.unreadable.connect(self._on_unreadable)
            self._take_source(pdf)
        else:
            self._take_source(TextSource())
            self._read_document()
        for widget in self._zoom:
            widget.setVisible(is_pdf)
        self.show_place()

    def _take_source(self, source: PdfSource | TextSource) -> None:
        old, self.source = self.source, source
        self._frame.replaceWidget(old, source)
        old.close_source()
        old.deleteLater()
        source.mark_clicked.connect(self.mark_clicked)
        source.show_marks(marks_of(self._desk.review.current.content.findings))

    def _read_document(self) -> None:
        if self._document is not None:
            self._show_document(self._document)
            return
        self._place.setText("")
        self.again.hide()
        name, content = self._desk.review.current.file_name, self._desk.source
        task = Task("读取送审文件", lambda progress: read_copy(name, content, progress).document, self)
        task.finished.connect(self._show_document)
        task.failed.connect(self._on_unread)
        self._task = task
        self.reading.follow(task, "正在读取…")
        task.start()

    def _stop_reading(self) -> None:
        """The findings stand without the text beside them; whoever wants it asks again."""
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self.reading.rest()
        self._place.setText("已取消，原文没有显示")
        self.again.show()

    def _show_document(self, document: object) -> None:
        if isinstance(self.source, TextSource) and isinstance(document, Document):
            self.source.show_document(document)
            self.show_place()

    def _on_unread(self, problem: str) -> None:
        self._place.setText("原文没有显示出来")
        self.again.setVisible(isinstance(self.source, TextSource))
        self.notice.emit("warning", problem)

    def _on_unreadable(self) -> None:
        self._on_unread("送审的 PDF 不能显示；审核结果不受影响，可用别的程序打开原件对照。")

    def show_place(self, _page: int = 0) -> None:
        """Say which page of how many is in sight, or whose text."""
        source = self.source
        if isinstance(source, PdfSource):
            total = source.page_count
            self._place.setText(f"第 {source.current_page + 1} 页，共 {total} 页" if total else "")
        elif source.is_shown:
            self._place.setText(self._desk.review.current.file_name)

    def zoom(self, factor: float) -> None:
        """Show the pages larger or smaller; 0 fits the width."""
        if isinstance(self.source, PdfSource):
            self.source.set_zoom(self.source.zoom * factor if factor else 1.0)

    def take_document(self, document: Document | None) -> None:
        """The document of the file that is about to be sent in, so that it is not read twice."""
        self._document = document

    def close_pane(self) -> None:
        """Let files and threads go."""
        if self._task is not None:
            self._task.cancel()
        self.source.close_source()
        self._folder.cleanup()
