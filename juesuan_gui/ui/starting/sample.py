"""Owns the sample to try: a published report imported afresh into the program's own folder."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal

from juesuan_gui.forms import load_form
from juesuan_gui.paths import form_folders, resource
from juesuan_gui.report import History, Report
from juesuan_gui.session import Session
from juesuan_gui.storage import SUFFIX, Options, ReportFile
from juesuan_gui.ui.importing import read_for
from juesuan_gui.ui.settings import own_folder
from juesuan_gui.ui.tasks import Progress, Task

SAMPLE_WORKBOOK = "guyuan-2020.xlsx"
SAMPLE_FORM = "ningxia-2020"


def make_sample(folder: Path, progress: Progress) -> Path:
    """Import the sample into a new file of ``folder``; returns the file."""
    from juesuan_gui.reading.whole_import import FileRead, whole_import

    form = load_form(SAMPLE_FORM, form_folders())
    report = Report(form)
    read = read_for(Session(report), resource("samples", SAMPLE_WORKBOOK))
    History().do(report, whole_import(report, cast(FileRead, read(progress))))
    folder.mkdir(parents=True, exist_ok=True)
    progress("正在写入", 1, 2)
    number, path = 1, folder / f"示例{SUFFIX}"
    while path.exists():
        number += 1
        path = folder / f"示例{number}{SUFFIX}"
    ReportFile.create(path, report, options=Options(backups=0)).close()
    return path


class SampleOpening(QObject):
    """Makes the sample beside the window."""

    ready = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = own_folder() / "示例"
        self._task = Task("打开示例", lambda progress: make_sample(folder, progress), self)
        self._task.finished.connect(self.ready)
        self._task.failed.connect(self.failed)
        self._task.ended.connect(self.deleteLater)

    def start(self) -> None:
        """Begin."""
        self._task.start()

    def cancel(self) -> None:
        """Stop at the next step, silently."""
        self._task.cancel()
