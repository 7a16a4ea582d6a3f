"""The page 说明, worked by hand: answers, figures and back, own words, stale words, findings, the exported files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from juesuan_gui.checks.text.explanation import is_lack
from juesuan_gui.figures import Figure
from juesuan_gui.narrative.drafting.wording import Piece
from juesuan_gui.paths import own_forms
from juesuan_gui.publishing.chart_shapes import drawings_by_section
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, Stated, TableKey, compose, set_setting, set_text, state_figure
from juesuan_gui.ui.explanation.edit import WordsEdit
from juesuan_gui.ui.explanation.page import ExplanationPage
from juesuan_gui.ui.explanation.templates import TemplateDialog
from juesuan_gui.ui.explanation.text import Anchor, AnchorKind
from juesuan_gui.ui.guide_states import DATA, EXPLANATION, PREVIEW

from .hands import CTRL, WindowHands

SPENT = Address("T3", "合计", "本年支出合计")
LAST_YEAR = Address("T1", "本年收入合计", "决算数", period="上年")
CELL = TableKey("T3").cell("2101502", "项目支出")


@pytest.fixture
def page(open_hands: WindowHands) -> ExplanationPage:
    """The page of a report with last year's totals, so that reasons are asked for."""
    desk = open_hands.workspace.desk
    # Totals that follow their cells, so that typing changes the text.
    open_hands.window.actions_.action("adopt_all").trigger()
    edits = []
    for table, row, column in (
        ("T1", "本年收入合计", "决算数"),
        ("T1", "本年支出合计", "决算数"),
        ("T4", "收入总计", "决算数"),
        ("T5", "合计", "合计"),
    ):
        cell = Address(table, row, column, period="上年")
        edits.append(state_figure(desk.report, cell, Stated(Figure(100_000_000), Origin.TYPED)))
    desk.do(compose("上年", edits))
    # Keys of the menus arrive once the window is the active one.
    open_hands.wait(open_hands.window.isActiveWindow)
    open_hands.ctrl(Qt.Key.Key_4)
    assert open_hands.workspace.step == EXPLANATION
    return open_hands.workspace.pages.explanation


def anchors(page: ExplanationPage, kind: AnchorKind, words: str = "") -> list[Anchor]:
    found = []
    for anchor in page.view.anchors(kind):
        item = page._watch.section(anchor.section)
        assert item is not None
        if anchor.paragraph >= 0 and words in item.paragraphs[anchor.paragraph].text:
            found.append(anchor)
    return found


def click(hands: WindowHands, page: ExplanationPage, anchor: Anchor) -> None:
    """Click a place of the text, scrolled into sight."""
    place = anchor.asked or anchor.span
    start = place.start if place is not None else 0
    page.view.go_to(anchor.section, anchor.paragraph, start)
    rect = page.view.rect_of(anchor.section, anchor.paragraph, start + 1)
    hands.qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() + QPoint(2, 0))


def text_of(page: ExplanationPage, section: str) -> str:
    item = page._watch.section(section)
    assert item is not None
    return "\n".join(paragraph.text for paragraph in item.paragraphs)


def reasons(page: ExplanationPage) -> list[Anchor]:
    gaps = page.view.anchors(AnchorKind.GAP)
    return [gap for gap in gaps if gap.asked is not None and gap.asked.need.kind == "原因"]


