"""Cells of words, days and counts: typed, refused, copied, pasted, cleared, like any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt

from juesuan_gui.figures import AmountError, day_figure
from juesuan_gui.forms import ColumnKind, load_form
from juesuan_gui.paths import data_folder
from juesuan_gui.report import Report, TableKey
from juesuan_gui.session import Session
from juesuan_gui.ui.grid.amounts import read_words
from juesuan_gui.ui.grid.editor import TableEditor
from tests.ui.grid.conftest import Hands

MakeHands = Callable[[str], Hands]


@pytest.fixture
def open_table(qtbot: object) -> MakeHands:
    """Hands at a table of an empty report."""
    form = load_form("national-2020", [data_folder("templates")])

    def make(table: str) -> Hands:
        editor = TableEditor(Session(Report(form)), TableKey(table))
        qtbot.addWidget(editor)  # type: ignore[attr-defined]
        editor.resize(900, 400)
        editor.show()
        return Hands(qtbot, editor)  # type: ignore[arg-type]

    return make


def stated(hands: Hands, row: str, column: str) -> object:
    return hands.session.report.stated(hands.editor.key.cell(row, column))


def enter(hands: Hands, row: str, column: str, text: str) -> None:
    hands.at(row, column)
    hands.type(text)
    hands.key(Qt.Key.Key_Return)


def test_words_are_kept_shown_and_cleared(open_table: MakeHands) -> None:
    hands = open_table("公开")
    enter(hands, "公开情况", "批复文号", "某财发〔2021〕12号")
    address = hands.editor.key.cell("公开情况", "批复文号")
    assert hands.editor.model.face(address).text == "某财发〔2021〕12号"
    assert hands.session.report.is_filled(hands.editor.key)
    hands.at("公开情况", "批复文号")
    hands.key(Qt.Key.Key_Delete)
    assert stated(hands, "公开情况", "批复文号") is None
    hands.session.undo()
    assert hands.editor.model.face(address).text == "某财发〔2021〕12号"


@pytest.mark.parametrize("text", ["2021-10-19", "2021/10/19", "2021.10.19", "20211019", "2021年10月19日"])
def test_a_day_in_every_usual_way(open_table: MakeHands, text: str) -> None:
    hands = open_table("公开")
    enter(hands, "公开情况", "公开日期", text)
    found = stated(hands, "公开情况", "公开日期")
    assert found is not None and found.figure == day_figure(date(2021, 10, 19))  # type: ignore[attr-defined]
    assert hands.editor.model.face(hands.editor.key.cell("公开情况", "公开日期")).text == "2021-10-19"


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("公开日期", "2021-02-30", "没有这一天"),
        ("公开日期", "12.5", "不是日期"),
        ("公开日期", "1021-02-03", "1900"),
        ("公开网址", "www.example", "不是网址"),
    ],
)
def test_what_does_not_fit_is_said_and_not_written(open_table: MakeHands, column: str, text: str, words: str) -> None:
    hands = open_table("公开")
    enter(hands, "公开情况", column, text)
    assert any(words in notice for _, notice in hands.notices)
    assert stated(hands, "公开情况", column) is None


def test_a_copied_line_of_words_days_and_addresses_comes_back_the_same(open_table: MakeHands) -> None:
    hands = open_table("公开")
    for column, text in (
        ("批复文号", "甲1号"),
        ("批复日期", "2021-09-20"),
        ("公开网址", "https://www.example.gov.cn/a"),
    ):
        enter(hands, "公开情况", column, text)
    before = dict(hands.session.report.figures())
    first, last = hands.at("公开情况", "批复文号"), hands.at("公开情况", "公开网址")
    hands.select(first, last)
    hands.ctrl(Qt.Key.Key_C)
    hands.key(Qt.Key.Key_Delete)
    assert hands.session.report.figures() == {}
    hands.ctrl(Qt.Key.Key_V)
    assert dict(hands.session.report.figures()) == before


def test_words_are_filled_down_among_words_alone(open_table: MakeHands) -> None:
    hands = open_table("单位名单")
    enter(hands, "第1家", "单位名称", "某局本级")
    hands.select(hands.at("第1家", "单位名称"), hands.at("第2家", "单位名称"))
    hands.ctrl(Qt.Key.Key_D)
    found = stated(hands, "第2家", "单位名称")
    assert found is not None and found.text == "某局本级"  # type: ignore[attr-defined]


def test_a_cell_says_where_its_figure_is_found(open_table: MakeHands) -> None:
    hands = open_table("人员")
    place = hands.at("行政", "编制")
    tip = hands.editor.model.data(hands.editor.model.index(*place), Qt.ItemDataRole.ToolTipRole)
    assert "编办" in tip


def test_an_address_of_a_page_is_one() -> None:
    assert read_words(" https://a.example.cn/b?c=1 ", ColumnKind.URL) == "https://a.example.cn/b?c=1"
    for text in ("ftp://a.cn", "https://a b.cn", "http://", "a.cn"):
        with pytest.raises(AmountError):
            read_words(text, ColumnKind.URL)
