"""Grabs pictures of every state of the window, to be looked at one by one.

    python -m tests.screens.make_screens FOLDER [--dark] [--size 1440x900] [--readme | --required | --sample | --cards] [--only 07 trace]

QT_SCALE_FACTOR=2 makes the pictures of a 200 % screen; QT_QPA_PLATFORM chooses offscreen (the default) or xcb.
The window is the real one; a person's folders are never touched: settings and reports lie in a temporary one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# ruff: noqa: T201 - the platform is chosen before Qt is imported, and this script talks to a console
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from juesuan_gui.figures import Figure
from juesuan_gui.forms import Level
from juesuan_gui.paths import resource
from juesuan_gui.report import TableKey, set_figure, set_note, set_text
from juesuan_gui.report.changes import Note
from juesuan_gui.ui.explanation.templates import TemplateDialog
from juesuan_gui.ui.explanation.text import Anchor, AnchorKind
from juesuan_gui.ui.look.theme import Appearance, Theme
from juesuan_gui.ui.qt_words import translate
from juesuan_gui.ui.settings import Settings
from juesuan_gui.ui.tables.trace_corrections import can_correct
from juesuan_gui.ui.window import MainWindow
from tests.screens.card_screens import card_screens

WORKBOOK = "guyuan-2020.xlsx"
_PATIENCE = 120.0  # seconds; a machine under load renders slowly

Screen = tuple[str, Callable[[], QWidget | None]]


class Stage:
    """The window and the ways into its states."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self.folder = folder

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let the window come to rest; SystemExit when ``until`` never comes true."""
        end = time.monotonic() + _PATIENCE
        QTest.qWait(180)
        while not until():
            if time.monotonic() > end:
                raise SystemExit("the window did not come to the awaited state")
            QTest.qWait(50)
        QTest.qWait(120)

    @property
    def workspace(self):  # type: ignore[no-untyped-def]
        """The open report's part of the window."""
        assert self.window.workspace is not None
        return self.window.workspace

    def step(self, name: str) -> None:
        """Open a part of the guided path."""
        self.workspace.go_to_step(name)
        self.window.notices.clear()

    def start(self) -> None:
        """The start page as a newcomer sees it."""
        self.window.show_start()

    def start_with_recent(self) -> None:
        """The start page with reports, one of them gone."""
        for name in ("固原市医疗保障局2020决算", "某市水务局2021决算"):
            path = self.folder / f"{name}.jsgk"
            path.touch()
            self.window.settings.remember_report(path, f"{name[:-6]} {name[-6:-2]} 年度")
        self.window.settings.remember_report(self.folder / "没有了" / "旧.jsgk", "某县教育局 2019 年度")
        self.window.show_start()

    def new(self) -> None:
        """新建."""
        self.window.show_new()

    def new_report(self) -> None:
        """A new report: nothing in it yet."""
        self.window.new.folder.setText(str(self.folder))
        self.window.new.unit_name.setText("某市示例局")
        self.window.new.accept.click()
        self.settle(lambda: self.window.workspace is not None)

    def open_sample(self) -> None:
        """The sample, as the start page opens it."""
        self.window.start.sample.click()
        self.settle(lambda: self.window.workspace is not None)

    def readme_window(self) -> None:
        """The table with a finding, its mates pointed out and its trace."""
        self.step("数据")
        self.workspace.data.audit.refresh()
        findings = self.workspace.desk.result().findings
        roots = (item for item in findings if item.root is None and can_correct(self.workspace.desk, item))
        finding = next(item for item in roots if item.place is not None and item.place.table == "T5")
        self.workspace.data.go_to_finding(finding)

    def readme_preview(self) -> None:
        """A table's page of the real PDF."""
        self.preview()
        pages = self.workspace.pages.preview.pages
        pages.go_to_page(6)
        self.settle(lambda: pages.has_picture(6))

    def readme_screens(self) -> Iterator[Screen]:
        """The pictures of the README."""
        yield "sample", self.open_sample
        yield "window", self.readme_window
        yield "preview", self.readme_preview

    def empty_basics(self) -> None:
        """基本信息 of the new report."""
        self.step("基本信息")

    def import_page(self) -> None:
        """What importing a workbook would do."""
        self.window.files.take_one(resource("samples", WORKBOOK))
        self.settle(lambda: not self.workspace.pages.importing.is_reading)

    def import_done(self) -> None:
        """After the import, with the notice."""
        self.workspace.pages.importing.accept.click()
        self.settle()

    def import_conflicts(self) -> None:
        """The same workbook against a report that differs."""
        desk = self.workspace.desk
        for row, value in (("2101502", 4600000), ("2101504", 1)):
            desk.do(set_figure(desk.report, TableKey("T5").cell(row, "项目支出"), Figure(value)))
        self.window.notices.clear()
        self.import_page()

    def leave_import(self) -> None:
        """Back to the data, changes undone."""
        self.workspace.pages.importing.cancel.click()
        self.window.undo()
        self.window.undo()
        self.settle()
        self.window.notices.clear()

    def table(self, key: str, row: str = "", column: str = "") -> Callable[[], None]:
        """One editor."""

        def show() -> None:
            self.step("数据")
            self.workspace.data.editors.open_table(TableKey(key)).setFocus()
            if row:
                self.workspace.data.go_to(TableKey(key).cell(row, column))

        return show

    def scrolled(self) -> None:
        """The last lines of the table."""
        # Opening a table brings its current cell into sight a little later.
        self.settle()
        view = self.workspace.data.editors.editor.view
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())

    def audit(self) -> None:
        """The findings by root."""
        self.step("审核")
        self.workspace.data.audit.by_table.setChecked(False)
        self.workspace.data.audit.refresh()

    def audit_next(self) -> None:
        """The first finding and its cell."""
        self.workspace.data.audit.next()

    def audit_open(self) -> None:
        """The consequences under their roots."""
        self.workspace.data.audit.view.expandAll()

    def audit_by_table(self) -> None:
        """The findings by table."""
        self.workspace.data.audit.by_table.click()

    def audit_filtered(self) -> None:
        """The findings that a word is left of."""
        self.workspace.data.audit.by_table.click()
        self.workspace.data.audit.words.setText("行政运行")

    def audit_none(self) -> None:
        """A filter that leaves nothing."""
        self.workspace.data.audit.words.setText("绝无此名")

    def write_note(self) -> None:
        """An explanation being written."""
        self.workspace.data.audit.words.clear()
        finding = next(f for f in self.workspace.desk.result().findings if f.level is Level.WARNING)
        self.workspace.data.go_to_finding(finding)
        self.workspace.data.trace.begin_note(finding)
        self.workspace.data.trace.note.text.setPlainText("已与财务核实，属上年结转资金。")

    def noted(self) -> None:
        """Findings with an explanation."""
        self.workspace.data.trace.note.keep()

    def stale_note(self) -> None:
        """An explanation that its figures have left behind."""
        desk = self.workspace.desk
        finding = next(f for f in desk.result().findings if f.level is Level.WARNING)
        desk.do(set_note(desk.report, finding.key, Note("已核实", "已与财务核实。", "old")))
        self.workspace.data.go_to_finding(finding)

    def trace(self) -> None:
        """A total and its way."""
        self.table("T5", "21015", "合计")()

    def help(self) -> None:
        """The page of a check."""
        self.step("审核")
        self.audit_next()
        self.workspace.data.explain()

    def find(self) -> None:
        """The search."""
        self.workspace.show_find()
        QTest.keyClicks(self.workspace.data.search_panel.words, "2101501")

    def find_none(self) -> None:
        """The search finds nothing."""
        self.workspace.data.search_panel.words.setText("绝无此名")

    def wan_yuan(self) -> None:
        """万元, 只看非零, a selection."""
        self.workspace.data.show_trace()
        self.trace()
        self.window.actions_.action("unit").trigger()
        self.window.actions_.action("nonzero").trigger()
        QTest.keyClick(self.workspace.data.editors.editor.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    def zoomed(self) -> None:
        """150 %."""
        self.window.actions_.action("unit").trigger()
        self.window.actions_.action("nonzero").trigger()
        self.workspace.foot.set_zoom(150)

    def editing(self) -> None:
        """A figure being typed."""
        self.workspace.foot.set_zoom(100)
        self.table("T5", "2101502", "项目支出")()
        editor = self.workspace.data.editors.editor
        for letter in "123456.7":
            # Without a screen no window is reliably the active one.
            QTest.keyClicks(editor.editing.delegate.editor or editor.view, letter)

    def code_search(self) -> QWidget | None:
        """A code being inserted."""
        editor = self.workspace.data.editors.editor
        view = editor.view
        QTest.keyClick(editor.editing.delegate.editor or view, Qt.Key.Key_Escape)
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        QTest.qWait(100)
        for letter in "2101":
            QTest.keyClicks(editor.editing.delegate.editor or view, letter)
        QTest.qWait(400)
        popups = [
            widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not self.window
        ]
        return popups[0] if popups else None

    def basics(self) -> None:
        """基本信息."""
        self.step("基本信息")

    def preview(self) -> None:
        """The real PDF."""
        self.step("预览导出")
        page = self.workspace.pages.preview
        self.settle(lambda: page.pages.page_count > 0 and page.pages.has_picture(0))
        # Those that can be seen; the others are made when they come into sight.
        small = page.thumbnails
        seen = [number for number, rect in enumerate(small._rects()) if rect.top() < small.viewport().height()]
        self.settle(lambda: all(small.has_picture(number) for number in seen))

    def exported(self) -> None:
        """Files that were made."""
        box = self.workspace.pages.preview.export
        box.folder.setText(str(self.folder / "导出"))
        box.accept.click()
        self.settle(lambda: not box.is_running)
        self.settle(lambda: box.accept.isEnabled())

    def versions(self) -> None:
        """The versions."""
        self.window.notices.clear()
        self.workspace.show_versions()
        self.workspace.pages.versions.name.setText("送审稿")
        self.workspace.pages.versions.keep()
        self.settle(lambda: len(self.workspace.pages.versions.list.lines.lines) > 0)
        desk = self.workspace.desk
        for row, value in (("2101502", 4600000), ("2101504", 81_000_000)):
            desk.do(set_figure(desk.report, TableKey("T5").cell(row, "项目支出"), Figure(value)))
        self.window.notices.clear()
        self.workspace.show_versions()
        self.settle(lambda: len(self.workspace.pages.versions.changed.lines.lines) > 0)

    def form(self) -> None:
        """The settings of the form."""
        self.window.notices.clear()
        self.workspace.show_form()

    def explanation(self) -> None:
        """The explanation as it will be printed."""
        self.window.notices.clear()
        self.step("说明")

    def explanation_answer(self) -> None:
        """A reason that is asked for, with last year's beside it."""
        desk, page = self.workspace.desk, self.workspace.pages.explanation
        for row, value in (("本年收入合计", 100_000_000), ("本年支出合计", 500_000_000)):
            cell = TableKey("T1", "上年").cell(row, "决算数")
            desk.do(set_figure(desk.report, cell, Figure(value)))
        page.refresh()
        gaps = [gap for gap in page.view.anchors(AnchorKind.GAP) if gap.asked and gap.asked.need.kind == "原因"]
        assert gaps[0].asked is not None
        desk.do(set_text(desk.report, f"上年.{gaps[0].asked.need.name}", "新增医疗保障信息化建设项目"))
        page.asking.close()
        page.refresh()
        page.view.chosen.emit(gaps[0])

    def explanation_reword(self) -> None:
        """A paragraph in one's own words."""
        page = self.workspace.pages.explanation
        page.asking.close()
        page.go_to_section("支出")
        page.view.chosen.emit(Anchor(AnchorKind.PARAGRAPH, "支出", 0))
        page.box.edit.textCursor().insertText("其中为信息化建设支出5.00万元。")

    def explanation_stale(self) -> None:
        """Own words left behind by their figures."""
        desk, page = self.workspace.desk, self.workspace.pages.explanation
        page.box.keep.click()
        desk.do(set_figure(desk.report, TableKey("T3").cell("合计", "项目支出"), Figure(123_456_789)))
        page.refresh()

    def explanation_free(self) -> None:
        """Free words with a list and a table."""
        desk, page = self.workspace.desk, self.workspace.pages.explanation
        words = (
            "负责全市医疗保障工作。\n# 主要职责\n- 拟订规划\n- 组织实施\n| 重点工作 | 完成情况 |\n| 参保扩面 | 已完成 |"
        )
        section = next(item for item in page._watch.sections() if item.paragraphs)
        desk.do(set_text(desk.report, f"说明.{section.section.id}", words))
        page.go_to_section(section.section.id)

    def explanation_terms(self) -> None:
        """The terms with why they are listed."""
        self.workspace.pages.explanation.go_to_section("名词解释")

    def explanation_template(self) -> QWidget:
        """A template that is wrong."""
        dialog = TemplateDialog(self.workspace.desk, "总体", self.window)
        dialog.edit.setPlainText(dialog.edit.toPlainText() + "\n{{ 没有这个词 }}\n")
        dialog.show_preview()
        dialog.show()
        return dialog

    def notices(self) -> None:
        """Notices of each level."""
        self.step("数据")
        self.window.tell("info", "已粘贴 12 格，跳过 3 个公式格。", (("撤销", lambda: None),))
        self.window.tell(
            "warning", "“决算.jsgk”正被另一台电脑打开（zhang，电脑 office-2）。", (("只读打开", lambda: None),)
        )
        self.window.tell("error", "没有存上：磁盘已满。腾出空间后点“再试”，或另存到别处；已录入的内容都还在。",
                         (("再试", lambda: None), ("另存到别处…", lambda: None)))  # fmt: skip

    def menu(self, number: int) -> Callable[[], QWidget | None]:
        """A menu that is open."""

        def show() -> QWidget | None:
            self.window.notices.clear()
            bar = self.window.menuBar()
            action = bar.actions()[number]
            found = action.menu()
            found.popup(bar.mapToGlobal(QPoint(bar.actionGeometry(action).left(), bar.height())))
            return found

        return show

    def shortcuts(self) -> QWidget | None:
        """快捷键一览."""
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        before = set(QApplication.topLevelWidgets())
        self.window.actions_.action("shortcuts").trigger()
        QTest.qWait(200)
        opened = [w for w in QApplication.topLevelWidgets() if w not in before and w.isVisible()]
        return opened[0] if opened else None

    def required_screens(self) -> Iterator[Screen]:
        """The fourteen that are looked at in light and dark, at 100 % and 200 %."""
        yield "01-start", self.start
        yield "02-sample", self.open_sample
        for number in range(1, 10):
            yield f"1{number}-T{number}", self.table(f"T{number}")
        yield "30-audit", lambda: (self.audit(), self.audit_next())[0]
        yield "40-preview", self.preview
        yield "50-versions", self.versions
        yield "60-import", self.import_page

    def sample_screens(self) -> Iterator[Screen]:
        """Editors, findings and preview of the sample, whose amounts are in 元."""
        yield "100-sample", self.open_sample
        yield "100-basics", self.basics
        for number in range(1, 10):
            yield f"10{number}-T{number}", self.table(f"T{number}")
        yield "120-scrolled", self.scrolled
        yield "130-audit", self.audit
        yield "131-audit-next", self.audit_next
        yield "140-trace", self.trace
        yield "150-preview", self.preview

    def screens(self) -> Iterator[Screen]:
        """Every state in the order in which they follow from each other."""
        yield "01-start", self.start
        yield "02-start-recent", self.start_with_recent
        yield "03-new", self.new
        yield "04-empty-report", self.new_report
        yield "05-empty-basics", self.empty_basics
        yield "06-empty-T5", self.table("T5")
        yield "07-import", self.import_page
        yield "08-imported", self.import_done
        for number in range(1, 10):
            yield f"1{number}-T{number}", self.table(f"T{number}")
        yield "20-T5-scrolled", lambda: (self.table("T5")(), self.scrolled())[1]
        yield "21-T6-scrolled", lambda: (self.table("T6")(), self.scrolled())[1]
        yield "22-T4-scrolled", lambda: (self.table("T4")(), self.scrolled())[1]
        yield "30-audit-root", self.audit
        yield "31-audit-next", self.audit_next
        yield "32-audit-open", self.audit_open
        yield "33-audit-table", self.audit_by_table
        yield "34-audit-filtered", self.audit_filtered
        yield "35-audit-none", self.audit_none
        yield "36-write-note", self.write_note
        yield "37-noted", self.noted
        yield "38-stale-note", self.stale_note
        yield "40-trace", self.trace
        yield "41-help", self.help
        yield "42-find", self.find
        yield "43-find-none", self.find_none
        yield "44-wan-yuan", self.wan_yuan
        yield "45-zoomed", self.zoomed
        yield "46-editing", self.editing
        yield "47-code", self.code_search
        yield "50-import-conflicts", self.import_conflicts
        yield "51-back", self.leave_import
        yield "52-basics", self.basics
        yield "53-preview", self.preview
        yield "54-exported", self.exported
        yield "55-versions", self.versions
        yield "57-form", self.form
        yield "70-explanation", self.explanation
        yield "71-explanation-answer", self.explanation_answer
        yield "72-explanation-reword", self.explanation_reword
        yield "73-explanation-stale", self.explanation_stale
        yield "74-explanation-free", self.explanation_free
        yield "75-explanation-terms", self.explanation_terms
        yield "76-explanation-template", self.explanation_template
        yield "56-notices", self.notices
        for number in range(5):
            yield f"6{number}-menu", self.menu(number)
        yield "65-shortcuts", self.shortcuts


def grab(widget: QWidget, path: Path) -> None:
    """Keep a picture of a widget with its device pixels."""
    # What was shown a moment ago is laid out before it is painted; a picture taken by hand would come in between.
    for _ in range(3):
        QApplication.sendPostedEvents()
    if QGuiApplication.platformName() == "offscreen" or not widget.isWindow():
        widget.grab().save(str(path))
    else:
        # What the screen really shows, popups included.
        QGuiApplication.primaryScreen().grabWindow(0).save(str(path))


@contextmanager
def plain_folder() -> Iterator[Path]:
    """An own folder whose name may be seen in a picture; SystemExit where another run still uses it."""
    folder = Path(tempfile.gettempdir()) / "决算公开"
    try:
        folder.mkdir()
    except FileExistsError:
        raise SystemExit(f"{folder} exists: another run uses it, or left it behind; remove it first") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Grab what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--readme", action="store_true", help="only the README's pictures, from the sample")
    parser.add_argument("--required", action="store_true", help="start page, nine editors, audit pane, preview, …")
    parser.add_argument("--sample", action="store_true", help="the sample's editors, findings and preview")
    parser.add_argument("--cards", action="store_true", help="the scorecards' pages, with published cards")
    parser.add_argument("--only", nargs="*", default=[])
    arguments = parser.parse_args()
    width, height = (int(part) for part in arguments.size.split("x"))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with plain_folder() as folder:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = str(folder / "own")
        os.environ["HOME"] = str(folder)
        application = QApplication([])
        translate(application)
        theme = Theme(application, Appearance.DARK if arguments.dark else Appearance.LIGHT)
        window = MainWindow(Settings(folder / "settings.json"), theme)
        window.resize(width, height)
        window.move(0, 0)
        window.show()
        stage = Stage(window, folder)
        chosen_screens = stage.required_screens if arguments.required else stage.screens
        if arguments.readme or arguments.sample:
            chosen_screens = stage.readme_screens if arguments.readme else stage.sample_screens
        for name, show in card_screens(stage) if arguments.cards else chosen_screens():
            started = time.monotonic()
            chosen = show()
            stage.settle()
            if not arguments.only or any(part in name for part in arguments.only):
                grab(chosen if isinstance(chosen, QWidget) else window, arguments.folder / f"{name}.png")
            print(f"{name} {time.monotonic() - started:.1f} s", flush=True)
            if isinstance(chosen, QWidget):
                chosen.close()
        window.notices.clear()
        window.close()
        stage.settle(lambda: window.workspace is None)


if __name__ == "__main__":
    main()
