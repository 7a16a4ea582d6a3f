"""版式设置 → 绩效自评表 with hands: points, grades and rounding set, told, judged, printed, undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from juesuan_gui.forms import CARD
from juesuan_gui.ui.adapting.page import FormPage
from juesuan_gui.ui.cards.page import CardsPage
from juesuan_gui.ui.workspace import Workspace
from tests.cards.published import published
from tests.ui.hands import WindowHands
from tests.ui.test_cards_page import open_cards, open_report, text

pytestmark = pytest.mark.long


def open_settings(hands: WindowHands, layout: str) -> FormPage:
    """To 基本信息 by key, to 版式设置 by its button, to the kind of card by a click."""
    hands.ctrl(Qt.Key.Key_1)
    hands.click(hands.workspace.basics.form_button)
    page = hands.workspace.pages.form_page
    name = hands.workspace.desk.form.scorecards[layout].name
    hands.click_line(page.list, name)
    assert page.chosen == CARD + layout and page.card.isVisible()
    return page


def applied(hands: WindowHands, page: FormPage) -> FormPage:
    hands.tab_to(page.card.apply)
    return renewed(hands, lambda: hands.key(Qt.Key.Key_Return)).pages.form_page


def renewed(hands: WindowHands, act: Callable[[], object]) -> Workspace:
    """What changes the form makes the pages anew."""
    before = hands.workspace
    act()
    hands.wait(lambda: hands.window.workspace is not before)
    return hands.workspace


def checks(hands: WindowHands) -> set[str]:
    watch = hands.workspace.cards_watch
    hands.wait(lambda: watch.book.is_judged)
    return {item.check for item in watch.findings.findings}


def cards_of(hands: WindowHands) -> CardsPage:
    page = open_cards(hands)
    hands.click(page.show_editor)
    return page


def test_rounding_is_set_shown_on_the_card_and_undone(hands: WindowHands, tmp_path: Path) -> None:
    cards = open_report(hands, published("fengtai"), tmp_path / "a.jsgk")
    hands.click(cards.show_editor)
    shown = cards.shown
    assert shown is not None and shown.total_row is not None
    line = shown.total_row.id
    cards.editor.view.setFocus()
    cards.editor.view.setCurrentIndex(cards.editor.view.card.place_of_key(shown.key("rate", "money", shown.total_row)))  # type: ignore[arg-type]
    hands.key(Qt.Key.Key_Delete)
    before = text(cards, "rate", "money", line)
    assert "." in before
    page = open_settings(hands, "project")
    page.card.rate_decimals.setFocus()
    hands.key(Qt.Key.Key_Down, times=2)
    page = applied(hands, page)
    # The same settings stay open, and say so.
    assert page.chosen == f"{CARD}project" and page.card.restore.isVisible()
    assert "." not in text(cards_of(hands), "rate", "money", line)
    renewed(hands, lambda: hands.ctrl(Qt.Key.Key_Z))
    assert not hands.workspace.desk.report.adjustments()
    assert text(cards_of(hands), "rate", "money", line) == before


def test_points_that_do_not_sum_are_told_while_typed_and_refused(hands: WindowHands, tmp_path: Path) -> None:
    open_report(hands, published("fengtai"), tmp_path / "a.jsgk")
    page = open_settings(hands, "project")
    page.card.points[0].setFocus()
    hands.retype("35")
    assert "合计 115 分" in page.card.sum.text() and "应相等" in page.card.sum.text()
    hands.tab_to(page.card.apply)
    hands.key(Qt.Key.Key_Return)
    assert any("多出 15 分" in words and "没有改动" in words for words in hands.notices())
    assert not hands.workspace.desk.report.adjustments() and page.card.points[0].text() == "35"
    page.card.points[1].setFocus()
    hands.retype("5")
    hands.tab_to(page.card.prescribed)
    hands.key(Qt.Key.Key_Space)
    page = applied(hands, page)
    # Now prescribed: the cards with a 满意度 of its own, that have 70 for 产出, are told.
    assert "P07" in checks(hands)
    assert dict(hands.workspace.desk.form.scorecards["project"].weights) == {"产出指标": 80, "效益指标": 10}
    renewed(hands, lambda: hands.click(page.card.restore))
    assert not hands.workspace.desk.report.adjustments()
    assert "P07" not in checks(hands)
