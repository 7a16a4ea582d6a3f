"""Prints how long very large steps of a report take in the window, and the longest time it did not answer meanwhile.

    python -m tests.benchmarks.bench_large [--rows 1000 5000]

Each is done by what the menus and pages call: import, undo, redo, a whole sheet copied in Excel or Word and pasted, a
setting, a change of the form, a version, F9, find.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# ruff: noqa: T201 - Qt reads its platform when it is imported, and this script talks to a console
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QApplication

from juesuan_gui.figures import Figure
from juesuan_gui.forms import TOTAL_ROW, adjustment_text, declaration_of, load_form
from juesuan_gui.paths import data_folder
from juesuan_gui.report import Report, SlotEdit, TableKey, adjust_form, compose, set_figure
from juesuan_gui.session import Session
from juesuan_gui.storage import Options, ReportFile
from juesuan_gui.ui.desk import Desk, Keeping
from juesuan_gui.ui.guide_states import DATA, EXPLANATION, PREVIEW
from juesuan_gui.ui.report_actions import REPORT_ACTS
from juesuan_gui.ui.window import MainWindow
from juesuan_gui.ui.workspace import Workspace
from tests.benchmarks.bench_window import BEAT, FORM, new_window, open_report, settle, wait
from tests.benchmarks.reports import large_draft

#: Milliseconds after an action in which what it set off may still hold up the window.
AFTER = 600


class Measure:
    """Does something in a window and prints how long it took."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def desk(self) -> Desk:
        """The open report."""
        assert self._window.desk is not None
        return self._window.desk

    @property
    def workspace(self) -> Workspace:
        """Its part of the window; another one after a change of the form."""
        assert self._window.workspace is not None
        return self._window.workspace

    def act(self, name: str, do: Callable[[], object], is_done: Callable[[], bool] = lambda: True) -> None:
        """``is_done`` says when what it set off has come, apart from findings and the disk."""
        beats = [time.perf_counter()]
        timer = QTimer()
        timer.setInterval(BEAT)
        timer.timeout.connect(lambda: beats.append(time.perf_counter()))
        timer.start()
        do()
        settle()
        while self.desk.large.is_under_way or not is_done():
            wait(BEAT)
        made = time.perf_counter() - beats[0]
        while not self.desk.is_audited or self.desk.keeping is Keeping.SAVING:
            wait(BEAT)
        audited = time.perf_counter() - beats[0]
        wait(AFTER)
        beats.append(time.perf_counter())
        timer.stop()
        silence = max(after - before for before, after in pairwise(beats))
        print(f"    {name}：做完 {made:.2f} 秒，审核和存盘完 {audited:.2f} 秒，其间窗口最久 {silence:.2f} 秒没有响应")


def printed_sheets(report: Report, key: TableKey) -> Iterator[tuple[str, str, str]]:
    """A table with its title and header as Excel and Word copy it: name, text, HTML."""
    table, live = report.form.table(key.table), Session(report).live
    columns = [column.key for column in table.columns]
    lines = [[table.title], ["金额单位：元"], ["科目编码", "科目名称", *(column.label for column in table.columns)]]
    for code, row in report.code_rows(key).items():
        shown = (live.shown(key.cell(code, column)) for column in columns)
        figures = (f"{figure.value / 100:,.2f}" if figure is not None else "" for figure in shown)
        lines.append([code, row.name, *figures])
    text = "\n".join("\t".join(line) for line in lines)
    for name, space, begin, end in (
        ("Excel", ' xmlns:x="urn:schemas-microsoft-com:office:excel"', "<td>", "</td>"),
        ("Word", "", "<td><p class=MsoNormal>", "<o:p></o:p></p></td>"),
    ):
        body = "".join(f"<tr>{''.join(f'{begin}{escape(cell)}{end}' for cell in line)}</tr>" for line in lines)
        yield name, text, f"<html{space}><body><table>{body}</table></body></html>"


def measure(window: MainWindow, folder: Path, rows: int) -> None:
    """All of it with so many rows in each long table."""
    form, full = load_form(FORM, [data_folder("templates")]), large_draft(rows)
    path = folder / f"{rows}.jsgk"
    ReportFile.create(path, Report(form), options=Options(backups=0)).close()
    open_report(window, path)
    at = Measure(window)
    at.workspace.data.go_to(TableKey("T3").cell(TOTAL_ROW, "基本支出"))
    for name, text, html in printed_sheets(full, TableKey("T3")):
        copied = QMimeData()
        copied.setText(text)
        copied.setHtml(html)
        QApplication.clipboard().setMimeData(copied)
        editor = at.workspace.data.editors.editor
        at.act(f"从{name}粘贴整张表", editor.paste)
        at.act("撤销它", window.undo)
    change = compose("导入", [SlotEdit(slot, None, value) for slot, value in full.slots()])
    print(f"{rows} 行，导入 {len(change.edits)} 处")
    at.act("导入", lambda: at.desk.carry_out(change))
    at.act("撤销", window.undo)
    at.act("重做", window.redo)
    cell = TableKey("T3").cell(next(code for code in full.code_rows(TableKey("T3")) if len(code) == 7), "基本支出")
    at.act("第一次看一张长表", lambda: at.workspace.data.go_to(cell))
    editor = at.workspace.data.editors.editor
    at.act("复制整张表", lambda: (editor.view.selectAll(), editor.copy()))
    name, allowed = next(iter(form.settings.items()))
    basics = at.workspace.basics
    basics.settings[name].setCurrentIndex(basics.settings[name].findData(allowed[-1]))
    at.act("改一项设置", lambda: basics._keep_setting(name))
    at.act("打开版式设置", at.workspace.show_form)
    wanted = declaration_of(form, "T3")
    wanted["title"] = "支出决算总表"
    adjusted = adjust_form(at.desk.report, "版式", {"T3": adjustment_text(form, "T3", wanted)})
    at.act("改一张表的版式", lambda: at.desk.carry_out(adjusted))
    at.act("撤销它", window.undo)
    at.act("全部重新审核", lambda: REPORT_ACTS["audit"](at.workspace))
    versions = at.workspace.pages.versions
    at.workspace.show_versions()
    at.act("存版本", versions.keep, lambda: versions.current() is not None)
    at.desk.do(set_figure(at.desk.report, cell, Figure(77)))
    at.act("比较版本", versions._compare, lambda: bool(versions.difference.text()))
    at.act("恢复版本", versions.return_to)
    panel = at.workspace.data.search_panel
    at.act("查找", lambda: panel.words.setText("没有的"), lambda: bool(panel.count.text()))
    for page in (EXPLANATION, PREVIEW, DATA):
        at.act(f"到{page}", lambda page=page: at.workspace.go_to_step(page))
    window.close_report()
    while window.workspace is not None:
        wait(BEAT)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 5000])
    options = parser.parse_args(arguments)
    print(f"机器负荷 {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
    QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        window = new_window(Path(folder))
        for rows in options.rows:
            measure(window, Path(folder), rows)


if __name__ == "__main__":
    main()
