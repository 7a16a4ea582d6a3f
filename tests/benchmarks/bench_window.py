"""Prints how fast the window is: start, opening, key press to painted totals and findings; memory.

    python -m tests.benchmarks.bench_window [--rows 40 5000]

The commit to disk runs beside the window and is printed by itself. A time is followed by its processor time on the
window's thread, and by that as a multiple of a plain loop timed just before the key: on a busy or a slow machine the
multiple is what can be compared.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# ruff: noqa: T201 - Qt reads its platform when it is imported, and this script talks to a console
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from juesuan_gui.figures import Figure
from juesuan_gui.forms import Form, load_form
from juesuan_gui.paths import data_folder
from juesuan_gui.relations import Address
from juesuan_gui.report import CodedRow, Report, Slot, SlotEdit, SlotKind, TableKey, compose, set_figure
from juesuan_gui.storage import Options, ReportFile
from juesuan_gui.ui.desk import Keeping
from juesuan_gui.ui.grid.body import GridBody
from juesuan_gui.ui.guide_states import DATA
from juesuan_gui.ui.look.theme import Appearance, Theme
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.window import MainWindow
from tests.benchmarks.reports import large_draft

PRESSES = 200
#: Where findings wait for a pause, there is one after so many presses.
PAUSES = 10
STARTS = 5
FORM = "ningxia-2020"
#: Milliseconds between two looks of the event loop while a report is being opened.
BEAT = 5


class Span(NamedTuple):
    """A time in milliseconds, by the clock and on the processor by the window's thread.

    ``ruler``: what the plain loop took just before; 0 where it was not timed.
    """

    wall: float
    processor: float
    ruler: float = 0


class Watch:
    """Measures one span."""

    def __init__(self, ruler: float = 0) -> None:
        self._ruler = ruler
        self._wall, self._processor = time.perf_counter(), time.thread_time()

    def read(self) -> Span:
        """Since it was made."""
        wall, processor = time.perf_counter() - self._wall, time.thread_time() - self._processor
        return Span(wall * 1000, processor * 1000, self._ruler)


def plain_loop(times: int = 7) -> float:
    """Processor milliseconds of so much plain Python as a key press might be; the best of so many times."""
    best = 1e9
    for _ in range(times):
        watch = Watch()
        kept: dict[int, int] = {}
        for number in range(10_000):
            kept[number & 255] = kept.get(number & 255, 0) + number
        best = min(best, watch.read().processor)
    return best


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


def one_long_table(form: Form, rows: int) -> Report:
    """A report with so many rows in T5 and nothing else: an edit moves totals and no finding."""
    report, key = Report(form), TableKey("T5")
    chosen = codes(rows)
    edits = [SlotEdit(Slot(SlotKind.ROW, (*key, code)), None, CodedRow(code, f"科目{code}")) for code in chosen]
    report.apply(compose("", edits))
    for number, code in enumerate(code for code in chosen if len(code) == 7):
        for column in ("基本支出", "项目支出"):
            report.apply(set_figure(report, key.cell(code, column), Figure(number * 1000 + 7)))
    return report


def an_item(report: Report) -> str:
    """The code of a 项 row a little below the top of T5."""
    return [code for code in sorted(report.code_rows(TableKey("T5"))) if len(code) == 7][3]


def settle() -> None:
    """Let everything that was set off be done: painted, audited, listed."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    QApplication.sendPostedEvents()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def wait(milliseconds: int) -> None:
    """Let the event loop run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def words_of(spans: Sequence[Span], part: float, loop: float) -> str:
    """The times that so large a part of the spans stays within."""

    def within(numbers: Iterable[float]) -> float:
        return sorted(numbers)[min(len(spans) - 1, int(len(spans) * part))]

    wall, processor = within(span.wall for span in spans), within(span.processor for span in spans)
    multiple = within(span.processor / (span.ruler or loop) for span in spans)
    return f"{wall:.1f}（处理器 {processor:.1f}，标尺的 {multiple:.1f} 倍）"


def new_window(folder: Path) -> MainWindow:
    """A window as it is after the start."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window = MainWindow(Settings(folder / "settings.json"), Theme(application, Appearance.LIGHT))
    window.resize(1440, 900)
    window.show()
    settle()
    return window


def measure_start(loop: float) -> None:
    """Start several processes; the first one warms the disk's memory and does not count."""
    # Byte code is written as an installed program has it, or every start would compile everything.
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    spans, pieces = [], []
    for _ in range(STARTS + 1):
        command = [sys.executable, "-m", "tests.benchmarks.start_once", str(time.monotonic())]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", env=settings)
        wall, processor, piece = map(float, done.stdout.split()[-3:])
        spans.append(Span(wall, processor))
        pieces.append(piece)
    print(f"从启动进程到起始页可用：中位 {words_of(spans[1:], 0.5, loop)} 毫秒")
    print(f"    起始页空闲时继续装入，其间最久 {statistics.median(pieces[1:]):.0f} 毫秒（处理器）没有响应")


def open_report(window: MainWindow, path: Path) -> tuple[Span, float]:
    """Open a report; the time until it can be typed into, and the longest time the window did not answer."""
    beats: list[float] = []
    timer = QTimer()
    timer.setInterval(BEAT)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    watch = Watch()
    beats.append(time.perf_counter())
    window.open_path(path)
    while window.workspace is None:
        wait(BEAT)
    # A report that says nothing about its unit opens there.
    window.workspace.go_to_step(DATA)
    settle()
    span = watch.read()
    beats.append(time.perf_counter())
    timer.stop()
    return span, max(after - before for before, after in pairwise(beats)) * 1000


