"""A published report with scorecards becomes a report of ours, by hand: with its tables, or cards alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QInputDialog

from juesuan_gui.paths import resource
from juesuan_gui.publishing.cards.files import card_document
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.report import TableKey
from juesuan_gui.report.card_sheets import sheets
from juesuan_gui.ui import file_choosing
from tests.cards.published import plain_cards, published, report_with
from tests.checks.cards_bench import NATIONAL
from tests.ui.hands import WindowHands
from tests.ui.test_review import open_review

pytestmark = pytest.mark.long


def with_cards(path: Path, report: Path) -> None:
    """The sheets of scorecards of one workbook behind those of another."""
    book, cards = openpyxl.load_workbook(report), openpyxl.load_workbook(path)
    for sheet in cards.worksheets:
        copy = book.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    copy.cell(cell.row, cell.column, cell.value)
        for merged in sheet.merged_cells.ranges:
            copy.merge_cells(str(merged))
    book.save(path)


def convert(hands: WindowHands, source: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Open for review and ask for a report of ours; gives the checks that found something."""
    page = open_review(hands, source)
    found = {item.finding.check for item in page.desk.judged()}
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_args: (str(target), ""))
    page.header.convert_wanted.emit()
    return found


def test_tables_and_cards_come_over_and_the_cards_are_judged_the_same(
    hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "固原.xlsx"
    source.write_bytes(resource("samples", "guyuan-2020-cards.xlsx").read_bytes())
    with_cards(source, resource("samples", "guyuan-2020.xlsx"))
    target = tmp_path / "固原决算.jsgk"
    found = convert(hands, source, target, monkeypatch)
    assert "P15" in found
    hands.wait(lambda: hands.window.workspace is not None)
    report = hands.workspace.desk.report
    assert report.is_filled(TableKey("T1"))
    assert [item.name for item in sheets(report)] == [card.name for card in plain_cards("guyuan")]
    watch = hands.workspace.cards_watch
    hands.wait(lambda: watch.book.is_judged)
    own = {item.check for item in watch.findings.findings}
    assert {check for check in found if check.startswith("P")} <= own


def test_cards_alone_take_the_form_of_their_layout(
    hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "自评表.xlsx", tmp_path / "自评.jsgk"
    render_excel(card_document(published("fengtai"), {"单位": "某局", "年度": "2021"}, ("project",)), source)
    convert(hands, source, target, monkeypatch)
    hands.wait(lambda: hands.window.workspace is not None)
    desk = hands.workspace.desk
    assert desk.form.id == "beijing-2021" and len(desk.report.card_ids()) == 14


def test_where_several_forms_fit_the_person_is_asked(
    hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "自评表.xlsx", tmp_path / "自评.jsgk"
    cards = report_with("national-2021", [replace(NATIONAL, total_score="50")])
    render_excel(card_document(cards, {"单位": "某局", "年度": "　"}, ("project",)), source)
    convert(hands, source, target, monkeypatch)
    hands.wait(lambda: isinstance(QApplication.activeModalWidget(), QInputDialog))
    dialog = QApplication.activeModalWidget()
    box = dialog.findChild(QComboBox)
    assert box is not None and box.count() > 3 and not target.exists()
    box.setFocus()
    hands.qtbot.keyClick(box, Qt.Key.Key_Down)
    wanted = box.currentText()
    hands.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    hands.wait(lambda: hands.window.workspace is not None)
    desk = hands.workspace.desk
    assert wanted.startswith(desk.form.name) and len(desk.report.card_ids()) == 1
