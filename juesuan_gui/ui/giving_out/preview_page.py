"""Owns the preview and export page: the real PDF, what is still open, and the files made from it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from juesuan_gui.session import SessionEvent
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.giving_out.export_box import ExportBox
from juesuan_gui.ui.giving_out.pdf_pages import PageRenderer
from juesuan_gui.ui.giving_out.pdf_view import PdfView
from juesuan_gui.ui.giving_out.publish import Preview, preview_work
from juesuan_gui.ui.look.pieces import button, heading, kind, line, paragraph
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.tasks import Task


class PreviewPage(QWidget):
    """Renders when it is shown and the report has changed since."""

    go_requested = Signal(object)
    notice = Signal(str, str)

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self._desk = desk
        self._settings = settings
        self._stale = True
        self._task: Task | None = None
        self._renderer: PageRenderer | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True)
        self._count = 0
        self.thumbnails = PdfView(thumbnails=True)
        self.thumbnails.setFixedWidth(132)
        self.thumbnails.setAccessibleName("页面缩略图")
        self.pages = PdfView()
        self.pages.setAccessibleName("预览")
        self.state = QLabel()
        kind(self.state, "quiet")
        #: What cannot be printed, before anything is given out.
        self.lacking = paragraph("", "warning")
        self.lacking.setContentsMargins(16, 0, 16, 6)
        self.lacking.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.cancel = button("取消", self._cancel, "plain", "不再等这次预览")
        self.again = button("重新生成", self.show_report, "plain", "照现在的数再生成预览")
        self.cancel.hide()
        self.again.hide()
        self.export = ExportBox(desk, settings)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 6)
        bar.setSpacing(8)
        bar.addWidget(heading("预览", 12))
        bar.addWidget(self.state)
        bar.addWidget(self.cancel)
        bar.addWidget(self.again)
        bar.addStretch(1)
        bar.addWidget(button("打印…", self.print_report, "plain", "打印整份报告，或其中一张表"))
        bar.addWidget(button("缩小", lambda: self._zoom(0.8), "plain"))
        bar.addWidget(button("适合宽度", lambda: self._zoom(0.0), "plain"))
        bar.addWidget(button("放大", lambda: self._zoom(1.25), "plain"))
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(bar)
        middle.addWidget(self.lacking)
        middle.addWidget(self.progress)
        middle.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbnails)
        row.addWidget(line(vertical=True))
        row.addLayout(middle, 1)
        row.addWidget(line(vertical=True))
        row.addWidget(self.export)

    def _connect(self) -> None:
        self._desk.edited.connect(self._on_edited)
        self.pages.page_changed.connect(self._on_page)
        self.thumbnails.page_clicked.connect(self.pages.go_to_page)
        self.export.go_requested.connect(self.go_requested)
        self.export.notice.connect(self.notice)

    # -- rendering ---------------------------------------------------------------------------------

    def show_report(self) -> None:
        """Show the report as it is now."""
        self.export.refresh()
        if self._stale and not self.is_rendering:
            self._render()

    def _cancel(self) -> None:
        """Let the pages that are being made go; those shown before stay."""
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self._stale = True
        self._rest("已取消，预览没有更新")

    def _rest(self, words: str) -> None:
        """Nothing is being made; the user may ask for it."""
        self.progress.hide()
        self.cancel.hide()
        self.again.show()
        self.state.setText(words)

    @property
    def is_rendering(self) -> bool:
        """Whether the PDF is being made."""
        return self._task is not None and self._task.is_running

    def _render(self) -> None:
        self._stale = False
        self._count += 1
        path = Path(self._folder.name) / f"{self._count}.pdf"
        self.progress.setRange(0, 0)
        self.progress.show()
        self.cancel.show()
        self.again.hide()
        self.state.setText("正在生成…")
        task = Task("预览", preview_work(self._desk.session, path), self)
        task.progressed.connect(self._on_progress)
        task.finished.connect(self._on_rendered)
        task.failed.connect(self._on_failed)
        self._task = task
        task.start()

    def _on_progress(self, step: str, _done: int, _total: int) -> None:
        if self.sender() is not self._task:
            return
        self.state.setText(f"{step}…")

    def _on_failed(self, problem: str) -> None:
        self._stale = True
        self._rest("预览没有生成")
        self.notice.emit("error", problem)

    def _on_rendered(self, preview: object) -> None:
        assert isinstance(preview, Preview)
        if self.sender() is not self._task:
            return
        self._drop_renderer()
        self.lacking.setText("".join(preview.lacking))
        self.lacking.setVisible(bool(preview.lacking))
        renderer = PageRenderer(preview.path, self)
        renderer.opened.connect(self._on_opened)
        renderer.drawn.connect(self._on_drawn)
        self._renderer = renderer
        renderer.start()

    def _on_opened(self, sizes: object) -> None:
        if self.sender() is not self._renderer or not isinstance(sizes, list):
            return
        self.progress.hide()
        self.cancel.hide()
        assert self._renderer is not None
        self.pages.show_pages(sizes, self._renderer.ask)
        self.thumbnails.show_pages(sizes, self._renderer.ask)
        self._on_page(self.pages.current_page)

    def _on_drawn(self, page: int, scale: float, image: QImage) -> None:
        if self.sender() is self._renderer:
            self.pages.take_picture(page, scale, image)
            self.thumbnails.take_picture(page, scale, image)

    def _on_edited(self, _event: SessionEvent) -> None:
        self._stale = True
        if self.isVisible():
            self.state.setText("数据有改动")
            self.show_report()

    def _on_page(self, page: int) -> None:
        self.thumbnails.mark(page)
        if self.pages.page_count:
            self.state.setText(f"第 {page + 1} 页，共 {self.pages.page_count} 页")

    def _zoom(self, factor: float) -> None:
        self.pages.set_zoom(self.pages.zoom * factor if factor else 1.0)

    def print_report(self) -> None:
        """Open 打印, where a table can be chosen too."""
        # The printing library is loaded when somebody prints.
        from juesuan_gui.ui.giving_out.print_dialog import PrintDialog

        dialog = PrintDialog(self._desk, self._settings, self)
        dialog.notice.connect(self.notice)
        dialog.open()

    # -- ending ------------------------------------------------------------------------------------

    def _drop_renderer(self) -> None:
        if self._renderer is not None:
            self._renderer.stop()
            self._renderer.deleteLater()
            self._renderer = None

    def close_report(self) -> None:
        """Let files and threads go."""
        if self._task is not None:
            # Rendering a large report takes long; nobody should wait for a preview they are leaving.
            self._task.cancel()
        self.export.close_report()
        self._drop_renderer()
        self._folder.cleanup()