class Pressed(NamedTuple):
    """One Enter: to painted totals; to painted findings (``None``: not waited for), which a pause in the typing may
    come before (``paused``); the longest time the window did not answer meanwhile; and the wait for the disk, in
    milliseconds."""

    totals: Span
    findings: Span | None
    paused: bool
    silence: Span
    commit: float


class Painting:
    """Knows when the table was painted, its painting included."""

    def __init__(self) -> None:
        self._watch = Watch()
        self.span: Span | None = None
        paint = GridBody.paintEvent

        def paint_and_note(body: GridBody, event: QPaintEvent) -> None:
            paint(body, event)
            if self.span is None:
                self.span = self._watch.read()

        # An event filter sees an event before it is handled, which would leave the painting out.
        GridBody.paintEvent = paint_and_note

    def wait_for(self, watch: Watch) -> None:
        """From now on the first painting counts."""
        self._watch, self.span = watch, None


def press(window: MainWindow, cell: Address, number: int, painting: Painting) -> Pressed:
    """Type a number and press Enter."""
    assert window.workspace is not None and window.desk is not None
    data = window.workspace.data
    data.go_to(cell)
    settle()
    assert data.editors.editor.view.isVisible()
    editor = data.editors.editor
    for letter in str(1000 + number):
        QTest.keyClick(editor.editing.delegate.editor or editor.view, letter)
    settle()
    watch = Watch(plain_loop(3))
    painting.wait_for(watch)
    turns: list[Span] = []

    def turn(act: Callable[[], object]) -> None:
        before = watch.read()
        act()
        after = watch.read()
        turns.append(Span(after.wall - before.wall, after.processor - before.processor, after.ruler))

    turn(lambda: QTest.keyClick(editor.editing.delegate.editor, Qt.Key.Key_Return))
    # Where so much is wrong that building the findings takes a while, they wait for a pause.
    waits = window.desk.session.audit.is_laborious
    while painting.span is None:
        turn(lambda: QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents))
    is_followed = not waits or number % PAUSES == 0
    while is_followed and not window.desk.is_audited:
        if waits:
            # Nothing happens in the pause; going round and round would count as work.
            time.sleep(0.001)
        turn(lambda: QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents))
    settle()
    span = watch.read()
    begun = time.perf_counter()
    while window.desk.keeping is Keeping.SAVING:
        wait(1)
    longest = Span(max(item.wall for item in turns), max(item.processor for item in turns), span.ruler)
    commit = (time.perf_counter() - begun) * 1000
    return Pressed(painting.span, span if is_followed else None, waits, longest, commit)


def measure(window: MainWindow, path: Path, title: str, report: Report, column: str, painting: Painting) -> None:
    """Open a report and type into it."""
    cell = TableKey("T5").cell(an_item(report), column)
    ReportFile.create(path, report, options=Options(backups=0)).close()
    opened, silence = open_report(window, path)
    loop = plain_loop()
    print(f"{title}：打开到可编辑 {words_of([opened], 0.5, loop)} 毫秒，其间窗口最久 {silence:.0f} 毫秒没有响应")
    pressed = [press(window, cell, number, painting) for number in range(PRESSES)]
    loop = (loop + plain_loop()) / 2
    assert window.desk is not None
    print(f"{title}：按 Enter（现有 {len(window.desk.result().findings)} 条发现）")
    rows = {
        "到合计画好": [item.totals for item in pressed],
        "到合计和审核画好": [item.findings for item in pressed if item.findings is not None and not item.paused],
        "不符很多，到停手后审核画好（含停手）": [item.findings for item in pressed if item.findings and item.paused],
        "其间窗口最久没有响应": [item.silence for item in pressed],
    }
    for name, spans in rows.items():
        if spans:
            print(f"    {name}：中位 {words_of(spans, 0.5, loop)}，p99 {words_of(spans, 0.99, loop)} 毫秒")
    print(f"    其后等存盘中位 {statistics.median(item.commit for item in pressed):.1f} 毫秒")
    window.close_report()
    wait(50)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[40, 5000])
    parser.add_argument("--start", action="store_true", help="measure the start alone")
    options = parser.parse_args(arguments)
    print(f"机器负荷 {', '.join(f'{load:.1f}' for load in os.getloadavg())}，标尺 {plain_loop():.2f} 毫秒")
    measure_start(plain_loop())
    if options.start:
        return
    QApplication([])
    form = load_form(FORM, [data_folder("templates")])
    with tempfile.TemporaryDirectory() as folder:
        window = new_window(Path(folder))
        painting = Painting()
        for rows in options.rows:
            cases: dict[str, tuple[str, Callable[[], Report]]] = {
                "一张表": ("基本支出", lambda rows=rows: one_long_table(form, rows)),
                "九张表，每次改动引起新发现": ("项目支出", lambda rows=rows: large_draft(rows)),
            }
            for number, (name, (column, make)) in enumerate(cases.items()):
                measure(
                    window, Path(folder) / f"{rows}-{number}.jsgk", f"{rows} 行（{name}）", make(), column, painting
                )
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"到 {rows} 行为止内存峰值：{memory:.0f} MB（其中有造报告用的）")


if __name__ == "__main__":
    main()
