"""绩效自评表 with hands: a new card filled in, sums at once, a wrong score marked, undo, cards of a file taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView

from juesuan_gui.forms import CardPart
from juesuan_gui.publishing.cards import card_document
from juesuan_gui.publishing.excel import render_excel
from juesuan_gui.report import CardKey
from juesuan_gui.report.card_sheets import sheets
from juesuan_gui.ui.cards_page import CardsPage
from tests.cards.published import WORDS, published
from tests.ui.hands import WindowHands

MONEY, INDICATOR = CardPart.MONEY, CardPart.INDICATOR


def open_cards(hands: WindowHands) -> CardsPage:
    hands.ctrl(Qt.Key.Key_5)
    page = hands.workspace.cards
    assert hands.workspace.pages.currentWidget() is page
    return page


def place(page: CardsPage, field: str, part: str = "", line: str = "") -> QModelIndex:
    shown = page.shown
    assert shown is not None
    found = page.model.place_of_key(CardKey(shown.sheet.id, part, line, field))
    assert found.isValid()
    return found


def fill(hands: WindowHands, page: CardsPage, text: str, field: str, part: str = "", line: str = "") -> None:
    page.view.setFocus()
    page.view.setCurrentIndex(place(page, field, part, line))
    hands.key(Qt.Key.Key_F2)
    hands.retype(text)
    hands.key(Qt.Key.Key_Return)
    # Qt gives the words of an editor over by its event loop.
    hands.wait(lambda: page.view.state() is not QAbstractItemView.State.EditingState)


def text(page: CardsPage, field: str, part: str = "", line: str = "") -> str:
    return str(page.model.data(place(page, field, part, line)))


def new_card(hands: WindowHands) -> CardsPage:
    page = open_cards(hands)
    index = page.layouts.findData("project")
    page.layouts.setCurrentIndex(index)
    hands.click(page.new)
    assert page.shown is not None
    return page


def test_a_card_is_filled_in_and_its_rate_is_there_at_once(open_hands: WindowHands) -> None:
    page = new_card(open_hands)
    fill(open_hands, page, "护湖经费", "name")
    fill(open_hands, page, "8.5", "budget", MONEY, "1")
    fill(open_hands, page, "8.5", "executed", MONEY, "1")
    assert text(page, "rate", MONEY, "1") == "100%"
    assert page.title.text() == "护湖经费"
    open_hands.wait(lambda: any(line.name == "护湖经费" for line in page.list.lines.lines))
    open_hands.ctrl(Qt.Key.Key_Z)
    assert text(page, "rate", MONEY, "1") == ""


def test_a_wrong_rate_is_marked_listed_and_led_to(open_hands: WindowHands) -> None:
    page = new_card(open_hands)
    for field, value in (("budget", "10.00"), ("executed", "9.00"), ("rate", "99%")):
        fill(open_hands, page, value, field, MONEY, "1")
    open_hands.wait(lambda: any(line.value == "P02" for line in page.found.lines.lines))
    assert any("99" in words for words in page.model.words_about(place(page, "rate", MONEY, "1")))
    row = next(n for n, line in enumerate(page.found.lines.lines) if line.value == "P02")
    open_hands.click_line(page.found, page.found.lines.lines[row].name)
    assert page.view.currentIndex() == place(page, "rate", MONEY, "1")


def test_indicators_are_inserted_moved_and_deleted(open_hands: WindowHands) -> None:
    page = new_card(open_hands)
    fill(open_hands, page, "清淤次数", "name", INDICATOR, "1")
    page.view.setCurrentIndex(place(page, "name", INDICATOR, "1"))
    before = len(sheets(open_hands.workspace.desk.report)[0].lines(INDICATOR))
    open_hands.click(page.add)
    lines = sheets(open_hands.workspace.desk.report)[0].lines(INDICATOR)
    assert len(lines) == before + 1 and lines[1].text("second") == lines[0].text("second")
    page.view.setCurrentIndex(place(page, "name", INDICATOR, "1"))
    open_hands.click(page.down)
    assert sheets(open_hands.workspace.desk.report)[0].lines(INDICATOR)[1].text("name") == "清淤次数"
    open_hands.click(page.drop)
    assert all(line.text("name") != "清淤次数" for line in sheets(open_hands.workspace.desk.report)[0].lines(INDICATOR))


def test_the_cards_of_a_workbook_are_taken_in_as_one_step(open_hands: WindowHands, tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    render_excel(card_document(published("guyuan"), WORDS), path)
    page = open_cards(open_hands)
    page.read(path)
    report = open_hands.workspace.desk.report
    open_hands.wait(lambda: len(report.card_ids()) == 6)
    assert len(page.list.lines.lines) == 6
    open_hands.ctrl(Qt.Key.Key_Z)
    assert not report.card_ids()
    assert page.shown is None
