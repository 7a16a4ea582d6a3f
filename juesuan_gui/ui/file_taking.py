"""Owns what becomes of a file that comes from outside: dropped on the window, or chosen to be imported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from juesuan_gui.storage import REVIEW_SUFFIX, SUFFIX
from juesuan_gui.ui.giving_out.export_box import documents_folder
from juesuan_gui.ui.importing import WORKBOOK_FILTER, is_workbook
from juesuan_gui.ui.review.opening import is_published
from juesuan_gui.ui.review.steps import ReviewSteps
from juesuan_gui.ui.steps_window import StepsWindow


class FileTaking:
    """A workbook is imported, a report opened, a published file reviewed; several workbooks each become a report."""

    def __init__(self, window: StepsWindow, reviews: ReviewSteps) -> None:
        self._window = window
        self._reviews = reviews

    def take(self, paths: list[Path]) -> None:
        """Take one file; review several published ones, or make a report of each of several workbooks."""
        if len(paths) == 1:
            self._take_dropped(paths[0])
            return
        if not all(map(is_workbook, paths)):
            self._reviews.take(paths)
            return
        from juesuan_gui.ui.starting.batch import BatchDialog

        dialog = BatchDialog(paths, self._window.settings, self._window.widget)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _take_dropped(self, path: Path) -> None:
        """A workbook beside an open report is for that one; where a file may be meant either way it is asked."""
        reviews = self._reviews
        if not is_published(path) or (is_workbook(path) and self._window.workspace is not None):
            self.take_one(path)
        else:
            reviews.offer(path, self.take_one if is_workbook(path) else reviews.uses.convert_file)

    def take_one(self, path: Path) -> None:
        """Open a report or a review, review a published file, or import a workbook."""
        if path.suffix.lower() in (SUFFIX, REVIEW_SUFFIX):
            self._window.open_path(path)
        elif is_published(path) and not is_workbook(path):
            self._reviews.open(path)
        elif self._window.workspace is not None:
            self._window.workspace.show_import(path)
        else:
            self._window.show_new(path)

    def ask(self) -> None:
        """Choose a workbook to import."""
        folder = self._window.settings.text("import_folder") or str(documents_folder())
        chosen, _ = QFileDialog.getOpenFileName(self._window.widget, "导入表格", folder, WORKBOOK_FILTER)
        if chosen:
            self._window.settings.put("import_folder", str(Path(chosen).parent))
            self.take_one(Path(chosen))


def dropped_files(event: QDropEvent) -> list[Path]:
    """The local files that are dropped, if we can take them: one of ours, or one or several published ones."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if len(paths) != len(event.mimeData().urls()):
        return []
    if len(paths) == 1 and paths[0].suffix.lower() in (SUFFIX, REVIEW_SUFFIX):
        return paths
    return paths if all(is_workbook(path) or is_published(path) for path in paths) else []
