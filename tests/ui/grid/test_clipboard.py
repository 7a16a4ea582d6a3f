"""Copying and pasting between the grid and other programs."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from juesuan_gui.figures import exact_money
from juesuan_gui.reading.pasted import CopiedHtml, html_rows
from juesuan_gui.steps import completed
from juesuan_gui.ui.grid.blocks import block_of_text
from juesuan_gui.ui.grid.clipboard import clip_on
from juesuan_gui.ui.grid.navigation import Place

from .conftest import EditorMaker, Hands

BASIC, PROJECT, TOTAL = "基本支出", "项目支出", "本年支出合计"
LEAF, NEXT = "2101501", "2101502"


def put_text(text: str) -> None:
    """Another program copies a text."""
    QGuiApplication.clipboard().setText(text)


def put_html(html: str, text: str = "") -> None:
    """Another program copies a table as HTML."""
    mime = QMimeData()
    mime.setHtml(html)
    if text:
        mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)


def test_tab_text_of_excel() -> None:
    assert block_of_text("1\t2\r\n3\t4\r\n") == [["1", "2"], ["3", "4"]]


def test_tab_text_with_quoted_line_breaks() -> None:
    assert block_of_text('"两\n行"\t2\n') == [["两\n行", "2"]]


def test_ragged_tab_text() -> None:
    assert block_of_text("1\t2\n3") == [["1", "2"], ["3", None]]


def test_html_with_merged_cells() -> None:
    html = "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert html_rows(completed(CopiedHtml(html).tables())) == [["甲", "乙", None], [None, "1", "2"]]


def test_html_without_end_tags_and_with_paragraphs_of_word() -> None:
    html = "<body><table><tr><td><p>1,234<o:p></o:p></p><td><p>5</p><tr><td>6<td>7</table>"
    assert html_rows(completed(CopiedHtml(html).tables())) == [["1,234", "5"], ["6", "7"]]


def test_only_the_first_table_is_taken() -> None:
    html = "<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>"
    assert html_rows(completed(CopiedHtml(html).tables())) == [["1"]]


def test_excel_is_read_from_its_text(qapp: object) -> None:
    mime = QMimeData()
    mime.setHtml('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1.2</td></tr></table>')
    mime.setText("1.23\n")
    assert clip_on(mime).block == [["1.23"]]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.56", 123456),
        ("（1,234.56）", -123456),
        ("(1,234.56)", -123456),
        ("１２３４．５６", 123456),
        ("−12.50", -1250),
        ("¥ 1,234.56", 123456),
        ("￥12", 1200),
        ("1.5万元", 1_500_000),
        ("12.30元", 1230),
        ("\u00a012 \u200b", 1200),
        ("0", 0),
    ],
)
def test_amounts_as_others_write_them(coded: Hands, text: str, fen: int) -> None:
    put_text(text)
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_V)
    assert coded.figure(LEAF, BASIC) == exact_money(fen)


@pytest.mark.parametrize("text", ["—", "-", "——", "\t"])
def test_a_dash_or_nothing_clears(coded: Hands, text: str) -> None:
    coded.put(LEAF, BASIC, 100)
    put_text(text)
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_V)
    assert coded.fen(LEAF, BASIC) is None


def test_a_block_is_one_step_and_skips_locked_cells(coded: Hands) -> None:
    steps = coded.undo_steps()
    put_text("999\t1\t2\n998\t3\t4\n")
    coded.at(LEAF, TOTAL)
    coded.ctrl(Qt.Key.Key_V)
    assert [coded.fen(row, column) for row in (LEAF, NEXT) for column in (BASIC, PROJECT)] == [100, 200, 300, 400]
    assert coded.undo_steps() == steps + 1
    assert coded.notices[-1] == ("info", "已粘贴 4 格，跳过 2 个计算格")
    coded.editor.undo()
    assert coded.fen(LEAF, BASIC) is None


def test_one_value_into_many_cells(coded: Hands) -> None:
    put_text("7")
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row + 1, first.column + 2))
    coded.ctrl(Qt.Key.Key_V)
    assert [coded.fen(NEXT, column) for column in (BASIC, PROJECT, "上缴上级支出")] == [700] * 3


def test_a_block_repeats_when_the_selection_is_a_multiple(coded: Hands) -> None:
    put_text("1\t2\n")
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row + 1, first.column + 3))
    coded.ctrl(Qt.Key.Key_V)
    assert [coded.fen(NEXT, column) for column in (BASIC, PROJECT, "上缴上级支出", "经营支出")] == [100, 200, 100, 200]


def test_a_block_that_does_not_divide_starts_at_the_corner(coded: Hands) -> None:
    put_text("1\t2\n")
    first = coded.at(LEAF, BASIC)
    coded.select(first, Place(first.row, first.column + 2))
    coded.ctrl(Qt.Key.Key_V)
    assert coded.fen(LEAF, PROJECT) == 200
    assert coded.fen(LEAF, "上缴上级支出") is None


def test_what_lies_beyond_the_edge_is_counted(coded: Hands) -> None:
    put_text("1\t2\n3\t4\n5\t6\n")
    coded.at(NEXT, "对附属单位补助支出")
    coded.ctrl(Qt.Key.Key_V)
    assert coded.fen(NEXT, "对附属单位补助支出") == 100
    assert coded.notices[-1] == ("warning", "已粘贴 1 格，5 格超出表格，未粘贴")


def test_texts_that_are_no_numbers_are_not_written_but_listed(coded: Hands) -> None:
    coded.put(LEAF, PROJECT, 900)
    put_text("1\t见附注\t3\n")
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_V)
    assert coded.fen(LEAF, PROJECT) == 900
    assert coded.fen(LEAF, "上缴上级支出") == 300
    assert coded.notices[-1] == ("warning", "已粘贴 2 格，1 格不是数字，未写入：“见附注”")


def test_an_empty_clipboard_says_so(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_V)
    assert "没有可以粘贴" in coded.notices[-1][1]


def test_a_web_table_with_merged_cells(coded: Hands) -> None:
    put_html("<table><tr><td colspan=2>5</td><td>6</td></tr></table>", "5 6")
    coded.put(LEAF, PROJECT, 900)
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_V)
    # The covered cell has no value of its own, so it clears nothing.
    assert [coded.fen(LEAF, column) for column in (BASIC, PROJECT, "上缴上级支出")] == [500, 900, 600]


def test_rows_are_matched_by_code_and_missing_ones_inserted(coded: Hands) -> None:
    steps = coded.undo_steps()
    put_text(
        "合计\t\t\t\t170\t90\t80\n"
        "208\t\t\t社会保障和就业支出\t150\t70\t80\n"
        "20805\t\t\t行政事业单位养老支出\t150\t70\t80\n"
        "2080505\t\t\t机关事业单位基本养老保险缴费支出\t70\t70\t0\n"
        "2080506\t\t\t职业年金（自用名）\t80\t0\t80\n"
        "2210201\t\t\t住房公积金\t20\t20\t0\n"
    )
    coded.editor.view.cells.move_to(Place(0, 0))
    coded.ctrl(Qt.Key.Key_V)
    assert coded.fen("2080505", BASIC) == 7000
    assert coded.fen("2080506", PROJECT) == 8000
    assert coded.fen("221", BASIC) == 2000
    assert coded.session.report.code_rows(coded.editor.key)["2080506"].name == "职业年金（自用名）"
    assert coded.undo_steps() == steps + 1
    assert "新增科目 4 行" in coded.notices[-1][1] and "个计算格" in coded.notices[-1][1]
    coded.editor.undo()
    assert coded.editor.model.line_of("2210201") is None
    coded.editor.redo()
    assert coded.fen("2210201", BASIC) == 2000


def test_round_amounts_are_not_taken_for_codes(coded: Hands) -> None:
    put_text("300元\n20101\n")
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_V)
    assert (coded.fen(LEAF, BASIC), coded.fen(NEXT, BASIC)) == (30_000, 2_010_100)
    assert coded.editor.model.line_of("300") is None


def test_codes_and_names_in_one_cell(open_table: EditorMaker) -> None:
    hands = open_table("T3", codes=())
    put_text("2080505 机关养老\t5\t5\n2080506 职业年金\t6\t6\n")
    hands.at("合计", TOTAL)
    hands.ctrl(Qt.Key.Key_V)
    assert hands.fen("20805", BASIC) == 1100
    assert hands.session.report.code_rows(hands.editor.key)["2080505"].name == "机关养老"


def test_a_list_of_codes_alone_inserts_rows(open_table: EditorMaker) -> None:
    hands = open_table("T3", codes=())
    put_text("2080505\n2101101\n123456789\n")
    hands.editor.view.cells.move_to(Place(1, 0))
    hands.ctrl(Qt.Key.Key_V)
    assert sorted(hands.session.report.code_rows(hands.editor.key)) == [
        "208", "20805", "2080505", "210", "21011", "2101101",
    ]  # fmt: skip
    assert "123456789" in hands.notices[-1][1]


def test_a_whole_fixed_table_with_its_header_is_read_by_name(fixed: Hands) -> None:
    rows = [["收入", None, None, "支出", None, None], ["项目", "行次", "金额", "项目", "行次", "金额"]]
    table = fixed.editor.model.table
    left, right = table.blocks[0].rows, table.blocks[1].rows
    for line in range(8):
        rows.append([left[line].label, str(line), f"{line + 1}.00", right[line].label, str(line), f"{line + 10}.00"])
    put_text("\n".join("\t".join(text or "" for text in row) for row in rows))
    fixed.editor.view.cells.move_to(Place(5, 0))
    fixed.ctrl(Qt.Key.Key_V)
    column = table.columns_of(left[0].key)[0]
    assert [fixed.fen(left[line].key, column) for line in range(8)] == [100 * (line + 1) for line in range(8)]
    other = table.columns_of(right[0].key)[0]
    assert fixed.fen(right[7].key, other) == 1700


WORD_TABLE = (
    "<html xmlns:w='urn:schemas-microsoft-com:office:word'><body><table class=MsoTableGrid>"
    "<tr><td><p class=MsoNormal><span>1,234.50<o:p></o:p></span></p></td><td><p class=MsoNormal>（6.00）</p></td></tr>"
    "<tr><td><p class=MsoNormal>３．００</p></td><td><p class=MsoNormal>—</p></td></tr></table></body></html>"
)
WPS_SHEET = (
    "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta name=ProgId content=ET.Sheet></head><body>"
    "<table><tr><td>1,234.5</td><td>(6)</td></tr><tr><td>3</td><td></td></tr></table></body></html>"
)
WEB_PAGE = "<div><table><thead><tr></tr></thead><tbody><tr><td>1,234.50<td>-6</tr><tr><td>3元<td>-</tr></table></div>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (WORD_TABLE, "1,234.50\t（6.00）\r\n３．００\t—\r\n"),
        (WORD_TABLE, ""),
        (WPS_SHEET, "1,234.50\t(6.00)\r\n3.00\t\r\n"),
        (WEB_PAGE, "1,234.50 -6\n3元 -"),
        ("", "1,234.50\t(6.00)\n3.00\t\n"),
        ("", "0.12345万元\t-6元\n¥3.00\t/\n"),
    ],
    ids=["Word", "Word HTML alone", "WPS", "web page", "Excel text", "with units"],
)
def test_a_block_of_every_program_reads_the_same(coded: Hands, html: str, text: str) -> None:
    coded.put(NEXT, PROJECT, 900)
    steps = coded.undo_steps()
    put_html(html, text) if html else put_text(text)
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_V)
    found = [coded.fen(row, column) for row in (LEAF, NEXT) for column in (BASIC, PROJECT)]
    assert found == [123450, -600, 300, None]
    assert coded.undo_steps() == steps + 1


@pytest.mark.parametrize(
    ("copy", "cut", "paste"),
    [
        ((Qt.Key.Key_C, True), (Qt.Key.Key_X, True), (Qt.Key.Key_V, True)),
        ((Qt.Key.Key_Insert, True), (Qt.Key.Key_Delete, False), (Qt.Key.Key_Insert, False)),
    ],
)
def test_the_old_and_the_new_clipboard_keys(
    coded: Hands, copy: tuple[Qt.Key, bool], cut: tuple[Qt.Key, bool], paste: tuple[Qt.Key, bool]
) -> None:
    def press(key: tuple[Qt.Key, bool]) -> None:
        coded.ctrl(key[0]) if key[1] else coded.shift(key[0])

    coded.put(LEAF, BASIC, 700)
    coded.at(LEAF, BASIC)
    press(copy)
    coded.at(LEAF, PROJECT)
    press(paste)
    assert coded.fen(LEAF, PROJECT) == 700
    press(cut)
    assert coded.fen(LEAF, PROJECT) is None
    coded.at(NEXT, PROJECT)
    press(paste)
    assert coded.fen(NEXT, PROJECT) == 700


def test_an_input_method_pastes_nothing_but_types(coded: Hands) -> None:
    coded.at(LEAF, BASIC)
    coded.type("１２．５")
    coded.key(Qt.Key.Key_Return)
    assert coded.fen(LEAF, BASIC) == 1250


def test_copying_gives_tab_text_and_html(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 123456789)
    first = coded.at(LEAF, BASIC)
    coded.select(Place(first.row, 0), Place(first.row, first.column))
    coded.ctrl(Qt.Key.Key_C)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "2101501\t\t\t行政运行\t1,234,567.89\t1,234,567.89"
    assert "mso-number-format:'\\@'" in mime.html() and "<td>1,234,567.89</td>" in mime.html()


def test_copying_in_wan_yuan_loses_nothing(coded: Hands) -> None:
    from juesuan_gui.figures import Unit

    coded.put(LEAF, BASIC, 123456789)
    coded.editor.set_display_unit(Unit.WAN_YUAN)
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_C)
    coded.at(NEXT, BASIC)
    coded.ctrl(Qt.Key.Key_V)
    assert coded.fen(NEXT, BASIC) == 123456789


def test_cut_copies_and_clears(coded: Hands) -> None:
    coded.put(LEAF, BASIC, 100)
    coded.at(LEAF, BASIC)
    coded.ctrl(Qt.Key.Key_X)
    assert coded.fen(LEAF, BASIC) is None
    coded.at(NEXT, PROJECT)
    coded.ctrl(Qt.Key.Key_V)
    assert coded.fen(NEXT, PROJECT) == 100


def test_hidden_lines_are_neither_copied_nor_pasted_into(coded: Hands) -> None:
    coded.put("2080505", BASIC, 100)
    coded.put(NEXT, BASIC, 200)
    coded.editor.set_only_nonzero(True)
    first = coded.at("2080505", BASIC)
    put_text("1\n2\n3\n4\n")
    coded.select(first, first)
    coded.ctrl(Qt.Key.Key_V)
    assert coded.fen("2101101", BASIC) is None
    assert coded.fen(NEXT, BASIC) == 400


texts = st.one_of(
    st.integers(-(10**12), 10**12).map(lambda fen: f"{fen / 100:,.2f}"),
    st.sampled_from(["", "—", "abc", "1,23", "5万元"]),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(block=st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=4), start=st.integers(0, 8))
def test_a_paste_and_its_undo_leave_no_trace(coded: Hands, block: list[list[str]], start: int) -> None:
    report = coded.session.report
    before = dict(report.slots())
    shown = {place: coded.editor.model.text(*place) for place in _all_places(coded)}
    put_text("\n".join("\t".join(row) for row in block) + "\n")
    coded.editor.view.cells.move_to(Place(start, 5))
    steps = coded.undo_steps()
    coded.editor.paste()
    if coded.undo_steps() > steps:
        coded.editor.undo()
    assert dict(report.slots()) == before
    assert {place: coded.editor.model.text(*place) for place in _all_places(coded)} == shown


def _all_places(hands: Hands) -> list[Place]:
    model = hands.editor.model
    return [Place(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
