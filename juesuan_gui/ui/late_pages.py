"""Owns the pages of an open report that are loaded and made when first asked for: most are opened for their tables."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from juesuan_gui.ui.cards.watch import CardsWatch
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.explanation.watch import ExplanationWatch
from juesuan_gui.ui.settings import Settings

if TYPE_CHECKING:
    from juesuan_gui.ui.adapting.page import FormPage
    from juesuan_gui.ui.cards.page import CardsPage
    from juesuan_gui.ui.explanation.page import ExplanationPage
    from juesuan_gui.ui.giving_out.preview_page import PreviewPage
    from juesuan_gui.ui.import_page import ImportPage
    from juesuan_gui.ui.versions_page import VersionsPage

_Page = TypeVar("_Page", bound=QWidget)


class LatePages(QStackedWidget):
    """The pages of one report, one of them shown. What they ask for is told by the signals here."""

    notice = Signal(str, str)
    #: A page is left for the part of the guided path that was open before.
    left = Signal()
    #: The settings of the form are left.
    form_left = Signal()
    #: (words): a page has changed the report and is done.
    done = Signal(str)
    #: (Finding or Observed)
    finding_requested = Signal(object)
    #: (list of Address)
    cells_requested = Signal(object)
    #: (Path): a version is to be looked at in a window of its own.
    open_requested = Signal(object)
    copy_form_requested = Signal()

    def __init__(
        self, desk: Desk, settings: Settings, explanation: ExplanationWatch, cards: CardsWatch, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._explanation_watch = explanation
        self._cards_watch = cards

    @cached_property
    def preview(self) -> PreviewPage:
        """预览导出."""
        from juesuan_gui.ui.giving_out.preview_page import PreviewPage

        page = self._add(PreviewPage(self._desk, self._settings))
        page.go_requested.connect(self.finding_requested)
        page.notice.connect(self.notice)
        return page

    @cached_property
    def versions(self) -> VersionsPage:
        """版本."""
        from juesuan_gui.ui.versions_page import VersionsPage

        page = self._add(VersionsPage(self._desk))
        page.returned.connect(self.done)
        page.failed.connect(self._on_failed)
        page.closed.connect(self.left)
        page.open_requested.connect(self.open_requested)
        QShortcut(QKeySequence("Esc"), page, page.closed.emit)
        return page

    @cached_property
    def importing(self) -> ImportPage:
        """导入."""
        from juesuan_gui.ui.import_page import ImportPage

        page = self._add(ImportPage(self._desk))
        page.done.connect(self.done)
        page.closed.connect(self.left)
        QShortcut(QKeySequence("Esc"), page, page.cancel.click)
        return page

    @cached_property
    def form_page(self) -> FormPage:
        """版式设置."""
        from juesuan_gui.ui.adapting.page import FormPage

        page = self._add(FormPage(self._desk))
        page.closed.connect(self.form_left)
        page.notice.connect(self.notice)
        page.copy_requested.connect(self.copy_form_requested)
        return page

    @cached_property
    def explanation(self) -> ExplanationPage:
        """说明."""
        from juesuan_gui.ui.explanation.page import ExplanationPage

        page = self._add(ExplanationPage(self._desk, self._explanation_watch))
        page.notice.connect(self.notice)
        page.cells_requested.connect(self.cells_requested)
        return page

    @cached_property
    def cards(self) -> CardsPage:
        """绩效自评表."""
        from juesuan_gui.ui.cards.page import CardsPage

        page = self._add(CardsPage(self._desk, self._cards_watch))
        page.notice.connect(self.notice)
        page.closed.connect(self.left)
        return page

    def _add(self, page: _Page) -> _Page:
        self.addWidget(page)
        return page

    def is_shown(self, name: str) -> bool:
        """Whether a page, by the name of its property, is the one that is shown."""
        return name in vars(self) and self.currentWidget() is vars(self)[name]

    def _on_failed(self, problem: str) -> None:
        self.notice.emit("error", problem)

    def finish_typing(self) -> None:
        """What stands in fields and waits for being left goes into the report."""
        if self.is_shown("form_page"):
            self.form_page.leave()

    def close_report(self) -> None:
        """End the threads and files of the pages that were made."""
        made = vars(self)
        if "form_page" in made:
            self.form_page.close_report()
        if "importing" in made:
            self.importing.stop()
        if "versions" in made:
            self.versions.stop()
        if "cards" in made:
            self.cards.stop()
        if "explanation" in made:
            self.explanation.last_year.stop()
        if "preview" in made:
            self.preview.close_report()
