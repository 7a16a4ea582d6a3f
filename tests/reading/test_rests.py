"""What a table loses behind its grid is unread: listed, neither blank nor zero, and no sum of it is judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from juesuan_gui.document import Block, Cell, Column, Grid, Paragraph, Place
from juesuan_gui.figures import Unit
from juesuan_gui.forms import load_form
from juesuan_gui.reading.tables.recognised import RecognisedTable, Unmatched
from juesuan_gui.reading.tables.rests import rest_rows, with_rest_unread
from juesuan_gui.reading.tables.titles import TitleIndex
from juesuan_gui.relations import Period
from juesuan_gui.report import TableKey
from tests.generator.reports import TEMPLATES

FORM = load_form("national-2021", [TEMPLATES])
TITLES = TitleIndex(FORM.tables.values())


def line(text: str, page: int = 2) -> Paragraph:
    return Paragraph.of(text, place=Place(page=page))


def page_of(*rows: list[str]) -> Grid:
    cells = [Cell(r, c, text, place=Place(page=2)) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid("x", (Column(),) * len(rows[0]), tuple(cells), place=Place(page=2))


def rests(table: str, *blocks: Block) -> list[str]:
    return [row.text for row in rest_rows(blocks, FORM.table(table), TITLES)]


def read(table: str, rows: tuple[str, ...] = ()) -> RecognisedTable:
    own = FORM.table(table)
    return RecognisedTable(table, own.title, Place(page=1), Unit.YUAN, rows, (), ())


def unread(table: str, *blocks: Block, rows: tuple[str, ...] = ()) -> RecognisedTable:
    own = FORM.table(table)
    return with_rest_unread(read(table, rows), own, rest_rows(blocks, own, TITLES), TableKey(table, Period.THIS))


def test_last_rows_printed_as_lines_belong_to_the_table() -> None:
    found = rests(
        "T1", line("总计        30   735.83总计        60   735.83"), line("本年收入合计    27    5.00    本年支出合计")
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    "end",
    [
        "注：本表反映部门本年度的总收支。",
        "收入决算表",
        "第三部分 2021年度部门决算情况说明",
        "单位：万元",
        "2021年度收入总计735.83万元，与上年相比增加5.00万元。",
        "国有资产占用情况表",
    ],
)
def test_nothing_behind_the_end_of_a_table_is_its_own(end: str) -> None:
    assert rests("T1", line(end), line("其他收入    8    12.50")) == []
    assert rests("T1", line("其他收入    8    12.50"), line(end), line("经营收入    6    3.00")) == ["其他收入 8 12.50"]


def test_a_scorecard_or_lines_of_a_text_are_no_rest() -> None:
    assert rests("T9", page_of(["项目名称", "养老机构维修", ""], ["年度资金总额", "31.80", "28.94"])) == []
    assert rests("T1", *(line(f"某一行{number}") for number in range(5)), line("事业收入    5    1.00")) == []


def test_numbers_of_columns_and_headings_printed_again_are_no_figures() -> None:
    again = page_of(["项目", "行次", "金额", "项目"], ["栏次", "1", "2", "3"])
    assert rests("T1", again) == []


def test_rows_that_the_grid_lacks_are_unread_and_listed() -> None:
    table = unread("T1", line("其他收入    8    12.50"), rows=("事业收入",))
    of_rows = {item.address.row for item in table.figures}
    assert "事业收入" not in of_rows and "其他收入" in of_rows
    assert all(item.stated.figure is None and item.stated.unread for item in table.figures)
    assert [item.text for item in table.unread] == ["其他收入 8 12.50"]


def test_code_rows_of_a_page_that_fits_no_other_are_unread() -> None:
    table = unread("T3", page_of(["208", "社会保障和就业支出", "12.50", "2.50"], ["20805", "养老支出", "12.50", ""]))
    assert [row.code for row in table.code_rows] == ["208", "20805"]
    assert {item.address.row for item in table.figures} >= {"208", "20805", "合计"}
    assert all(item.stated.unread for item in table.figures)


def test_a_code_row_that_lost_its_code_leaves_no_figure_of_the_table_read() -> None:
    own = FORM.table("T3")
    key = TableKey("T3", Period.THIS)
    known = unread("T3", page_of(["208", "社会保障和就业支出", "12.50"])).figures
    rest = rest_rows([page_of(["业支出", "12.50", "2.50"])], own, TITLES)
    table = with_rest_unread(replace(read("T3"), figures=known), own, rest, key)
    assert all(item.stated.figure is None for item in table.figures)
    assert table.unread


def test_without_a_rest_the_table_stays_as_it_is() -> None:
    table = read("T1", ("事业收入",))
    assert with_rest_unread(table, FORM.table("T1"), [], TableKey("T1", Period.THIS)) is table


def test_figures_in_rows_without_names_leave_missing_rows_unread() -> None:
    nameless = Unmatched(Place(page=1), "7563.31", "没有行名", is_nameless=True)
    table = replace(read("T4"), unmatched_rows=(nameless,))
    found = with_rest_unread(table, FORM.table("T4"), [], TableKey("T4", Period.THIS))
    assert found.figures and all(item.stated.unread for item in found.figures)
