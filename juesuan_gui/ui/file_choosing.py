"""Owns the choosing of files to open and to write: a dialog without the lock files of what is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QModelIndex, QPersistentModelIndex, QSize, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QFileDialog, QHeaderView, QTreeView, QWidget

from juesuan_gui.storage import is_lock_file

_Mode = QFileDialog.FileMode
_SIZE = QSize(860, 520)


def choose_file(parent: QWidget, title: str, folder: str, kinds: str) -> Path | None:
    """One file that is there, ``None`` when none was chosen; ``kinds`` as "决算文件 (*.jsgk);;所有文件 (*)"."""
    chosen = ask(parent, title, folder, kinds, _Mode.ExistingFile)
    return chosen[0] if chosen else None


def choose_files(parent: QWidget, title: str, folder: str, kinds: str) -> list[Path]:
    """Files that are there, none when none was chosen."""
    return ask(parent, title, folder, kinds, _Mode.ExistingFiles)


def ask(parent: QWidget, title: str, folder: str, kinds: str, mode: QFileDialog.FileMode) -> list[Path]:
    """Show the dialog until it is answered."""
    dialog = file_dialog(parent, title, folder, kinds, mode)
    try:
        return [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []
    finally:
        dialog.deleteLater()


def choose_target(parent: QWidget, title: str, proposed: str | Path, kinds: str) -> tuple[str, str]:
    """The path of a file to write as it was typed, and the kind chosen of ``kinds``; "" when nothing was chosen.

    Whether an existing file is to be replaced has been asked, for this very name.
    """
    return ask_target(parent, title, Path(proposed), kinds)


def ask_target(parent: QWidget, title: str, proposed: Path, kinds: str) -> tuple[str, str]:
    """Show the dialog until it is answered."""
    dialog = target_dialog(parent, title, proposed, kinds)
    try:
        return (dialog.selectedFiles()[0], dialog.selectedNameFilter()) if dialog.exec() else ("", "")
    finally:
        dialog.deleteLater()


def target_dialog(parent: QWidget, title: str, proposed: Path, kinds: str) -> QFileDialog:
    """The dialog for a file to write, not shown yet, with the proposed name in it."""
    dialog = file_dialog(parent, title, str(proposed.parent), kinds, _Mode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(proposed.name)
    return dialog


def file_dialog(parent: QWidget, title: str, folder: str, kinds: str, mode: QFileDialog.FileMode) -> QFileDialog:
    """The dialog, not shown yet. A desktop's own dialog (Windows) hides lock files by its own rules or not at all."""
    dialog = QFileDialog(parent, title, folder, kinds)
    if not folder and dialog.directory() == QDir.current():
        # Before a folder was visited Qt begins where the program was started, which may be among its own files.
        dialog.setDirectory(QDir.home())
    dialog.setFileMode(mode)
    dialog.setProxyModel(WithoutLockFiles(dialog))
    files = dialog.findChild(QTreeView, "treeView")
    if files is not None:
        # Qt's own dialog: as wide as names, sizes and dates need.
        dialog.resize(_SIZE)
        files.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return dialog


class WithoutLockFiles(QSortFilterProxyModel):
    """The files of a folder but for the ``~$…`` that tell who has a file open."""

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Every other file."""
        name = self.sourceModel().index(source_row, 0, source_parent).data(Qt.ItemDataRole.DisplayRole)
        return not is_lock_file(Path(str(name)))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The model below knows folders from files and sizes from words."""
        self.sourceModel().sort(column, order)
