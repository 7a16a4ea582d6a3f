"""How long the sheet of all projects takes: pasting them at once, typing one figure, undoing; CPU and wall.

python -m tests.benchmarks.bench_projects [--projects 140] [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# ruff: noqa: T201 - this script talks to a console
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from juesuan_gui.report import Report
from juesuan_gui.storage import Options, ReportFile
from juesuan_gui.ui.grid.navigation import Place
from juesuan_gui.ui.look.theme import Appearance, Theme
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.window import MainWindow
from tests.cards.published import form

_HEAD = "序号\t项目名称\t实施单位\t年初预算数\t全年预算数\t全年执行数"
_TYPED = 30


class _Clock:
    """Says what each step took until the window is at rest again."""

    def __init__(self, app: QApplication, profile: cProfile.Profile | None) -> None:
        self._app, self._profile = app, profile

    def measure(self, name: str, act: Callable[[], object]) -> tuple[float, float]:
        wall, cpu = time.perf_counter(), time.process_time()
        if self._profile is not None:
            self._profile.enable()
        act()
        self._app.processEvents()
        if self._profile is not None:
            self._profile.disable()
        took = time.perf_counter() - wall, time.process_time() - cpu
        if name:
            print(f"{name}：{took[0] * 1000:7.1f} ms wall, {took[1] * 1000:7.1f} ms CPU", flush=True)
        return took

    def rest(self, until: Callable[[], bool]) -> None:
        while not until():
            self._app.processEvents()
            time.sleep(0.002)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--projects", type=int, default=140)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "决算.jsgk"
        ReportFile.create(path, Report(form("national-2021")), options=Options(backups=0)).close()
        window = MainWindow(Settings(Path(folder) / "settings.json"), Theme(app, Appearance.LIGHT))
        window.resize(1440, 900)
        window.show()
        window.open_path(path)
        while window.workspace is None:
            app.processEvents()
        workspace = window.workspace
        workspace.show_cards()
        app.processEvents()
        page = workspace.pages.cards.projects
        profile = cProfile.Profile() if options.profile else None
        clock = _Clock(app, profile)
        rows = [f"{n}\t项目{n:03d}\t某区某局\t{n}\t{n}.5\t{n}" for n in range(1, options.projects + 1)]
        mime = QMimeData()
        mime.setText("\n".join([_HEAD, *rows]))
        QGuiApplication.clipboard().setMimeData(mime)
        page.grid.setFocus()
        view = page.grid.view
        paste = lambda: QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)  # noqa: E731
        judged = lambda: workspace.cards_watch.book.is_judged  # noqa: E731
        clock.measure(f"粘贴 {options.projects} 个项目", paste)
        clock.measure("粘贴后审完", lambda: clock.rest(judged))
        clock.measure("撤销", lambda: workspace.undo())
        clock.rest(judged)
        clock.measure("重做", lambda: workspace.redo())
        clock.rest(judged)
        walls, cpus = [], []
        column = next(at for at, item in enumerate(page.model.columns) if item.key == "executed")
        for number in range(_TYPED):
            place = Place(number * 3 % options.projects, column)
            view.cells.move_to(place)
            app.processEvents()
            QTest.keyClicks(view, "7")
            editor = page.grid.delegate.editor
            assert editor is not None
            wall, cpu = clock.measure("", lambda at=editor: QTest.keyClick(at, Qt.Key.Key_Return))
            walls.append(wall * 1000)
            cpus.append(cpu * 1000)
        print(f"输入一格（{_TYPED} 次）：中位 {statistics.median(walls):.1f} ms wall, "
              f"{statistics.median(cpus):.1f} ms CPU，最长 {max(walls):.1f} ms")  # fmt: skip
        clock.rest(judged)
        if profile is not None:
            pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
        workspace.close_report()
        workspace.desk.abandon()
        window.drop_workspace()
        QGuiApplication.clipboard().clear()
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