def test_the_whole_way_from_the_questions_to_the_exported_file(
    open_hands: WindowHands, page: ExplanationPage, tmp_path: Path
) -> None:
    hands = open_hands
    told = ["医保专项增加", "人员经费减少", "项目进度加快"]
    asked = len(reasons(page))
    assert asked >= 3
    click(hands, page, reasons(page)[0])
    for words in told:
        # Each answer is one key away from the next question.
        while "的主要原因" not in page.box._title.text():
            hands.key(Qt.Key.Key_Escape)
            hands.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert hands.focus() is page.box.edit
        hands.type(words)
        hands.ctrl(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Escape)
    hands.wait(lambda: len(reasons(page)) == asked - 3)
    assert all(words in page.view.toPlainText() for words in told)
    # A figure leads to its cell, and from the cell back to the sentence.
    figure = next(item for item in anchors(page, AnchorKind.FIGURE) if item.span and item.span.addresses == (SPENT,))
    click(hands, page, figure)
    assert hands.workspace.step == DATA and hands.editor.current_address() == SPENT
    hands.key(Qt.Key.Key_M, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert hands.workspace.step == EXPLANATION
    hands.wait(lambda: page.view.pointed_out().endswith("元"))
    # Own words keep their figures live, and a typed figure makes them stale when the table changes.
    page.go_to_section("支出")
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_F2)
    assert hands.focus() is page.box.edit
    hands.type("另有结转5.00万元。")
    hands.ctrl(Qt.Key.Key_Return)
    assert text_of(page, "支出").endswith("另有结转5.00万元。")
    before = text_of(page, "支出")
    hands.enter(CELL, "88888.88")
    hands.ctrl(Qt.Key.Key_4)
    assert text_of(page, "支出") != before
    item = page._watch.section("支出")
    assert item is not None and item.paragraphs[0].stale
    hands.wait(lambda: any(finding.check == "N13-01" for finding in page._watch.findings))
    # What is exported says what was written.
    export = hands.workspace.pages.preview.export
    hands.workspace.go_to_step("预览导出")
    export.folder.setText(str(tmp_path / "出"))
    hands.click(export.accept)
    hands.wait(lambda: not export.is_running and list((tmp_path / "出").glob("*.docx")))
    (made,) = (tmp_path / "出").glob("*.docx")
    printed = zipfile.ZipFile(made).read("word/document.xml").decode()
    assert all(words in printed for words in (*told, "另有结转"))


def test_answers_are_undone_by_one_key_and_last_years_are_only_offered(
    open_hands: WindowHands, page: ExplanationPage
) -> None:
    before = page.view.toPlainText()
    click(open_hands, page, reasons(page)[0])
    open_hands.type("医保专项增加")
    open_hands.click(page.box.keep)
    open_hands.wait(lambda: "医保专项增加" in page.view.toPlainText())
    assert "主要原因" in open_hands.window.actions_.action("undo").text()
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.wait(lambda: page.view.toPlainText() == before)
    open_hands.ctrl(Qt.Key.Key_Y)
    open_hands.wait(lambda: "医保专项增加" in page.view.toPlainText())
    desk = open_hands.workspace.desk
    gap = reasons(page)[0]
    assert gap.asked is not None
    desk.do(set_text(desk.report, f"上年.{gap.asked.need.name}", "上年的原因在此"))
    page.refresh()
    assert "上年的原因在此" not in page.view.toPlainText()
    click(open_hands, page, reasons(page)[0])
    open_hands.click(page.box.adopt)
    open_hands.ctrl(Qt.Key.Key_Return)
    open_hands.wait(lambda: "上年的原因在此" in page.view.toPlainText())
    open_hands.wait(lambda: any(item.check == "S11" for item in page._watch.findings))


def test_the_next_answer_is_typed_while_the_text_is_drafted(open_hands: WindowHands, page: ExplanationPage) -> None:
    click(open_hands, page, reasons(page)[0])
    first = page.box._title.text()
    shown = page.view.toPlainText()
    open_hands.type("医保专项增加而且写得很长，后面的问题因此都往下移了")
    open_hands.ctrl(Qt.Key.Key_Return)
    # The key drafted nothing: the next question is open already, over the text as it was.
    assert not page._watch.is_current and page.view.toPlainText() == shown
    second = page.box._title.text()
    assert page.box.isVisible() and second != first
    assert open_hands.focus() is page.box.edit
    count = page.state.text()
    open_hands.type("人员")
    open_hands.wait(lambda: "医保专项增加而且" in page.view.toPlainText())
    # The text grew below the hands: words, box and cursor stand where they stood.
    assert page.state.text() == count
    assert (page.box._title.text(), page.box.edit.toPlainText()) == (second, "人员")
    assert open_hands.focus() is page.box.edit
    target = page.asking._target
    assert target is not None and target.need is not None
    item = page.view.section(target.section)
    assert item is not None and target.need.name in {one.need.name for one in item.paragraphs[target.paragraph].asked}
    open_hands.type("增加")
    open_hands.ctrl(Qt.Key.Key_Return)
    open_hands.wait(lambda: "人员增加" in page.view.toPlainText())


