"""绩效自评表 with hands: a card filled in, sums at once, findings led to and explained, scores overridden, undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from juesuan_gui.forms import CardPart, Form, Level
from juesuan_gui.live.card_target import AS_WORDED
from juesuan_gui.publishing.cards.files import card_document
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.report import CardKey, Report, set_text
from juesuan_gui.report.card_sheets import BOOKS, SCORE_REASON, CardLine, add_cards, content_of, set_card_text, sheets
from juesuan_gui.storage import Options, ReportFile
from juesuan_gui.ui.cards.page import CardsPage
from juesuan_gui.ui.cards.watch import CARDS
from juesuan_gui.ui.giving_out.export_box import open_findings
from tests.cards.published import WORDS, form, published
from tests.ui.hands import WindowHands

MONEY, INDICATOR = CardPart.MONEY, CardPart.INDICATOR


def open_cards(hands: WindowHands) -> CardsPage:
    hands.ctrl(Qt.Key.Key_6)
    page = hands.workspace.pages.cards
    assert hands.workspace.pages.currentWidget() is page
    return page


def place(page: CardsPage, field: str, part: str = "", line: str = "") -> QModelIndex:
    shown = page.shown
    assert shown is not None
    found = page.editor.view.card.place_of_key(CardKey(shown.sheet.id, part, line, field))
    assert found.isValid()
    return found


def fill(hands: WindowHands, page: CardsPage, text: str, field: str, part: str = "", line: str = "") -> None:
    view = page.editor.view
    view.setFocus()
    view.setCurrentIndex(place(page, field, part, line))
    hands.key(Qt.Key.Key_F2)
    hands.retype(text)
    hands.key(Qt.Key.Key_Return)
    # Qt gives the words of an editor over by its event loop.
    hands.wait(lambda: view.state() is not QAbstractItemView.State.EditingState)


def text(page: CardsPage, field: str, part: str = "", line: str = "") -> str:
    return str(page.editor.view.card.data(place(page, field, part, line)))


def lines(hands: WindowHands) -> tuple[CardLine, ...]:
    return sheets(hands.workspace.desk.report)[0].lines(INDICATOR)


def new_card(hands: WindowHands, layout: str = "project") -> CardsPage:
    page = open_cards(hands)
    hands.click(page.show_editor)
    page.layouts.setCurrentIndex(page.layouts.findData(layout))
    hands.click(page.new)
    assert page.shown is not None
    return page


def open_report(hands: WindowHands, report: Report, path: Path) -> CardsPage:
    """The window with a report of published cards."""
    report.apply(set_text(report, "单位名称", "某区某局"))
    ReportFile.create(path, report, options=Options(backups=0)).close()
    hands.window.open_path(path)
    hands.wait(lambda: hands.window.workspace is not None)
    page = open_cards(hands)
    hands.wait(lambda: hands.workspace.cards_watch.book.is_judged)
    return page


def test_a_card_is_filled_in_and_its_rate_is_there_at_once(open_hands: WindowHands) -> None:
    page = new_card(open_hands)
    fill(open_hands, page, "护湖经费", "name")
    fill(open_hands, page, "8.5", "budget", MONEY, "1")
    fill(open_hands, page, "8.5", "executed", MONEY, "1")
    assert text(page, "rate", MONEY, "1") == "100%"
    assert page.editor.title.text() == "护湖经费"
    open_hands.wait(lambda: any(line.name == "护湖经费" for line in page.editor.list.lines.lines))
    open_hands.ctrl(Qt.Key.Key_Z)
    assert text(page, "rate", MONEY, "1") == ""


def test_a_wrong_rate_is_marked_listed_led_to_and_told_in_the_main_audit(open_hands: WindowHands) -> None:
    page = new_card(open_hands)
    desk = open_hands.workspace.desk
    before = desk.parts.counts()
    for field, value in (("budget", "10.00"), ("executed", "9.00"), ("rate", "99%")):
        fill(open_hands, page, value, field, MONEY, "1")
    open_hands.wait(lambda: any(line.value == "P02" for line in page.editor.found.list.lines.lines))
    assert any("99" in words for words in page.editor.view.card.words_about(place(page, "rate", MONEY, "1")))
    row = next(line for line in page.editor.found.list.lines.lines if line.value == "P02")
    open_hands.click_line(page.editor.found.list, row.name)
    assert page.editor.view.currentIndex() == place(page, "rate", MONEY, "1")
    # The same finding stands in the audit pane, the verdict, the outline and the export's list of open findings.
    open_hands.ctrl(Qt.Key.Key_3)
    data = open_hands.workspace.data
    finding = next(item for item in desk.parts.findings() if item.check == "P02")
    assert data.audit.model.index_of(finding.key).isValid()
    assert desk.parts.counts()[Level.ERROR] == before[Level.ERROR] + 1
    total = desk.session.audit.counts()[Level.ERROR] + desk.parts.counts()[Level.ERROR]
    assert f"错误 {total}" in data.audit.verdict()
    outline = next(line for line in data.outline.list.lines.lines if line.payload == CARDS)
    assert outline.value.startswith("1")
    assert finding.key in {row.finding.key for row in open_findings(desk)}
    open_hands.click_index(data.audit.view, data.audit.model.index_of(finding.key), double=True)
    assert open_hands.workspace.pages.currentWidget() is page
    assert page.editor.view.currentIndex() == place(page, "rate", MONEY, "1")


def test_a_finding_is_explained_and_the_explanation_goes_stale(open_hands: WindowHands) -> None:
    page = new_card(open_hands)
    desk = open_hands.workspace.desk
    for field, value in (("budget", "10.00"), ("executed", "9.00"), ("rate", "99%")):
        fill(open_hands, page, value, field, MONEY, "1")
    found = page.editor.found
    open_hands.wait(lambda: any(line.value == "P02" for line in found.list.lines.lines))
    open_hands.click_line(found.list, next(line.name for line in found.list.lines.lines if line.value == "P02"))
    key = next(item.key for item in desk.parts.findings() if item.check == "P02")
    open_hands.click(found.explain)
    open_hands.type("已核")
    open_hands.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert key not in {row.finding.key for row in open_findings(desk)}
    fill(open_hands, page, "98%", "rate", MONEY, "1")
    assert key in {row.finding.key for row in open_findings(desk)}


def test_indicators_are_inserted_moved_and_deleted(open_hands: WindowHands) -> None:
    page = new_card(open_hands)
    view = page.editor.view
    fill(open_hands, page, "清淤次数", "name", INDICATOR, "1")
    view.setCurrentIndex(place(page, "name", INDICATOR, "1"))
    before = len(lines(open_hands))
    open_hands.click(page.editor.add)
    assert len(lines(open_hands)) == before + 1
    assert lines(open_hands)[1].text("second") == lines(open_hands)[0].text("second")
    assert view.key() == CardKey(page.editor.card, INDICATOR, lines(open_hands)[1].id, "name")
    view.setCurrentIndex(place(page, "name", INDICATOR, "1"))
    open_hands.click(page.editor.down)
    assert lines(open_hands)[1].text("name") == "清淤次数"
    open_hands.click(page.editor.drop)
    assert all(line.text("name") != "清淤次数" for line in lines(open_hands))


def test_direction_value_and_unit_are_fields_beside_the_card(hands: WindowHands, tmp_path: Path) -> None:
    page = open_report(hands, Report(form("beijing-2021")), tmp_path / "a.jsgk")
    page = new_card(hands)
    fill(hands, page, "清淤长度", "name", INDICATOR, "1")
    fill(hands, page, "≥150公里", "target", INDICATOR, "1")
    side = page.editor.side
    page.editor.view.setCurrentIndex(place(page, "target", INDICATOR, "1"))
    assert side.direction.currentData() == AS_WORDED and "不少于" in side.understood.text()
    side.direction.setFocus()
    hands.choose(side.direction, "≤")
    said = lines(hands)[0]
    assert (said.text("operator"), said.text("target"), said.text("unit")) == ("≤", "150", "公里")
    assert text(page, "target", INDICATOR, "1") == "≤150公里"
    side.value.setFocus()
    hands.retype("140")
    hands.key(Qt.Key.Key_Return)
    assert text(page, "target", INDICATOR, "1") == "≤140公里"


def test_a_score_against_the_rule_needs_a_written_reason(hands: WindowHands, tmp_path: Path) -> None:
    page = open_report(hands, Report(form("beijing-2021")), tmp_path / "a.jsgk")
    page = new_card(hands)
    for field, value in (("name", "检查次数"), ("target", "≥10次"), ("actual", "8次"), ("score", "20")):
        fill(hands, page, value, field, INDICATOR, "1")
    full = lines(hands)[0].text("weight")
    assert full
    page.editor.view.setCurrentIndex(place(page, "score", INDICATOR, "1"))
    side = page.editor.side
    watch = hands.workspace.cards_watch
    watch.judge()

    def asks() -> bool:
        key = CardKey(page.editor.card, INDICATOR, "1", "score")
        return any("写明原因" in item.text for item in watch.findings.notices if item.key == key)

    assert asks() and side.adopt.isVisible() and side.own_reason.isVisible()
    side.own_reason.setFocus()
    hands.type("年中调减任务")
    hands.key(Qt.Key.Key_Return)
    watch.judge()
    assert lines(hands)[0].text(SCORE_REASON) == "年中调减任务" and not asks()
    hands.click(side.adopt)
    watch.judge()
    assert float(lines(hands)[0].text("score")) == float(full) * 0.8
    assert not lines(hands)[0].text(SCORE_REASON) and not asks()
    hands.ctrl(Qt.Key.Key_Z)
    assert lines(hands)[0].text(SCORE_REASON) == "年中调减任务"


def test_block_sums_total_and_grade_follow_each_score(hands: WindowHands, tmp_path: Path) -> None:
    page = open_report(hands, published("fengtai"), tmp_path / "a.jsgk")
    hands.click(page.show_editor)
    first = next(line for line in lines(hands) if line.text("score") == "19")
    before = page.editor.side.sums()
    assert "产出指标 80 73" in before
    fill(hands, page, "20", "score", INDICATOR, first.id)
    assert "产出指标 80 74" in page.editor.side.sums()
    page.editor.view.setFocus()
    page.editor.view.setCurrentIndex(place(page, "total_score"))
    hands.key(Qt.Key.Key_Delete)
    assert text(page, "total_score") == "93.1"


def test_money_on_other_books_is_not_held_against_the_tables(hands: WindowHands, tmp_path: Path) -> None:
    page = open_report(hands, published("hanyang"), tmp_path / "a.jsgk")
    hands.click(page.show_editor)
    side = page.editor.side
    side.books.setFocus()
    hands.choose(side.books, "转移支付")
    assert page.shown is not None and page.shown.sheet.text(BOOKS) == "转移支付"
    hands.ctrl(Qt.Key.Key_Z)
    assert page.shown.sheet.text(BOOKS) == ""


def test_indicators_come_from_another_project_and_from_last_years_file(hands: WindowHands, tmp_path: Path) -> None:
    page = open_report(hands, published("fengtai"), tmp_path / "a.jsgk")
    hands.click(page.show_editor)
    source = page.shown
    hands.click(page.new)
    shown = page.shown
    assert shown is not None and source is not None
    hands.click(page.editor.copy_from)
    menu = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMenu) and widget.isVisible())
    next(action for action in menu.actions() if action.text() == source.head("name")).trigger()
    menu.close()
    taken = page.shown.sheet.lines(INDICATOR)
    assert [line.text("name") for line in taken] == [line.text("name") for line in source.sheet.lines(INDICATOR)]
    assert not any(line.text("actual") or line.text("score") for line in taken)
    hands.ctrl(Qt.Key.Key_Z)
    last_year = tmp_path / "上年.jsgk"
    other = published("fengtai")
    ReportFile.create(last_year, other, options=Options(backups=0)).close()
    fill(hands, page, sheets(other)[3].name, "name")
    page.editor.copying.take_from_file(page.shown, last_year)
    wanted = [line.text("name") for line in sheets(other)[3].lines(INDICATOR)]
    assert [line.text("name") for line in page.shown.sheet.lines(INDICATOR)] == wanted
    page.editor.copying.take_from_file(page.shown, tmp_path / "没有.jsgk")
    assert any("没有.jsgk" in words for words in hands.notices())
    assert [line.text("name") for line in page.shown.sheet.lines(INDICATOR)] == wanted


def test_bad_cards_give_notices_and_lose_nothing(hands: WindowHands, tmp_path: Path) -> None:
    report = Report(form("beijing-2021"))
    page = open_report(hands, report, tmp_path / "a.jsgk")
    page = new_card(hands)
    fill(hands, page, "清淤", "name")
    fill(hands, page, "约十万", "budget", MONEY, "1")
    fill(hands, page, "清淤长度", "name", INDICATOR, "1")
    fill(hands, page, "35", "weight", INDICATOR, "1")
    hands.click(page.copy)
    watch = hands.workspace.cards_watch
    watch.judge()
    said = [item.text for item in watch.findings.notices]
    assert any("约十万" in words for words in said)
    assert any("没有指标值" in words for words in said)
    assert any("两张" in words for words in said)
    assert "P04" in {item.check for item in watch.findings.findings}
    assert [item.name for item in sheets(hands.workspace.desk.report)] == ["清淤", "清淤"]
    assert text(page, "budget", MONEY, "1") == "约十万"


def test_the_cards_of_a_workbook_are_taken_in_as_one_step(open_hands: WindowHands, tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    render_excel(card_document(published("guyuan"), WORDS, ("project",)), path)
    page = open_cards(open_hands)
    page.read(path)
    report = open_hands.workspace.desk.report
    open_hands.wait(lambda: len(report.card_ids()) == 6)
    assert len(page.editor.list.lines.lines) == 6
    open_hands.ctrl(Qt.Key.Key_Z)
    assert not report.card_ids()
    assert page.shown is None


def test_cards_of_a_layout_that_the_form_lost_stay_and_are_named(hands: WindowHands, tmp_path: Path) -> None:
    report = published("guyuan")
    odd: Form = report.form
    layout = next(iter(odd.scorecards.values()))
    report.apply(add_cards(report, layout, [content_of(sheets(report)[0])], "x"))
    key = CardKey(sheets(report)[-1].id, "", "", "layout")
    report.apply(set_card_text(report, key, "gone"))
    page = open_report(hands, report, tmp_path / "a.jsgk")
    hands.click(page.show_editor)
    assert any(line.value == "样式已去掉" for line in page.editor.list.lines.lines)


def test_what_is_being_typed_stays_when_findings_come_in(open_hands: WindowHands) -> None:
    page = new_card(open_hands)
    view = page.editor.view
    view.setFocus()
    view.setCurrentIndex(place(page, "budget", MONEY, "1"))
    open_hands.type("46000")
    open_hands.key(Qt.Key.Key_Tab)
    open_hands.type("459")
    page.editor.show_findings()
    page.editor.refresh()
    open_hands.type("00")
    open_hands.key(Qt.Key.Key_Return)
    open_hands.wait(lambda: text(page, "executed", MONEY, "1") == "45900")
    assert text(page, "budget", MONEY, "1") == "46000"


def test_enter_goes_down_and_a_block_is_pasted_and_undone_as_one(open_hands: WindowHands) -> None:
    page = new_card(open_hands)
    view, clipboard = page.editor.view, QGuiApplication.clipboard()
    view.setFocus()
    start = place(page, "budget", MONEY, "1")
    view.setCurrentIndex(start)
    open_hands.type("100")
    open_hands.key(Qt.Key.Key_Return)
    open_hands.wait(lambda: view.currentIndex().row() > start.row())
    assert view.currentIndex().column() == start.column()
    open_hands.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.currentIndex() == start
    clipboard.setText("80\t60\r\n80\t60\r\n")
    steps = len(open_hands.workspace.desk.session.history)
    open_hands.ctrl(Qt.Key.Key_V)
    below = view.card.index(start.row() + 1, start.column())
    assert [text(page, "budget", MONEY, "1"), text(page, "executed", MONEY, "1")] == ["80", "60"]
    assert view.card.data(below) == "80"
    assert len(open_hands.workspace.desk.session.history) == steps + 1
    open_hands.ctrl(Qt.Key.Key_C)
    assert clipboard.text() == "80"
    open_hands.ctrl(Qt.Key.Key_Z)
    assert text(page, "budget", MONEY, "1") == "100"
    assert not view.card.data(below)
