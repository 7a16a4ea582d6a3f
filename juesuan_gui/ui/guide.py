"""Owns 使用说明: the pages of the docs folder in a window of their own that can stay open beside the work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QWidget

from juesuan_gui.paths import MissingDataError, data_folder
from juesuan_gui.ui.audit.help_panel import calm_headings
from juesuan_gui.ui.look.pieces import kind, line
from juesuan_gui.ui.tables.rows_view import Line, LineList

#: The pages in the order in which they are wanted.
PAGES = ("accountant", "explanation", "publishing", "reviewer", "files", "text-templates", "next-year-form")
_LIST = 200  # pixels
_BROKEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef”’])\n {0,3}(?=[\u4e00-\u9fff“‘（【《])")


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page: its name (text-templates), its title, its Markdown."""

    name: str
    title: str
    text: str


def guide_pages() -> list[GuidePage]:
    """The pages that are there, in order; none where the program is incomplete."""
    try:
        folder = data_folder("docs")
    except MissingDataError:
        return []
    return [found for name in PAGES if (found := _page(folder / f"{name}.md")) is not None]


def _page(path: Path) -> GuidePage | None:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return None
    # Qt makes a blank of a line's end, which Chinese does not have between words.
    return GuidePage(path.stem, text.partition("\n")[0].removeprefix("# ").strip(), _BROKEN.sub("", text))


class GuideWindow(QDialog):
    """The titles at the left, the page at the right."""

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 680)
        kind(self, "surface")
        self._pages = guide_pages()
        self.list = LineList(single=True)
        self.list.setAccessibleName("各篇")
        self.list.setFixedWidth(_LIST)
        self.list.lines.show([Line(page.title, "", page.name) for page in self._pages])
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setAccessibleName("使用说明")
        self.page.document().setDocumentMargin(22)
        self.page.document().setIndentWidth(18)
        self.page.anchorClicked.connect(self._follow)
        self.list.selectionModel().currentChanged.connect(lambda index: self._show_at(index.row()))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 10, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(line(vertical=True))
        row.addWidget(self.page, 1)
        self.show_page(name or (self._pages[0].name if self._pages else ""))

    def show_page(self, name: str) -> None:
        """Open a page by its name."""
        if not self._pages:
            self.page.setPlainText("使用说明没有装上：程序文件夹里缺少 docs。请重新安装，或把整个程序文件夹复制完整。")
            return
        names = [page.name for page in self._pages]
        self.list.setCurrentIndex(self.list.lines.index(names.index(name) if name in names else 0))

    def _show_at(self, row: int) -> None:
        if 0 <= row < len(self._pages):
            self.page.setMarkdown(self._pages[row].text)
            calm_headings(self.page.document())
            self.page.verticalScrollBar().setValue(0)

    def _follow(self, target: QUrl) -> None:
        """A page of the guide opens here; nothing else is linked but what a person may open himself."""
        name = Path(target.path()).stem
        if any(page.name == name for page in self._pages):
            self.show_page(name)
        elif target.isLocalFile():
            QDesktopServices.openUrl(target)


def show_guide(parent: QWidget, name: str = "") -> None:
    """Open 使用说明 at a page."""
    GuideWindow(parent.window(), name).show()
