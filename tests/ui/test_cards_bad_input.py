"""The four bad inputs of a scorecard by hand: told at their cell, led to by a click, nothing lost, gone when mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from juesuan_gui.forms import CardPart, Level
from juesuan_gui.live.cards import is_list_total
from juesuan_gui.report import CardKey, Report
from juesuan_gui.report.card_sheets import sheets
from juesuan_gui.ui.cards.page import CardsPage
from tests.cards.published import form
from tests.ui.hands import WindowHands
from tests.ui.test_cards_page import fill, new_card, open_report, place, text

MONEY, INDICATOR = CardPart.MONEY, CardPart.INDICATOR


def told(hands: WindowHands, page: CardsPage, words: str) -> bool:
    """Whether the list below the card says so."""
    hands.wait(lambda: hands.workspace.cards_watch.book.is_judged)
    return any(words in line.name for line in page.editor.found.list.lines.lines)


def led_to(hands: WindowHands, page: CardsPage, words: str) -> CardKey | None:
    """The cell that a click on a line of the list leads to."""
    page.editor.view.setCurrentIndex(place(page, "name"))
    hands.click_line(page.editor.found.list, words)
    return page.editor.view.key()


@pytest.mark.long
def test_each_bad_input_is_told_led_to_and_gone_when_mended(hands: WindowHands, tmp_path: Path) -> None:
    open_report(hands, Report(form("national-2021")), tmp_path / "a.jsgk")
    page = new_card(hands)
    card = page.editor.card
    fill(hands, page, "清淤", "name")
    # Text where a number belongs: kept as typed, no sum is shown over it.
    fill(hands, page, "约十万", "budget", MONEY, "2")
    assert text(page, "budget", MONEY, "2") == "约十万" and text(page, "budget", MONEY, "1") == ""
    hands.wait(lambda: told(hands, page, "约十万"))
    assert led_to(hands, page, "约十万") == CardKey(card, MONEY, "2", "budget")
    fill(hands, page, "10", "budget", MONEY, "2")
    hands.wait(lambda: not told(hands, page, "约十万"))
    assert text(page, "budget", MONEY, "1") == "10"
    # A target left blank, where something was done.
    fill(hands, page, "清淤长度", "name", INDICATOR, "1")
    fill(hands, page, "12公里", "actual", INDICATOR, "1")
    hands.wait(lambda: told(hands, page, "没有指标值"))
    assert led_to(hands, page, "没有指标值") == CardKey(card, INDICATOR, "1", "target")
    fill(hands, page, "≥10公里", "target", INDICATOR, "1")
    hands.wait(lambda: not told(hands, page, "没有指标值"))
    # Weights that do not sum: an error, at the full marks.
    fill(hands, page, "35", "weight", INDICATOR, "1")
    for line in range(2, 8):
        fill(hands, page, f"指标{line}", "name", INDICATOR, str(line))
        fill(hands, page, "完成", "target", INDICATOR, str(line))
    hands.wait(lambda: told(hands, page, "满分 100，各项分值"))
    found = hands.workspace.desk.parts.findings()
    assert next(item for item in found if item.check == "P04").level is Level.ERROR
    fill(hands, page, "20", "weight", INDICATOR, "1")
    hands.wait(lambda: not told(hands, page, "各项分值"))
    # Two cards of one name: both stay, the second is told; another name mends it.
    hands.click(page.copy)
    assert page.editor.card != card and [item.name for item in sheets(hands.workspace.desk.report)] == ["清淤", "清淤"]
    hands.wait(lambda: told(hands, page, "两张"))
    assert led_to(hands, page, "两张") == CardKey(page.editor.card, "", "", "name")
    fill(hands, page, "清淤二期", "name")
    hands.wait(lambda: not told(hands, page, "两张"))
    # Every step can be taken back.
    hands.ctrl(Qt.Key.Key_Z)
    hands.wait(lambda: told(hands, page, "两张"))


@pytest.mark.long
def test_pasted_projects_keep_what_is_wrong_and_tell_it(hands: WindowHands, tmp_path: Path) -> None:
    page = open_report(hands, Report(form("national-2021")), tmp_path / "a.jsgk")
    hands.click(page.show_projects)
    page.projects.grid.setFocus()
    hands.paste("项目名称\t全年预算数\t全年执行数\n护林\t约十\t8\n护草\t10\t9\n护林\t5\t5")
    report = hands.workspace.desk.report
    assert [item.name for item in sheets(report)] == ["护林", "护草", "护林"]
    assert any("约十" in words and "重复" in words for words in hands.notices())
    watch = hands.workspace.cards_watch
    hands.wait(lambda: any("两张" in item.text for item in watch.findings.notices))
    assert any("约十" in item.text for item in watch.findings.notices)
    hands.ctrl(Qt.Key.Key_Z)
    assert not report.card_ids()


def test_a_list_is_filled_in_row_by_row_with_its_total(hands: WindowHands, tmp_path: Path) -> None:
    open_report(hands, Report(form("national-2021")), tmp_path / "a.jsgk")
    page = new_card(hands, "listing")
    editor, report = page.editor, hands.workspace.desk.report
    hands.click(editor.add)
    hands.click(editor.total)
    assert not editor.total.isVisible()
    fill(hands, page, "护林", "name", CardPart.PROJECT, "1")
    fill(hands, page, "9.5", "executed", CardPart.PROJECT, "1")
    editor.view.setCurrentIndex(place(page, "executed", CardPart.PROJECT, "2"))
    # Below the 合计 nothing is added: a new project stands above it.
    hands.click(editor.add)
    lines = sheets(report)[0].lines(CardPart.PROJECT)
    assert [is_list_total(line) for line in lines] == [False, False, True]
    fill(hands, page, "0.5", "executed", CardPart.PROJECT, lines[1].id)
    assert text(page, "executed", CardPart.PROJECT, "2") == "10"
    # A total of one's own that is wrong is an error.
    fill(hands, page, "11", "executed", CardPart.PROJECT, "2")
    hands.wait(lambda: told(hands, page, "相加 10"))
    editor.view.setFocus()
    editor.view.setCurrentIndex(place(page, "executed", CardPart.PROJECT, "2"))
    hands.key(Qt.Key.Key_Delete)
    hands.wait(lambda: not told(hands, page, "相加 10"))
    editor.view.setCurrentIndex(place(page, "name", CardPart.PROJECT, "1"))
    hands.click(editor.drop)
    assert text(page, "executed", CardPart.PROJECT, "2") == "0.5"
