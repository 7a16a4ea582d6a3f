"""Prints how fast the window is: start, opening, key press to painted totals and findings; memory.

    python tests/benchmarks/bench_window.py [--rows 40 5000]

Times are of the window alone: the commit to disk runs beside it and is printed by itself.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

STARTED = time.perf_counter()

# ruff: noqa: E402, T201 - the clock starts before Qt is imported, and this script talks to a console
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from juesuan_gui.figures import Figure
from juesuan_gui.forms import load_form
from juesuan_gui.paths import data_folder
from juesuan_gui.report import CodedRow, Report, Slot, SlotEdit, SlotKind, TableKey, compose, set_figure
from juesuan_gui.storage import Options, ReportFile
from juesuan_gui.ui.desk import Keeping
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.theme import Appearance, Theme
from juesuan_gui.ui.window import MainWindow

PRESSES = 200


def codes(count: int) -> list[str]:
    """So many rows: 项 with their 款 and 类."""
    found: dict[str, None] = {}
    number = 0
    while len(found) < count:
        family, group, item = 201 + number // 900, 1 + number // 30 % 30, 1 + number % 30
        for code in (f"{family}", f"{family}{group:02}", f"{family}{group:02}{item:02}"):
            found[code] = None
        number += 1
    return sorted(list(found)[:count])


def make(path: Path, rows: int) -> str:
    """A report with so many rows in T5; returns an input code."""
    form = load_form("ningxia-2020", [data_folder("templates")])
    report = Report(form)
    key = TableKey("T5")
    chosen = codes(rows)
    edits = [SlotEdit(Slot(SlotKind.ROW, (*key, code)), None, CodedRow(code, f"科目{code}")) for code in chosen]
    report.apply(compose("", edits))
    items = [code for code in chosen if len(code) == 7]
    for number, code in enumerate(items):
        for column in ("基本支出", "项目支出"):
            report.apply(set_figure(report, key.cell(code, column), Figure(number * 1000 + 7)))
    ReportFile.create(path, report, options=Options(backups=0)).close()
    return items[3]


def settle() -> None:
    """Let everything that was set off be done: painted, audited, listed."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    QApplication.sendPostedEvents()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[40, 5000])
    options = parser.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Settings(Path(folder) / "settings.json"), Theme(application, Appearance.LIGHT))
        window.resize(1440, 900)
        window.show()
        settle()
        print(f"从进程导入到起始页可用：{(time.perf_counter() - STARTED) * 1000:.0f} 毫秒")
        for rows in options.rows:
            measure(window, Path(folder) / f"{rows}.jsgk", rows)
        print(f"内存峰值：{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def measure(window: MainWindow, path: Path, rows: int) -> None:
    """Open a report and type into it."""
    code = make(path, rows)
    before = time.perf_counter()
    window.open_path(path)
    assert window.workspace is not None and window.desk is not None
    data = window.workspace.data
    cell = TableKey("T5").cell(code, "基本支出")
    data.go_to(cell)
    settle()
    print(f"{rows} 行：打开到可编辑 {(time.perf_counter() - before) * 1000:.0f} 毫秒")
    times, commits = [], []
    for number in range(PRESSES):
        data.go_to(cell)
        settle()
        editor = data.editors.editor
        for letter in str(1000 + number):
            QTest.keyClick(editor.editing.delegate.editor or editor.view, letter)
        settle()
        line = editor.editing.delegate.editor
        begun = time.perf_counter()
        QTest.keyClick(line, Qt.Key.Key_Return)
        settle()
        times.append((time.perf_counter() - begun) * 1000)
        while window.desk.keeping is Keeping.SAVING:
            wait(1)
        commits.append((time.perf_counter() - begun) * 1000 - times[-1])
    times.sort()
    print(
        f"{rows} 行：按 Enter 到合计和审核画好：中位 {statistics.median(times):.1f}，"
        f"p99 {times[int(len(times) * 0.99)]:.1f} 毫秒；其后等存盘 {statistics.median(commits):.1f} 毫秒"
    )
    window.close_report()
    wait(50)


if __name__ == "__main__":
    main()
