"""A whole printed sheet, titles and all, pasted into the grid: recognised as an import's tables are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from juesuan_gui.figures import Unit
from juesuan_gui.relations import Basis
from juesuan_gui.report import TableKey
from juesuan_gui.ui.grid.editor import TableEditor
from tests.ui.sheets import SHEETS, as_html, as_text, sheet_of

from .conftest import EditorMaker, Hands

BASIC, PROJECT, TOTAL = "基本支出", "项目支出", "本年支出合计"

TITLE = "支出决算表\n\t\t\t\t\t\t\t\t\t公开03表\n公开部门：某局\t\t\t\t\t\t\t\t\t金额单位：元\n"
HEADER = (
    "项目\t\t\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出\n"
    "功能分类科目编码\t\t\t科目名称\t\t\t\t\t\t\n"
    "类\t款\t项\t栏次\t1\t2\t3\t4\t5\t6\n"
)
BODY = (
    "\t\t\t合计\t3.50\t1.25\t2.25\t\t\t\n"
    "210\t\t\t卫生健康支出\t3.50\t1.25\t2.25\t\t\t\n"
    "21015\t\t\t医疗保障管理事务\t3.50\t1.25\t2.25\t\t\t\n"
    "2101501\t\t\t行政运行\t3.50\t1.25\t2.25\t\t\t\n"
)


def paste(hands: Hands, text: str = "", html: str = "") -> None:
    """Another program copies; Ctrl+V in the grid."""
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)
    hands.ctrl(Qt.Key.Key_V)


def stated(hands: Hands) -> dict[tuple[str, ...], int | None]:
    """Every figure that the report states."""
    return {
        tuple(address): int(found.figure.value) if found.figure else None
        for address, found in hands.session.report.figures().items()
    }


@pytest.mark.sampled(4)
@pytest.mark.parametrize("table", SHEETS)
def test_text_and_html_of_every_table_give_the_same(open_table: EditorMaker, table: str) -> None:
    sheet = sheet_of(table)
    shapes = (
        (as_text(sheet), ""),
        (as_text(sheet), as_html(sheet, office=True)),
        ("", as_html(sheet, office=False)),
    )
    results = []
    for text, html in shapes:
        hands = open_table(table, codes=())
        hands.ctrl(Qt.Key.Key_Home)
        paste(hands, text, html)
        # The sample's own totals are wrong in places; nothing else is left over.
        assert "未粘贴" not in hands.notices[-1][1] and "未写入" not in hands.notices[-1][1], hands.notices
        assert hands.session.report.is_filled(hands.editor.key)
        results.append(stated(hands))
    assert results[0] == results[1] == results[2]
    assert results[0] or table in ("T8", "T9")


def test_a_sheet_of_another_table_lands_there_in_one_step_and_is_shown(open_table: EditorMaker) -> None:
    hands = open_table("T1")
    asked: list[object] = []
    hands.editor.tableRequested.connect(asked.append)
    paste(hands, TITLE + HEADER + BODY)
    assert asked == [TableKey("T3")]
    assert {address[0] for address in stated(hands)} == {"T3"}
    assert "支出决算表" in hands.notices[-1][1] and "别的表" in hands.notices[-1][1]
    assert hands.undo_steps() == 1
    hands.editor.undo()
    assert not list(hands.session.report.slots())


def test_totals_are_skipped_counted_and_compared(open_table: EditorMaker) -> None:
    hands = open_table("T3", codes=())
    paste(hands, TITLE + HEADER + BODY)
    assert (hands.fen("2101501", BASIC), hands.fen("合计", TOTAL)) == (125, 350)
    assert hands.notices[-1] == ("info", "已粘贴 2 格，新增科目 3 行，跳过 10 个计算格")
    hands = open_table("T3", codes=())
    paste(hands, TITLE + HEADER + BODY.replace("合计\t3.50", "合计\t9.99", 1))
    assert hands.fen("合计", TOTAL) == 350
    assert hands.notices[-1][0] == "warning" and "1 个合计与计算值不同" in hands.notices[-1][1]


def test_a_total_rounded_in_wan_yuan_does_not_differ(open_table: EditorMaker) -> None:
    hands = open_table("T3", form="national-2020", codes=())
    lines = TITLE.replace("金额单位：元", "金额单位：万元") + HEADER
    body = "\t\t\t合计\t0.03\t0.01\t0.02\t\t\t\n2101501\t\t\t行政运行\t0.03\t0.01\t0.02\t\t\t\n"
    paste(hands, lines + body)
    assert "不同" not in hands.notices[-1][1], hands.notices


def test_the_sheets_own_unit_counts_and_without_one_the_unit_that_is_shown(open_table: EditorMaker) -> None:
    hands = open_table("T3", codes=())
    paste(hands, TITLE.replace("金额单位：元", "金额单位：万元") + HEADER + BODY)
    assert hands.fen("2101501", BASIC) == 1_250_000
    hands = open_table("T3", codes=())
    hands.editor.set_display_unit(Unit.WAN_YUAN)
    paste(hands, HEADER + BODY)
    assert hands.fen("2101501", BASIC) == 1_250_000


def test_a_copy_without_the_title_belongs_to_the_table_that_is_shown(open_table: EditorMaker) -> None:
    hands = open_table("T3", codes=())
    paste(hands, HEADER + BODY)
    assert hands.fen("2101501", PROJECT) == 225


def test_a_header_cut_in_half_is_not_guessed(open_table: EditorMaker) -> None:
    hands = open_table("T3", codes=())
    paste(hands, HEADER.split("\n", 1)[1] + BODY)
    # By code, and by place in the line, as every block with codes.
    assert (hands.fen("2101501", BASIC), hands.fen("2101501", PROJECT)) == (125, 225)


def test_columns_and_rows_that_are_not_the_tables_are_named(open_table: EditorMaker) -> None:
    hands = open_table("T3", codes=())
    header = HEADER.replace("经营支出", "结转支出")
    more = "2299999\t\t\t其他\t1.00\t1.00\t\t\t7.00\t\n\t\t\t杂项\t1.00\t1.00\t\t\t\t\n"
    paste(hands, TITLE + header + BODY + more)
    level, words = hands.notices[-1]
    assert level == "warning"
    assert "结转支出" in words and "杂项" in words
    assert hands.fen("2299999", BASIC) == 100
    assert hands.fen("2299999", "经营支出") is None


def test_blanks_of_the_sheet_empty_the_cell_and_rows_it_lacks_stay(coded: Hands) -> None:
    coded.put("2101501", "经营支出", 900)
    coded.put("2101101", BASIC, 800)
    paste(coded, TITLE + HEADER + BODY)
    assert coded.fen("2101501", "经营支出") is None
    assert coded.fen("2101101", BASIC) == 800
    assert "没有动" in coded.notices[-1][1]


def test_what_is_no_number_is_listed_and_leaves_the_cell(coded: Hands) -> None:
    coded.put("2101501", BASIC, 900)
    paste(coded, TITLE + HEADER + BODY.replace("行政运行\t3.50\t1.25", "行政运行\t3.50\t见附注"))
    assert coded.fen("2101501", BASIC) == 900
    assert "见附注" in coded.notices[-1][1]


def test_a_web_page_with_several_tables_fills_them_all_in_one_step(open_table: EditorMaker) -> None:
    hands = open_table("T5", codes=())
    paste(hands, html=as_html(sheet_of("T5"), office=False) + as_html(sheet_of("T7"), office=False))
    assert {address[0] for address in stated(hands)} == {"T5", "T7"}
    assert hands.undo_steps() == 1
    words = hands.notices[-1][1]
    assert "“一般公共预算财政拨款支出决算表”" in words and "三公" in words


def test_a_sheet_pasted_into_the_budget_stays_in_the_budget(open_table: EditorMaker) -> None:
    hands = open_table("T5", codes=())
    key = TableKey("T5", basis=Basis.INITIAL_BUDGET)
    editor = TableEditor(hands.session, key)
    hands.qtbot.addWidget(editor)
    other = Hands(hands.qtbot, editor)
    paste(other, as_text(sheet_of("T5")))
    found = {TableKey(*address[:1], *address[3:]) for address in stated(other)}
    assert len(found) == 1
    assert hands.session.report.is_filled(key) and not hands.session.report.is_filled(TableKey("T5"))


def test_html_without_end_is_refused_in_words(coded: Hands) -> None:
    cell = "<td rowspan=999 colspan=999>1</td>"
    paste(coded, html=f"<table><tr>{cell * 3}</tr></table>")
    assert "剪贴板" in coded.notices[-1][1]
    assert coded.undo_steps() == 4
