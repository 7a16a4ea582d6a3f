"""Owns how a cell is called in words: in a gap, in what a figure lacks, beside a term of the glossary."""

from __future__ import annotations

import re

from juesuan_gui.forms import TOTAL_ROW, Table
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.figures import Amount
from juesuan_gui.relations import Address, Basis, Period
from juesuan_gui.report import TableKey

_TABLE_WORDS = re.compile(r"（[^（）]*表）")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、|^其中：")


def words_of_cells(live: LiveReport, amount: Amount) -> str:
    """The cells of a figure in words: 年初结转和结余."""
    words = (_TABLE_WORDS.sub("", cell_words(live, cell)) for cell in amount.addresses)
    return "、".join(item.removeprefix(TOTAL_ROW) or item for item in words)


def cell_words(live: LiveReport, address: Address) -> str:
    """A cell in words: 上年收入总计, 年初预算“某表”教育支出基本支出."""
    table = live.form.table(address.table)
    year = "" if address.period == Period.THIS else address.period
    basis = "" if address.basis == Basis.FINAL else f"{address.basis}的"
    fixed = table.rows.get(address.row)
    # The key of a fixed row is more exact than its label: 收入总计 is printed 总计.
    by_key = fixed is not None and not fixed.code and not table.supplementary
    row = address.row if by_key else row_words(live, table, address.row)
    column = table.column(address.column)
    label = "" if column is None or len(table.columns) == 1 or table.main_column == column.key else column.label
    where = "" if table.supplementary else f"（{table.title}）"
    if address.row == TOTAL_ROW and label.endswith("合计"):
        row = ""
    elif label.endswith("合计") and row != "金额":
        label = ""
    if year:
        row, label = row.removeprefix("本年"), label.removeprefix("本年")
    return f"{year}{basis}{'' if row == '金额' and label else row}{label}{where}"


def row_words(live: LiveReport, table: Table, row: str) -> str:
    """A row as a sentence names it: without its ordinal; a row that only the budget has by the name there."""
    name = live.row_name(table.id, row) if row in table.rows or table.coded is not None else row
    if name == row and table.coded is not None:
        key = TableKey(table.id, basis=Basis.INITIAL_BUDGET)
        budgeted = live.report.code_rows(key).get(row)
        name = budgeted.name if budgeted is not None and budgeted.name else name
    return _ORDINAL.sub("", name)
