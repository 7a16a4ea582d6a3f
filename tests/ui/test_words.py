"""Owns the proof of the words around cells and findings: formula bar, sums, search units, outline, notices."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from juesuan_gui.figures import Figure, Unit
from juesuan_gui.forms import Level, load_form
from juesuan_gui.paths import form_folders
from juesuan_gui.relations import Address
from juesuan_gui.report import Report, TableKey, adopt_computed, declare_empty, set_figure
from juesuan_gui.session import Session
from juesuan_gui.ui.audit.help_panel import help_text
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.menus import MENUS
from juesuan_gui.ui.outline import short_title, table_line
from juesuan_gui.ui.shortcuts import shortcut_sections
from juesuan_gui.ui.tables.cell_words import cell_words, feeds, sources, witnesses
from juesuan_gui.ui.tables.foot_bar import SelectionSum, sum_of, sum_words
from juesuan_gui.ui.tables.search import search
from juesuan_gui.ui.tables.trace_corrections import can_correct, cells_to_adopt

T3, T4, T5 = TableKey("T3"), TableKey("T4"), TableKey("T5")


def test_a_computed_cell_says_its_formula_in_words_and_numbers(desk: Desk) -> None:
    cell = T3.cell("21015", "基本支出")
    desk.do(adopt_computed(desk.report, [cell]))
    words = cell_words(desk.session, cell)
    assert words.name == "21015 医疗保障管理事务·基本支出"
    assert words.formula.startswith("＝ 2101501 行政运行")
    assert "1,234,620.63" in words.numbers
    assert not words.adoptable


def test_a_stated_total_that_differs_says_by_how_it_is_shown_and_what_it_should_be(desk: Desk) -> None:
    words = cell_words(desk.session, T5.cell("21015", "合计"))
    assert words.adoptable
    assert words.numbers == "以导入数 1,234,620.63 为准；按公式应为 3,246,703.51"


def test_an_input_cell_says_where_its_value_goes(desk: Desk) -> None:
    cell = T5.cell("2101501", "项目支出")
    assert cell_words(desk.session, cell).numbers.startswith("计入 ")
    targets = {item.address for item in feeds(desk.session, cell)}
    assert targets == {T5.cell("2101501", "合计"), T5.cell("21015", "项目支出")}
    assert sources(desk.session, cell) == []


def test_a_total_is_made_of_its_children(desk: Desk) -> None:
    found = {item.address.row for item in sources(desk.session, T3.cell("21015", "基本支出"))}
    assert found == {"2101501", "2101502", "2101504", "2101505"}


def test_witnesses_are_relations_that_hold(desk: Desk) -> None:
    names = {item.address: item.value for item in witnesses(desk.session, T3.cell("2101501", "基本支出"))}
    assert names[T3.cell("21015", "基本支出")] == "1,234,620.63"
    assert witnesses(desk.session, T4.cell("外交支出", "合计")) == []


def test_witnesses_of_a_finding_are_those_that_would_hold(desk: Desk) -> None:
    finding = next(item for item in desk.result().findings if item.place == T5.cell("2101501", "基本支出"))
    names = {item.address: item.value for item in witnesses(desk.session, finding.place, finding.expected)}
    assert names[T3.cell("2101501", "基本支出")] == "1,234,620.63"


def test_the_sum_is_exact_and_counts_only_amounts(desk: Desk) -> None:
    found = sum_of(desk.session.live, [T3.cell("2101501", "基本支出"), T4.cell("外交支出", "合计")])
    assert (found.cells, found.count, found.total) == (2, 1, Fraction(123462063))
    assert sum_words(SelectionSum(3, 3, Fraction(100)), Unit.YUAN) == "选中 3 格　求和 1.00　平均 0.33　计数 3"
    assert sum_words(SelectionSum(1, 1, Fraction(123462063)), Unit.WAN_YUAN).startswith("选中 1 格　求和 123.462063")
    assert sum_words(SelectionSum(2, 0, Fraction(0)), Unit.YUAN) == "选中 2 格"
    assert sum_words(SelectionSum(0, 0, Fraction(0)), Unit.YUAN) == ""


def test_an_amount_is_searched_in_the_unit_that_is_shown(desk: Desk) -> None:
    in_yuan = {hit.address for hit in search(desk.session, "46000", Unit.YUAN)}
    in_wan = {hit.address for hit in search(desk.session, "4.6", Unit.WAN_YUAN)}
    assert T5.cell("2101502", "项目支出") in in_yuan
    assert in_yuan == in_wan
    assert search(desk.session, "  ", Unit.YUAN) == []


def test_the_outline_tells_empty_filled_declared_and_wrong(desk: Desk) -> None:
    table = desk.form.table("T5")
    assert short_title(table).startswith("05 ")
    assert table_line(desk.report, table, Counter({Level.ERROR: 3})).value == "3 错误"
    assert table_line(desk.report, table, Counter({Level.WARNING: 2})).value == "2 警告"
    assert table_line(desk.report, table, Counter()).value == ""
    desk.do(declare_empty(desk.report, TableKey("T9"), True))
    assert table_line(desk.report, desk.form.table("T9"), Counter()).value == "无数据"


def test_a_column_of_blank_totals_is_adopted_at_once(desk: Desk) -> None:
    finding = next(item for item in desk.result().findings if item.check == "T4-02" and item.root is None)
    assert finding.place is not None
    cells = cells_to_adopt(desk, finding.place, finding)
    assert len(cells) > 5 and {cell.column for cell in cells} == {"合计"}
    desk.do(adopt_computed(desk.report, cells))
    assert not [item for item in desk.result().findings if item.check == "T4-02"]


def test_a_computed_cell_is_never_corrected_by_overwriting_its_formula(desk: Desk) -> None:
    for finding in desk.result().findings:
        if can_correct(desk, finding):
            assert finding.culprit is not None
            assert not desk.session.live.is_computed(finding.culprit)


def test_every_check_has_a_page(desk: Desk) -> None:
    for check in desk.form.checks.values():
        assert help_text(desk.form, check.id).startswith(f"# {check.id}")


@pytest.mark.parametrize("name", ["../../LICENSE", "nichts", ""])
def test_no_page_leads_out_of_the_folder(desk: Desk, name: str) -> None:
    assert help_text(desk.form, name) == "这条审核没有说明页。"


def test_every_action_with_a_key_stands_in_the_list_and_no_key_twice() -> None:
    # Keys within a table, a pane or the review mean other things there; those of the menus hold everywhere.
    menus = {title.partition("(")[0] for title, _ in MENUS}
    keys = [
        key for title, rows in shortcut_sections() if title in menus for keys, _ in rows for key in keys.split("、")
    ]
    assert len(keys) == len(set(keys)) > 20


def test_a_cell_of_a_report_follows_edits(desk: Desk) -> None:
    desk.do(set_figure(desk.report, T5.cell("2101501", "基本支出"), Figure(5)))
    assert cell_words(desk.session, T5.cell("2101501", "合计")).numbers.endswith("按公式应为 0.05")


def test_an_empty_table_says_where_a_figure_will_go() -> None:
    session = Session(Report(load_form("ningxia-2020", form_folders())))
    cell = Address("T1", "一般公共预算财政拨款收入", "决算数")
    assert [item.address.row for item in feeds(session, cell)] == ["本年收入合计"]
    assert feeds(session, Address("T1", "收入总计", "决算数")) == []
    # What is said beforehand is what comes of it.
    session.do(set_figure(session.report, cell, Figure(100)))
    assert [item.address.row for item in feeds(session, cell)] == ["本年收入合计"]
