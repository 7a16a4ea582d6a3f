"""绩效自评表 as files, with hands: given out as Word, PDF and Excel, and taken in with the tables of a workbook."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.cards.files import card_document
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.reading import Limits, read_workbook
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.reading.docx.reader import read_docx
from juesuan_gui.reading.pdf.reader import read_pdf
from juesuan_gui.relations import Address
from juesuan_gui.report import CardKey
from juesuan_gui.report.card_addresses import card_address
from juesuan_gui.report.card_sheets import sheets
from juesuan_gui.report.cards import CardKind
from juesuan_gui.ui import file_choosing
from juesuan_gui.ui.cards import giving_out
from juesuan_gui.ui.giving_out.publish import frozen
from juesuan_gui.ui.guide_states import DATA
from tests.cards.published import WORDS, published
from tests.ui.hands import WindowHands
from tests.ui.test_cards_page import open_cards, open_report

pytestmark = pytest.mark.long

READERS = {"docx": read_docx, "pdf": read_pdf, "xlsx": read_workbook}


def test_the_cards_are_given_out_as_a_file(
    open_hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_cards(open_hands)
    asked: list[Path] = []
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_: (str(asked[-1]), ""))
    told: list[str] = []
    page.notice.connect(lambda kind, words: told.append(kind))
    open_hands.click(page.give_out)
    # Without cards nothing is asked.
    assert told == ["warning"]
    page = open_report(open_hands, published("guyuan"), tmp_path / "自评.jsgk")
    for suffix, reader in READERS.items():
        asked.append(tmp_path / f"某局自评表.{suffix}")
        open_hands.click(page.give_out)
        open_hands.wait(lambda: asked[-1].exists() and not page.giving_out.is_running)
        cards = read_cards(reader(asked[-1], Limits()).document).cards
        names = [card.name for card in cards if card.kind is CardKind.PROJECT]
        assert names == [item.name for item in sheets(open_hands.workspace.desk.report)] and len(names) == 6


def test_giving_out_can_be_stopped_and_leaves_no_file(
    open_hands: WindowHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_report(open_hands, published("guyuan"), tmp_path / "自评.jsgk")
    may_go_on, target = threading.Event(), tmp_path / "某局自评表.pdf"
    thaw = frozen(open_hands.workspace.desk.session)

    def held() -> LiveReport:
        may_go_on.wait()
        return thaw()

    monkeypatch.setattr(giving_out, "frozen", lambda session: held)
    asked: list[str] = []
    monkeypatch.setattr(file_choosing, "ask_target", lambda *_: (asked.append("") or str(target), ""))
    words = page.give_out.text()
    open_hands.click(page.give_out)
    assert page.give_out.text() != words and page.giving_out.is_running
    open_hands.click(page.give_out)
    may_go_on.set()
    open_hands.wait(lambda: not page.giving_out.is_running)
    assert page.give_out.text() == words and len(asked) == 1
    assert [path.name for path in tmp_path.glob("*.pdf*")] == []


def test_a_workbook_of_cards_is_previewed_and_imported_in_one_step(open_hands: WindowHands, tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    render_excel(card_document(published("guyuan"), WORDS, ("project",)), path)
    desk = open_hands.workspace.desk
    page = open_hands.workspace.pages.importing
    open_hands.workspace.show_import(path)
    open_hands.wait(page.accept.isEnabled)
    assert not desk.report.card_ids()
    open_hands.click(page.accept)
    assert len(desk.report.card_ids()) == 6
    open_hands.ctrl(Qt.Key.Key_Z)
    assert not desk.report.card_ids()


def test_a_figure_of_the_text_leads_to_the_cell_of_its_card(open_hands: WindowHands, tmp_path: Path) -> None:
    page = open_report(open_hands, published("guyuan"), tmp_path / "自评.jsgk")
    workspace = open_hands.workspace
    workspace.go_to_step(DATA)
    key = CardKey("3", "money", "1", "executed")
    workspace.pages.explanation.cells_requested.emit([card_address(key), Address("T5", "合计", "项目支出")])
    assert workspace.pages.currentWidget() is page
    assert page.shown is not None and page.shown.sheet.id == "3"
    assert page.editor.view.currentIndex() == page.editor.view.card.place_of_key(key)
