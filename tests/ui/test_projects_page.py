"""项目一览 with hands: rows typed, pasted, sorted, filtered, moved and removed; the card and the picture behind them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from juesuan_gui.forms import CardPart
from juesuan_gui.report import Report
from juesuan_gui.report.card_sheets import sheets
from juesuan_gui.ui.cards.page import CardsPage
from juesuan_gui.ui.grid.navigation import Place
from juesuan_gui.ui.projects.order import ShowOnly, SortBy
from juesuan_gui.ui.projects.page import ProjectsPage
from tests.cards.published import form, published
from tests.ui.hands import ALT, CTRL, SHIFT, WindowHands

from .test_cards_page import open_report

_HEAD = "序号\t项目名称\t实施单位\t全年预算数\t全年执行数\t执行率"


def at(page: ProjectsPage, card: str, column: str) -> Place:
    line = page.model.line_of(card)
    assert line is not None
    return Place(line, next(n for n, item in enumerate(page.model.columns) if item.key == column))


def go(hands: WindowHands, page: ProjectsPage, row: int, column: str) -> None:
    page.grid.setFocus()
    page.grid.view.cells.move_to(Place(row, next(n for n, item in enumerate(page.model.columns) if item.key == column)))


def names(page: ProjectsPage) -> list[str]:
    return [shown.head("name") for shown in page.model.cards]


def shows(page: ProjectsPage, row: int, column: str) -> str:
    return page.model.text(row, next(n for n, item in enumerate(page.model.columns) if item.key == column))


def sheet(hands: WindowHands, report: Report, path: Path) -> tuple[CardsPage, ProjectsPage]:
    page = open_report(hands, report, path)
    assert page.views.currentWidget() is page.projects
    return page, page.projects


def test_a_hundred_and_forty_projects_are_pasted_in_one_step(hands: WindowHands, tmp_path: Path) -> None:
    cards, page = sheet(hands, Report(form("beijing-2021")), tmp_path / "a.jsgk")
    rows = [f"{n}\t项目{n:03d}\t某区某局\t{n}.5\t{n}\t" for n in range(1, 141)]
    page.grid.setFocus()
    hands.paste("\n".join([_HEAD, *rows]))
    assert names(page) == [f"项目{n:03d}" for n in range(1, 141)]
    assert shows(page, 9, "rate") == "95.24%"
    assert "140 个项目" in page.summary.text()
    # A second paste of the same sheet with another figure changes that project alone.
    rows[9] = "10\t项目010\t某区某局\t10.5\t10.5\t"
    hands.paste("\n".join([_HEAD, *rows]))
    assert len(names(page)) == 140 and shows(page, 9, "rate") == "100%"
    hands.ctrl(Qt.Key.Key_Z)
    assert shows(page, 9, "rate") == "95.24%"
    hands.ctrl(Qt.Key.Key_Z)
    assert names(page) == []
    hands.ctrl(Qt.Key.Key_Y)
    assert len(names(page)) == 140
    hands.click(cards.show_picture)
    assert cards.picture.picture is not None and len(cards.picture.picture.rows) == 140


def test_a_project_is_typed_below_the_last_and_its_figures_beside_it(hands: WindowHands, tmp_path: Path) -> None:
    _, page = sheet(hands, published("hanyang"), tmp_path / "a.jsgk")
    count = len(names(page))
    page.grid.setFocus()
    hands.key(Qt.Key.Key_End, CTRL)
    hands.key(Qt.Key.Key_I, CTRL)
    hands.type("护湖")
    hands.key(Qt.Key.Key_Tab)
    assert names(page)[count:] == ["护湖"]
    go(hands, page, count, "budget")
    hands.type("8")
    hands.key(Qt.Key.Key_Tab)
    hands.type("6")
    hands.key(Qt.Key.Key_Return)
    assert shows(page, count, "rate") == "75%" and shows(page, count, "money_score") == "15"
    # Delete leaves a figure to be worked out again; a rate of one's own is kept and told apart.
    go(hands, page, count, "rate")
    hands.type("70")
    hands.key(Qt.Key.Key_Return)
    address = page.model.address(count, at(page, page.model.cards[count].sheet.id, "rate").column)
    assert address is not None and page.model.face(address).differs
    go(hands, page, count, "rate")
    hands.key(Qt.Key.Key_Delete)
    assert shows(page, count, "rate") == "75%"


def test_what_is_copied_goes_back_unchanged(hands: WindowHands, tmp_path: Path) -> None:
    _, page = sheet(hands, published("hanyang"), tmp_path / "a.jsgk")
    go(hands, page, 0, "budget")
    hands.key(Qt.Key.Key_Down, SHIFT, times=3)
    hands.key(Qt.Key.Key_Right, SHIFT, times=2)
    hands.ctrl(Qt.Key.Key_C)
    copied = QGuiApplication.clipboard().text()
    assert copied.split("\n")[0].split("\t") == [shows(page, 0, key) for key in ("budget", "executed", "rate")]
    before = hands.workspace.desk.session.history.undo_label
    hands.ctrl(Qt.Key.Key_V)
    assert hands.workspace.desk.session.history.undo_label == before


def test_rows_are_removed_moved_sorted_and_filtered(hands: WindowHands, tmp_path: Path) -> None:
    _, page = sheet(hands, published("fengtai"), tmp_path / "a.jsgk")
    printed = names(page)
    go(hands, page, 1, "name")
    hands.key(Qt.Key.Key_Up, ALT)
    assert names(page)[:2] == [printed[1], printed[0]]
    hands.ctrl(Qt.Key.Key_Z)
    assert names(page) == printed
    hands.key(Qt.Key.Key_F6)
    hands.choose(page.order, SortBy.SCORE.value)
    scores = [float(shows(page, row, "total_score")) for row in range(len(printed))]
    assert scores == sorted(scores)
    assert not page.up.isEnabled()
    page.order.setFocus()
    hands.choose(page.order, SortBy.FINDINGS.value)
    found = [int(shows(page, row, "findings")) for row in range(len(printed))]
    assert found == sorted(found, reverse=True) and found[0] > 0
    by_order = names(page)
    page.only.setFocus()
    hands.choose(page.only, ShowOnly.FOUND.value)
    assert names(page) == [name for name, count in zip(by_order, found, strict=True) if count]
    page.words.setFocus()
    hands.type("2021")
    assert all("2021" in name for name in names(page)) and names(page)
    page.words.clear()
    for only, least in ((ShowOnly.RATE, "rate"), (ShowOnly.REASONS, "reasons"), (ShowOnly.SCORE, "total_score")):
        page.only.setFocus()
        hands.choose(page.only, only.value)
        listed = [shows(page, row, least) for row in range(len(names(page)))]
        if only is ShowOnly.REASONS:
            assert listed and set(listed) == {"未写"}
        else:
            assert all(float(text.rstrip("%")) < 90 for text in listed)
            assert bool(listed) is (only is ShowOnly.RATE)
    page.only.setFocus()
    hands.choose(page.only, ShowOnly.ALL.value)
    page.order.setFocus()
    hands.choose(page.order, SortBy.PRINTED.value)
    assert names(page) == printed
    go(hands, page, 2, "budget")
    hands.key(Qt.Key.Key_Minus, CTRL)
    assert names(page) == printed[:2] + printed[3:]
    hands.ctrl(Qt.Key.Key_Z)
    assert names(page) == printed


def test_double_click_opens_the_card_and_the_picture_too(hands: WindowHands, tmp_path: Path) -> None:
    cards, page = sheet(hands, published("fengtai"), tmp_path / "a.jsgk")
    place = Place(3, 0)
    center = page.grid.view.place_rect(place).center()
    hands.qtbot.mouseClick(page.grid.view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    hands.qtbot.mouseDClick(page.grid.view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert cards.views.currentWidget() is cards.editor
    assert cards.shown is not None and cards.shown.sheet.id == page.model.cards[3].sheet.id
    hands.click(cards.show_picture)
    wanted = page.model.cards[5].sheet.id
    point = cards.picture.place_of(wanted).toPoint()
    hands.qtbot.mouseClick(cards.picture.drawn, Qt.MouseButton.LeftButton, pos=point)
    assert cards.views.currentWidget() is cards.editor
    assert cards.shown.sheet.id == wanted


def test_a_block_of_another_name_gets_its_column(hands: WindowHands, tmp_path: Path) -> None:
    cards, page = sheet(hands, published("hanyang"), tmp_path / "a.jsgk")
    before = [column.label for column in page.model.columns]
    cards.open_card(page.model.cards[0].sheet.id)
    view = cards.editor.view
    shown = cards.shown
    assert shown is not None
    first = shown.sheet.lines(CardPart.INDICATOR)[0]
    view.setFocus()
    view.setCurrentIndex(view.card.place_of_key(shown.key("first", CardPart.INDICATOR, first)))
    hands.key(Qt.Key.Key_F2)
    hands.retype("履职效能（40分）")
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: sheets(hands.workspace.desk.report)[0].lines(CardPart.INDICATOR)[0].text("first") == "履职效能")
    hands.click(cards.show_projects)
    assert [column.label for column in page.model.columns if column.label not in before] == ["履职效能"]
    assert page.grid.view.isVisible()


def test_what_does_not_fit_is_told_and_what_was_there_stays(hands: WindowHands, tmp_path: Path) -> None:
    _, page = sheet(hands, published("fengtai"), tmp_path / "a.jsgk")
    go(hands, page, 0, "books")
    hands.type("x")
    hands.key(Qt.Key.Key_Return)
    assert any("资金账户" in words for words in hands.notices())
    hands.key(Qt.Key.Key_Escape)
    assert shows(page, 0, "books") == "本部门"
    go(hands, page, 0, "block-产出指标")
    before = shows(page, 0, "block-产出指标")
    hands.type("5")
    assert shows(page, 0, "block-产出指标") == before
    assert any("算出" in words for words in hands.notices())
    page.grid.setFocus()
    hands.paste("项目名称\t全年预算数\t附注\n新项目\t约五十\t无")
    assert any("约五十" in words and "附注" in words for words in hands.notices())
    assert names(page)[-1] == "新项目" and shows(page, len(names(page)) - 1, "budget") == "约五十"
