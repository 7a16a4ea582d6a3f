"""What a report is held against, made to agree with its tables: last year, the budget, the 财决 tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from juesuan_gui.forms import Form
from juesuan_gui.relations import Address, Basis, Period
from juesuan_gui.report import Change, CodedRow, Origin, Report, Slot, SlotEdit, SlotKind, Stated, TableKey, compose
from tests.generator.ledger import Cells
from tests.generator.reports import codes_name, printed

#: Last year ended with what this year began with.
_CARRIED = {
    ("T1", "年末结转和结余", "决算数"): ("T1", "年初结转和结余", "决算数"),
    ("T4", "年末财政拨款结转和结余", "合计"): ("T4", "年初财政拨款结转和结余", "金额"),
    ("T4", "年末财政拨款结转和结余", "一般公共预算"): ("T4", "年初一般公共预算财政拨款", "金额"),
    ("T4", "年末财政拨款结转和结余", "政府性基金预算"): ("T4", "年初政府性基金预算财政拨款", "金额"),
    ("T4", "年末财政拨款结转和结余", "国有资本经营预算"): ("T4", "年初国有资本经营预算财政拨款", "金额"),
}
_BY_FUNCTION, _BY_ECONOMIC = "财决功能明细", "财决经济明细"
Figures = dict[Address, int]


def last_year(cells: Cells) -> Figures:
    """上年 figures under which nothing changed but what was carried over."""
    found = {Address(*place, period=Period.PRIOR): fen for place, fen in cells.items()}
    for end, start in _CARRIED.items():
        found[Address(*end, period=Period.PRIOR)] = cells.get(start, 0)
    for (table, row, column), fen in cells.items():
        if column == "年初结转和结余":
            found[Address(table, row, "年末结转和结余", period=Period.PRIOR)] = fen
    return found


def budgets(cells: Cells) -> Figures:
    """The published budget and the adjusted one say what the 三公 table prints as planned."""
    return {
        Address(table, row, column, basis=basis): fen
        for (table, row, column), fen in cells.items()
        for basis in (Basis.INITIAL_BUDGET, Basis.FULL_BUDGET)
        if table == "T7" and column.startswith("预算")
    }


def accounts(cells: Cells) -> Figures:
    """The 财决 tables say what is published; their details add up to it."""
    found = {Address(*place, basis=Basis.ACCOUNTS): fen for place, fen in cells.items()}
    for row in {row for table, row, _ in cells if table == "T3"}:
        parts = {
            "基本明细": cells.get(("T3", row, "基本支出"), 0),
            "项目明细": cells.get(("T3", row, "项目支出"), 0),
            "经营明细": cells.get(("T3", row, "经营支出"), 0),
        }
        general = {
            "一般基本明细": cells.get(("T5", row, "基本支出"), 0),
            "一般项目明细": cells.get(("T5", row, "项目支出"), 0),
        }
        parts |= {"支出明细": sum(parts.values()), **general, "一般明细": sum(general.values())}
        found |= {Address(_BY_FUNCTION, row, column): fen for column, fen in parts.items()}
    economic = {row: fen for (table, row, _), fen in cells.items() if table == "T6" and row.isdigit()}
    economic.setdefault("31013", 0)
    economic["合计"] = cells.get(("T6", "合计", "金额"), 0)
    for row, fen in economic.items():
        # Vehicles that 三公 counts were paid from somewhere.
        bought = cells.get(("T7", "金额", "决算公务用车购置费"), 0) - fen if row == "31013" else 0
        parts = {"基本明细": fen, "项目明细": max(fen // 3, bought), "经营明细": fen // 7}
        general = {"一般基本明细": fen, "一般项目明细": fen // 3}
        parts |= {"支出明细": sum(parts.values()), **general, "一般明细": sum(general.values())}
        found |= {Address(_BY_ECONOMIC, row, column): fen for column, fen in parts.items()}
    return found


def everything(cells: Cells) -> Figures:
    """Last year, budgets and accounts."""
    return last_year(cells) | budgets(cells) | accounts(cells)


def load(report: Report, figures: Mapping[Address, int]) -> Change:
    """The change that states these figures, where the form has their cells."""
    edits = [
        SlotEdit(Slot.figure(cell), None, Stated(printed(fen, report.form.unit), Origin.IMPORTED))
        for cell, fen in figures.items()
        if _has(report.form, cell)
    ]
    return compose("载入", [*edits, *_rows(report, figures)])


def _has(form: Form, cell: Address) -> bool:
    table = form.tables.get(cell.table)
    return table is not None and table.has_row(cell.row) and cell.column in table.columns_of(cell.row)


def _rows(report: Report, figures: Mapping[Address, int]) -> Iterator[SlotEdit]:
    wanted = {
        (TableKey.of(cell), cell.row)
        for cell in figures
        if _has(report.form, cell) and report.form.table(cell.table).is_code(cell.row)
    }
    for key, row in sorted(wanted):
        slot = Slot(SlotKind.ROW, (*key, row))
        if report.value(slot) is None:
            yield SlotEdit(slot, None, CodedRow(row, codes_name(row, report.form.year)))
