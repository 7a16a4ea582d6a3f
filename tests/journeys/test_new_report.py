"""Journey 1: start page → new report of a form → paste a published report's tables → audit pane → export."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from juesuan_gui.forms import Level
from juesuan_gui.paths import resource
from juesuan_gui.ui.window import MainWindow
from juesuan_gui.ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier


def sheet_text(title: str) -> str:
    """A sheet as Excel puts it on the clipboard."""
    sheet = openpyxl.load_workbook(resource("samples", "guyuan-2020.xlsx"))[title]
    lines = []
    for row in sheet.iter_rows(values_only=True):
        lines.append("\t".join("" if value is None else str(value) for value in row))
    return "\n".join(lines)


def column_text(title: str, column: int, first_code: str) -> str:
    """One column of a sheet from the line of a code on, as copied from Excel."""
    rows = list(openpyxl.load_workbook(resource("samples", "guyuan-2020.xlsx"))[title].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if str(row[0]) == first_code)
    values = [row[column] for row in rows[start:]]
    return "\n".join("" if value is None else str(value) for value in values)


def figures_row(title: str) -> str:
    """The line of figures of a sheet that has one, as copied from Excel."""
    rows = openpyxl.load_workbook(resource("samples", "guyuan-2020.xlsx"))[title].iter_rows(values_only=True)
    return "\t".join(
        str(value) for row in rows if sum(isinstance(v, int | float) for v in row) > 2 for value in row
        if isinstance(value, int | float)
    )  # fmt: skip


def click_line(qtbot: QtBot, workspace: Workspace, table: str) -> None:
    """Open a table by a click in the outline."""
    listing = workspace.data.outline.list
    row = next(n for n, line in enumerate(listing.lines.lines) if line.payload and line.payload.table == table)
    center = listing.visualRect(listing.lines.index(row)).center()
    qtbot.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=center)


def paste_table(qtbot: QtBot, workspace: Workspace, title: str) -> None:
    view: QWidget = workspace.data.editors.editor.view
    QGuiApplication.clipboard().setText(sheet_text(title))
    qtbot.keyClick(view, Qt.Key.Key_Home, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_V, CTRL)


def test_from_the_start_page_to_the_exported_files(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    qtbot.mouseClick(window.start.new, Qt.MouseButton.LeftButton)
    page = window.new
    page.region.setFocus()
    while page.region.currentText() != "宁夏":
        qtbot.keyClick(page.region, Qt.Key.Key_Down)
    page.folder.selectAll()
    qtbot.keyClicks(page.folder, str(tmp_path))
    qtbot.keyClicks(page.unit_name, "Guyuan")
    qtbot.keyClick(page.unit_name, Qt.Key.Key_Return)
    workspace = window.workspace
    assert workspace is not None
    desk = workspace.desk
    assert desk.form.id == "ningxia-2020"

    for number in range(1, 6):
        click_line(qtbot, workspace, f"T{number}")
        assert workspace.data.editors.key is not None and workspace.data.editors.key.table == f"T{number}"
        paste_table(qtbot, workspace, f"公开{number:02}表")
    click_line(qtbot, workspace, "T6")
    qtbot.keyClick(workspace.data.editors.editor.view, Qt.Key.Key_Home, CTRL)
    for steps, column in ((2, 2), (3, 5), (3, 8)):
        for _ in range(steps):
            qtbot.keyClick(workspace.data.editors.editor.view, Qt.Key.Key_Right)
        QGuiApplication.clipboard().setText(column_text("公开06表", column, "301"))
        qtbot.keyClick(workspace.data.editors.editor.view, Qt.Key.Key_V, CTRL)
    click_line(qtbot, workspace, "T7")
    QGuiApplication.clipboard().setText(figures_row("公开07表"))
    qtbot.keyClick(workspace.data.editors.editor.view, Qt.Key.Key_Home, CTRL)
    qtbot.keyClick(workspace.data.editors.editor.view, Qt.Key.Key_V, CTRL)
    filled = [key.table for key in workspace.data.tables() if desk.report.is_filled(key)]
    assert filled == ["T1", "T2", "T3", "T4", "T5", "T6", "T7"]

    counts = desk.session.audit.counts()
    assert counts[Level.ERROR]
    qtbot.waitUntil(lambda: f"错误 {counts[Level.ERROR]}" in workspace.data.audit.verdict())
    qtbot.keyClick(workspace.data.editors.editor.view, Qt.Key.Key_F8)
    finding = workspace.data.audit.current()
    assert finding is not None
    assert workspace.data.editors.editor.current_address() == finding.place

    qtbot.mouseClick(workspace.header.export, Qt.MouseButton.LeftButton)
    box = workspace.preview.export
    assert "没有处理" in box._open.text()
    box.folder.selectAll()
    qtbot.keyClicks(box.folder, str(tmp_path / "out"))
    qtbot.mouseClick(box.accept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.step.text().startswith("已导出"), timeout=120_000)
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert made == [f"Guyuan2020年度部门决算.{suffix}" for suffix in ("docx", "pdf", "xlsx")]
    assert all(path.stat().st_size > 5000 for path in (tmp_path / "out").iterdir())
    qtbot.waitUntil(lambda: workspace.preview.pages.page_count > 9, timeout=120_000)
