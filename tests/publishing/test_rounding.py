"""元 kept, 万元 printed: each cell rounded from its own 元, 尾差 found and noted, nothing stored changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.document import Grid
from juesuan_gui.figures import Figure, Unit, day_figure, exact_count, exact_money, in_unit
from juesuan_gui.forms import FORM_ITSELF, adjustment_text, load_form
from juesuan_gui.forms.adjustments import NewColumn, new_table
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.live.approving import approve_totals, stated_totals
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.rounding import ROUNDING_NOTE, STANDARD_NOTE, rounded_sums
from juesuan_gui.relations import Address
from juesuan_gui.report import (
    History,
    Origin,
    Report,
    adjust_form,
    adopt_computed,
    set_figure,
    set_text,
    set_words,
)
from tests.generator.reports import codes

FORM = load_form("national-2020", [Path(__file__).parents[2] / "templates"])
BOOK = RuleBook(FORM)
TOTAL = Address("T1", "本年收入合计", "决算数")


def filled(**figures: int) -> Report:
    """A report of the national form (万元) with lines of table 1 in 分."""
    report = Report(FORM)
    for row, fen in figures.items():
        report.apply(set_figure(report, Address("T1", row, "决算数"), exact_money(fen)))
    return report


def live(report: Report) -> LiveReport:
    return LiveReport(report, codes(), BOOK if report.form is FORM else None)


def grids(report: Report) -> dict[str, Grid]:
    blocks = [block for section in compose(live(report)).sections for block in section.blocks]
    return {block.key: block for block in blocks if isinstance(block, Grid)}


def text_at(grid: Grid, address: Address) -> str:
    return next(cell.text for cell in grid.cells if cell.key == address.text)


def test_each_cell_is_rounded_from_its_own_yuan_and_the_sum_may_differ() -> None:
    report = filled(事业收入=45_000, 经营收入=45_000)
    printed = grids(report)["T1"]
    rows = [text_at(printed, Address("T1", row, "决算数")) for row in ("事业收入", "经营收入", "本年收入合计")]
    # 450 元 twice, a half goes up; together 900 元.
    assert rows == ["0.05", "0.05", "0.09"]
    assert TOTAL in rounded_sums(live(report))
    assert rounded_sums(live(filled(事业收入=450_000, 经营收入=450_000))) == []


def test_a_total_that_is_wrong_by_itself_is_no_matter_of_rounding() -> None:
    report = filled(事业收入=450_000, 经营收入=450_000)
    report.apply(set_figure(report, TOTAL, exact_money(2_000_000)))
    assert text_at(grids(report)["T1"], TOTAL) == "2.00"
    assert TOTAL not in rounded_sums(live(report))


def test_a_total_that_somebody_stated_is_not_approved_over_it() -> None:
    report = filled(事业收入=450_000, 经营收入=450_000)
    report.apply(set_figure(report, TOTAL, exact_money(2_000_000), Origin.IMPORTED))
    before = report.stated(TOTAL)
    report.apply(approve_totals(live(report), "T1"))
    assert report.stated(TOTAL) == before
    balance = report.stated(Address("T1", "收入总计", "决算数"))
    assert balance is not None and balance.origin is Origin.APPROVED


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=5))
def test_a_sum_is_named_exactly_when_its_printed_addends_miss_it(fen: list[int]) -> None:
    rows = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
    report = filled(**dict(zip(rows, fen, strict=False)))
    addends = sum((in_unit(Figure(value), Unit.WAN_YUAN, 2) for value in fen), Decimal(0))
    total = in_unit(Figure(sum(fen)), Unit.WAN_YUAN, 2)
    assert (TOTAL in rounded_sums(live(report))) is (addends != total)


def test_the_note_stands_below_every_table_of_amounts_once() -> None:
    report = filled(事业收入=100)
    assert not any(STANDARD_NOTE in str(note) for grid in grids(report).values() for note in grid.notes)
    report.apply(set_text(report, ROUNDING_NOTE, STANDARD_NOTE))
    for grid in grids(report).values():
        assert sum(STANDARD_NOTE in str(note) for note in grid.notes) == 1


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_changing_the_unit_of_print_there_and_back_changes_no_figure(unit: str) -> None:
    report, history = filled(事业收入=123_456_789, 经营收入=1), History()
    before = dict(report.figures())
    printed = text_at(grids(report)["T1"], TOTAL)
    history.do(report, adjust_form(report, "单位", {FORM_ITSELF: f'{{"numbers": {{"unit": "{unit}"}}}}'}))
    assert text_at(grids(report)["T1"], TOTAL) == {"元": "1,234,567.90", "万元": "123.46"}[unit]
    assert any(f"金额单位：{unit}" in str(line) for line in grids(report)["T1"].lines)
    history.undo(report)
    assert dict(report.figures()) == before
    assert text_at(grids(report)["T1"], TOTAL) == printed


def test_approved_totals_stay_when_addends_change_and_may_be_given_up() -> None:
    report = filled(事业收入=100, 经营收入=20)
    found = live(report)
    found.apply(approve_totals(found, "T1"))
    stated = report.stated(TOTAL)
    assert stated is not None and (stated.figure, stated.origin) == (exact_money(120), Origin.APPROVED)
    found.apply(set_figure(report, Address("T1", "事业收入", "决算数"), exact_money(500)))
    assert found.shown(TOTAL) == exact_money(120)
    assert found.computed(TOTAL) == exact_money(520)
    assert TOTAL in stated_totals(found, "T1")
    found.apply(adopt_computed(report, stated_totals(found, "T1")))
    assert found.shown(TOTAL) == exact_money(520)
    assert stated_totals(found) == []


def test_words_days_and_counts_are_printed_as_such() -> None:
    report = Report(FORM)
    columns = [
        NewColumn("经费"),
        NewColumn("人数", "count"),
        NewColumn("日期", "date"),
        NewColumn("说明", "text"),
        NewColumn("占比", "percent"),
    ]
    table = new_table("会议情况表", columns, ["甲会"], total=True, taken=FORM.tables)
    report.apply(adjust_form(report, "加表", {"会议情况表": adjustment_text(FORM, "会议情况表", table)}))
    cells = {name: Address("会议情况表", "甲会", name) for name in ("经费", "人数", "日期", "说明", "占比")}
    report.apply(set_figure(report, cells["经费"], exact_money(1_234_500)))
    report.apply(set_figure(report, cells["人数"], exact_count(1200)))
    report.apply(set_figure(report, cells["日期"], day_figure(date(2021, 3, 5))))
    report.apply(set_words(report, cells["说明"], "线上"))
    printed = {name: text_at(grids(report)["会议情况表"], cell) for name, cell in cells.items()}
    assert printed == {"经费": "1.23", "人数": "1200", "日期": "2021-03-05", "说明": "线上", "占比": ""}
    assert text_at(grids(report)["会议情况表"], Address("会议情况表", "合计", "人数")) == "1200"
