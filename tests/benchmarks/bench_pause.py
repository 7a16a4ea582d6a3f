"""Prints for how long the window does not answer after an edit, while text is drafted and everything is judged anew.

    python -m tests.benchmarks.bench_pause [--rows 40 5000] [--cards 14 140]

A beat of the event loop is listened to from the key press until the pauses of all watches are over. The longest time
between two beats is what a hand that goes on typing would feel.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# ruff: noqa: T201 - the platform is chosen before Qt is imported, and this script talks to a console
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from juesuan_gui.figures import Figure
from juesuan_gui.forms import CardPart
from juesuan_gui.report import CardKey, Change, Report, TableKey, set_figure, set_text
from juesuan_gui.report.card_sheets import add_cards, content_of, set_card_text, sheets
from juesuan_gui.storage import Options, ReportFile
from juesuan_gui.ui.guide_states import DATA
from juesuan_gui.ui.window import MainWindow
from tests.benchmarks.bench_window import an_item, new_window, wait
from tests.benchmarks.reports import large_draft
from tests.cards.published import published

EDITS = 6
BEAT = 1
#: Milliseconds after which all watches have drafted and judged.
LISTENING = 4000


class Silence(NamedTuple):
    """What a hand waits for, in milliseconds: the edit itself, then the longest time without a beat, by the clock and
    on the processor by the window's thread (on a busy machine the clock tells of the others too)."""

    edit: float
    wall: float
    processor: float


def silence(window: MainWindow, act: Callable[[], None], listening: int = LISTENING) -> Silence:
    """Act, and listen until all watches are through."""
    beats: list[tuple[float, float]] = []
    timer = QTimer(window)
    timer.setInterval(BEAT)
    timer.timeout.connect(lambda: beats.append((time.perf_counter(), time.thread_time())))
    started = time.thread_time()
    act()
    acted = time.thread_time()
    beats.append((time.perf_counter(), acted))
    timer.start()
    wait(listening)
    timer.stop()
    timer.deleteLater()
    walls, works = zip(*((later[0] - one[0], later[1] - one[1]) for one, later in pairwise(beats)), strict=True)
    return Silence((acted - started) * 1000, max(walls) * 1000, max(works) * 1000)


def department(count: int) -> Report:
    """A report with so many scorecards: published ones, again and again under other names."""
    report = published("fengtai")
    known = sheets(report)
    for number in range(len(known), count):
        model = known[number % len(known)]
        fields, parts = content_of(model)
        named = {**fields, "name": f"项目{number:03d}"}
        report.apply(add_cards(report, report.form.scorecards[model.layout], [(named, parts)], "一张自评表"))
    return report


def measure(window: MainWindow, path: Path, title: str, report: Report, edit: Callable[[Report, int], Change]) -> None:
    """Open a report, edit it several times with pauses, and print the longest silences."""
    report.apply(set_text(report, "单位名称", "某区某局"))
    ReportFile.create(path, report, options=Options(backups=0)).close()
    window.open_path(path)
    while window.workspace is None or window.desk is None:
        wait(BEAT)
    # A report that says nothing about its unit opens there, and nothing would be painted.
    window.workspace.go_to_step(DATA)
    opening = silence(window, lambda: None)
    desk = window.desk
    found = []
    for number in range(EDITS):
        change = edit(desk.report, number)
        found.append(silence(window, partial(desk.do, change)))
    print(
        f"{title}：改一处本身中位 {statistics.median(item.edit for item in found):.1f} 毫秒（处理器）；"
        f"其后起草、审核期间窗口最久没有响应，{EDITS} 次的中位 {statistics.median(item.wall for item in found):.0f} 毫秒"
        f"（处理器 {statistics.median(item.processor for item in found):.0f}），"
        f"最差 {max(item.wall for item in found):.0f}（处理器 {max(item.processor for item in found):.0f}）；"
        f"刚打开后 {opening.wall:.0f}（处理器 {opening.processor:.0f}）"
    )
    window.close_report()
    wait(50)


def figure_edit(column: str) -> Callable[[Report, int], Change]:
    """Types a figure into T5."""

    def edit(report: Report, number: int) -> Change:
        cell = TableKey("T5").cell(an_item(report), column)
        return set_figure(report, cell, Figure(1_000_00 + number * 100))

    return edit


def card_edit(report: Report, number: int) -> Change:
    """Types a budget into a scorecard."""
    item = sheets(report)[3]
    line = item.lines(CardPart.MONEY)[0]
    return set_card_text(report, CardKey(item.id, CardPart.MONEY, line.id, "budget"), f"{100 + number}")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[40, 5000])
    parser.add_argument("--cards", type=int, nargs="*", default=[14, 140])
    options = parser.parse_args()
    print(f"机器负荷 {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
    QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        window = new_window(Path(folder))
        for rows in options.rows:
            edit = figure_edit("项目支出")
            measure(window, Path(folder) / f"{rows}.jsgk", f"{rows} 行", large_draft(rows), edit)
        for count in options.cards:
            path = Path(folder) / f"cards-{count}.jsgk"
            measure(window, path, f"{count} 张自评表", department(count), card_edit)


if __name__ == "__main__":
    main()