def test_own_words_go_back_to_the_forms_and_stale_ones_may_be_kept(
    open_hands: WindowHands, page: ExplanationPage
) -> None:
    before = text_of(page, "支出")
    page.go_to_section("支出")
    open_hands.key(Qt.Key.Key_Down)
    open_hands.click(page.reword)
    open_hands.type("另说一句。")
    open_hands.click(page.box.keep)
    open_hands.wait(lambda: "另说一句" in page.view.toPlainText())
    (label,) = anchors(page, AnchorKind.PARAGRAPH, "另说一句")
    page._on_anchor(label)
    open_hands.click(page.box.revert)
    assert text_of(page, "支出") == before
    # Words that say what the form says anyway are the form's, and follow it.
    page._on_anchor(Anchor(AnchorKind.PARAGRAPH, "支出", 0))
    open_hands.ctrl(Qt.Key.Key_Return)
    item = page._watch.section("支出")
    assert item is not None and not item.paragraphs[0].is_own
    # What was looked at is stale no more.
    page._on_anchor(Anchor(AnchorKind.PARAGRAPH, "支出", 0))
    open_hands.type("另有5.00万元。")
    open_hands.click(page.box.keep)
    open_hands.enter(CELL, "88888.88")
    open_hands.ctrl(Qt.Key.Key_4)
    (label,) = anchors(page, AnchorKind.PARAGRAPH, "另有5.00万元")
    page._on_anchor(label)
    open_hands.click(page.box.confirm)
    item = page._watch.section("支出")
    assert item is not None and item.paragraphs[0].is_own and not item.paragraphs[0].stale


def test_gaps_lead_to_their_tables_and_findings_into_the_text(open_hands: WindowHands, page: ExplanationPage) -> None:
    gap = next(gap for gap in page.view.anchors(AnchorKind.GAP) if gap.asked and gap.asked.need.kind == "数")
    click(open_hands, page, gap)
    assert gap.asked is not None
    assert open_hands.workspace.step == DATA
    assert open_hands.editor.current_address() == gap.asked.need.addresses[0]
    open_hands.ctrl(Qt.Key.Key_3)
    pane = open_hands.workspace.data.audit
    open_hands.wait(lambda: any(row.finding.check == "N5-06" for row in pane.rows()))
    pane.words.setText("N5-06")
    index = pane.model.in_order()[0]
    open_hands.click_index(pane.view, index, double=True)
    open_hands.wait(lambda: page.box.isVisible())
    assert "原因" in page.box._title.text()
    # The outline knows the sections too.
    open_hands.ctrl(Qt.Key.Key_2)
    open_hands.click_line(open_hands.workspace.data.outline.list, "支出决算情况说明")
    assert open_hands.workspace.step == EXPLANATION


def test_words_are_pasted_without_their_mess(open_hands: WindowHands, page: ExplanationPage) -> None:
    free = next(gap for gap in page.view.anchors(AnchorKind.GAP) if gap.asked and gap.asked.need.kind == "文字")
    click(open_hands, page, free)
    open_hands.paste(
        "x",
        "<style>p{color:red}</style><h2>职责</h2><p><b>负责</b>医保。</p><ul><li>参保</ul>"
        "<table><tr><td>项目</td><td>金额</td></tr><tr><td>甲</td><td>5.00</td></tr></table>",
    )
    # What a test leaves on the clipboard outlives the program's own objects.
    QGuiApplication.clipboard().clear()
    open_hands.ctrl(Qt.Key.Key_Return)
    open_hands.key(Qt.Key.Key_Escape)
    item = page._watch.section(free.section)
    assert item is not None
    assert [paragraph.form.value for paragraph in item.paragraphs] == ["小标题", "正文", "列表", "表格"]
    assert item.paragraphs[3].rows == (("项目", "金额"), ("甲", "5.00"))
    # Opened again it can be changed as it was written.
    page.go_to_section(free.section)
    open_hands.click(page.reword_section)
    assert page.box.edit.toPlainText().splitlines()[0] == "# 职责"


