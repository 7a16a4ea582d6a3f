"""Owns what becomes of a file that comes from outside: dropped on the window, or chosen to be imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent

from juesuan_gui.storage import REVIEW_SUFFIX, SUFFIX, is_lock_file
from juesuan_gui.ui.file_choosing import choose_file
from juesuan_gui.ui.giving_out.export_box import documents_folder
from juesuan_gui.ui.importing import WORKBOOK_FILTER, is_workbook
from juesuan_gui.ui.review.opening import is_published
from juesuan_gui.ui.review.steps import ReviewSteps
from juesuan_gui.ui.steps_window import StepsWindow

_OWN = (SUFFIX, REVIEW_SUFFIX)
_TOLD = 3  # problems that are told one by one


class FileTaking:
    """A workbook is imported, a report opened, a published file reviewed; several workbooks each become a report."""

    def __init__(self, window: StepsWindow, reviews: ReviewSteps) -> None:
        self._window = window
        self._reviews = reviews

    def begin(self, paths: list[Path]) -> None:
        """The files that the program was started with; whether a workbook is reviewed or imported is asked."""
        if len(paths) == 1 and not is_workbook(paths[0]):
            self.take_one(paths[0])
        else:
            self.take(paths)

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
        if path.suffix.lower() in _OWN:
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
        chosen = choose_file(self._window.widget, "导入表格", folder, WORKBOOK_FILTER)
        if chosen is not None:
            self._window.settings.put("import_folder", str(chosen.parent))
            self.take_one(chosen)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked to be opened: files that go into one window each group, and what is said of the others."""

    groups: tuple[tuple[Path, ...], ...]
    refused: str


def asked_for(paths: Sequence[Path]) -> Asked:
    """Sort the files that the program was started with; a file that is named twice is opened once."""
    groups: list[tuple[Path, ...]] = []
    published: list[Path] = []
    problems: list[str] = []
    for path in dict.fromkeys(path.absolute() for path in paths):
        problem = _problem(path)
        if problem:
            problems.append(problem)
        elif path.suffix.lower() in _OWN:
            groups.append((path,))
        else:
            published.append(path)
    if published:
        groups.append(tuple(published))
    more = f"另有 {len(problems) - _TOLD} 个文件也打不开。" if len(problems) > _TOLD else ""
    return Asked(tuple(groups), "\n".join([*problems[:_TOLD], more]).strip())


def _problem(path: Path) -> str:
    """Why a file cannot be opened by its name and place, "" where it may be."""
    if is_lock_file(path):
        return f"“{path.name}”只是占用标记，不是文件内容。请打开“{path.name.removeprefix('~$')}”。"
    if path.is_dir():
        return f"“{path.name}”是文件夹。请打开里面的文件，几个文件可以一起打开。"
    if not path.exists():
        return f"找不到“{path.name}”：{path.parent} 里没有这个文件，可能已移走、改名或删除。"
    if path.suffix.lower() not in _OWN and not is_published(path) and not is_workbook(path):
        return (
            f"“{path.name}”不是能打开的文件。能打开决算文件（{SUFFIX}）、审核文件（{REVIEW_SUFFIX}）"
            "和 PDF、Word（.docx）、Excel、网页、文本；别的格式请先另存为其中一种。"
        )
    return ""


def dropped_files(event: QDropEvent) -> list[Path]:
    """The local files that are dropped, if we can take them: one of ours, or one or several published ones."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if len(paths) != len(event.mimeData().urls()):
        return []
    # Who takes hold of a whole folder's files takes hold of these as well.
    paths = [path for path in paths if not is_lock_file(path)]
    if len(paths) == 1 and paths[0].suffix.lower() in _OWN:
        return paths
    return paths if all(is_workbook(path) or is_published(path) for path in paths) else []
