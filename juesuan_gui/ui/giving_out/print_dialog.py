"""Owns 打印: the whole report or one table, with the paper and direction that the table was last printed with."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QProgressDialog,
    QVBoxLayout,
    QWidget,
)

from juesuan_gui.document import Orientation, PageSize
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.giving_out.print_pages import RESOLUTION, print_pdf
from juesuan_gui.ui.giving_out.publish import Printed, print_work
from juesuan_gui.ui.look.pieces import button, heading, quiet
from juesuan_gui.ui.look.work_bar import WorkBar
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.tasks import Task

WHOLE = ""
_SIZES = {"": "照版式", "A4": "A4", "A3": "A3"}
_DIRECTIONS = {"": "照版式", Orientation.PORTRAIT.value: "纵向", Orientation.LANDSCAPE.value: "横向"}
_PAPERS = {"A4": PageSize(), "A3": PageSize.a3()}

#: Lets the user choose a printer; says whether to print.
Ask = Callable[[QPrinter, QWidget], bool]


def ask_for_printer(printer: QPrinter, parent: QWidget) -> bool:
    """The system's own dialog."""
    return QPrintDialog(printer, parent).exec() == int(QDialog.DialogCode.Accepted)


class PrintDialog(QDialog):
    """What to print and on which paper; the choice is remembered for every table of a form on this machine."""

    notice = Signal(str, str)

    def __init__(
        self, desk: Desk, settings: Settings, parent: QWidget | None = None, ask: Ask = ask_for_printer
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        self._desk = desk
        self._settings = settings
        self._ask = ask
        self._task: Task | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="juesuan-print-", ignore_cleanup_errors=True)
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setResolution(RESOLUTION)
        self.what = QComboBox()
        self.what.setAccessibleName("打印内容")
        self.what.addItem("整份报告", WHOLE)
        for table in desk.form.printed_tables:
            self.what.addItem(f"{table.label} {table.title}".strip(), table.id)
        self.paper = _choice(_SIZES, "纸张")
        self.direction = _choice(_DIRECTIONS, "方向")
        self.state = quiet()
        self.laying_out = WorkBar(self._stop)
        self.accept_button = button("打印…", self.start, "accent")
        self._lay_out()
        self.what.currentIndexChanged.connect(self._recall)
        self.paper.activated.connect(self._remember)
        self.direction.activated.connect(self._remember)
        self._recall()

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.addRow("打印内容", self.what)
        rows.addRow("纸张", self.paper)
        rows.addRow("方向", self.direction)
        buttons = QHBoxLayout()
        buttons.addWidget(self.laying_out)
        buttons.addWidget(self.state, 1)
        buttons.addWidget(button("关闭", self.reject, "plain"))
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(heading("打印", 12))
        column.addLayout(rows)
        column.addWidget(quiet("每张表记住上次用的纸张和方向。"))
        column.addLayout(buttons)

    # -- what is remembered ------------------------------------------------------------------------

    @property
    def table(self) -> str:
        """The table that is to be printed, "" for the whole report."""
        return str(self.what.currentData())

    def choose(self, table: str) -> None:
        """Choose what to print."""
        self.what.setCurrentIndex(max(0, self.what.findData(table)))

    def _name(self) -> str:
        return f"print.{self._desk.form.id}.{self.table}"

    def _recall(self) -> None:
        kept = (self._settings.text(self._name()) + " ").split(" ")
        self.paper.setCurrentIndex(max(0, self.paper.findData(kept[0])))
        self.direction.setCurrentIndex(max(0, self.direction.findData(kept[1])))
        for box in (self.paper, self.direction):
            # The report as a whole is printed as it is published.
            box.setEnabled(self.table != WHOLE)

    def _remember(self) -> None:
        self._settings.put(self._name(), f"{self.paper.currentData()} {self.direction.currentData()}")

    # -- printing ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Ask for the printer, lay the pages out beside the window, print them."""
        if not self._ask(self._printer, self):
            return
        direction = str(self.direction.currentData())
        wanted = Printed(
            self.table, Orientation(direction) if direction else None, _PAPERS.get(str(self.paper.currentData()))
        )
        self.accept_button.setEnabled(False)
        task = Task("打印", print_work(self._desk.session, wanted, Path(self._folder.name) / "print.pdf"), self)
        task.finished.connect(self._on_laid_out)
        task.failed.connect(self._on_failed)
        self._task = task
        self.state.setText("")
        self.laying_out.follow(task, "正在编排…")
        task.start()

    def _stop(self) -> None:
        """Nothing has gone to the printer yet."""
        if self._task is not None:
            self._task.cancel()
        self.laying_out.rest()
        self.accept_button.setEnabled(True)
        self.state.setText("已取消，没有打印")

    def _on_failed(self, problem: str) -> None:
        self.accept_button.setEnabled(True)
        self.state.setText("没有打印")
        self.notice.emit("error", problem)

    def _on_laid_out(self, path: object) -> None:
        assert isinstance(path, Path)
        bar = QProgressDialog("正在打印…", "取消", 0, 0, self)
        bar.setWindowModality(Qt.WindowModality.WindowModal)
        bar.setMinimumDuration(800)

        def goes_on(page: int, total: int) -> bool:
            bar.setMaximum(total)
            bar.setLabelText(f"正在打印第 {page} 页，共 {total} 页")
            # Setting the value lets the window answer 取消.
            bar.setValue(page - 1)
            return not bar.wasCanceled()

        try:
            printed = print_pdf(path, self._printer, goes_on)
        except PublishingError as error:
            self._on_failed(str(error))
            return
        finally:
            bar.close()
        self.accept_button.setEnabled(True)
        self.state.setText(f"已送出 {printed} 页" if printed else "没有打印")

    def done(self, result: int) -> None:
        """Let files and threads go."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()
        self._folder.cleanup()
        super().done(result)


def _choice(values: dict[str, str], name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, label in values.items():
        box.addItem(label, value)
    return box
