"""Owns the proof of the findings outside the list: compared side by side, copied, exported."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from zipfile import ZipFile

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from juesuan_gui.checks import Finding
from juesuan_gui.figures import Figure
from juesuan_gui.publishing.files import StagedFile
from juesuan_gui.report import TableKey, set_figure
from juesuan_gui.ui import file_choosing
from juesuan_gui.ui.audit import exporting
from juesuan_gui.ui.audit.comparing import comparison_of, difference_words

from .hands import SHIFT, WindowHands
from .test_window import CELL


def finding_of(hands: WindowHands, check: str) -> Finding:
    """A finding of the sample by its check."""
    return next(item for item in hands.workspace.desk.result().findings if item.check == check)


def go_to(hands: WindowHands, finding: Finding) -> None:
    """Double-click a finding."""
    pane = hands.workspace.data.audit
    index = pane.model.index_of(finding.key).siblingAtColumn(2)
    if index.parent().isValid():
        hands.click_index(pane.view, index.parent().siblingAtColumn(2))
        hands.qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    hands.click_index(pane.view, index, double=True)


def test_a_finding_between_two_tables_shows_both_tables_cells_side_by_side(open_hands: WindowHands) -> None:
    finding = finding_of(open_hands, "X34-02")
    go_to(open_hands, finding)
    pane = open_hands.workspace.data.editors.compare
    assert pane.isVisible()
    comparison = pane.comparison
    assert comparison is not None
    assert {cell.table for cell in comparison.cells()} == {"T3", "T5"}
    assert finding.cells <= comparison.cells()
    titles = [pane.table.horizontalHeaderItem(column).text() for column in (1, 2)]
    assert ["05" in titles[0], "03" in titles[1]] == [True, True]
    chosen = comparison.lines[comparison.chosen]
    assert finding.place in (chosen.left, chosen.right)
    assert pane.table.item(comparison.chosen, 3).text()

    # Enter on the other table's cell goes there.
    open_hands.key(Qt.Key.Key_F6)
    assert open_hands.focus() is pane.table
    open_hands.key(Qt.Key.Key_Right)
    open_hands.key(Qt.Key.Key_Return)
    assert open_hands.editor.current_address() == chosen.right

    # It follows what is typed, and Esc ends it.
    row = next(
        line
        for line in comparison.lines
        if line.right and not open_hands.workspace.desk.session.live.is_computed(line.right)
    )
    number = comparison.lines.index(row)
    open_hands.click_cell(row.right.row, row.right.column)  # type: ignore[union-attr]
    open_hands.type("123456.78")
    open_hands.key(Qt.Key.Key_Return)
    open_hands.wait(lambda: pane.table.item(number, 2).text() == "123,456.78")


def test_the_comparison_ends_with_escape_and_with_a_finding_inside_one_table(open_hands: WindowHands) -> None:
    pane = open_hands.workspace.data.editors.compare
    crossing, inside = finding_of(open_hands, "X34-02"), finding_of(open_hands, "T6-01")
    go_to(open_hands, crossing)
    assert pane.isVisible()
    go_to(open_hands, inside)
    assert not pane.isVisible()
    go_to(open_hands, crossing)
    open_hands.key(Qt.Key.Key_F6)
    open_hands.key(Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert open_hands.focus() is open_hands.editor.view


def test_every_finding_of_the_sample_is_compared_exactly_when_two_tables_take_part(open_hands: WindowHands) -> None:
    session = open_hands.workspace.desk.session
    for finding in open_hands.workspace.desk.result().findings:
        tables = {TableKey.of(cell) for cell in finding.cells}
        comparison = comparison_of(session, finding)
        assert (comparison is not None) == (len(tables) > 1 and finding.place is not None)
        if comparison is not None:
            assert finding.cells <= comparison.cells()
            assert all(line.left or line.right for line in comparison.lines)
            assert any(difference_words(session, line) for line in comparison.lines) or len(comparison.lines) != 1


def test_ctrl_c_copies_the_chosen_findings_as_tab_separated_text(open_hands: WindowHands) -> None:
    pane = open_hands.workspace.data.audit
    open_hands.click_index(pane.view, pane.model.index(0, 2))
    open_hands.ctrl(Qt.Key.Key_C)
    row = pane.model.finding_row(pane.model.index(0, 0))
    assert row is not None
    cells = QGuiApplication.clipboard().text().split("\t")
    assert cells[:2] == ["1", row.finding.level.label]
    assert row.finding.check in cells and row.stated in cells and row.difference in cells
    open_hands.key(Qt.Key.Key_Down, SHIFT)
    open_hands.ctrl(Qt.Key.Key_C)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert len(lines) == 3 and len({len(line) for line in lines}) == 1
    assert lines[0][1] == "级别" and lines[1] == cells
    assert any("已复制 2 条" in text for text in open_hands.notices())


def test_the_list_is_exported_as_it_is_filtered(
    open_hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = open_hands.workspace.data.audit
    target = tmp_path / "清单.xlsx"
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(target), ""))
    open_hands.open_table("T6")
    open_hands.click(pane.only_table)
    shown = pane.rows()
    assert 0 < len(shown) < len(open_hands.workspace.desk.result().findings)
    open_hands.click(pane.export)
    sheet = openpyxl.load_workbook(target).active
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[3] for row in rows] == [row.finding.check for row in shown]
    assert [row[5] for row in rows] == [row.sentence for row in shown]
    # Amounts are numbers, so that they can be added up.
    assert any(isinstance(row[6], float | int) for row in rows)
    for row, item in zip(rows, shown, strict=True):
        if isinstance(row[8], float | int):
            assert f"{abs(row[8]):,.2f}" == item.difference.lstrip("−")
    assert any(str(target) in text for text in open_hands.notices())


def test_a_list_that_cannot_be_written_is_told(
    open_hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "gone" / "清单.xlsx"
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(target), ""))
    open_hands.click(open_hands.workspace.data.audit.export)
    assert any("不存在" in text for text in open_hands.notices())
    assert not target.exists()


def parts_of(workbook: Path) -> dict[str, bytes]:
    """What is in a workbook, apart from when it was made."""
    with ZipFile(workbook) as file:
        return {name: file.read(name) for name in file.namelist() if name != "docProps/core.xml"}


def test_a_very_long_list_is_written_beside_the_window_as_a_short_one_or_not_at_all(
    open_hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "清单"
    folder.mkdir()
    at_once, target = folder / "a.xlsx", folder / "b.xlsx"
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(at_once), ""))
    window, desk, data = open_hands.window, open_hands.workspace.desk, open_hands.workspace.data
    open_hands.click(data.audit.export)
    target.write_bytes(b"old")
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(target), ""))
    monkeypatch.setattr(exporting, "_VERY_MANY", 0)
    write, asked, may_write, ended = StagedFile.write, Event(), Event(), Event()

    def held(file: StagedFile, content: bytes) -> None:
        asked.set()
        may_write.wait()
        try:
            write(file, content)
        finally:
            ended.set()

    monkeypatch.setattr(StagedFile, "write", held)

    def export() -> None:
        for event in (asked, may_write, ended):
            event.clear()
        open_hands.click(data.audit.export)
        open_hands.wait(asked.is_set)
        assert any(notice.progress.isVisible() for notice in window.notices.notices())

    def nothing_stays() -> bool:
        may_write.set()
        open_hands.wait(ended.is_set)
        open_hands.wait(lambda: set(folder.iterdir()) == {at_once, target})
        return target.read_bytes() == b"old"

    # Stopped by a hand, or by a change of somebody else.
    export()
    open_hands.key(Qt.Key.Key_Escape)
    assert not desk.large.is_under_way and nothing_stays()
    export()
    before = desk.report.stated(CELL)
    desk.do(set_figure(desk.report, CELL, Figure(123)))
    open_hands.wait(lambda: not desk.large.is_under_way)
    assert any(notice.level == "warning" for notice in window.notices.notices()) and nothing_stays()
    desk.undo()
    assert desk.report.stated(CELL) == before
    open_hands.wait(lambda: desk.is_audited)
    # Written to its end; refused by the disk.
    export()
    may_write.set()
    open_hands.wait(lambda: not desk.large.is_under_way)
    assert parts_of(target) == parts_of(at_once)
    assert any(notice.level == "info" and str(target) in notice.text for notice in window.notices.notices())
    missing = folder / "gone" / "c.xlsx"
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(missing), ""))
    export()
    may_write.set()
    open_hands.wait(lambda: not desk.large.is_under_way)
    assert any("不存在" in text for text in open_hands.notices()) and not missing.parent.exists()
    # The report is closed meanwhile.
    target.write_bytes(b"old")
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(target), ""))
    export()
    window.close_report()
    open_hands.wait(lambda: window.workspace is None)
    assert nothing_stays()