def test_a_place_whose_words_are_changed_is_typed_from_then_on(qtbot: QtBot) -> None:
    edit = WordsEdit()
    qtbot.addWidget(edit)
    edit.show_pieces(
        [Piece("支出"), Piece("5.00万元", "数(1)"), Piece("，占"), Piece("3.00%", "占(1, 2)"), Piece("。")]
    )
    qtbot.keyClicks(edit, "x")
    assert [piece.expression for piece in edit.pieces() if piece.expression] == ["数(1)", "占(1, 2)"]
    cursor = edit.document().find("5.00万元")
    cursor.setPosition(cursor.selectionEnd())
    edit.setTextCursor(cursor)
    # Beside a place letters are words of their own; within it they make it words.
    qtbot.keyClicks(edit, "y")
    assert Piece("5.00万元", "数(1)") in edit.pieces()
    cursor.movePosition(QTextCursor.MoveOperation.Left, n=3)
    edit.setTextCursor(cursor)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert [piece.expression for piece in edit.pieces() if piece.expression] == ["占(1, 2)"]
    assert "".join(piece.text for piece in edit.pieces()).endswith("，占3.00%。x")


def test_terms_can_be_left_out_and_templates_are_tried_kept_and_given_up(
    qtbot: QtBot, open_hands: WindowHands, page: ExplanationPage
) -> None:
    page.go_to_section("名词解释")
    open_hands.wait(lambda: page.glossary.isVisible())
    listing = page.glossary.list
    ticked = [listing.item(row) for row in range(listing.count())]
    first = next(item for item in ticked if item.checkState() is Qt.CheckState.Checked)
    name = first.text().split("\n")[0]
    assert first.text().split("\n")[1]
    assert f"{name}：" in text_of(page, "名词解释")
    first.setCheckState(Qt.CheckState.Unchecked)
    assert f"{name}：" not in text_of(page, "名词解释")
    open_hands.ctrl(Qt.Key.Key_Z)
    assert f"{name}：" in text_of(page, "名词解释")
    desk = open_hands.workspace.desk
    dialog = TemplateDialog(desk, "支出", page)
    qtbot.addWidget(dialog)
    # Keys go to the words at once, not to the list of sections.
    assert dialog.focusWidget() is dialog.edit
    own = dialog.edit.toPlainText()
    dialog.edit.setPlainText("甲\n\n{{ 没有这个词 }}")
    dialog.show_preview()
    assert "第 3 行" in dialog.problem.text() and dialog.edit.fault == 3
    assert not dialog.keep_here.isEnabled()
    dialog.edit.setPlainText('全年支出{{ 数("T3[合计].本年支出合计") }}。')
    dialog.show_preview()
    assert dialog.keep_here.isEnabled() and "全年支出" in dialog.preview.toPlainText()
    dialog.keep_here.click()
    assert text_of(page, "支出").startswith("全年支出")
    dialog.forms_own.click()
    assert not text_of(page, "支出").startswith("全年支出")
    assert dialog.edit.toPlainText() == own
    dialog.edit.setPlainText('各年都写{{ 数("T3[合计].本年支出合计") }}。')
    dialog.keep_always.click()
    kept = own_forms() / desk.form.id / "narrative" / "支出.j2"
    assert kept.is_file()
    desk.do(set_text(desk.report, "单位名称", "某局"))
    assert text_of(page, "支出").startswith("各年都写")
    dialog.forms_own.click()
    assert not kept.exists()


def test_last_years_document_lays_its_reasons_beside_the_questions(
    open_hands: WindowHands, page: ExplanationPage, tmp_path: Path
) -> None:
    desk = open_hands.workspace.desk
    told: list[tuple[str, str]] = []
    page.last_year.notice.connect(lambda level, words: told.append((level, words)))
    shown = page.view.toPlainText()
    asked = reasons(page)[0].asked
    assert asked is not None
    # Last year's text says the same sentence with other figures and a reason of its own.
    item = page.view.section(reasons(page)[0].section)
    assert item is not None
    year = desk.form.year
    text = item.paragraphs[0].text[: asked.start].replace(str(year), str(year - 1)) + "新增医保信息平台。"
    path = tmp_path / "上年.txt"
    path.write_text(f"{item.heading}\n{text}\n", encoding="utf-8")
    page.last_year.read(path)
    open_hands.wait(lambda: bool(told))
    assert told[-1][0] == "info" and "1 处" in told[-1][1]
    assert page.view.toPlainText() == shown
    click(open_hands, page, reasons(page)[0])
    assert "新增医保信息平台" in page.box._last.text() and page.box.adopt.isVisible()
    open_hands.key(Qt.Key.Key_Escape)
    open_hands.ctrl(Qt.Key.Key_Z)
    assert desk.report.text(f"上年.{asked.need.name}") == ""
    # A file with nothing of it changes nothing and says so.
    path.write_text("通知\n请于周五前报送。\n", encoding="utf-8")
    count = len(told)
    page.last_year.read(path)
    open_hands.wait(lambda: len(told) > count)
    assert told[-1][0] == "warning"
    page.last_year.read(tmp_path / "没有.docx")
    open_hands.wait(lambda: told[-1][0] == "error")
    assert not desk.report.text(f"上年.{asked.need.name}")


def test_charts_stand_below_the_text_of_their_section(open_hands: WindowHands, page: ExplanationPage) -> None:
    desk = open_hands.workspace.desk
    desk.do(set_setting(desk.report, "图表", "全部"))
    page.refresh()
    (drawing, *_) = drawings_by_section(desk.session.live)["总体"]
    assert drawing.caption is not None
    shown = page.view.toPlainText()
    caption = shown.index(drawing.caption.text)
    own = next(item for item in page._watch.sections() if item.section.id == "总体")
    assert shown.index(own.paragraphs[-1].text) < caption < shown.index("收入决算情况说明", caption)
    # The picture stands right above its caption, and is no empty ground.
    image = page.view.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("chart:总体/0"))
    assert shown[:caption].rstrip()[-1] == "\ufffc"
    assert len({image.pixel(x, image.height() // 2) for x in range(0, image.width(), 3)}) > 1
    desk.do(set_setting(desk.report, "图表", "不要"))
    page.refresh()
    assert drawing.caption.text not in page.view.toPlainText()


@pytest.mark.parametrize("way", [EXPLANATION, PREVIEW])
def test_what_is_to_be_written_is_counted_until_the_text_is_opened_or_given_out(
    open_hands: WindowHands, way: str
) -> None:
    workspace = open_hands.workspace
    data, watch = workspace.data, workspace.explanation_watch

    def listed() -> list[str]:
        return [row.finding.key for row in data.audit.rows() if "|待填|" in row.finding.key]

    open_hands.wait(lambda: any("待填" in line.value for line in data.outline.list.lines.lines))
    open_hands.wait(lambda: not watch.is_at_work)
    lacking = {item.key for item in watch.findings if is_lack(item)}
    assert lacking and listed() == []
    workspace.go_to_step(way)
    open_hands.wait(lambda: set(listed()) == lacking)
    # It stays so: one goes back to the tables knowing what is still to be done.
    workspace.go_to_step(DATA)
    open_hands.enter(CELL, "88888.88")
    open_hands.wait(lambda: watch.is_current and not watch.is_at_work)
    assert listed()
